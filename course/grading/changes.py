"""What a grade depends on, and whether that has changed since; read by a maintainer."""

from __future__ import annotations

import functools
import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import utils
from nbgrader.api import MissingEntry

from course.grading import intake
from course.grading.folder import Folder

PACKAGE = Path(__file__).parents[1]
ROOMS = ("exam", "lab")  # all of their modules have a say in a verdict
# The modules of course/grading that have one, and its folders.
ENGINE = (
    "busy", "candidates", "constructs", "converters", "examination", "examiner",
    "execute", "folder", "gate", "intake", "integrity", "locks", "outputs", "penalties", "prose",
    "releasing", "sandbox", "scores", "skeleton", "submission", "waiting",
)  # fmt: skip
SETTINGS = ("Autograde", "Execute")  # late penalties have a step of their own: lateness.py


@dataclass(frozen=True)
class Fingerprint:
    """Hashes of what a grade depends on: the submission, the assignment, what grades it."""

    submission: str = ""
    test: str = ""
    engine: str = ""

    def why(self, graded: Fingerprint | None) -> str:
        """Why a submission is to be graded that was graded under another one; "" if it is not."""
        if graded is None:
            return "new"
        for part in ("submission", "test", "engine"):
            if getattr(self, part) != getattr(graded, part):
                return f"changed {part}"
        return ""


class Fingerprints:
    """Makes the fingerprints of a course's submissions; what they share is read once."""

    def __init__(self, folder: Folder) -> None:
        self._folder, self._config = folder, folder.config()
        self._engine = engine(self._config)
        self._test = functools.cache(self._read_test)

    def of(self, assignment: str, student: str) -> Fingerprint:
        """The fingerprint of one submission."""
        place = self._folder.submitted / student / assignment
        allowed = self._config.Autograde.get("allowed_files", {}).get(assignment, [])
        taken = intake.take_in(place, [self._folder.notebook(assignment)], allowed)
        content = _digest((name, taken.contents[name]) for name in sorted(taken.contents))
        return Fingerprint(content, self._test(assignment), self._engine)

    def _read_test(self, assignment: str) -> str:
        bases = (self._folder.source / assignment, self._folder.release / assignment)
        return _digest(part for base in bases for part in _files(base, base.parent.parent))


def engine(config: Any) -> str:
    """A hash of the code and the settings that grade, and of Python's version."""
    chosen = [PACKAGE / room for room in ROOMS]
    chosen += [PACKAGE / "grading" / name for name in ENGINE]
    chosen = [path if path.is_dir() else path.with_suffix(".py") for path in chosen]
    code = [part for path in chosen for part in _files(path, PACKAGE) if part[0].endswith(".py")]
    settings = {name: dict(config.get(name, {})) for name in SETTINGS}
    settings["Autograde"].pop("allowed_files", None)  # it is seen in the submission
    words = json.dumps(settings, sort_keys=True, default=str)
    return _digest([*code, ("settings", words.encode()), ("python", bytes(sys.version_info[:2]))])


def tests_differ(folder: Folder, gradebook: Any, assignment: str) -> bool:
    """Whether the tests in source/ are others than those that the gradebook knows."""
    path = folder.source / assignment / folder.notebook(assignment)
    source = nbformat.read(path, as_version=4)
    wanted = {
        cell.metadata.nbgrader["grade_id"]: (cell.source, float(cell.metadata.nbgrader["points"]))
        for cell in source.cells
        if utils.is_grade(cell) and not utils.is_solution(cell)
    }
    try:
        notebook = gradebook.find_notebook(path.stem, assignment)
    except MissingEntry:  # the assignment was entered with its dates alone
        return True
    points = {cell.name: cell.max_score for cell in notebook.grade_cells}
    known = {cell.name: (cell.source, points.get(cell.name)) for cell in notebook.source_cells}
    return any(known.get(name) != test for name, test in wanted.items())


def _files(place: Path, base: Path) -> list[tuple[str, bytes]]:
    """A file, or all files of a folder, as names and contents, without what tools leave there."""
    paths = [place] if place.is_file() else sorted(place.rglob("*"))
    return [
        (path.relative_to(base).as_posix(), path.read_bytes())
        for path in paths
        if path.is_file() and not {".ipynb_checkpoints", "__pycache__"} & set(path.parts)
    ]


def _digest(parts: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, content in parts:
        digest.update(f"{len(name)} {name} {len(content)} ".encode() + content)
    return digest.hexdigest()
