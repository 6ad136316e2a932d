"""What the candidate says, as JSON: plain data, references, errors; read by a maintainer.

`Writer` works in the candidate, `Reader` in the examiner. Values of exact built-in types
travel by content; a thing that the examiner sent before is named by its number; everything
else stays where it is, and a reference to it is sent.
"""

from __future__ import annotations

import builtins
import math
import sys
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any

from course.exam.marked import AddedInParent, Heavy, Marked
from course.exam.meeting import Group, Visit
from course.exam.plain import RECORDS
from course.exam.plots import Plot
from course.exam.verdicts import Failed, Verdict

DEPTH = 60  # of values in one another
BIG = 1 << 53  # from here on, whole numbers travel as hexadecimal text
DIGITS = 1 << 18  # of such a text, at most
TEXT = 2000  # characters of the text of an error
MOST = 50_000  # values in one message: some checks take the square of what they look at
MUTABLE = (list, dict, set)
MARKED = (Heavy, Marked, AddedInParent)
_NAMES = {kind.__name__ for kind in MUTABLE}
KINDS = {kind.__name__: kind for kind in (*RECORDS, Visit, Group, Plot)}


class Writer:
    """Encodes values; `known(value)` is the number of a thing that the examiner sent, or None."""

    def __init__(
        self, known: Callable[[object], int | None], refer: Callable[[object], dict[str, object]]
    ) -> None:
        self._known, self._refer = known, refer
        self._seen: dict[int, tuple[object, dict[str, object]]] = {}
        self._left = MOST

    def begin(self) -> None:
        """A new message begins; a list that is in it twice is one list on the other side, too."""
        self._seen.clear()
        self._left = MOST

    def encode(self, value: Any, depth: int = DEPTH) -> object:
        """`value` as something that `json` can write; `Failed` is raised for too many of them."""
        kind: type = type(value)
        self._left -= 1
        if self._left < 0:
            raise too_large()
        if value is None or kind in (bool, str):
            return value
        if kind is int:
            return value if abs(value) < BIG else {"int": hex(value)}
        number = self._known(value)
        if number is not None:
            return {"known": number}
        if depth and kind in MUTABLE:
            return self._container(value, depth - 1)
        if depth and kind in _ENCODE:
            return _ENCODE[kind](self, value, depth - 1)
        if kind in MARKED:
            return {"marked": [kind.__name__, hex(int(value))]}
        if depth and KINDS.get(kind.__name__) is kind:
            fields = {name: self.encode(part, depth - 1) for name, part in vars(value).items()}
            return {"record": [kind.__name__, fields]}
        if isinstance(value, BaseException) and depth:
            return {"error": self.error(value, depth - 1)}
        if isinstance(value, PurePath):
            return {"path": str(value)}
        name = getattr(value, "__name__", "") if kind is type else ""
        if name and vars(builtins).get(name) is value:
            return {"builtin": name}
        if depth and kind.__module__ == "numpy" and getattr(value, "ndim", None) == 0:
            return self.encode(value.item(), 0)
        return self._refer(value)

    def _container(self, value: Any, depth: int) -> dict[str, object]:
        if id(value) in self._seen:
            node = self._seen[id(value)][1]
            number = node.setdefault("as", len(self._seen))
            return {"again": number}
        node = {}
        self._seen[id(value)] = value, node
        if isinstance(value, dict):
            node["dict"] = [self.items(pair, depth) for pair in list(value.items())]
        else:
            node[type(value).__name__] = self.items(list(value), depth)
        return node

    def items(self, values: Any, depth: int) -> list[object]:
        """Each of some values, encoded."""
        return [self.encode(value, depth) for value in values]

    def error(self, error: BaseException, depth: int = 4) -> dict[str, object]:
        """What is to be told of an error that the examiner does not know."""
        from course.exam import frames

        kind = type(error)
        known = _is_known(kind)
        built_in = [base for base in kind.__mro__ if vars(builtins).get(base.__name__) is base]
        cause = error.__cause__
        verdict = error.verdict if isinstance(error, Failed) else None
        return {
            "module": str(kind.__module__) if known else "__main__",
            "name": str(kind.__qualname__),
            "bases": [base.__name__ for base in built_in],
            "attributes": {
                name: self.encode(part)
                for name, part in list(getattr(error, "__dict__", {}).items())
                if type(part) in (str, int, bool, bytes) and len(repr(part)) < TEXT
            },
            "args": self.items(error.args, min(depth, 6)),
            "text": _text(error)[:TEXT],
            "where": frames.last_students_line(error),
            "told": told(error),
            "verdict": None if verdict is None else _verdict(type(error).__name__, verdict),
            "cause": None if cause is None or not depth else self.encode(cause, depth - 1),
        }


