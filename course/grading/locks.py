"""Keeps those apart who would work on the same thing at once; read by a maintainer.

The locks are files in autograded/.locks. They are free again when their process dies.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from course.errors import CourseError
from course.grading import waiting
from course.grading.folder import Folder

PLACE = ".locks"  # in autograded/
PATIENCE = 1800.0  # seconds to wait for somebody else
SHARED = 0o664  # of a lock that all accounts of a group may take


@contextmanager
def alone(folder: Folder, name: str) -> Iterator[None]:
    """Wait until nobody else works on `name` in this course, and say so when it takes long.

    It is free again when we die. A thread that has it may take it once more. Raises
    `CourseError` after half an hour.
    """
    # One object for each file, so that a thread knows what it has already.
    mode = SHARED if _is_shared(folder) else -1
    lock = FileLock(_file(folder, name, "lock"), mode=mode, is_singleton=True)
    try:
        _take(lock, name)
    except Timeout:
        raise CourseError(
            f"Somebody else has been working on {name} for {PATIENCE / 60:.0f} minutes.",
            "See which other 'course grade', 'nbgrader autograde' or formgrader is still at "
            "work, and end it.",
        ) from None
    try:
        yield
    finally:
        lock.release()


def _take(lock: FileLock, name: str) -> None:
    try:
        lock.acquire(timeout=min(waiting.SILENCE, PATIENCE))
    except Timeout:
        waiting.say(f"Waiting: somebody else is at work on {name}.")
        lock.acquire(timeout=PATIENCE)


class Mark:
    """Says that some work on `name` is under way; it stays when the work is cut off."""

    def __init__(self, folder: Folder, name: str) -> None:
        self._path = _file(folder, name, "begun")

    def __bool__(self) -> bool:
        return self._path.exists()

    def begin(self) -> None:
        """The work begins."""
        if not self:  # it may be another account's
            self._path.touch()

    def end(self) -> None:
        """The work is done, all of it."""
        self._path.unlink(missing_ok=True)


def generating(folder: Folder, assignment: str) -> Mark:
    """Says that an assignment is being generated; it stays when that is cut off."""
    return Mark(folder, f"generating {assignment}")


def _file(folder: Folder, name: str, kind: str) -> Path:
    place = folder.autograded / PLACE
    if not place.is_dir():
        place.mkdir(parents=True, exist_ok=True)
        if _is_shared(folder):
            place.chmod(0o2775)
    return place / f"{name.replace('/', '+')}.{kind}"


def _is_shared(folder: Folder) -> bool:
    """Whether several accounts grade here, as nbgrader's `CourseDirectory.groupshared` has it."""
    return folder.autograded.is_dir() and bool(folder.autograded.stat().st_mode & stat.S_IWGRP)
