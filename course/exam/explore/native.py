"""Notices a thread that sleeps in something uncontrolled, and one that computes for ever;
read by a maintainer.

On Linux the kernel says exactly whether a thread slept all the time between two looks:
its state, and a number of context switches that stays the same (a thread that waits for
the interpreter's lock wakes up every few milliseconds). Elsewhere a while without
any step is taken for it.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from course.exam.explore.tasks import AWAY, Task

if TYPE_CHECKING:
    from course.exam.explore.scheduler import Scheduler

LOOK_EVERY = 0.02  # seconds
GUESS = 1.0  # seconds without a step that count as sleep, where the kernel does not tell
ALARM_AFTER = 0.3  # seconds of stillness of threads out of control before virtual alarms ring
STUCK_AFTER = 2.5  # seconds of stillness before a run counts as stuck
RESTLESS = 200  # looks at a thread that sleeps and wakes inside one step, before it is stuck
COMPUTING = 8.0  # processor seconds inside one step before a run counts as stuck
EXACT = sys.platform == "linux" and Path("/proc/self/task").is_dir()
_monotonic = time.monotonic


class Watchdog:
    """Looks at a run from outside; `look` is called every `LOOK_EVERY` seconds."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._beat: object = None
        self._marks: object = None
        self._since = self._still_since = _monotonic()
        self._burnt = 0.0
        self._sleeps = 0

    def look(self) -> None:
        """Let others go on, ring alarms or end the run, where a thread is out of control."""
        scheduler, now = self._scheduler, _monotonic()
        watched = [task for task in scheduler.tasks if task.state is AWAY]
        holder = scheduler.holder
        watched += [holder] if holder is not None else []
        beat = (scheduler.steps, scheduler.moment, scheduler.now, holder, len(watched))
        marks = [_mark(task) for task in watched]
        if beat != self._beat:
            self._beat, self._marks, self._since = beat, marks, now
            self._burnt, self._sleeps = _processor_seconds(holder), 0
            return
        asleep = None not in marks if EXACT else now - self._since > GUESS
        if not asleep or (EXACT and marks != self._marks):
            self._marks, self._still_since = marks, now
            self._sleeps += asleep
            self._check_computing(holder)
            return
        with scheduler.guard:
            if scheduler.holder is holder and not scheduler.finished:
                self._act(holder, now - self._still_since)

    def _act(self, holder: Task | None, still: float) -> None:
        scheduler = self._scheduler
        if holder is not None:
            scheduler.send_away(holder)
            self._still_since = _monotonic()
        elif still > ALARM_AFTER and scheduler.pass_time():
            scheduler.resume()
        elif still > STUCK_AFTER:
            scheduler.give_up("stuck")

    def _check_computing(self, holder: Task | None) -> None:
        if holder is None:
            return
        used = _processor_seconds(holder) - self._burnt if EXACT else _monotonic() - self._since
        if used > COMPUTING or self._sleeps > RESTLESS:
            with self._scheduler.guard:
                self._scheduler.give_up("stuck")


def _mark(task: Task) -> str | None:
    """How often this thread fell asleep; None while it is not asleep or cannot be seen."""
    if not EXACT:
        return ""
    try:
        text = Path(f"/proc/self/task/{task.native_id}/status").read_text()
    except OSError:
        return None
    state = text.partition("State:")[2].split(maxsplit=1)[0]
    return text.partition("voluntary_ctxt_switches:")[2] if state in "SD" else None


def _processor_seconds(task: Task | None) -> float:
    if task is None or not EXACT:
        return 0.0
    try:
        text = Path(f"/proc/self/task/{task.native_id}/stat").read_text()
    except OSError:
        return 0.0
    fields = text.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
