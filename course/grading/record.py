"""Remembers of each submission what was graded, and how it went; read by a maintainer.

The record lies beside the graded notebook, and is written when all the rest is. Whoever
grades the submission anew removes it first: without a record a submission is not done.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from course.grading.changes import Fingerprint
from course.grading.folder import Folder

NAME = ".graded.json"


@dataclass(frozen=True)
class Outcome:
    """How the grading of one submission went; `zero` says why nothing could be graded."""

    points: float = 0.0
    possible: float = 0.0
    missed: tuple[str, ...] = ()
    seconds: float = 0.0
    incidents: int = 0
    reported: bool = False
    zero: str = ""


@dataclass(frozen=True)
class Record:
    """What was graded, and the outcome."""

    fingerprint: Fingerprint
    outcome: Outcome


def place(folder: Folder, assignment: str, student: str) -> Path:
    """Where the record of a submission is."""
    return folder.autograded / student / assignment / NAME


def read(folder: Folder, assignment: str, student: str) -> Record | None:
    """The record of a submission; None when it is not graded, or was not to the end."""
    try:
        text = place(folder, assignment, student).read_text(encoding="utf-8")
        data = json.loads(text)
        outcome = data["outcome"] | {"missed": tuple(data["outcome"]["missed"])}
        return Record(Fingerprint(**data["fingerprint"]), Outcome(**outcome))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def write(folder: Folder, assignment: str, student: str, record: Record) -> None:
    """Write the record of a submission, whole or not at all."""
    path = place(folder, assignment, student)
    draft = path.with_name(f"{NAME}.{os.getpid()}")
    try:
        with draft.open("w", encoding="utf-8") as file:
            json.dump(asdict(record), file, indent=1, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:  # the disk is full
        draft.unlink(missing_ok=True)
        raise


def forget(folder: Folder, assignment: str, student: str) -> None:
    """From now on this submission is not graded."""
    place(folder, assignment, student).unlink(missing_ok=True)
