"""Virtual time: `sleep` and the clocks of `time` during a run; read by a maintainer."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from course.exam.explore.tasks import current
from course.exam.sent import closed

real_sleep = time.sleep
REAL_CLOCKS: dict[str, Callable[[], float]] = {
    "time": time.time,
    "monotonic": time.monotonic,
    "perf_counter": time.perf_counter,
}
_REAL_NS: dict[str, Callable[[], int]] = {
    "time": time.time_ns,
    "monotonic": time.monotonic_ns,
    "perf_counter": time.perf_counter_ns,
}


@closed
def sleep(seconds: float, /) -> None:
    """`time.sleep`: costs no time in a run, and moves the virtual clock."""
    me = current()
    if me is None:
        return real_sleep(seconds)
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    me.scheduler.block(me, f"sleeps {seconds:g} s", float(seconds))
    return None


def _clock(name: str) -> Any:
    real = REAL_CLOCKS[name]

    def clock() -> float:
        me = current()
        return real() if me is None else me.scheduler.started[name] + me.scheduler.now

    clock.__name__ = clock.__qualname__ = name
    clock.__doc__ = real.__doc__
    return closed(clock)


def _clock_ns(name: str) -> Any:
    real, seconds = _REAL_NS[name], CLOCKS[name]

    def clock() -> int:
        return real() if current() is None else round(seconds() * 1e9)

    clock.__name__ = clock.__qualname__ = f"{name}_ns"
    clock.__doc__ = real.__doc__
    return closed(clock)


CLOCKS = {name: _clock(name) for name in REAL_CLOCKS}
CLOCKS_NS = {f"{name}_ns": _clock_ns(name) for name in REAL_CLOCKS}
