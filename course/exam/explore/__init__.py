"""A controlled scheduler for threads: is a program right under every interleaving? Read by an
instructor who writes tests, and by a student who looks at what a schedule does.

    def program():
        counter = Counter()
        threads = [Thread(target=counter.increment) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        return counter.value

    def check(run):
        assert run.result == 2, f"two increments gave {run.result}"

    found = explore(program, check=check)
    print(found.schedules, found.exhausted, found.failure)

Threads that the program starts really are threads, but one at a time goes on, and time is
virtual. Importing this package makes the locks and clocks that cells make and import
from then on ones that can be controlled; so import it at the top of a notebook.
"""

from course.exam.explore.failure import Failure
from course.exam.explore.orders import Schedule
from course.exam.explore.run import Run
from course.exam.explore.scheduler import Limits
from course.exam.explore.search import Exploration, explore, replay, run_once
from course.exam.explore.story import Step
from course.exam.explore.substitutes import install
from course.exam.explore.threads import turns_of_others
from course.exam.explore.where import atomic

__all__ = [
    "Exploration",
    "Failure",
    "Limits",
    "Run",
    "Schedule",
    "Step",
    "atomic",
    "explore",
    "install",
    "replay",
    "run_once",
    "turns_of_others",
]

install()