def too_large() -> Failed:
    """What is said in place of an answer that the examiner would not read."""
    return Failed("an answer of bounded size", "it is too large")


def _is_known(kind: type) -> bool:
    """Whether this very class is what its module calls by its name, if that is loaded."""
    try:
        module = sys.modules[str(kind.__module__)]
    except KeyError:
        return True
    name = str(kind.__qualname__)
    return "." in name or vars(module).get(name, kind) is kind


def told(error: BaseException) -> list[str]:
    """The traceback of an error in the student's own lines, and what it says."""
    from course.exam import frames

    rendered = getattr(error, "_render_traceback_", None)
    if callable(rendered) and isinstance(error, (AssertionError, NotImplementedError)):
        return [str(line) for line in rendered()]
    return frames.students_traceback(error)


def _verdict(kind: str, verdict: Verdict) -> dict[str, object]:
    words = ("expected", "happened", "why", "hint")
    return {"kind": kind, **{name: getattr(verdict, name) for name in words}}


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return "(its text cannot be told)"


def _tagged(name: str) -> Callable[[Writer, Any, int], object]:
    return lambda writer, value, depth: {name: writer.items(list(value), depth)}


_ENCODE: dict[type, Callable[[Writer, Any, int], object]] = {
    tuple: _tagged("tuple"),
    frozenset: _tagged("frozenset"),
    float: lambda _writer, value, _depth: value if math.isfinite(value) else {"float": repr(value)},
    complex: lambda _writer, value, _depth: {"complex": [repr(value.real), repr(value.imag)]},
    bytes: lambda _writer, value, _depth: {"bytes": value.hex()},
}


class Unreadable(Exception):  # noqa: N818
    """What came is not an answer of the protocol."""


class Reader:
    """Decodes what a `Writer` wrote, and nothing else; raises `Unreadable`."""

    def __init__(
        self,
        known: Callable[[int], object],
        refer: Callable[[Any], object],
        error: Callable[[dict[str, Any], Reader], BaseException],
        shared: Callable[[Any], object],
    ) -> None:
        self.begin()
        self._tags: dict[str, Callable[[Any], object]] = {
            "known": known,
            "far": refer,
            "error": lambda parts: error(parts, self),
            "shared": shared,
            "int": _whole,
            "float": _number,
            "complex": lambda parts: complex(_number(parts[0]), _number(parts[1])),
            "bytes": bytes.fromhex,
            "path": lambda text: Path(_checked(text, str)),
            "tuple": lambda items: tuple(self.items(items)),
            "frozenset": lambda items: frozenset(self.items(items)),
            "record": self._record,
            "marked": lambda parts: {k.__name__: k for k in MARKED}[parts[0]](_whole(parts[1])),
            "again": lambda number: self._containers[number],
            "builtin": lambda name: _checked(vars(builtins)[name], type),
        }

    def decode(self, value: object) -> Any:
        """The value that was encoded."""
        self._left -= 1
        if self._left < 0:
            raise Unreadable(f"more than {MOST} values")
        if value is None or type(value) in (bool, int, float, str):
            return value
        try:
            node = _checked(value, dict)
            if not _NAMES.isdisjoint(node):
                return self._container(node)
            ((tag, content),) = node.items()
            return self._tags[tag](content)
        except Unreadable:
            raise
        except Exception as error:
            raise Unreadable(f"{type(error).__name__}: {error}") from None

    def items(self, values: object) -> list[Any]:
        """Each of a list of encoded values."""
        return [self.decode(value) for value in _checked(values, list)]

    def begin(self) -> None:
        """A new message begins."""
        self._containers: dict[object, Any] = {}
        self._left = MOST

    def _container(self, node: Any) -> object:
        (name,) = _NAMES & node.keys()
        made: Any = {"list": list, "dict": dict, "set": set}[name]()
        if "as" in node:
            self._containers[node["as"]] = made
        if name == "dict":
            made.update((self.decode(k), self.decode(v)) for k, v in node[name])
        else:
            fill = made.extend if name == "list" else made.update
            fill(self.items(node[name]))
        return made

    def _record(self, parts: Any) -> object:
        name, fields = parts
        return KINDS[name](**{str(key): self.decode(part) for key, part in fields.items()})


def _whole(text: str) -> int:
    if len(text) > DIGITS:
        raise Unreadable("a number with too many digits")
    return int(text, 16)


def _number(text: str) -> float:
    if len(text) > 40:
        raise Unreadable("a number with too many digits")
    return float(text)


def _checked(value: object, kind: type) -> Any:
    if type(value) is not kind:
        raise Unreadable(f"a {type(value).__name__} in the place of a {kind.__name__}")
    return value
