"""The floor: the students' cells and the tests alone, without sandbox, intake or gradebook.

    python -m tests.bench.floor FOLDER ASSIGNMENT [--empty]

With --empty the notebooks have no cells: what is left is the start of their processes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat

from course.grading.candidates import Candidate
from course.grading.examination import Examination, Rules
from course.grading.folder import Folder


def main(root: str, assignment: str, *options: str) -> None:
    """Examine every submission, one after the other."""
    folder = Folder(Path(root))
    source = nbformat.read(folder.source / assignment / folder.notebook(assignment), as_version=4)
    tests = {cell.id: cell for cell in source.cells}
    for path in sorted(folder.submitted.glob(f"*/{assignment}/*.ipynb")):
        cells = [] if "--empty" in options else nbformat.read(path, as_version=4).cells
        for cell in cells:
            if cell.metadata.get("nbgrader", {}).get("locked"):
                cell.source = tests[cell.id].source
        if cells:
            Examination(cells, lambda: Candidate(sandbox=False), Rules()).run()
        else:
            with Candidate(sandbox=False) as candidate:
                candidate.run("None", 60)


if __name__ == "__main__":
    main(*sys.argv[1:])
