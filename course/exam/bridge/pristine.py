"""Sees to it that what judges is what it was before the first cell; read by a maintainer.

The student's code shares a process with the instruments that look at it. It can replace
`threading.Thread.start` or a function of the course, or change a table that one goes by. So the
functions and classes of those modules, and all that the course's modules hold, are remembered
before the first cell, put back before each test cell, and compared after it: a claim whose
test met a replaced one is not believed.
"""

from __future__ import annotations

import builtins
import operator
import sys
from collections.abc import Mapping
from types import (
    BuiltinFunctionType,
    FunctionType,
    MappingProxyType,
    MethodType,
    ModuleType,
)
from typing import Any

from course.exam.sent import CLOSED, is_immutable, put_back

COURSE = "course.exam"
ROOMS = (COURSE, "multiprocessing", "concurrent.futures", "cloudpickle")
MODULES = (
    *("builtins", "contextlib", "copyreg", "ctypes", "functools", "gc", "http.client", "inspect"),
    *("importlib", "io", "itertools", "json", "json.decoder", "json.encoder", "linecache"),
    *("math", "operator", "os", "pathlib", "pickle", "posix", "psutil", "queue", "_queue"),
    *("random", "selectors", "signal", "socket", "struct", "subprocess", "sys", "tempfile"),
    *("_thread", "threading", "time", "traceback", "types", "weakref", "course.lab.site"),
    *("course.lab.records", "dis", "ast"),
)
THEIRS = {  # names that are there to be given another value
    ("threading", "excepthook"),
    *(
        ("sys", name)
        for name in ("excepthook", "displayhook", "unraisablehook", "stdout", "stderr")
    ),
}
HOOKS = (("threading", "_trace_hook"), ("threading", "_profile_hook"))
WORKING = {  # what the course's modules change while they work
    *("_active", "_atomic", "_failed", "_globals", "_instrumented", "_one_run", "_SERVICE"),
    *(
        "_kept",
        "_source",
        "_tables",
        "_tasks_by_thread",
        "_tool",
        "_under_way",
        "_usual",
        "ended",
        "observe",
        "on_still",
    ),
    *("real_lock", "tasks_by_ident"),
}
_PARTS = ("__code__", "__defaults__", "__kwdefaults__")
_CODE = (FunctionType, MethodType, BuiltinFunctionType, CLOSED, type, ModuleType)
_OF_PYTHON = {"__dict__", "__weakref__", "__doc__", "__slotnames__", "__abstractmethods__"}
_MISSING = object()


