"""`select()` of the selectors under control, at which event loops wait; read by a maintainer.

What makes a file ready in a run is another of its threads, as `call_soon_threadsafe` of asyncio
does. So whoever waits at a selector is asked again before time goes on; only where nobody
else could do anything is it left to the system.
"""

from __future__ import annotations

import functools
import selectors
from collections.abc import Callable
from typing import Any

from course.exam.explore.tasks import current

KINDS = [
    kind
    for kind in vars(selectors).values()
    if isinstance(kind, type) and issubclass(kind, selectors.BaseSelector)
    if "select" in vars(kind) and kind is not selectors.BaseSelector
]


def controlled(real: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    """This `select`, which in a run waits as the scheduler says; the time-out is virtual."""

    @functools.wraps(real)
    def select(self: Any, timeout: float | None = None) -> list[Any]:
        me = current()
        if me is None:
            return real(self, timeout)
        scheduler = me.scheduler
        end = None if timeout is None else scheduler.now + max(0.0, timeout)
        found = real(self, 0)
        while not found and (end is None or scheduler.now < end):
            me.is_served, me.is_alone = functools.partial(_is_ready, real, self), False
            left = None if end is None else end - scheduler.now
            try:
                scheduler.block(me, "waits in select()", left)
            finally:
                me.is_served = None
            found = real(self, None if me.is_alone else 0)
            current()  # asks for the baton, if it has gone to others meanwhile
        return found

    return select


def _is_ready(real: Callable[..., list[Any]], selector: Any) -> bool:
    try:
        return bool(real(selector, 0))
    except (OSError, ValueError):
        return True  # it is closed: who waits there shall get the error


def substitutes() -> list[tuple[Any, str, object]]:
    """What `substituted` puts in place: (class, name, function)."""
    return [(kind, "select", controlled(vars(kind)["select"])) for kind in KINDS]
