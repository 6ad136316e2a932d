"""What a notebook may import of `course.exam` while it is graded; read by a maintainer.

The instruments are in the student's process, and their modules lead to all that they note. So
only the course's own lines import these modules. Everybody else gets the names that the
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
from types import FrameType, SimpleNamespace
from typing import Any

import cloudpickle

from course import exam
from course.exam.bridge.denied import RESERVED, Denied
from course.exam.sent import closed

ROOM = "course.exam"
OFFERED = {
    ROOM: frozenset(exam.__all__),
    f"{ROOM}.explore": frozenset({"explore", "replay"}),
    f"{ROOM}.frames": frozenset({"is_students"}),
    f"{ROOM}.orders": frozenset({"MeetingId", "MeetingNumber"}),
    f"{ROOM}.plots": frozenset({"new_figures"}),
    f"{ROOM}.startup": frozenset({"ChosenMeeting", "LongMeeting", "StartUp"}),
    f"{ROOM}.uses": frozenset({"calls_of", "threads_of_pools"}),
    f"{ROOM}.workers": frozenset({"Workers"}),
}
_TRAVEL = ("departures", "marked", "orders", "plain", "task", "verdicts")
PICKLED = {f"{ROOM}.{name}" for name in _TRAVEL}
_COURSE = f"{Path(exam.__file__).parents[1]}/"
# Whoever imports by these asks for somebody else.
_THROUGH = (
    f"{Path(importlib.__file__).parent}/",
    "<frozen importlib.",
    str(pickle.__file__),
    f"{Path(cloudpickle.__file__).parent}/",
)
_ASKERS = (_COURSE, *RESERVED[:2], str(reduction.__file__))
_look = sys._getframe


def keep_out() -> None:
    """Refuse other imports from now on; the package `course` has no attribute `exam` any more."""
    vars(sys.modules["course"]).pop("exam", None)
    bootstrap: Any = vars(importlib)["_bootstrap"]
    builtins.__import__ = closed(_importing(builtins.__import__))
    bootstrap._gcd_import = closed(_finding(bootstrap._gcd_import))


def _importing(original: Callable[..., Any]) -> Callable[..., Any]:
    """The function behind the `import` statement."""

    def import_(
        name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0
    ) -> Any:
        name, names = str.__str__(name), tuple(map(str.__str__, fromlist or ()))
        package = _package(globals) if level else ""
        if not _leads_inside(name, package, names) or _is_of_course(_look(1)):
            return original(name, globals, locals, names, level)
        if level == 0 and not names and name in PICKLED:
            return original(name)
        if level or not names or not OFFERED.get(name, frozenset()).issuperset(names):
            raise _denied(name, names)
        module = original(name, None, None, names)
        return SimpleNamespace(**{each: getattr(module, each) for each in names})

    return import_


def _finding(original: Callable[..., Any]) -> Callable[..., Any]:
    """The function behind `importlib.import_module`."""

    def find(name: str, package: Any = None, level: int = 0) -> Any:
        name = str.__str__(name)
        if _leads_inside(name, str(package) if level else "") and not _is_of_course(_look(1)):
            raise _denied(name)
        return original(name, package, level)

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


def _is_of_course(frame: FrameType | None) -> bool:
    """Whether the course asks, or a test cell, or a pickle is written (not read) for a worker."""
    while frame is not None and frame.f_code.co_filename.startswith(_THROUGH):
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename.startswith(_ASKERS)


def _denied(name: str, names: tuple[str, ...] = ()) -> Denied:
    what = f"{', '.join(names)} of {name}" if names else name
    return Denied(f"{what} is not available while your notebook is graded")
