"""Tries a program under many schedules, up to the first that breaks it; read by an instructor.

First all schedules with 0, 1, 2, … unusual switches (iterative context bounding, Musuvathi
and Qadeer, PLDI 2007; each choice of another thread than the usual one counts, as in the
delay bounding of Emmi, Qadeer and Rakamarić, POPL 2011), then a seeded random sample.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType

from course.exam.explore.bytecode import stored_names
from course.exam.explore.control import execute
from course.exam.explore.failure import Failure
from course.exam.explore.instrument import instrumented
from course.exam.explore.judge import Check, judge
from course.exam.explore.orders import Plan, RandomPriorities, Schedule, Switch, schedule
from course.exam.explore.run import Run
from course.exam.explore.scheduler import Limits, Scheduler
from course.exam.explore.story import Recorder

RANDOM_RUNS, RANDOM_DEPTH = 30, 3  # of the random sample; switches of a random run, and one
WORK = 1_500_000  # steps of all runs together, after which no more are started
AWAY_WORK = 20_000  # as many steps is a sleep outside control worth, which costs real time
REPEATS = 3  # attempts to see a failure again
BRANCHES = 400  # alternatives that are kept of one run
Program = Callable[[], object]


@dataclass
class Exploration:
    """What came out: how many `schedules` were run, whether these were all up to the bound
    (`exhausted`; never after a failure), and the first that failed, or None."""

    schedules: int = 0
    exhausted: bool = True
    failure: Failure | None = None


def explore(
    program: Program,
    *,
    check: Check | None = None,
    bound: int = 2,
    schedules: int = 300,
    seed: int = 0,
    alarms: bool = True,
    limits: Limits | None = None,
) -> Exploration:
    """Run a program under many schedules, at most `schedules`, until one fails.

    `program` makes fresh objects, calls the student's functions and returns what
    `check(run)` needs; its own lines are never interrupted. A run fails when it gets a
    verdict, when an error comes out of the program, or when the check raises AssertionError
    or returns a message. `bound` is the largest number of unusual switches that are tried
    systematically. With `alarms`, a thread may also stand still for so long that another
    one's sleep or time-out runs out. The same arguments give the same exploration.
    """
    with instrumented():
        search = _Search(program, check, schedules, random.Random(seed), alarms, limits)
        search.systematic(bound)
        search.sample(seed)
    return search.found


def run_once(
    program: Program,
    schedule: Schedule | None = None,
    *,
    story: bool = False,
    limits: Limits | None = None,
) -> Run:
    """Run a program once: under the usual schedule, in which nobody is interrupted, or this one.

    With `story`, the steps are recorded.
    """
    plan = Plan(schedule or {"youngest": False, "switches": []})
    scheduler = Scheduler(plan, None, limits, Recorder() if story else None)
    run = execute(program, scheduler)
    return _finished(run, scheduler, plan.youngest, plan.made)


def replay(program: Program, schedule: Schedule) -> Run:
    """Repeat a run from its schedule, and record its story."""
    return run_once(program, schedule, story=True)


@dataclass
class _Branch:
    """A run that may be extended by one more switch."""

    youngest: bool
    switches: list[Switch]
    alternatives: list[Switch]
    interrupted: int
    choices: set[int]
    locking: set[int]

    def returns(self, switch: Switch) -> bool:
        """Whether this switch goes back to the thread that was interrupted last."""
        return switch[1] == self.interrupted

    def locks(self, switch: Switch) -> bool:
        """Whether this switch, and the ones before, are where a lock is asked for.

        Deadlocks need no others, nor do races of code that keeps its data under locks.
        """
        places = self.locking | self.choices
        return all(one[0] in places for one in [*self.switches, switch])

    def chooses(self, switch: Switch) -> bool:
        """Whether this switch is where the running thread cannot go on anyway."""
        return switch[0] in self.choices


@dataclass
class _Search:
    program: Program
    check: Check | None
    budget: int
    random: random.Random
    alarms: bool
    limits: Limits | None

    def __post_init__(self) -> None:
        self.found = Exploration()
        self._stored: frozenset[str] | None = None
        self._work = self._length = 0
        self._choices = False

    @property
    def _over(self) -> bool:
        return self.found.failure is not None or self.found.schedules >= self.budget

    def systematic(self, bound: int) -> None:
        """All schedules with up to `bound` unusual switches, or a sample where there are many."""
        branches = self._usual()
        for level in range(1, bound + 1):
            tries = [(branch, switch) for branch in branches for switch in branch.alternatives]
            left = self.budget - self.found.schedules
            share = left // 2 if level < bound else left - min(RANDOM_RUNS, left // 10)
            branches = []
            for branch, switch in self._chosen(tries, share):
                if self._over or self._work > WORK:
                    self.found.exhausted = False
                    return
                branches += self._run(branch.youngest, [*branch.switches, switch])

    def _usual(self) -> list[_Branch]:
        first, spaces = self._plan(schedule(), None)
        if self._over:
            return []
        if isinstance(self.program, FunctionType):
            spaces[0] = self.program.__globals__
        self._stored = stored_names(spaces.values())
        first, _ = self._plan(schedule(), self._stored)
        last, _ = self._plan(schedule(youngest=True), self._stored)
        same = first.signature == last.signature
        return [self._branch(plan) for plan in ([first] if same else [first, last])]

    def _chosen(
        self, tries: list[tuple[_Branch, Switch]], number: int
    ) -> list[tuple[_Branch, Switch]]:
        if len(tries) <= number:
            return tries
        self.found.exhausted = False
        self.random.shuffle(tries)
        first = [one for one in tries if one[0].locks(one[1])][: number // 2]
        back = [one for one in tries if one[0].returns(one[1])][: number // 3]
        chosen = {id(one): one for one in first + back}
        others = [one for one in tries if id(one) not in chosen]
        for one in [one for one in others if one[0].chooses(one[1])][: number // 4] + others:
            if len(chosen) < number:
                chosen[id(one)] = one
        return list(chosen.values())

    def sample(self, seed: int) -> None:
        """Random schedules."""
        for number in range(RANDOM_RUNS if self._choices else 0):
            if self._over or self._work > WORK:
                return
            order = RandomPriorities(seed * 1_000 + number, self._length, RANDOM_DEPTH)
            scheduler = Scheduler(order, self._stored, self.limits)
            self._judge(execute(self.program, scheduler), scheduler, False, order.made)

    def _run(self, youngest: bool, switches: list[Switch]) -> list[_Branch]:
        plan, _ = self._plan(schedule(youngest, switches), self._stored)
        return [self._branch(plan)] if len(plan.made) == len(switches) else []

    def _branch(self, plan: Plan) -> _Branch:
        alternatives = plan.alternatives
        self._choices = self._choices or bool(alternatives)
        if len(alternatives) > BRANCHES:
            self.found.exhausted = False
            alternatives = sorted(self.random.sample(alternatives, BRANCHES))
        interrupted = plan.interrupted[-1] if plan.interrupted else -1
        return _Branch(
            plan.youngest, plan.made, alternatives, interrupted, plan.choices, plan.locking
        )

    def _plan(
        self, to_run: Schedule, stored: frozenset[str] | None
    ) -> tuple[Plan, dict[int, dict[str, object]]]:
        plan = Plan(to_run, self.alarms)
        if not self._over:
            scheduler = Scheduler(plan, stored, self.limits)
            run = execute(self.program, scheduler)
            self._length = max(self._length, scheduler.moment)
            plan.locking = scheduler.locking
            self._judge(run, scheduler, plan.youngest, plan.made)
            return plan, scheduler.spaces
        return plan, {}

    def _judge(self, run: Run, scheduler: Scheduler, youngest: bool, made: list[Switch]) -> None:
        self.found.schedules += 1
        self._work += run.steps + AWAY_WORK * scheduler.aways
        _finished(run, scheduler, youngest, made)
        reason = judge(run, self.check)
        if reason:
            self.found.exhausted = False
            self.found.failure = self._repeated(run) or Failure(run, reason, again=False)

    def _repeated(self, run: Run) -> Failure | None:
        """The failing run once more, with its story; a student's own chance may prevent it."""
        for _ in range(REPEATS):
            again = run_once(self.program, run.schedule, story=True, limits=self.limits)
            reason = judge(again, self.check)
            if reason:
                return Failure(again, reason)
        return None


def _finished(run: Run, scheduler: Scheduler, youngest: bool, made: list[Switch]) -> Run:
    run.preemptions = len(made)
    run.schedule = schedule(youngest, made)
    run.story = scheduler.recorder.story if scheduler.recorder is not None else []
    return run
