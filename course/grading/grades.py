"""What everybody has: the gradebook as rows; `course grades`."""

from __future__ import annotations

import csv
from dataclasses import asdict, dataclass, fields
from typing import Any, TextIO

from course.errors import CourseError
from course.grading.folder import Folder


@dataclass(frozen=True)
class Grade:
    """One student's points for one assignment.

    `late_penalty` is what is taken off for being late, `to_mark` counts answers that wait for
    a reader. Where `graded` is false some test has no score: grading has not come to its end.
    """

    assignment: str
    student: str
    automatic: float
    automatic_max: float
    by_hand: float
    by_hand_max: float
    to_mark: int
    late_penalty: float = 0.0
    graded: bool = True

    @property
    def total(self) -> float:
        """All points so far, less the late penalty."""
        return max(0.0, self.automatic + self.by_hand - self.late_penalty)

    @property
    def state(self) -> str:
        """ "final", or what is still to be done: "not graded" or "to mark"."""
        if not self.graded:
            return "not graded"
        return "to mark" if self.to_mark else "final"


def read(folder: Folder) -> list[Grade]:
    """All grades in the gradebook, by assignment and student."""
    with folder.gradebook() as gradebook:
        rows = [
            of(submission)
            for assignment in gradebook.assignments
            for submission in assignment.submissions
        ]
    if not rows:
        raise CourseError("The gradebook is empty.", "Grade submissions first: course grade")
    return sorted(rows, key=lambda row: (row.assignment, row.student))


def write_csv(rows: list[Grade], file: TextIO) -> None:
    """Write one line for each student and assignment, with a header."""
    names = [*(field.name for field in fields(Grade)), "total", "state"]
    writer = csv.DictWriter(file, names, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({**asdict(row), "total": row.total, "state": row.state})


def of(submission: Any) -> Grade:
    """The grade of a submission in nbgrader's gradebook."""
    automatic = automatic_max = by_hand = by_hand_max = 0.0
    to_mark, graded = 0, True
    for notebook in submission.notebooks:
        written = {cell.name for cell in notebook.notebook.solution_cells}
        for grade in notebook.grades:
            to_mark += bool(grade.needs_manual_grade)
            if grade.cell_type == "code":
                automatic += grade.score
                automatic_max += grade.max_score
                # Code that a reader marks is a solution, too, and has no score of a test's.
                graded = graded and (
                    (grade.auto_score, grade.manual_score) != (None, None)
                    or grade.cell.name in written
                )
            else:
                by_hand += grade.score
                by_hand_max += grade.max_score
    return Grade(
        submission.assignment.name,
        submission.student.id,
        automatic,
        automatic_max,
        by_hand,
        by_hand_max,
        to_mark,
        submission.late_submission_penalty or 0.0,
        graded,
    )
