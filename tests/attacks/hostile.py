"""A submission that an attack spoils; read by whoever writes an attack.

Hostile code may use these names, which are replaced before it is handed in:

    THE_COURSE   the path of the course folder under attack (str)
    THE_HOME     the home folder of the grader (str)
    THE_PORT     a port of 127.0.0.1 where somebody listens for loot (int)
    THE_MARK     what the environment of every process under attack contains (bytes)
    THE_SPACE    the process namespace of the runner (str)

Nothing else on the machine may be touched: `OTHERS` defines `others()`, the only
processes that an attack may signal, and files are changed below the two folders only.
"""

from __future__ import annotations

import json
import os
import textwrap
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from course.grading import samples
from course.grading.folder import Folder
from course.grading.skeleton import grade_id

ROOT = Path(__file__).parents[2]
LEFT = "left-by-attack"  # how each file begins that an attack leaves outside of its folder

OTHERS = '''
import os, pathlib, signal


def others():
    """Processes of this run: all of them in a namespace of our own, else those with the mark."""
    inside = os.readlink("/proc/self/ns/pid") != THE_SPACE
    for place in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            ours = inside or THE_MARK in (place / "environ").read_bytes()
        except OSError:
            continue
        if ours and int(place.name) != os.getpid():
            yield int(place.name)
'''


@dataclass
class Submission:
    """What an attack works on; `raw` replaces the notebook's bytes, `nothing` leaves it out."""

    notebook: Any
    place: Path
    folder: Folder
    assignment: str
    home: Path
    port: int
    mark: str
    round: int = 1
    raw: bytes | None = None
    nothing: bool = False
    added: int = field(default=0, init=False)

    @property
    def path(self) -> Path:
        """Where the notebook is handed in."""
        return self.place / self.folder.notebook(self.assignment)

    @property
    def victim(self) -> Path:
        """The folder of the honest student's submission."""
        return self.folder.submitted / "zz_victim" / self.assignment

    def code(self, source: str) -> str:
        """Hostile code with the names of the module's docstring filled in."""
        facts: dict[str, object] = {
            "THE_COURSE": str(self.folder.root),
            "THE_HOME": str(self.home),
            "THE_PORT": self.port,
            "THE_MARK": self.mark.encode(),
            "THE_SPACE": _namespace(),
        }
        for name, value in facts.items():
            source = source.replace(name, repr(value))
        return textwrap.dedent(source).strip("\n")

    def cell(self, name: str) -> Any:
        """The cell with this grade id."""
        return next(cell for cell in self.notebook.cells if grade_id(cell) == name)

    def tests(self) -> list[Any]:
        """The test cells."""
        graded = [(cell, cell.metadata.get("nbgrader", {})) for cell in self.notebook.cells]
        return [cell for cell, meta in graded if meta.get("grade") and not meta.get("solution")]

    def answer(self, name: str, source: str) -> None:
        """Put a source into a solution cell."""
        self.cell(name).source = self.code(source)

    def solve(self, *tasks: str) -> None:
        """Put the course's own solutions of these tasks into the notebook."""
        solved = samples.complete(Folder(ROOT), self.assignment)
        for cell in solved.cells:
            if grade_id(cell) in {name for task in tasks for name in (task, f"{task}-worker")}:
                self.cell(str(grade_id(cell))).source = cell.source

    def first(self, source: str) -> None:
        """Add a code cell before all others."""
        self._add(0, source)

    def add(self, source: str) -> None:
        """Add a code cell after the course's setup cell."""
        self._add(2, source)

    def last(self, source: str) -> None:
        """Add a code cell behind all others."""
        self._add(len(self.notebook.cells), source)

    def show(self, data: dict[str, Any], metadata: dict[str, Any] | None = None) -> None:
        """Add a code cell that displays a MIME bundle, saved outputs included."""
        self.add(
            "from IPython.display import display\n"
            f"display({data!r}, raw=True, metadata={metadata or {}!r})"
        )
        output = {"output_type": "display_data", "data": data, "metadata": metadata or {}}
        self.notebook.cells[2].outputs = [output]

    def write(self, source: str) -> None:
        """Add a Markdown cell."""
        self.added += 1
        cell = nbformat.v4.new_markdown_cell(source, id=f"mine-{self.added}")
        self.notebook.cells.insert(2, cell)

    def file(self, name: str, content: str | bytes) -> Path:
        """Put a file beside the notebook."""
        path = self.place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def text(self) -> str:
        """The notebook as JSON; nbformat would mend it or refuse to write it."""
        return json.dumps(self.notebook, indent=1)

    def hand_in(self) -> None:
        """Write the notebook, unless the attack has put something else in its place."""
        if self.raw is not None:
            self.path.write_bytes(self.raw)
        elif not self.nothing:
            self.path.write_text(self.text(), encoding="utf-8")

    def _add(self, index: int, source: str) -> None:
        self.added += 1
        cell = nbformat.v4.new_code_cell(self.code(source), id=f"mine-{self.added}")
        self.notebook.cells.insert(index, cell)


def _namespace() -> str:
    try:
        return str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        return f"no namespaces on {os.name}"
