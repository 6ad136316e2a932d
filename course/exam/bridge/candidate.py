"""The process that runs a student's notebook while it is graded; read by a maintainer.

    python -m course.exam.bridge.candidate FD

It holds an IPython shell without a kernel around it: no ZeroMQ, no connection file, no port.
The socket FD is its only way to the examiner, who sends cells of the student's and requests.
"""

from __future__ import annotations

import _queue
import _thread
import contextlib
import functools
import importlib
import os
import pkgutil
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from course import exam
from course.exam import calls, notebook
from course.exam.bridge.denied import deny
from course.exam.bridge.framing import Channel, ChannelClosed
from course.exam.bridge.guarded import guard
from course.exam.bridge.imports import keep_out
from course.exam.bridge.outputs import Outputs
from course.exam.bridge.pristine import Pristine
from course.exam.bridge.server import Server
from course.exam.bridge.shell import make_shell
from course.exam.bridge.withdrawn import withdraw

OTHERS = (
    "course.exam.bridge.link",  # what comes from the examiner may name it
    *("course.lab.site", "concurrent.futures.process", "concurrent.futures.thread"),
    *("multiprocessing.managers", "multiprocessing.pool", "multiprocessing.sharedctypes"),
)


def load() -> None:
    """Import everything that looks at the student's code, before the first cell can."""
    for module in pkgutil.iter_modules(exam.__path__, "course.exam."):
        importlib.import_module(module.name)
    for name in OTHERS:
        importlib.import_module(name)


class Candidate:
    """A shell in which cells are run one after the other."""

    def __init__(self) -> None:
        self.outputs = Outputs()
        self.shell = make_shell(self.outputs)
        notebook.watch(self.shell)

    def run(self, source: str) -> dict[str, Any]:
        """Run a cell; its outputs as in a notebook file, and whether it came through."""
        with self.outputs.of_one_cell() as outputs:
            result = self.shell.run_cell(source, store_history=True)
        ok = result.error_before_exec is None and result.error_in_exec is None
        del result
        return {"ok": ok, "outputs": outputs.found, "count": self.shell.execution_count - 1}


def serve(connection: socket.socket) -> Callable[[], None]:
    """Answer the examiner in a thread of its own; returns what the main thread is to do.

    Cells run in the main thread, as in a kernel. Frames of the server are not below them: an
    error's traceback leads to nothing but this.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.register_at_fork(after_in_child=lambda: _close(connection))
    candidate = Candidate()
    sources, results = _queue.SimpleQueue[str](), _queue.SimpleQueue[dict[str, Any]]()

    def run(source: str) -> dict[str, Any]:
        """Let the main thread run a cell."""
        sources.put(source)
        return results.get()

    def begin() -> list[str]:
        """A test cell begins: what had been replaced is put back."""
        calls.begin()
        return pristine.restore()

    def forget() -> list[str]:
        """A test cell is over: what was replaced meanwhile is put back."""
        return server.forget() + pristine.restore()

    def answer() -> None:
        with contextlib.suppress(ChannelClosed):
            server.serve()
        os._exit(0)  # whatever the student's code has registered for the end

    load()
    real = withdraw()
    keep_out(real)
    guard()
    deny(real.values())
    server = Server(Channel(connection), {"run": run, "begin": begin, "forget": forget})
    with server.attending():
        pristine = Pristine(real)
    _thread.start_new_thread(answer, ())
    return functools.partial(_run_cells, candidate.run, sources, results)


def _run_cells(run: Callable[[str], dict[str, Any]], sources: Any, results: Any) -> None:
    while True:
        results.put(run(sources.get()))


def _close(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        os.close(connection.detach())


def main() -> None:
    """Take the socket that the command line names."""
    number = int(sys.argv.pop(1))
    os.set_inheritable(number, False)
    sys.argv[:] = [""]
    serve(socket.socket(fileno=number))()


if __name__ == "__main__":
    from course.exam.bridge import candidate  # as itself: this module is `__main__`

    candidate.main()
