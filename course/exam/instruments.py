"""Observers of what test cells hand to the student's functions.

    lock = WatchedLock()
    board = WatchedList(lock)
    student.update_score("Go", 3, board, lock)
    board.naked    # what was done without the lock

The student's function gets `board.watched` and `lock.watched`: things that behave as a list and a
lock do and have nothing else to them. What is done to them, in which line, and under which
lock, the observer notes, and nothing leads from them to it.
"""

from __future__ import annotations

import operator
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any

from course.exam import frames
from course.exam.sent import close_class, closed


class Observer:
    """Notes what is done to `watched`, which is what the student's function gets."""

    watched: Any


class WatchedLock(Observer):
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
        methods = {name: _calling(getattr(self, name)) for name in ("acquire", "release", "locked")}
        self.watched = _made("lock", object, methods | _block(self))()

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

    @property
    def is_mine(self) -> bool:
        """Whether the calling thread holds the lock."""
        return self._owner == threading.get_ident()


class WatchedList(Observer):
    """Notes every look at a list and every change of it which is made without `lock`.

    `naked` holds one text for each of them: the method and the student's line. A change that
    passes by the methods of its class is found when the lock is taken next, or at the end.
    `accesses` counts them all; `fail_on` maps the number of an access (1, 2, …) to an error to
    raise there. `content` and `put` are the examiner's own, unwatched way in.
    """

    def __init__(self, lock: WatchedLock, items: Iterable[Any] = ()) -> None:
        self._lock = lock
        self._naked: list[str] = []
        self.accesses = 0
        self.fail_on: dict[int, Exception] = {}
        methods = {name: self._noted(getattr(list, name), name.strip("_")) for name in LIST_METHODS}
        self.watched: list[Any] = _made("list", list, methods)(items)
        self.settle()
        lock.lists.append(self)

    @property
    def content(self) -> list[Any]:
        """A plain copy of what the list holds."""
        return [list.__getitem__(self.watched, i) for i in range(list.__len__(self.watched))]

    def put(self, item: object) -> None:
        """Append, as somebody else who holds the lock."""
        list.append(self.watched, item)

    @property
    def naked(self) -> list[str]:
        """What was done without the lock."""
        if not self._lock.locked():
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

    def _noted(self, method: Callable[..., Any], name: str) -> Any:
        def noted(watched: list[Any], *args: Any, **kwargs: Any) -> Any:
            if not self._lock.is_mine:
                self._naked.append(f"{name}, {_line()}")
            self.accesses += 1
            if self.accesses in self.fail_on:
                raise self.fail_on[self.accesses]
            result = method(watched, *args, **kwargs)
            if not self._lock.is_mine:
                self.settle()
            return result

        noted.__name__ = method.__name__
        return noted


LIST_METHODS = (
    *("append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse", "index"),
    *("count", "copy", "__len__", "__getitem__", "__setitem__", "__delitem__", "__iter__"),
    *("__contains__", "__iadd__", "__add__", "__mul__", "__imul__", "__eq__", "__reversed__"),
    *("__repr__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"),
)


class WatchedValue(Observer):
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
        parts = {name: _calling(getattr(self, name)) for name in ("acquire", "release")}
        parts |= dict.fromkeys(("get_lock", "get_obj"), lambda watched: watched)
        value = property(_calling(self._get), _calling(self._set))
        self.watched = _made("Value", object, parts | _block(self) | {"value": value})()

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

    @property
    def is_locked(self) -> bool:
        """Whether any thread holds the lock."""
        return any(depth > 0 for depth in self._depth.values())

    @property
    def is_mine(self) -> bool:
        """Whether the calling thread holds the lock."""
        return self._depth.get(threading.get_ident(), 0) > 0

    def _get(self) -> int:
        self._note("read")
        self._read = (threading.get_ident(), self._hold)
        return self._value

    def _set(self, new: int) -> None:
        self._note("write")
        if self._read != (threading.get_ident(), self._hold):
            self.torn.append(_line())
        self.writes += 1
        self._value = new

    def _note(self, what: str) -> None:
        if not self.is_mine:
            self.naked.append(f"{what}, {_line()}")


def _made(name: str, kind: type, parts: dict[str, Any]) -> Any:
    """A class with these methods and nothing else, in which nobody can look or put anything."""
    made = type(name, (kind,), {"__slots__": (), **parts})
    close_class(made)
    return made


def _calling(method: Callable[..., Any]) -> Any:
    """A method that calls this one of an observer."""
    return closed(lambda watched, *args, **kwargs: method(*args, **kwargs))


def _block(lock: WatchedLock | WatchedValue) -> dict[str, Any]:
    """What a `with` statement calls."""
    return {
        "__enter__": lambda watched: lock.acquire(),
        "__exit__": lambda watched, *exc_info: lock.release(),
    }


def _line() -> str:
    frame = sys._getframe(2)
    while frame is not None and not frames.is_students(frame.f_code.co_filename):
        frame = frame.f_back  # type: ignore[assignment]
    return f"line {frame.f_lineno}" if frame is not None else "a line outside your code"
