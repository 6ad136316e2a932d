"""Importing the explorer and exploring leave a live Jupyter kernel as it was."""

from __future__ import annotations

import pytest

nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")

CELLS = [
    """
import course.exam.explore as exploring
import logging, queue, threading, time
from queue import SimpleQueue
from threading import Lock, RLock
from time import monotonic, sleep
before = {thread.name for thread in threading.enumerate()}
guard = Lock()
""",
    """
class Counter:
    def __init__(self): self.value = 0
    def add(self):
        with guard: self.value += 1
class Broken(Counter):
    def add(self):
        value = self.value
        sleep(1)
        self.value = value + 1
def deadlock():
    with guard, guard: pass
""",
    """
def program(kind):
    counter = kind()
    threads = [threading.Thread(target=counter.add) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    print("in a run")
    return counter.value
def check(run): assert run.result == 2, f"got {run.result}"
right = exploring.explore(lambda: program(Counter), check=check)
wrong = exploring.explore(lambda: program(Broken), check=check)
dead = exploring.explore(lambda: deadlock())
assert right.failure is None, right.failure
assert wrong.failure.run.result == 1 and "value = self.value" in str(wrong.failure)
assert dead.failure.run.verdict == "deadlock", dead.failure
""",
    """
from concurrent.futures import ThreadPoolExecutor
begin = monotonic()
box = SimpleQueue()
with ThreadPoolExecutor(2) as pool:
    pool.submit(box.put, 1)
    pool.submit(sleep, 0.01).result()
assert monotonic() - begin >= 0.01
assert box.get(timeout=5) == 1
with guard: assert not guard.acquire(timeout=0.01)
again = RLock()
with again, again: pass
print("still prints")
""",
    """
import _thread
from ipykernel.iostream import OutStream
import zmq.utils.garbage
raw = type(_thread.allocate_lock())
assert type(logging.StreamHandler().lock) is _thread.RLock
assert type(get_ipython().kernel.log) and type(guard) is exploring.locks.Lock
assert type(zmq.utils.garbage.GarbageCollector()._lock) is not exploring.locks.Lock
assert threading.Thread.start.__module__ == "threading"
assert {thread.name for thread in threading.enumerate()} <= before
""",
]


@pytest.mark.slow
def test_a_live_kernel_is_not_disturbed() -> None:
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in CELLS]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    streams = [(output.name, output.text) for cell in notebook.cells for output in cell.outputs]
    assert streams == [("stdout", "still prints\n")]
