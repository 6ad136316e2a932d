"""What an exploration reports: how many schedules, whether all, and the same each time."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from students import cell, fails

from course.exam.explore import atomic, explore, replay, run_once

RACE = """
    class Counter:
        def __init__(self): self.value = 0
        def increment(self):
            value = self.value
            self.value = value + 1
"""


def program_for(student: Any, threads: int = 2) -> Any:
    def program() -> object:
        counter = student.Counter()
        workers = [threading.Thread(target=counter.increment) for _ in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return counter.value

    return program


def check(run: Any) -> str | None:
    return None if run.result == 2 else f"the value is {run.result}"


def test_with_a_bound_of_zero_nobody_is_interrupted() -> None:
    found = explore(program_for(cell(RACE)), check=check, bound=0, schedules=3)
    assert found.failure is None
    assert found.exhausted


@pytest.mark.slow
def test_a_small_space_is_exhausted_and_a_large_one_is_not() -> None:
    harmless = program_for(cell(RACE.replace("self.value = value + 1", "pass")))
    assert explore(harmless, bound=1).exhausted
    assert not explore(program_for(cell(RACE), 4), schedules=20).exhausted


def test_never_more_schedules_than_asked_for() -> None:
    assert explore(program_for(cell(RACE), 3), schedules=17).schedules == 17


def test_a_program_without_threads_needs_few_schedules() -> None:
    found = explore(lambda: cell("def main(): return 1").main())
    assert found.exhausted
    assert found.schedules <= 3


def test_equal_arguments_give_equal_explorations() -> None:
    student = cell(RACE)
    first, second = (explore(program_for(student), check=check, seed=7) for _ in range(2))
    assert first.failure is not None
    assert second.failure is not None
    assert first.schedules == second.schedules
    assert first.failure.run.schedule == second.failure.run.schedule
    assert str(first.failure) == str(second.failure)


def test_a_schedule_is_plain_data_and_repeats_the_run() -> None:
    student = cell(RACE)
    failure = fails(program_for(student), check)
    schedule = json.loads(json.dumps(failure.run.schedule))
    again = replay(program_for(student), schedule)
    assert again.result == failure.run.result == 1
    assert (again.preemptions, again.steps) == (failure.run.preemptions, failure.run.steps)
    assert run_once(program_for(student)).result == 2


@pytest.mark.slow
def test_a_failure_of_the_random_sample_repeats_too() -> None:
    student = cell(RACE)
    failure = explore(program_for(student, 3), check=lambda run: run.result == 3, bound=0).failure
    assert failure is not None
    assert failure.again
    assert replay(program_for(student, 3), failure.run.schedule).result == failure.run.result


def test_atomic_functions_are_never_interrupted() -> None:
    student = cell("def call(probe): probe()")
    hits = {"n": 0}

    @atomic
    def probe() -> None:
        value = hits["n"]
        hits["n"] = value + 1

    def program() -> int:
        hits["n"] = 0
        threads = [threading.Thread(target=student.call, args=(probe,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return hits["n"]

    assert explore(program, check=check).failure is None


def test_checks_may_assert_return_a_message_or_false() -> None:
    def refuse(run: Any) -> None:
        raise AssertionError("said no")

    for refusing, reason in ((refuse, "said no"), (lambda _: "no", "no")):
        failure = explore(lambda: 1, check=refusing).failure
        assert failure is not None
        assert failure.reason == reason
    failure = explore(lambda: 1, check=lambda run: run.result == 2).failure
    assert failure is not None
    assert failure.reason == "the result is wrong"
    assert explore(lambda: 1, check=lambda run: run.result == 1).failure is None
