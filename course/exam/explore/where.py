"""Tells the student's code from libraries and the examiner; read by a maintainer."""

from __future__ import annotations

import functools
import linecache
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import TypeVar

from course.exam import frames
from course.exam.sent import opened

F = TypeVar("F", bound=Callable[..., object])

_STDLIB = Path(functools.__file__).parent
_PLUMBING = tuple(
    [str(_STDLIB / name) for name in ("threading.py", "queue.py", "concurrent", "multiprocessing")]
    + [str(Path(__file__).parent)]
)
_COURSE, _HERE = str(Path(__file__).parents[2]), str(Path(__file__).parent)
_atomic: dict[int, CodeType] = {}  # by id, as the hash of code is slow


def atomic(function: F) -> F:
    """Mark a function of the examiner's: no switch happens inside its own lines.

    Functions defined inside it are marked, too. A decorator for probes that a
    program hands to the student's code.
    """
    inner = function.func if isinstance(function, functools.partial) else function
    inner = opened(getattr(inner, "__func__", inner))
    if isinstance(inner, FunctionType):
        _atomic.update({id(code): code for code in nested(inner.__code__)})
    return function


def nested(code: CodeType) -> Iterator[CodeType]:
    """This code and all code of functions, lambdas and classes that it defines."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from nested(constant)


is_students_file = frames.is_students


def is_atomic(code: CodeType) -> bool:
    """Whether this code was marked as the examiner's."""
    return id(code) in _atomic


def is_examiners(code: CodeType) -> bool:
    """Whether this code belongs to a test, or to what tests hand to the student's code."""
    return is_atomic(code) or _is_examiners_file(code.co_filename)


@functools.cache
def _is_examiners_file(filename: str) -> bool:
    if filename.startswith(_COURSE):
        return not filename.startswith(_HERE)
    unknown = filename.startswith("<") and filename not in ("<string>", "<stdin>")
    return unknown and not filename.startswith("<frozen") and not is_students_file(filename)


@functools.cache
def is_librarys_file(filename: str) -> bool:
    """Whether all code in it is neither the student's nor a test's."""
    return not is_students_file(filename) and not _is_examiners_file(filename)


def is_students(code: CodeType) -> bool:
    """Whether switches may happen inside this code."""
    return is_students_file(code.co_filename) and not is_atomic(code)


def students_frame(frame: FrameType | None) -> FrameType | None:
    """The innermost of the student's frames, outwards from this one."""
    while frame is not None and not is_students(frame.f_code):
        frame = frame.f_back
    return frame


def source_of(frame: FrameType) -> tuple[int, str]:
    """The line that a frame is at, and its text; steps that the compiler adds have none: 0, ""."""
    line = frame.f_lineno or 0  # None for such a step, whatever its type says
    return line, linecache.getline(frame.f_code.co_filename, line).strip()


def caller(frame: FrameType | None) -> FrameType | None:
    """The innermost frame that is not of the libraries for threads or of this package."""
    while frame is not None and frame.f_code.co_filename.startswith(_PLUMBING):
        frame = frame.f_back
    return frame
