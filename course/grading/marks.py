"""Looks up the scores for a feedback page; read by a maintainer."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import GetGrades


class Marks(GetGrades):
    """nbgrader's `GetGrades`, which also says what is still to be marked by hand."""

    def _get_score(self, cell: Any, resources: Any) -> None:
        super()._get_score(cell, resources)
        grade = self.gradebook.find_grade(
            cell.metadata.nbgrader["grade_id"],
            self.notebook_id,
            self.assignment_id,
            self.student_id,
        )
        cell.metadata.nbgrader["to_mark"] = bool(grade.needs_manual_grade)
