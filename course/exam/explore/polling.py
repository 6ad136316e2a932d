"""Sees loops that ask again and again instead of waiting; read by a maintainer.

A loop that goes round and changes nothing, neither a local variable nor anything shared,
waits for somebody else. Going round so for long, or with a sleep or a time-out in
each round, is polling.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from inspect import CO_OPTIMIZED
from types import FrameType
from typing import TYPE_CHECKING

from course.exam.explore.tasks import Task
from course.exam.explore.where import caller, is_students, source_of

if TYPE_CHECKING:
    from course.exam.explore.scheduler import Scheduler

SPINS, WAITS = 150, 10  # idle rounds without and with a wait in them that count as polling
_PLAIN = (bool, int, float, str, type(None))


@dataclass(slots=True)
class Lap:
    """One loop of a frame: its variables and the shared writes at the last round's end."""

    variables: dict[str, object]
    writes: int
    wakes: int
    idle: int = 0
    waits: int = 0


def note_lap(scheduler: Scheduler, me: Task, frame: FrameType, offset: int) -> None:
    """A jump back: is it the same round as before?"""
    if not frame.f_code.co_flags & CO_OPTIMIZED:
        return
    variables = {
        name: value if type(value) in _PLAIN else id(value)
        for name, value in frame.f_locals.items()
        if name not in frame.f_code.co_freevars + frame.f_code.co_cellvars
    }
    key = (id(frame), offset)
    lap = me.laps.get(key)
    if lap is None or lap.writes != me.writes or lap.variables != variables:
        me.laps[key] = Lap(variables, me.writes, me.wakes)
        return
    lap.idle += 1
    lap.waits += me.wakes > lap.wakes
    lap.wakes = me.wakes
    if lap.idle >= SPINS or lap.waits >= WAITS:
        line, text = source_of(frame)
        scheduler.polled[f"{me.name}, line {line}: {text}"] = None


def is_students_wait() -> bool:
    """Whether the student's own code asked for the wait that is just over."""
    frame = caller(sys._getframe(1))
    return frame is not None and is_students(frame.f_code)
