"""Grades a class: many submissions at once, each by nbgrader's own autograder; `course grade`."""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from course.errors import CourseError
from course.grading import submission
from course.grading.folder import Folder

TRIES = 3  # when another writer holds the gradebook
STATE = ".graded.json"  # in autograded/: what was graded, and from which content


@dataclass(frozen=True)
class Work:
    """One submission to grade."""

    assignment: str
    student: str
    fingerprint: str = ""

    @property
    def key(self) -> str:
        """The submission as one word."""
        return f"{self.student}/{self.assignment}"


@dataclass(frozen=True)
class Graded:
    """How it went: `state` is "graded", "unchanged", "zero" (with the reason) or "failed"."""

    work: Work
    state: str
    reason: str = ""


def find_work(folder: Folder, assignments: list[str], students: list[str]) -> list[Work]:
    """All submissions of these students to these assignments."""
    return [
        Work(assignment, student, submission.fingerprint(folder, assignment, student))
        for assignment in assignments
        for student in students
        if (folder.submitted / student / assignment).is_dir()
    ]


def grade(
    folder: Folder, work: list[Work], jobs: int, force: bool = False, sandbox: bool = True
) -> Iterator[Graded]:
    """Grade submissions, `jobs` at a time, and yield each result as it comes.

    A submission that has not changed since it was graded is left alone unless
    `force` is given. One that fails does not keep the others from being graded.
    """
    folder.writable(folder.autograded)
    state = _read_state(folder)
    fresh = []
    for item in work:
        done = (folder.autograded / item.student / item.assignment).is_dir()
        if not force and done and state.get(item.key) == item.fingerprint:
            yield Graded(item, "unchanged")
        else:
            fresh.append(item)
    _enter(folder, fresh)
    for result in _in_workers(folder, fresh, jobs, sandbox):
        if result.state != "failed":
            state[result.work.key] = result.work.fingerprint
            _write_state(folder, state)
        yield result


def grade_one(root: str, work: Work, sandbox: bool = True) -> Graded:
    """Grade one submission; runs in a worker process."""
    from course.grading import converters

    folder = Folder(Path(root))
    config = folder.config()
    if not sandbox:
        config.Execute.sandbox = False
    for _ in range(TRIES):
        failed = converters.run(
            converters.Autograde, folder, work.assignment, work.student, config=config
        )
        if "locked" not in failed and "accessing the nbgrader database" not in failed:
            break
    if failed:
        return Graded(work, "failed", failed)
    problem = submission.problem_with(folder, work.assignment, work.student)
    return Graded(work, "zero" if problem else "graded", problem)


def _in_workers(folder: Folder, work: list[Work], jobs: int, sandbox: bool) -> Iterator[Graded]:
    """Run `grade_one` in worker processes; a submission whose worker dies is tried once alone."""
    if not work:
        return
    orphans: list[Work] = []
    with _pool(min(jobs, len(work))) as pool:
        futures = {pool.submit(grade_one, str(folder.root), item, sandbox): item for item in work}
        for future in as_completed(futures):
            if isinstance(future.exception(), BrokenProcessPool):
                orphans.append(futures[future])
            else:
                yield _result(future, futures[future])
    for item in orphans:
        with _pool(1) as pool:
            yield _result(pool.submit(grade_one, str(folder.root), item, sandbox), item)


def _result(future: Future[Graded], work: Work) -> Graded:
    error = future.exception()
    if error is None:
        return future.result()
    return Graded(work, "failed", f"its grader ended: {type(error).__name__}: {error}")


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"))


def _enter(folder: Folder, work: list[Work]) -> None:
    """Make sure that the gradebook knows the assignments and the students."""
    if not work:
        return
    with folder.gradebook() as gradebook:
        known = {assignment.name for assignment in gradebook.assignments}
        for name in sorted({item.assignment for item in work} - known):
            raise CourseError(
                f"The gradebook does not know the assignment {name}.",
                f"Generate its release first: course generate {name}",
            )
        for student in sorted({item.student for item in work}):
            gradebook.update_or_create_student(student)


def _read_state(folder: Folder) -> dict[str, str]:
    try:
        state = json.loads((folder.autograded / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def _write_state(folder: Folder, state: dict[str, str]) -> None:
    draft = folder.autograded / f"{STATE}.{os.getpid()}"
    draft.write_text(json.dumps(state, indent=1, sort_keys=True), encoding="utf-8")
    draft.replace(folder.autograded / STATE)
