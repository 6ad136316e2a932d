"""A control experiment: is a race that is there still seen? Read by a maintainer.

The student's code can do more to its own process than anybody has thought of. So whoever
passes a claim about interleavings is asked for one thing more: a program of the examiner's,
which is known to be broken and is run in the very same way, has to be found broken.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from course.exam.bridge.shipping import EXAMINER

SCHEDULES = 40
_SOURCE = """
import threading

class Shared:
    def __init__(self):
        self.number = 0

    def add(self):
        number = self.number
        self.number = number + 1

def program():
    shared = Shared()
    threads = [threading.Thread(target=shared.add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return shared.number
"""


def broken_program() -> Callable[[], int]:
    """Two threads that add 1 to a number without a lock; looks like code of a notebook."""
    space: dict[str, Any] = {"__name__": EXAMINER}
    exec(compile(_SOURCE, "<ipython-input-control>", "exec"), space)
    program: Callable[[], int] = space["program"]
    return program
