"""How many submissions are graded at once on this machine; read by a maintainer.

A submission that is graded mostly waits: for processes to start, for time-outs of its own. So
there are more under way than processors, as long as these have time and there is memory.
"""

from __future__ import annotations

import os
import time

import psutil

AT_ONCE = 4  # at most so many for each processor
LOOK_EVERY = 1.0  # seconds, so that the last one's work shows
IDLE, BUSY = 75.0, 97.0  # percent of all processors: one more below, one fewer above
MEMORY = 1_000_000_000  # bytes that are free before one more is begun


class Room:
    """A number that follows the machine, between the number of processors and `most`."""

    def __init__(self, least: int | None = None, most: int | None = None) -> None:
        self.least = least or max(2, os.cpu_count() or 2)
        self.most = most or AT_ONCE * self.least
        self._level = self.least
        self._looked = time.monotonic()
        self._processors()

    def level(self, flying: int) -> int:
        """How many may be under way, when so many are."""
        if time.monotonic() - self._looked >= LOOK_EVERY:
            self._looked = time.monotonic()
            self._level = self._next(flying, self._processors(), self._memory())
        return self._level

    def _next(self, flying: int, busy: float, free: int) -> int:
        if busy > BUSY or free < MEMORY:
            return max(self.least, self._level - 1)
        if busy < IDLE and flying >= self._level:
            return min(self.most, self._level + 1)
        return self._level

    def _processors(self) -> float:
        """Percent of the processors' time that was used since the last look."""
        return float(psutil.cpu_percent(None))

    def _memory(self) -> int:
        return int(psutil.virtual_memory().available)


class Fixed(Room):
    """A number that somebody has chosen."""

    def __init__(self, number: int) -> None:
        self.least = self.most = number

    def level(self, flying: int) -> int:
        """That number."""
        return self.most
