"""What a notebook may import of `course.exam` while it is graded; read by a maintainer.

Only the course's own lines get its modules: those whose globals are the names of such a module,
not those of a copy that somebody makes of its file. Everybody else gets the names that the
notebooks' own cells import, one by one, and the classes of objects that travel by pickle.
"""

from __future__ import annotations

import builtins
import importlib
import pickle
import sys
from collections.abc import Callable
from multiprocessing import reduction
from pathlib import Path
from types import FrameType, ModuleType, SimpleNamespace
from typing import Any

import cloudpickle

from course.exam.bridge.denied import RESERVED, Denied
from course.exam.bridge.withdrawn import OFFERED, ROOM, TRAVEL, modules
from course.exam.sent import closed

# Whoever imports by these asks for somebody else.
_THROUGH = (
    f"{Path(importlib.__file__).parent}/",
    "<frozen importlib.",
    str(pickle.__file__),
    f"{Path(cloudpickle.__file__).parent}/",
)
_TESTS, _WRITER = RESERVED[:2], str(reduction.__file__)
_look = sys._getframe
Real = dict[str, ModuleType]


def keep_out(real: Real | None = None) -> None:
    """Refuse other imports from now on; `real` are the modules that the course's own lines get."""
    real = modules() if real is None else real
    is_of_course = _known(real)
    bootstrap: Any = vars(importlib)["_bootstrap"]
    builtins.__import__ = closed(_importing(builtins.__import__, real, is_of_course))
    bootstrap._gcd_import = closed(_finding(bootstrap._gcd_import, real, is_of_course))


def _known(real: Real) -> Callable[[FrameType | None], bool]:
    """Tells whether the course asks, or a test cell."""
    spaces = {id(vars(module)) for module in (*real.values(), sys.modules["course.lazy"])}

    def is_of_course(frame: FrameType | None) -> bool:
        while frame is not None and frame.f_code.co_filename.startswith(_THROUGH):
            frame = frame.f_back
        if frame is None:
            return False
        return id(frame.f_globals) in spaces or frame.f_code.co_filename.startswith(_TESTS)

    return is_of_course


def _importing(original: Callable[..., Any], real: Real, is_of_course: Any) -> Callable[..., Any]:
    """The function behind the `import` statement."""

    def import_(
        name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0
    ) -> Any:
        name, names = str.__str__(name), tuple(map(str.__str__, fromlist or ()))
        package = _package(globals) if level else ""
        if not _leads_inside(name, package, names):
            return original(name, globals, locals, names, level)
        frame = _look(1)
        if is_of_course(frame):
            return _named(real, name, names)
        if level == 0 and not names and (name in TRAVEL or frame.f_code.co_filename == _WRITER):
            return original(name)
        if level or not names or not OFFERED.get(name, frozenset()).issuperset(names):
            raise _denied(name, names)
        module = original(name, None, None, names)
        return SimpleNamespace(**{each: getattr(module, each) for each in names})

    return import_


def _named(real: Real, name: str, names: tuple[str, ...]) -> Any:
    """What the course's own `import` gives."""
    if name in real and names:
        return real[name]
    found = {each: real.get(f"{name}.{each}") or getattr(sys.modules[name], each) for each in names}
    return SimpleNamespace(**found)


def _finding(original: Callable[..., Any], real: Real, is_of_course: Any) -> Callable[..., Any]:
    """The function behind `importlib.import_module`."""

    def find(name: str, package: Any = None, level: int = 0) -> Any:
        name = str.__str__(name)
        if not _leads_inside(name, str(package) if level else ""):
            return original(name, package, level)
        if not is_of_course(_look(1)):
            raise _denied(name)
        if name not in real:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real[name]

    return find


def _package(space: Any) -> str:
    """The package that a relative import begins at; one of the course's, if any part says so."""
    spec = space.get("__spec__") if type(space) is dict else None
    found = [space.get("__package__"), space.get("__name__")] if type(space) is dict else []
    texts = [str(each) for each in (*found, getattr(spec, "parent", None)) if each is not None]
    return next((text for text in texts if f"{text}.".startswith("course.")), "")


def _leads_inside(name: str, package: str, names: tuple[str, ...] = ()) -> bool:
    """Whether an import gives one of the modules of `course.exam`, or something of it."""
    if package:
        return f"{package}.".startswith("course.")
    return f"{name}.".startswith(f"{ROOM}.") or (name == "course" and "exam" in names)


def _denied(name: str, names: tuple[str, ...] = ()) -> Denied:
    what = f"{', '.join(names)} of {name}" if names else name
    return Denied(f"{what} is not available while your notebook is graded")
