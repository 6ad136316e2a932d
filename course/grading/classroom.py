"""Grades a class: many submissions at once, each by nbgrader's own autograder; `course grade`."""

from __future__ import annotations

import contextlib
import functools
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from course.errors import CourseError
from course.grading import busy, changes, integrity, locks, record, releases, submission
from course.grading.changes import Fingerprint, Fingerprints
from course.grading.crew import LOCAL, Crew, hire
from course.grading.folder import Folder
from course.grading.locks import generating
from course.grading.record import Outcome, Record

if TYPE_CHECKING:
    from course.grading.scores import Points

INCIDENTS = {"incident", "limit"}  # of the kinds in an integrity report
_one_at_a_time = threading.Lock()  # a worker of Dask's may have several threads


@dataclass(frozen=True)
class Work:
    """One submission to grade; `why` is "new", "changed …" or, when it is not to be, ""."""

    assignment: str
    student: str
    fingerprint: Fingerprint = field(default_factory=Fingerprint)
    why: str = "new"

    @property
    def key(self) -> str:
        """The submission as one word."""
        return f"{self.student}/{self.assignment}"


@dataclass(frozen=True)
class Graded:
    """How it went: `state` is "graded", "unchanged", "zero" (with the reason) or "failed".

    `before` has the automatic points of an earlier run.
    """

    work: Work
    state: str
    reason: str = ""
    outcome: Outcome = field(default_factory=Outcome)
    before: float | None = None


def find_work(folder: Folder, assignments: list[str], students: list[str]) -> list[Work]:
    """All submissions of these students to these assignments, and why they are to be graded."""
    fingerprints = Fingerprints(folder)
    found = []
    for assignment in assignments:
        for student in students:
            if (folder.submitted / student / assignment).is_dir():
                known = record.read(folder, assignment, student)
                fingerprint = fingerprints.of(assignment, student)
                why = fingerprint.why(known.fingerprint if known else None)
                found.append(Work(assignment, student, fingerprint, why))
    return found


def refresh(folder: Folder, assignments: list[str], say: Callable[[str], None]) -> None:
    """Generate what has to be before something is graded; `say` is told what, and why.

    Of several instructors at once one does it, and the others wait.
    """
    folder.writable(folder.autograded)
    with locks.alone(folder, "gradebook"):
        for why, names in _stale(folder, assignments).items():
            say(f"Entering {', '.join(names)} into the gradebook: {why}.")
            for name in names:
                releases.generate(folder, [name])


def _stale(folder: Folder, assignments: list[str]) -> dict[str, list[str]]:
    reasons: dict[str, list[str]] = {}
    with folder.gradebook() as gradebook:
        known = {assignment.name for assignment in gradebook.assignments}
        for name in assignments:
            if generating(folder, name):
                reasons.setdefault("it was cut off the last time", []).append(name)
            elif name not in known:
                reasons.setdefault("not known yet", []).append(name)
            elif not (folder.release / name / folder.notebook(name)).is_file():
                reasons.setdefault("no release", []).append(name)
            elif changes.tests_differ(folder, gradebook, name):
                reasons.setdefault("the tests in source/ have changed", []).append(name)
    return reasons


def grade(
    folder: Folder,
    work: list[Work],
    jobs: int | None = None,
    force: bool = False,
    sandbox: bool = True,
    executor: str = LOCAL,
    on_start: Callable[[Work], None] = lambda work: None,
) -> Iterator[Graded]:
    """Grade submissions, several at a time, and yield each result as it comes.

    A submission that has not changed since it was graded is left alone unless
    `force` is given. One that fails does not keep the others from being graded.
    """
    folder.writable(folder.autograded)
    fresh = []
    for item in work:
        known = record.read(folder, item.assignment, item.student)
        if force or known is None or known.fingerprint != item.fingerprint:
            fresh.append(item)
        else:
            yield Graded(item, "unchanged", outcome=known.outcome)
    if not fresh:
        return
    _enter(folder, fresh)
    call = functools.partial(grade_one, str(folder.root), force=force, sandbox=sandbox)
    with hire(executor, jobs) as crew:
        yield from _with(crew, folder, call, fresh, on_start)


