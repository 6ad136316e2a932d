"""Worker processes under observation, and slow on purpose; read by test cells.

    with Workers() as workers, Meeting(square) as meeting:
        student.pool_map(meeting.task, [1, 2], processes=3)
    workers.of_pools    # the processes that `multiprocessing.Pool` started

A busy machine may let a worker begin late, hand its result on late, or end late, and
may keep what was put into a queue. What goes wrong only then goes wrong here every
time: each of them is held until nothing else happens (course.exam.stillness).
The classes of the standard library are instrumented, never the student's code.
"""

from __future__ import annotations

import concurrent.futures.process
import contextlib
import functools
import importlib
import multiprocessing.connection
import multiprocessing.pool
import multiprocessing.queues
import os
import sys
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any, Literal

from course.exam import frames
from course.exam.meeting import Meeting, Visit
from course.exam.patching import replaced
from course.exam.sent import closed
from course.exam.task import Task

Place = Literal["", "start", "tasks", "results", "end", "steps"]
STEPS = 400  # steps of one worker that are held at most
_POOL = vars(multiprocessing.pool)["worker"]
_EXECUTOR = concurrent.futures.process._process_worker


class Workers:
    """Records the processes that are started inside the `with` block (but for managers).

    `hold` says where each is held: at its "start", its "end", before it takes each of its
    "tasks" or hands on each of its "results" (where a pool or an executor started it), or at
    all "steps" of student's code. One goes at a time, as `choose` says; at steps and ends all.
    """

    def __init__(
        self,
        hold: Place = "",
        choose: Callable[[list[Visit]], Visit | None] = lambda crowd: crowd[-1],
        expect: int | None = None,
    ) -> None:
        self.hold = hold
        self.started: set[int] = set()
        self.of_pools: set[int] = set()
        self.begun: set[int] = set()
        together = hold in ("end", "steps")
        self.meeting = Meeting(
            lambda: None,
            let="all" if together else "one",
            choose=choose,
            expect=expect,
            name=hold or "worker",
        )

    def __enter__(self) -> Workers:
        self.meeting.__enter__()
        self._original = BaseProcess.start
        self._home = os.getpid()
        workers = self

        @functools.wraps(BaseProcess.start)
        def start(process: BaseProcess) -> None:
            workers._start(process)

        setattr(BaseProcess, "start", closed(start))  # noqa: B010  (mypy refuses to replace it)
        return self

    def __exit__(self, *exc_info: object) -> None:
        setattr(BaseProcess, "start", self._original)  # noqa: B010
        self.begun = {v.pid for group in self.meeting.groups for v in group.visits}
        self.meeting.__exit__(*exc_info)

    def _start(self, process: Any) -> None:
        target = process._target
        if "Manager-" in process.name or os.getpid() != self._home:
            self._original(process)
            return
        if self.hold in ("tasks", "results") and target in (_POOL, _EXECUTOR):
            number = ("tasks", "results").index(self.hold)
            args = list(process._args)
            args[number] = _Gate(args[number], self.meeting.task)
            process._args = tuple(args)
        elif self.hold and self.hold != "results":
            process.run = functools.partial(_run, self.hold, self.meeting.task, process)
        try:
            self._original(process)
        finally:
            vars(process).pop("run", None)
        self.started.add(process.pid)
        if target is _POOL:
            self.of_pools.add(process.pid)


class _Gate:
    """A pool's queue: who takes from it, or puts into it, is held before."""

    def __init__(self, queue: Any, task: Task) -> None:
        self._queue, self._task = queue, task

    def __reduce__(self) -> tuple[Any, ...]:
        return _Gate, (self._queue, self._task)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._queue, name)

    def get(self, *args: Any, **kwargs: Any) -> Any:
        _visit(self._task)
        return self._queue.get(*args, **kwargs)

    def put(self, *args: Any, **kwargs: Any) -> None:
        _visit(self._task)
        self._queue.put(*args, **kwargs)


def _run(place: Place, task: Task, process: Any) -> None:
    """What a process runs: it is held at that place, and works as usual."""
    if place in ("start", "tasks"):
        _visit(task)
    if place == "steps":
        sys.settrace(closed(_stepping(task)))
    try:
        type(process).run(process)
    finally:
        sys.settrace(None)
        if place == "end":
            _visit(task)


def _stepping(task: Task) -> Any:
    left = STEPS

    def step(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal left
        if event == "opcode" and left > 0:
            left -= 1
            _visit(task)
        return step

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        code = frame.f_code
        if code.co_name == "<module>" or not frames.is_students(code.co_filename):
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return step

    return trace


def _visit(task: Task) -> None:
    with contextlib.suppress(OSError, EOFError):  # the meeting is over
        task()


@contextlib.contextmanager
def halting(meeting: Meeting, *methods: tuple[type, str]) -> Iterator[None]:
    """Hold this process at a meeting before each call of these methods (class, name)."""
    with contextlib.ExitStack() as stack:
        for kind, name in methods:
            original = getattr(kind, name)
            stack.enter_context(replaced(kind, name, _halted(original, meeting.task)))
        yield


def _halted(original: Callable[..., Any], task: Task) -> Callable[..., Any]:
    @functools.wraps(original)
    def method(*args: Any, **kwargs: Any) -> Any:
        if task.is_home:
            task()
        return original(*args, **kwargs)

    return method


@contextlib.contextmanager
def late_queues() -> Iterator[None]:
    """What this process puts into a `multiprocessing.Queue` arrives when nothing else happens."""
    kind = multiprocessing.queues.Queue
    with Meeting(lambda: None, name="queue") as meeting:
        feed = staticmethod(_halted(vars(kind)["_feed"].__func__, meeting.task))
        with replaced(kind, "_feed", feed):
            yield


@contextlib.contextmanager
def small_pipes() -> Iterator[None]:
    """The pipes of queues hold as little as the system allows (a page, on Linux)."""
    original = multiprocessing.connection.Pipe
    fcntl = importlib.import_module("fcntl") if sys.platform == "linux" else None

    def small(duplex: bool = True) -> Any:
        reader, writer = original(duplex)
        if not duplex and fcntl is not None:
            fcntl.fcntl(writer.fileno(), fcntl.F_SETPIPE_SZ, 4096)
        return reader, writer

    with replaced(multiprocessing.connection, "Pipe", small):
        yield


@contextlib.contextmanager
def one_processor() -> Iterator[None]:
    """A machine that says it has one processor: what is asked for is still to be done."""
    with contextlib.ExitStack() as stack:
        for name in ("cpu_count", "process_cpu_count"):
            if hasattr(os, name):
                stack.enter_context(replaced(os, name, lambda: 1))
        if hasattr(os, "sched_getaffinity"):
            stack.enter_context(replaced(os, "sched_getaffinity", lambda _: {0}))
        yield
