"""Races are pairs of accesses without an order; a lock held too long serialises."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from course.exam.explore import run_once
from course.exam.interleavings import together
from course.exam.watch import Watch

sys.path.insert(0, str(Path(__file__).parent / "explore"))
from students import cell


def watched(act: str, make: str = "watch.list([])", setup: str = "") -> Watch:
    """Two threads that run `act` on one watched thing, under the usual schedule."""
    code = cell(f"""
        import threading, queue
        {setup or "pass"}
        def act(shared, lock):
            {act}
    """)
    watch = Watch()

    def program() -> None:
        shared: Any = eval(make, {"watch": watch})
        lock = threading.Lock()
        together(lambda: code.act(shared, lock), lambda: code.act(shared, lock))

    assert run_once(program).verdict is None
    return watch


@pytest.mark.parametrize(
    ("act", "make"),
    [
        ("shared.append(1)", "watch.list([])"),
        ("shared['a'] = 1", "watch.dict()"),
        ("shared.value += 1", "watch.value(0)"),
    ],
)
def test_two_writes_without_a_lock_have_no_order(act: str, make: str) -> None:
    race = watched(act, make).races[0]
    assert (race.first.thread, race.second.thread) == ("Thread-A", "Thread-B")
    assert race.first.line == race.second.line == 4
    assert "with no order between them" in str(race)


def test_a_lock_orders_them() -> None:
    assert watched("with lock: shared.append(1)").races == []


def test_two_locks_do_not() -> None:
    assert watched("with threading.Lock(): shared.append(1)").races


def test_two_reads_need_no_order() -> None:
    assert watched("len(shared)").races == []


def test_a_queue_orders_too() -> None:
    setup = "ready = queue.Queue(); ready.put(1)"
    assert watched("ready.get(); shared.append(1); ready.put(1)", setup=setup).races == []


def test_join_and_start_order() -> None:
    watch = Watch()

    def program() -> None:
        shared = watch.list([])
        shared.append(0)
        thread = threading.Thread(target=lambda: shared.append(1))
        thread.start()
        thread.join()
        shared.append(2)

    run_once(program)
    assert watch.races == []
    assert len(watch.accesses) == 3


def test_one_hold_for_all_is_serialised_and_one_for_each_is_not() -> None:
    held = watched("""
            with lock:
                for n in range(3): shared.append(n)""")
    assert held.serialised
    assert held.races == []
    assert not watched("""
            for n in range(3):
                with lock: shared.append(n)""").serialised
