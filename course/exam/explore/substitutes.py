"""Puts the controlled versions in place of the standard library's; read by a maintainer.

Some stay in place from `install` on, because the student's cells keep them: locks made
and names imported before a run. They are thin, and give Jupyter's own threads the
originals. All others are in place while a program is explored.
"""

from __future__ import annotations

import concurrent.futures.thread
import contextlib
import multiprocessing.pool
import multiprocessing.process
import queue
import threading
import time
from collections.abc import Iterator
from typing import Any

from course.exam.explore import clock, locks, pools, selecting, threads
from course.exam.explore.tasks import current
from course.exam.sent import closed_part

real_start_process: Any = multiprocessing.process.BaseProcess.start


def _substitutes() -> list[tuple[Any, str, object]]:
    thread, pool = threading.Thread, multiprocessing.pool
    return [
        (thread, "start", threads.start),
        (thread, "join", threads.join),
        (thread, "is_alive", threads.is_alive),
        (threading, "main_thread", threads.main_thread),
        (threading, "excepthook", threads.excepthook),
        (threading, "_allocate_lock", locks.allocate_inner_lock),
        (threading, "_time", clock.CLOCKS["monotonic"]),
        (queue, "time", clock.CLOCKS["monotonic"]),
        (concurrent.futures.thread, "_global_shutdown_lock", locks.Lock()),
        (pool.ThreadPool, "_setup_queues", pools.setup_queues),
        (pool.Pool, "_wait_for_updates", staticmethod(pools.wait_for_updates)),
        (multiprocessing.process.BaseProcess, "start", _start_process),
        *selecting.substitutes(),
    ]


def _start_process(self: Any) -> None:
    if current() is not None:
        raise RuntimeError(
            "this exercise is about threads, but your code started a process: use threading.Thread "
            "or concurrent.futures.ThreadPoolExecutor"
        )
    real_start_process(self)


def install() -> None:
    """Put in place what the student's cells are to import and to make from now on.

    Called when this package is imported, at the top of a notebook; more calls do nothing.
    """
    threading.Lock = locks.Lock  # type: ignore[assignment]
    # What `threading.RLock()` makes; that function stays, as managers pickle it by its name.
    vars(threading)["_CRLock"] = locks.RLock
    queue.SimpleQueue = locks.SimpleQueue  # type: ignore[misc]
    vars(time)["sleep"] = clock.sleep
    for name, function in {**clock.CLOCKS, **clock.CLOCKS_NS}.items():
        setattr(time, name, function)


@contextlib.contextmanager
def substituted() -> Iterator[None]:
    """Put all others in place, and the originals back at the end; inside itself it does nothing."""
    if threading.Thread.start is threads.start:
        yield
        return
    changes = [change for change in _substitutes() if change[1] in vars(change[0])]
    originals = [(owner, name, vars(owner)[name]) for owner, name, _ in changes]
    for owner, name, substitute in changes:
        setattr(owner, name, closed_part(substitute))
    try:
        yield
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)
