"""Sees to it that what judges is what it was before the first cell; read by a maintainer.

The student's code shares a process with the instruments that look at it. It can replace
`threading.Thread.start` or a function of the course. So the functions and classes of those
modules are remembered before the first cell, put back before each test cell, and compared
after it: a claim whose test met a replaced one is not believed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

ROOMS = ("course.exam", "multiprocessing", "concurrent.futures", "cloudpickle")
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
_PARTS = ("__code__", "__defaults__", "__kwdefaults__")
_MISSING = object()


class Pristine:
    """The functions and classes of the modules that matter, as they are now."""

    def __init__(self) -> None:
        self._names: list[tuple[Any, str, object]] = []  # owner, name, value
        self._parts: list[tuple[FunctionType, tuple[object, ...]]] = []
        self._modules = {name: part for name, part in sys.modules.items() if _matters(name)}
        for module in self._modules.values():
            self._remember(module)

    def restore(self) -> list[str]:
        """Put back what was replaced; the full names of it."""
        changed = [
            name for name, part in self._modules.items() if sys.modules.get(name) is not part
        ]
        sys.modules.update(self._modules)
        for owner, name, value in self._names:
            if vars(owner).get(name, _MISSING) is not value:
                changed.append(f"{getattr(owner, '__qualname__', owner.__name__)}.{name}")
                setattr(owner, name, value)
        for function, parts in self._parts:
            if any(
                getattr(function, name) is not part
                for name, part in zip(_PARTS, parts, strict=True)
            ):
                changed.append(function.__qualname__)
                for name, part in zip(_PARTS, parts, strict=True):
                    setattr(function, name, part)
        return changed

    def _remember(self, module: ModuleType) -> None:
        for name, value in list(vars(module).items()):
            if (module.__name__, name) in THEIRS:
                continue
            if isinstance(value, (FunctionType, MethodType, BuiltinFunctionType, type, ModuleType)):
                self._names.append((module, name, value))
            if isinstance(value, FunctionType):
                self._remember_parts(value)
            if isinstance(value, type) and value.__module__ == module.__name__:
                self._remember_class(value)

    def _remember_class(self, kind: type) -> None:
        for name, value in _writable(kind):
            self._names.append((kind, name, value))
            if isinstance(value, FunctionType):
                self._remember_parts(value)

    def _remember_parts(self, function: FunctionType) -> None:
        self._parts.append((function, tuple(getattr(function, name) for name in _PARTS)))


def _writable(kind: type) -> Iterator[tuple[str, object]]:
    """What a class defines, where it can be replaced: classes written in C are safe."""
    if kind.__flags__ & (1 << 8):  # Py_TPFLAGS_IMMUTABLETYPE
        return
    for name, value in list(vars(kind).items()):
        if callable(value) or isinstance(value, (property, staticmethod, classmethod)):
            yield name, value


def _matters(name: str) -> bool:
    return name in MODULES or name.startswith(ROOMS)
