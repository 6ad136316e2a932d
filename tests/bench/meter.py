"""What a command uses: wall time, processor time of all that it starts, memory.

Processor time is that of a control group: a process that is killed in its sandbox is never
waited for by anybody, and `getrusage` does not know of it. Where no group can be made (no
root) the whole machine's busy time is taken, which is right on a machine with nothing else.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

GROUPS = Path("/sys/fs/cgroup")
LOOK_EVERY = 0.5  # seconds between two looks at memory
OUTSIDE = "the whole machine's busy time"
INSIDE = "a control group's"
WARM = "warm.main()"  # in the command of a process that candidates are forked from
_MEGABYTE = 1e6


@dataclass(frozen=True)
class Used:
    """Seconds of wall and processor time; megabytes (PSS) at the peak, of all its processes.

    `own` is the processor time of the processes that are not in a sandbox.
    """

    wall: float
    processor: float
    own: float
    memory: float


class Group:
    """A control group of its own (version 1 or 2) that counts processor time."""

    def __init__(self) -> None:
        name = f"course-bench-{secrets.token_hex(4)}"
        self.place: Path | None = None
        for parent in (GROUPS / "cpuacct", GROUPS / "unified", GROUPS):
            with contextlib.suppress(OSError):
                place = parent / name
                place.mkdir()
                self.place = place
                self.seconds()
                return
        self.place = None

    @property
    def source(self) -> str:
        """Whose processor time `seconds` gives."""
        return INSIDE if self.place else OUTSIDE

    def seconds(self) -> float:
        """Processor time so far."""
        if self.place is None:
            times = psutil.cpu_times()
            return float(times.user + times.system)
        old = self.place / "cpuacct.usage"
        if old.exists():
            return int(old.read_text()) / 1e9
        words = (self.place / "cpu.stat").read_text().split()
        return int(words[words.index("usage_usec") + 1]) / 1e6

    def enter(self) -> None:
        """Put this process into the group (in the child, before the command begins)."""
        if self.place is not None:
            (self.place / "cgroup.procs").write_text(str(os.getpid()))

    def remove(self) -> None:
        """Remove the group; its processes have ended."""
        if self.place is not None:
            with contextlib.suppress(OSError):
                self.place.rmdir()


@contextlib.contextmanager
def group() -> Iterator[Group]:
    """A group for one command."""
    made = Group()
    try:
        yield made
    finally:
        made.remove()


def measure(command: list[str], cwd: Path, environment: Mapping[str, str], log: Path) -> Used:
    """Run a command to its end, and tell what it used; raises RuntimeError when it fails."""
    with group() as counted, log.open("ab") as said:
        before, begun = counted.seconds(), time.monotonic()
        process = subprocess.Popen(
            command, cwd=cwd, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
            stdout=said, stderr=said, preexec_fn=counted.enter,
        )  # fmt: skip
        watcher = _Watcher(process.pid)
        code = process.wait()
        wall = time.monotonic() - begun
        watcher.end()
        used = Used(wall, counted.seconds() - before, watcher.own, watcher.peak)
    if code:
        tail = log.read_text(errors="replace")[-2000:]
        raise RuntimeError(f"{' '.join(command)} ended with {code}:\n{tail}")
    return used


class _Watcher(threading.Thread):
    """Looks at a process and all below it now and then."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self._own: dict[int, float] = {}
        self._process = psutil.Process(pid)
        self._ended = threading.Event()
        self.start()

    @property
    def own(self) -> float:
        """Seconds of processor time of what is not in a sandbox."""
        return sum(self._own.values())

    def run(self) -> None:
        """Look until the end."""
        while not self._ended.wait(LOOK_EVERY):
            self._look()

    def end(self) -> None:
        """Look no more."""
        self._ended.set()
        self.join()

    def _look(self) -> None:
        total = 0.0
        todo = [(self._process, False)]
        while todo:
            process, sandboxed = todo.pop()
            with contextlib.suppress(psutil.Error, OSError):
                total += process.memory_full_info().pss / _MEGABYTE
                parts = process.cmdline()
                sandboxed = sandboxed or "bwrap" in "".join(parts[:1])
                if not sandboxed:
                    times = process.cpu_times()
                    self._own[process.pid] = times.user + times.system
                # What a warm process forks is a monitor, and the candidate below it.
                inside = sandboxed or any(WARM in part for part in parts)
                todo += [(child, inside) for child in process.children()]
        self.peak = max(self.peak, total)


def python(*arguments: str) -> list[str]:
    """A command of this interpreter's."""
    return [sys.executable, *arguments]
