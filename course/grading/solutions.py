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
            for stub in stubs:
                if stub.strip():
                    cell.source = _replace_stub(cell.source, self.code_stub["python"], stub)
            return cell, resources
        done: tuple[Any, Any] = super().preprocess_cell(cell, resources, cell_index)
        return done


def _replace_stub(source: str, stock: str, stub: str) -> str:
    """Put the wanted stub in the place of the first stock stub, at the same indent."""
    text = stub.strip()
    if text.startswith(":"):
        text = f'raise NotImplementedError("{text[1:].strip()}")'
    first, *rest = stock.split("\n")
    pattern = rf"^([ \t]*){re.escape(first)}" + "".join(rf"\n\1{re.escape(line)}" for line in rest)
    return re.sub(pattern, lambda found: found[1] + text, source, count=1, flags=re.MULTILINE)
