"""Puts the scores of a notebook into the gradebook, and reads them there; read by a maintainer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades

from course.grading.penalties import Rules

_CLAIM = re.compile(r"# Claim \([^)]*\): *([^\n]+)")


@dataclass(frozen=True)
class Points:
    """The automatic points of one submission, and the claims that did not earn all of theirs."""

    points: float
    possible: float
    missed: tuple[str, ...] = ()


class SaveScores(SaveAutoGrades):
    """nbgrader's `SaveAutoGrades` and `AssignLatePenalties` in one transaction.

    A run that is cut off leaves the scores of the run before, all of them; a run that
    comes to its end leaves none of them.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Save scores, comments and penalty of a notebook that was run."""
        names = resources["nbgrader"]
        self.notebook_id, self.assignment_id = names["notebook"], names["assignment"]
        self.student_id = names["student"]
        with Gradebook(names["db_url"]) as gradebook:
            session = gradebook.db
            gradebook.db = _Uncommitted(session)
            self.gradebook = gradebook
            forget(self._submitted())
            # The loop over the cells; SaveAutoGrades' own would open another session.
            nb, resources = NbGraderPreprocessor.preprocess(self, nb, resources)
            self._penalize()
            session.commit()
            gradebook.db = session
        return nb, resources

    def _submitted(self) -> Any:
        return self.gradebook.find_submission_notebook(
            self.notebook_id, self.assignment_id, self.student_id
        )

    def _penalize(self) -> None:
        """As AssignLatePenalties does it, which opens a session of its own."""
        notebook = self._submitted()
        notebook.late_submission_penalty = Rules(parent=self.parent).penalty(notebook)


class _Uncommitted:
    """A session whose steps wait for one commit at the end."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def commit(self) -> None:
        """Send what was changed, so that later questions see it; nobody else does yet."""
        self._session.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)


def forget(notebook: Any) -> None:
    """Set the automatic scores of a submitted notebook to 0; marks given by hand stay."""
    for grade in notebook.grades:
        if grade.auto_score is not None:
            grade.auto_score = 0.0


def read(gradebook: Any, assignment: str, student: str) -> Points | None:
    """The automatic points of a submission; None when it has not been graded to its end."""
    try:
        submission = gradebook.find_submission(assignment, student)
    except MissingEntry:
        return None
    tests = [grade for book in submission.notebooks for grade in book.grades if _is_test(grade)]
    if any(grade.auto_score is None for grade in tests):
        return None
    missed = [grade.cell for grade in tests if grade.auto_score < grade.cell.max_score]
    return Points(
        sum(grade.auto_score for grade in tests),
        sum(grade.cell.max_score for grade in tests),
        tuple(_words(cell) for cell in missed),
    )


def _is_test(grade: Any) -> bool:
    """Whether a grade comes from a test cell, not from an answer that is read by a person."""
    written = {cell.name for cell in grade.cell.notebook.solution_cells}
    return grade.cell.cell_type == "code" and grade.cell.name not in written


def _words(cell: Any) -> str:
    """What a test cell claims, else its name."""
    source = next((c.source for c in cell.notebook.source_cells if c.name == cell.name), "")
    claim = _CLAIM.match(source or "")
    return claim[1].strip() if claim else str(cell.name)
