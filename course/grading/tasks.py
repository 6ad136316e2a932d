"""What a feedback page shows: tasks, and their claims with verdicts; read by a maintainer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from course.grading.skeleton import is_students
from course.handout.cells import visible_source

_CLAIM = re.compile(r"# Claim \([^)]*\): *([^\n]+)")
_HEADING = re.compile(r"^##?#?\s+(.+?)\s*#*$", re.MULTILINE)
_POINTS = re.compile(r" · [^·]*points?$")  # in a heading; the page has its own
_BEGIN_HIDDEN = re.compile(r"^.*BEGIN HIDDEN TESTS", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """One cell: the student's, or a claim about it.

    `state` is "holds", "partly", "fails" or "open" of a claim; "waiting" or "marked" of an
    answer that is read by a person; "" of what has no points.
    """

    cell: Any
    text: str
    state: str = ""
    score: float = 0.0
    points: float = 0.0
    comment: str = ""

    @property
    def is_claim(self) -> bool:
        """Whether this is a test, and not something that the student wrote."""
        return self.state in ("holds", "partly", "fails", "open")


@dataclass
class Task:
    """A part of the notebook with what the student wrote in it, and the claims about that."""

    title: str
    parts: list[Part] = field(default_factory=list)

    @property
    def score(self) -> float:
        """Points reached, without those that are still to be given by hand."""
        return sum(part.score for part in self.parts)

    @property
    def points(self) -> float:
        """Points that can be reached."""
        return sum(part.points for part in self.parts)

    @property
    def state(self) -> str:
        """The state of the whole: "holds", "partly", "fails" or "waiting"."""
        if any(part.state == "waiting" for part in self.parts):
            return "waiting"
        if self.score >= self.points:
            return "holds"
        return "partly" if self.score else "fails"


def tasks_of(notebook: Any, hidden: bool = False) -> list[Task]:
    """The tasks of a graded notebook in which the scores have been entered (`Marks`).

    With `hidden` the source of a claim has its hidden part, too.
    """
    tasks = [Task("")]
    for cell in notebook.cells:
        graded = cell.metadata.get("nbgrader", {})
        if graded.get("grade") or graded.get("solution") or is_students(cell):
            tasks[-1].parts.append(_part(cell, graded, hidden))
        elif cell.cell_type == "markdown" and (heading := _HEADING.search(cell.source)):
            tasks.append(Task(_POINTS.sub("", _words(heading[1]))))
    return [task for task in tasks if task.parts]


def title_of(notebook: Any) -> str:
    """The first heading of a notebook, as plain words; "" without one."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (heading := _HEADING.search(cell.source)):
            return _words(heading[1])
    return ""


def failed_to_write(cell: Any) -> bool:
    """Whether a claim says only that its solution is not written yet."""
    errors = [output for output in cell.get("outputs", []) if output.output_type == "error"]
    return bool(errors) and all(error.ename == "NotImplementedError" for error in errors)


def _part(cell: Any, graded: Any, hidden: bool) -> Part:
    score, points = float(graded.get("score") or 0), float(graded.get("points") or 0)
    comment = graded.get("comment") or ""
    if not graded:
        return Part(cell, "A cell that you added")
    if not graded.get("grade"):
        return Part(cell, "Your code", comment=comment)
    if graded.get("solution"):
        state = "waiting" if graded.get("to_mark") else "marked"
        return Part(cell, "Your answer", state, score, points, comment)
    name = str(graded.get("grade_id"))
    claim = _CLAIM.match(cell.source)
    if not hidden:
        cell.source = _without_hidden(cell.source)
    if score >= points:
        state = "holds"
    elif score > 0:
        state = "partly"
    else:
        state = "open" if failed_to_write(cell) else "fails"
    return Part(cell, claim[1] if claim else name, state, score, points, comment)


def _without_hidden(source: str) -> str:
    """A test's source up to its hidden part, and after it."""
    shown = visible_source(source)
    rest = _BEGIN_HIDDEN.search(shown)
    return shown[: rest.start()] if rest else shown


def _words(markdown: str) -> str:
    return re.sub(r"[*_`]", "", markdown).strip()
