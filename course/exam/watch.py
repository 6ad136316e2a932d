"""Is every access to shared data ordered? Read by test cells, and by a student who asks.

    def program():
        watch = Watch()
        shared = watch.list([1, 2])
        together(lambda: student.f.bare(shared, lock), lambda: student.g.bare(shared, lock))
        return watch.races, watch.serialised

Two accesses to the same thing, one of them a write, from two threads, and nothing that puts
one before the other: that is a data race, whether or not this run went wrong by it (the
happens-before relation, followed with vector clocks by `course.exam.explore`). `serialised`
tells the opposite mistake: each thread did all its accesses in a single hold of a lock.
Works in programs that are explored; elsewhere nothing is noted.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from course.exam import frames
from course.exam.explore.tasks import Task, current
from course.exam.sent import close_class, closed

READS, WRITES = "reads", "writes"


@dataclass(frozen=True)
class Access:
    """One access: the thread's name and number, what it did to what, in which line."""

    thread: str
    number: int
    act: str
    what: str
    line: int
    moment: int  # of the thread's own clock
    holds: frozenset[tuple[int, int]]  # which locks were held, and for which time

    def __str__(self) -> str:
        return f"{self.thread} {self.act} {self.what} in line {self.line}"


@dataclass(frozen=True)
class Race:
    """Two accesses that have no order."""

    first: Access
    second: Access

    def __str__(self) -> str:
        return f"{self.first}, and {self.second}, with no order between them"


class Watch:
    """Watches lists, dicts, attributes and counters that threads share."""

    def __init__(self) -> None:
        self.accesses: list[Access] = []
        self.races: list[Race] = []
        self._last: dict[str, dict[tuple[int, str], Access]] = {}

    def list(self, items: Any = (), name: str = "the list") -> Any:
        """A list whose every use is noted."""
        return _noting(list, self, name)(items)

    def dict(self, items: Any = (), name: str = "the dict") -> Any:
        """A dict whose every use is noted."""
        return _noting(dict, self, name)(items)

    def attributes(self, kind: type, *args: Any, **kwargs: Any) -> Any:
        """An object of a subclass of `kind`, made of these arguments, with noted attributes.

        Methods and other things that belong to the class are not noted.
        """
        watch = self

        class Watched(kind):
            def __getattribute__(self, name: str) -> Any:
                if name in object.__getattribute__(self, "__dict__"):
                    watch.note(READS, name)
                return super().__getattribute__(name)

            def __setattr__(self, name: str, value: object) -> None:
                watch.note(WRITES, name)
                super().__setattr__(name, value)

        Watched.__name__ = kind.__name__
        for name in ("__getattribute__", "__setattr__"):
            setattr(Watched, name, closed(vars(Watched)[name]))
        return Watched(*args, **kwargs)

    def value(self, start: int = 0, name: str = "value") -> Any:
        """An object with an attribute `value`, like a `multiprocessing.Value`."""
        return self.attributes(type("Value", (), {"__init__": _set_value}), start)

    @property
    def serialised(self) -> bool:
        """Whether every thread that wrote more than once did all of it in one hold of a lock."""
        by_thread: dict[int, list[Access]] = {}
        for access in self.accesses:
            by_thread.setdefault(access.number, []).append(access)
        busy = [each for each in by_thread.values() if sum(a.act == WRITES for a in each) > 1]
        return bool(busy) and all(
            frozenset.intersection(*(access.holds for access in each)) for each in busy
        )

    def note(self, act: str, what: str) -> None:
        """Note an access by the running thread, and the races that it is part of."""
        me = current()
        if me is None:
            return
        access = _access(me, act, what)
        last = self._last.setdefault(what, {})
        for other in last.values():
            concurrent = other.moment > me.clock.get(other.number, 0)
            if other.number != me.index and WRITES in (act, other.act) and concurrent:
                self.races.append(Race(other, access))
        last[me.index, act] = access
        self.accesses.append(access)


def _access(me: Task, act: str, what: str) -> Access:
    frame = sys._getframe(2)
    while frame.f_back is not None and not frames.is_students(frame.f_code.co_filename):
        frame = frame.f_back
    holds = frozenset((lock, me.holds[lock]) for lock in me.held)
    moment = me.clock[me.index]
    return Access(me.name, me.index, act, what, frame.f_lineno or 0, moment, holds)


def _set_value(self: Any, start: int) -> None:
    self.value = start


_READING = {
    *("__getitem__", "__len__", "__iter__", "__contains__", "__eq__", "__repr__", "__reversed__"),
    *("index", "count", "copy", "get", "keys", "values", "items"),
}
_WRITING = {
    *("__setitem__", "__delitem__", "__iadd__", "__imul__", "append", "extend", "insert", "pop"),
    *("remove", "clear", "sort", "reverse", "update", "setdefault", "popitem", "__ior__"),
}


def _noting(kind: type, watch: Watch, name: str) -> type:
    def method(act: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def noted(self: Any, *args: Any, **kwargs: Any) -> Any:
            watch.note(act, name)
            return original(self, *args, **kwargs)

        return noted

    names = {READS: _READING, WRITES: _WRITING}
    methods = {
        each: method(act, getattr(kind, each))
        for act, group in names.items()
        for each in group
        if hasattr(kind, each)
    }
    noting = type(kind.__name__, (kind,), methods)
    close_class(noting)
    return noting
