"""The controlled scheduler: real threads, of which one at a time goes on; read by a maintainer.

The thread that may go on holds the baton. It passes the baton on where it waits, sleeps or
ends, and where the `Order` takes it away: before a chosen step of the student's code. So
a run is repeatable, a deadlock is a fact (nobody can go on and no alarm is set), and time
is virtual: it moves only when nobody can go on (the idea of CHESS, Musuvathi, Qadeer et al.,
OSDI 2008).
"""

from __future__ import annotations

import _thread
import itertools
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING, Protocol

from course.exam.explore import polling, waiting
from course.exam.explore.bytecode import LAP, VISIBLE, WRITES, Table
from course.exam.explore.clock import REAL_CLOCKS
from course.exam.explore.tasks import (
    AWAY,
    BLOCKED,
    DONE,
    READY,
    Task,
    shut_gate,
    tasks_by_ident,
)
from course.exam.explore.unwinding import end_at_step, unwind, unwind_at_step

if TYPE_CHECKING:
    import threading

    from course.exam.explore.locks import Control
    from course.exam.explore.story import Recorder
    from course.exam.explore.trace import Trace

_numbers = itertools.count(1)
SLICE = 2000  # steps after which a thread that never waits passes the baton on
SPELL, LONGEST_SPELL = 0.005, 1.0  # virtual seconds that a used-up slice takes, growing


@dataclass(frozen=True)
class Limits:
    """Where a run is called endless: steps, alarms that rang, virtual seconds; and threads."""

    steps: int = 300_000
    alarms: int = 20_000
    seconds: float = 1e6
    threads: int = 1_000


class Order(Protocol):
    """Decides who goes on; implemented in `orders`."""

    def preempt(self, scheduler: Scheduler, me: Task) -> Task | None:
        """Another task that goes on instead of this one before its next step, or None."""

    def choose(self, scheduler: Scheduler, ready: list[Task]) -> Task:
        """Which of several goes on, when the last one cannot."""

    def used_up(self, me: Task) -> None:
        """This task has run for a whole slice without waiting."""


