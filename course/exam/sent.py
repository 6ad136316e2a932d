"""A function of a test cell's, as the student's code holds it; read by a maintainer.

It can be called, and says its name. What it keeps (its closure, its globals) is where a test
notes what it saw: that is not an attribute of it.
"""

from __future__ import annotations

import inspect
from types import FunctionType, MethodType
from typing import Any


class Sent:
    """Calls a function that cannot be reached through it."""

    __slots__ = ("__dict__", "__weakref__", "_function")

    def __init__(self, function: FunctionType) -> None:
        _FUNCTION.__set__(self, function)

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        __tracebackhide__ = True
        return opened(self)(*args, **keywords)

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        """A function in a class is a method of its instances."""
        return self if instance is None else MethodType(self, instance)

    @property
    def __signature__(self) -> inspect.Signature:
        """The function's parameters; what a default is stays out of sight."""
        signature = inspect.signature(opened(self))
        return signature.replace(
            parameters=[
                each if each.default is each.empty else each.replace(default=...)
                for each in signature.parameters.values()
            ]
        )

    def __repr__(self) -> str:
        return f"<function {vars(self)['__qualname__']}>"

    def __reduce__(self) -> str:
        return str(vars(self)["__qualname__"])  # as for functions: copies are the same


_FUNCTION: Any = Sent.__dict__["_function"]
del Sent._function  # type: ignore[attr-defined]


def opened(thing: Any) -> Any:
    """The function that a `Sent` calls; any other thing as it is."""
    return _FUNCTION.__get__(thing) if type(thing) is Sent else thing
