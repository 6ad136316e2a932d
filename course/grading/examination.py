"""One examination: a notebook's cells are run, its test cells decide; read by a maintainer.

Cells of the student's and of the course run in the candidate, test cells in this process.
A candidate that is lost costs the cell that lost it: the next cells find a fresh one, in
which the earlier cells were run again.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader import utils

from course.exam.bridge.framing import AnswerLate, ChannelClosed
from course.grading.candidates import DIED, Candidate, CandidateLost
from course.grading.examiner import Examiner
from course.grading.skeleton import is_students

DEMO = "demo"
UNSURE = "what the test saw then says nothing. Leave the libraries' functions as they are."
LOST = (ChannelClosed, AnswerLate)


@dataclass(frozen=True)
class Rules:
    """What an examination may take: seconds for one cell, seconds for the whole notebook."""

    cell_seconds: float = 120.0
    notebook_seconds: float = 900.0


class Examination:
    """Runs the cells of one notebook and writes their outputs into them.

    `start` makes a candidate; `note(where, what)` is told of each that was lost.
    """

    def __init__(
        self, cells: list[Any], start: Callable[[], Candidate], rules: Rules,
        note: Callable[[str, str], None] = lambda where, what: None,
    ) -> None:  # fmt: skip
        self._cells, self._start, self._rules, self._note = cells, start, rules, note
        self._candidate: Candidate | None = None
        self._examiner: Examiner | None = None
        self._prepared: list[str] = []  # sources of the course's own cells
        self._skip: set[int] = set()  # cells that lost a candidate
        self._count = 0
        self._end = 0.0

    def run(self) -> None:
        """Run all cells, in order; every test cell has a verdict afterwards."""
        self._end = time.monotonic() + self._rules.notebook_seconds
        try:
            for index, cell in enumerate(self._cells):
                if runs(cell):
                    cell.outputs = self._outputs_of(index, cell)
        finally:
            self._give_up()

    def _outputs_of(self, index: int, cell: Any) -> list[Any]:
        if time.monotonic() > self._end:
            seconds = self._rules.notebook_seconds
            return [failure("TimeOut", f"The notebook used up its {seconds:.0f} seconds.")]
        self._count += 1
        cell.execution_count = self._count
        try:
            return self._outcome(index, cell)
        except CandidateLost as lost:
            self._skip.add(index)
            self._note(name_of(cell), lost.reason)
            self._give_up()
            return [failure(lost.kind, lost.reason)]

    def _outcome(self, index: int, cell: Any) -> list[Any]:
        """Run a cell; once more when its process died: the machine may have killed it."""
        try:
            return self._attempt(index, cell)
        except CandidateLost as lost:
            if lost.kind != DIED:
                raise
            self._note(name_of(cell), f"{lost.reason} It was run once more.")
            self._give_up()
        return self._attempt(index, cell, last=True)

    def _attempt(self, index: int, cell: Any, last: bool = False) -> list[Any]:
        self._ready(index, last)
        with timed(cell):
            return self._test(cell) if is_test(cell) else self._run(cell)

    def _ready(self, index: int, last: bool) -> None:
        """See to it that there is a candidate in which all earlier cells have run."""
        if self._candidate is not None:
            return
        self._prepared = []
        self._candidate = self._start()
        for earlier, cell in enumerate(self._cells[:index]):
            if runs(cell) and not is_test(cell) and earlier not in self._skip:
                try:
                    self._run(cell)
                except CandidateLost as lost:
                    if last or lost.kind != DIED:
                        self._skip.add(earlier)
                    raise

    def _run(self, cell: Any) -> list[Any]:
        assert self._candidate is not None
        try:
            found = self._candidate.run(cell.source, self._seconds())
        except LOST as error:
            raise self._lost(error, cell) from None
        except Exception as error:
            raise self._lost(ChannelClosed(type(error).__name__), cell) from None
        if not is_students(cell):
            self._prepared.append(cell.source)
            if self._examiner is not None:
                self._examiner.prepare(cell.source)
        return [output for each in found["outputs"] if (output := as_output(each)) is not None]

    def _test(self, cell: Any) -> list[Any]:
        assert self._candidate is not None
        link = self._candidate.link
        link.deadline = time.monotonic() + self._seconds()
        try:
            replaced = link.begin()
            if self._examiner is None:
                self._examiner = Examiner(link, self._prepared)
            outputs = self._examiner.examine(cell.source, name_of(cell))
            meanwhile = link.forget()
        except LOST as error:
            raise self._lost(error, cell) from None
        except Exception as error:  # of an answer that was none, outside of a test
            raise self._lost(ChannelClosed(type(error).__name__), cell) from None
        if replaced or meanwhile:
            self._note(name_of(cell), f"replaced by the notebook: {_some(replaced + meanwhile)}")
        if meanwhile:
            reason = f"While it was tested, your code replaced {_some(meanwhile)}: {UNSURE}"
            outputs.append(failure("NotExamined", reason))
        return outputs

    def _lost(self, error: ChannelClosed | AnswerLate, cell: Any) -> CandidateLost:
        assert self._candidate is not None
        return self._candidate.lost(error, name_of(cell), self._rules.cell_seconds)

    def _seconds(self) -> float:
        return min(self._rules.cell_seconds, max(1.0, self._end - time.monotonic()))

    def _give_up(self) -> None:
        candidate, self._candidate, self._examiner = self._candidate, None, None
        if candidate is not None:
            candidate.end()


@contextlib.contextmanager
def timed(cell: Any) -> Iterator[None]:
    """Write into the cell when it was run, as Jupyter's own clients do."""
    begun = _now()
    try:
        yield
    finally:
        cell.metadata["execution"] = {"iopub.execute_input": begun, "shell.execute_reply": _now()}


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _some(names: list[str]) -> str:
    shown = ", ".join(name[:80] for name in names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"


def as_output(found: Any) -> Any:
    """An output of the candidate's as a notebook has it; None when it is none."""
    match found:
        case {"output_type": "stream", "name": "stdout" | "stderr" as name, "parts": list(parts)}:
            return new_output("stream", name=name, text="".join(map(str, parts)))
        case {"output_type": "display_data", "data": dict(data)}:
            return new_output("display_data", data=texts(data))
        case {"output_type": "execute_result", "data": dict(data), "execution_count": int(count)}:
            return new_output("execute_result", data=texts(data), execution_count=count)
        case {"output_type": "error", "ename": name, "evalue": value, "traceback": list(lines)}:
            lines = [str(line) for line in lines]
            return new_output("error", ename=str(name), evalue=str(value), traceback=lines)
    return None


def texts(data: dict[Any, Any]) -> NotebookNode:
    """The representations that are text, by their type."""
    return NotebookNode({str(k): part for k, part in data.items() if type(part) is str})


def failure(name: str, reason: str) -> Any:
    """An error output with one line of text."""
    return new_output("error", ename=name, evalue=reason, traceback=[f"✗ {reason}"])


def name_of(cell: Any) -> str:
    """How a cell is called in messages."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id", "?"))


def is_test(cell: Any) -> bool:
    """Whether it is a cell that earns points by running."""
    return (
        cell.cell_type == "code"
        and utils.is_grade(cell)
        and not utils.is_solution(cell)
        and not is_students(cell)
    )


def runs(cell: Any) -> bool:
    """Whether grading runs the cell: worked examples are for reading."""
    graded = utils.is_grade(cell) or utils.is_solution(cell)
    return cell.cell_type == "code" and (graded or DEMO not in cell.metadata.get("tags", []))
