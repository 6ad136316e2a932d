"""Whom submissions are handed to: one that dies, one that is not there."""

import importlib
import os
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import pytest

from course.errors import CourseError, UsageError
from course.grading import crew, waiting
from course.grading.room import Fixed


class Dying(Executor):
    """Breaks, with all that it has, when it is handed the item "bad"."""

    def __init__(self, size):
        self.futures, self.broken = [], False

    def submit(self, call, /, item):
        if self.broken:
            raise BrokenProcessPool
        future = Future()
        self.futures.append((future, call, item))
        self.broken = item == "bad"
        if self.broken:
            for pending, *_ in self.futures:
                pending.set_exception(BrokenProcessPool())
        elif item.startswith("quick"):
            self.futures.remove((future, call, item))
            future.set_result(call(item))
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass


class Simple(Dying):
    """Alone it does each item, but for "bad"."""

    def submit(self, call, /, item):
        future = super().submit(call, item)
        if not future.done():
            future.set_result(call(item))
        return future


def test_an_item_whose_worker_dies_costs_only_itself():
    hands = crew.Crew(lambda size: Simple(size) if size == 1 else Dying(size), Fixed(3))
    started = []
    done = list(hands.run(str.upper, ["quick", "slow", "bad", "quick2"], started.append))
    assert {d.item: d.result for d in done} == {
        "quick": "QUICK", "slow": "SLOW", "bad": None, "quick2": "QUICK2",
    }  # fmt: skip
    assert [type(d.error) for d in done if d.item == "bad"] == [BrokenProcessPool]
    assert started == ["quick", "slow", "bad", "quick2"]


def test_no_more_are_in_flight_than_there_are_workers():
    flying, most = set(), []

    def begin(item):
        flying.add(item)
        most.append(len(flying))

    hands = crew.Crew(ThreadPoolExecutor, Fixed(2))
    for done in hands.run(int, ["1", "2", "x", "4"], begin):
        flying.remove(done.item)
        assert (done.result is None) == isinstance(done.error, ValueError) == (done.item == "x")
    assert len(most) == 4
    assert max(most) == 2


def test_an_unknown_executor_is_a_usage_error():
    with pytest.raises(UsageError, match="no executor 'slurm'") as caught, crew.hire("slurm", 1):
        pass
    assert "dask://HOST:PORT" in caught.value.next_step


def test_dask_that_is_not_installed_is_named(monkeypatch):
    def absent(name):
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", absent)
    missing = pytest.raises(CourseError, match="Dask is not installed")
    with missing as caught, crew.hire("dask://localhost:8786", None):
        pass
    assert "pip install distributed" in caught.value.next_step


@pytest.mark.slow
def test_a_process_that_dies_is_an_error_of_its_item():
    with crew.hire(crew.LOCAL, 2) as hands:
        done = {d.item: d for d in hands.run(leave, ["1", "2", "3"])}
    assert done["1"].result == done["3"].result == 0
    assert isinstance(done["2"].error, BrokenProcessPool)


@pytest.mark.slow
def test_what_a_worker_says_is_said_here():
    said = []
    with waiting.told(said.append), crew.hire(crew.LOCAL, 2) as hands:
        done = list(hands.run(waiting.say, ["Waiting for one.", "Waiting for another."]))
    assert [d.error for d in done] == [None, None]
    assert sorted(said) == ["Waiting for another.", "Waiting for one."]


def leave(item):
    """End the worker process, in the middle of item 2."""
    if item == "2":
        os._exit(1)
    return 0
