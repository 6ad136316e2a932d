"""Which tools a call used: records the objects of a class made meanwhile; read by test cells.

    with Uses(multiprocessing.pool.Pool) as pools:
        student.pool_map(meeting.task, [1, 2], processes=3)
    [pool._processes for pool in pools.made]    # [3]

Subclasses count, `without` names those that do not (a `ThreadPool` is a `Pool`).
The class is instrumented, never the student's code; only this process is seen.
"""

from __future__ import annotations

import functools
import time
from typing import Any


class Uses:
    """Records the objects of class `kind` that are made inside the `with` block.

    `made` holds them in order; `moments` the examiner's clock (seconds of
    `time.perf_counter`) before and after each was made.
    """

    def __init__(self, kind: type, without: tuple[type, ...] = ()) -> None:
        self._kind, self._without = kind, without
        self.made: list[Any] = []
        self.moments: list[tuple[float, float]] = []

    def __enter__(self) -> Uses:
        self._original = self._kind.__init__  # type: ignore[misc]
        uses, original, clock = self, self._original, time.perf_counter

        @functools.wraps(original)
        def init(instance: Any, *args: Any, **kwargs: Any) -> None:
            begun = clock()
            if not isinstance(instance, uses._without):
                uses.made.append(instance)
            original(instance, *args, **kwargs)
            if not isinstance(instance, uses._without):
                uses.moments.append((begun, clock()))

        self._kind.__init__ = init  # type: ignore[misc]
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._kind.__init__ = self._original  # type: ignore[misc]

    def forget(self) -> None:
        """Drop the recorded objects, so that they can be collected."""
        self.made.clear()
