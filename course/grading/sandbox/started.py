"""A program of a student's that runs, in a sandbox or without one; read by a maintainer."""

from __future__ import annotations

import signal
import subprocess
import threading
from abc import ABC, abstractmethod
from types import TracebackType
from typing import IO, Any

from course.grading.sandbox.limits import Limits, size

Stream = int | IO[Any] | None
PATIENCE = 20  # seconds until what was killed must be gone
_OUT_OF_TIME = int(getattr(signal, "SIGXCPU", 0))


class Started(ABC):
    """A program with all processes that it has started; leaving its `with` block ends it."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits) -> None:
        self.process = process
        self._limits = limits
        self._met = ""
        self._ending = threading.RLock()

    def met(self) -> str:
        """Why it was ended, as "used more than 1.5 GB of memory"; "" when no limit was met."""
        # A shell's way of saying which signal it was, and Python's.
        out_of_time = (128 + _OUT_OF_TIME, -_OUT_OF_TIME) if _OUT_OF_TIME else ()
        if not self._met and self.code() in out_of_time:
            self._met = f"used more than {self._limits.cpu_seconds} seconds of processor time"
        return self._met

    def alive(self) -> bool:
        """Whether the program itself still runs."""
        return self.code() is None

    def code(self) -> int | None:
        """The program's exit code, None while it runs."""
        return self.process.poll()

    @abstractmethod
    def pids(self) -> list[int]:
        """Its processes, by the numbers that this machine has for them, the program's first.

        None until the program has begun, which may be a little after `start` has returned.
        """

    @abstractmethod
    def end(self) -> None:
        """Kill all of it, and wait until it is gone; doing it again does no harm."""

    @abstractmethod
    def _memory(self, processes: list[int]) -> int:
        """Bytes that the processes hold in memory together."""

    def _excess(self, processes: list[int]) -> str:
        """Which limit is met, in the words of `met`."""
        if self._memory(processes) > self._limits.memory:
            return f"used more than {size(self._limits.memory)} of memory"
        return ""

    def look(self) -> bool:
        """End it when it uses too much; whether it is to be looked at again."""
        if not self.alive():
            return False
        try:
            reason = self._excess(self.pids())
        except Exception as error:  # what nobody watches is not to run
            reason = f"could not be watched ({error})"
        if reason:
            self._met = reason
            self.end()
        return not reason

    def __enter__(self) -> Started:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()