def _with(
    crew: Crew,
    folder: Folder,
    call: Callable[[Work], Graded],
    work: list[Work],
    on_start: Callable[[Work], None],
) -> Iterator[Graded]:
    for done in crew.run(call, work, on_start):
        if done.result is not None:
            yield done.result
            if busy.LOCKED in done.result.reason:  # the others would wait as long, for nothing
                raise CourseError(busy.LOCKED, busy.REMEDY)
        else:
            if isinstance(done.error, BrokenExecutor):  # twice: the submission does it
                _reset(folder, done.item)
            reason = f"its grader ended: {type(done.error).__name__}: {done.error}"
            yield Graded(done.item, "failed", reason)


def _reset(folder: Folder, work: Work) -> None:
    """Leave no score of an earlier run, as when a run fails by itself."""
    from course.grading import gate

    record.forget(folder, work.assignment, work.student)
    # nbgrader's error when there is no submission yet is a ValueError.
    with folder.gradebook() as gradebook, contextlib.suppress(ValueError):
        gate.reset_scores(gradebook, work.assignment, work.student)


def grade_one(root: str, work: Work, force: bool = False, sandbox: bool = True) -> Graded:
    """Grade one submission, in any process that sees the course folder."""
    folder = Folder(Path(root))
    try:
        with _one_at_a_time, locks.alone(folder, work.key):
            known = record.read(folder, work.assignment, work.student)
            if not force and known is not None and known.fingerprint == work.fingerprint:
                # Somebody else has done it since.
                return Graded(work, "unchanged", outcome=known.outcome)
            return _grade(folder, work, sandbox)
    except CourseError as error:
        return Graded(work, "failed", error.message)
    except OSError as error:
        return Graded(work, "failed", f"{error.strerror or error}: {error.filename or 'a file'}")


def _grade(folder: Folder, work: Work, sandbox: bool) -> Graded:
    begun, before = time.monotonic(), _points(folder, work)
    record.forget(folder, work.assignment, work.student)
    if failed := _autograde(folder, work, sandbox):
        return Graded(work, "failed", failed)
    after = _points(folder, work)
    if after is None:
        return Graded(work, "failed", "it has test cells without a score")
    incidents, reported = _noted(folder, work)
    outcome = Outcome(
        after.points,
        after.possible,
        after.missed,
        round(time.monotonic() - begun, 3),
        incidents,
        reported,
        submission.problem_with(folder, work.assignment, work.student),
    )
    record.write(folder, work.assignment, work.student, Record(work.fingerprint, outcome))
    state = "zero" if outcome.zero else "graded"
    return Graded(work, state, outcome.zero, outcome, before.points if before else None)


def _autograde(folder: Folder, work: Work, sandbox: bool) -> str:
    """Run nbgrader's autograder; what went wrong, or ""."""
    from course.grading import converters

    config = folder.config()
    if not sandbox:
        config.Execute.sandbox = False
    return converters.run(
        converters.Autograde, folder, work.assignment, work.student, config=config
    )


def _points(folder: Folder, work: Work) -> Points | None:
    from course.grading import scores

    with folder.gradebook() as gradebook:
        return scores.read(gradebook, work.assignment, work.student)


def _noted(folder: Folder, work: Work) -> tuple[int, bool]:
    """How many incidents the integrity report has, and whether there is one."""
    path = integrity.place(folder.root, work.assignment, work.student)
    if not path.is_file():
        return 0, False
    entries = integrity.Report.read(path).entries
    return sum(entry.kind in INCIDENTS for entry in entries), True


def _enter(folder: Folder, work: list[Work]) -> None:
    """Make sure that the gradebook knows the assignments and the students."""
    with locks.alone(folder, "gradebook"), folder.gradebook() as gradebook:
        known = {assignment.name for assignment in gradebook.assignments}
        for name in sorted({item.assignment for item in work} - known):
            raise CourseError(
                f"The gradebook does not know the assignment {name}.",
                f"Generate its release first: course generate {name}",
            )
        for student in sorted({item.student for item in work}):
            gradebook.update_or_create_student(student)


def as_planned(work: list[Work], force: bool) -> list[Work]:
    """What would be graded; with `force` also what has not changed."""
    return [item if item.why else replace(item, why="forced") for item in work if item.why or force]
