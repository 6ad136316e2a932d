"""From a solution to the student's stub; nbgrader calls this when a release is generated.

The line that opens a solution region says what the student finds in its place:

    ### BEGIN SOLUTION: Guard the transfer    ->  raise NotImplementedError("Guard the transfer")
    ### BEGIN SOLUTION # Functions go here.   ->  # Functions go here.
    ### BEGIN SOLUTION                        ->  nbgrader's own stub
"""

from __future__ import annotations

import re
from typing import Any

import nbgrader.preprocessors
from nbgrader import utils


class ClearSolutions(nbgrader.preprocessors.ClearSolutions):
    """nbgrader's `ClearSolutions`, with a stub for each region."""

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        """Replace the regions of one cell; refuse a code cell for solutions that has none."""
        begin = self.begin_solution_delimeter
        if cell.cell_type == "code" and utils.is_solution(cell):
            if begin not in cell.source:
                grade_id = cell.metadata.nbgrader["grade_id"]
                raise ValueError(
                    f"The solution cell {grade_id} has no solution region, so the release would "
                    f"show its solution. Put the solution between '### {begin}: what to do' and "
                    f"'### {self.end_solution_delimeter}'."
                )
            stubs = re.findall(rf"{re.escape(begin)}(.*)", cell.source)
            cell, resources = super().preprocess_cell(cell, resources, cell_index)
            cell.source = _with_stubs(cell.source, self.code_stub["python"], stubs)
            return cell, resources
        done: tuple[Any, Any] = super().preprocess_cell(cell, resources, cell_index)
        return done


def _with_stubs(source: str, stock: str, stubs: list[str]) -> str:
    """Put the wanted stubs in the places of the stock stubs, in order, at the same indents."""
    wanted = iter(stubs)

    def replace(found: re.Match[str]) -> str:
        text = next(wanted, "").strip()
        if text.startswith(":"):
            text = f'raise NotImplementedError("{text[1:].strip()}")'
        return found[1] + text if text else found[0]

    first, *rest = stock.split("\n")
    pattern = rf"^([ \t]*){re.escape(first)}" + "".join(rf"\n\1{re.escape(line)}" for line in rest)
    return re.sub(pattern, replace, source, flags=re.MULTILINE)
