"""Who moves and who sleeps; read by a maintainer.

A student's code is *still* when every thread and process that could go on is
asleep without an alarm: then nothing will ever happen unless the examiner acts.
That is a fact about the program and not about the speed of the machine, for a
thread that has to wait for a processor is not asleep.

On Linux the kernel says so exactly: a thread that is asleep in two looks, with
the same number of context switches in both, slept all the time between; and
its system call tells whether an alarm is set (`sleep`, any time-out). Elsewhere
stillness is guessed from processor time that does not grow, more patiently.
"""

from __future__ import annotations

import multiprocessing
import os
import platform
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

LOOK_EVERY = 0.04  # seconds between two looks
ALARMS_RING = 5.0  # seconds of nothing but sleeping with alarms that count as stillness
POLLS = ((2, 1.0), (6, 0.3))  # rounds of everybody who polls, and seconds, that count, too
GUESS = 4.0  # seconds without use of a processor, where the kernel does not tell

# system call number -> position of its time-out argument, and the value that means "none"
_TIMED = {
    "x86_64": {202: (3, 0), 7: (2, -1), 271: (2, 0), 23: (4, 0), 270: (4, 0), 232: (3, -1)}
    | {281: (3, -1), 35: (0, None), 230: (0, None), 220: (3, 0)},
    "aarch64": {98: (3, 0), 73: (2, 0), 72: (4, 0), 22: (3, -1), 101: (0, None), 115: (0, None)}
    | {192: (3, 0)},
}
# `time.sleep`: a thread that was seen in it and runs again and again is polling
_SLEEPS = {"x86_64": (["35"], ["230"]), "aarch64": (["101"], ["115"])}.get(platform.machine(), ())
EXACT = sys.platform == "linux" and Path("/proc/self/task").is_dir()


@dataclass(frozen=True)
class Look:
    """One look at a set of threads: their marks (unchanged = has not run), and how they wait."""

    marks: dict[tuple[int, int], str] = field(default_factory=dict)
    awake: frozenset[tuple[int, int]] = frozenset()
    alarms: frozenset[tuple[int, int]] = frozenset()
    naps: frozenset[tuple[int, int]] = frozenset()


class Stillness:
    """Watches this process (but for the threads in `ignore`) and all its descendants.

    `ignore` holds native thread ids; the thread that asks is ignored anyway.
    """

    def __init__(self, ignore: set[int], ignore_processes: set[int]) -> None:
        self.ignore = ignore
        self.ignore_processes = ignore_processes
        self._last: Look | None = None
        self._since = time.monotonic()
        self._rings: dict[tuple[int, int], int] = {}
        self._nappers: set[tuple[int, int]] = set()
        self.only_alarms = False

    def moved(self) -> None:
        """Start anew: the examiner has acted."""
        self._last = None
        self._rings.clear()
        self._nappers.clear()

    @property
    def rings(self) -> int:
        """How often threads ran and fell asleep again with an alarm set; 0 after other work."""
        return min(self._rings.values(), default=0)

    def look(self) -> bool:
        """Look once; whether everything has been still since an earlier look.

        `only_alarms` tells afterwards whether somebody still has an alarm set,
        so that stillness is only a strong guess (a poll that goes round and
        round, or one very long sleep).
        """
        now, last = self._take(), self._last
        self._last = now
        self._nappers |= now.naps
        awake = now.awake - self._nappers
        if last is None or awake or now.marks.keys() != last.marks.keys():
            self._since = time.monotonic()
            self._rings.clear()
            return False
        ran = {key for key, mark in now.marks.items() if last.marks[key] != mark}
        self.only_alarms = bool(now.alarms | self._nappers)
        if ran - now.alarms - self._nappers:
            self._since = time.monotonic()
            self._rings.clear()
            return False
        quiet = time.monotonic() - self._since
        if not EXACT:
            return quiet > GUESS
        if not self.only_alarms:
            return True
        for key in ran:
            self._rings[key] = self._rings.get(key, 0) + 1
        often = any(self.rings >= rounds and quiet > least for rounds, least in POLLS)
        return often or quiet > ALARMS_RING

    def _take(self) -> Look:
        if not EXACT:
            return self._guess()
        marks, awake, alarms, naps = {}, set(), set(), set()
        me, managers = threading.get_native_id(), _managers()
        for pid in [os.getpid(), *descendants(self.ignore_processes)]:
            for tid in _threads(pid):
                if tid == me or (pid == os.getpid() and tid in self.ignore):
                    continue
                state, mark = _status(pid, tid)
                if state in ("Z", "X", "") or (tid in managers and _ticks(pid, state)):
                    continue
                marks[pid, tid] = mark
                if state != "S":
                    awake.add((pid, tid))
                elif _has_alarm(pid, tid):
                    alarms.add((pid, tid))
                    if _system_call(pid, tid)[:1] in _SLEEPS:
                        naps.add((pid, tid))
        return Look(marks, frozenset(awake), frozenset(alarms), frozenset(naps))

    def _guess(self) -> Look:
        marks = {}
        for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
            try:
                for thread in process.threads():
                    if process.pid != os.getpid() or thread.id not in self.ignore:
                        marks[process.pid, thread.id] = f"{thread.user_time} {thread.system_time}"
            except psutil.Error:
                continue
        marks.pop((os.getpid(), threading.get_native_id()), None)
        return Look(marks)


