"""Preemption: one thread stands still in the middle of the student's code; read by test cells.

    for halt in preemptions():
        account = halt.watch(student.Account, 100)
        first = halt.start(account.deposit, halt.number(5))
        other = account.deposit.start(10)
        entered = halt.settle(other)            # False: it waits, at a lock for example
        halt.finish(first, other)               # let the first go on, both come to an end

The first thread stands at its 1st, 2nd, 3rd, … access to the watched objects
and numbers, once in each round, until it gets through without standing. So every
round is one interleaving with one forced switch, the same in every run (the
idea is iterative context bounding of CHESS, Musuvathi and Qadeer 2007, with a bound of one).
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from course.exam import frames
from course.exam.calls import Call, Function
from course.exam.instruments import Pausing
from course.exam.verdicts import Failed, Stuck

ROUNDS = 80  # more accesses than this in one call are not stood at
GLANCES, GLANCE = 20, 0.002  # how often, and for how many seconds, before stillness is asked
PATIENCE = 0.3  # seconds of polling or computing after which a call counts as waiting


class Preemption:
    """Stops the thread that `start` starts at its access number `at`; others pass.

    An access is the reading, writing or deleting of an attribute of a watched
    object, before it happens, or an operation with a watched number, after it
    was computed. `stands` tells whether the thread came so far, and `place` in
    which of the student's lines it then was.
    """

    def __init__(self, at: int) -> None:
        self._left = at
        self._armed = False
        self._thread: int | None = None
        self._examiner = threading.get_ident()
        self._computed = False
        self.place = "its end"
        self._reached, self._go = threading.Event(), threading.Event()

    @property
    def stands(self) -> bool:
        """Whether the thread has come to access number `at`."""
        return self._reached.is_set()

    def watch(self, kind: Function, *args: object, **kwargs: object) -> Any:
        """An object of a subclass of the student's class, whose accesses are seen."""
        if not isinstance(kind._function, type):
            raise Failed(f"{kind._name} is a class", f"it is {kind._function!r}")
        return Function(kind._name, _watched(kind._function, self))(*args, **kwargs)

    def number(self, value: int) -> int:
        """A number with this value, whose sums, differences and comparisons are seen."""
        number = _Number(value)
        number.preemption = self
        return number

    def start(self, function: Function, *args: object, **kwargs: object) -> Call:
        """Begin the call that is to stand; comes back when it stands, ended, or waits."""
        self._armed = True
        call = function.start(*args, **kwargs)
        if not any(self._reached.wait(GLANCE) or call.finished for _ in range(GLANCES)):
            call.settle(PATIENCE)
        self._thread = self._thread or call.thread.ident
        if self.stands and call.thread.ident is not None:
            self.place = frames.where(call.thread.ident).partition(", inside ")[0]
        return call

    def settle(self, *calls: Call) -> bool:
        """Wait until all these calls have ended (True), or everything else is still (False)."""
        return all(call.settle(PATIENCE) for call in calls)

    def go(self) -> None:
        """Let the thread go on, and stop it no more."""
        self._go.set()

    def finish(self, *calls: Call) -> list[Exception | None]:
        """Let the thread go on, and `finish` the calls."""
        __tracebackhide__ = True
        self.go()
        return finish(*calls)

    def _access(self, kind: str) -> None:
        me = threading.get_ident()
        if not self._armed or me == self._examiner or self._go.is_set():
            return
        self._thread = self._thread or me
        if me != self._thread:
            return
        # Nothing that others could see lies between a sum and the store of its result.
        skip = kind == "set" and self._computed
        self._computed = kind == "number"
        self._left -= not skip
        if self._left == 0 and not skip:
            self._reached.set()
            self._go.wait()


class _Number(Pausing):
    preemption: Preemption

    def _operated(self) -> None:
        self.preemption._access("number")


def preemptions() -> Iterator[Preemption]:
    """A `Preemption` at access 1, 2, 3, … until the thread gets through without standing."""
    for at in range(1, ROUNDS + 1):
        halt = Preemption(at)
        try:
            yield halt
        finally:
            halt.go()
        if not halt.stands:
            return


def finish(*calls: Call) -> list[Exception | None]:
    """Wait for calls that are under way, and return the error of each, or None.

    Fails with the places of all of them when some wait for ever, as in a deadlock.
    """
    __tracebackhide__ = True
    for call in calls:
        call.settle()
    waiting = [call for call in calls if not call.finished]
    if len(waiting) > 1:
        places = frames.stacks([call.thread for call in waiting])
        for call in calls:
            with contextlib.suppress(Failed):
                call.end()
        raise Stuck(
            "all calls come to an end",
            f"{len(waiting)} of {len(calls)} wait for ever, at\n{places}",
            "each waits for something that only another one could do (a deadlock)",
            "where several locks are needed, every thread takes them in the same order",
        )
    for call in [*waiting, *reversed(calls)]:
        call.end()
    for call in calls:
        if isinstance(call.raised, NotImplementedError):
            call.reraise()
    return [call.raised if isinstance(call.raised, Exception) else None for call in calls]


def _watched(kind: type, preemption: Preemption) -> type:
    class Watched(kind):
        def __getattribute__(self, name: str) -> Any:
            if name == "__dict__" or not name.startswith("__"):
                preemption._access("get")
            return super().__getattribute__(name)

        def __setattr__(self, name: str, value: object) -> None:
            preemption._access("set")
            super().__setattr__(name, value)

        def __delattr__(self, name: str) -> None:
            preemption._access("set")
            super().__delattr__(name)

    Watched.__name__, Watched.__qualname__ = kind.__name__, kind.__qualname__
    Watched.__module__ = kind.__module__
    return Watched
