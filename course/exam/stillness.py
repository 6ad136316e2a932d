"""Who moves and who sleeps; read by a maintainer.

A student's code is *still* when every thread and process that could go on is
asleep without an alarm: then nothing will ever happen unless the examiner acts.
That is a fact about the program and not about the speed of the machine, for a
thread that has to wait for a processor is not asleep.

On Linux the kernel says so exactly: a thread that is asleep in two looks, with
the same number of context switches in both, slept all the time between, however
soon the second look came; its system call tells whether an alarm is set
(`sleep`, any time-out); and bytes that the kernel has taken and not handed on yet
are listed, too. Elsewhere stillness is guessed from processor time that
does not grow, more patiently.
"""

from __future__ import annotations

import multiprocessing
import os
import platform
import struct
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

READS = 1 << 16  # bytes of a file of /proc at most
QUICK = 0.001  # seconds between two looks, where the second may find stillness
LOOK_EVERY = 0.04  # seconds between two looks, at most
WORKING = 0.005  # the same, while somebody is seen at work
ALARMS_RING = 5.0  # seconds of nothing but sleeping with alarms that count as stillness
POLLS = ((2, 1.0), (6, 0.3))  # rounds of everybody who polls, and seconds, that count, too
ON_ITS_WAY = 1.5  # seconds that bytes may be on their way inside this machine, at most
GUESS = 4.0  # seconds without use of a processor, where the kernel does not tell

# system call number -> position of its time-out argument, and the value that means "none"
_TIMED = {
    "x86_64": {202: (3, 0), 7: (2, -1), 271: (2, 0), 23: (4, 0), 270: (4, 0), 232: (3, -1)}
    | {281: (3, -1), 35: (0, None), 230: (0, None), 220: (3, 0)},
    "aarch64": {98: (3, 0), 73: (2, 0), 72: (4, 0), 22: (3, -1), 101: (0, None), 115: (0, None)}
    | {192: (3, 0)},
}
# system calls that tell the moment of their alarm: `clock_nanosleep`, `futex`
_NANOSLEEP, _FUTEX = {"x86_64": (230, 202), "aarch64": (115, 98)}.get(platform.machine(), (0, 0))
_WAIT_BITSET, _REALTIME, _ABSTIME = 9, 256, 1  # futex.h, time.h
# `time.sleep`: a thread that was seen in it and runs again and again is polling
_SLEEPS = {"x86_64": (["35"], ["230"]), "aarch64": (["101"], ["115"])}.get(platform.machine(), ())
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
# in /proc/net/tcp: 127.0.0.1, and states of a socket (include/net/tcp_states.h)
_LOOPBACK = "0100007F:" if sys.byteorder == "little" else "7F000001:"
_CONNECTS = ("02", "03")
_ASLEEP = ("S", "Z", "X", "")  # states of a thread that does not run, or is gone
EXACT = sys.platform == "linux" and Path("/proc/self/task").is_dir()


@dataclass(frozen=True)
class Look:
    """One look at a set of threads: their marks (unchanged = has not run), and how they wait."""

    marks: dict[tuple[int, int], str] = field(default_factory=dict)
    awake: frozenset[tuple[int, int]] = frozenset()
    alarms: frozenset[tuple[int, int]] = frozenset()
    naps: frozenset[tuple[int, int]] = frozenset()
    far: bool = False  # whether somebody sleeps with an alarm that rings much later


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
        self._worker: tuple[int, int] | None = None  # somebody who was at work
        self._quick = QUICK if EXACT else LOOK_EVERY
        self.pause = self._quick  # seconds until the next look

    def moved(self) -> None:
        """Start anew: the examiner has acted."""
        self._last = None
        self.pause = self._quick
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
        round, or one very long sleep), or lasts until a time-out that is far away.
        """
        if self._worker is not None and _status(*self._worker)[0] not in _ASLEEP:
            return self._works(self._worker)
        now, last = self._take(), self._last
        self._last = now
        self._nappers |= now.naps
        awake = now.awake - self._nappers
        if EXACT and awake:
            return self._works(min(awake))
        slept = last is not None and not last.alarms
        self._worker = None
        self.pause = min(2 * self.pause, LOOK_EVERY) if slept or now.alarms else self._quick
        if last is None or awake or now.marks.keys() != last.marks.keys():
            self._since = time.monotonic()
            self._rings.clear()
            return False
        ran = {key for key, mark in now.marks.items() if last.marks[key] != mark}
        polling = now.alarms | self._nappers & (now.awake | ran)
        self.only_alarms = now.far or bool(polling)
        if ran - now.alarms - self._nappers:
            self._since = time.monotonic()
            self._rings.clear()
            return False
        quiet = time.monotonic() - self._since
        if not EXACT:
            return quiet > GUESS
        if quiet < ON_ITS_WAY and _is_on_its_way():
            return False
        if not polling:
            return True
        for key in ran:
            self._rings[key] = self._rings.get(key, 0) + 1
        often = any(self.rings >= rounds and quiet > least for rounds, least in POLLS)
        return often or quiet > ALARMS_RING

    def _works(self, key: tuple[int, int]) -> bool:
        """Somebody is at work, and is asked first in the next look."""
        self._worker, self._last = key, None
        self._since = time.monotonic()
        self._rings.clear()
        self.pause = min(2 * self.pause, WORKING)
        return False

    def _take(self) -> Look:
        if not EXACT:
            return self._guess()
        marks, awake, alarms, naps, far = {}, set(), set(), set(), False
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
                    continue
                words = _system_call(pid, tid)
                if not _has_alarm(words):
                    continue
                if _rings_in(pid, words) > ALARMS_RING:
                    far = True
                else:
                    alarms.add((pid, tid))
                    if words[:1] in _SLEEPS:
                        naps.add((pid, tid))
        return Look(marks, frozenset(awake), frozenset(alarms), frozenset(naps), far)

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


def _is_on_its_way() -> bool:
    """Whether bytes, or a connection, are between two sockets of the loopback interface.

    Pipes and Unix sockets hand on at once; TCP leaves that to a part of the kernel which has to
    wait for a processor like everybody else.
    """
    for line in _read("/proc/self/net/tcp").splitlines()[1:]:
        _, _, there, state, queues, *_ = line.split()
        sent = not queues.startswith("00000000:")
        if there.startswith(_LOOPBACK) and (sent or state in _CONNECTS):
            return True
    return False


def _managers() -> set[int]:
    """The main threads of `multiprocessing` managers: they wake every second for no reason."""
    children = multiprocessing.active_children()
    return {child.pid for child in children if child.pid and "Manager-" in child.name}


def _ticks(pid: int, state: str) -> bool:
    """Whether a manager's main thread is in that wait; while it starts or ends, it is at work."""
    words = _system_call(pid, pid) if state == "S" else []
    return len(words) >= 7 and _has_alarm(words)


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
    return _status(pid, tid)[0] == "S" and not _has_alarm(_system_call(pid, tid))


