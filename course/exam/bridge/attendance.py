"""What happens at a meeting is told to the examiner when it happens; read by a maintainer.

A `Meeting` is held in the candidate, where the student's code could rewrite what it has seen.
So every arrival and every departure is reported at once, and the examiner keeps the book:
what is in it cannot be taken back. A report of a visit is believed when it is made by the
meeting itself, about the thread that visits, or about another process by the meeting's own
thread, in which none of the student's code runs.
"""

from __future__ import annotations

import bisect
import operator
import os
import sys
import threading
from typing import Any

from course.exam import frames
from course.exam.meeting import Attendance, Group, Meeting, Visit

VISITS = 20_000  # that are written into one book, at most
RECORDED = {"visits", "crowds", "groups", "peak", "arguments", "in_parent", "pids", "workers"}
_REPORTING = {Meeting._hold.__code__, Meeting._free.__code__}
_look, _me, _my_process = sys._getframe, threading.get_ident, os.getpid


def is_genuine(what: str, about: Any) -> bool:
    """Whether the report that is made now comes from a meeting, about what really happens.

    Called by the observer, which the meeting has called.
    """
    frame = _look(2)
    if frame.f_code not in _REPORTING:
        return False
    if what != "arrived" or (about.pid, about.thread) == (_my_process(), _me()):
        return True
    outer = frame.f_back
    while outer is not None:
        if frames.is_students(outer.f_code.co_filename):
            return False
        outer = outer.f_back
    return bool(about.pid != _my_process())


class Book:
    """The examiner's book about one meeting."""

    def __init__(self, home: int) -> None:
        self.attendance = Attendance(home)
        self._held: dict[int, Visit] = {}
        self._numbers: set[int] = set()

    def arrived(self, visit: Visit) -> None:
        """Somebody comes. Raises `ValueError` for what cannot be."""
        if type(visit) is not Visit or visit.number in self._numbers:
            raise ValueError("this visit is no new one")
        if len(self._numbers) >= VISITS:
            raise ValueError(f"more than {VISITS} visits")
        self._numbers.add(visit.number)
        bisect.insort(self.attendance.visits, visit, key=operator.attrgetter("number"))
        self._held[visit.number] = visit

    def freed(self, crowd: list[int], group: Group) -> None:
        """Some of those who are there go. Raises `ValueError` for what cannot be."""
        gone = [visit.number for visit in group.visits]
        if not set(gone) <= set(crowd) <= self._held.keys() or len(set(crowd)) != len(crowd):
            raise ValueError("these are not there")
        self.attendance.crowds.append(len(crowd))
        visits = [self._held.pop(number) for number in gone]
        self.attendance.groups.append(Group(visits, float(group.freed)))
