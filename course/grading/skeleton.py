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

from course.grading import constructs
from course.grading.integrity import Report

MOST_ADDED = 200  # cells that a student may add
MOST_ADDED_TEXT = 500_000  # characters of them, together
ADDED = "added-"  # how the ids of these cells begin
AS_RELEASED = "as_released"  # in a read submission: the cell is as some release had it
PROBLEM = "course_problem"  # in a graded notebook's metadata: why it could not be graded


class Skeleton(nbgrader.preprocessors.NbGraderPreprocessor):
    """Pours a submission into the released notebook; the first step of autograding."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Return the released notebook with the student's answers in it."""
        converter = self.parent.parent
        names = resources["nbgrader"]
        folder = converter.coursedir.format_path(
            converter.coursedir.release_directory, ".", names["assignment"]
        )
        release = nbformat.read(Path(folder) / f"{names['notebook']}.ipynb", as_version=4)
        report = getattr(converter, "report", None) or Report()
        problem = getattr(converter, "problems", {}).get(names["notebook"], "")
        return pour(nb, release, report, problem), resources


def pour(submission: Any, release: Any, report: Report | None = None, problem: str = "") -> Any:
    """The released notebook with the answers and the added cells of a submission.

    What was repaired, and what is unusual in the sources, is added to `report`.
    With a `problem` nothing is poured, and the notebook carries the reason.
    """
    report = report if report is not None else Report()
    notebook = copy.deepcopy(release)
    notebook.metadata.pop(PROBLEM, None)
    if problem:
        notebook.metadata[PROBLEM] = problem
        return notebook
    stubs = {str(grade_id(c)): c for c in notebook.cells if _is_solution(c)}
    answers = _answers(submission, stubs, report)
    for name, cell in stubs.items():
        if name in answers and answers[name] != cell.source:
            cell.source = answers[name]
            _look_into(cell, name, report)
    _compare(submission, release, report)
    known = {cell.id for cell in notebook.cells}
    for place, cell in reversed(_added(submission, notebook, report)):
        index = next((i for i, c in enumerate(notebook.cells) if c.id == place), -1)
        if cell.id not in known:
            notebook.cells.insert(index + 1, cell)
            _look_into(cell, cell.id, report)
    return notebook


def problem_of(notebook: Any) -> str:
    """Why this notebook could not be graded; "" when it could."""
    return str(notebook.metadata.get(PROBLEM, ""))


def is_students(cell: Any) -> bool:
    """Whether the source of a cell of a poured notebook is the student's."""
    return _is_solution(cell) or str(cell.get("id", "")).startswith(ADDED)


def grade_id(cell: Any) -> str | None:
    """The nbgrader id of a cell, or None."""
    metadata = cell.get("metadata", {})
    found = metadata.get("nbgrader", {}) if isinstance(metadata, dict) else {}
    name = found.get("grade_id") if isinstance(found, dict) else None
    return name if isinstance(name, str) and len(name) <= 200 else None


def _is_solution(cell: Any) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def _answers(submission: Any, stubs: dict[str, Any], report: Report) -> dict[str, str]:
    """The source for each solution cell: of several copies the first that is not the stub."""
    found: dict[str, str] = {}
    for cell in submission.cells:
        name, source = grade_id(cell), cell.get("source", "")
        if name is None or name not in stubs or not isinstance(source, str):
            continue
        if cell.cell_type != stubs[name].cell_type:
            report.add("structure", name, f"its kind was {cell.cell_type}; it is its own again")
        if name not in found or found[name] == stubs[name].source:
            found[name] = source
        elif source not in (found[name], stubs[name].source):
            report.add("structure", name, "there were several different copies; the first counts")
    for name in stubs.keys() - found.keys():
        report.add("structure", name, "the cell was missing; it is as it was released")
    return found


def _compare(submission: Any, release: Any, report: Report) -> None:
    """Note graded and locked cells that are not as they were released."""
    theirs: dict[str | None, list[Any]] = {}
    for cell in submission.cells:
        theirs.setdefault(grade_id(cell), []).append(cell)
    for cell in release.cells:
        name = grade_id(cell)
        if name is None or _is_solution(cell):
            continue
        copies = theirs.get(name, [])
        if not copies:
            report.add("structure", name, "the cell was missing; it is as it was released")
        elif len(copies) > 1:
            report.add("structure", name, "there were several copies; the released one counts")
        elif _differs(copies[0], cell):
            report.add("structure", name, "the cell was changed; it is as it was released")
    ours = {grade_id(cell) for cell in release.cells}
    for name in theirs.keys() - ours - {None}:
        report.add("structure", str(name), "the release has no such graded cell; it was left out")


def _differs(theirs: Any, ours: Any) -> bool:
    """Whether a student changed a cell; one of an earlier release is no change of theirs."""
    if theirs.metadata.get("nbgrader", {}).get(AS_RELEASED):
        return False
    return bool(theirs.get("source") != ours.source or theirs.cell_type != ours.cell_type)


def _added(submission: Any, notebook: Any, report: Report) -> list[tuple[str, Any]]:
    """Cells that the student added, in order, each with the known cell before it."""
    by_name = {grade_id(cell): cell.id for cell in notebook.cells if grade_id(cell)}
    known = {cell.id for cell in notebook.cells}
    lost = known - {cell.get("id") for cell in submission.cells}
    # An editor of an older format loses the ids: such a cell is known by its source.
    by_source = {c.source: c.id for c in notebook.cells if c.id in lost and not grade_id(c)}
    added: list[tuple[str, Any]] = []
    place, size = "", 0
    for number, cell in enumerate(submission.cells):
        name, source = grade_id(cell), cell.get("source", "")
        if name in by_name or cell.get("id") in known:
            place = by_name.get(name) or cell["id"]
        elif name is None and isinstance(source, str) and source in by_source:
            place = by_source[source]
        elif name is None and cell.cell_type in ("code", "markdown") and isinstance(source, str):
            size += len(source)
            if len(added) >= MOST_ADDED or size > MOST_ADDED_TEXT:
                report.add("limit", "added cells", "there are too many; the rest was left out")
                break
            make = nbformat.v4.new_code_cell if cell.cell_type == "code" else _markdown
            added.append((place, make(source, id=f"{ADDED}{number}")))
    return added


def _markdown(source: str, **others: Any) -> Any:
    return nbformat.v4.new_markdown_cell(source, **others)


def _look_into(cell: Any, name: str, report: Report) -> None:
    if cell.cell_type == "code":
        for line, what in sorted(constructs.unusual(cell.source)):
            report.add("construct", f"{name}, line {line}", what)
