"""The released notebook is the skeleton of what is graded; read by a maintainer.

Of a submission only two things count: the sources of its solution cells, and
the cells that the student has added. Everything else comes from the release, so
that a test cell that was changed, deleted, doubled, moved or marked as
something else is simply not there.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import nbformat
import nbgrader.preprocessors


class Skeleton(nbgrader.preprocessors.NbGraderPreprocessor):
    """Pours a submission into the released notebook; the first step of autograding."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Return the released notebook with the student's answers in it."""
        coursedir = self.parent.parent.coursedir
        names = resources["nbgrader"]
        folder = coursedir.format_path(coursedir.release_directory, ".", names["assignment"])
        release = nbformat.read(Path(folder) / f"{names['notebook']}.ipynb", as_version=4)
        return pour(nb, release), resources


def pour(submission: Any, release: Any) -> Any:
    """The released notebook with the answers and the added cells of a submission."""
    notebook = copy.deepcopy(release)
    answers = _answers(submission, {grade_id(c): c for c in notebook.cells if _is_solution(c)})
    for cell in notebook.cells:
        if _is_solution(cell):
            cell.source = answers.get(grade_id(cell), cell.source)
    known = {cell.id for cell in notebook.cells}
    for place, cell in _added(submission, known):
        index = next((i for i, c in enumerate(notebook.cells) if c.id == place), -1)
        notebook.cells.insert(index + 1, cell)
    return notebook


def grade_id(cell: Any) -> str | None:
    """The nbgrader id of a cell, or None."""
    found = cell.get("metadata", {}).get("nbgrader", {})
    return found.get("grade_id") if isinstance(found, dict) else None


def _is_solution(cell: Any) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def _answers(submission: Any, stubs: dict[str | None, Any]) -> dict[str | None, str]:
    """The source for each solution cell: of several copies the first that is not the stub."""
    found: dict[str | None, str] = {}
    for cell in submission.cells:
        name, source = grade_id(cell), cell.get("source", "")
        if name in stubs and (name not in found or found[name] == stubs[name].source):
            found[name] = source
    return found


def _added(submission: Any, known: set[str]) -> list[tuple[str, Any]]:
    """Cells that the student added, in reversed order, each with the known cell before it."""
    added, place = [], ""
    for number, cell in enumerate(submission.cells):
        if cell.get("id") in known:
            place = cell["id"]
        elif grade_id(cell) is None and cell.cell_type in ("code", "markdown"):
            make = nbformat.v4.new_code_cell if cell.cell_type == "code" else _markdown
            added.append((place, make(cell.source, id=f"added-{number}")))
    return added[::-1]


def _markdown(source: str, **others: Any) -> Any:
    return nbformat.v4.new_markdown_cell(source, **others)
