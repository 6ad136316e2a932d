"""The verbs of the `course` command; each returns an exit code."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from course.errors import CourseError, UsageError
from course.grading import (
    doctor,
    feedback,
    grade_verb,
    grades,
    integrity,
    packing,
    record,
    releases,
    samples,
    sandbox,
)
from course.grading.crew import LOCAL
from course.grading.folder import Folder
from course.grading.progress import Steps

Verb = Callable[[argparse.Namespace, Console], int]


def folder_of(args: argparse.Namespace) -> Folder:
    """The course folder that the command is about."""
    return Folder.find(Path(args.course) if args.course else None)


def generate(args: argparse.Namespace, console: Console) -> int:
    """Generate releases, or check that they are up to date."""
    folder = folder_of(args)
    names = folder.choose(args.assignments, folder.assignments(), "assignment")
    if args.check:
        differing = releases.outdated(folder, names)
        for name in differing:
            console.print(f"{name} is out of date", highlight=False)
        if differing:
            raise CourseError("The releases are not what the sources give.", "course generate")
        console.print(f"The releases of {len(names)} assignments are up to date.")
        return 0
    with Steps(console, "Generating", len(names)) as steps:
        releases.generate(folder, names, steps.done)
    console.print(f"{len(names)} releases are in {folder.release}", highlight=False)
    return 0


def make_samples(args: argparse.Namespace, console: Console) -> int:
    """Write the sample students' submissions."""
    folder = folder_of(args)
    changed = samples.make(folder, folder.assignments())
    console.print(
        f"Sample students {', '.join(samples.STATES)} are in {folder.submitted} "
        f"({len(changed)} notebooks written, the others were up to date).",
        highlight=False,
    )
    return 0


def grade(args: argparse.Namespace, console: Console) -> int:
    """Grade submissions; 1 when one of them could not be graded."""
    return grade_verb.grade(folder_of(args), args, _jobs_wanted(args), console)


def show_integrity(args: argparse.Namespace, console: Console) -> int:
    """Show what grading noted beside the scores."""
    folder = folder_of(args)
    names = folder.choose(args.assignments, folder.assignments(), "assignment")
    students = folder.choose(args.student, folder.students(), "student")
    shown = 0
    for _, report in integrity.reports(folder.root):
        if report.assignment in names and report.student in students:
            shown += 1
            console.print(f"{report.student}/{report.assignment}", style="bold", markup=False)
            for line in report.lines():
                console.print(f"  {line}", highlight=False, markup=False, soft_wrap=True)
    console.print(f"{shown} reports. They say what was seen, and accuse nobody.")
    return 0


def write_feedback(args: argparse.Namespace, console: Console) -> int:
    """Write feedback pages for everything that is graded."""
    folder = folder_of(args)
    names = folder.choose(args.assignments, folder.assignments(), "assignment")
    work = feedback.find_graded(folder, names)
    failed = 0
    with Steps(console, "Writing feedback", len(work)) as steps:
        for item, problem in feedback.write(folder, work, jobs(args)):
            failed += bool(problem)
            steps.done(item.key, f"failed: {problem}" if problem else "")
    console.print(f"Feedback pages are in {folder.feedback}", highlight=False)
    return 1 if failed else 0


def write_handouts(args: argparse.Namespace, console: Console) -> int:
    """Write the handouts, with a solutions edition when asked for."""
    from course import handout

    folder = folder_of(args)
    folder.writable(folder.handouts)
    total = len(folder.assignments()) * (2 if args.solutions else 1)
    with Steps(console, "Writing handouts", total) as steps:
        handout.build(
            folder.source, folder.release, folder.handouts,
            solutions=args.solutions, jobs=jobs(args), on_done=steps.done,
        )  # fmt: skip
    console.print(f"Handouts: {folder.handouts / 'index.html'}", highlight=False)
    return 0


def show_grades(args: argparse.Namespace, console: Console) -> int:
    """Show the gradebook as a table, or write it as CSV."""
    rows = grades.read(folder_of(args))
    if args.csv == "-":
        grades.write_csv(rows, sys.stdout)
    elif args.csv:
        try:
            with Path(args.csv).open("w", encoding="utf-8", newline="") as file:
                grades.write_csv(rows, file)
        except OSError as error:
            raise CourseError(
                f"{args.csv} cannot be written: {error.strerror}.", "Name another file."
            ) from None
        console.print(f"{len(rows)} grades are in {args.csv}", highlight=False)
    else:
        console.print(_table(rows))
    return 0


def export_grades(args: argparse.Namespace, console: Console) -> int:
    """Write grades as a spreadsheet, or as Canvas or Moodle import them."""
    from course.grading import exporters

    folder = folder_of(args)
    names = folder.choose(args.assignments, folder.assignments(), "assignment")
    exporter = exporters.FORMATS[args.format](config=folder.config())
    exporter.to, exporter.student = args.to or exporter.to, args.student or []
    exporter.assignment = names if args.assignments else []
    exporter.unfinished = exporter.unfinished or args.unfinished
    exporter.missing_as_zero = exporter.missing_as_zero or args.missing_as_zero
    exporter.log = logging.Logger("export", logging.INFO)
    exporter.log.addHandler(_Lines(console))
    with folder.gradebook() as gradebook:
        exporter.write(gradebook)
    return 0


