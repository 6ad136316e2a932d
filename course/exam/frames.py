"""Where student code waits: stacks reduced to the student's own lines; read by a maintainer."""

from __future__ import annotations

import functools
import linecache
import sys
import sysconfig
import threading
from collections.abc import Iterable
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

from course.exam import shown

LINES = 20  # of a traceback, at most
IDLE = "waits for work, outside your code"
_LOCKED = tuple(
    f"inside {kind}.{name}()" for kind in ("Lock", "RLock") for name in ("acquire", "__enter__")
)
_PATHS = [*map(Path, sysconfig.get_paths().values()), Path(threading.__file__).parent]
_LIBRARY = tuple(
    {
        form
        for path in (*_PATHS, Path(__file__).parents[1])
        for form in (str(path), str(path.resolve()))
    }
)
_examiners: set[str] = set()  # the files of test cells that have run


def examiners_own(filename: str) -> None:
    """Remember a file as the examiner's: a test cell, whose code is not the student's."""
    _examiners.add(filename)


def is_students(filename: str) -> bool:
    """Whether a code object's file is a notebook cell or a module of the student's."""
    return filename not in _examiners and _is_outside(filename)


@functools.cache
def _is_outside(filename: str) -> bool:
    if filename.startswith("<"):
        return filename.startswith(("<ipython-input", "<student"))
    return not filename.startswith(_LIBRARY) and not str(Path(filename).resolve()).startswith(
        _LIBRARY
    )


def where(ident: int) -> str:
    """The student's innermost line of a thread, and what it called there; "" when there is none."""
    frame: FrameType | None = sys._current_frames().get(ident)
    callee = ""
    while frame is not None and not is_students(frame.f_code.co_filename):
        callee = frame.f_code.co_qualname
        frame = frame.f_back
    if frame is None:
        return ""
    code = frame.f_code
    line = linecache.getline(code.co_filename, frame.f_lineno).strip()
    waits = f", inside {callee}()" if callee else ""
    return f"{code.co_name}(), line {frame.f_lineno}: {line}{waits}"


def stacks(threads: Iterable[Any]) -> str:
    """One line for each living thread: its name and where it is."""
    lines = []
    for thread in threads:
        if thread.is_alive() and thread.ident is not None:
            place = where(thread.ident) or IDLE
            lines.append(f"  {thread.name}: {place}")
    return "\n".join(lines)


def why_asleep(places: str, workers: int = 0) -> str:
    """Why threads that sleep at these places, and worker processes, will never wake up."""
    waiting = [line for line in places.splitlines() if IDLE not in line]
    if len(waiting) > 1:
        return "each of them waits for something that only another one could do (a deadlock)"
    if waiting and waiting[0].endswith(_LOCKED):
        return "nobody is left who could free the lock: it was never given back, or is taken twice"
    if workers:
        return (
            "the workers wait, too: for work, for a lock, or for someone who takes what they send"
        )
    return "nobody is left who could bring what it waits for"


def last_students_line(error: BaseException) -> str:
    """The student's innermost line of a traceback, as "line 3: x = y", or ""."""
    found = getattr(error, "_course_where", "")  # of an error that happened in another process
    traceback: TracebackType | None = error.__traceback__
    while traceback is not None:
        name = traceback.tb_frame.f_code.co_filename
        if is_students(name):
            text = linecache.getline(name, traceback.tb_lineno).strip()
            found = f"line {traceback.tb_lineno}: {text}"
        traceback = traceback.tb_next
    return found


def students_traceback(error: BaseException) -> list[str]:
    """An error as Python prints it, with the student's own lines alone."""
    lines = []
    traceback: TracebackType | None = error.__traceback__
    while traceback is not None:
        code, number = traceback.tb_frame.f_code, traceback.tb_lineno
        if is_students(code.co_filename):
            text = linecache.getline(code.co_filename, number).strip()
            lines.append(f"  line {number}, in {code.co_name}: {text}")
        traceback = traceback.tb_next
    try:
        says = str(error)
    except Exception:
        says = "(its text cannot be told)"
    name = type(error).__qualname__
    return [*lines[-LINES:], f"{name}: {says}" if says else name, *shown.notes(error)]
