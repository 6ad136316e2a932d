"""Sample students, made from the sources and named for their state; `course samples`.

    complete    every task as the course solves it
    blank       the release as it is
    mistakes    complete, with a realistic mistake in every automatic task
    stuck       complete, with a deadlock in one task of each notebook that has threads
    broken      a file that is no notebook, and a notebook with a syntax error

The mistakes are kept beside this package, in course/samples/ASSIGNMENT/mistakes.py
and stuck.py: a line `# %% GRADE-ID — what is wrong` opens each cell that is replaced.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from course.errors import CourseError
from course.grading.folder import Folder
from course.grading.skeleton import grade_id

STATES = ("complete", "blank", "mistakes", "stuck", "broken")
PLANS = Path(__file__).parents[1] / "samples"
TIMESTAMP = "2025-01-15 12:00:00.000000 UTC\n"
_HEAD = re.compile(r"^# %% (\S+)[^\n]*\n", re.MULTILINE)


def make(folder: Folder, assignments: list[str], plans: Path = PLANS) -> list[Path]:
    """Write the sample students' submissions into submitted/; returns the files that changed."""
    folder.writable(folder.submitted)
    changed = []
    for assignment in assignments:
        for state, content in _submissions(folder, assignment, plans):
            place = folder.submitted / state / assignment
            path = place / folder.notebook(assignment)
            if not path.is_file() or path.read_text(encoding="utf-8") != content:
                place.mkdir(parents=True, exist_ok=True)
                path.write_text(content, encoding="utf-8")
                (place / "timestamp.txt").write_text(TIMESTAMP, encoding="utf-8")
                changed.append(path)
    return changed


def read_plan(path: Path) -> dict[str, str]:
    """The cells of a plan: grade id -> source of the whole cell."""
    parts = _HEAD.split(path.read_text(encoding="utf-8"))
    return {
        name: re.sub(r"\A\s*# (?=%%module )", "", source.strip("\n"))
        for name, source in zip(parts[1::2], parts[2::2], strict=True)
    }


def replace(notebook: Any, cells: dict[str, str], plan: str) -> Any:
    """Put sources in place of the solution cells with these grade ids."""
    solutions = {grade_id(c): c for c in notebook.cells if _is_solution(c)}
    for name, source in cells.items():
        if name not in solutions:
            near = difflib.get_close_matches(name, [str(s) for s in solutions], 1)
            raise CourseError(
                f"{plan} has a cell for {name!r}, which is not a solution cell of the notebook.",
                f"Did you mean {near[0]!r}?" if near else "Look up the ids in the source notebook.",
            )
        solutions[name].source = source
    return notebook


def complete(folder: Folder, assignment: str) -> Any:
    """The release with the solutions of the source in it."""
    release = _read(folder.release, folder, assignment)
    source = _read(folder.source, folder, assignment)
    solved = {str(grade_id(c)): without_marks(c.source) for c in source.cells if _is_solution(c)}
    return replace(release, solved, "the source")


def without_marks(source: str) -> str:
    """A solution cell without the lines that mark regions, and without its marking scheme."""
    source = re.sub(
        r"\n*^.*BEGIN MARK SCHEME.*$[\s\S]*?^.*END MARK SCHEME.*$", "", source, flags=re.MULTILINE
    )
    lines = source.split("\n")
    return "\n".join(
        line
        for line in lines
        if "### BEGIN SOLUTION" not in line and "### END SOLUTION" not in line
    )


def _submissions(folder: Folder, assignment: str, plans: Path) -> Iterator[tuple[str, str]]:
    yield "complete", nbformat.writes(complete(folder, assignment))
    release = _read(folder.release, folder, assignment)
    yield "blank", nbformat.writes(release)
    for state in ("mistakes", "stuck"):
        plan = plans / assignment / f"{state}.py"
        if plan.is_file():
            notebook = replace(complete(folder, assignment), read_plan(plan), str(plan))
            yield state, nbformat.writes(notebook)
    number = folder.assignments().index(assignment)
    if number == 0:
        yield "broken", "This is a letter to my teacher, and not a notebook.\n"
    elif number == 1:
        first = next(c for c in release.cells if _is_solution(c) and c.cell_type == "code")
        first.source += "\nresults = [func(item) for item in items\n"
        yield "broken", nbformat.writes(release)


def _read(where: Path, folder: Folder, assignment: str) -> Any:
    path = where / assignment / folder.notebook(assignment)
    if not path.is_file():
        raise CourseError(
            f"There is no {path}.", f"Generate the release first: course generate {assignment}"
        )
    return nbformat.read(path, as_version=4)


def _is_solution(cell: Any) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))
