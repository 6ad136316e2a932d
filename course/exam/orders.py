"""Arguments that come to a meeting when a worker process handles them; read by test cells.

A worker process that writes `f"Order {order_id} completed"`, or that receives its number,
is held there: so a test sees how many workers are at it together, whatever means started
them. In the process of the notebook they are an ordinary id and an ordinary number: naming
a process after its order is no work on the order.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing import managers, queues, util
from typing import Any

from course.exam.task import Task

_watched: set[int] = set()  # processes that visit when they ask and leave


class MeetingId:
    """An order id that visits a meeting whenever a worker process turns it into text.

    A worker process that has handled one also visits `leaving` when it ends, and `asking` each
    time that it has asked a shared queue how full it is: others can come between that and a `get`.
    """

    def __init__(
        self, number: int, task: Task, leaving: Task | None = None, asking: Task | None = None
    ) -> None:
        self.number, self._task = number, task
        self._leaving, self._asking = leaving, asking

    def __str__(self) -> str:
        if not self._task.is_home:
            if os.getpid() not in _watched:
                _watched.add(os.getpid())
                self._watch_this_process()
            self._task(self.number)
        return str(self.number)

    def _watch_this_process(self) -> None:
        if self._leaving is not None:
            util.Finalize(None, self._leaving, exitpriority=100)
        if self._asking is not None:
            asking = self._asking
            _visit_after(queues.Queue, ("empty", "qsize"), asking)
            _visit_after(queues.SimpleQueue, ("empty",), asking)
            _visit_after(managers.BaseProxy, ("_callmethod",), asking, ("empty", "qsize"))

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


def _visit_after(
    kind: type, names: tuple[str, ...], task: Task, which: tuple[str, ...] = ()
) -> None:
    """Let this process visit after each call of these methods, with one of `which` as argument."""

    def visiting(original: Callable[..., Any]) -> Callable[..., Any]:
        def method(self: Any, *args: Any, **kwargs: Any) -> Any:
            result = original(self, *args, **kwargs)
            if not which or args[0] in which:
                task()
            return result

        return method

    for name in names:
        setattr(kind, name, visiting(getattr(kind, name)))


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
