"""Tries a program under many schedules, up to the first that breaks it; read by an instructor.

First all schedules with 0, 1, 2, … unusual switches (iterative context bounding, Musuvathi
and Qadeer, PLDI 2007; each choice of another thread than the usual one counts, as in the
delay bounding of Emmi, Qadeer and Rakamarić, POPL 2011), then a seeded random sample. Of
switches that lead to the same, one is tried (`reduction`); which ones do depends on the races
that were found so far, so runs are looked at again when a new race comes up.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FunctionType

from course.exam.explore.accesses import changes
from course.exam.explore.bytecode import stored_names
from course.exam.explore.control import execute
from course.exam.explore.failure import Failure
from course.exam.explore.instrument import instrumented
from course.exam.explore.judge import Check, judge
from course.exam.explore.orders import Plan, RandomPriorities, Schedule, Switch, schedule
from course.exam.explore.reduction import Reduction
from course.exam.explore.run import Run
from course.exam.explore.scheduler import Limits, Scheduler
from course.exam.explore.story import Recorder
from course.exam.explore.substitutes import substituted

RANDOM_RUNS, RANDOM_DEPTH = 30, 3  # of the random sample; switches of a random run, and one
FEW_RANDOM_RUNS = 3  # where all schedules up to the bound were run
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
    with instrumented(), substituted():
        search = _Search(program, check, schedules, random.Random(seed), alarms, limits)
        search.systematic(bound)
        search.sample(seed, bound)
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

    plan: Plan
    switches: list[Switch]
    interrupted: int
    seen: set[Switch] = field(default_factory=set)  # alternatives that were tried or given up

    def candidates(self, racy: set[str] | None) -> list[Switch]:
        """The alternatives that are worth a run and were not seen yet; from now on they are."""
        left = [switch for switch in self.plan.alternatives if switch not in self.seen]
        found = Reduction(self.plan.trace, self.plan.choices, racy).useful(left)
        self.seen.update(found)
        return found

    def returns(self, switch: Switch) -> bool:
        """Whether this switch goes back to the thread that was interrupted last."""
        return switch[1] == self.interrupted

    def locks(self, switch: Switch) -> bool:
        """Whether this switch, and the ones before, are where a lock is asked for.

        Deadlocks need no others, nor do races of code that keeps its data under locks.
        """
        places = self.plan.locking | self.plan.choices
        return all(one[0] in places for one in [*self.switches, switch])

    def chooses(self, switch: Switch) -> bool:
        """Whether this switch is where the running thread cannot go on anyway."""
        return switch[0] in self.plan.choices


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
        self._racy: set[str] = set()
        self._work = self._length = 0
        self._choices = False

    @property
    def _over(self) -> bool:
        return self.found.failure is not None or self.found.schedules >= self.budget

    def systematic(self, bound: int) -> None:
        """All schedules with up to `bound` unusual switches, or a sample where there are many."""
        levels = [self._usual(), *([] for _ in range(bound))]
        level = 1
        while level <= bound:
            tries = self._tries(levels[level - 1])
            left = self.budget - self.found.schedules
            share = left // 2 if level < bound else left - min(RANDOM_RUNS, left // 10)
            races = len(self._racy)
            for branch, switch in self._chosen(tries, share):
                if self._over or self._work > WORK:
                    self.found.exhausted = False
                    return
                levels[level] += self._run(branch.plan.youngest, [*branch.switches, switch])
            level = 1 if len(self._racy) > races else level + 1

    def _tries(self, branches: list[_Branch]) -> list[tuple[_Branch, Switch]]:
        """The switches after these runs that are worth a run and were not tried yet."""
        racy, tries = None, []
        if self._stored is not None:
            racy = {place for place in self._racy if changes(place, self._stored)}
        for branch in branches:
            switches = branch.candidates(racy)
            if len(switches) > BRANCHES:
                self.found.exhausted = False
                switches = sorted(self.random.sample(switches, BRANCHES))
            tries += [(branch, switch) for switch in switches]
        return tries

    def _usual(self) -> list[_Branch]:
        first, spaces = self._plan(schedule())
        if self._over:
            return []
        if isinstance(self.program, FunctionType):
            spaces[0] = self.program.__globals__
        self._stored = stored_names(spaces.values())
        last, _ = self._plan(schedule(youngest=True))
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

    def sample(self, seed: int, bound: int) -> None:
        """Random schedules; few where all with more switches than a random one has were run."""
        few = self.found.exhausted and bound >= RANDOM_DEPTH - 1
        runs = FEW_RANDOM_RUNS if few else RANDOM_RUNS
        for number in range(runs if self._choices else 0):
            if self._over or self._work > WORK:
                return
            order = RandomPriorities(seed * 1_000 + number, self._length, RANDOM_DEPTH)
            scheduler = Scheduler(order, self._stored, self.limits)
            self._judge(execute(self.program, scheduler), scheduler, False, order.made)

    def _run(self, youngest: bool, switches: list[Switch]) -> list[_Branch]:
        plan, _ = self._plan(schedule(youngest, switches))
        return [self._branch(plan)] if len(plan.made) == len(switches) else []

    def _branch(self, plan: Plan) -> _Branch:
        self._choices = self._choices or bool(plan.alternatives)
        interrupted = plan.interrupted[-1] if plan.interrupted else -1
        return _Branch(plan, plan.made, interrupted)

    def _plan(self, to_run: Schedule) -> tuple[Plan, dict[int, dict[str, object]]]:
        plan = Plan(to_run, self.alarms)
        if not self._over:
            scheduler = Scheduler(plan, self._stored, self.limits, trace=plan.trace)
            run = execute(self.program, scheduler)
            self._length = max(self._length, scheduler.moment)
            self._racy |= plan.trace.racy
            self.found.exhausted = self.found.exhausted and not plan.trace.is_full
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
