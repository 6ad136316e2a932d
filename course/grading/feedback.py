"""Feedback pages for everything that is graded; `course feedback`."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from course.errors import CourseError
from course.grading.classroom import Work
from course.grading.folder import Folder


def find_graded(folder: Folder, assignments: list[str]) -> list[Work]:
    """Everything in autograded/ that belongs to these assignments."""
    found = [
        Work(path.parent.name, path.parent.parent.name)
        for path in sorted(folder.autograded.glob("*/*/*.ipynb"))
        if path.parent.name in assignments
    ]
    if not found:
        raise CourseError(
            f"Nothing is graded yet in {folder.autograded}.", "Grade first: course grade"
        )
    return found


def write(folder: Folder, work: list[Work], jobs: int) -> Iterator[tuple[Work, str]]:
    """Write the feedback page of each submission; yields it with what went wrong, or ""."""
    folder.writable(folder.feedback)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(work)), context) as pool:
        futures = {pool.submit(write_one, str(folder.root), item): item for item in work}
        for future in as_completed(futures):
            error = future.exception()
            yield futures[future], f"{error!r}" if error else future.result()


def write_one(root: str, work: Work) -> str:
    """Write one page, in a worker process; returns what went wrong, or ""."""
    from course.grading import converters

    folder = Folder(Path(root))
    return converters.run(converters.GenerateFeedback, folder, work.assignment, work.student)