class Scheduler:
    """One run: its tasks, who holds the baton, virtual time.

    `moment` counts the steps and choices; equal decisions at equal moments give equal runs.
    `number` tells runs apart, as locks outlive them.
    """

    def __init__(
        self,
        order: Order,
        stored: frozenset[str] | None = None,
        limits: Limits | None = None,
        recorder: Recorder | None = None,
        trace: Trace | None = None,
    ) -> None:
        self.order, self.stored, self.recorder, self.trace = order, stored, recorder, trace
        self.limits = limits or Limits()
        self.number = next(_numbers)
        self.tasks: list[Task] = []
        self._holder: Task | None = None
        self.now = 0.0
        self.started = {name: clock() for name, clock in REAL_CLOCKS.items()}
        self.steps = self.moment = self.alarms = self.held_up = self.aways = 0
        self.verdict: str | None = None
        self.polled: dict[str, None] = {}
        self.locks: list[Control] = []  # made in this run
        self.taken: dict[int, Control] = {}
        self.locking: set[int] = set()  # the moments of steps in which a lock was asked for
        self.spaces: dict[int, dict[str, object]] = {}  # the globals of the code that ran
        self.finished = self.unwinding = self.returned = False
        self.fault: BaseException | None = None  # of the examiner's own
        self.guard = _thread.allocate_lock()
        self.over = shut_gate()

    @property
    def holder(self) -> Task | None:
        """Who holds the baton; each time that it comes to another task counts as a turn of it."""
        return self._holder

    @holder.setter
    def holder(self, task: Task | None) -> None:
        if task is not None and task is not self._holder:
            task.turns += 1
        if task is not None and self.trace is not None:
            self.trace.baton(task)
        self._holder = task

    # ------------------------------------------------------------ a task's life
    def add(self, name: str, thread: threading.Thread) -> Task:
        """A new task, ready, whose thread is about to be started."""
        if len(self.tasks) >= self.limits.threads:
            raise RuntimeError("can't start new thread")
        task = Task(self, name, len(self.tasks), thread)
        self.tasks.append(task)
        return task

    def leave(self, task: Task) -> None:
        """The last step of a task: it is done, somebody else goes on."""
        was_away = task.state is AWAY
        task.state, task.native = DONE, True
        tasks_by_ident.pop(task.ident, None)
        if self.trace is not None:
            self.trace.ended(task)
        for other in task.joiners:
            self.wake(other)
        task.ended.release()
        if self.unwinding:
            return
        with self.guard:
            if was_away and self.holder is not None:
                return
            self.holder = following = self._next()
        if following is not None:
            following.gate.release()

    # ------------------------------------------------------------ waiting
    def block(self, me: Task, why: object, seconds: float | None = None) -> bool:
        """Pass the baton on until somebody wakes this task (True) or its alarm rings (False).

        `why` is a text or the lock waited for; it shows in the report of a deadlock.
        """
        if self.unwinding:
            raise unwind(me)
        if self.recorder is not None:
            self.recorder.waits(me, why)
        if self.trace is not None:
            self.trace.waited(me)
        with self.guard:
            me.state, me.waits_for, me.timed_out = BLOCKED, why, False
            me.since_block = me.spells = 0
            me.deadline = None if seconds is None else self.now + max(0.0, seconds)
            try:
                following = self._next()
            except BaseException:  # a RecursionError of the student's
                me.state = READY
                raise
            self.holder = following
        if following is not me:
            if following is not None:
                following.gate.release()
            me.gate.acquire()
        if self.unwinding:
            raise unwind(me)
        me.waits_for = None
        if me.timed_out:
            me.wakes += polling.is_students_wait()
        return not me.timed_out

    def wake(self, task: Task) -> None:
        """A waiting task can go on, once the baton comes to it."""
        if task.state is BLOCKED:
            task.state, task.deadline = READY, None

    def ready(self, without: Task | None = None) -> list[Task]:
        """The tasks that could go on now, oldest first."""
        return [task for task in self.tasks if task.state is READY and task is not without]

    def ring(self) -> None:
        """Wake all whose alarm is due."""
        for task in self.tasks:
            due = task.state is BLOCKED and task.deadline is not None
            if due and task.deadline is not None and task.deadline <= self.now + 1e-12:
                task.state, task.deadline, task.timed_out = READY, None, True
                self.alarms += 1

    def _next(self) -> Task | None:
        while True:
            for task in self.tasks:
                if task.is_served is not None and task.is_served():
                    self.wake(task)
            ready = self.ready()
            if len(ready) == 1:
                return ready[0]
            if ready:
                self.moment += 1
                return self.order.choose(self, ready)
            if any(task.state is AWAY for task in self.tasks):
                return None
            if not self.pass_time() and not self._leave_to_the_system():
                self._finish()
                return None

    def _leave_to_the_system(self) -> bool:
        """Let those wait natively who wait for files; False where nobody does."""
        waiting = [task for task in self.tasks if task.is_served is not None]
        if self.returned or self.verdict is not None:
            return False
        for task in waiting:
            task.is_alone = True
            self.wake(task)
        return bool(waiting)

    def pass_time(self) -> bool:
        """Let virtual time go on to the next alarm; False where none is set."""
        deadlines = [
            task.deadline
            for task in self.tasks
            if task.state is BLOCKED and task.deadline is not None
        ]
        if not deadlines:
            return False
        if self.alarms >= self.limits.alarms or min(deadlines) > self.limits.seconds:
            self.verdict = None if self.returned else "endless"
            return False
        self.now = max(self.now, min(deadlines))
        self.ring()
        return True

    def _finish(self) -> None:
        if self.finished:
            return
        self.finished = True
        if self.verdict is None and not self.returned:
            self.verdict = "deadlock"
        waiting.note_places(self)
        self.over.release()

    def give_up(self, verdict: str) -> None:
        """End the run from outside, by a verdict; the caller holds `guard`."""
        self.verdict = None if self.returned else verdict
        self._finish()

    # ------------------------------------------------------------ running
    def point(self, me: Task, frame: FrameType, table: Table, offset: int) -> bool:
        """Before each counted step of the student's code; True when others went on meanwhile."""
        if self.unwinding:
            return unwind_at_step(me)
        if me.state is AWAY:
            self.come_back(me)
        kind = table.kinds[offset]
        self.steps += 1
        self.moment += 1
        me.at = self.moment
        me.since_block += 1
        if kind & WRITES:
            me.writes += 1
        if kind & LAP:
            polling.note_lap(self, me, frame, offset)
        if self.steps > self.limits.steps:
            self._end_of_patience(me)
        switched = self._offer(me, table, offset)
        if self.trace is not None and kind & VISIBLE and self._matters(table, offset):
            self.trace.step(me, frame, table.accesses[offset], me.at)
        if self.recorder is not None and not table.atomic:
            self.recorder.step(me, frame, offset)
        return switched

    def last_step(self, me: Task) -> None:
        """Before a thread's end: whoever does not join it sees it alive after its work."""
        if me.index == 0 or self.unwinding or me.state is AWAY:
            return
        self.moment += 1
        other = self.order.preempt(self, me)
        if other is not None:
            self._switch(me, other)

    def _offer(self, me: Task, table: Table, offset: int) -> bool:
        if me.since_block >= SLICE:
            return self._end_of_slice(me)
        if not table.kinds[offset] & VISIBLE or not self._matters(table, offset):
            return False
        other = self.order.preempt(self, me)
        return other is not None and self._switch(me, other)

    def _matters(self, table: Table, offset: int) -> bool:
        """Whether this step reads no name that nobody stores to."""
        name = table.names.get(offset)
        return name is None or self.stored is None or name in self.stored

    def _switch(self, me: Task, other: Task) -> bool:
        with self.guard:
            if other.state is BLOCKED and other.deadline is not None:
                self.held_up += 1  # its alarm rings while this thread stands still
                self.now = max(self.now, other.deadline)
                self.ring()
            if self.recorder is not None:
                self.recorder.switched(me, other)
            me.since_block = 0
            self.holder = other
        other.gate.release()
        me.gate.acquire()
        if self.unwinding:
            end_at_step(me)
        return True

    def _end_of_slice(self, me: Task) -> bool:
        me.since_block = 0
        me.spells += 1
        self.now += min(LONGEST_SPELL, SPELL * 1.5 ** (me.spells - 1))
        self.ring()
        self.order.used_up(me)
        others = self.ready(without=me)
        return bool(others) and self._switch(me, others[me.spells % len(others)])

    def _end_of_patience(self, me: Task) -> None:
        with self.guard:
            self.give_up("endless")
        me.gate.acquire()
        end_at_step(me)

    # ------------------------------------------------------------ what is not under control
    def resume(self) -> None:
        """Let somebody go on who can again, while nobody holds the baton; `guard` is held."""
        self.holder = following = self._next()
        if following is not None:
            following.gate.release()

    def send_away(self, task: Task) -> None:
        """The holder sleeps in something uncontrolled: others go on; the caller holds `guard`."""
        task.state = AWAY
        self.aways += 1
        self.resume()

    def come_back(self, me: Task) -> None:
        """A task that was away asks for the baton."""
        if self.unwinding:
            raise unwind(me)
        with self.guard:
            me.state = READY
            free = self.holder is None and not self.finished
            if free:
                self.holder = me
        if not free:
            me.gate.acquire()
        if self.unwinding:
            raise unwind(me)
