"""Arguments that come to a meeting when a worker process handles them; read by test cells.

A worker process that writes `f"Order {order_id} completed"`, or that receives its number,
is held there: so a test sees how many workers are at it together, whatever means started
them. In the process of the notebook they are an ordinary id and an ordinary number: naming
a process after its order is no work on the order.
"""

from __future__ import annotations

from typing import Any

from course.exam.task import Task


class MeetingId:
    """An order id that visits a meeting whenever a worker process turns it into text."""

    def __init__(self, number: int, task: Task) -> None:
        self.number, self._task = number, task

    def __str__(self) -> str:
        if not self._task.is_home:
            self._task(self.number)
        return str(self.number)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __repr__(self) -> str:
        return str(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MeetingId) and other.number == self.number

    def __lt__(self, other: MeetingId) -> bool:
        return self.number < other.number

    def __hash__(self) -> int:
        return hash(self.number)


class MeetingNumber(int):
    """A number that visits a meeting when a worker process receives it, and is plain there.

    A process that is started by `fork` receives nothing, so it makes no visit.
    """

    _task: Task

    def __new__(cls, value: int, task: Task) -> MeetingNumber:
        """A number with the value of `value`."""
        self = super().__new__(cls, value)
        self._task = task
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _received, (int(self), self._task)


def _received(value: int, task: Task) -> int:
    if not task.is_home:
        task(value)
    return value
