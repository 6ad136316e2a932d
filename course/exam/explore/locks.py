"""Locks that follow the controlled scheduler during a run; read by a maintainer.

Outside a run they do what the originals do, on an original lock. Only the student's code
and a run get them at all: whoever else calls `threading.Lock()`, Jupyter for instance,
gets the original. What they get is thin: who holds a lock, and who waits for it, is known to
its `Control`, which is no attribute of the lock.
"""

from __future__ import annotations

import _thread
import queue
import sys
import threading
from types import FrameType
from typing import Any

from course.exam.explore import causality
from course.exam.explore.tasks import Task, Unwind, current
from course.exam.explore.unwinding import ATTEMPTS
from course.exam.explore.where import caller, is_students_file, source_of, students_frame
from course.exam.sent import closed, hidden

RawLock = type(_thread.allocate_lock())
real_lock, real_rlock = _thread.allocate_lock, _thread.RLock
real_simple_queue = queue.SimpleQueue


def is_wanted(frame: FrameType | None) -> bool:
    """Whether what this frame makes is to be controlled: in a run, or by the student's code."""
    if current() is not None:
        return True
    outside = caller(frame)
    return outside is not None and is_students_file(outside.f_code.co_filename)


class Control:
    """What a lock does; `made` is the student's line that made it, in a run.

    An inner lock is one that the libraries for threads make for themselves, to wait at.
    """

    __slots__ = ("_raw", "_waiting", "clock", "is_inner", "made", "outer", "owner", "run")

    def __init__(self, is_inner: bool) -> None:
        self._raw = real_lock()
        self._waiting: list[Task] = []
        self.owner: Task | None = None
        self.clock: causality.Clock = {}
        self.run = 0  # the number of the one that the clock is of
        self.outer: _RLock | None = None
        self.is_inner = is_inner
        me = current()
        frame = students_frame(sys._getframe(1))
        self.made = source_of(frame)[0] if frame else 0
        if me is not None and not is_inner:
            me.scheduler.locks.append(self)

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock, as `threading.Lock.acquire`; the time-out is virtual in a run."""
        me = current()
        if me is None:
            return self._raw.acquire(blocking, timeout)
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if timeout < 0 and timeout != -1:
            raise ValueError("timeout value must be a non-negative number")
        if not self.is_inner:
            me.scheduler.locking.add(me.at)
        if me.scheduler.trace is not None:
            me.scheduler.trace.waited(me)
            me.scheduler.trace.asks(me, self, blocking, None if timeout == -1 else timeout)
        if self._raw.acquire(False):
            return self._took(me)
        if not blocking:
            return False
        if me.scheduler.unwinding and not self.is_inner and not me.unwinds > ATTEMPTS // 2:
            return True  # so that a clean-up comes to its end
        if self.owner is None or self.owner.scheduler is not me.scheduler:
            return self._wait_outside(me, timeout)
        return self._wait(me, None if timeout == -1 else me.scheduler.now + timeout)

    def _wait(self, me: Task, end: float | None) -> bool:
        while True:
            self._waiting.append(me)
            left = None if end is None else end - me.scheduler.now
            try:
                woken = me.scheduler.block(me, self, left)
            finally:
                if me in self._waiting:
                    self._waiting.remove(me)
            if me.scheduler.trace is not None:
                me.scheduler.trace.asks(me, self, True, end)
            if self._raw.acquire(False):
                return self._took(me)
            if not woken:
                return False

    def _wait_outside(self, me: Task, timeout: float) -> bool:
        """Wait natively for a lock that was taken outside the run."""
        me.waits_for = self
        taken = self._raw.acquire(True, timeout)
        try:
            current()  # asks for the baton, if it has gone to others meanwhile
        except Unwind:
            if taken:
                self._raw.release()
            raise
        me.waits_for = None
        return taken and self._took(me)

    def _took(self, me: Task) -> bool:
        self.owner = me
        causality.took(me, self)
        if me.scheduler.trace is not None:
            me.scheduler.trace.took(me, self)
        if not self.is_inner:
            me.scheduler.taken[id(self)] = self
            if me.scheduler.recorder is not None:
                me.scheduler.recorder.locks(me, f"takes {self.name(me)}")
        return True

    def release(self) -> None:
        """Free the lock; RuntimeError when it is free."""
        me = current()
        if me is not None and me.scheduler.unwinding and not self._raw.locked():
            return  # taken away from a thread that is being ended
        self._raw.release()
        self.owner = None
        if me is not None:
            causality.released(me, self)
        if me is not None and me.scheduler.trace is not None:
            me.scheduler.trace.waited(me)
            me.scheduler.trace.freed(me, self)
        if me is not None and me.scheduler.recorder is not None and not self.is_inner:
            me.scheduler.recorder.locks(me, f"releases {self.name(me)}")
        for task in self._waiting:
            task.scheduler.wake(task)
        self._waiting.clear()

    def reset(self) -> None:
        """Free the lock from a thread of an earlier run."""
        self.owner = None
        self._waiting.clear()
        self.clock.clear()
        if self.outer is not None:
            self.outer._owner, self.outer._count = None, 0
        if self._raw.locked():
            self._raw.release()

    def locked(self) -> bool:
        """Whether somebody has it."""
        me = current()
        if me is not None and me.scheduler.trace is not None:
            me.scheduler.trace.waited(me)
        return self._raw.locked()

    @property
    def is_taken(self) -> bool:
        """Whether somebody has it; a look that no run hears of."""
        return self._raw.locked()

    def name(self, me: Task) -> str:
        """What to call this lock in a report: "the lock made on line 4"."""
        if not self.made:
            return "a lock"
        alike = [lock for lock in me.scheduler.locks if lock.made == self.made]
        number = f", number {alike.index(self) + 1}" if len(alike) > 1 and self in alike else ""
        return f"the lock made on line {self.made}{number}"

    def renew(self) -> None:
        """In a process that was just forked nobody has it."""
        self._raw = real_lock()
        self.owner = None
        self._waiting = []


class _LockType(type):
    def __call__(cls) -> Any:
        return super().__call__() if is_wanted(sys._getframe(1)) else real_lock()

    def __instancecheck__(cls, thing: object) -> bool:
        return isinstance(thing, RawLock) or type.__instancecheck__(cls, thing)


class Lock(metaclass=_LockType):
    """`threading.Lock`, whose `Control` only this module finds."""

    __slots__ = ("__weakref__", "_control")

    def __init__(self) -> None:
        _give_control(self, Control(False))

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock, as `threading.Lock.acquire`; the time-out is virtual in a run."""
        return _control(self).acquire(blocking, timeout)

    def release(self) -> None:
        """Free the lock; RuntimeError when it is free."""
        _control(self).release()

    def locked(self) -> bool:
        """Whether somebody has it."""
        return _control(self).locked()

    def __enter__(self) -> bool:
        return _control(self).acquire()

    def __exit__(self, *_: object) -> None:
        _control(self).release()

    acquire_lock, release_lock, locked_lock = acquire, release, locked

    def _at_fork_reinit(self) -> None:
        _control(self).renew()

    def __repr__(self) -> str:
        state = "locked" if _control(self).is_taken else "unlocked"
        return f"<{state} _thread.lock object at {id(self):#x}>"

    def __reduce__(self) -> str:
        raise TypeError("cannot pickle '_thread.lock' object")


