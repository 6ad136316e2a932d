"""Which switches of a run are worth a run of their own; read by a maintainer.

A switch is left out where the run that it leads to differs from another one, which is tried, by
the order of steps that commute alone (partial-order reduction, Godefroid 1996): before a step
that neither waits nor races; to a thread that would only find a lock taken, or a thread not
ended; after a choice at which the other thread could as well have come first.

What that relies on: threads act on each other through the places of `accesses` and the tools of
the libraries for threads alone; built-in functions only read their arguments; the methods of
containers touch containers; functions of the examiner's touch what is the examiner's, and
containers.
"""

from __future__ import annotations

from bisect import bisect_left

from course.exam.explore.orders import Switch
from course.exam.explore.trace import ASK, BATON, END, FREED, JOIN, STEP, TOOK, Event, Trace

_Dated = list[tuple[int, int]]  # (number of an event, what holds from then on), in this order


class Reduction:
    """Looks at one run; `racy` are the places with races in any run so far, None for all.

    `choices` are the moments when somebody else had to go on anyway.
    """

    def __init__(self, trace: Trace, choices: set[int], racy: set[str] | None) -> None:
        self._trace, self._choices, self._racy = trace, choices, racy
        self._acts: dict[int, list[tuple[int, Event]]] = {}  # of each thread
        self._owners: dict[int, _Dated] = {}  # of each lock; -1: nobody
        self._ends: _Dated = []
        self._since: list[tuple[int, bool]] = []  # before each event: see `_is_late`
        self._pass_over()

    def useful(self, switches: list[Switch]) -> list[Switch]:
        """Those of these switches, in their order, that are worth a run."""
        return [switch for switch in switches if self._is_useful(*switch)]

    def _pass_over(self) -> None:
        """Note for each moment what the questions below ask for."""
        decision, idle = -1, False
        waiting: dict[int, int] = {}  # steps that may only ask for a lock, or join
        for number, event in enumerate(self._trace.events):
            self._since.append((decision, idle))
            if event.kind == BATON:
                decision, idle = event.about, True
                continue
            if event.kind in (TOOK, FREED):
                owner = event.task if event.kind == TOOK else -1
                self._owners.setdefault(event.about, []).append((number, owner))
            elif event.kind == END:
                self._ends.append((number, event.task))
            if event.kind == STEP and not self._matters(event.about):
                continue
            idle = False
            acts = self._acts.setdefault(event.task, [])
            if event.kind in (ASK, JOIN) and waiting.get(event.task) == len(acts) - 1:
                acts.pop()  # the step and what it does are one
            acts.append((number, event))
            if event.kind == STEP and self._only_waits(event.about):
                waiting[event.task] = len(acts) - 1
            else:
                waiting.pop(event.task, None)
        self._since.append((decision, idle))

    def _is_useful(self, moment: int, other: int) -> bool:
        position = self._trace.offers[moment]
        if moment in self._choices:
            if self._first_comes_to_nothing(position):
                return False
        elif not self._matters(moment) or self._is_late(position, other):
            return False
        return (moment, other) in self._trace.ringing or not self._would_wait(other, position)

    def _matters(self, moment: int) -> bool:
        """Whether the step at this moment may not commute with those of other threads."""
        if moment not in self._trace.places:  # the end of a thread
            return self._end_matters(moment)
        if self._racy is None or moment in self._trace.waits:
            return True
        return not self._racy.isdisjoint(self._trace.places[moment])

    def _end_matters(self, moment: int) -> bool:
        """Whether somebody could see that a thread has done all its work and is still alive."""
        place = bisect_left(self._ends, (self._trace.offers[moment], -1))
        ending = self._ends[place][1] if place < len(self._ends) else -1
        return self._trace.asks_for_life or ending not in self._trace.joined

    def _only_waits(self, moment: int) -> bool:
        places = self._trace.places[moment]
        return not places or (self._racy is not None and self._racy.isdisjoint(places))

    def _is_late(self, position: int, other: int) -> bool:
        """Whether the thread that would be interrupted has done nothing since it was chosen.

        Then the other one could go on at that choice.
        """
        decision, idle = self._since[position]
        return idle and decision >= 0 and other in self._trace.able[decision]

    def _first_comes_to_nothing(self, position: int) -> bool:
        """Whether the thread that went on at this choice only finds that it has to wait."""
        events = self._trace.events
        return position < len(events) and self._would_wait(events[position].task, position)

    def _would_wait(self, task: int, position: int) -> bool:
        """Whether all that a thread does next is to wait, for a lock or for a thread's end."""
        acts = self._acts.get(task, [])
        for number in range(_first(acts, position), len(acts)):
            event = acts[number][1]
            if event.kind == ASK:
                return self._owner(event.about, position) not in (-1, task)
            if event.kind != JOIN:
                return False
            if all(ended != event.about or when >= position for when, ended in self._ends):
                return True
        return False

    def _owner(self, lock: int, position: int) -> int:
        """Who has this lock before the event at this position; -1 for nobody."""
        owners = self._owners.get(lock, [])
        place = bisect_left(owners, (position, -1))
        return owners[place - 1][1] if place else -1


def _first(acts: list[tuple[int, Event]], position: int) -> int:
    return bisect_left(acts, position, key=lambda act: act[0])