class _Lines(logging.Handler):
    """Prints what is logged."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        self._console.print(record.getMessage(), highlight=False, markup=False, soft_wrap=True)


def pack(args: argparse.Namespace, console: Console) -> int:
    """Pack what students get into a zip file."""
    folder = folder_of(args)
    names = folder.choose(args.assignments, folder.assignments(), "assignment")
    differing = releases.outdated(folder, names)
    if differing:
        raise CourseError(f"{differing[0]} is not what the sources give.", "course generate")
    place = Path(args.to)
    count = packing.pack(folder, names, place)
    console.print(f"{count} files are in {place}", highlight=False, soft_wrap=True)
    return 0


def demo(args: argparse.Namespace, console: Console) -> int:
    """The whole course once: releases, samples, grades, feedback, handouts."""
    folder = folder_of(args)
    again = any(folder.autograded.glob(f"*/*/{record.NAME}"))
    console.print(
        "This folder has been graded before: only what has changed is done again."
        if again
        else "Generating, grading and handing out the whole course; this takes a few minutes."
    )
    args.assignments, args.student, args.force, args.check = [], None, False, False
    args.solutions, args.csv = True, None
    args.dry_run, args.executor, args.json = False, LOCAL, None
    args.no_sandbox = bool(reason := sandbox.refusal())
    if args.no_sandbox:
        console.print(f"The samples, which are the course's own, run without a sandbox: {reason}")
    names = folder.assignments()
    if not again or releases.outdated(folder, names) or _unknown(folder, names):
        generate(args, console)
    make_samples(args, console)
    args.student = [s for s in folder.students() if s in samples.STATES]
    code = grade(args, console)
    code = max(code, write_feedback(args, console), write_handouts(args, console))
    show_grades(args, console)
    for what, path in (
        ("Feedback, one page for each notebook", folder.feedback / "complete"),
        ("Handouts", folder.handouts / "index.html"),
        ("Gradebook", folder.root / "gradebook.db"),
    ):
        console.print(f"{what}: {path}", highlight=False, soft_wrap=True)
    console.print("To mark the written answers: make lab, then Nbgrader → Formgrader.")
    return code


def examine_machine(args: argparse.Namespace, console: Console) -> int:
    """Say what of this machine is fit."""
    try:
        folder = folder_of(args)
    except CourseError:
        folder = None
    fit = doctor.report(folder, lambda line: console.print(line, highlight=False, soft_wrap=True))
    return 0 if fit else 1


def jobs(args: argparse.Namespace) -> int:
    """How many notebooks to work on at once."""
    return _jobs_wanted(args) or max(2, os.cpu_count() or 2)


def _jobs_wanted(args: argparse.Namespace) -> int | None:
    if args.jobs is not None and args.jobs < 1:
        raise UsageError(f"--jobs {args.jobs} is no number of jobs.", "Use 1 or more.")
    return int(args.jobs) if args.jobs else None


def _unknown(folder: Folder, names: list[str]) -> list[str]:
    """The assignments that the gradebook does not know yet."""
    with folder.gradebook() as gradebook:
        known = {assignment.name for assignment in gradebook.assignments}
    return [name for name in names if name not in known]


def _table(rows: list[grades.Grade]) -> Table:
    students = sorted({r.student for r in rows}, key=_rank)
    found = {(row.assignment, row.student): row for row in rows}
    late = ", less what is taken off for being late" if any(r.late_penalty for r in rows) else ""
    table = Table(title=f"Points: automatic, and by hand (… = an answer waits to be marked){late}")
    table.add_column("assignment")
    table.add_column("of", justify="right")
    for student in students:
        table.add_column(student, justify="right")
    names = sorted({row.assignment for row in rows})
    for name in names:
        largest = next(row for row in rows if row.assignment == name)
        cells = [_cell(found.get((name, student))) for student in students]
        table.add_row(name, f"{largest.automatic_max:g} + {largest.by_hand_max:g}", *cells)
    sums = [sum(r.automatic for r in rows if r.student == s) for s in students]
    whole = sum(next(r.automatic_max for r in rows if r.assignment == n) for n in names)
    table.add_section()
    table.add_row("automatic points", f"{whole:g}", *(f"{value:g}" for value in sums))
    return table


def _rank(student: str) -> tuple[int, str]:
    """Sample students first, in their own order."""
    known = samples.STATES
    return (known.index(student) if student in known else len(known), student)


def _cell(row: grades.Grade | None) -> str:
    if row is None:
        return "–"
    if not row.graded:
        return row.state
    late = f" − {row.late_penalty:g}" if row.late_penalty else ""
    return f"{row.automatic:g} + {'…' if row.to_mark else f'{row.by_hand:g}'}{late}"
