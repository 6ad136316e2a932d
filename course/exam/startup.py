"""The start and the end of a pool, made long by the examiner; read by test cells.

    with StartUp() as startup, Meeting(square) as meeting:
        timing = startup.conduct(student.time_pool.start(3, [1, 2, 3], meeting.task))
    startup.ready    # when the last of the workers was let go

Inside the block every process that is started arrives at a meeting before it
does anything else, and is let go when nothing else happens: one after the other,
so that a worker that is up cannot answer for one that is not. The caller
is held, too, where it makes a pool and where it ends one. So neither can be
mistaken for a part of the work, however busy the machine is.
"""

from __future__ import annotations

import contextlib
import functools
import multiprocessing.pool
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.process import BaseProcess
from typing import Any

from course.exam import calls as _calls
from course.exam.calls import Call
from course.exam.meeting import Meeting, Visit, _Held
from course.exam.sent import closed
from course.exam.signals import on_signal
from course.exam.stillness import EXACT, LOOK_EVERY, Look, processor_seconds
from course.exam.task import Task

_POOLS = (multiprocessing.pool.Pool, ProcessPoolExecutor)
_ENDS = (
    (multiprocessing.pool.Pool, "terminate"),
    (multiprocessing.pool.Pool, "join"),
    (ProcessPoolExecutor, "shutdown"),
)
_TASKS = (
    (multiprocessing.pool.Pool, "_map_async"),
    (multiprocessing.pool.Pool, "apply_async"),
    (ProcessPoolExecutor, "submit"),
)
LOOK = LOOK_EVERY / 4  # seconds between two looks, at most
ROUNDS = 50  # tasks that a pool was given: who asks so often will ask until all have answered
POLLS = 5  # rounds of a poll that count as stillness
ENDLESS = 10.0  # seconds of polling for what nobody will do
TIMED = 2.5  # seconds of waiting with time-outs that count as stillness
BUSY = 1.0  # seconds of processor time of the caller that count as stillness


class StartUp:
    """Holds the workers of every pool that is made inside the `with` block.

    `least` says for how many seconds the caller is held at least, where it makes or ends a
    pool; without `holds` nobody is held, and the workers are only counted.
    With `ends` each process is held once more when its work is done, deaf to SIGTERM, until
    nothing else happens: who does not wait for its end returns before it.
    """

    def __init__(self, least: float = 0.0, *, holds: bool = True, ends: bool = False) -> None:
        self._holds = holds
        self._last = Meeting(lambda: None, name="end") if ends else None
        self._gate = Meeting(lambda: None, least=least, name="pool")
        self._start = Meeting(lambda: None, let="one", name="start")
        self._made: list[float] = []  # when each pool was about to be made
        self._sizes: list[int | None] = []  # how many workers each pool shall have
        self._pools: dict[int, int] = {}  # the number of each pool
        self._current = 0  # the pool that starts processes now
        self._started: list[tuple[int, int]] = []  # each process, and the number of its pool
        self._ended: dict[int, float] = {}  # when the end of each pool was about to begin
        self._tasks = 0

    def __enter__(self) -> StartUp:
        self._stack = contextlib.ExitStack()
        self._stack.enter_context(self._gate)
        self._stack.enter_context(self._start)
        if self._last is not None:
            self._stack.enter_context(self._last)
        for kind in _POOLS:
            self._replace(kind, "__init__", self._make)
        for kind, name in _ENDS:
            self._replace(kind, name, self._end)
        for kind, name in _TASKS:
            self._replace(kind, name, self._give)
        self._replace(BaseProcess, "start", self._start_process)
        return self

    def __exit__(self, *exc_info: Any) -> None:
        self._stack.__exit__(*exc_info)

    def _replace(self, kind: type, name: str, by: Callable[..., Any]) -> None:
        original = getattr(kind, name)

        @functools.wraps(original)
        def method(this: Any, *args: Any, **kwargs: Any) -> Any:
            if not isinstance(this, multiprocessing.pool.ThreadPool):
                return by(original, this, *args, **kwargs)
            return original(this, *args, **kwargs)

        self._stack.callback(setattr, kind, name, original)
        setattr(kind, name, closed(method))

    def _make(self, original: Any, this: Any, *args: Any, **kwargs: Any) -> None:
        self._made.append(time.perf_counter())
        self._sizes.append(None)
        number = self._pools[id(this)] = self._current = len(self._made)
        self._wait()
        try:
            original(this, *args, **kwargs)
            self._sizes[number - 1] = getattr(this, "_max_workers", None) or this._processes
        finally:
            self._current = 0

    def _end(self, original: Any, this: Any, *args: Any, **kwargs: Any) -> Any:
        if id(this) not in self._ended:
            self._ended[id(this)] = time.perf_counter()
            self._wait()
        return original(this, *args, **kwargs)

    def _wait(self) -> None:
        if self._holds:
            self._gate.task()

    def _give(self, original: Any, this: Any, *args: Any, **kwargs: Any) -> Any:
        self._tasks += 1
        self._current = self._pools.get(id(this), 0)
        try:
            return original(this, *args, **kwargs)
        finally:
            self._current = 0

    def _start_process(self, original: Any, process: Any) -> None:
        if "Manager-" in process.name:
            original(process)
            return
        if not self._made:  # a pool made by hand
            self._made.append(time.perf_counter())
            self._sizes.append(None)
            self._wait()
        if self._holds or self._last:
            start = self._start.task if self._holds else None
            end = self._last.task if self._last else None
            process.run = functools.partial(_held_run, start, end, process)
        try:
            original(process)
        finally:
            vars(process).pop("run", None)
        self._started.append((process.pid, self._current or len(self._made)))

    def conduct(self, call: Call) -> Any:
        """Wait for the result of a call; also a caller that polls is served when nothing happens.

        Nothing happens when everybody sleeps (course.exam.stillness), or polls for some rounds, or
        waits for some time with a time-out set, or goes round and round.
        """
        __tracebackhide__ = True
        self._serve(call)
        return call.result()

    def finish(self, call: Call) -> None:
        """As `conduct`, for a call that may raise: `call.raised` and `call.value` tell."""
        __tracebackhide__ = True
        self._serve(call)
        call.end()
        if isinstance(call.raised, NotImplementedError):
            call.reraise()

    def _serve(self, call: Call) -> None:
        still, looks, spent = call._stillness, 0, 0.0
        still.moved()
        begun = time.monotonic()
        while not call._ended.wait(min(LOOK, still.pause)):
            before, quiet = still._last, still.look()
            fast = EXACT and _all_slept(before, still._last)  # also those who had an alarm before
            quiet, looks, used = quiet or fast, looks + 1, spent
            if looks % 25 == 0:
                used = processor_seconds(0, call.thread.native_id)
            waits = still.only_alarms and time.monotonic() - still._since > TIMED
            busy = self._tasks > ROUNDS or used - spent > BUSY
            if quiet or waits or still.rings >= POLLS or busy:
                if _calls._let_go():
                    begun = time.monotonic()
                elif (
                    fast or (quiet and not still.only_alarms) or time.monotonic() - begun > ENDLESS
                ):
                    break  # nobody can go on, or it polls for ever
                still.moved()
                self._tasks, spent = 0, used

    @property
    def pids(self) -> set[int]:
        """The workers that were started for the last pool that has any."""
        last = max((pool for _, pool in self._started), default=0)
        return {pid for pid, pool in self._started if pool == last}

    def sizes(self, pids: set[int]) -> set[int]:
        """How many workers the pools of these processes shall have, where that is known."""
        found = {self._sizes[pool - 1] for pid, pool in self._started if pid in pids}
        return {size for size in found if size is not None}

    @property
    def count(self) -> int:
        """How many processes were started, managers apart."""
        return len(self._started)

    @property
    def begun(self) -> float:
        """When that pool was about to be made; 0.0 when none was."""
        last = max((pool for _, pool in self._started), default=0)
        return self._made[last - 1] if last else 0.0

    @property
    def ready(self) -> float | None:
        """When its last worker was let go (`time.perf_counter`); None when no pool was made."""
        pids = self.pids
        groups = self._start.groups
        return max((g.freed for g in groups for v in g.visits if v.pid in pids), default=None)

    def ended(self, after: float) -> float | None:
        """When the end of a pool began, the first one after that moment; None when none did."""
        return min((moment for moment in self._ended.values() if moment > after), default=None)

    @property
    def shortest(self) -> float:
        """The shortest time, in seconds, that the caller was held."""
        spans = [group.freed - group.visits[0].arrived for group in self._gate.groups]
        return min(spans, default=0.0)