def _managers() -> set[int]:
    """The main threads of `multiprocessing` managers: they wake every second for no reason."""
    children = multiprocessing.active_children()
    return {child.pid for child in children if child.pid and "Manager-" in child.name}


def _ticks(pid: int, state: str) -> bool:
    """Whether a manager's main thread is in that wait; while it starts or ends, it is at work."""
    return state == "S" and len(_system_call(pid, pid)) >= 7 and _has_alarm(pid, pid)


def descendants(without: set[int] | None = None) -> list[int]:
    """Process ids of all living descendants of this process, but for `without` and theirs."""
    if not EXACT:
        found = psutil.Process().children(recursive=True)
        return [p.pid for p in found if p.pid not in (without or ())]
    todo, seen = [os.getpid()], []
    while todo:
        for pid in _children(todo.pop()):
            if pid not in (without or ()) and pid not in seen:
                seen.append(pid)
                todo.append(pid)
    return seen


def own_threads() -> set[int]:
    """All threads of this process by native id, those of libraries too (a kernel's ZeroMQ)."""
    return set(_threads(os.getpid()))


def is_asleep(pid: int, tids: set[int] | None = None) -> bool:
    """Whether all (or the given) threads of a process sleep now; False where nobody can tell."""
    if not EXACT:
        return False
    chosen = _threads(pid) if tids is None else tids
    return all(_status(pid, tid)[0] in ("S", "") for tid in chosen)


def sleeps_for_ever(tid: int, guess: bool) -> bool:
    """Whether a thread of this process sleeps without an alarm; `guess` where nobody can tell."""
    if not EXACT:
        return guess
    pid = os.getpid()
    return _status(pid, tid)[0] == "S" and not _has_alarm(pid, tid)


def sleeps_until_an_alarm(tid: int, looks: int = 12) -> bool:
    """Whether a thread of this process sleeps, with an alarm set, through several looks.

    Such a thread waits for the clock (a sleep, a time-out) and for nothing else. Never true where
    the kernel does not tell.
    """
    pid, first = os.getpid(), None
    for _ in range(looks):
        state, mark = _status(pid, tid)
        if not EXACT or state != "S" or not _has_alarm(pid, tid) or first not in (None, mark):
            return False
        first = mark
        time.sleep(LOOK_EVERY)
    return True


def processor_seconds(pid: int, tid: int | None = None) -> float:
    """Processor time in seconds that a process (or one thread of this process) has used."""
    try:
        if tid is None:
            times = psutil.Process(pid).cpu_times()
            return float(times.user + times.system)
        threads = psutil.Process().threads()
        return float(sum(t.user_time + t.system_time for t in threads if t.id == tid))
    except psutil.Error:
        return 0.0


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for tid in _threads(pid):
        try:
            found += map(int, Path(f"/proc/{pid}/task/{tid}/children").read_text().split())
        except OSError:
            continue
    return found


def _threads(pid: int) -> list[int]:
    try:
        return [int(path.name) for path in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        return []


def _status(pid: int, tid: int) -> tuple[str, str]:
    try:
        text = Path(f"/proc/{pid}/task/{tid}/status").read_text()
    except OSError:
        return "", ""
    state = text.partition("State:")[2].split(maxsplit=1)[0]
    return state, text.partition("voluntary_ctxt_switches:")[2]


def _system_call(pid: int, tid: int) -> list[str]:
    """The number of the system call that a thread is in, and its arguments; empty when unknown."""
    try:
        return Path(f"/proc/{pid}/task/{tid}/syscall").read_text().split()
    except OSError:
        return []


def _has_alarm(pid: int, tid: int) -> bool:
    words = _system_call(pid, tid)
    table = _TIMED.get(platform.machine())
    if table is None or len(words) < 7 or not words[0].isdigit():
        return True
    if int(words[0]) not in table:
        return False
    position, none = table[int(words[0])]
    argument = int(words[1 + position], 16)
    if none == -1:  # milliseconds, as an int: negative is for ever
        return argument & 0xFFFFFFFF < ALARMS_RING * 1000
    return none is None or argument != 0
