"""Watches what runs in sandboxes, and ends what goes beyond its limits; read by a maintainer.

One thread for each grading process. It also starts the sandboxes: the kernel
kills a sandbox when the thread that started it ends, and this one ends with
the process.
"""

from __future__ import annotations

import functools
import os
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

INTERVAL = 0.1  # seconds between two looks at each sandbox
SHARE = 0.1  # of the processor time at most for looking, however long a look takes

T = TypeVar("T")


class Guard:
    """A thread that does what it is asked to, and in between looks at what it watches."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._watched: list[Callable[[], bool]] = []
        threading.Thread(target=self._work, name="sandbox-guard", daemon=True).start()

    def do(self, job: Callable[[], T]) -> T:
        """The result of `job`, done in the guard's thread."""
        done: Future[T] = Future()

        def fulfil() -> None:
            try:
                done.set_result(job())
            except BaseException as error:
                done.set_exception(error)

        self._jobs.put(fulfil)
        return done.result()

    def watch(self, look: Callable[[], bool]) -> None:
        """Call `look` again and again, as long as it returns True."""
        self._jobs.put(lambda: self._watched.append(look))

    def _work(self) -> None:
        due = 0.0
        while True:
            wait = max(0.0, due - time.monotonic()) if self._watched else None
            try:
                self._jobs.get(timeout=wait)()
            except queue.Empty:
                began = time.thread_time()
                self._watched = [look for look in self._watched if look()]
                spent = time.thread_time() - began
                due = time.monotonic() + max(INTERVAL, spent / SHARE)


@functools.cache
def _of(_process: int) -> Guard:
    return Guard()


def guard() -> Guard:
    """The guard of this process (a forked process gets its own)."""
    return _of(os.getpid())
