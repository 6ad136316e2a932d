"""Ending threads that were abandoned in the middle of a run; read by a maintainer.

An exception ends a thread that waits. Code that catches it again and again is left standing
at a closed gate: it uses no processor, and nothing waits for it.
"""

from __future__ import annotations

import concurrent.futures.thread as executors
import logging
import sys
import threading
from typing import TYPE_CHECKING, NoReturn

from course.exam.explore.tasks import AWAY, DONE, PARKED, Task, Unwind, shut_gate

if TYPE_CHECKING:
    from course.exam.explore.scheduler import Scheduler

ATTEMPTS, STEPS = 30, 300  # exceptions before a thread is parked; steps between two of them
PATIENCE = 2.0  # seconds for one thread's clean-up to come to its end
real_join = threading.Thread.join


def unwind(me: Task) -> Unwind:
    """The exception that ends this task; parks it instead when it catches too many."""
    me.unwinds += 1
    if me.unwinds > ATTEMPTS:
        _park(me)
    return Unwind()


def unwind_at_step(me: Task) -> bool:
    """A step of a task that is being ended: its `finally` blocks go on, within reason."""
    me.since_block += 1
    if me.since_block > STEPS:
        end_at_step(me)
    return False


def end_at_step(me: Task) -> NoReturn:
    """End a task that was running."""
    me.since_block = 0
    if sys.version_info < (3, 12):
        _park(me)  # an exception out of a trace function ends the tracing, so control would be lost
    raise unwind(me)


def unwind_all(scheduler: Scheduler) -> None:
    """End all tasks that are still there, one at a time."""
    scheduler.unwinding = True
    if scheduler.recorder is not None:
        scheduler.recorder.close()
    log = logging.getLogger("concurrent.futures")
    disabled, log.disabled = log.disabled, True
    try:
        for task in scheduler.tasks:
            if task.state not in (DONE, AWAY):
                task.gate.release()
                task.ended.acquire(timeout=PATIENCE)
    finally:
        log.disabled = disabled
    registry = vars(executors)["_threads_queues"]
    for task in scheduler.tasks:
        registry.pop(task.thread, None)  # the interpreter's exit must not wait for it
        if task.state is DONE and task.ident:
            real_join(task.thread, PATIENCE)


def _park(me: Task) -> NoReturn:
    me.state, me.native = PARKED, True
    me.ended.release()
    shut_gate().acquire()
    raise AssertionError("a closed gate was opened")
