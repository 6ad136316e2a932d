"""What can go wrong when an instructor works with the course; read by a maintainer.

    CourseError                 exit code 1: something failed; says what to do next
    ├── UsageError              exit code 2: a command was given wrong words
    └── HandoutError            a handout could not be made

Each message says what, where, and the next step.
"""

from __future__ import annotations


class CourseError(Exception):
    """Something failed; `message` says what and where, `next_step` what to do about it."""

    exit_code = 1

    def __init__(self, message: str, next_step: str = "") -> None:
        self.message, self.next_step = message, next_step
        super().__init__(f"{message}\n{next_step}" if next_step else message)


class UsageError(CourseError):
    """A command was given a name or an option that does not exist."""

    exit_code = 2


class HandoutError(CourseError):
    """A notebook could not be turned into a handout."""
