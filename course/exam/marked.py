"""A number that tells where 1 was added to it; a module of its own, for worker processes."""

from __future__ import annotations

import multiprocessing
from typing import Any


class AddedInParent(int):
    """The sum of a `Marked` number, when it was computed in the notebook's own process."""


class Marked(int):
    """An integer whose sums and differences are `AddedInParent` where the parent computes them."""


def _marking(name: str) -> Any:
    method = getattr(int, name)

    def marking(self: int, other: int) -> Any:
        result = method(self, other)
        if result is NotImplemented or multiprocessing.parent_process() is not None:
            return result
        return AddedInParent(result)

    marking.__name__ = name
    marking.__qualname__ = f"Marked.{name}"
    return marking


for _name in ("__add__", "__radd__", "__sub__", "__rsub__"):
    setattr(Marked, _name, _marking(_name))
