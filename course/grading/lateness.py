"""Brings late penalties up to date when a date, an extension or a mark has changed.

nbgrader computes a penalty when it grades, from the points and dates of that moment. Read
by a maintainer.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from nbgrader.preprocessors import AssignLatePenalties

from course.grading import grades, record
from course.grading.folder import Folder

ROUNDING = 1e-9  # points; databases add up in any order


@dataclass(frozen=True)
class Change:
    """A late penalty that is not what it was."""

    student: str
    assignment: str
    before: float
    after: float


class Rules:
    """The late penalties that nbgrader's configuration asks for.

    Takes what a traitlets configurable takes: `config=…`, or `parent=…` which has one.
    """

    def __init__(self, **configured: Any) -> None:
        quiet = logging.Logger("late", logging.ERROR)  # nbgrader tells each look at a penalty
        self._step = AssignLatePenalties(**configured, log=quiet)
        self._step.init_plugin()

    def penalty(self, notebook: Any) -> float | None:
        """The penalty of a submitted notebook as it is now, in points; None for none."""
        submission = notebook.assignment
        if submission.assignment.duedate is None:  # an extension of nothing is no date
            return None
        late = submission.total_seconds_late
        if not late > 0:
            return None
        rule = self._step.plugin_inst.late_submission_penalty
        found = rule(submission.student_id, notebook.score, late)
        return None if found is None else float(self._step._check_late_penalty(notebook, found))

    def outdated(self, submission: Any) -> list[tuple[Any, float | None]]:
        """The notebooks of a graded submission that have another penalty than they should."""
        wanted = [(book, self.penalty(book)) for book in submission.notebooks]
        changed = [(book, new) for book, new in wanted if abs(_more(book, new)) > ROUNDING]
        return changed if changed and grades.of(submission).graded else []


def outdated(folder: Folder, assignments: Iterable[str], students: Iterable[str]) -> list[Change]:
    """What `refresh` would change."""
    names, people = set(assignments), set(students)
    rules = Rules(config=folder.config())
    with folder.gradebook() as gradebook:
        return [
            _change(submission, books)
            for assignment in gradebook.assignments
            if assignment.name in names
            for submission in assignment.submissions
            if submission.student_id in people and (books := rules.outdated(submission))
        ]


def refresh(folder: Folder, assignments: Iterable[str], students: Iterable[str]) -> list[Change]:
    """Write late penalties that have become others, one submission at a time; what changed."""
    rules = Rules(config=folder.config())
    done = []
    for stale in outdated(folder, assignments, students):
        with (
            record.alone(folder, f"{stale.student}/{stale.assignment}"),
            folder.gradebook() as gradebook,
        ):
            submission = gradebook.find_submission(stale.assignment, stale.student)
            books = rules.outdated(submission)  # again: somebody may have graded it since
            if books:
                done.append(_change(submission, books))
                for book, penalty in books:
                    book.late_submission_penalty = penalty
                gradebook.db.commit()
    return done


def _change(submission: Any, books: list[tuple[Any, float | None]]) -> Change:
    before = sum(book.late_submission_penalty or 0.0 for book in submission.notebooks)
    after = before + sum(_more(book, new) for book, new in books)
    return Change(submission.student_id, submission.assignment.name, before, after)


def _more(notebook: Any, penalty: float | None) -> float:
    return (penalty or 0.0) - (notebook.late_submission_penalty or 0.0)
