"""Instrumented arguments that test cells hand to the student's functions.

Each of them behaves as the thing that it stands for and notes what is done to
it, in which line, and under which lock.
"""

from __future__ import annotations

import operator
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any

from course.exam import frames


class WatchedLock:
    """A lock that counts how often it is taken and knows who holds it.

    `on_release` is called (by the thread that still holds it) before each release. So many
    attempts that do not wait for it, or not for ever, are refused at first: others hold it.
    """

    def __init__(self, on_release: Callable[[], None] | None = None, refusals: int = 0) -> None:
        self._refusals = refusals
        self._lock = threading.Lock()
        self._owner: int | None = None
        self.on_release = on_release
        self.taken = 0
        self.lists: list[WatchedList] = []

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """As `threading.Lock.acquire`."""
        if self._refusals and (not blocking or timeout >= 0):
            self._refusals -= 1
            return False
        got = self._lock.acquire(blocking, timeout)
        if got:
            self._owner = threading.get_ident()
            self.taken += 1
            for each in self.lists:
                each.compare()
        return got

    def release(self) -> None:
        """As `threading.Lock.release`."""
        if self.on_release is not None and self._owner is not None:
            self.on_release()
        for each in self.lists:
            each.settle()
        self._owner = None
        self._lock.release()

    def locked(self) -> bool:
        """As `threading.Lock.locked`."""
        return self._lock.locked()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *exc_info: object) -> None:
        self.release()

    @property
    def is_mine(self) -> bool:
        """Whether the calling thread holds the lock."""
        return self._owner == threading.get_ident()


class WatchedList(list[Any]):
    """A list that notes every look and change which is made without `lock`.

    `naked` holds one text for each of them: the method and the student's line. A change that
    passes by the methods of this class is found when the lock is taken next, or at the end.
    `fail_on` maps the number of an access (1, 2, …) to an error to raise there.
    `content` and `replace` are the examiner's own, unwatched way in.
    """

    def __init__(self, lock: WatchedLock, items: Iterable[Any] = ()) -> None:
        super().__init__(items)
        self._watch_lock = lock
        self._naked: list[str] = []
        self.settle()
        lock.lists.append(self)
        self.accesses = 0
        self.holds: list[int] = []
        self.fail_on: dict[int, Exception] = {}

    @property
    def content(self) -> list[Any]:
        """A plain copy of what the list holds."""
        return [list.__getitem__(self, i) for i in range(list.__len__(self))]

    @property
    def naked(self) -> list[str]:
        """What was done without the lock."""
        if not self._watch_lock.locked():
            self.compare()
        return self._naked

    def settle(self) -> None:
        """What the list holds now is right: it was noted, or changed under the lock."""
        self._settled = self.content

    def compare(self) -> None:
        """Note what has changed since by nothing that was noted."""
        now = self.content
        if len(now) != len(self._settled) or not all(map(operator.is_, now, self._settled)):
            self._naked.append("append, or another change, by no method of this list's own")
        self._settled = now

    def _note(self, name: str) -> None:
        lock = self._watch_lock
        if not lock.is_mine:
            self._naked.append(f"{name}, {_line()}")
        self.accesses += 1
        self.holds.append(lock.taken)
        if self.accesses in self.fail_on:
            raise self.fail_on[self.accesses]


def _watched(name: str) -> Callable[..., Any]:
    method = getattr(list, name)

    def watched(self: WatchedList, *args: Any, **kwargs: Any) -> Any:
        self._note(name.strip("_"))
        result = method(self, *args, **kwargs)
        if not self._watch_lock.is_mine:
            self.settle()
        return result

    watched.__name__ = name
    return watched


LIST_METHODS = (
    *("append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse", "index"),
    *("count", "copy", "__len__", "__getitem__", "__setitem__", "__delitem__", "__iter__"),
    *("__contains__", "__iadd__", "__add__", "__mul__", "__imul__", "__eq__", "__reversed__"),
    *("__repr__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"),
)
for _name in LIST_METHODS:
    setattr(WatchedList, _name, _watched(_name))


class WatchedValue:
    """Stands for a `multiprocessing.Value`: notes reads and writes, and who holds its lock.

    `naked` holds a text for each access without the lock; `torn` one for each
    write that does not follow a read under the same hold.
    """

    def __init__(self, start: int = 0) -> None:
        self._lock = threading.RLock()
        self._depth: dict[int, int] = {}
        self._hold = 0
        self._read: tuple[int, int] | None = None
        self._value = start
        self.naked: list[str] = []
        self.torn: list[str] = []
        self.writes = 0

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:
        """As the lock of a `multiprocessing.Value` (it may be taken again by its owner)."""
        got = self._lock.acquire(block, -1 if timeout is None else timeout)
        if got:
            me = threading.get_ident()
            self._depth[me] = self._depth.get(me, 0) + 1
            if self._depth[me] == 1:
                self._hold += 1
        return got

    def release(self) -> None:
        """As the lock of a `multiprocessing.Value`."""
        self._depth[threading.get_ident()] = self._depth.get(threading.get_ident(), 0) - 1
        self._lock.release()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *exc_info: object) -> None:
        self.release()

    def get_lock(self) -> WatchedValue:
        """The lock of this value (the value itself offers all that a lock does)."""
        return self

    def get_obj(self) -> WatchedValue:
        """The value without its lock."""
        return self

    @property
    def is_locked(self) -> bool:
        """Whether any thread holds the lock."""
        return any(depth > 0 for depth in self._depth.values())

    @property
    def is_mine(self) -> bool:
        """Whether the calling thread holds the lock."""
        return self._depth.get(threading.get_ident(), 0) > 0

    @property
    def value(self) -> int:
        """The number; each read and write is noted."""
        self._note("read")
        self._read = (threading.get_ident(), self._hold)
        return self._value

    @value.setter
    def value(self, new: int) -> None:
        self._note("write")
        if self._read != (threading.get_ident(), self._hold):
            self.torn.append(_line())
        self.writes += 1
        self._value = new

    def _note(self, what: str) -> None:
        if not self.is_mine:
            self.naked.append(f"{what}, {_line()}")


def _line() -> str:
    frame = sys._getframe(2)
    while frame is not None and not frames.is_students(frame.f_code.co_filename):
        frame = frame.f_back  # type: ignore[assignment]
    return f"line {frame.f_lineno}" if frame is not None else "a line outside your code"
