"""Check-then-act, transfers and the order in which locks are taken."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from students import cell, fails, passes

ACCOUNT = """
import itertools, threading
numbers = itertools.count()
class Account:
    def __init__(self, balance):
        self.balance, self.lock, self.number = balance, threading.Lock(), next(numbers)
def by_number(account): return account.number
"""
MOVE = """
        if source.balance < amount:
            raise ValueError("too little")
        source.balance -= amount
        target.balance += amount
"""
RIGHT = {
    "in the order of their ids": ACCOUNT
    + "def transfer(source, target, amount):\n"
    + "    first, second = sorted((source, target), key=id)\n"
    + "    with first.lock, second.lock:"
    + MOVE,
    "one lock for all": ACCOUNT
    + "bank = threading.Lock()\n"
    + "def transfer(source, target, amount):\n    with bank:"
    + MOVE,
    "tries and lets go": """
import time
"""
    + ACCOUNT
    + """
def transfer(source, target, amount):
    while True:
        with source.lock:
            if target.lock.acquire(blocking=False):
                try:
                    if source.balance < amount:
                        raise ValueError("too little")
                    source.balance -= amount
                    target.balance += amount
                    return
                finally:
                    target.lock.release()
        time.sleep(0.001)
""",
}
WRONG = {
    "source first": ACCOUNT
    + "def transfer(source, target, amount):\n    with source.lock, target.lock:"
    + MOVE,
    "no lock": ACCOUNT + "def transfer(source, target, amount):\n    if True:" + MOVE,
    "only one lock": ACCOUNT
    + "def transfer(source, target, amount):\n    with source.lock:"
    + MOVE,
    "checked before the lock": ACCOUNT
    + """
def transfer(source, target, amount):
    if source.balance < amount:
        raise ValueError("too little")
    first, second = sorted((source, target), key=by_number)
    with first.lock, second.lock:
        source.balance -= amount
        target.balance += amount
""",
    "kept after an error": ACCOUNT
    + """
def transfer(source, target, amount):
    first, second = sorted((source, target), key=by_number)
    first.lock.acquire(); second.lock.acquire()
    if source.balance < amount:
        raise ValueError("too little")
    source.balance -= amount; target.balance += amount
    second.lock.release(); first.lock.release()
""",
}


def program_for(student: Any) -> Any:
    def program() -> tuple[int, int]:
        a, b = student.Account(100), student.Account(100)

        def move(source: Any, target: Any, amount: int) -> None:
            try:
                student.transfer(source, target, amount)
            except ValueError:
                return

        moves = [(a, b, 70), (b, a, 10), (a, b, 60)]
        threads = [threading.Thread(target=move, args=arguments) for arguments in moves]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return a.balance, b.balance

    return program


def check(run: Any) -> None:
    assert sum(run.result) == 200, f"the balances are {run.result}"
    assert min(run.result) >= 0, f"the balances are {run.result}"


@pytest.mark.slow
@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_a_right_transfer_passes(source: str) -> None:
    passes(program_for(cell(source)), check)


@pytest.mark.slow
@pytest.mark.parametrize("source", WRONG.values(), ids=WRONG)
def test_a_wrong_transfer_is_found(source: str) -> None:
    fails(program_for(cell(source)), check)


def test_a_deadlock_tells_who_waits_for_what_that_whom_holds() -> None:
    failure = fails(program_for(cell(WRONG["source first"])), check)
    assert failure.run.verdict == "deadlock"
    assert "waits for the lock made on line 5, number 2 that Thread-" in failure.reason
    assert "line 8, in transfer: with source.lock, target.lock:" in failure.reason
    told = [act for step in failure.story() for act in step.acts]
    assert "takes the lock made on line 5, number 1" in told
    assert not any(
        act.startswith("releases") for act in told
    )  # by the clean-up, not by the program


def test_a_lock_held_twice_is_a_deadlock_with_oneself() -> None:
    student = cell("""
        import threading
        lock = threading.Lock()
        def outer():
            with lock:
                inner()
        def inner():
            with lock:
                pass
    """)
    failure = fails(lambda: student.outer())
    assert "waits for the lock made on line 2 that it holds itself" in failure.reason
    assert not student.lock.locked()  # freed for the next run


def test_locks_held_at_the_return_are_named() -> None:
    student = cell("""
        import threading
        lock = threading.RLock()
        def take():
            lock.acquire()
    """)
    from course.exam.explore import run_once

    first, second = run_once(lambda: student.take()), run_once(lambda: student.take())
    assert first.held == second.held == ["the lock made on line 2, taken by MainThread"]
    assert student.lock.acquire(blocking=False)
    student.lock.release()


def test_check_then_act_is_found() -> None:
    student = cell("""
        class Lazy:
            def __init__(self, make): self.make, self.value = make, None
            def get(self):
                if self.value is None:
                    self.value = self.make()
                return self.value
    """)

    def program() -> int:
        made: list[int] = []

        def make() -> list[int]:
            made.append(1)
            return made

        lazy = student.Lazy(make)
        threads = [threading.Thread(target=lazy.get) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return len(made)

    fails(program, lambda run: None if run.result == 1 else f"made {run.result} times")
