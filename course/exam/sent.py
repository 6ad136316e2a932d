"""Functions that the student's code may call, and not look into; read by a maintainer.

What a function keeps (its closure, its globals, its defaults) is where a test notes what it
saw, and its globals are a whole module of the course's. So the student's code gets it closed:
something that is called and says its name, and that is written in C, since whatever Python
defines leads to its globals by an attribute. Classes are closed function by function.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import gc
import inspect
from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any

CLOSED: Any = type(functools.lru_cache(maxsize=0)(len))
_INFO: Any = vars(functools)["_CacheInfo"]
_SAID = ("__module__", "__name__", "__qualname__", "__doc__")
_MANAGER = contextlib.contextmanager(lambda: iter(())).__code__
_IMMUTABLE = 1 << 8  # Py_TPFLAGS_IMMUTABLETYPE
_FLAGS_AT = 21 * 8  # where `tp_flags` is in a class: after 21 words, since Python 3.8


def closed(function: Callable[..., Any]) -> Any:
    """A callable that does what this function does; as an attribute of a class it is a method.

    It is made from the very class, not by `functools`, whose functions the student could replace.
    """
    if type(function) is CLOSED:
        return function
    if getattr(function, "__code__", None) is _MANAGER:  # it keeps the generator function
        function = contextlib.contextmanager(closed(vars(function)["__wrapped__"]))
    made = CLOSED(function, 0, False, _INFO)
    for name in _SAID:
        if hasattr(function, name):
            setattr(made, name, getattr(function, name))
    attributes = getattr(function, "__dict__", {})
    vars(made).update({k: v for k, v in attributes.items() if k != "__wrapped__"})
    return made


def closed_part(part: Any) -> Any:
    """An attribute of a class, with its functions closed."""
    if isinstance(part, FunctionType):
        return closed(part)
    if type(part) in (staticmethod, classmethod):
        return type(part)(closed_part(part.__func__))
    if type(part) is property:
        get, put, delete = (f and closed_part(f) for f in (part.fget, part.fset, part.fdel))
        return property(get, put, delete, part.__doc__)
    if type(part) is CLOSED:
        vars(part).pop("__wrapped__", None)  # of `functools.cache`
    return part


def close_class(kind: Any, *, for_good: bool = True) -> None:
    """Close all functions of a class, which `for_good` cannot be changed any more from now on.

    Who could put a function of his own among its methods would be handed what they are called on.
    """
    if is_immutable(kind):
        return
    for name, part in list(vars(kind).items()):
        new = closed_part(part)
        if new is not part:
            setattr(kind, name, new)
    for field in vars(kind).get("__dataclass_fields__", {}).values():
        field.default_factory = closed_part(field.default_factory)
    if for_good:
        _make_immutable(kind, True)


def is_immutable(kind: type) -> bool:
    """Whether the attributes of a class cannot be changed."""
    return bool(kind.__flags__ & _IMMUTABLE)


def put_back(owner: Any, name: str, *value: object) -> None:
    """Give an attribute its value again, or take it away; also of a class that is immutable."""
    shut = isinstance(owner, type) and is_immutable(owner)
    if shut:
        _make_immutable(owner, False)
    try:
        setattr(owner, name, *value) if value else delattr(owner, name)
    finally:
        if shut:
            _make_immutable(owner, True)


def _make_immutable(kind: type, on: bool) -> None:
    flags = ctypes.c_ulong.from_address(id(kind) + _FLAGS_AT)
    if flags.value == kind.__flags__:  # it is where it is thought to be
        flags.value = flags.value | _IMMUTABLE if on else flags.value & ~_IMMUTABLE


def hidden(kind: Any, slot: str) -> tuple[Callable[[Any], Any], Callable[[Any, Any], None]]:
    """How to read and to write a slot of this class, which is no attribute any more."""
    descriptor = vars(kind)[slot]
    delattr(kind, slot)
    return descriptor.__get__, descriptor.__set__


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