class Pristine:
    """The functions and classes of the modules that matter, as they are now.

    `real` are those modules of the course's that `sys.modules` does not tell.
    """

    def __init__(self, real: Mapping[str, ModuleType] = MappingProxyType({})) -> None:
        self._names: list[tuple[Any, str, object]] = []  # owner, name, value
        self._parts: list[tuple[FunctionType, object, object, object]] = []
        self._held: list[tuple[str, Any, list[Any]]] = []  # name, container, what it holds
        self._whole: list[tuple[Any, frozenset[str]]] = []  # owner, all of its names
        self._modules = {name: part for name, part in sys.modules.items() if _matters(name)}
        for module in (*self._modules.values(), *real.values()):
            self._remember(module)
        for name, hook in HOOKS:
            self._names.append((sys.modules[name], hook, getattr(sys.modules[name], hook, None)))
        self._namespaces = _by_owner(self._names)  # two looks for each test cell have to be quick

    def restore(self) -> list[str]:
        """Put back what was replaced; the full names of it."""
        changed = [
            name for name, part in self._modules.items() if sys.modules.get(name) is not part
        ]
        sys.modules.update(self._modules)
        for owner, names, values in self._namespaces:
            for name, value in values:
                if names.get(name, _MISSING) is not value:
                    changed.append(f"{_called(owner)}.{name}")
                    put_back(owner, name, value)
        for owner, known in self._whole:
            for name in vars(owner).keys() - known:
                if _hides(owner, name):
                    changed.append(f"{_called(owner)}.{name}")
                    put_back(owner, name)
        for name, container, content in self._held:
            if not _same(_content(container), content):
                changed.append(name)
                _fill(container, content)
        for function, code, defaults, keywords in self._parts:
            if (
                function.__code__ is not code
                or function.__defaults__ is not defaults
                or function.__kwdefaults__ is not keywords
            ):
                changed.append(function.__qualname__)
                for name, part in zip(_PARTS, (code, defaults, keywords), strict=True):
                    setattr(function, name, part)
        return changed

    def _remember(self, module: ModuleType) -> None:
        ours = module.__name__.startswith(COURSE)
        for name, value in list(vars(module).items()):
            if (module.__name__, name) in THEIRS or (ours and name in WORKING):
                continue
            if isinstance(value, _CODE) or (ours and name[:2] != "__"):
                self._names.append((module, name, value))
            if isinstance(value, FunctionType):
                self._remember_parts(value)
            if isinstance(value, type) and value.__module__ == module.__name__:
                self._remember_class(value, ours)
            elif ours and name[:2] != "__":
                self._remember_content(f"{module.__name__}.{name}", value)
        self._whole.append((module, frozenset(vars(module))))

    def _remember_class(self, kind: type, ours: bool) -> None:
        if not ours and is_immutable(kind):  # written in C, and safe
            return
        for name, value in list(vars(kind).items()):
            if ours and name not in _OF_PYTHON and name != "_instance":  # of the shell
                self._names.append((kind, name, value))
                if type(value) in (dict, list, set):
                    self._remember_content(f"{kind.__qualname__}.{name}", value)
            elif callable(value) or isinstance(value, (property, staticmethod, classmethod)):
                self._names.append((kind, name, value))
            if isinstance(value, FunctionType):
                self._remember_parts(value)
        if ours:
            self._whole.append((kind, frozenset(vars(kind))))

    def _remember_parts(self, function: FunctionType) -> None:
        code, defaults, keywords = (getattr(function, name) for name in _PARTS)
        self._parts.append((function, code, defaults, keywords))

    def _remember_content(self, name: str, value: Any) -> None:
        if type(value) not in (dict, list, set):
            if not type(value).__module__.startswith(COURSE) or not hasattr(value, "__dict__"):
                return
            value = vars(value)
        self._held.append((name, value, _content(value)))


def _content(container: Any) -> list[Any]:
    """What a table holds, in an order that two looks agree on."""
    if type(container) is dict:
        return [part for pair in container.items() for part in pair]
    return sorted(container, key=id) if type(container) is set else list(container)


def _same(one: list[Any], other: list[Any]) -> bool:
    return len(one) == len(other) and all(map(operator.is_, one, other))


def _by_owner(
    names: list[tuple[Any, str, object]],
) -> list[tuple[Any, Mapping[str, object], list[tuple[str, object]]]]:
    found: dict[int, tuple[Any, Mapping[str, object], list[tuple[str, object]]]] = {}
    for owner, name, value in names:
        found.setdefault(id(owner), (owner, vars(owner), []))[2].append((name, value))
    return list(found.values())


def _fill(container: Any, content: list[Any]) -> None:
    container.clear()
    if type(container) is dict:
        container.update(zip(content[::2], content[1::2], strict=True))
    elif type(container) is set:
        container.update(content)
    else:
        container.extend(content)


def _hides(owner: Any, name: str) -> bool:
    """Whether a new name takes another one's place: a builtin's, or what a class inherits."""
    if isinstance(owner, ModuleType):
        return owner is not builtins and hasattr(builtins, name)
    inherited = [vars(base)[name] for base in owner.__mro__[1:] if name in vars(base)]
    return name not in _OF_PYTHON and vars(owner)[name] not in inherited[:1]


def _called(owner: Any) -> str:
    return str(getattr(owner, "__qualname__", "") or owner.__name__)


def _matters(name: str) -> bool:
    return name in MODULES or name.startswith(ROOMS)
