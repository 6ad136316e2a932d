"""The course's modules, taken out of the student's sight; read by a maintainer.

The instruments are in the student's process, and a module of theirs leads to all that they note.
So `sys.modules` gets stand-ins, which hold what the notebooks' own cells import and what travels
by pickle, and nothing else. The real modules are known to the import guard (`imports`). Classes
can be had without a module (`object.__subclasses__`): all functions in them are closed, and
nobody can put others in their places.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import Any

from course import exam
from course.exam.sent import close_class, closed

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
TRAVEL = {  # the functions of these modules that are pickled by their names, beside the classes
    f"{ROOM}.departures": ("fail", "give", "linger", "work_on"),
    f"{ROOM}.explore.clock": ("sleep",),
    f"{ROOM}.explore.locks": (),
    f"{ROOM}.marked": (),
    f"{ROOM}.orders": ("_received",),
    f"{ROOM}.plain": (),
    f"{ROOM}.startup": ("_held_run",),
    f"{ROOM}.task": (),
    f"{ROOM}.verdicts": (),
    f"{ROOM}.workers": ("_run",),
}
PATCHED = {"Lock", "SimpleQueue"}  # what tests put methods into, as into the libraries' own
OUTSIDE = ("course.grading", "course.candidate")  # of the process that this one was forked from


def modules() -> dict[str, ModuleType]:
    """The modules of `course.exam` that are loaded, by name."""
    return {
        name: module for name, module in sys.modules.items() if f"{name}.".startswith(f"{ROOM}.")
    }


def withdraw() -> dict[str, ModuleType]:
    """Close what the student's code can come to, and put the stand-ins; the real modules."""
    for name in exam.__all__:
        vars(exam)[name] = getattr(exam, name)  # what is imported when it is first used
    real = modules()
    for name, functions in TRAVEL.items():
        for each in functions:
            setattr(real[name], each, closed(getattr(real[name], each)))
    for module in real.values():
        _close_managers(module)
    for kind in _classes(real):
        close_class(kind, for_good=kind.__qualname__ not in PATCHED)
    vars(sys.modules["course"]).pop("exam", None)
    first = vars(sys.modules["__mp_main__"])  # what was run first; the notebook is `__main__`
    for name in [*first] if "get_ipython" not in first else []:
        if name[:2] != "__":
            del first[name]
    for name in [*sys.modules]:
        if name.startswith(OUTSIDE):
            del sys.modules[name]
            vars(sys.modules["course"]).pop(name.split(".")[1], None)
    for name, module in real.items():
        sys.modules[name] = _stand_in(module)
    return real


def _close_managers(module: ModuleType) -> None:
    """Whoever replaces a part of `contextlib` sees what its managers keep."""
    for name, value in list(vars(module).items()):
        if isinstance(value, FunctionType) and _is_manager(value):
            setattr(module, name, _closed_once(value))


def _is_manager(function: FunctionType) -> bool:
    return function.__module__.startswith(ROOM) and "contextlib" in function.__code__.co_filename


_once: dict[int, tuple[FunctionType, Any]] = {}


def _closed_once(function: FunctionType) -> Any:
    """The same closed function for all who import it."""
    if id(function) not in _once:
        _once[id(function)] = function, closed(function)
    return _once[id(function)][1]


def _classes(real: dict[str, ModuleType]) -> Iterator[type]:
    """All classes of these modules, also those that no module names (any more)."""
    found = [part for module in real.values() for part in vars(module).values()]
    seen: set[int] = set()
    for part in [*found, *type.__subclasses__(object)]:
        if isinstance(part, type) and id(part) not in seen and part.__module__ in real:
            seen.add(id(part))
            yield part


def _stand_in(module: ModuleType) -> ModuleType:
    """A module of the same name with the little that others may have of it."""
    name = module.__name__
    made = ModuleType(name, module.__doc__)
    names = {*OFFERED.get(name, ()), *TRAVEL.get(name, ())}
    if name in TRAVEL:
        names |= {n for n, p in vars(module).items() if getattr(p, "__module__", "") == name
                  and isinstance(p, type)}  # fmt: skip
    for each in names:
        part = getattr(module, each)
        setattr(made, each, closed(part) if isinstance(part, FunctionType) else part)
    return made
