"""The start of a pool's workers, held by the examiner; read by test cells.

    with StartUp() as startup, Meeting(square) as meeting:
        timing = student.time_pool(3, [1, 2, 3], meeting.task)
    startup.ready    # when the last of the workers was let go

Every worker of a `multiprocessing.Pool` or a `ProcessPoolExecutor` that is made
inside the block arrives at a meeting before it does anything else, and is held
there until nothing else happens. So the start of a pool takes so long that it
cannot be mistaken for a part of the work.
"""

from __future__ import annotations

import concurrent.futures.process
import functools
import multiprocessing.pool
from typing import Any

from course.exam.meeting import Meeting
from course.exam.task import Task
from course.exam.uses import Uses

_PLACES = {"worker": multiprocessing.pool, "_process_worker": concurrent.futures.process}
_WORKERS = {name: getattr(module, name) for name, module in _PLACES.items()}
_POOLS = (multiprocessing.pool.Pool, concurrent.futures.ProcessPoolExecutor)


class StartUp:
    """Holds the workers of every pool that is made inside the `with` block."""

    def __init__(self) -> None:
        self._meeting = Meeting(lambda: None, holds=4, name="start")

    def __enter__(self) -> StartUp:
        self._meeting.__enter__()
        self._uses = [Uses(kind) for kind in _POOLS]
        for uses in self._uses:
            uses.__enter__()
        for name, module in _PLACES.items():
            setattr(module, name, functools.partial(_held_worker, self._meeting.task, name))
        return self

    def __exit__(self, *exc_info: object) -> None:
        for name, module in _PLACES.items():
            setattr(module, name, _WORKERS[name])
        self._meeting.__exit__(*exc_info)
        for uses in self._uses:
            uses.__exit__(*exc_info)

    @property
    def pids(self) -> set[int]:
        """The workers that were started."""
        return self._meeting.pids

    @property
    def begun(self) -> float:
        """When the first pool was about to be made; 0.0 when none was."""
        return min((begin for uses in self._uses for begin, _ in uses.moments), default=0.0)

    @property
    def ready(self) -> float | None:
        """When the last worker was let go (`time.perf_counter`); None when no pool was made."""
        return self._meeting.groups[-1].freed if self._meeting.groups else None


def _held_worker(start: Task, name: str, *args: Any, **kwargs: Any) -> Any:
    """What a worker process runs: it is held, then it works as usual."""
    start()
    return _WORKERS[name](*args, **kwargs)
