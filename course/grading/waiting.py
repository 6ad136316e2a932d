"""Says that somebody waits, and for what, wherever the waiting is done; read by a maintainer.

In a command of its own that is the standard error. `course grade` has its worker processes
say it to the process that shows the progress.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SILENCE = 2.0  # seconds that one may wait without a word
Say = Callable[[str], object]


def _print(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


_listeners: list[Say] = [_print]


def say(text: str) -> None:
    """Tell whoever watches this process."""
    _listeners[-1](text)


@contextmanager
def told(listener: Say) -> Iterator[None]:
    """Inside of the block `listener` is told."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def always_told(listener: Say) -> None:
    """`listener` is told for the rest of this process."""
    _listeners.append(listener)
