"""nbgrader's own converters, run from here with what they say on failure; read by a maintainer."""

from __future__ import annotations

import logging
import re
import warnings
from typing import Any

# nbgrader adds rows to its session by hand; SQLAlchemy 2 thinks aloud about it.
warnings.filterwarnings("ignore", message="Object of type <Submitted")


from nbgrader.apps import NbGrader  # noqa: E402,F401  (first: it registers nbgrader's templates)
from nbgrader.coursedir import CourseDirectory  # noqa: E402

from course.grading.folder import Folder  # noqa: E402
from course.grading.gate import Autograde, GenerateFeedback  # noqa: E402
from course.grading.releasing import GenerateAssignment  # noqa: E402

# The line of a traceback that names the error: SQLAlchemy has more lines after it.
_ERROR = re.compile(r"^[A-Za-z_][\w.]*: .+$", re.MULTILINE)


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
    """The error of a traceback if there is one, else the first line."""
    for line in lines:
        if line.startswith("Traceback"):
            found = _ERROR.findall(line) or line.strip().splitlines()
            return str(found[-1]).removeprefix("course.errors.CourseError: ")
    return lines[0] if lines else ""


__all__ = [
    "Autograde",
    "CourseDirectory",
    "GenerateAssignment",
    "GenerateFeedback",
    "run",
]
