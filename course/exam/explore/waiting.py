"""Who waits for what, held by whom, in the student's lines; read by a maintainer."""

from __future__ import annotations

import sys
from types import FrameType
from typing import TYPE_CHECKING

from course.exam.explore.locks import Control
from course.exam.explore.tasks import AWAY, BLOCKED, DONE, Task
from course.exam.explore.where import is_students, source_of, students_frame

if TYPE_CHECKING:
    from course.exam.explore.scheduler import Scheduler

_TAKING = ("Lock.acquire", "RLock.acquire", "Lock.__enter__")
DEPTH = 3  # of the student's lines for each thread


def note_places(scheduler: Scheduler) -> None:
    """Write down for each task that is still there what it waits for, and where."""
    frames = sys._current_frames()
    for task in scheduler.tasks:
        frame = frames.get(task.ident)
        if task.state is not DONE and frame is not None:
            task.waiting_at = "\n".join([f"{task.name} {_why(task, frame)}", *_lines(frame)])


def report(scheduler: Scheduler) -> str:
    """Who waits for what, two or more lines a thread."""
    return "\n".join(task.waiting_at for task in scheduler.tasks if task.waiting_at)


def held_locks(scheduler: Scheduler) -> list[str]:
    """The locks that threads of this run have taken and not released."""
    held = [lock for lock in scheduler.taken.values() if lock.owner is not None and lock.locked()]
    return [
        f"{lock.name(lock.owner)}, taken by {lock.owner.name}"
        for lock in held
        if lock.owner is not None and lock.owner.scheduler is scheduler
    ]


def _why(task: Task, frame: FrameType) -> str:
    why = task.waits_for
    if task.state is AWAY and isinstance(why, Control):
        return f"waits for {why.name(task)}, which was taken outside of the run"
    if task.state is AWAY:
        return f"sleeps in {_called(frame) or 'a call'} that is no tool of the threads' libraries"
    if task.state is not BLOCKED:
        return "is running"
    called = _called(frame)
    if isinstance(why, Control) and called not in _TAKING:
        return f"waits in {called}()"
    return reason(task, why)


def reason(task: Task, why: object) -> str:
    """What a task waits for, as "waits for the lock made on line 4 that Thread-2 holds"."""
    if isinstance(why, Task):
        return f"waits in join() for {why.name} to end"
    if not isinstance(why, Control):
        return str(why)
    return "waits" if why.is_inner else f"waits for {why.name(task)}{_held_by(task, why)}"


def _held_by(task: Task, lock: Control) -> str:
    if lock.owner is None:
        return ""
    if lock.owner is task:
        return " that it holds itself"
    ended = lock.owner.state is DONE
    return f" that {lock.owner.name} {'took and never released' if ended else 'holds'}"


def _called(frame: FrameType) -> str:
    """What the student's line called, as "Queue.get" or "Lock.acquire"; "" for built-in code."""
    name = ""
    inner: FrameType | None = frame
    while inner is not None and not is_students(inner.f_code):
        name = inner.f_code.co_qualname.lstrip("_")
        inner = inner.f_back
    return name


def _lines(frame: FrameType) -> list[str]:
    found: list[str] = []
    mine = students_frame(frame)
    while mine is not None and len(found) < DEPTH:
        line, text = source_of(mine)
        found.append(f"    line {line}, in {mine.f_code.co_name}: {text}")
        mine = students_frame(mine.f_back)
    return found
