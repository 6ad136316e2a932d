"""Claims about every interleaving: what holds, what breaks, and what the message says."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from course.exam.interleavings import check_interleavings, check_whole_operations, together
from course.exam.verdicts import Failed, render

sys.path.insert(0, str(Path(__file__).parent / "explore"))
from students import cell

LOCKED = """
    import threading
    class Account:
        def __init__(self, balance): self._balance, self._lock = balance, threading.Lock()
        @property
        def balance(self): return self._balance
        def deposit(self, amount):
            with self._lock: self._balance += amount
        def withdraw(self, amount):
            with self._lock:
                if amount > self._balance: raise ValueError("too much")
                self._balance -= amount
"""
CHECKS_OUTSIDE = LOCKED.replace(
    """            with self._lock:
                if amount > self._balance: raise ValueError("too much")
                self._balance -= amount""",
    """            if amount > self._balance: raise ValueError("too much")
            with self._lock: self._balance -= amount""",
)


class Model:
    """An account for one thread."""

    def __init__(self, balance: int) -> None:
        self.balance = balance

    def deposit(self, amount: int) -> None:
        self.balance += amount

    def withdraw(self, amount: int) -> None:
        if amount > self.balance:
            raise ValueError
        self.balance -= amount


def judge(source: str, *operations: str) -> None:
    account = cell(source).Account
    check_whole_operations(lambda: account(100), lambda: Model(100), *operations)


def test_a_locked_account_gives_what_whole_operations_give() -> None:
    judge(LOCKED, "withdraw 60", "withdraw 60", "balance")


def test_a_check_outside_the_lock_fails_with_the_schedule() -> None:
    with pytest.raises(Failed) as caught:
        judge(CHECKS_OUTSIDE, "withdraw 60", "withdraw 60")
    verdict = caught.value.verdict
    assert "(['done', 'done'], -20)" in verdict.happened
    assert "is interrupted here" in render(verdict)
    assert '<table class="schedule">' in render(verdict, html=True)


def run_leaving(source: str) -> Any:
    function = cell(source).run
    check_interleavings(lambda: function(), lambda run: run.result == 1, "1")


def test_a_thread_that_is_not_joined_is_left_behind() -> None:
    with pytest.raises(Failed, match="still alive at its return"):
        run_leaving("""
            import threading
            def run():
                threading.Thread(target=lambda: None).start()
                return 1
        """)


def test_a_deadlock_is_named() -> None:
    with pytest.raises(Failed, match="all threads come to an end"):
        run_leaving("""
            import threading
            def run():
                lock = threading.Lock()
                with lock, lock: return 1
        """)


def test_together_tells_each_outcome() -> None:
    error = KeyError("b")

    def fail() -> None:
        raise error

    assert together(lambda: threading.current_thread().name, fail) == ["Thread-A", error]
