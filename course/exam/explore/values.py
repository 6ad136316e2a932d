"""Looks at values without running any of the student's code; read by a maintainer."""

from __future__ import annotations

import ast
import inspect
from collections import deque
from collections.abc import Callable
from types import FrameType, MemberDescriptorType

_ATOMS = (int, float, complex, str, bytes, bool, type(None))
_CONTAINERS = (list, tuple, dict, set, frozenset, deque)
LONGEST, MOST = 60, 8  # characters of a text, items of a container
Look = Callable[[], object]


class UnseenError(Exception):
    """The value cannot be had without running code."""


def text_of(value: object) -> str:
    """A short `repr`, for built-in values only; UnseenError for all others."""
    text = _text(value, 2)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _text(value: object, depth: int) -> str:
    kind = type(value)
    if kind in (str, bytes) and isinstance(value, (str, bytes)):
        return repr(value[:LONGEST])
    if kind in _ATOMS:
        large = isinstance(value, int) and value.bit_length() > 200
        return "a large number" if large else repr(value)
    if kind not in _CONTAINERS:
        if depth == 2:
            raise UnseenError
        return f"<{kind.__name__}>"
    if depth == 0:
        return "…"
    if isinstance(value, dict):
        inner = [
            f"{_text(key, depth - 1)}: {_text(value[key], depth - 1)}"
            for key in list(value)[:MOST]
            if type(key) in _ATOMS
        ]
        return "{" + ", ".join(inner) + (", …}" if len(value) > MOST else "}")
    assert isinstance(value, (list, tuple, set, frozenset, deque))
    items = [_text(item, depth - 1) for item in list(value)[:MOST]]
    items += ["…"] if len(value) > MOST else []
    left, right = {list: "[]", tuple: "()", deque: ("deque([", "])")}.get(kind, "{}")
    return left + ", ".join(items) + ("," if kind is tuple and len(items) == 1 else "") + right


def look(expression: str, frame: FrameType) -> Look:
    """A function that looks at the place this expression names, now and later; or UnseenError."""
    try:
        tree = ast.parse(expression, mode="eval").body
    except SyntaxError:
        raise UnseenError from None
    return _look(tree, frame)


def called_on(call: str, frame: FrameType) -> tuple[str, Look]:
    """For the text of a call of a method: the object's text and a look at it; or UnseenError."""
    try:
        tree = ast.parse(call, mode="eval").body
    except SyntaxError:
        raise UnseenError from None
    if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Attribute):
        raise UnseenError
    found = _look(tree.func.value, frame)
    if type(found()) not in _CONTAINERS:
        raise UnseenError
    return ast.unparse(tree.func.value), found


def _look(tree: ast.expr, frame: FrameType) -> Look:
    if isinstance(tree, ast.Constant):
        return lambda: tree.value
    if isinstance(tree, ast.Name):
        return _look_name(tree.id, frame)
    if isinstance(tree, ast.Attribute):
        owner, name = _look(tree.value, frame)(), tree.attr
        return lambda: _attribute(owner, name)
    if isinstance(tree, ast.Subscript):
        container, key = _look(tree.value, frame)(), _look(tree.slice, frame)()
        return lambda: _item(container, key)
    raise UnseenError


def _look_name(name: str, frame: FrameType) -> Look:
    if name in frame.f_code.co_varnames:
        value = frame.f_locals.get(name)
        return lambda: value
    return lambda: _variable(name, frame)


def _variable(name: str, frame: FrameType) -> object:
    for space in (frame.f_locals, frame.f_globals):
        if name in space:
            return space[name]
    raise UnseenError


def _attribute(owner: object, name: str) -> object:
    try:
        value = inspect.getattr_static(owner, name)
    except AttributeError:
        raise UnseenError from None
    if type(value) is MemberDescriptorType:
        try:
            return value.__get__(owner, type(owner))
        except AttributeError:
            raise UnseenError from None
    return value


def _item(container: object, key: object) -> object:
    if type(container) not in (list, tuple, dict, deque) or type(key) not in _ATOMS:
        raise UnseenError
    try:
        return container[key]  # type: ignore[index]
    except LookupError:
        raise UnseenError from None
