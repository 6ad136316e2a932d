"""How the examiner's things get to the candidate: by pickle, with some by number; read by a
maintainer.

Functions and classes of a test cell go by content (cloudpickle), those of libraries by name.
What both sides have to agree on (shared containers, errors, tokens, objects that live in the
candidate) goes by a number, see `shared` and `link`.
"""

from __future__ import annotations

import builtins
import dis
import functools
import importlib
import io
import marshal
import operator
import pickle
from collections.abc import Callable, Iterable, Iterator
from types import BuiltinMethodType, CellType, CodeType, FunctionType, MethodType
from typing import Any

import cloudpickle

from course.exam import notebook
from course.exam.bridge.shared import CONTAINERS, EMPTY, Ledger
from course.exam.sent import closed, opened, told

EXAMINER = "__examiner__"  # the module of everything that a test cell defines


def shared_by(things: Iterable[object]) -> tuple[dict[int, Any], set[int]]:
    """The containers among these things, and those that functions among them use, by id.

    The second part: ids of the variables that these functions give new values (`nonlocal`).
    """
    found: dict[int, Any] = {}
    changed: set[int] = set()
    seen: dict[int, object] = {}  # the things are kept, so that an id is nobody else's
    to_see = list(things)
    while to_see:
        thing = to_see.pop()
        if id(thing) in seen:
            continue
        seen[id(thing)] = thing
        if type(thing) in CONTAINERS:
            found[id(thing)] = thing
        if type(thing) is FunctionType and not is_of_library(thing):
            changed |= set(map(id, stored_by(thing)))
        to_see += _parts(thing)
    return found, changed


def stored_by(function: FunctionType) -> Iterator[CellType]:
    """The variables of outer functions that this one gives new values."""
    names = stored_names(function.__code__)
    free = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
    return (cell for name, cell in free if name in names)


@functools.cache
def stored_names(code: CodeType) -> frozenset[str]:
    """The free variables that this code, or code inside it, gives new values."""
    names = {
        str(step.argval)
        for step in dis.get_instructions(code)
        if step.opname in ("STORE_DEREF", "DELETE_DEREF")
    }
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names |= stored_names(constant)
    return frozenset(names)


def _parts(thing: Any) -> list[object]:
    kind = type(thing)
    if kind is dict:
        return [*thing.keys(), *thing.values()]
    if kind in (list, tuple, set, frozenset):
        return list(thing)
    if kind is CellType:
        return _content(thing)
    if kind is FunctionType:
        if is_of_library(thing):
            return []
        cells = list(thing.__closure__ or ())
        return [*cells, *(thing.__defaults__ or ()), *(thing.__kwdefaults__ or {}).values()]
    if kind is functools.partial:
        return [thing.func, thing.args, *thing.keywords.values()]
    if kind is MethodType:
        return [thing.__self__, thing.__func__]
    if kind is BuiltinMethodType:
        return [thing.__self__] if type(thing.__self__) in CONTAINERS else []
    if kind in (staticmethod, classmethod):
        return [thing.__func__]
    if kind is property:
        return [thing.fget, thing.fset, thing.fdel]
    if isinstance(thing, type):
        return list(vars(thing).values()) if thing.__module__ == EXAMINER else []
    if kind.__module__ == EXAMINER:
        return [kind, *getattr(thing, "__dict__", {}).values()]
    return []


def is_of_library(function: FunctionType) -> bool:
    """Whether the candidate finds this function by its name."""
    return function.__module__ != EXAMINER and "<locals>" not in function.__qualname__


def _content(cell: CellType) -> list[object]:
    try:
        return [cell.cell_contents]
    except ValueError:
        return []


class Shipper(cloudpickle.Pickler):
    """Pickles for the candidate; `elsewhere(thing)` names what goes by number, or None."""

    def __init__(
        self, file: io.BytesIO, ledger: Ledger, elsewhere: Callable[[object], object]
    ) -> None:
        super().__init__(file)
        self._ledger, self._elsewhere = ledger, elsewhere

    def persistent_id(self, thing: Any) -> object:
        """The name of a thing that does not go by content, or None."""
        if isinstance(thing, CONTAINERS):
            number = self._ledger.number(thing)
            return None if number is None else ("container", number, type(thing).__name__)
        if thing is EMPTY:
            return ("empty",)
        return self._elsewhere(thing)

    def reducer_override(self, thing: Any) -> Any:
        """Functions keep their very variables, which cloudpickle would copy."""
        if type(thing) is FunctionType and not is_of_library(thing):
            names = names_used(thing.__code__) & thing.__globals__.keys()
            used = {name: thing.__globals__[name] for name in names}
            form = (thing.__module__, marshal.dumps(thing.__code__), thing.__closure__)
            kept = {name: getattr(thing, name) for name in (*_KEPT, "__dict__")}
            state = {**kept, "globals": used}
            return make_function, form, state, None, None, complete_function
        return super().reducer_override(thing)


_SAID = ("__name__", "__qualname__", "__doc__")
_KEPT = (*_SAID, "__defaults__", "__kwdefaults__")


class _Builtins(dict[str, Any]):
    """Where a function of a test cell looks last: in the student's notebook."""

    def __missing__(self, name: str) -> Any:
        if name.startswith("__"):
            raise KeyError(name)
        return notebook.lookup(name)


_globals: dict[str, Any] = {"__name__": EXAMINER, "__builtins__": _Builtins(vars(builtins))}


@functools.cache
def names_used(code: CodeType) -> frozenset[str]:
    """The names by which this code, or code inside it, may ask for globals."""
    inner = [names_used(part) for part in code.co_consts if isinstance(part, CodeType)]
    return frozenset(code.co_names).union(*inner)


def make_function(module: str, code: bytes, closure: tuple[CellType, ...] | None) -> Any:
    """A function of a test cell, in the candidate, which runs the same Python."""
    space = _globals if module == EXAMINER else vars(importlib.import_module(module))
    return closed(FunctionType(marshal.loads(code), space, None, None, closure))


def complete_function(sent: Any, state: dict[str, Any]) -> None:
    """Give a function its names, defaults and globals."""
    function = opened(sent)
    for name in _KEPT:
        setattr(function, name, state[name])
    sent.__dict__.update({name: state[name] for name in _SAID})
    sent.__dict__.update(state["__dict__"])
    told(sent)
    if function.__globals__ is _globals:
        _globals.update(state["globals"])


class Unshipper(pickle.Unpickler):
    """Makes the examiner's things in the candidate; what comes from there can be trusted."""

    def __init__(
        self, file: io.BytesIO, ledger: Ledger, elsewhere: Callable[[tuple[Any, ...]], object]
    ) -> None:
        super().__init__(file)
        self._ledger, self._elsewhere = ledger, elsewhere

    def persistent_load(self, name: Any) -> object:
        """The thing of this name."""
        if name[0] == "empty":
            return EMPTY
        if name[0] != "container":
            return self._elsewhere(name)
        _, number, kind = name
        if number not in self._ledger:
            self._ledger.add(number, {k.__name__: k for k in CONTAINERS}[kind]())
        return self._ledger[number]

    def find_class(self, module: str, name: str) -> Any:
        """What a module of this name has, for the course's own the very one."""
        if (module, name) == ("cloudpickle.cloudpickle", "subimport"):
            return importlib.import_module
        if not f"{module}.".startswith("course.exam."):
            return super().find_class(module, name)
        return operator.attrgetter(name)(importlib.import_module(module))
