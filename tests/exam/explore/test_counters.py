"""Read, change, write: the explorer tells counters that lose updates from those that do not."""

from __future__ import annotations

import itertools
import threading
from typing import Any

import pytest
from students import cell, fails, passes

INIT = "import threading, queue, time\nclass Counter:\n    def __init__(self): self.value = 0"
LOCKED = INIT + "; self.lock = threading.Lock()"

RIGHT = {
    "with a lock": LOCKED
    + """
    def increment(self):
        with self.lock:
            self.value += 1
""",
    "acquire and release": LOCKED
    + """
    def increment(self):
        self.lock.acquire()
        try:
            self.value = self.value + 1
        finally:
            self.lock.release()
""",
    "a lock of the module": "import threading\nguard = threading.Lock()\n"
    + INIT
    + """
    def increment(self):
        with guard:
            self.value += 1
""",
    "a lock that may be taken twice": INIT
    + """; self.lock = threading.RLock()
    def increment(self):
        with self.lock:
            with self.lock:
                self.value += 1
""",
    "a semaphore": INIT
    + """; self.one = threading.Semaphore(1)
    def increment(self):
        with self.one:
            self.value += 1
""",
    "a condition": INIT
    + """; self.changed = threading.Condition()
    def increment(self):
        with self.changed:
            self.value += 1
            self.changed.notify_all()
""",
    "a token in a queue": INIT
    + """; self.tokens = queue.SimpleQueue(); self.tokens.put("token")
    def increment(self):
        token = self.tokens.get()
        self.value += 1
        self.tokens.put(token)
""",
    "tries until it gets the lock": LOCKED
    + """
    def increment(self):
        while not self.lock.acquire(timeout=0.5):
            pass
        self.value += 1
        self.lock.release()
""",
    "a list of hits": """
class Counter:
    def __init__(self): self.hits = []
    def increment(self): self.hits.append(1)
    @property
    def value(self): return len(self.hits)
""",
}

WRONG = {
    "no lock": INIT
    + """
    def increment(self):
        self.value += 1
""",
    "a lock in each call": INIT
    + """
    def increment(self):
        with threading.Lock():
            self.value += 1
""",
    "a lock around the reading only": LOCKED
    + """
    def increment(self):
        with self.lock:
            value = self.value
        self.value = value + 1
""",
    "two critical sections": LOCKED
    + """
    def increment(self):
        with self.lock:
            value = self.value
        with self.lock:
            self.value = value + 1
""",
    "gives up when the lock is taken": LOCKED
    + """
    def increment(self):
        if self.lock.acquire(blocking=False):
            self.value += 1
            self.lock.release()
""",
    "a flag as a lock": INIT
    + """; self.busy = False
    def increment(self):
        while self.busy:
            time.sleep(0.001)
        self.busy = True
        self.value += 1
        self.busy = False
""",
    "sleeps instead": "import random\n"
    + INIT
    + """
    def increment(self):
        time.sleep(random.random())
        self.value += 1
""",
    "never released": LOCKED
    + """
    def increment(self):
        self.lock.acquire()
        self.value += 1
""",
    "a generator without a lock": """
class Counter:
    def __init__(self): self.numbers, self.value = self.count(), 0
    def count(self):
        number = 0
        while True:
            number += 1
            yield number
    def increment(self): self.value = max(self.value, next(self.numbers))
""",
    "a lock made when it is first needed": INIT
    + """; self.lock = None
    def increment(self):
        if self.lock is None:
            self.lock = threading.Lock()
        with self.lock:
            self.value += 1
""",
}


def program_for(student: Any) -> Any:
    def program() -> object:
        counter = student.Counter()
        threads = [threading.Thread(target=counter.increment) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return counter.value

    return program


def check(run: Any) -> None:
    assert run.result == 2, f"two increments gave {run.result}"


@pytest.mark.slow
@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_a_right_counter_passes_under_every_schedule(source: str) -> None:
    passes(program_for(cell(source)), check)


@pytest.mark.slow
@pytest.mark.parametrize("source", WRONG.values(), ids=WRONG)
def test_a_wrong_counter_is_found_and_fails_again(source: str) -> None:
    fails(program_for(cell(source)), check)


@pytest.mark.slow
def test_a_lock_made_late_needs_two_switches() -> None:
    program = program_for(cell(WRONG["a lock made when it is first needed"]))
    failure = fails(program, check)
    assert failure.run.preemptions == 2


@pytest.mark.slow
def test_a_variable_of_an_enclosing_function_is_not_corrupted_by_observation() -> None:
    student = cell("""
        import threading
        def count():
            total, lock = 0, threading.Lock()
            def work():
                nonlocal total
                with lock:
                    total = total + 1
                seen = total
            threads = [threading.Thread(target=work) for _ in range(2)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            return total
    """)
    passes(lambda: student.count(), check)


@pytest.mark.slow
def test_an_iterator_of_c_is_one_step() -> None:
    student = cell("""
        class Counter:
            def __init__(self, counter): self.next = counter.__next__; self.seen = []
            def increment(self): self.seen.append(self.next())
            @property
            def value(self): return len(set(self.seen))
    """)
    make = student.Counter
    student.Counter = lambda: make(itertools.count())
    passes(program_for(student), check)
