"""Arguments and results as short text, for messages; read by a maintainer.

Nothing of a value's own runs, unless its type is a plain one: what a test hands in may note
whoever looks at it.
"""

from __future__ import annotations

import contextlib
import functools
import reprlib
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from course.exam import plain

WIDTH = 60  # characters of one value, at most
CALL = 120  # characters of a call, at most
BITS = 200  # of a number whose digits are shown
NOTES = 5  # lines that are noted on an error, at most
_PLAIN = (*plain.SCALARS, list, tuple, dict, set, frozenset, range)
_NOTE = "  raised by "


class _Short(reprlib.Repr):
    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = self.maxlong = WIDTH

    def repr1(self, x: Any, level: int) -> str:
        kind = type(x)
        if kind in _PLAIN:
            return super().repr1(x, level)
        if issubclass(kind, PurePath):
            return f"Path({str(x)!r})"
        if issubclass(kind, BaseException):
            parts: tuple[Any, ...] = vars(BaseException)["args"].__get__(x)
            return f"{kind.__qualname__}({', '.join(self.repr1(arg, level - 1) for arg in parts)})"
        if issubclass(kind, functools.partial):
            return f"partial({', '.join(self.repr1(part, level) for part in (x.func, *x.args))})"
        return _name(x) or f"<{kind.__qualname__}>"

    def repr_int(self, x: int, level: int) -> str:
        return repr(x) if x.bit_length() < BITS else f"<an int of {x.bit_length()} bits>"

    def repr_bytes(self, x: bytes, level: int) -> str:
        return repr(x[:WIDTH])


def _name(thing: object) -> str:
    """What a function or a class is called; "" for other things."""
    if isinstance(thing, (FunctionType, BuiltinFunctionType, MethodType, type)):
        return thing.__name__
    own = getattr(thing, "__dict__", {}) if callable(thing) else {}
    return str(own.get("__name__", ""))


def value(thing: object) -> str:
    """A value as text of at most `WIDTH` characters; only plain data is shown as it is."""
    return _cut(_Short().repr(thing), WIDTH)


def call(name: str, args: Sequence[object], keywords: Mapping[str, object]) -> str:
    """A call as text: `pool_map(task, [1, 2], processes=3)`."""
    parts = [*map(value, args), *(f"{key}={value(part)}" for key, part in keywords.items())]
    return _cut(f"{name}({', '.join(parts)})", CALL)


def note_call(error: BaseException, words: str) -> None:
    """Add to an error, for its traceback, which call raised it (the last one, if it is shared)."""
    others = [note for note in notes(error) if not note.startswith(_NOTE)]
    with contextlib.suppress(Exception):  # a class of the student's may not allow it
        object.__setattr__(error, "__notes__", [*others, _NOTE + words])


def notes(error: BaseException) -> list[str]:
    """What has been noted on an error (PEP 678): a few lines of text."""
    found = getattr(error, "__notes__", None)
    texts = found[-NOTES:] if type(found) is list else []
    return [note for note in texts if type(note) is str]


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
