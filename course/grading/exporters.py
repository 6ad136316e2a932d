"""Grades as a spreadsheet, and as Canvas and Moodle import them; for instructors.

Plug-ins of nbgrader's: `nbgrader export --exporter course.grading.exporters.CanvasExporter`;
`course export` runs them, too. A grade that is not final is named and left blank.

    Exporter                 which students, assignments and grades; writes a table
    ├── SpreadsheetExporter  the columns of `nbgrader export`, and the state of each grade
    ├── CanvasExporter       https://github.com/instructure/canvas-lms lib/gradebook_importer.rb
    └── MoodleExporter       https://github.com/moodle/moodle grade/import/csv
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.plugins import ExportPlugin
from traitlets import Bool, Dict, Enum, Unicode

from course.errors import CourseError
from course.grading import grades
from course.grading.lateness import outdated_books
from course.grading.penalties import Rules

Row = list[str]
FORMULA = "=+-@＝＋－＠"  # how a formula begins in a spreadsheet
WAITING = {
    "to mark": "an answer waits to be marked",
    "not graded": "grading has not come to its end: course grade {assignment}",
    "outdated": "its late penalty is not what dates and marks give: course grade {assignment}",
}


@dataclass(frozen=True)
class Entry:
    """What one student has for one assignment; `score` is None where it is not exported."""

    student: Any
    assignment: Any
    submission: Any
    state: str  # that of a grade, or "outdated" or "not submitted"
    score: float | None

    @property
    def key(self) -> str:
        """The submission as one word."""
        return f"{self.student.id}/{self.assignment.name}"


class Exporter(ExportPlugin):
    """Writes the grades of a gradebook to a file; the columns are the subclass's."""

    unfinished = Bool(
        False, help="Also give the points of submissions with answers that wait to be marked"
    ).tag(config=True)
    missing_as_zero = Bool(
        False, help="Give zero points where nothing was submitted, in place of no grade"
    ).tag(config=True)

    suffix = ""  # how the file's name ends where none is given

    def export(self, gradebook: Any) -> None:
        """Export, as `nbgrader export` calls it; a failure is logged and ends the command."""
        try:
            self.write(gradebook)
        except CourseError as error:
            self.log.error(error.message)
            if error.next_step:
                self.log.error("→ %s", error.next_step)
            raise SystemExit(1) from None

    def write(self, gradebook: Any) -> Path:
        """Write the file; returns where it is. Raises `CourseError` when there is nothing."""
        entries = self._entries(gradebook)
        for entry in entries:
            if entry.state in WAITING:
                told = "" if entry.score is None else " (its points so far are exported)"
                why = WAITING[entry.state].format(assignment=entry.assignment.name)
                self.log.warning("%s is not final%s: %s", entry.key, told, why)
        if all(entry.score is None for entry in entries):
            raise CourseError(
                "There is no final grade to export.",
                "Mark what waits in the formgrader, or export the points so far: "
                "--unfinished (for nbgrader export: --Exporter.unfinished=True).",
            )
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(self.table(entries))
        place = Path(self.to or f"grades{self.suffix}.csv")
        try:
            place.write_text(text.getvalue(), encoding="utf-8", newline="")
        except OSError as error:
            raise CourseError(
                f"{place} cannot be written: {error.strerror}.", "Name another file with --to."
            ) from None
        count = sum(entry.score is not None for entry in entries)
        self.log.info("%d of %d grades are in %s", count, len(entries), place)
        return place

    def table(self, entries: list[Entry]) -> Iterable[Row]:
        """The rows of the file, the header first."""
        raise NotImplementedError

    def _entries(self, gradebook: Any) -> list[Entry]:
        """Everybody in each assignment, in the order of assignments."""
        rules = Rules(parent=self)
        people = _chosen(gradebook.students, self.student, "student", "id")
        work = _chosen(gradebook.assignments, self.assignment, "assignment", "name")
        found = {(s.student.id, a.name): s for a in work for s in a.submissions}
        return [
            self._entry(student, assignment, found.get((student.id, assignment.name)), rules)
            for assignment in work
            for student in people
        ]

    def _entry(self, student: Any, assignment: Any, submission: Any, rules: Rules) -> Entry:
        if submission is None:
            score = 0.0 if self.missing_as_zero else None
            return Entry(student, assignment, None, "not submitted", score)
        grade = grades.of(submission)
        state = "outdated" if outdated_books(rules, submission) else grade.state
        told = state == "final" or (self.unfinished and state == "to mark")
        return Entry(student, assignment, submission, state, grade.total if told else None)


class SpreadsheetExporter(Exporter):
    """The columns of `nbgrader export`, quoted and safe to open, with the state of each grade."""

    COLUMNS = (
        "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
        "raw_score", "late_submission_penalty", "score", "max_score", "state",
    )  # fmt: skip

    def table(self, entries: list[Entry]) -> Iterable[Row]:
        """One row for each student and assignment."""
        yield list(self.COLUMNS)
        for entry in entries:
            student, assignment, submission = entry.student, entry.assignment, entry.submission
            told = submission is not None and entry.score is not None
            yield [
                safe(assignment.name),
                safe(assignment.duedate),
                safe(submission and submission.timestamp),
                *map(safe, (student.id, student.last_name, student.first_name, student.email)),
                number(submission.score if told else entry.score),
                number(submission.late_submission_penalty if told else entry.score),
                number(entry.score),
                number(assignment.max_score),
                entry.state,
            ]


