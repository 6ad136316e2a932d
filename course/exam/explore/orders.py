"""Who goes on: the orders that an exploration tries; read by a maintainer."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict

from course.exam.explore.tasks import BLOCKED, READY, Task
from course.exam.explore.trace import Trace

if TYPE_CHECKING:
    from course.exam.explore.scheduler import Scheduler

Switch = tuple[int, int]  # the moment, the number of the thread that goes on


class Schedule(TypedDict):
    """Plain data from which a run can be repeated: JSON can carry it.

    `youngest` tells which thread goes on when the last one cannot: the youngest or the
    oldest. `switches` are the exceptions: at which moment which thread goes on instead.
    """

    youngest: bool
    switches: list[list[int]]


def schedule(youngest: bool = False, switches: Iterable[Switch] = ()) -> Schedule:
    """A schedule as plain data."""
    return {"youngest": youngest, "switches": [list(switch) for switch in switches]}


class Plan:
    """Follows a schedule, and notes the alternatives after its last switch."""

    def __init__(self, plan: Schedule, alarms: bool = True) -> None:
        self.youngest = plan["youngest"]
        self.switches = {moment: task for moment, task in plan["switches"]}  # noqa: C416
        self.alarms = alarms
        self.trace = Trace()
        self.alternatives: list[Switch] = []
        self.made: list[Switch] = []
        self.choices: set[int] = set()  # the moments when somebody else had to go on anyway
        self.locking: set[int] = set()  # the moments of steps in which a lock was asked for
        self.interrupted: list[int] = []  # the threads that the switches were away from
        self.signature: list[Switch] = []
        self._last = max(self.switches, default=-1)

    def preempt(self, scheduler: Scheduler, me: Task) -> Task | None:
        moment = scheduler.moment
        able = [t for t in scheduler.tasks if t is not me and _can_go_on(t, self.alarms)]
        if self.trace.is_full:
            return None
        self.trace.offer(moment, [*able, me])
        if moment > self._last:
            self.alternatives += [(moment, task.index) for task in able]
        elif moment in self.switches:
            return self._planned(scheduler, me)
        return None

    def choose(self, scheduler: Scheduler, ready: list[Task]) -> Task:
        moment = scheduler.moment
        self.trace.offer(moment, ready)
        usual = ready[-1 if self.youngest else 0]
        self.choices.add(moment)
        if moment > self._last:
            if not self.trace.is_full:
                self.alternatives += [(moment, task.index) for task in ready if task is not usual]
        elif moment in self.switches:
            planned = self._planned(scheduler, None)
            usual = planned if planned in ready and planned is not None else usual
        self.signature.append((moment, usual.index))
        self.trace.decided = moment
        return usual

    def used_up(self, me: Task) -> None:
        pass

    def _planned(self, scheduler: Scheduler, me: Task | None) -> Task | None:
        index = self.switches[scheduler.moment]
        task = scheduler.tasks[index] if index < len(scheduler.tasks) else None
        if task is None or task is me or not _can_go_on(task, self.alarms):
            return None
        self.made.append((scheduler.moment, index))
        self.trace.decided = scheduler.moment
        self.interrupted.append(-1 if me is None else me.index)
        return task


class RandomPriorities:
    """A seeded random order with few switches (PCT, Burckhardt et al., ASPLOS 2010).

    Each thread has a priority; the highest goes on. At `depth` - 1 random moments the
    running thread falls to the lowest. `made` tells how to repeat the run as a `Plan`.
    """

    def __init__(self, seed: int, length: int, depth: int) -> None:
        self._random = random.Random(seed)
        self._falls = {self._random.randrange(max(1, length)) for _ in range(depth - 1)}
        self._priorities: dict[int, float] = {}
        self._lowest = 0.0
        self.made: list[Switch] = []

    def preempt(self, scheduler: Scheduler, me: Task) -> Task | None:
        if any(fall <= scheduler.moment for fall in self._falls):
            self._falls = {fall for fall in self._falls if fall > scheduler.moment}
            self.used_up(me)
        best = max(scheduler.ready(), key=self._priority)
        if best is me:
            return None
        self.made.append((scheduler.moment, best.index))
        return best

    def choose(self, scheduler: Scheduler, ready: list[Task]) -> Task:
        best = max(ready, key=self._priority)
        if best is not ready[0]:
            self.made.append((scheduler.moment, best.index))
        return best

    def used_up(self, me: Task) -> None:
        self._lowest -= 1
        self._priorities[me.index] = self._lowest

    def _priority(self, task: Task) -> float:
        if task.index not in self._priorities:
            self._priorities[task.index] = self._random.random()
        return self._priorities[task.index]


def _can_go_on(task: Task, alarms: bool) -> bool:
    if task.state is READY:
        return True
    return alarms and task.state is BLOCKED and task.deadline is not None
