"""What `from course.exam import …` gives to a test cell in the examiner; read by a maintainer.

What judges stays here: checks, `require`, verdicts. What acts on the student's code or looks
at it is the candidate's, and so is what that code reaches over the network (`course.lab.Site`).
"""

from __future__ import annotations

import builtins
import functools
import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from course.exam.bridge import control
from course.exam.bridge.link import Far, Link
from course.exam.explore.failure import Failure
from course.exam.explore.run import Run
from course.exam.explore.story import Step
from course.exam.interleavings import check_interleavings, check_whole_operations
from course.exam.verdicts import Failed

OURS = {
    *("check", "check_calls", "check_error", "check_flight", "check_in_threads"),
    *("check_in_workers", "promised", "require", "same", "Token", "Failed", "LeftBehind", "Stuck"),
    *("Visit", "Group", "Plot", "AddedInParent"),
}

#: Names outside `course.exam` that belong where the student's code runs.
THEIRS = {("course.lab", "Site")}


@dataclass
class Found:
    """What came out of an exploration in the candidate, see `course.exam.explore.Exploration`."""

    schedules: int
    failure: Failure | None


class _Builtins(dict[str, Any]):
    """Where Python looks last: so a test cell may say `f(2)` for `student.f(2)`."""

    def __init__(self, link: Link, names: dict[str, Any]) -> None:
        super().__init__(names)
        self._link = link

    def __missing__(self, name: str) -> Any:
        if name.startswith("__"):
            raise KeyError(name)
        return getattr(self._link.student, name)


class _Exploring:
    """`course.exam.explore.explore`, in the candidate; the claim is judged here."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._sees = False

    def __call__(
        self, program: object, *, check: Callable[[Run], str | None], **options: Any
    ) -> Found:
        """What was found; a claim that seems to hold has to come with a race that is seen."""
        found = _explore(self._link, program, check=check, **options)
        if found.failure is None and not self._sees:
            broken = control.broken_program()
            options = {"schedules": control.SCHEDULES, "bound": 2, "alarms": True}
            seen = _explore(
                self._link, broken, check=lambda run: None if run.result == 2 else "", **options
            )
            if seen.failure is None:
                raise Failed(
                    "a broken program of the examiner's is seen to be broken",
                    "it looked right: something has changed how threads run in this notebook",
                    hint="leave the functions of Python's libraries as they are",
                )
            self._sees = True
        return found


class Names:
    """The names of `course.exam` and its modules, as a test cell sees them."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._found: dict[tuple[str, str], Any] = {}
        explore = _Exploring(link)
        self._own = {
            "student": link.student,
            "check_interleavings": functools.partial(check_interleavings, explore=explore),
            "check_whole_operations": functools.partial(check_whole_operations, explore=explore),
        }

    def builtins(self) -> dict[str, Any]:
        """Builtins whose `import` knows these names; what nobody defines is the student's."""
        return _Builtins(self._link, {**vars(builtins), "__import__": self._import})

    def _import(
        self,
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: Sequence[str] = (),
        level: int = 0,
    ) -> Any:
        if fromlist and name.startswith("course."):
            return SimpleNamespace(**{each: self.look_up(name, each) for each in fromlist})
        return builtins.__import__(name, globals, locals, fromlist, level)

    def look_up(self, module: str, name: str) -> Any:
        """What `name` means to a test cell that imports it from this module of the course."""
        if name in self._own:
            return self._own[name]
        if not _acts(module, name):
            return getattr(importlib.import_module(module), name)
        if (module, name) not in self._found:
            self._found[module, name] = self._link.imported(module, name)
        return self._found[module, name]

    def fars(self) -> list[Far]:
        """Everything that has been looked up in the candidate."""
        return list(self._found.values())


def _acts(module: str, name: str) -> bool:
    """Whether this name of the course belongs where the student's code runs."""
    if module == "course.exam" or module.startswith("course.exam."):
        return name not in OURS
    return (module, name) in THEIRS


def _explore(
    link: Link, program: object, *, check: Callable[[Run], str | None], **options: object
) -> Found:
    """Explore in the candidate; what is wrong with an outcome is said here."""
    judged = 0

    def judge(outcome: dict[str, Any]) -> str | None:
        nonlocal judged
        judged += 1
        run = _run(outcome)
        return None if run.verdict is not None or run.error is not None else check(run)

    told = link.ask("explore", program, options, judge=judge)
    failure = told["failure"]
    if failure is None:
        if not judged:
            raise RuntimeError("the candidate explored nothing")
        return Found(int(told["schedules"]), None)
    run = _run(failure["run"])
    run.waiting = str(failure["waiting"])
    run.story = [Step(**step) for step in failure["story"]]
    return Found(int(told["schedules"]), Failure(run, str(failure["reason"])))


def _run(outcome: dict[str, Any]) -> Run:
    outcome["thread_errors"] = [tuple(each) for each in outcome["thread_errors"]]
    return Run(**outcome)
