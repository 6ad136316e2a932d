"""A small class that is graded for the second time, and all that its gradebook says of it.

Everybody has been graded and some have been marked by hand; then all have submitted again.
So a run has something to lose: marks, comments and penalties of the first time.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import api
from sqlalchemy import select

from course.grading import classroom, record, releases
from course.grading.folder import Folder
from tests.conftest import ROOT, double_task

ASSIGNMENT, BOOK = "a1", "work.ipynb"
RIGHT, HALF, WRONG = (f"def double(n):\n    return {value}" for value in ("2 * n", "4", "n - 1"))
# student: the first answer, the second one, the day of the second one in January 2026
PEOPLE = {
    "ann": (HALF, RIGHT, 14),
    "bob": (RIGHT, HALF, 14),
    "cy": (WRONG, "def double(n:", 14),
    "dee": (RIGHT, RIGHT + "  # again", 16),  # late
    "eve": (RIGHT, "", 14),  # nothing was written
    "fay": (HALF, None, 14),  # no notebook at all
}
DUE = datetime(2026, 1, 15)
LATE = '\nc.LateSubmissionPlugin.penalty_method = "zero"\n'


def make(root: Path, extra: str = "") -> Folder:
    """A course in `root` that is ready for the second run; `extra` is added to its settings."""
    root.mkdir(parents=True, exist_ok=True)
    text = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    (root / "nbgrader_config.py").write_text(text + LATE + extra, encoding="utf-8")
    folder = Folder(root)
    (folder.source / ASSIGNMENT).mkdir(parents=True)
    nbformat.write(double_task(), folder.source / ASSIGNMENT / BOOK)
    releases.generate(folder, [ASSIGNMENT])
    with folder.gradebook() as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate=DUE)
    for student, (answer, *_) in PEOPLE.items():
        submit(folder, student, answer, 13)
    work = classroom.find_work(folder, [ASSIGNMENT], sorted(PEOPLE))
    done = list(classroom.grade(folder, work, 1))
    assert {result.state for result in done} == {"graded"}, done
    mark(folder)
    for student, (_, answer, day) in PEOPLE.items():
        submit(folder, student, answer, day)
    return folder


def submit(folder: Folder, student: str, answer: str | None, day: int) -> None:
    """A submission with this answer, made on a day of January 2026; None is no notebook."""
    place = folder.submitted / student / ASSIGNMENT
    place.mkdir(parents=True, exist_ok=True)
    task = nbformat.read(folder.release / ASSIGNMENT / BOOK, as_version=4)
    task.cells[1].source = answer or task.cells[1].source
    if answer:
        task.cells[4].source = f"Because of {day}."
    (place / BOOK).write_text(
        "a letter" if answer is None else nbformat.writes(task), encoding="utf-8"
    )
    (place / "timestamp.txt").write_text(f"2026-01-{day} 12:00:00 UTC")


def mark(folder: Folder) -> None:
    """What a person gives: marks and words for written answers, and other points for a test."""
    with folder.gradebook() as gradebook:
        for student, points in (("ann", 0.5), ("dee", 1.0), ("eve", 0.25)):
            found = gradebook.find_grade("double-why", "work", ASSIGNMENT, student)
            found.manual_score, found.needs_manual_grade = points, False
            comment = gradebook.find_comment("double-why", "work", ASSIGNMENT, student)
            comment.manual_comment = f"Well said, {student}."
        gradebook.find_grade("double-large", "work", ASSIGNMENT, "bob").manual_score = 1.5
        gradebook.find_grade("double-small", "work", ASSIGNMENT, "cy").extra_credit = 0.5
        gradebook.db.commit()


def copy(folder: Folder, place: Path) -> Folder:
    """The same course in another place."""
    return Folder(Path(shutil.copytree(folder.root, place)))


def ledger(folder: Folder) -> dict[str, list[Any]]:
    """All rows of the gradebook that are about somebody's work, and what was written beside it."""
    with folder.gradebook() as gradebook:
        return {
            "students": sorted(student.id for student in gradebook.students),
            "submissions": sorted(map(_submission, _all(gradebook, api.SubmittedAssignment))),
            "penalties": sorted(map(_penalty, _all(gradebook, api.SubmittedNotebook))),
            "grades": sorted(map(_grade, _all(gradebook, api.Grade)), key=str),
            "comments": sorted(map(_comment, _all(gradebook, api.Comment)), key=str),
            "notebooks": sorted(_notebooks(folder)),
        }


def records(folder: Folder) -> dict[str, int]:
    """Who is graded to the end, and when that was written down, in ns."""
    found = {name: record.place(folder, ASSIGNMENT, name) for name in PEOPLE}
    return {name: path.stat().st_mtime_ns for name, path in found.items() if path.is_file()}


def _all(gradebook: Any, kind: Any) -> Any:
    return gradebook.db.execute(select(kind)).scalars()


def _submission(found: Any) -> tuple[Any, ...]:
    return found.student.id, found.assignment.name, str(found.timestamp), found.total_seconds_late


def _penalty(found: Any) -> tuple[Any, ...]:
    return found.student.id, found.name, found.late_submission_penalty or 0.0


def _grade(found: Any) -> tuple[Any, ...]:
    marks = (found.auto_score, found.manual_score, found.extra_credit, found.score)
    return found.student.id, found.cell.name, *marks, found.needs_manual_grade


def _comment(found: Any) -> tuple[Any, ...]:
    who = found.notebook.student.id
    return who, found.cell.name, found.auto_comment, found.manual_comment


def _notebooks(folder: Folder) -> Iterator[tuple[str, str]]:
    """The graded notebooks with their outputs, without the times of day."""
    for path in folder.autograded.glob(f"*/*/{BOOK}"):
        book = json.loads(path.read_text(encoding="utf-8"))
        for cell in book["cells"]:
            cell["metadata"].pop("execution", None)
        yield path.relative_to(folder.root).as_posix(), json.dumps(book["cells"], sort_keys=True)


def start(folder: Folder, *words: str, **environment: str) -> subprocess.Popen[str]:
    """`course grade` on its way, its words in a pipe."""
    return _popen(["-u", "-m", "course", "grade", *words], folder, environment)


def start_nbgrader(folder: Folder, *words: str) -> subprocess.Popen[str]:
    """A command of nbgrader's on its way."""
    return _popen(["-m", "nbgrader", *words], folder, {})


def _popen(words: list[str], folder: Folder, environment: dict[str, str]) -> subprocess.Popen[str]:
    paths = filter(None, [os.environ.get("PYTHONPATH")])
    return subprocess.Popen(
        [sys.executable, *words],
        cwd=folder.root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *paths]), **environment},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


@contextmanager
def ended(process: subprocess.Popen[str]) -> Iterator[None]:
    """See to it that a process is gone after the block."""
    with process:
        try:
            yield
        finally:
            process.kill()