class CanvasExporter(Exporter):
    """A table that Canvas's gradebook imports (Grades → Import)."""

    identified_by = Enum(
        ["SIS Login ID", "SIS User ID"],
        "SIS Login ID",
        help="What nbgrader's student ids are in Canvas",
    ).tag(config=True)
    section = Unicode("", help="The section of all students, as Canvas calls it").tag(config=True)
    titles = Dict(
        help="assignment -> its title in Canvas; with the number in brackets, as Canvas exports "
        "it, the title may be any: {'q1_scenarios': 'Scenarios (4711)'}"
    ).tag(config=True)

    suffix = "-canvas"
    PEOPLE = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")

    def table(self, entries: list[Entry]) -> Iterable[Row]:
        """A header, the points that are possible, and one row for each student with a grade."""
        work, people = _grid(entries)
        yield [*self.PEOPLE, *(safe(self.titles.get(a.name, a.name)) for a in work)]
        yield ["    Points Possible", "", "", "", "", *(number(a.max_score) for a in work)]
        for student, scores in people:
            known = dict.fromkeys(self.PEOPLE, "")
            names = [name for name in (student.last_name, student.first_name) if name]
            known["Student"] = safe(", ".join(names) or student.id)
            lms = student.lms_user_id or ""
            known["ID"] = lms if lms.isascii() and lms.isdigit() else ""  # Canvas's own number
            known[self.identified_by] = self._identity(student)
            known["Section"] = safe(self.section)
            yield [*known.values(), *(number(scores.get(a.name)) for a in work)]

    def _identity(self, student: Any) -> str:
        name = safe(student.id)
        if name != student.id:
            self.log.warning("Canvas will not know %r: it looks like a formula", student.id)
        return name


class MoodleExporter(Exporter):
    """A table that Moodle's gradebook imports (Grades → Import → CSV file)."""

    percent = Bool(
        False, help="Give percent of the possible points (a new grade item of Moodle's has 100)"
    ).tag(config=True)

    suffix = "-moodle"
    KEYS = (("Username", "id"), ("ID number", "lms_user_id"), ("Email address", "email"))

    def table(self, entries: list[Entry]) -> Iterable[Row]:
        """A header, and one row for each student with a grade."""
        work, people = _grid(entries)
        keys = [key for key in self.KEYS if self._is_complete(*key, [s for s, _ in people])]
        yield ["First name", "Last name", *(title for title, _ in keys),
               *(safe(a.name) for a in work)]  # fmt: skip
        for student, scores in people:
            yield [
                safe(student.first_name),
                safe(student.last_name),
                *(safe(getattr(student, field)) for _, field in keys),
                *(self._points(scores.get(a.name), a.max_score) for a in work),
            ]

    def _is_complete(self, title: str, field: str, people: list[Any]) -> bool:
        """Whether everybody has one: Moodle gives a row without to whoever is in the row above."""
        without = [student.id for student in people if not getattr(student, field)]
        if without and len(without) < len(people):
            some = ", ".join(without[:5]) + (" …" if without[5:] else "")
            self.log.warning("There is no column %s: %s have none", title, some)
        return not without

    def _points(self, score: float | None, possible: float) -> str:
        if score is None:
            return "-"  # no grade, for Moodle; a blank cell of a new grade item would be zero
        return number(100 * score / possible if self.percent and possible else score)


FORMATS: dict[str, type[Exporter]] = {
    "csv": SpreadsheetExporter,
    "canvas": CanvasExporter,
    "moodle": MoodleExporter,
}


def safe(value: Any) -> str:
    """A value as one line of text that no spreadsheet takes for a formula.

    An apostrophe before it says so, as OWASP's page on CSV injection has it.
    """
    text = "" if value is None else " ".join(str(value).split())
    return f"'{text}" if text.startswith(tuple(FORMULA)) else text


def number(value: float | None) -> str:
    """Points with up to four decimals; "" for none."""
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")


def _chosen(among: Iterable[Any], wanted: list[Any], what: str, field: str) -> list[Any]:
    """The wanted students or assignments, or all; an unknown one is a `CourseError`."""
    known = {getattr(item, field): item for item in among}
    for name in map(str, wanted):
        if name not in known:
            raise CourseError(
                f"The gradebook has no {what} {name!r}.",
                f"There are: {', '.join(sorted(known)) or 'none'}.",
            )
    return [known[name] for name in sorted(known) if not wanted or name in map(str, wanted)]


def _grid(entries: list[Entry]) -> tuple[list[Any], list[tuple[Any, dict[str, float]]]]:
    """The assignments, and the scores of each student who has one."""
    work = {entry.assignment.name: entry.assignment for entry in entries}
    people: dict[str, tuple[Any, dict[str, float]]] = {}
    for entry in entries:
        if entry.score is not None:
            scores = people.setdefault(entry.student.id, (entry.student, {}))[1]
            scores[entry.assignment.name] = entry.score
    return list(work.values()), [people[name] for name in sorted(people)]
