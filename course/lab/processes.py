"""How worker processes start in a notebook; read by a maintainer.

A notebook's kernel has threads, and a process with threads must not be forked
(Python warns about it since 3.12). So the course uses what Python 3.14 made the
default: a fork server on Linux, and spawn on macOS and Windows. Workers import
the code that they run; a notebook cannot be imported, hence `%%module`.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import sys
import types
from multiprocessing import reduction
from typing import Any

OVERRIDE = "COURSE_START_METHOD"  # environment variable, for tests of the course itself


def choose_start_method() -> None:
    """Make "forkserver" (Linux) or "spawn" the default start method of this process."""
    preferred = "forkserver" if sys.platform == "linux" else "spawn"
    method = os.environ.get(OVERRIDE, preferred)
    if multiprocessing.get_start_method(allow_none=True) != method:
        multiprocessing.set_start_method(method, force=True)


def guard_notebook_functions() -> None:
    """Say at once when a function of the notebook is sent to a worker that cannot import it.

    Without this, the worker fails with an `AttributeError` about `__main__`, or
    (a `Pool`) starts again and again for ever.
    """
    pickler: Any = reduction.ForkingPickler
    pickler.reducer_override = _refuse_notebook_functions


def _refuse_notebook_functions(pickler: Any, value: object) -> Any:
    if isinstance(value, (types.FunctionType, type)) and value.__module__ == "__main__":
        notebook = vars(sys.modules["__main__"])
        if "__file__" not in notebook and not _forks():
            name = value.__qualname__
            raise pickle.PicklingError(
                f"{name} is defined in the notebook, and a worker process cannot import a "
                f"notebook. Move {name} into a cell that begins with %%module (each task with "
                f"processes has one), run that cell, and try again."
            )
    return NotImplemented


def _forks() -> bool:
    """Whether this is pickled for forked workers, which have the notebook's functions."""
    frame: types.FrameType | None = sys._getframe(1)
    while frame is not None:
        method = getattr(type(frame.f_locals.get("self")), "method", None)
        if method in multiprocessing.get_all_start_methods():
            return bool(method == "fork")
        frame = frame.f_back
    involved = [multiprocessing.current_process(), *multiprocessing.active_children()]
    return any(getattr(process, "_start_method", None) == "fork" for process in involved)
