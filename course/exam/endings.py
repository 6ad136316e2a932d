"""How pools of processes end while a call is judged; read by a maintainer.

A pool that nobody closed dies with its last reference, or a moment later: whether its workers are
alive when the function has returned is luck. So the examiner keeps every pool until it has
looked, and who relied on luck has none.

And CPython's own deadlock at the end of a pool is kept out of verdicts.

`Pool.terminate`, which every `with Pool(…)` block ends with, kills workers at any moment. A
worker that is killed while it writes a result takes the lock of the result queue with it; the
pool's own threads then wait for that lock for ever, and the caller for them. That happens to
right solutions, rarely, and more often on a busy machine (seen on Python 3.11 with an error
that reaches the caller while other results are on their way). With this, a worker is killed
only while nobody holds that lock. A pool whose workers the examiner killed, because they were
left behind, cannot be ended at all in the usual way: its threads are told to stop, no more.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from multiprocessing.pool import TERMINATE, Pool, ThreadPool
from typing import Any

from course.exam.sent import CLOSED, closed

ended: set[int] = set()  # processes that the examiner has killed
_kept: list[list[Pool]] = []  # the pools that were made since `keep`; empty where nobody keeps
PATIENCE = 5.0  # seconds for a lock that a worker keeps, after which it is killed nevertheless


def install() -> None:
    """Let pools be kept, and end their workers with care; more calls do nothing."""
    original = vars(Pool)["_terminate_pool"].__func__
    if type(original) is not CLOSED:
        setattr(Pool, "_terminate_pool", classmethod(closed(_with_care(original))))  # noqa: B010
        setattr(Pool, "__init__", closed(_noting(vars(Pool)["__init__"])))  # noqa: B010


def keep() -> None:
    """From now on no pool of processes that is made dies before `let_go`."""
    if not _kept:
        _kept.append([])


def give_up() -> None:
    """The workers of the pools that are kept will be killed: nobody shall replace or end them."""
    for pool in [vars(each) for pools in _kept for each in pools]:
        for name in ("_worker_handler", "_task_handler", "_result_handler"):
            if name in pool:
                pool[name]._state = TERMINATE
        if "_terminate" in pool:
            pool["_terminate"].cancel()


def let_go() -> None:
    """Pools may die again."""
    _kept.clear()


def _noting(original: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(original)
    def init(self: Pool, *args: Any, **kwargs: Any) -> None:
        if _kept and not isinstance(self, ThreadPool):
            _kept[0].append(self)
        original(self, *args, **kwargs)

    return init


def _with_care(original: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(original)
    def terminate(
        kind: type, tasks: Any, inqueue: Any, outqueue: Any, workers: Any, *others: Any
    ) -> None:
        if any(getattr(worker, "pid", None) in ended for worker in workers or ()):
            for handler in others[1:4]:
                handler._state = TERMINATE
            return
        lock = getattr(outqueue, "_wlock", None)  # a ThreadPool's queue has none
        if lock is not None:
            for worker in workers or ():
                worker.terminate = functools.partial(_kill, worker, lock)
        original(kind, tasks, inqueue, outqueue, workers, *others)

    return terminate


@closed
def _kill(worker: Any, lock: Any) -> None:
    held = lock.acquire(timeout=PATIENCE)
    try:
        type(worker).terminate(worker)
    finally:
        if held:
            lock.release()
