"""What the test cells of the notebooks import: the examiner's side of the course.

`student` calls the student's functions under observation; `Meeting` proves that
work is done at the same time; the watched instruments see what is done without
a lock; the checks end in messages that teach.
"""

from course.exam import notebook as _notebook
from course.exam.checks import (
    check,
    check_calls,
    check_error,
    check_flight,
    check_in_threads,
    check_in_workers,
    require,
)
from course.exam.instruments import Pausing, WatchedList, WatchedLock, WatchedValue
from course.exam.meeting import Meeting, Visit
from course.exam.plain import Token, same
from course.exam.preemption import Preemption, finish, preemptions
from course.exam.standins import standing_in
from course.exam.student import Call, student, thread_errors
from course.exam.uses import Uses
from course.exam.verdicts import Failed, LeftBehind, Stuck

__all__ = [
    "Call",
    "Failed",
    "LeftBehind",
    "Meeting",
    "Pausing",
    "Preemption",
    "Stuck",
    "Token",
    "Uses",
    "Visit",
    "WatchedList",
    "WatchedLock",
    "WatchedValue",
    "check",
    "check_calls",
    "check_error",
    "check_flight",
    "check_in_threads",
    "check_in_workers",
    "finish",
    "preemptions",
    "require",
    "same",
    "standing_in",
    "student",
    "thread_errors",
]

_notebook.watch_current_shell()
