"""Work for a process that takes its time to end, until the examiner lets it; read by test cells.

    with Meeting() as meeting:
        student.call_with_timeout(departures.linger, 60, meeting.task, "result")

A process that is told to end is alive until it has: whoever does not wait for it leaves it
behind, and that can be seen when its last thread, or its clean-up, is held at a meeting.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from typing import Any

from course.exam.signals import on_signal
from course.exam.task import Task


class Mishap(Exception):  # noqa: N818  (what a task raises, not a mistake of the course)
    """An error of which the student's code has never heard; it can be pickled."""


def give(result: Any) -> Any:
    """Return `result`."""
    return result


def fail(error: Exception) -> None:
    """Raise `error`."""
    raise error


def linger(task: Task, outcome: Any, raises: bool = False) -> Any:
    """Return (or raise) `outcome`, in a process with one more thread, which `task` holds."""
    _clean_up_first(task)
    threading.Thread(target=task, args=("one more thread",)).start()
    if raises:
        raise outcome
    return outcome


def work_on(task: Task) -> None:
    """Never end; when told to (`terminate`), clean up first, which `task` holds."""
    _clean_up_first(task)
    while True:
        task("work")


def _clean_up_first(task: Task) -> None:
    def clean_up(*_: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        task("clean up")
        os._exit(0)

    with contextlib.suppress(ValueError):  # in another than the main thread
        on_signal(signal.SIGTERM, clean_up)
