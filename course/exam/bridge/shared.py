"""What both sides hold: lists, dicts, sets and variables, kept equal; read by a maintainer.

Each side has a `Ledger`. A container that crosses gets a number; before each message the
sender tells the contents of those that changed since the last one. The candidate may only
change contents of containers that it was given.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import CellType
from typing import Any

CONTAINERS = (list, dict, set, CellType)
EMPTY = object()  # the content of a variable that has no value


class Ledger:
    """Numbered containers, with what they held when the two sides last agreed."""

    def __init__(self) -> None:
        self._objects: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._agreed: dict[int, list[Any]] = {}

    def number(self, container: object) -> int | None:
        """The number of a container, or None."""
        return self._numbers.get(id(container))

    def __getitem__(self, number: int) -> Any:
        return self._objects[number]

    def __contains__(self, number: int) -> bool:
        return number in self._objects

    def add(self, number: int, container: object) -> None:
        """Enter a container; it counts as changed until the other side knows it."""
        self._objects[number] = container  # kept, so that its id is nobody else's
        self._numbers[id(container)] = number

    def changed(self) -> Iterator[tuple[int, list[Any]]]:
        """The number and the content of each container that has changed; they agree then."""
        for number, container in list(self._objects.items()):
            content = content_of(container)
            if number not in self._agreed or not _alike(self._agreed[number], content):
                self._agreed[number] = content
                yield number, content

    def accept(self, number: int, content: Any) -> None:
        """The other side says what a container holds."""
        container = self._objects[number]
        fill(container, content)
        self._agreed[number] = content_of(container)

    def clear(self) -> None:
        """Forget all containers."""
        for each in (self._objects, self._numbers, self._agreed):
            each.clear()


def content_of(container: Any) -> list[Any]:
    """What a container holds, as a list: its items, its pairs, or the one value of a variable."""
    if isinstance(container, CellType):
        try:
            return [container.cell_contents]
        except ValueError:
            return [EMPTY]
    if isinstance(container, dict):
        return list(container.items())
    return list(container)


def fill(container: Any, content: list[Any]) -> None:
    """Let a container hold this."""
    if isinstance(container, CellType):
        if content[0] is EMPTY:
            del container.cell_contents
        else:
            container.cell_contents = content[0]
    elif isinstance(container, list):
        container[:] = content
    else:
        container.clear()
        container.update(content)


def _alike(before: Any, now: Any) -> bool:
    if len(before) != len(now):
        return False
    for one, other in zip(before, now, strict=True):
        pairs = type(one) is tuple and type(other) is tuple and len(one) == len(other) == 2
        if not (_same_pair(one, other) if pairs else one is other):
            return False
    return True


def _same_pair(one: Any, other: Any) -> bool:
    return one[0] is other[0] and one[1] is other[1]
