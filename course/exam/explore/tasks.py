"""The record of one thread under control, and the register of all; read by a maintainer."""

from __future__ import annotations

import _thread
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course.exam.explore.polling import Lap
    from course.exam.explore.scheduler import Scheduler

READY = "ready"  # could go on
BLOCKED = "blocked"  # waits for another thread or an alarm
AWAY = "away"  # sleeps in something that is not under control
PARKED = "parked"  # was abandoned and would not end: stands still for ever
DONE = "done"


class Unwind(BaseException):
    """Ends an abandoned thread; not an `Exception`, so that few programs catch it."""


def shut_gate() -> _thread.LockType:
    """A raw lock that is taken: whoever acquires it waits until it is opened by a release."""
    gate = _thread.allocate_lock()
    gate.acquire()
    return gate


@dataclass(eq=False, slots=True)
class Task:
    """One thread of a run. It goes on only when its `gate` is opened.

    `native` is set while library code that must not be controlled runs in it.
    """

    scheduler: Scheduler
    name: str
    index: int
    thread: threading.Thread
    gate: _thread.LockType = field(default_factory=shut_gate)
    ended: _thread.LockType = field(default_factory=shut_gate)
    state: str = READY
    waits_for: object = None
    deadline: float | None = None
    timed_out: bool = False
    is_served: Callable[[], bool] | None = None  # asks whether a file that it waits for is ready
    is_alone: bool = False  # nobody of this run can make it so
    native: bool = True
    ident: int = 0
    native_id: int = 0
    error: BaseException | None = None
    joiners: list[Task] = field(default_factory=list)
    at: int = -1  # the moment of its latest step
    turns: int = 0  # how often it was let go on
    clock: dict[int, int] = field(default_factory=dict)  # see `causality`
    holds: dict[int, int] = field(default_factory=dict)  # how often it took each lock
    held: list[int] = field(default_factory=list)  # the locks that it has now
    unwinds: int = 0
    since_block: int = 0  # steps
    spells: int = 0  # slices in a row that were used up without waiting
    writes: int = 0
    wakes: int = 0  # alarms that rang for the student's own waiting
    laps: dict[tuple[int, int], Lap] = field(default_factory=dict)
    waiting_at: str = ""  # filled in when nobody can go on

    def __post_init__(self) -> None:
        self.clock[self.index] = 1


tasks_by_ident: dict[int, Task] = {}
_tasks_by_thread: dict[int, Task] = {}  # by id; a task keeps its thread


def current() -> Task | None:
    """The task of the running thread; None outside a run and in native code."""
    task = tasks_by_ident.get(_thread.get_ident())
    if task is None or task.native:
        return None
    if task.state is AWAY:
        task.scheduler.come_back(task)
    return task


def of_thread(thread: threading.Thread) -> Task | None:
    """The task of this thread, as long as its run lasts."""
    return _tasks_by_thread.get(id(thread))


def begin(task: Task) -> None:
    """The thread of this task is about to be started."""
    _tasks_by_thread[id(task.thread)] = task


def forget(tasks: list[Task]) -> None:
    """The run of these tasks is over."""
    for task in tasks:
        _tasks_by_thread.pop(id(task.thread), None)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=tasks_by_ident.clear)
    os.register_at_fork(after_in_child=_tasks_by_thread.clear)
