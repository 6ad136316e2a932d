"""What everybody has: the gradebook as rows; `course grades`."""

from __future__ import annotations

import csv
from dataclasses import asdict, dataclass, fields
from typing import TextIO

from course.errors import CourseError
from course.grading.folder import Folder


@dataclass(frozen=True)
class Grade:
    """One student's points for one assignment; `to_mark` counts answers that wait for a reader."""

    assignment: str
    student: str
    automatic: float
    automatic_max: float
    by_hand: float
    by_hand_max: float
    to_mark: int

    @property
    def total(self) -> float:
        """All points so far."""
        return self.automatic + self.by_hand


def read(folder: Folder) -> list[Grade]:
    """All grades in the gradebook, by assignment and student; points after late penalties apart."""
    with folder.gradebook() as gradebook:
        rows = [
            _grade(submission)
            for assignment in gradebook.assignments
            for submission in assignment.submissions
        ]
    if not rows:
        raise CourseError("The gradebook is empty.", "Grade submissions first: course grade")
    return sorted(rows, key=lambda row: (row.assignment, row.student))


def write_csv(rows: list[Grade], file: TextIO) -> None:
    """Write one line for each student and assignment, with a header."""
    names = [*(field.name for field in fields(Grade)), "total"]
    writer = csv.DictWriter(file, names, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({**asdict(row), "total": row.total})


def _grade(submission: object) -> Grade:
    automatic = automatic_max = by_hand = by_hand_max = 0.0
    to_mark = 0
    for notebook in submission.notebooks:  # type: ignore[attr-defined]
        for grade in notebook.grades:
            if grade.cell_type == "code":
                automatic += grade.score
                automatic_max += grade.max_score
            else:
                by_hand += grade.score
                by_hand_max += grade.max_score
                to_mark += bool(grade.needs_manual_grade)
    return Grade(
        submission.assignment.name,  # type: ignore[attr-defined]
        submission.student.id,  # type: ignore[attr-defined]
        automatic,
        automatic_max,
        by_hand,
        by_hand_max,
        to_mark,
    )
