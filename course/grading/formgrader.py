"""What the formgrader shows of a submission: marking schemes beside the written answers, and
formulas that need no network; read by a maintainer.

nbgrader_config.py names the parts of this module; the formgrader's exporter uses them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.filters import markdown2html
from nbconvert.preprocessors import Preprocessor
from nbgrader.coursedir import CourseDirectory

from course.handout import cleaning

_SCHEME = re.compile(
    r"^[^\n]*BEGIN MARK SCHEME[^\n]*\n(.*?)^[^\n]*END MARK SCHEME[^\n]*$", re.MULTILINE | re.DOTALL
)
BOX = """<div style="border-left: 5px solid #337ab7; padding: 0 1em">

**Marking scheme of `{name}`** (students do not see it)

{scheme}

<details><summary>▸ A model answer</summary>

{answer}

</details></div>
"""


def shown(source: str) -> str:
    """Markdown as HTML, its formulas as MathML; nothing in it runs or is loaded."""
    return cleaning.clean(markdown2html(cleaning.with_mathml(source)))


class Schemes(Preprocessor):
    """Puts the marking scheme and the model answer above each written answer."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook with a cell more for each scheme; only for a page of the formgrader."""
        if "submission_id" not in resources:
            return nb, resources
        schemes = self._schemes(resources["assignment_id"], resources["notebook_id"])
        cells = []
        for cell in nb.cells:
            box = schemes.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
            if box:
                cells.append(nbformat.v4.new_markdown_cell(box))
            cells.append(cell)
        nb.cells = cells
        return nb, resources

    def _schemes(self, assignment: str, notebook: str) -> dict[str, str]:
        """Grade id -> what is shown of it, from the source; empty when that cannot be read."""
        course = CourseDirectory(config=self.config)
        folder = course.format_path(course.source_directory, ".", assignment)
        try:
            source = nbformat.read(Path(folder) / f"{notebook}.ipynb", as_version=4)
        except (OSError, ValueError, nbformat.ValidationError):
            return {}
        found = ((cell, _SCHEME.search(cell.source)) for cell in source.cells)
        return {
            cell.metadata.nbgrader.grade_id: _box(cell, scheme) for cell, scheme in found if scheme
        }


def _box(cell: Any, scheme: re.Match[str]) -> str:
    answer = _SCHEME.sub("", cell.source).strip()
    return BOX.format(name=cell.metadata.nbgrader.grade_id, scheme=scheme[1].strip(), answer=answer)
