"""The course that attacks are tried on: this repository's, with canaries; read by a maintainer.

A canary is a string that is nowhere else: in hidden tests, solutions, marking schemes, the
honest student's submission, the gradebook, the grader's home and the grader's environment.
Whoever finds one in what a student gets has found a secret.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from course.grading import releases, samples
from course.grading.folder import CONFIG, Folder
from course.grading.skeleton import grade_id

ROOT = Path(__file__).parents[2]
VICTIM, EARLIER = "zz_victim", "alumna"  # who is graded last, and who has been graded before
SECONDS = (
    60  # for one cell: attacks that hang are many, honest tests last up to 30 on a busy machine
)
KINDS = ("hidden", "solution", "scheme", "victim", "gradebook", "home", "environment")

#: What the honest student has solved.
SOLVED = {
    "q1_scenarios": ("q1-choose",),
    "q2_process_pool": ("q2-reuse",),
    "q3_multiprocessing": ("q3-plot",),
    "q4_race_conditions": ("q4-predict", "q4-account"),
    "q5_sharing_data": ("q5-counter",),
    "q6_exceptions": ("q6-gather",),
    "q7_thread_pool": ("q7-factorials",),
    "q8_pool_sizes": ("q8-plot",),
}


@dataclass(frozen=True)
class Stage:
    """A place with a course, a home and a folder for temporary files; `canaries` by kind."""

    place: Path
    canaries: dict[str, str]

    @property
    def folder(self) -> Folder:
        """The course."""
        return Folder(self.place / "course")

    @property
    def home(self) -> Path:
        """The home folder of whoever grades."""
        return self.place / "home"

    @property
    def cwd(self) -> Path:
        """Where the command is run: not in the repository, which hostile code must not change."""
        return self.place / "cwd"

    @property
    def mark(self) -> str:
        """What the environment of every process contains, and of no other on the machine."""
        return f"COURSE_UNDER_ATTACK={self.place}"

    def environment(self) -> dict[str, str]:
        """The environment of the grading command."""
        name, value = self.mark.split("=", 1)
        own = {
            "HOME": str(self.home),
            "TMPDIR": str(self.place / "tmp"),
            "GRADER_TOKEN": self.canaries["environment"],
            name: value,
        }
        kept = {
            k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "IPYTHON", "JUPYTER"))
        }
        return kept | own

    def copy(self, place: Path) -> Stage:
        """A fresh copy of this stage."""
        shutil.copytree(self.place, place, symlinks=True)
        return Stage(place, self.canaries)

    def victims(self, assignments: Iterable[str]) -> dict[str, float]:
        """Hand in the honest student's work; assignment -> the points that it is worth."""
        return {name: self._victim(name) for name in assignments}

    def _victim(self, assignment: str) -> float:
        notebook = nbformat.read(
            self.folder.release / assignment / self.folder.notebook(assignment), as_version=4
        )
        solved = {grade_id(c): c.source for c in samples.complete(Folder(ROOT), assignment).cells}
        points = 0.0
        for cell in notebook.cells:
            name = str(grade_id(cell))
            graded = cell.metadata.get("nbgrader", {})
            if name.removesuffix("-worker") in SOLVED[assignment]:
                cell.source = f"{solved[name]}\n# {self.canaries['victim']}"
            elif name.startswith(SOLVED[assignment]) and graded.get("grade"):
                points += graded["points"]
        place = self.folder.submitted / VICTIM / assignment
        place.mkdir(parents=True)
        nbformat.write(notebook, place / self.folder.notebook(assignment))
        return points


def build(place: Path, assignments: list[str]) -> Stage:
    """Make the course, enter these assignments into its gradebook, and grade one submission.

    The grading leaves behind in the home what every grading leaves there (caches, profiles).
    """
    stage = Stage(place, {kind: f"CANARY_{kind}_{secrets.token_hex(6)}" for kind in KINDS})
    for name in ("course", "home/.ssh", "tmp", "cwd"):
        (place / name).mkdir(parents=True)
    for name in ("source", "release"):
        shutil.copytree(ROOT / name, stage.folder.root / name)
    config = (ROOT / CONFIG).read_text(encoding="utf-8")
    (stage.folder.root / CONFIG).write_text(f"{config}\nc.Execute.timeout = {SECONDS}\n")
    (stage.home / ".ssh" / "id_grader").write_text(stage.canaries["home"])
    for assignment in stage.folder.assignments():
        _with_canaries(stage, assignment)
    releases.generate(stage.folder, assignments)
    with stage.folder.gradebook() as gradebook:
        gradebook.update_or_create_student(EARLIER, last_name=stage.canaries["gradebook"])
    _warm(stage, assignments[0])
    return stage


def _warm(stage: Stage, assignment: str) -> None:
    """Grade the honest student once, and keep what that leaves in the home."""
    trial = stage.copy(stage.place.with_name("trial"))
    trial.victims([assignment])
    command = [sys.executable, "-m", "course", "grade", "--course", str(trial.folder.root)]
    subprocess.run(command, env=trial.environment(), cwd=trial.cwd, capture_output=True, check=True)
    shutil.rmtree(stage.home)
    shutil.copytree(trial.home, stage.home, symlinks=True)
    shutil.rmtree(trial.place)


def _with_canaries(stage: Stage, assignment: str) -> None:
    path = stage.folder.source / assignment / stage.folder.notebook(assignment)
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        _put(cell, r"### BEGIN HIDDEN TESTS", f"canary = {stage.canaries['hidden']!r}")
        _put(cell, r"### BEGIN SOLUTION", f"# {stage.canaries['solution']}")
        _put(cell, r"=== BEGIN MARK SCHEME ===", stage.canaries["scheme"])
    nbformat.write(notebook, path)


def _put(cell: Any, mark: str, line: str) -> None:
    """Put a line behind each line that holds the mark, with its indentation."""
    cell.source = re.sub(
        rf"^([ \t]*){mark}[^\n]*$",
        lambda found: f"{found[0]}\n{found[1]}{line}",
        cell.source,
        flags=re.MULTILINE,
    )
