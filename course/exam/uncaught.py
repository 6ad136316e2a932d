"""Errors that end a thread, because nobody caught them; read by test cells."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from course.exam.sent import closed


@contextlib.contextmanager
def thread_errors() -> Iterator[list[BaseException]]:
    """Collect errors that end a thread (`threading.excepthook`), in place of tracebacks on stderr.

    An outer block sees what an inner one collects.
    """
    errors: list[BaseException] = []
    before = threading.excepthook

    def note(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            errors.append(args.exc_value)
        if getattr(before, "collects", False):
            before(args)

    hook = closed(note)
    hook.collects = True
    threading.excepthook = hook
    try:
        yield errors
    finally:
        threading.excepthook = before
