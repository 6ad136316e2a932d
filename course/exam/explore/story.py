"""Records a run as a student reads it: which thread, which line, what it read or wrote."""

from __future__ import annotations

import dis
import linecache
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from course.exam.explore import waiting
from course.exam.explore.tasks import Task
from course.exam.explore.values import Look, UnseenError, called_on, look, text_of
from course.exam.explore.where import source_of, students_frame

MOST = 2_000  # steps that are kept
_HERE = str(Path(__file__).parent)
_READS = ("LOAD_ATTR", "LOAD_GLOBAL", "LOAD_DEREF", "BINARY_SUBSCR", "BINARY_OP")
_LOCK_METHODS = ("acquire", "release", "__enter__", "__exit__")


@dataclass
class Step:
    """One row of a story: a line of the student's code, and what a thread did there.

    `switch` marks the moment when the thread is interrupted between two steps.
    """

    number: int
    thread: str
    line: int
    source: str
    acts: list[str] = field(default_factory=list)
    switch: bool = False


class Recorder:
    """Writes the story of one run."""

    def __init__(self) -> None:
        self.story: list[Step] = []
        self._closed = False
        self._after: list[tuple[Step, str, Look]] = []
        self._instructions: dict[int, dict[int, dis.Instruction]] = {}

    def step(self, me: Task, frame: FrameType, offset: int) -> None:
        """The thread is about to take this step."""
        self._settle()
        row = self._row(me, frame)
        code = frame.f_code
        if id(code) not in self._instructions:
            self._instructions[id(code)] = {i.offset: i for i in dis.get_instructions(code)}
        instruction = self._instructions[id(code)].get(offset)
        if instruction is not None:
            try:
                self._describe(row, instruction, frame)
            except UnseenError:
                return

    def close(self) -> None:
        """Record no more: what follows is the ending of abandoned threads."""
        self._settle()
        self._closed = True

    def note(self, me: Task, text: str) -> None:
        """The thread does something in its present line."""
        frame = students_frame(sys._getframe(1))
        if frame is not None and not self._closed:
            self._settle()
            acts = self._row(me, frame).acts
            if text not in acts:
                acts.append(text)

    def locks(self, me: Task, text: str) -> None:
        """A lock is taken or released; told only where the student's line does it itself."""
        frame = sys._getframe(1)
        while frame.f_back is not None and frame.f_code.co_filename.startswith(_HERE):
            frame = frame.f_back
        if frame.f_code.co_name in _LOCK_METHODS and frame.f_back is not None:
            frame = frame.f_back
        if students_frame(frame) is frame:
            self.note(me, text)

    def waits(self, me: Task, why: object) -> None:
        """The thread is about to wait."""
        self.note(me, waiting.reason(me, why))

    def switched(self, me: Task, other: Task) -> None:
        """The thread is interrupted, another one goes on."""
        self._settle()
        self._add(Step(0, me.name, 0, "", [f"is interrupted here; {other.name} goes on"], True))

    def _row(self, me: Task, frame: FrameType) -> Step:
        last = self.story[-1] if self.story else None
        same = last is not None and last.line == (frame.f_lineno or last.line)
        if last and last.thread == me.name and same and not last.switch:
            return last
        line, source = source_of(frame)
        return self._add(Step(0, me.name, line, source))

    def _add(self, step: Step) -> Step:
        step.number = len(self.story) + 1
        if len(self.story) < MOST:
            self.story.append(step)
        return step

    def _describe(self, row: Step, instruction: dis.Instruction, frame: FrameType) -> None:
        text, name = _source(instruction, frame), instruction.opname
        if not text:
            return
        if name.startswith("STORE_"):
            self._after.append((row, f"writes {text}", look(text, frame)))
        elif name.startswith("CALL"):
            on, seen = called_on(text, frame)
            self._after.append((row, on, seen))
        elif name.startswith(_READS):
            row.acts.append(f"reads {text}: {text_of(look(text, frame)())}")

    def _settle(self) -> None:
        """What was written can be seen only after the step."""
        for row, text, seen in self._after:
            try:
                act = f"{text}: {text_of(seen())}"
            except UnseenError:
                continue
            if act not in row.acts:
                row.acts.append(act)
        self._after.clear()


def _source(instruction: dis.Instruction, frame: FrameType) -> str:
    """The part of the line that this step is about."""
    where = instruction.positions
    if where is None or where.lineno is None or where.lineno != where.end_lineno:
        return ""
    line = linecache.getline(frame.f_code.co_filename, where.lineno).encode()
    return line[where.col_offset : where.end_col_offset].decode()