_find: Any
_give_control: Any
_find, _give_control = hidden(Lock, "_control")


def _control(lock: Lock) -> Control:
    found: Control = _find(lock)
    return found


class _InnerLock(Lock):
    """A lock that the libraries for threads make for themselves, to wait at."""

    __slots__ = ()

    def __init__(self) -> None:
        _give_control(self, Control(True))


class _RLock(threading._RLock):  # type: ignore[misc]
    """`threading.RLock`, on a controlled lock."""

    def __init__(self) -> None:
        self._block = Lock()
        _control(self._block).outer = self
        self._owner: int | None = None
        self._count = 0

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock, as `threading.RLock.acquire`."""
        self._tell()
        return bool(super().acquire(blocking, timeout))

    __enter__ = acquire

    def release(self) -> None:
        """Give it back, once."""
        self._tell()
        super().release()

    def _tell(self) -> None:
        """What follows is an affair of this thread alone, unless the lock within is asked."""
        me = current()
        if me is not None and me.scheduler.trace is not None:
            me.scheduler.trace.inside(me)

    def __repr__(self) -> str:
        return (
            f"<{'locked' if self._count else 'unlocked'} _thread.RLock object count={self._count}>"
        )

    def __reduce__(self) -> str:
        raise TypeError("cannot pickle '_thread.RLock' object")


@closed
def RLock(*args: Any, **kwargs: Any) -> Any:  # noqa: N802 - the name of the original
    """`threading.RLock`, controlled for the student's code and in a run."""
    return _RLock(*args, **kwargs) if is_wanted(sys._getframe(1)) else real_rlock(*args, **kwargs)


@closed
def allocate_inner_lock() -> Any:
    """What `threading` uses for the lock at which `Condition.wait` waits."""
    return _InnerLock() if current() is not None else real_lock()


class _QueueType(type):
    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if cls is SimpleQueue and not is_wanted(sys._getframe(1)):
            return real_simple_queue(*args, **kwargs)
        return super().__call__(*args, **kwargs)

    def __instancecheck__(cls, thing: object) -> bool:
        return isinstance(thing, real_simple_queue) or type.__instancecheck__(cls, thing)


class SimpleQueue(queue._PySimpleQueue, metaclass=_QueueType):  # type: ignore[name-defined]
    """`queue.SimpleQueue` in Python, on controlled locks."""
