"""Functions that the student's code may call, and not look into; read by a maintainer.

What a function keeps (its closure, its globals, its defaults) is where a test notes what it
saw. So the student's code gets it closed: something that is called and says its name, and that
is written in C, since whatever Python defines leads to its globals by an attribute.
"""

from __future__ import annotations

import functools
import gc
import inspect
from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any

CLOSED: Any = type(functools.lru_cache(maxsize=0)(len))


def closed(function: Callable[..., Any]) -> Any:
    """A callable that does what this function does; as an attribute of a class it is a method."""
    made: Any = functools.lru_cache(maxsize=0)(function)
    del made.__wrapped__, made.cache_parameters
    return made


def told(made: Any) -> Any:
    """The closed function, which tells its parameters now; what a default is stays out of sight."""
    signature = inspect.signature(opened(made))
    made.__signature__ = signature.replace(
        parameters=[
            each if each.default is each.empty else each.replace(default=...)
            for each in signature.parameters.values()
        ]
    )
    return made


def opened(thing: Any) -> Any:
    """The function that was closed; any other thing as it is."""
    if type(thing) is not CLOSED:
        return thing
    inside = [p for p in gc.get_referents(thing) if isinstance(p, (FunctionType, MethodType))]
    return inside[0] if inside else thing
