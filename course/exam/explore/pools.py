"""`multiprocessing.pool.ThreadPool` under control; read by a maintainer.

Its manager thread waits at a pipe. In a run it waits at an event instead.
"""

from __future__ import annotations

import multiprocessing.pool
import threading
from typing import Any

from course.exam.explore.tasks import current
from course.exam.sent import closed

ThreadPool: Any = multiprocessing.pool.ThreadPool
Pool: Any = multiprocessing.pool.Pool
real_setup_queues = ThreadPool._setup_queues
real_wait_for_updates = Pool._wait_for_updates


class Notifier:
    """Wakes the manager thread: as much of `multiprocessing.SimpleQueue` as a pool uses."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._reader = self

    def put(self, _: object) -> None:
        """Wake the manager."""
        self._event.set()

    def wait(self) -> None:
        """Wait until somebody calls `put`."""
        self._event.wait()
        self._event.clear()


class _Context:
    """A context of `multiprocessing` whose `SimpleQueue` is a `Notifier`."""

    def __init__(self, context: Any) -> None:
        self._context = context

    def SimpleQueue(self) -> Notifier:  # noqa: N802 - the name of the original
        return Notifier()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)


@closed
def setup_queues(self: Any) -> None:
    """`ThreadPool._setup_queues`, which comes before the notifier is made."""
    real_setup_queues(self)
    if current() is not None:
        self._ctx = _Context(self._ctx)


@closed
def wait_for_updates(sentinels: Any, change_notifier: Any, timeout: float | None = None) -> None:
    """`Pool._wait_for_updates`, at a notifier where the pool has one."""
    if isinstance(change_notifier, Notifier):
        change_notifier.wait()
    else:
        real_wait_for_updates(sentinels, change_notifier, timeout)
