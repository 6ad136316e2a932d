"""Meetings: proof that calls are in flight together, in threads or processes; read by test cells.

A meeting hands out a `task`, a callable to give to the student's function. Each
call of the task arrives at the meeting and is held there. When everybody who
could still come is asleep (course.exam.stillness), the crowd that stands there
is exactly what the student's code lets run at once; then the meeting lets it go.
No clock decides: a starved worker is waited for.

    with Meeting(answer=square) as meeting:
        result = student.pool_map(meeting.task, [1, 2, 3, 4], processes=3)
    meeting.crowds    # [3, 1]: three in flight together, then the last one

The idea is the rendezvous of concurrency textbooks (Downey, The Little Book of
Semaphores, 3.3), with the examiner as the barrier.
"""

from __future__ import annotations

import contextlib
import inspect
import itertools
import multiprocessing
import os
import secrets
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Client, Connection, Listener
from typing import Any, Literal

from course.exam import calls as _calls
from course.exam import plain
from course.exam.leftovers import service
from course.exam.sent import closed
from course.exam.task import Task

_numbers = itertools.count(1)


def observe(meeting: Meeting, what: str, about: Any) -> None:
    """Something happened at a meeting; another function is put here to be told of it."""


# Where a fork server is not running yet, it brings what a worker needs to come to a meeting.
multiprocessing.set_forkserver_preload(
    [
        *("__main__", "course.exam.task", "course.exam.workers", "course.exam.startup"),
        *("course.exam.departures", "course.exam.marked", "multiprocessing.managers"),
        *("multiprocessing.popen_forkserver", "multiprocessing.synchronize"),
    ]
)


@dataclass(frozen=True)
class Visit:
    """One call of a task: its arguments, who made it, and when.

    `arrived` is in seconds of `time.perf_counter`.
    """

    args: tuple[Any, ...]
    pid: int
    thread: int
    in_main_thread: bool
    number: int
    arrived: float

    @property
    def worker(self) -> tuple[int, int]:
        """The thread that made the call, unique over all processes."""
        return self.pid, self.thread


@dataclass(frozen=True)
class Group:
    """Calls that were let go together, and when (seconds of `time.perf_counter`)."""

    visits: list[Visit]
    freed: float


class Attendance:
    """What has happened at a meeting: who came, who was there together, who went when.

    `home` is the process that the meeting is held in; a crowd is how many were held when
    some of them went.
    """

    def __init__(self, home: int) -> None:
        self.home = home
        self.visits: list[Visit] = []
        self.crowds: list[int] = []
        self.groups: list[Group] = []

    @property
    def peak(self) -> int:
        """The largest number of calls that were held at once."""
        return max(self.crowds, default=0)

    @property
    def arguments(self) -> list[Any]:
        """The first argument of each call, in order of arrival."""
        return [visit.args[0] if visit.args else None for visit in self.visits]

    @property
    def in_parent(self) -> list[Visit]:
        """Calls that were made in the process of the notebook."""
        return [visit for visit in self.visits if visit.pid == self.home]

    @property
    def pids(self) -> set[int]:
        """Processes that made a call."""
        return {visit.pid for visit in self.visits}

    @property
    def workers(self) -> set[tuple[int, int]]:
        """Threads that made a call, over all processes."""
        return {visit.worker for visit in self.visits}


class _Held:
    """A call that waits at the meeting for its answer."""

    def __init__(self, visit: Visit, connection: Connection | None = None) -> None:
        self.visit, self.connection = visit, connection
        self.go = threading.Event()
        self.answer: tuple[str, Any] = ("return", None)

    def free(self, answer: tuple[str, Any]) -> None:
        self.answer = answer
        self.go.set()
        if self.connection is not None:
            with contextlib.suppress(OSError):
                self.connection.send_bytes(plain.dumps(list(answer)).encode())
            self.connection.close()


