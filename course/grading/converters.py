"""nbgrader's own converters, run from here with what they say on failure; read by a maintainer."""

from __future__ import annotations

import logging
import os
import sqlite3
import sys
import warnings
from pathlib import Path
from typing import Any

# nbgrader adds rows to its session by hand; SQLAlchemy 2 thinks aloud about it.
warnings.filterwarnings("ignore", message="Object of type <Submitted")

# nbgrader looks for the command `alembic` when it makes a gradebook: it is beside this Python.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

from nbgrader.apps import NbGrader  # noqa: E402,F401  (first: it registers nbgrader's templates)
from nbgrader.converters import GenerateAssignment  # noqa: E402
from nbgrader.coursedir import CourseDirectory  # noqa: E402
from sqlalchemy import event  # noqa: E402
from sqlalchemy.engine import Engine  # noqa: E402

from course.grading.folder import Folder  # noqa: E402
from course.grading.gate import Autograde, GenerateFeedback  # noqa: E402

BUSY = 60_000  # milliseconds that a writer waits for the gradebook, which has one writer at a time


@event.listens_for(Engine, "connect")
def _wait_for_other_writers(connection: Any, record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute(f"PRAGMA busy_timeout = {BUSY}")


class _Errors(logging.Handler):
    """Keeps the errors that a converter logs."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def run(
    kind: type,
    folder: Folder,
    assignment: str,
    student: str = ".",
    *,
    config: Any = None,
    **directories: str,
) -> str:
    """Run one converter for one assignment and student; returns what went wrong, or "".

    `directories` override those of the course, as in `submitted_directory="…"`.
    """
    config = config or folder.config()
    coursedir = CourseDirectory(config=config)
    coursedir.assignment_id, coursedir.student_id = assignment, student
    for name, value in directories.items():
        setattr(coursedir, name, value)
    converter = kind(coursedir=coursedir, config=config)
    converter.force = True
    errors = _Errors()
    log = logging.Logger("nbgrader", logging.WARNING)
    log.addHandler(errors)
    converter.log = log
    try:
        converter.start()
    except (Exception, SystemExit) as error:
        return _shortest(errors.lines) or f"{type(error).__name__}: {error}"
    return ""


def _shortest(lines: list[str]) -> str:
    """The last line of a traceback if there is one, else the first error."""
    for line in lines:
        if line.startswith("Traceback"):
            return line.strip().splitlines()[-1]
    return lines[0] if lines else ""


__all__ = [
    "Autograde",
    "CourseDirectory",
    "GenerateAssignment",
    "GenerateFeedback",
    "run",
]
