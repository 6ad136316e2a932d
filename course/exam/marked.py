"""A number that tells where 1 was added to it; a module of its own, for worker processes.

It is heavy, too: on its way to another process, and its sum on the way back, it takes more
bytes than a pipe holds.
"""

from __future__ import annotations

import multiprocessing
from typing import Any

BALLAST = bytes(100_000)  # a pipe holds 65,536 bytes on Linux


class AddedInParent(int):
    """The sum of a `Marked` number, when it was computed in the notebook's own process."""


class Heavy(int):
    """An integer that travels with ballast."""

    def __new__(cls, value: int = 0, ballast: bytes = b"") -> Any:
        """The number; the ballast is thrown away."""
        return super().__new__(cls, value)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (int(self), BALLAST)


class Marked(Heavy):
    """An integer whose sums and differences are `AddedInParent` where the parent computes them."""


def _marking(name: str) -> Any:
    method = getattr(int, name)

    def marking(self: int, other: int) -> Any:
        result = method(self, other)
        if result is NotImplemented:
            return result
        return Heavy(result) if multiprocessing.parent_process() else AddedInParent(result)

    marking.__name__ = name
    marking.__qualname__ = f"Marked.{name}"
    return marking


for _name in ("__add__", "__radd__", "__sub__", "__rsub__"):
    setattr(Marked, _name, _marking(_name))
