"""The verb `course grade`: what it plans, shows and writes; read by a maintainer."""

from __future__ import annotations

import argparse
import errno
import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from sqlalchemy.exc import DBAPIError

from course.errors import CourseError
from course.grading import classroom, record, sandbox, summary, waiting
from course.grading.classroom import Graded, Work
from course.grading.crew import LOCAL
from course.grading.folder import Folder
from course.grading.progress import ClassSteps

AGAIN = "Mend that, and run the command again: what is done stays done."
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
NOTES = {"failed": "could not be graded: ", "zero": "zero points: "}


def grade(folder: Folder, args: argparse.Namespace, jobs: int | None, console: Console) -> int:
    """Grade submissions, or say which would be; 1 when one of them could not be graded."""
    if args.json == "-":
        console = Console(stderr=True)

    def say(line: str) -> None:
        console.print(line, highlight=False, markup=False, soft_wrap=True)

    try:
        with waiting.told(say):
            return _run(folder, args, jobs, console)
    except DBAPIError as error:
        raise CourseError(f"The gradebook cannot be used: {error.orig}.", AGAIN) from None
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise CourseError(f"{error.strerror}: {error.filename or folder.root}.", AGAIN) from None


def _run(folder: Folder, args: argparse.Namespace, jobs: int | None, console: Console) -> int:
    names = folder.choose(args.assignments, folder.assignments(), "assignment")
    students = folder.choose(args.student, folder.students(), "student")
    submitted = [n for n in names if any((folder.submitted / s / n).is_dir() for s in students)]
    if not submitted:
        raise CourseError(
            f"There is no submission to grade for {', '.join(names)}.",
            "Collect them with 'nbgrader collect ASSIGNMENT', or make samples: course samples",
        )
    if args.dry_run:
        plan = _plan(classroom.find_work(folder, submitted, students), args, console)
        plan["late_penalties"] = _penalties(folder, names, students, args, console)
        _write(args.json, plan, console)
        return 0
    if not args.no_sandbox and args.executor == LOCAL and (reason := sandbox.refusal()):
        raise CourseError("Student code cannot be kept in a sandbox here.", reason)
    classroom.refresh(folder, submitted, waiting.say)
    work = classroom.find_work(folder, submitted, students)
    results = _grade(folder, work, args, jobs, console)
    found = summary.summarize(results)
    summary.show(found, console)
    counts = Counter(result.state for result in results)
    console.print(
        f"Graded {counts['graded'] + counts['zero']} submissions; "
        f"{counts['unchanged']} had not changed since they were graded, "
        f"{counts['failed']} could not be graded.",
        soft_wrap=True,
    )
    done = {
        "summary": found.as_json(),
        "submissions": [_row(result) for result in results],
        "late_penalties": _penalties(folder, names, students, args, console),
    }
    _write(args.json, done, console)
    return 1 if counts["failed"] else 0


def _grade(
    folder: Folder, work: list[Work], args: argparse.Namespace, jobs: int | None, console: Console
) -> list[Graded]:
    results = []
    with ClassSteps(console, "Grading", len(work)) as steps:
        for result in classroom.grade(
            folder, work, jobs, args.force, not args.no_sandbox, args.executor,
            on_start=lambda item: steps.begin(item.key),
        ):  # fmt: skip
            results.append(result)
            if result.state == "unchanged":
                steps.skip(result.work.key)
                continue
            note = NOTES.get(result.state)
            text = note + result.reason if note else ""
            steps.end(result.work.key, text, result.outcome.incidents)
    return results


def _plan(work: list[Work], args: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Say what would be graded; the same for a machine."""
    plan = classroom.as_planned(work, args.force)
    for item in plan:
        console.print(f"{item.key}: {item.why}", highlight=False, markup=False)
    console.print(f"{len(plan)} of {len(work)} submissions would be graded. Nothing was.")
    rows = [
        {"student": item.student, "assignment": item.assignment, "why": item.why} for item in plan
    ]
    return {"would_grade": rows, "unchanged": len(work) - len(plan)}


def _penalties(
    folder: Folder,
    names: list[str],
    students: list[str],
    args: argparse.Namespace,
    console: Console,
) -> list[dict[str, Any]]:
    """Late penalties of submissions that were left alone may have become others; which."""
    from course.grading import lateness

    if args.dry_run and not any(folder.autograded.glob(f"*/*/{record.NAME}")):
        return []  # nothing is graded; the gradebook need not be there
    find = lateness.outdated if args.dry_run else lateness.refresh
    changes = find(folder, names, students)
    if changes:
        console.print("Late penalties that would change:" if args.dry_run
                      else "Late penalties that have changed:")  # fmt: skip
    for change in changes:
        console.print(
            f"  {change.student}/{change.assignment}: {change.before:g} → {change.after:g}",
            highlight=False, markup=False, soft_wrap=True,
        )  # fmt: skip
    return [asdict(change) for change in changes]


def _row(result: Graded) -> dict[str, Any]:
    work, outcome = result.work, result.outcome
    return {
        "student": work.student,
        "assignment": work.assignment,
        "state": result.state,
        "why": work.why,
        "reason": result.reason or outcome.zero,
        "points": outcome.points,
        "possible": outcome.possible,
        "before": result.before,
        "missed": list(outcome.missed),
        "seconds": outcome.seconds,
        "incidents": outcome.incidents,
        "reported": outcome.reported,
    }


def _write(target: str | None, data: dict[str, Any], console: Console) -> None:
    if target is None:
        return
    text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    if target == "-":
        sys.stdout.write(text)
        return
    try:
        Path(target).write_text(text, encoding="utf-8")
    except OSError as error:
        raise CourseError(
            f"{target} cannot be written: {error.strerror}.", "Name another file for --json."
        ) from None
    console.print(f"The same for machines is in {target}", highlight=False)
