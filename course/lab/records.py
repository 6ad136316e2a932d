"""Records that tasks hand to a student as given: what a measurement or an outcome consists of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Timing:
    """One measured run: `seconds` of the wall clock, and its `results`, a list in input order."""

    seconds: float
    results: list[Any]


@dataclass(frozen=True)
class PoolTiming:
    """A measured pool: seconds for its start-up, seconds for its work, and the `results`."""

    startup: float
    work: float
    results: list[Any]


@dataclass(frozen=True)
class Outcome:
    """How a task ended: with a `value` or with an `error`; the one that does not apply is None."""

    value: Any = None
    error: Exception | None = None
