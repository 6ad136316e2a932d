"""What is wrong with a run, in words; read by an instructor."""

from __future__ import annotations

import linecache
import traceback
from collections.abc import Callable

from course.exam.explore.run import Run
from course.exam.explore.where import is_students

Check = Callable[[Run], object]
DEPTH = 3  # lines of the student's in a report of an error

_VERDICTS = {
    "deadlock": "The threads wait for each other for ever (a deadlock); nobody can go on:",
    "endless": "The program does not come to an end: it goes round and round without getting on:",
    "stuck": "The program sleeps in something that no other thread can end, or computes for ever "
    "in one single step:",
}


def judge(run: Run, check: Check | None = None) -> str | None:
    """What is wrong with this run, or None."""
    if run.verdict is not None:
        parts = [_VERDICTS[run.verdict], run.waiting]
        parts += [f"{name} was ended by {_told(error)}" for name, error in run.thread_errors]
        return "\n".join(part for part in parts if part)
    if run.error is not None:
        return f"The program raised {_told(run.error)}"
    return _checked(run, check) if check is not None else None


def _checked(run: Run, check: Check) -> str | None:
    try:
        message = check(run)
    except AssertionError as error:
        return str(error) or "the result is wrong"
    if message is None or message is True:
        return None
    return message if isinstance(message, str) and message else "the result is wrong"


def _told(error: BaseException) -> str:
    lines = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        if is_students(frame.f_code):
            text = linecache.getline(frame.f_code.co_filename, line or 0).strip()
            lines.append(f"\n    line {line}, in {frame.f_code.co_name}: {text}")
    return f"{type(error).__name__}: {error}" + "".join(lines[-DEPTH:])
