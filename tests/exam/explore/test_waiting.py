"""Waiting for another thread: lost wake-ups, buffers, events, polling."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from students import cell, fails, passes

from course.exam.explore import run_once

RIGHT = {
    "an event": """
        import threading
        class Promise:
            def __init__(self): self.done, self.value = threading.Event(), None
            def set(self, value): self.value = value; self.done.set()
            def get(self): self.done.wait(); return self.value
    """,
    "a condition and a loop": """
        import threading
        class Promise:
            def __init__(self): self.changed, self.box = threading.Condition(), []
            def set(self, value):
                with self.changed:
                    self.box.append(value)
                    self.changed.notify_all()
            def get(self):
                with self.changed:
                    while not self.box:
                        self.changed.wait()
                    return self.box[0]
    """,
    "a lock as a latch": """
        import threading
        class Promise:
            def __init__(self): self.latch = threading.Lock(); self.latch.acquire()
            def set(self, value): self.value = value; self.latch.release()
            def get(self):
                with self.latch:
                    return self.value
    """,
    "a queue": """
        import queue
        class Promise:
            def __init__(self): self.box = queue.Queue()
            def set(self, value): self.box.put(value)
            def get(self):
                value = self.box.get()
                self.box.put(value)
                return value
    """,
    "a future": """
        from concurrent.futures import Future
        class Promise(Future):
            def set(self, value): self.set_result(value)
            def get(self): return self.result()
    """,
}
WRONG = {
    "told before it is there": """
        import threading
        class Promise:
            def __init__(self): self.done, self.value = threading.Event(), None
            def set(self, value): self.done.set(); self.value = value
            def get(self): self.done.wait(); return self.value
    """,
    "a lost wake-up": """
        import threading
        class Promise:
            def __init__(self): self.changed, self.value = threading.Condition(), None
            def set(self, value):
                with self.changed:
                    self.value = value
                    self.changed.notify_all()
            def get(self):
                if self.value is None:
                    with self.changed:
                        self.changed.wait()
                return self.value
    """,
    "one of two is told": """
        import threading
        class Promise:
            def __init__(self): self.changed, self.value = threading.Condition(), None
            def set(self, value):
                with self.changed:
                    self.value = value
                    self.changed.notify()
            def get(self):
                with self.changed:
                    while self.value is None:
                        self.changed.wait()
                    return self.value
    """,
    "waits for at most a second": """
        import threading
        class Promise:
            def __init__(self): self.done, self.value = threading.Event(), None
            def set(self, value): self.value = value; self.done.set()
            def get(self): self.done.wait(1); return self.value
    """,
}
POLLING = {
    "spins": "while not self.values: pass",
    "sleeps": "while not self.values: time.sleep(0.01)",
    "waits a little": "while not self.told.wait(0.01): pass",
    "tries the lock": "while not self.lock.acquire(blocking=False): pass",
    "asks the queue": "while self.queue.empty(): pass",
    "gets without waiting": """
                while True:
                    try:
                        return self.queue.get_nowait()
                    except queue.Empty:
                        continue
""",
}
POLLER = """
        import queue, threading, time
        class Promise:
            def __init__(self):
                self.values, self.told, self.queue = [], threading.Event(), queue.Queue()
                self.lock = threading.Lock()
                self.lock.acquire()
            def set(self, value):
                self.values.append(value); self.queue.put(value); self.told.set()
                self.lock.release()
            def get(self):
                LOOP
                return self.values[0]
"""


def program_for(student: Any) -> Any:
    def program() -> list[object]:
        promise, got = student.Promise(), []
        readers = [threading.Thread(target=lambda: got.append(promise.get())) for _ in range(2)]
        writer = threading.Thread(target=promise.set, args=(42,))
        for thread in [*readers, writer]:
            thread.start()
        for thread in [*readers, writer]:
            thread.join()
        return got

    return program


def check(run: Any) -> None:
    assert run.result == [42, 42], f"two readers got {run.result}"


@pytest.mark.slow
@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_right_ways_of_waiting_pass(source: str) -> None:
    passes(program_for(cell(source)), check, schedules=150)


@pytest.mark.slow
@pytest.mark.parametrize("source", WRONG.values(), ids=WRONG)
def test_wrong_ways_of_waiting_are_found(source: str) -> None:
    fails(program_for(cell(source)), check)


def slow_program_for(student: Any) -> Any:
    def program() -> object:
        promise = student.Promise()

        def deliver() -> None:
            time.sleep(60)
            promise.set(42)

        threading.Thread(target=deliver).start()
        return promise.get()

    return program


@pytest.mark.slow
@pytest.mark.parametrize("loop", POLLING.values(), ids=POLLING)
def test_polling_is_seen(loop: str) -> None:
    run = run_once(slow_program_for(cell(POLLER.replace("LOOP", loop.strip()))))
    assert run.result == 42
    assert run.verdict is None
    assert run.polled
    assert "MainThread, line " in run.polled[0]


@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_waiting_is_not_polling(source: str) -> None:
    run = run_once(slow_program_for(cell(source)))
    assert (run.result, run.seconds, run.polled) == (42, 60.0, [])


def test_work_is_not_polling() -> None:
    student = cell("""
        import queue, time
        def work():
            jobs, out = queue.Queue(), []
            for number in range(9): jobs.put(number)
            while not jobs.empty(): out.append(jobs.get())
            for number in range(400): out.append(number)
            for _ in range(30): time.sleep(1)
            total = 0
            while total < 3000: total += 1
            return len(out)
    """)
    run = run_once(lambda: student.work())
    assert (run.result, run.polled) == (409, [])


BUFFER = """
        import threading
        class Buffer:
            def __init__(self): self.items, self.changed = [], threading.Condition()
            def put(self, item):
                with self.changed:
                    PUT self.items: self.changed.wait()
                    self.items.append(item); self.changed.TELL()
            def get(self):
                with self.changed:
                    PUT not self.items: self.changed.wait()
                    item = self.items.pop(); self.changed.TELL()
                    return item
"""


def buffer_program(put: str, tell: str) -> Any:
    student = cell(BUFFER.replace("PUT", put).replace("TELL", tell))

    def program() -> list[object]:
        buffer, got = student.Buffer(), []
        threads = [threading.Thread(target=lambda: got.append(buffer.get())) for _ in range(2)]
        threads += [threading.Thread(target=buffer.put, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted(got, key=repr)

    return program


def check_buffer(run: Any) -> None:
    assert not run.thread_errors, f"a thread ended by {run.thread_errors}"
    assert run.result == [0, 1], f"got {run.result} out of the buffer"


@pytest.mark.slow
def test_a_right_buffer_passes() -> None:
    passes(buffer_program("while", "notify_all"), check_buffer, schedules=150)


@pytest.mark.slow
@pytest.mark.parametrize(("put", "tell"), [("if", "notify_all"), ("while", "locked")])
def test_a_wrong_buffer_is_found(put: str, tell: str) -> None:
    tell = "_is_owned" if tell == "locked" else tell  # tells nobody
    fails(buffer_program(put, tell), check_buffer)
