"""Plain data: exact copies of what a student's function returns; read by a maintainer.

A value is judged by type and content. `copy` rebuilds it from exact built-in
types by the base classes' own methods, so that an object which only claims to
be equal (a lying `__eq__`) or to be short (a lying `__len__`) does not survive.
`dumps` and `loads` are the same set of values as tagged JSON, for the way to a
worker process: nothing is ever unpickled.
"""

from __future__ import annotations

import builtins
import json
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any

from course.exam.verdicts import Failed
from course.lab.records import Outcome, PoolTiming, Timing

SCALARS = (bool, int, float, complex, str, bytes, type(None))
RECORDS = (Timing, PoolTiming, Outcome)


class Token:
    """A thing that can only be handed on: two tokens are equal only when they are the same."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name}>"


def copy(value: object, what: str = "the result", depth: int = 12) -> Any:
    """Rebuild `value` from exact built-in types; errors and tokens stay the very objects.

    Raises `Failed` for anything else, with the place where it was found.
    """
    kind = type(value)
    if kind in SCALARS or kind is Token or isinstance(value, BaseException):
        return value
    if depth == 0:
        raise Failed("plain data", f"{what} is nested too deeply")

    def inner(part: object, where: str) -> Any:
        return copy(part, f"{where} of {what}", depth - 1)

    if isinstance(value, dict):
        return {
            inner(k, f"key {_short(k)}"): inner(v, f"[{_short(k)}]") for k, v in dict.items(value)
        }
    if isinstance(value, list):
        return [inner(item, f"item {i}") for i, item in enumerate(list.__iter__(value))]
    if isinstance(value, tuple):
        return tuple(inner(item, f"item {i}") for i, item in enumerate(tuple.__iter__(value)))
    if isinstance(value, set):
        return {inner(item, "an item") for item in set.__iter__(value)}
    if isinstance(value, frozenset):
        return frozenset(inner(item, "an item") for item in frozenset.__iter__(value))
    if isinstance(value, PurePath):
        return Path(str(value))
    if kind in RECORDS:
        parts = {name: inner(part, f".{name}") for name, part in vars(value).items()}
        return kind(**parts)
    if isinstance(value, str):
        return str.__str__(value)
    raise Failed(
        "plain data (numbers, texts, lists, tuples, dicts, …)",
        f"{what} is a {kind.__qualname__}",
        hint="build the promised list or dict itself before you return it, "
        "for example `list(results)`",
    )


def same(got: object, want: object) -> bool:
    """Whether two plain values have the same types and the same content, all the way down."""
    if type(got) is not type(want):
        return False
    if isinstance(got, (list, tuple)):
        assert isinstance(want, (list, tuple))
        return len(got) == len(want) and all(map(same, got, want))
    if isinstance(got, dict):
        assert isinstance(want, dict)
        return got.keys() == want.keys() and all(same(got[k], want[k]) for k in got)
    if isinstance(got, BaseException) or type(got) is Token:
        return got is want
    if type(got) in RECORDS:
        return same(vars(got), vars(want))
    return bool(got == want)


def dumps(value: object) -> str:
    """Encode plain data as tagged JSON; raises `TypeError` for anything else."""
    return json.dumps(_pack(value))


def loads(text: str) -> Any:
    """Decode what `dumps` wrote; raises `ValueError` for anything else."""
    return _unpack(json.loads(text))


def _pack(value: object) -> object:
    kind = type(value)
    if value is None or kind in (bool, int, str):
        return value
    if kind is list:
        assert isinstance(value, list)
        return [_pack(item) for item in value]
    if isinstance(value, BaseException):
        return {"error": [kind.__name__, _pack(list(value.args))]}
    if isinstance(value, PurePath):
        return {"path": str(value)}
    if kind is float:
        return {"float": repr(value)}
    if kind is bytes:
        assert isinstance(value, bytes)
        return {"bytes": value.hex()}
    if kind is dict:
        assert isinstance(value, dict)
        return {"dict": [[_pack(k), _pack(v)] for k, v in value.items()]}
    if kind in (tuple, set, frozenset):
        assert isinstance(value, (tuple, set, frozenset))
        return {kind.__name__: [_pack(item) for item in value]}
    raise TypeError(f"a {kind.__qualname__} is not plain data")


_UNPACK: dict[str, Callable[[Any], Any]] = {
    "path": Path,
    "float": float,
    "bytes": bytes.fromhex,
    "dict": lambda pairs: {_unpack(k): _unpack(v) for k, v in pairs},
    "tuple": lambda items: tuple(map(_unpack, items)),
    "set": lambda items: set(map(_unpack, items)),
    "frozenset": lambda items: frozenset(map(_unpack, items)),
    "error": lambda parts: _error(parts[0], _unpack(parts[1])),
}


def _unpack(value: object) -> Any:
    if isinstance(value, list):
        return [_unpack(item) for item in value]
    if not isinstance(value, dict):
        return value
    ((tag, content),) = value.items()
    if tag not in _UNPACK:
        raise ValueError(f"unknown tag {tag!r}")
    return _UNPACK[tag](content)


def _error(name: str, args: list[object]) -> BaseException:
    kind = getattr(builtins, name, None)
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        raise ValueError(f"{name!r} is not a built-in error")
    return kind(*args)


def _short(value: object) -> str:
    return repr(value)[:40] if type(value) in SCALARS else type(value).__qualname__