def _all_slept(before: Look | None, now: Look | None) -> bool:
    """Whether everybody slept, without an alarm, all the time between two looks."""
    if before is None or now is None or now.awake or now.alarms or before.alarms:
        return False
    return now.marks == before.marks


class LongMeeting(Meeting):
    """A meeting that holds each crowd half as long again as what went before it took, or longer.

    So the time of a run that is held here cannot be mistaken for the time of anything else.
    """

    def __enter__(self) -> LongMeeting:
        self._begun = time.perf_counter()
        super().__enter__()
        return self

    def _seconds(self, crowd: list[_Held]) -> float:
        before = crowd[0].visit.arrived - (self.groups[-1].freed if self.groups else self._begun)
        return max(self._least, 1.5 * before + LOOK_EVERY)


class ChosenMeeting(Meeting):
    """A meeting that lets one go at a time: a call with the argument `first` before all others."""

    def __init__(self, answer: Callable[..., Any], first: object) -> None:
        def choose(crowd: list[Visit]) -> Visit:
            return next((visit for visit in crowd if visit.args[:1] == (first,)), crowd[-1])

        super().__init__(answer, let="one", choose=choose)


def _held_run(start: Task | None, end: Task | None, process: Any) -> None:
    """What a process runs: it is held before and after its work, also when it is terminated."""
    if end is not None:
        on_signal(signal.SIGTERM, functools.partial(_held_end, end))
    with contextlib.suppress(OSError, EOFError):
        if start is not None:
            start()
    try:
        type(process).run(process)
    finally:
        if end is not None:
            deaf = getattr(signal, "pthread_sigmask", lambda *args: None)
            deaf(getattr(signal, "SIG_BLOCK", 0), {signal.SIGTERM})
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            with contextlib.suppress(OSError, EOFError):
                end()
            deaf(getattr(signal, "SIG_UNBLOCK", 0), {signal.SIGTERM})


def _held_end(end: Task, number: int, frame: Any) -> None:
    """Be held once more, and then end as the signal says."""
    signal.signal(number, signal.SIG_IGN)
    with contextlib.suppress(OSError, EOFError):
        end()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
