"""What a cell prints and displays, as in a notebook file; read by a maintainer."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Iterator
from typing import Any

LIMIT = 4 << 20  # characters that are kept of one cell
CUT = "\n[… more output was cut off here]\n"


class Outputs:
    """Collects the outputs of the cell that runs now, in order; `found` is the list of them."""

    def __init__(self) -> None:
        self.found: list[dict[str, Any]] = []
        self._left = LIMIT
        self._streams = [_Inherited(1, "stdout"), _Inherited(2, "stderr")]

    @contextlib.contextmanager
    def of_one_cell(self) -> Iterator[Outputs]:
        """Begin anew; in the end, what was written past Python is added."""
        self.found, self._left = [], LIMIT
        yield self
        for stream in self._streams:
            self.text(stream.name, stream.read(self._left))

    def text(self, name: str, text: str) -> None:
        """Something was printed to a stream."""
        if not text or self._left <= 0:
            return
        if len(text) > self._left:
            text = text[: self._left] + CUT
        self._left -= len(text)
        last = self.found[-1] if self.found else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["parts"].append(text)
        else:
            parts = [text]
            self.found.append({"output_type": "stream", "name": name, "parts": parts})

    def data(self, kind: str, data: dict[str, Any], **others: Any) -> None:
        """Something was displayed."""
        size = sum(len(part) for part in data.values() if isinstance(part, (str, bytes)))
        if size <= self._left:
            self._left -= size
            self.found.append({"output_type": kind, "data": _texts(data), **others})

    def error(self, name: str, value: str, traceback: list[str]) -> None:
        """The cell ended with an error."""
        lines = [line[:2000] for line in traceback[:100]]
        self.found.append(
            {"output_type": "error", "ename": name, "evalue": value[:2000], "traceback": lines}
        )

    def clear(self) -> None:
        """The cell takes back what it displayed."""
        self.found.clear()


class Stream(io.TextIOBase):
    """The `sys.stdout` or `sys.stderr` of the notebook."""

    encoding = "utf-8"

    def __init__(self, outputs: Outputs, name: str, number: int) -> None:
        self._outputs, self.name, self._number = outputs, name, number

    def write(self, text: str) -> int:
        """Add to the outputs of the cell that runs."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.text(self.name, text)
        return len(text)

    def writable(self) -> bool:
        """It is."""
        return True

    def fileno(self) -> int:
        """The file that processes inherit."""
        return self._number


class _Inherited:
    """The file behind descriptor 1 or 2, which child processes write to."""

    def __init__(self, number: int, name: str) -> None:
        self.name, self._read = name, 0
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  (as long as the process)
        os.dup2(self._file.fileno(), number)

    def read(self, most: int) -> str:
        """What was written since the last time."""
        size = os.fstat(self._file.fileno()).st_size
        new = os.pread(self._file.fileno(), max(0, min(size - self._read, most)), self._read)
        self._read = size
        return new.decode("utf-8", "replace")


def _texts(data: dict[str, Any]) -> dict[str, Any]:
    import base64

    return {
        kind: base64.b64encode(part).decode() if isinstance(part, bytes) else part
        for kind, part in data.items()
    }
