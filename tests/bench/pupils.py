"""The class that is graded: sample students with solutions of many styles, some with mistakes."""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path

import nbformat

from course.grading import samples
from course.grading.folder import Folder
from tests.accuracy import corpus
from tests.accuracy.corpus import Entry

ROOT = Path(__file__).parents[2]
MISTAKES = 3  # every third student has the mistakes of the sample student
STOCK = """from pathlib import Path

c = get_config()
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "concurrency"
"""


def make(place: Path, stock: bool) -> Folder:
    """A course folder: nbgrader's alone, or with this course's configuration."""
    place.mkdir(parents=True)
    shutil.copytree(ROOT / "source", place / "source", ignore=shutil.ignore_patterns("*.png"))
    if stock:
        (place / "nbgrader_config.py").write_text(STOCK, encoding="utf-8")
    else:
        shutil.copy(ROOT / "nbgrader_config.py", place)
    shutil.copytree(ROOT / "release", place / "release")
    return Folder(place)


def submit(folders: list[Folder], students: int, assignments: list[str]) -> None:
    """Write the same submissions into each folder."""
    for assignment in assignments:
        styles = _styles(assignment)
        for number in range(students):
            notebook = _notebook(folders[0], assignment, number, styles)
            for folder in folders:
                place = folder.submitted / f"student-{number:03}" / assignment
                place.mkdir(parents=True)
                nbformat.write(notebook, place / folder.notebook(assignment))
                (place / "timestamp.txt").write_text(samples.TIMESTAMP, encoding="utf-8")


def _styles(assignment: str) -> dict[str, list[Entry]]:
    found = defaultdict(list)
    for entry in corpus.read([assignment]):
        if entry.right and entry.assignment == assignment:
            found[entry.task].append(entry)
    return found


def _notebook(
    folder: Folder, assignment: str, number: int, styles: dict[str, list[Entry]]
) -> object:
    notebook = samples.complete(folder, assignment)
    if number % MISTAKES == MISTAKES - 1:
        plan = samples.PLANS / assignment / "mistakes.py"
        return samples.replace(notebook, samples.read_plan(plan), str(plan))
    taken: set[str] = set()
    for entries in styles.values():
        entry = entries[number % len(entries)]
        if not entry.needs & taken:
            taken |= entry.needs
            samples.replace(notebook, dict(entry.cells), entry.name)
    return notebook
