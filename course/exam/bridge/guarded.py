"""Functions of Python that no audit hook hears of, and that would lead to the instruments;
read by a maintainer.

A handler of a signal is handed the frame of the main thread, whose outer frames are the
course's. `gc.DEBUG_SAVEALL` keeps what an instrument has thrown away. `sys.monitoring` is how
the explorer sees steps, from Python 3.12 on.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from course.exam.bridge.denied import Denied
from course.exam.sent import closed

_signal: Any = sys.modules["_signal"]
_AGAIN = ("_imp", "_signal", "gc")  # modules that are not made a second time
_QUIET = ("get_events", "get_local_events", "get_tool", "events", "MISSING", "DISABLE")


def guard() -> None:
    """Put guarded functions in the places of these, from now on."""
    _guard_signals()
    original, keep = gc.set_debug, gc.DEBUG_SAVEALL

    def set_debug(flags: int) -> None:
        if flags & keep:
            raise _denied("gc.DEBUG_SAVEALL")
        original(flags)

    gc.set_debug = closed(set_debug)
    _guard_builtins(sys.modules["_imp"])
    monitoring = getattr(sys, "monitoring", None)
    for name in vars(monitoring) if monitoring is not None else ():
        if callable(getattr(monitoring, name)) and name not in _QUIET:
            setattr(monitoring, name, closed(_refusing(f"sys.monitoring.{name}")))


def _guard_signals() -> None:
    """Let no handler see a frame."""
    set_handler, get_handler = _signal.signal, _signal.getsignal
    known: dict[int, tuple[Any, Any]] = {}  # what was put for a signal, and for which handler

    def shown(number: int, found: Any) -> Any:
        blind, handler = known.get(int(number), (None, None))
        return handler if blind is not None and found is blind else found

    def signal(number: int, handler: Any) -> Any:
        blind = _blind(handler) if callable(handler) else handler
        before = shown(number, set_handler(number, blind))
        known[int(number)] = blind, handler
        return before

    def getsignal(number: int) -> Any:
        return shown(number, get_handler(number))

    _signal.signal = closed(signal)
    _signal.getsignal = closed(getsignal)


def _blind(handler: Callable[[int, object], Any]) -> Any:
    if handler is _signal.default_int_handler:
        return handler
    return closed(lambda number, frame: handler(number, None))


def _guard_builtins(module: Any) -> None:
    """Let nobody make these modules anew, with their first functions."""
    original = module.create_builtin

    def create_builtin(spec: Any) -> Any:
        name = str.__str__(spec.name)
        if name in _AGAIN:
            raise _denied(f"another {name}")
        return original(SimpleNamespace(name=name, origin=getattr(spec, "origin", None)))

    module.create_builtin = closed(create_builtin)


def _refusing(name: str) -> Callable[..., None]:
    def refuse(*args: object, **kwargs: object) -> None:
        raise _denied(name)

    return refuse


def _denied(what: str) -> Denied:
    return Denied(f"{what} is not available while your notebook is graded")