def sleeps_until_an_alarm(tid: int, looks: int = 12) -> bool:
    """Whether a thread of this process sleeps, with an alarm set, through several looks.

    Such a thread waits for the clock (a sleep, a time-out) and for nothing else. Never true where
    the kernel does not tell.
    """
    pid, first = os.getpid(), None
    for _ in range(looks):
        state, mark = _status(pid, tid)
        sleeps = EXACT and state == "S" and _has_alarm(_system_call(pid, tid))
        if not sleeps or first not in (None, mark):
            return False
        first = mark
        time.sleep(LOOK_EVERY)
    return True


def processor_seconds(pid: int, tid: int | None = None) -> float:
    """Processor time in seconds that a process (or one thread of this process) has used."""
    if EXACT:
        return _ticks_of(pid if tid is None else os.getpid(), tid) / _TICKS_PER_SECOND
    try:
        if tid is None:
            times = psutil.Process(pid).cpu_times()
            return float(times.user + times.system)
        threads = psutil.Process().threads()
        return float(sum(t.user_time + t.system_time for t in threads if t.id == tid))
    except psutil.Error:
        return 0.0


def _rings_in(pid: int, words: list[str]) -> float:
    """Seconds until the alarm of a sleeping thread rings; 0.0 where its call does not tell."""
    if len(words) < 7 or not words[0].isdigit():
        return 0.0
    number, (first, second, third, fourth, *_) = int(words[0]), [int(w, 16) for w in words[1:7]]
    if number == _FUTEX and second & 127 == _WAIT_BITSET:
        clock, place = 0 if second & _REALTIME else 1, fourth
    elif number == _NANOSLEEP and second == _ABSTIME and first in (0, 1):
        clock, place = first, third
    else:
        return 0.0
    moment = _bytes(f"/proc/{pid}/mem", 8, place)
    return float(struct.unpack("=q", moment)[0] - time.clock_gettime(clock)) if moment else 0.0


def _ticks_of(pid: int, tid: int | None) -> int:
    place = f"/proc/{pid}/stat" if tid is None else f"/proc/{pid}/task/{tid}/stat"
    words = _read(place).rpartition(")")[2].split()
    return int(words[11]) + int(words[12]) if len(words) > 12 else 0


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for tid in _threads(pid):
        found += map(int, _read(f"/proc/{pid}/task/{tid}/children").split())
    return found


def _threads(pid: int) -> list[int]:
    try:
        return [int(name) for name in os.listdir(f"/proc/{pid}/task")]  # noqa: PTH208  (is quick)
    except OSError:
        return []


def _status(pid: int, tid: int) -> tuple[str, str]:
    text = _read(f"/proc/{pid}/task/{tid}/status")
    if not text:
        return "", ""
    state = text.partition("State:")[2].split(maxsplit=1)[0]
    return state, text.partition("voluntary_ctxt_switches:")[2]


def _system_call(pid: int, tid: int) -> list[str]:
    """The number of the system call that a thread is in, and its arguments; empty when unknown."""
    return _read(f"/proc/{pid}/task/{tid}/syscall").split()


def _read(path: str) -> str:
    """A small file of /proc; empty when it is gone."""
    return _bytes(path, READS).decode()


def _bytes(path: str, count: int, offset: int = 0) -> bytes:
    try:
        file = os.open(path, os.O_RDONLY)
    except OSError:
        return b""
    try:
        return os.pread(file, count, offset)
    except (OSError, OverflowError):
        return b""
    finally:
        os.close(file)


def _has_alarm(words: list[str]) -> bool:
    """Whether the system call of a sleeping thread ends by the clock; True when unknown."""
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
