"""Which tools a call used: records what objects of a class are made meanwhile; read by test cells.

    with Uses(multiprocessing.pool.Pool, lambda pool: pool._processes) as pools:
        student.pool_map(meeting.task, [1, 2], processes=3)
    pools.made    # [3]: one pool, of three processes

Subclasses count, `without` names those that do not (a `ThreadPool` is a `Pool`).
The class is instrumented, never the student's code; only this process is seen. The
objects themselves are not kept: a pool that nobody closed must be free to vanish.
"""

from __future__ import annotations

import concurrent.futures.thread
import contextlib
import functools
import gc
import multiprocessing.process
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import BuiltinFunctionType, FrameType, FunctionType, ModuleType, TracebackType
from typing import Any

from course.exam import frames
from course.exam.leftovers import is_service
from course.exam.patching import replaced
from course.exam.sent import closed

A_MOMENT = 0.1  # seconds
_WORKER = vars(concurrent.futures.thread)["_worker"]


class Uses:
    """Records the objects of class `kind` that are made inside the `with` block.

    `made` holds what `keep` takes from each, in order; `moments` the examiner's clock
    (seconds of `time.perf_counter`) before and after each was made.
    """

    def __init__(
        self,
        kind: type,
        keep: Callable[[Any], Any] = lambda made: type(made).__name__,
        without: tuple[type, ...] = (),
    ) -> None:
        self._kind, self._keep, self._without = kind, closed(keep), without
        self.made: list[Any] = []
        self.moments: list[tuple[float, float]] = []

    def __enter__(self) -> Uses:
        self._original = self._kind.__init__  # type: ignore[misc]
        uses, original, clock = self, self._original, time.perf_counter

        @functools.wraps(original)
        def init(instance: Any, *args: Any, **kwargs: Any) -> None:
            begun = clock()
            original(instance, *args, **kwargs)
            if not isinstance(instance, uses._without):
                uses.made.append(uses._keep(instance))
                uses.moments.append((begun, clock()))

        self._kind.__init__ = closed(init)  # type: ignore[misc]
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._kind.__init__ = self._original  # type: ignore[misc]


@contextlib.contextmanager
def started_processes() -> Iterator[set[int]]:
    """The ids of all processes that this process starts inside the `with` block."""
    base = multiprocessing.process.BaseProcess
    original, started = base.start, set[int]()

    def start(process: Any) -> None:
        original(process)
        started.add(process.pid)

    with replaced(base, "start", closed(start)):
        yield started


@contextlib.contextmanager
def started_threads() -> Iterator[list[threading.Thread]]:
    """The threads that are started inside the `with` block, in order.

    The examiner's own do not count, nor do the three that manage a `ThreadPool`.
    """
    original = threading.Thread.start
    started: list[threading.Thread] = []

    def start(thread: threading.Thread) -> None:
        target = getattr(getattr(thread, "_target", None), "__qualname__", "")
        original(thread)
        if not is_service(thread) and not target.startswith("Pool._handle_"):
            started.append(thread)

    with replaced(threading.Thread, "start", closed(start)):
        yield started


@contextlib.contextmanager
def threads_of_pools() -> Iterator[list[threading.Thread]]:
    """The threads that any `ThreadPoolExecutor` starts inside the `with` block, in order.

    What a pool itself holds of them could be changed.
    """
    original = threading.Thread.start
    started: list[threading.Thread] = []

    def start(thread: threading.Thread) -> None:
        if getattr(thread, "_target", None) is _WORKER:
            started.append(thread)
        original(thread)

    with replaced(threading.Thread, "start", closed(start)):
        yield started


@contextlib.contextmanager
def errors_put(*errors: BaseException) -> Iterator[list[tuple[int, BaseException]]]:
    """Which of these errors are put into a queue inside the `with` block: (thread, error).

    An item may hold the error in any packing. A pool's own queues, made by libraries, do not
    count: only puts that the student's code calls itself.
    """
    found: list[tuple[int, BaseException]] = []

    def noting(put: Callable[..., Any]) -> Callable[..., Any]:
        def noted(self: Any, item: Any, block: bool = True, timeout: float | None = None) -> Any:
            caller = sys._getframe(1)
            if caller.f_code.co_name == "put_nowait" and caller.f_back is not None:
                caller = caller.f_back
            if frames.is_students(caller.f_code.co_filename):
                me = threading.get_ident()
                found.extend((me, error) for error in errors if _holds(item, error))
            return put(self, item, block, timeout)

        return noted

    with contextlib.ExitStack() as stack:
        for kind in (queue.Queue, queue.SimpleQueue):
            stack.enter_context(replaced(kind, "put", noting(kind.put)))
        yield found


_APART = (type, BuiltinFunctionType, FrameType, FunctionType, ModuleType, TracebackType)


def _holds(item: object, error: BaseException, depth: int = 4) -> bool:
    """Whether the error is the item or a part of it, however it is packed."""
    if item is error or depth == 0 or isinstance(item, (*_APART, threading.Thread)):
        return item is error
    return any(_holds(part, error, depth - 1) for part in gc.get_referents(item))


@contextlib.contextmanager
def calls_of(kind: type, *names: str) -> Iterator[list[str]]:
    """The names of those methods of `kind` that are called inside the `with` block, in order.

    Calls on objects of subclasses count where the subclass hands them on; only this process
    is seen.
    """
    originals = {name: getattr(kind, name) for name in names}
    called: list[str] = []

    def noted(name: str) -> Callable[..., Any]:
        @functools.wraps(originals[name])
        def method(*args: Any, **kwargs: Any) -> Any:
            called.append(name)
            return originals[name](*args, **kwargs)

        return method

    with contextlib.ExitStack() as stack:
        for name in names:
            stack.enter_context(replaced(kind, name, noted(name)))
        yield called


@contextlib.contextmanager
def cut_timeouts(kind: type, *names: str) -> Iterator[None]:
    """Time-outs that are given to these methods of `kind` run out after a moment.

    As if the machine were busy with something else for hours: who gives up waiting then, gives
    up at any time-out. The time-out is the first argument of each method, or `timeout`.
    """
    originals = {name: getattr(kind, name) for name in names}

    def cut(original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def method(self: Any, timeout: float | None = None) -> Any:
            return original(self, timeout if timeout is None else min(timeout, A_MOMENT))

        return method

    with contextlib.ExitStack() as stack:
        for name, original in originals.items():
            stack.enter_context(replaced(kind, name, cut(original)))
        yield