class Meeting(Attendance):
    """A place where calls are held until everybody else is asleep.

    `answer(*args)` computes what a call returns, or raises what it raises
    (a built-in error, when the call comes from another process). `expect` frees
    a crowd as soon as it is so large, without waiting for stillness. `let`
    is "all" (the whole crowd goes at once) or "one" (the last arrival goes, the
    others stay, so that results arrive in a known order, one by one), or "nobody"
    (calls are held until the meeting is over). `choose` says who of the crowd goes where
    one at a time goes (None: nobody this time). A crowd is held for `least` seconds or longer
    after its last arrival, where a time that the student's code measures is to be long.
    """

    def __init__(
        self,
        answer: Callable[..., Any] = lambda *args: args[0] if args else None,
        *,
        expect: int | None = None,
        let: Literal["all", "one", "nobody"] = "all",
        choose: Callable[[list[Visit]], Visit | None] = lambda crowd: crowd[-1],
        least: float = 0.0,
        name: str = "task",
    ) -> None:
        super().__init__(os.getpid())
        self.number = next(_numbers)
        self._answer, self._expect, self._let = closed(answer), expect, let
        self._choose: Callable[[list[Visit]], Visit | None] = closed(choose)
        self._least = least
        self.log: list[tuple[str, Any]] = []
        self._held: list[_Held] = []
        self._guard = threading.Lock()
        self._open = False
        key = secrets.token_bytes(16)
        self._listener = Listener(None, backlog=128, authkey=key)
        arrive = closed(self._arrive_here)
        self.task = Task(self._listener.address, key, name, arrive, _parameters(answer))

    def __enter__(self) -> Meeting:
        self._open = True
        serve = closed(self._serve)
        self._server = service(threading.Thread(target=serve, name="meeting", daemon=True))
        self._server.start()
        _calls.on_still.append(self._on_still)
        return self

    def __exit__(self, *exc_info: object) -> None:
        _calls.on_still.remove(self._on_still)
        with self._guard:
            self._open = False
        self._free(list(self._held))
        with contextlib.suppress(Exception):
            Client(self._listener.address, authkey=self.task._key).close()
        self._server.join()
        self._listener.close()

    @property
    def waiting(self) -> int:
        """How many calls are held now."""
        return len(self._held)

    def note(self, name: str) -> Callable[..., None]:
        """A callable that writes `(name, args)` into `log`, for the student's code to call back."""

        def write(*args: Any) -> None:
            self.log.append((name, args))

        write_: Callable[..., None] = closed(write)
        return write_

    def _serve(self) -> None:
        while self._open:
            try:
                connection = self._listener.accept()
                (pid, thread, main), args = plain.loads(connection.recv_bytes(10_000_000).decode())
                pid = _peer(connection) or pid
            except Exception:  # a caller that was killed on its way here has not arrived
                continue
            self._hold(_Held(self._visit(tuple(args), pid, thread, main), connection))
        self._listener.close()  # whoever comes now, from a pool that was ended, hears it at once

    def _arrive_here(self, args: tuple[Any, ...]) -> Any:
        thread = threading.current_thread()
        main = thread is threading.main_thread()
        held = _Held(self._visit(args, os.getpid(), threading.get_ident(), main))
        self._hold(held)
        held.go.wait()
        kind, value = held.answer
        if kind == "raise":
            raise value
        return value

    def _visit(self, args: tuple[Any, ...], pid: int, thread: int, main: bool) -> Visit:
        with self._guard:
            visit = Visit(args, pid, thread, main, len(self.visits), time.perf_counter())
            self.visits.append(visit)
            return visit

    def _hold(self, held: _Held) -> None:
        with self._guard:
            self._held.append(held)
            observe(self, "arrived", held.visit)
            crowd = list(self._held)
            full = self._expect is not None and len(crowd) >= self._expect
            closed = not self._open
        if full or closed:
            self._free(crowd)

    def _on_still(self) -> bool:
        with self._guard:
            crowd = list(self._held)
        if not crowd or self._let == "nobody":
            return False
        until = crowd[-1].visit.arrived + self._seconds(crowd)
        time.sleep(max(0.0, until - time.perf_counter()))  # nobody but the examiner can act
        return self._free(crowd) if self.waiting == len(crowd) else True

    def _seconds(self, crowd: list[_Held]) -> float:
        """How long a crowd is held at least, after its last arrival."""
        return self._least

    def _free(self, crowd: list[_Held]) -> bool:
        chosen = crowd
        if self._let == "one" and self._open:
            one = self._choose([held.visit for held in crowd])
            chosen = [held for held in crowd if held.visit is one]
        with self._guard:  # another thread may have let some of them go meanwhile
            crowd = [held for held in crowd if held in self._held]
            chosen = [held for held in chosen if held in crowd]
            if not chosen:
                return False
            self.crowds.append(len(crowd))
            self._held = [held for held in self._held if held not in chosen]
            group = Group([held.visit for held in chosen], time.perf_counter())
            self.groups.append(group)
            observe(self, "freed", ([held.visit.number for held in crowd], group))
        for held in chosen:
            answer = self._compute(held.visit.args)
            self.log.append(("freed", held.visit.args))
            held.free(answer)
        return True

    def _compute(self, args: tuple[Any, ...]) -> tuple[str, Any]:
        try:
            return "return", self._answer(*args)
        except Exception as error:
            return "raise", error


@contextlib.contextmanager
def in_turn(*meetings: Meeting) -> Iterator[None]:
    """Let only one of these meetings, which are under way, let somebody go at each stillness.

    The first of them where somebody can go; the later ones wait until there is nobody.
    """
    hooks = [meeting._on_still for meeting in meetings]

    def let_go() -> bool:
        return any(hook() for hook in hooks)

    for hook in hooks:
        _calls.on_still.remove(hook)
    _calls.on_still.append(let_go)
    try:
        yield
    finally:
        _calls.on_still.remove(let_go)
        _calls.on_still.extend(hooks)


def _peer(connection: Connection) -> int:
    """The process that made this connection, as the kernel knows it; 0 where it does not tell."""
    if sys.platform != "linux":
        return 0
    with socket.socket(fileno=os.dup(connection.fileno())) as end:
        if end.family != socket.AF_UNIX:
            return 0
        pid: int = struct.unpack("i2I", end.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[
            0
        ]
    return pid


def _parameters(answer: Callable[..., Any]) -> tuple[str, ...]:
    """The names of the parameters of `answer`, by which the task may be called, too."""
    try:
        parameters = inspect.signature(answer).parameters.values()
    except (TypeError, ValueError):  # some functions written in C do not tell
        return ()
    return tuple(p.name for p in parameters if p.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD)
