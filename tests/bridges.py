"""An examiner and a candidate that share this process, each with its own end of a channel."""

from __future__ import annotations

import contextlib
import linecache
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from course.exam import notebook
from course.exam.bridge.framing import Channel, ChannelClosed
from course.exam.bridge.link import Link
from course.exam.bridge.names import Names
from course.exam.bridge.server import Server
from course.exam.bridge.shipping import EXAMINER

FILE = "<ipython-input-1>"
Cell = Callable[[str], dict[str, Any]]


@pytest.fixture
def link() -> Iterator[Link]:
    """The examiner's end; the other one is served by a thread."""
    ours, theirs = socket.socketpair()
    server = Server(Channel(theirs), {"begin": list, "forget": list})

    def serve() -> None:
        with contextlib.suppress(ChannelClosed):
            server.serve()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield Link(Channel(ours))
    ours.close()
    thread.join()
    theirs.close()


@pytest.fixture
def cell(link: Link) -> Cell:
    """Run the source of a test cell in the examiner; returns its local names."""
    names = Names(link)

    def run(source: str) -> dict[str, Any]:
        body = "\n".join(f"    {line}" for line in source.strip("\n").splitlines())
        space: dict[str, Any] = {"__name__": EXAMINER, "__builtins__": names.builtins()}
        exec(f"def claim():\n{body}\n    return dict(locals())", space)
        found: dict[str, Any] = space["claim"]()
        return found

    return run


@pytest.fixture
def define(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Define names of the student's notebook."""

    def run(source: str) -> None:
        space: dict[str, Any] = {"__name__": "__main__"}
        linecache.cache[FILE] = len(source), None, source.splitlines(keepends=True), FILE
        exec(compile(source, FILE, "exec"), space)
        monkeypatch.setattr(notebook, "lookup", space.__getitem__)

    return run
