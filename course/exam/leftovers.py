"""What a student's function leaves behind: threads and processes; read by a maintainer.

Judged by what is alive after the return, not by how it was closed. Whatever is
on its way out gets the time that it needs (a starved thread is not asleep);
what sleeps, or works on for a second of processor time, is left behind.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
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
    processor_seconds,
)

LOOKS = 8  # consecutive looks at which every survivor sleeps: none of them is on its way out
WORKS_ON = 1.0  # seconds of processor time after which a survivor is not on its way out
_SERVICE: set[threading.Thread] = set()


def service(thread: threading.Thread) -> threading.Thread:
    """Mark a thread as the examiner's own: it is never counted as the student's."""
    for old in [t for t in _SERVICE if not t.is_alive() and t.ident is not None]:
        _SERVICE.discard(old)
    _SERVICE.add(thread)
    return thread


def is_service(thread: threading.Thread) -> bool:
    """Whether a thread is the examiner's own."""
    return thread in _SERVICE


def helpers() -> set[int]:
    """Process ids of the resource tracker and the fork server, which do not count."""
    found = {
        getattr(resource_tracker._resource_tracker, "_pid", None),
        getattr(forkserver._forkserver, "_forkserver_pid", None),
    }
    return {pid for pid in found if pid}


@dataclass(frozen=True)
class Census:
    """Threads and processes that were there before a call."""

    threads: frozenset[threading.Thread]
    processes: frozenset[int]

    @classmethod
    def take(cls) -> Census:
        """Count who is there now."""
        return cls(frozenset(threading.enumerate()), frozenset(descendants()))

    def new_threads(self) -> list[threading.Thread]:
        """Living threads that came since, without the examiner's own."""
        return [
            t
            for t in threading.enumerate()
            if t not in self.threads and t not in _SERVICE and not _is_handler(t)
        ]

    def new_processes(self) -> list[int]:
        """Living processes that came since, without the helpers of `multiprocessing`."""
        come = [pid for pid in descendants() if pid not in self.processes | helpers()]
        return [pid for pid in come if _is_alive(pid)]

    def survivors(self) -> tuple[list[threading.Thread], list[int]]:
        """Threads and processes that came since and are not on their way out."""
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
            sleep = pause == LOOK_EVERY and _all_asleep(threads, processes)
            asleep = asleep + 1 if sleep else 0
            pause = min(2 * pause, LOOK_EVERY)
            if _spent(threads, processes) - spent > WORKS_ON:
                break
        return threads, processes


def describe(threads: list[threading.Thread], processes: list[int]) -> str:
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


def _all_asleep(threads: list[threading.Thread], processes: list[int]) -> bool:
    own = {t.native_id for t in threads if t.native_id}
    return is_asleep(os.getpid(), own) and all(is_asleep(pid) for pid in processes)


def _spent(threads: list[threading.Thread], processes: list[int]) -> float:
    own = sum(processor_seconds(os.getpid(), t.native_id) for t in threads if t.native_id)
    return own + sum(map(processor_seconds, processes))


def _is_alive(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def _is_handler(thread: threading.Thread) -> bool:
    """Whether a thread answers a request to a web site of the examiner's."""
    target = getattr(thread, "_target", None)
    return getattr(target, "__name__", "") == "process_request_thread"


def _count(n: int, one: str, many: str = "") -> str:
    return f"{n} {one if n == 1 else many or one + 's'}"
