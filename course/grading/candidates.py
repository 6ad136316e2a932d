"""Starts the process that runs a student's notebook, and speaks with it; read by a maintainer."""

from __future__ import annotations

import contextlib
import socket
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from course import abandoned
from course.exam.bridge.framing import AnswerLate, Channel, ChannelClosed
from course.exam.bridge.link import Link
from course.grading.sandbox import Limits, Started, start, visible

COMMAND = ("-c", "from course.exam.bridge import candidate; candidate.main()")
DIED = "KernelDied"  # the kind of a `CandidateLost` whose process is gone
ENVIRONMENT = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}


class CandidateLost(Exception):  # noqa: N818  (an event, not a mistake)
    """The candidate is gone, or is given up; `reason` says why, in a sentence for the student."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind, self.reason = kind, reason


class Candidate:
    """A candidate in its sandbox; leaving the `with` block ends it, and all that it started.

    `warm` says whether it was forked from a process that had done the imports.
    """

    warm = False

    def __init__(self, *, sandbox: bool = True, limits: Limits | None = None) -> None:
        self._work = abandoned.Held(f"{abandoned.HELD}candidate-")
        ours, theirs = socket.socketpair()
        try:
            self._started = self._start(theirs, sandbox, limits or Limits())
        finally:
            theirs.close()
        self._channel = Channel(ours)
        self.link = Link(self._channel)

    def _start(self, theirs: socket.socket, sandbox: bool, limits: Limits) -> Started:
        """Fork it from a warm process; where that cannot be, start it anew."""
        work = Path(self._work.name)
        if sandbox:
            from course.grading.sandbox import warm  # what it needs is not on every system

            with contextlib.suppress(OSError):
                started = warm.start(theirs, work=work, limits=limits, environment=ENVIRONMENT)
                self.warm = True
                return started
        return start(
            [visible.PYTHON, *COMMAND, str(theirs.fileno())],
            work=work,
            pass_fds=[theirs.fileno()],
            limits=limits,
            environment=ENVIRONMENT,
            sandbox=sandbox,
        )

    def run(self, source: str, seconds: float) -> dict[str, Any]:
        """Run a cell of the notebook; its outputs, as in a notebook file.

        Raises `ChannelClosed` or `AnswerLate`, see `lost`.
        """
        self.link.deadline = time.monotonic() + seconds
        found = self.link.ask("run", source)
        if type(found) is not dict or type(found.get("outputs")) is not list:
            raise ChannelClosed("no outputs came")
        return found

    def lost(self, error: ChannelClosed | AnswerLate, where: str, seconds: float) -> CandidateLost:
        """Why the candidate did not answer, while it ran the cell `where`."""
        if isinstance(error, AnswerLate):
            return CandidateLost(
                "TimeOut", f"The cell {where} did not come to an end within {seconds:.0f} seconds."
            )
        self._wait()
        if met := self._started.met():
            return CandidateLost("LimitMet", f"While it ran the cell {where}, the notebook {met}.")
        return CandidateLost(
            DIED,
            f"The Python process of the notebook ended while it ran the cell {where} "
            "(a crash, or a call that exits the process).",
        )

    def end(self) -> None:
        """End the candidate, with everything that it has started."""
        self._channel.close()
        self._started.end()
        self._work.cleanup()

    def _wait(self) -> None:
        """Give the guard time to say which limit was met."""
        deadline = time.monotonic() + 1.0
        while time.monotonic() < deadline and self._started.alive() and not self._started.met():
            time.sleep(0.02)

    def __enter__(self) -> Candidate:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()
