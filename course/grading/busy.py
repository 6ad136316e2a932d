"""Waits for an SQLite gradebook that another program writes into; read by a maintainer.

SQLite has one writer at a time. Its own waiting is silent and ends with "database is
locked", in the middle of what was to be saved. Importing this module makes every
connection of SQLAlchemy's, so every gradebook, wait longer and say so.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.engine import Dialect, Engine

from course.errors import CourseError
from course.grading import waiting

PATIENCE = 120.0  # seconds until a gradebook that stays locked is an error
LOCKED = "The gradebook stays locked: another program has been writing into it for a long time."
REMEDY = (
    "End what holds gradebook.db (an editor for databases, a backup, another grading), and run "
    "the command again: what is done stays done."
)
_PRIMARY = 0xFF  # of SQLite's error codes, which tell more in the other bits
R = TypeVar("R")


class Connection(sqlite3.Connection):
    """A connection that waits when it reads, writes and commits."""

    def cursor(self, factory: Any = None) -> Any:
        """A cursor that waits, too."""
        return super().cursor(factory or Cursor)

    def commit(self) -> None:
        """Commit, when nobody reads any more."""
        _patiently(super().commit)


class Cursor(sqlite3.Cursor):
    """A cursor that waits."""

    def execute(self, *statement: Any) -> Any:
        """Execute a statement, when nobody else writes any more."""
        return _patiently(super().execute, *statement)

    def executemany(self, *statement: Any) -> Any:
        """The same for many rows."""
        return _patiently(super().executemany, *statement)


@event.listens_for(Engine, "do_connect")
def _connect(dialect: Dialect, record: Any, arguments: Any, options: dict[str, Any]) -> None:
    if dialect.name == "sqlite":
        options |= {"factory": Connection, "timeout": waiting.SILENCE}


def _patiently(call: Callable[..., R], *arguments: Any) -> R:
    end = time.monotonic() + PATIENCE
    said = False
    while True:
        try:
            return call(*arguments)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY:
                raise
        if not said:
            waiting.say("Waiting for the gradebook: another program is writing into it.")
            said = True
        if time.monotonic() > end:
            raise CourseError(LOCKED, REMEDY)
