"""Grades groups of corpus entries with the course's own command, and reads the verdicts."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import nbformat

from course.grading import samples, sandbox
from course.grading.folder import Folder
from tests.accuracy.corpus import Entry

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Verdict:
    """What grading said of an entry: whether each claim holds, the messages, and the seconds."""

    entry: Entry
    claims: dict[str, bool]
    messages: dict[str, str]
    seconds: dict[str, float]

    @property
    def accepted(self) -> bool:
        """Whether every claim of the task earned its points."""
        return all(self.claims.values())

    @property
    def false(self) -> bool:
        """Whether a right solution lost a point, or a wrong one lost none."""
        return self.accepted is not self.entry.right


def make_course(place: Path) -> Folder:
    """A course folder in `place`, with this repository's sources and releases."""
    for name in ("source", "release"):
        shutil.copytree(ROOT / name, place / name)
    shutil.copy(ROOT / "nbgrader_config.py", place)
    return Folder(place)


def submit(folder: Folder, groups: list[list[Entry]]) -> dict[tuple[str, str], list[Entry]]:
    """Write each group as the submission of a student; (student, assignment) -> its entries."""
    submitted = {}
    for number, group in enumerate(groups):
        assignment, student = group[0].assignment, f"corpus-{number:04}"
        notebook = samples.complete(folder, assignment)
        for entry in group:
            samples.replace(notebook, dict(entry.cells), entry.name)
        place = folder.submitted / student / assignment
        place.mkdir(parents=True)
        nbformat.write(notebook, place / folder.notebook(assignment))
        submitted[student, assignment] = group
    return submitted


def grade(folder: Folder, jobs: int) -> str:
    """Run `course grade`; what it said when it failed, else ""."""
    command = [sys.executable, "-m", "course", "grade", "--course", str(folder.root)]
    if sandbox.refusal():  # the corpus is our own
        command.append("--no-sandbox")
    done = subprocess.run(
        [*command, "--force", "--jobs", str(jobs)], capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stdout[-2000:] + done.stderr[-2000:]


def verdicts(folder: Folder, submitted: dict[tuple[str, str], list[Entry]]) -> Iterator[Verdict]:
    """Read the gradebook and the graded notebooks."""
    with folder.gradebook() as gradebook:
        for (student, assignment), group in submitted.items():
            found = gradebook.find_submission(assignment, student)
            points = {
                grade.name: (grade.auto_score or 0.0) >= grade.max_score
                for notebook in found.notebooks
                for grade in notebook.grades
            }
            path = folder.autograded / student / assignment / folder.notebook(assignment)
            cells = {c.metadata.get("nbgrader", {}).get("grade_id"): c for c in _read(path)}
            for entry in group:
                names = [name for name in points if name.startswith(f"{entry.task}-")]
                yield Verdict(
                    entry,
                    {name: points[name] for name in names},
                    {name: _message(cells[name]) for name in names if not points[name]},
                    {name: _seconds(cells[name]) for name in names},
                )


def _read(path: Path) -> list[nbformat.NotebookNode]:
    return list(nbformat.read(path, as_version=4).cells)


def _message(cell: nbformat.NotebookNode) -> str:
    for output in cell.outputs:
        if output.output_type == "error":
            return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(output.traceback))
    return "no message"


def _seconds(cell: nbformat.NotebookNode) -> float:
    times = cell.metadata.get("execution", {})
    begin, end = times.get("iopub.execute_input"), times.get("shell.execute_reply")
    if not begin or not end:
        return 0.0
    return (datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds()
