"""What the threads of a run did, as far as their order can matter; read by a maintainer.

The search asks here where another thread could have made a difference. Steps of the student's
code that touch one place in two threads, with no order between them (a data race), are such
points; so are all steps that wait for, take or release something. All other steps commute with
what the other threads do meanwhile (CHESS, Musuvathi, Qadeer et al., OSDI 2008, schedules
only at such points, and looks for races, too; vector clocks as in `causality`).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING

from course.exam.explore.accesses import ANYTHING, CONTENTS, EXAMINER, ITERATION, NOTHING, Access
from course.exam.explore.tasks import BLOCKED
from course.exam.explore.where import caller, is_examiners

if TYPE_CHECKING:
    from course.exam.explore.causality import Clock
    from course.exam.explore.locks import Control
    from course.exam.explore.tasks import Task

# What a thread does: takes a step; asks for a lock, and waits, or only tries; has the lock; has
# released it; waits for a thread's end; gets the baton; ends.
STEP, ASK, TRY, TOOK, FREED, JOIN, BATON, END = range(8)
HELD = "held"  # a place of all steps under a lock, racy where somebody asks with a time-out
LONGEST = 50_000  # events of one run
_LIFE = {"active_count", "enumerate", "is_alive"}  # how code asks which threads are alive


@dataclass(slots=True)
class Event:
    """One of these; `about` is the moment of a step or decision (-1: none), or the number of a
    lock or thread."""

    task: int
    kind: int
    about: int


@dataclass(slots=True)
class Call:
    """A call whose work is not known yet: what happens next in the thread may tell."""

    moment: int
    access: Access
    frame: FrameType
    clock: Clock


class Trace:
    """The events of one run in their order, the places that its steps touched, and the races.

    `offers` says for each moment at which another thread could go on how many events came
    before, and `able` which threads could. Moments are those of the `Scheduler`.
    """

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.offers: dict[int, int] = {}
        self.able: dict[int, list[int]] = {}
        self.ringing: set[tuple[int, int]] = set()  # (moment, thread that waits for an alarm)
        self.places: dict[int, list[str]] = {}
        self.waits: set[int] = set()  # the moments of steps that wait, take or release
        self.racy: set[str] = set()
        self.joined: set[int] = set()  # threads whose end somebody waited for
        self.asks_for_life = False  # somebody asked which threads are alive
        self.decided = -1
        self._latest: dict[str, dict[int, tuple[int, int]]] = {}  # place: thread: read, written
        self._anything: set[str] = set()  # those of the places that are calls of unknown things
        self._calls: dict[int, Call] = {}

    @property
    def is_full(self) -> bool:
        """Whether the run is so long that no more steps are kept."""
        return len(self.events) > LONGEST

    # ------------------------------------------------------------ told by the scheduler
    def offer(self, moment: int, able: list[Task]) -> None:
        """At this moment each of these threads could go on."""
        self.offers[moment] = len(self.events)
        self.able[moment] = [task.index for task in able]
        self.ringing.update((moment, task.index) for task in able if task.state is BLOCKED)

    def step(self, me: Task, frame: FrameType, access: Access, moment: int) -> None:
        """A visible step; the thread takes it now, after whoever came in between."""
        self._settle(me)
        if self.is_full:
            return
        self._add(me, STEP, moment)
        self.places[moment] = [HELD] if me.held else []
        if access.is_builtin and access.callee in frame.f_globals:
            access = Access(ANYTHING + str(access.callee), True, access.callee)
        if access.callee is not None and not access.is_builtin:
            self.asks_for_life = self.asks_for_life or access.callee in _LIFE
            self._calls[me.index] = Call(moment, access, frame, dict(me.clock))
            return
        self._touch(me, moment, access.place, access.writes, me.clock)
        if access.place == ITERATION:
            self._touch(me, moment, CONTENTS, False, me.clock)

    def baton(self, me: Task) -> None:
        """The thread goes on, as was `decided` at a moment, or as nobody else could."""
        self._add(me, BATON, self.decided)
        self.decided = -1

    def ended(self, me: Task) -> None:
        """The last that a thread does."""
        self._settle(me)
        self._add(me, END, -1)

    # ------------------------------------------------------------ told by what they call
    def entered(self, me: Task, frame: FrameType) -> None:
        """A function begins: perhaps it is what the thread's latest step calls."""
        call = self._calls.get(me.index)
        if call is None or _beyond_managers(frame.f_back) is not call.frame:
            return
        if is_examiners(frame.f_code):
            if call.access.place.startswith(ANYTHING):
                call.access = Access(EXAMINER, True, call.access.callee)
        elif not call.access.may_call_back:
            del self._calls[me.index]

    def inside(self, me: Task) -> None:
        """The thread asks for, or gives back, one of several holds of a lock that it has."""
        self._known(me)

    def waited(self, me: Task) -> None:
        """The thread's latest step waits for something, or wakes somebody."""
        self._known(me)
        self.waits.add(me.at)

    def asks(self, me: Task, lock: Control, blocking: bool, end: float | None) -> None:
        """It asks for a lock, and waits until it is free, or until this moment comes."""
        patient = blocking and end is None
        self._add(me, ASK if patient else TRY, id(lock))
        if blocking and not patient and not lock.is_inner:
            self.racy.add(HELD)

    def took(self, me: Task, lock: Control) -> None:
        """It has the lock."""
        self._add(me, TOOK, id(lock))

    def freed(self, me: Task, lock: Control) -> None:
        """It has given the lock back."""
        self._add(me, FREED, id(lock))

    def joins(self, me: Task, other: Task) -> None:
        """It waits for the end of a thread, however long that takes."""
        self._add(me, JOIN, other.index)
        self.joined.add(other.index)

    def _add(self, me: Task, kind: int, about: int) -> None:
        if not self.is_full:
            self.events.append(Event(me.index, kind, about))

    # ------------------------------------------------------------ races
    def _known(self, me: Task) -> None:
        """What the latest step calls is a tool of the libraries for threads, no access."""
        call = self._calls.get(me.index)
        if call is not None and caller(sys._getframe(2)) is call.frame:
            del self._calls[me.index]

    def _settle(self, me: Task) -> None:
        """The latest call is over, and nothing was seen of what it did but its name."""
        call = self._calls.pop(me.index, None)
        if call is not None:
            self._touch(me, call.moment, call.access.place, call.access.writes, call.clock)

    def _touch(self, me: Task, moment: int, place: str, writes: bool, clock: Clock) -> None:
        if place == NOTHING:
            return
        self.places[moment].append(place)
        anything = place.startswith(ANYTHING)
        for other in self._latest if anything else {place, *self._anything}:
            for thread, (read, written) in self._latest.get(other, {}).items():
                latest = max(read, written) if writes else written
                if thread != me.index and latest > clock.get(thread, 0):
                    self.racy |= {place, other}
        if anything:
            self._anything.add(place)
        read, written = self._latest.setdefault(place, {}).get(me.index, (0, 0))
        now = clock[me.index]
        self._latest[place][me.index] = (read, now) if writes else (now, written)


def _beyond_managers(frame: FrameType | None) -> FrameType | None:
    """The frame that calls, beyond `contextlib`, which calls the student's generators."""
    while frame is not None and frame.f_code.co_filename.endswith("contextlib.py"):
        frame = frame.f_back
    return frame
