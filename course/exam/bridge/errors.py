"""Errors of the candidate's, made anew in the examiner; read by a maintainer."""

from __future__ import annotations

import builtins
import importlib
import sys
from types import FunctionType
from typing import TYPE_CHECKING, Any

from course.exam import verdicts

if TYPE_CHECKING:
    from course.exam.bridge.answers import Reader

COURSE = ("course.exam.departures",)  # its modules with errors that tasks raise
VERDICTS = {kind.__name__: kind for kind in (verdicts.Failed, verdicts.Stuck, verdicts.LeftBehind)}


class Rebuilt:
    """Makes errors of the class that the candidate names, where the examiner knows it.

    Known are the classes of the standard library and of the course, and those that the test
    cell has sent (`learn`). Another one becomes a class of the same name, derived from the
    built-in error that it is derived from there: `isinstance` and `except` work as before.
    """

    def __init__(self) -> None:
        self._learned: dict[tuple[str, str], type[BaseException]] = {}
        self._others: dict[tuple[str, str], type[BaseException]] = {}

    def learn(self, kind: type[BaseException]) -> None:
        """A test cell sends an error of this class, or the class."""
        self._learned[kind.__module__, kind.__qualname__] = kind

    def forget(self) -> None:
        """The test cell is over."""
        self._learned.clear()
        self._others.clear()

    def error(self, parts: dict[str, Any], reader: Reader) -> BaseException:
        """The error that these parts describe (see `Writer.error`)."""
        verdict = parts["verdict"]
        if verdict is not None:
            words = (str(verdict[name]) for name in ("expected", "happened", "why", "hint"))
            expected, happened, why, hint = words
            return VERDICTS[str(verdict["kind"])](expected, happened, why, hint)
        kind = self._class(str(parts["module"]), str(parts["name"]), list(map(str, parts["bases"])))
        args = tuple(reader.items(parts["args"]))
        error = _made(kind, args)
        told = [str(line) for line in parts["told"]]
        vars(error).update(_course_where=str(parts["where"]), _render_traceback_=lambda: told)
        for name, value in dict(parts["attributes"]).items():
            if not str(name).startswith("_"):
                vars(error)[str(name)] = reader.decode(value)
        if parts["cause"] is not None:
            cause = reader.decode(parts["cause"])
            error.__cause__ = cause if isinstance(cause, BaseException) else None
        return error

    def _class(self, module: str, name: str, bases: list[str]) -> type[BaseException]:
        if (module, name) in self._learned:
            return self._learned[module, name]
        top = module.partition(".")[0]
        if module in COURSE:
            importlib.import_module(module)
        if module in sys.modules and (top in sys.stdlib_module_names or module in COURSE):
            found = vars(sys.modules[module]).get(name)
            if isinstance(found, type) and issubclass(found, Exception):
                return found  # never one that would end the examiner, such as SystemExit
        if (module, name) not in self._others:
            base: Any = next(filter(_is_error, map(vars(builtins).get, bases)), Exception)
            made = type(name[:80], (base,), {"__module__": "notebook"})
            self._others[module, name] = made
        return self._others[module, name]


def _is_error(thing: object) -> bool:
    return isinstance(thing, type) and issubclass(thing, Exception)


def _made(kind: type[BaseException], args: tuple[object, ...]) -> BaseException:
    written_in_python = isinstance(kind.__init__, FunctionType)
    return _plain(kind, args) if written_in_python else _filled(kind, args)


def _plain(kind: type[BaseException], args: tuple[object, ...]) -> BaseException:
    """An error of a class derived from this one, which shows its arguments like most errors.

    The class itself may ask for attributes that its own `__init__` sets.
    """
    shows = {"__repr__": BaseException.__repr__, "__str__": BaseException.__str__}
    derived = type(kind.__name__, (kind,), {**shows, "__module__": kind.__module__})
    return _filled(derived, args)


def _filled(kind: type[BaseException], args: tuple[object, ...]) -> BaseException:
    try:
        error = kind.__new__(kind, *args)
    except Exception:
        error = kind.__new__(kind)
    error.args = args
    return error
