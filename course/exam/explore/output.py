"""What a run prints goes to a buffer, all else to its own place; read by a maintainer."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from course.exam.explore.tasks import current

LIMIT = 100_000  # characters that are kept


class Capture:
    """A standing-in stream: text of the threads of a run goes to `text`."""

    def __init__(self, original: Any, text: list[str]) -> None:
        self._original, self._text, self._size = original, text, 0

    def write(self, text: str, /) -> int:
        """Write to the buffer in a run, else to the original; the number of characters."""
        if current() is None:
            return int(self._original.write(text) or 0)
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self._size < LIMIT:
            self._text.append(text)
            self._size += len(text)
        return len(text)

    def writelines(self, lines: Iterable[str], /) -> None:
        """Write all these texts."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Nothing in a run; else flush the original."""
        if current() is None:
            self._original.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._original, name)


@contextlib.contextmanager
def captured() -> Iterator[list[str]]:
    """Collect what the threads of a run write to `sys.stdout` and `sys.stderr`."""
    text: list[str] = []
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Capture(before[0], text), Capture(before[1], text)
    try:
        yield text
    finally:
        sys.stdout, sys.stderr = before
