"""Measuring: timers that keep all repeats, work of a known size, the machine; for students."""

from __future__ import annotations

import multiprocessing
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from course.lab.work import busy_work


@dataclass(frozen=True, repr=False)
class Measurement:
    """Several runs of the same work: `seconds` of the wall clock of each, `results` of the last."""

    seconds: tuple[float, ...]
    results: Any = None

    @property
    def median(self) -> float:
        """The run in the middle, in seconds: a slow minute of the machine hardly moves it."""
        return statistics.median(self.seconds)

    @property
    def quartiles(self) -> tuple[float, float]:
        """The seconds between which the middle half of the runs lies."""
        if len(self.seconds) == 1:
            return self.seconds[0], self.seconds[0]
        low, _, high = statistics.quantiles(self.seconds, n=4, method="inclusive")
        return low, high

    def __str__(self) -> str:
        low, high = self.quartiles
        runs = f"{len(self.seconds)} run{'s' if len(self.seconds) > 1 else ''}"
        return f"median {_time(self.median)} ({runs}, middle half {_time(low)} to {_time(high)})"

    def __repr__(self) -> str:
        return f"Measurement: {self}"


def measure(func: Callable[..., Any], *args: Any, repeats: int = 5) -> Measurement:
    """Call `func(*args)` `repeats` times and keep the wall-clock seconds of every call."""
    if repeats < 1:
        raise ValueError(f"repeats must be at least 1, not {repeats}")
    seconds, result = [], None
    for _ in range(repeats):
        begin = time.perf_counter()
        result = func(*args)
        seconds.append(time.perf_counter() - begin)
    return Measurement(tuple(seconds), result)


def calibrate(seconds: float) -> int:
    """The rounds of `busy_work` that cost about `seconds` of *processor* time here."""
    rounds = 10_000
    while (spent := _processor_time(rounds)) < 0.01:
        rounds *= 2
    best = min(spent, *(_processor_time(rounds) for _ in range(3)))
    return max(1, round(rounds * seconds / best))


def machine() -> str:
    """One line for a caption: Python, GIL, processors, start method."""
    switched = getattr(sys, "_is_gil_enabled", lambda: True)()
    method = multiprocessing.get_start_method(allow_none=True) or "not chosen yet"
    return (
        f"Python {platform.python_version()}, GIL {'on' if switched else 'off'}, "
        f"{_processors()} CPUs, start method {method}"
    )


def _processors() -> int:
    if hasattr(os, "process_cpu_count"):
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _processor_time(rounds: int) -> float:
    begin = time.thread_time()
    busy_work(rounds)
    return time.thread_time() - begin


def _time(seconds: float) -> str:
    for unit, factor in (("s", 1.0), ("ms", 1e3)):
        if seconds * factor >= 1:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"
