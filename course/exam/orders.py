"""Order ids that come to a meeting when they are written into a text; read by test cells.

A worker process that writes `f"Order {order_id} completed"` is held there: so a test
sees how many workers are at it together, whatever means started them.
"""

from __future__ import annotations

from course.exam.task import Task


class MeetingId:
    """A number that visits a meeting whenever it is turned into text."""

    def __init__(self, number: int, task: Task) -> None:
        self.number, self._task = number, task

    def __str__(self) -> str:
        self._task(self.number)
        return str(self.number)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __repr__(self) -> str:
        return str(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MeetingId) and other.number == self.number

    def __hash__(self) -> int:
        return hash(self.number)
