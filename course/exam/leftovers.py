"""What a student's function leaves behind: threads and processes; read by a maintainer.

Judged by what is alive after the return, not by how it was closed. Whatever is
on its way out gets the time that it needs (a starved thread is not asleep);
what sleeps, or works on for a second of processor time, is left behind.
"""

from __future__ import annotations

import _thread
import gc
import multiprocessing
import os
import sys
import threading
import time
from dataclasses import dataclass
from multiprocessing import forkserver, resource_tracker

import psutil

from course.exam import endings, frames
from course.exam.stillness import (
    EXACT,
    LOOK_EVERY,
    QUICK,
    descendants,
    is_asleep,
    own_threads,
    processor_seconds,
)

LOOKS = 8  # consecutive looks at which every survivor sleeps: none of them is on its way out
WORKS_ON = 1.0  # seconds of processor time after which a survivor is not on its way out
MOMENT = 20  # short looks: so long a thread that begins or ends may be counted wrongly
_SERVICE: set[threading.Thread] = set()
_usual = [0]  # threads without an object: the course's own server is one


def service(thread: threading.Thread) -> threading.Thread:
    """Mark a thread as the examiner's own: it is never counted as the student's."""
    for old in [t for t in _SERVICE if not t.is_alive() and t.ident is not None]:
        _SERVICE.discard(old)
    _SERVICE.add(thread)
    return thread


def is_service(thread: threading.Thread) -> bool:
    """Whether a thread is the examiner's own."""
    return thread in _SERVICE


def servants() -> set[threading.Thread]:
    """Threads that were there before a call, and without which it cannot go on."""
    return _SERVICE | {t for t in threading.enumerate() if _target(t) == "serve_until_closed"}


def helpers() -> set[int]:
    """Process ids of the resource tracker and the fork server, which do not count."""
    found = {
        getattr(resource_tracker._resource_tracker, "_pid", None),
        getattr(forkserver._forkserver, "_forkserver_pid", None),
    }
    return {pid for pid in found if pid}


@dataclass(frozen=True)
class Nameless:
    """A thread that `threading` does not know: it was started by `_thread`, or taken out there.

    `ident` is 0 when it runs nothing of Python's.
    """

    ident: int
    name: str = "a thread without a threading.Thread"
    native_id: int | None = None

    def is_alive(self) -> bool:
        """Whether it has not ended."""
        return self.ident in sys._current_frames() or not self.ident


Survivor = threading.Thread | Nameless


@dataclass(frozen=True)
class Census:
    """Threads and processes that were there before a call; all threads also by their numbers."""

    threads: frozenset[threading.Thread]
    processes: frozenset[int]
    idents: frozenset[int]
    native: frozenset[int]
    nameless: int

    @classmethod
    def take(cls) -> Census:
        """Count who is there now."""
        threads, processes = frozenset(threading.enumerate()), frozenset(descendants())
        idents, native = frozenset(sys._current_frames()), frozenset(own_threads())
        return cls(threads, processes, idents, native, _usual_number())

    def new_threads(self) -> list[Survivor]:
        """Living threads that came since, without the examiner's own."""
        known = threading.enumerate()
        new = [t for t in known if t not in self.threads | _SERVICE and not _is_handler(t)]
        return [*new, *self._nameless()]

    def _nameless(self) -> list[Nameless]:
        """Threads without an object; for a moment also those that begin or end."""
        number = _number_of_nameless() - self.nameless
        if number <= 0:
            return []
        known = {t.ident for t in threading.enumerate()}
        idents = [*(sys._current_frames().keys() - self.idents - known), *[0] * number]
        return [Nameless(ident) for ident in idents[:number]]

    def new_processes(self) -> list[int]:
        """Living processes that came since, without the helpers of `multiprocessing`."""
        come = [pid for pid in descendants() if pid not in self.processes | helpers()]
        return [pid for pid in come if _is_alive(pid)]

    def survivors(self) -> tuple[list[Survivor], list[int]]:
        """Threads and processes that came since and are not on their way out."""
        self._let_begin()
        threads, processes = self.new_threads(), self.new_processes()
        spent, pause, asleep = _spent(threads, processes), QUICK, 0
        collected = False
        until = time.monotonic() + (60.0 if EXACT else 3.0)
        while (threads or processes) and asleep < LOOKS and time.monotonic() < until:
            if pause == LOOK_EVERY and not collected:
                gc.collect()  # ends what lives only in cycles of garbage
                collected = True
            time.sleep(pause)
            multiprocessing.active_children()  # reaps the children that have ended
            threads, processes = self.new_threads(), self.new_processes()
            sleep = pause == LOOK_EVERY and self._all_asleep(threads, processes)
            asleep = asleep + 1 if sleep else 0
            pause = min(2 * pause, LOOK_EVERY)
            if _spent(threads, processes) - spent > WORKS_ON:
                break
        return threads, processes

    def _let_begin(self) -> None:
        """Give threads that have been started, and are not counted yet, a moment to begin."""
        for _ in range(MOMENT):
            if not self._unknown() or self._nameless():
                break
            time.sleep(QUICK)

    def _unknown(self) -> set[int]:
        """Native ids of threads that came since and that `threading` does not know."""
        return own_threads() - self.native - {t.native_id or 0 for t in threading.enumerate()}

    def _all_asleep(self, threads: list[Survivor], processes: list[int]) -> bool:
        own = {t.native_id for t in threads if t.native_id}
        if any(isinstance(t, Nameless) for t in threads):  # it is one of those that nobody knows
            own |= self._unknown()
        return is_asleep(os.getpid(), own) and all(is_asleep(pid) for pid in processes)


def _usual_number() -> int:
    """The number of nameless threads, when those that just end have been given a moment for it."""
    for _ in range(MOMENT):
        number = _number_of_nameless()
        if number <= _usual[0]:
            break
        time.sleep(QUICK)
    _usual[0] = number
    return number


def _number_of_nameless() -> int:
    """How many threads that Python has started have no object (or a constant more or less)."""
    found = [t for t in threading.enumerate() if t.ident and t is not threading.main_thread()]
    return _thread._count() - len(found)


def describe(threads: list[Survivor], processes: list[int]) -> str:
    """Survivors in words: how many, and where each thread is in the student's code."""
    parts = []
    if threads:
        parts.append(f"{_count(len(threads), 'thread')} still alive:\n{frames.stacks(threads)}")
    if processes:
        parts.append(f"{_count(len(processes), 'process', 'processes')} still alive")
    return "\n".join(parts)


def end_processes(pids: list[int]) -> None:
    """Kill processes, so that they cannot disturb what is judged next."""
    doomed = []
    for pid in pids:
        try:
            process = psutil.Process(pid)
            process.kill()
            endings.ended.add(pid)
            doomed.append(process)
        except psutil.Error:
            continue
    psutil.wait_procs(doomed, timeout=5)
    multiprocessing.active_children()


def _spent(threads: list[Survivor], processes: list[int]) -> float:
    own = sum(processor_seconds(os.getpid(), t.native_id) for t in threads if t.native_id)
    return own + sum(map(processor_seconds, processes))


def _is_alive(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def _is_handler(thread: threading.Thread) -> bool:
    """Whether a thread answers a request to a web site of the examiner's."""
    return _target(thread) == "process_request_thread"


def _target(thread: threading.Thread) -> str:
    """The name of the function that a thread runs."""
    return str(getattr(getattr(thread, "_target", None), "__name__", ""))


def _count(n: int, one: str, many: str = "") -> str:
    return f"{n} {one if n == 1 else many or one + 's'}"
