"""Brings late penalties up to date when a date, an extension or a mark has changed.

nbgrader computes a penalty when it grades, from the points and dates of that moment. Read
by a maintainer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from course.grading import grades, locks
from course.grading.folder import Folder
from course.grading.penalties import Rules

ROUNDING = 1e-9  # points; databases add up in any order


@dataclass(frozen=True)
class Change:
    """A late penalty that is not what it was."""

    student: str
    assignment: str
    before: float
    after: float


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
            if submission.student_id in people and (books := outdated_books(rules, submission))
        ]


def refresh(folder: Folder, assignments: Iterable[str], students: Iterable[str]) -> list[Change]:
    """Write late penalties that have become others, one submission at a time; what changed."""
    rules = Rules(config=folder.config())
    done = []
    for stale in outdated(folder, assignments, students):
        with (
            locks.alone(folder, f"{stale.student}/{stale.assignment}"),
            folder.gradebook() as gradebook,
        ):
            submission = gradebook.find_submission(stale.assignment, stale.student)
            books = outdated_books(rules, submission)  # again: somebody may have graded it since
            if books:
                done.append(_change(submission, books))
                for book, penalty in books:
                    book.late_submission_penalty = penalty
                gradebook.db.commit()
    return done


def outdated_books(rules: Rules, submission: Any) -> list[tuple[Any, float | None]]:
    """The notebooks of a graded submission that have another penalty than they should."""
    wanted = [(book, rules.penalty(book)) for book in submission.notebooks]
    changed = [(book, new) for book, new in wanted if abs(_more(book, new)) > ROUNDING]
    return changed if changed and grades.of(submission).graded else []


def _change(submission: Any, books: list[tuple[Any, float | None]]) -> Change:
    before = sum(book.late_submission_penalty or 0.0 for book in submission.notebooks)
    after = before + sum(_more(book, new) for book, new in books)
    return Change(submission.student_id, submission.assignment.name, before, after)


def _more(notebook: Any, penalty: float | None) -> float:
    return (penalty or 0.0) - (notebook.late_submission_penalty or 0.0)
