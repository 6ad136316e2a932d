"""What of a notebook is shown in a handout; read by a maintainer."""

from __future__ import annotations

import copy
import re
from typing import Any

from course.errors import HandoutError

_HIDDEN = [
    re.compile(
        rf"\n*^[^\n]*BEGIN {what}[^\n]*$.*?^[^\n]*END {what}[^\n]*$", re.MULTILINE | re.DOTALL
    )
    for what in ("HIDDEN TESTS", "MARK SCHEME")
]
_MARKS = re.compile(r"^[ \t]*### (?:BEGIN|END) SOLUTION[^\n]*\n?", re.MULTILINE)


def presentable(notebook: Any) -> Any:
    """A copy without hidden tests, marking schemes, region marks and "not written yet" errors.

    Raises `HandoutError` when a cell ended with any other error.
    """
    shown = copy.deepcopy(notebook)
    for cell in shown.cells:
        cell.source = visible_source(cell.source)
        if cell.cell_type == "code":
            for output in cell.outputs:
                if output.output_type == "error" and not is_unwritten(output):
                    raise HandoutError(
                        f"The cell {cell.id} ends with {output.ename}: {output.evalue}",
                        "Mend the cell (or what it needs) and make the handout again.",
                    )
            cell.outputs = [o for o in cell.outputs if o.output_type != "error"]
    return shown


def visible_source(source: str) -> str:
    """A cell's source without what only graders may see."""
    for hidden in _HIDDEN:
        source = hidden.sub("", source)
    return _MARKS.sub("", source).strip("\n")


def is_unwritten(output: Any) -> bool:
    """Whether an error says only that a solution is still to be written."""
    return bool(output.ename == "NotImplementedError")


def is_test(cell: Any) -> bool:
    """Whether a cell is an automatic test."""
    graded = cell.metadata.get("nbgrader", {})
    return bool(graded.get("grade") and not graded.get("solution"))


def badge(cell: Any) -> str:
    """What a graded cell is called above it: "Task q4-account", "Test · 1 point", or ""."""
    graded = cell.metadata.get("nbgrader", {})
    if graded.get("grade"):
        points = f"{graded['points']:g} point{'' if graded['points'] == 1 else 's'}"
        kind = "Written answer" if graded.get("solution") else "Test"
        return f"{kind} {graded['grade_id']} · {points}"
    if graded.get("solution"):
        return f"Your code {graded['grade_id']}"
    return ""


def alternative(output: Any, cell: Any) -> str:
    """The text alternative of a picture: what its author said, else where it comes from."""
    metadata = output.get("metadata", {})
    said = metadata.get("image/png", {}).get("alt") or metadata.get("alt")
    return str(said or f"Picture made by the code cell {cell.id} above.")
