"""Reads what a student submitted, and says what is wrong with it; read by a maintainer.

Of a notebook's file only what can count is kept: the kind, the id, the grade id
and the source of each cell, in the shapes that they must have.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell
from nbgrader import utils

from course.grading import intake
from course.grading.folder import Folder
from course.grading.integrity import printable
from course.grading.skeleton import AS_RELEASED, grade_id

NOTHING = "Nothing in it could be graded."
AGAIN = "Save the notebook in JupyterLab and submit that file."
MOST_CELLS = 1000
LONGEST_SOURCE = 50_000  # characters of one cell; colouring takes the square of a long line's
_KINDS = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}
_FLAGS = ("grade", "solution", "locked")  # of a cell, in nbgrader's checksum
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_UNFIT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")  # in no source, and in no UTF-8


class Unreadable(Exception):  # noqa: N818  (it says what happened)
    """A file is no notebook that can be graded; the text says why, and what to do."""


@dataclass
class Read:
    """A submitted notebook, or the `problem` with it; and what was left out of it, with where."""

    notebook: Any = None
    problem: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)


def examine(taken: intake.Taken, name: str, release: Any) -> Read:
    """The submitted notebook with this file name, beside the released one."""
    read = Read()
    try:
        if name not in taken.contents:
            raise Unreadable(_not_there(taken, name))
        read.notebook = parse(taken.contents[name], name, read.notes)
        _compare(read.notebook, release, name)
    except Unreadable as unreadable:
        read.notebook, read.problem = None, str(unreadable)
    return read


def parse(content: bytes, name: str, notes: list[tuple[str, str]]) -> Any:
    """The notebook in a file's content, reduced to what counts, as nbformat 4.5.

    Adds to `notes` what was left out, as (cell, what). Raises `Unreadable`.
    """
    cells = _cells(_load(content, name), name)
    if len(cells) > MOST_CELLS:
        notes.append((name, f"it has {len(cells)} cells; the first {MOST_CELLS} were read"))
    seen: set[str] = set()
    kept = [_cell(raw, number, seen, notes) for number, raw in enumerate(cells[:MOST_CELLS], 1)]
    return new_notebook(cells=[cell for cell in kept if cell is not None])


def problem_with(folder: Folder, assignment: str, student: str) -> str:
    """Why the submitted notebook cannot be graded, with the next step; "" when it can."""
    name = folder.notebook(assignment)
    release = nbformat.read(folder.release / assignment / name, as_version=4)
    taken = intake.take_in(folder.submitted / student / assignment, [name])
    return examine(taken, name, release).problem


def _not_there(taken: intake.Taken, name: str) -> str:
    if name in taken.refused:
        return f"The submitted file {name} cannot be read: {taken.refused[name]}. {NOTHING} {AGAIN}"
    others = [other for other in taken.others if other.endswith(".ipynb")]
    found = f"There is {', '.join(others[:3])}" if others else "There is no notebook at all"
    return f"The notebook {name} was not submitted. {found}: submit it under its own name."


def _load(content: bytes, name: str) -> dict[str, Any]:
    """The JSON of a notebook of format 4."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
        version = data.get("nbformat") if isinstance(data, dict) else None
        if version in (2, 3):
            data = nbformat.convert(nbformat.from_dict(data), 4)
        elif version != 4:
            raise Unreadable(_no_notebook(name, "it has no known format number"))
    except UnicodeDecodeError:
        raise Unreadable(_no_notebook(name, "its bytes are not UTF-8 text")) from None
    except RecursionError:
        raise Unreadable(_no_notebook(name, "it is nested too deep")) from None
    except Unreadable:
        raise
    except Exception:  # whatever an old format's converter stumbles over
        raise Unreadable(_no_notebook(name, "it cannot be understood")) from None
    return dict(data)


def _no_notebook(name: str, why: str) -> str:
    return f"The submitted file {name} is not a Jupyter notebook ({why}). {NOTHING} {AGAIN}"


def _cells(data: dict[str, Any], name: str) -> list[Any]:
    cells = data.get("cells")
    if not isinstance(cells, list) or not cells:
        raise Unreadable(
            f"The submitted notebook {name} has no cells. {NOTHING} Submit the saved notebook."
        )
    return cells


def _cell(raw: Any, number: int, seen: set[str], notes: list[tuple[str, str]]) -> Any:
    """A cell in its plain shape; None when it has none."""
    where = f"cell {number}"
    kind = raw.get("cell_type") if isinstance(raw, dict) else None
    if not isinstance(kind, str) or kind not in _KINDS:
        notes.append((where, "it is no cell and was left out"))
        return None
    source = raw.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str) or len(source) > LONGEST_SOURCE:
        notes.append((where, f"its source is no text of up to {LONGEST_SOURCE:,} characters"))
        return None
    if _UNFIT.search(source):
        notes.append((where, "characters that no source can have were replaced"))
        source = _UNFIT.sub("\N{REPLACEMENT CHARACTER}", source)
    cell = _KINDS[kind](source, id=_free_id(raw.get("id"), number, seen))
    name = grade_id(raw)
    if name is not None and not _UNFIT.search(name):
        same = _as_released(cell, name, raw["metadata"]["nbgrader"])
        kept = {"grade_id": name} | ({AS_RELEASED: True} if same else {})
        cell.metadata["nbgrader"] = nbformat.from_dict(kept)
    return cell


def _as_released(cell: Any, name: str, known: dict[str, Any]) -> bool:
    """Whether a cell is as some release had it, by nbgrader's checksum that came with it.

    Only for the report: whoever forges a checksum hides a change that counts for nothing.
    """
    points = known.get("points")
    flags: dict[str, Any] = {flag: known.get(flag) is True for flag in _FLAGS}
    flags |= {"grade_id": name, "points": points if isinstance(points, int | float) else 0}
    same = {"source": cell.source, "cell_type": cell.cell_type, "metadata": {"nbgrader": flags}}
    try:
        return bool(known.get("checksum") == utils.compute_checksum(nbformat.from_dict(same)))
    except OverflowError:  # points of hundreds of digits
        return False


def _free_id(found: Any, number: int, seen: set[str]) -> str:
    fit = isinstance(found, str) and _ID.fullmatch(found) and found not in seen
    name = found if fit else f"cell-number-{number}"
    seen.add(name)
    return str(name)


def _compare(notebook: Any, release: Any, name: str) -> None:
    """Raise `Unreadable` when no task of the release is in the notebook."""
    ours = {grade_id(cell) for cell in release.cells} - {None}
    theirs = {grade_id(cell) for cell in notebook.cells} - {None}
    if not ours & theirs:
        some = ", ".join(printable(str(found), 40) for found in sorted(map(str, theirs))[:3])
        tasks = f" (it has {some} …)" if some else ""
        raise Unreadable(
            f"The submitted notebook is not the one that was released: none of its tasks is in it"
            f"{tasks}. {NOTHING} Submit {name} of this assignment."
        )
