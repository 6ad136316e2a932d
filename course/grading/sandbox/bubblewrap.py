"""A program in a sandbox of bubblewrap's, from its start to its end; read by a maintainer."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from course.errors import CourseError
from course.grading.sandbox import descendants, recipe
from course.grading.sandbox.guard import guard
from course.grading.sandbox.limits import Limits, impose, of_one_process, size
from course.grading.sandbox.remedies import remedy
from course.grading.sandbox.space import is_too_full
from course.grading.sandbox.started import PATIENCE, Started, Stream

if TYPE_CHECKING:
    from course.grading.sandbox.warm import Forked


class Sandboxed(Started):
    """A program in namespaces of its own: with their first process everything in them ends."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        first: int,
        user: int,
        limits: Limits,
        shared: Sequence[Path],
    ) -> None:
        super().__init__(process, limits)
        self.first, self.user = first, user
        self._handle = os.pidfd_open(first)
        self._shared = shared
        self._program: Forked | None = None

    def adopt(self, program: Forked) -> None:
        """The program is one that was forked into the sandbox from now on."""
        self._program = program

    def code(self) -> int | None:
        """The program's exit code, None while it runs."""
        return self._program.code() if self._program is not None else super().code()

    def look(self) -> bool:
        """As `Started.look`; a sandbox whose program was forked into it does not end by itself."""
        again = super().look()
        if not again:
            self.end()
        return again

    def limit(self) -> None:
        """Limit the first process, and with it all that it will start."""
        try:
            impose(self.first, of_one_process(self._limits))
        except BaseException:  # it must not begin without
            self.end()
            raise
        with contextlib.suppress(OSError):
            # When the machine itself runs out of memory, this is to end first.
            Path(f"/proc/{self.first}/oom_score_adj").write_text("1000")

    def pids(self) -> list[int]:
        """Its processes; bubblewrap's own, which is the first in there, is left out."""
        if not self.alive():
            return []
        below = descendants.below(self.first)
        if self._program is None:
            return below
        return [self._program.pid, *descendants.below(self._program.pid), *below]

    def end(self) -> None:
        """Kill the first process, and wait until the kernel has ended the others."""
        with self._ending:
            if self._handle < 0:
                return
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
            gone = select.poll()
            gone.register(self._handle, select.POLLIN)
            gone.poll(PATIENCE * 1000)
            self.process.wait(PATIENCE)
            os.close(self._handle)
            self._handle = -1
            if self._program is not None:
                self._program.close()

    def _memory(self, processes: list[int]) -> int:
        return descendants.memory(processes, self._limits.memory)

    def _excess(self, processes: list[int]) -> str:
        """Memory, and what makes it grow without belonging to a process: files."""
        places = recipe.FOLDERS if processes else ()
        if any(descendants.files(processes[0], place) > self._limits.files for place in places):
            return f"made more than {self._limits.files} files"
        if any(is_too_full(folder, self._limits) for folder in self._shared):
            return f"wrote more than {size(self._limits.disk)}, or {self._limits.files} files"
        return super()._excess(processes)


def start(
    command: list[str],
    *,
    work: Path,
    pass_fds: Sequence[int] = (),
    limits: Limits = Limits(),  # noqa: B008  (frozen)
    environment: Mapping[str, str] = MappingProxyType({}),
    shared: Sequence[Path] = (),
    stdout: Stream = subprocess.DEVNULL,
    stderr: Stream = subprocess.DEVNULL,
) -> Sandboxed:
    """Have bubblewrap prepare everything, set the limits, and only then let the command run."""
    told, tell = os.pipe()
    waits, go = os.pipe()
    written = recipe.Recipe()
    try:
        written.add_file("--info-fd", tell)
        written.add_file("--block-fd", waits)
        recipe.write(
            written, command, work=work, shared=shared, limits=limits, environment=environment
        )
        if recipe.by_root():
            _give(shared, written.user)
        process = guard().do(
            lambda: subprocess.Popen(
                [recipe.program(), *written.arguments],
                cwd="/",
                env={},
                pass_fds=[*written.files, *pass_fds],
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=stderr,
                start_new_session=True,
            )
        )
        written.close()
        started = _take_charge(process, told, written.user, limits, shared)
        os.write(go, b"!")
    finally:
        written.close()
        os.close(told)
        os.close(go)
    guard().watch(started.look)
    return started


def _take_charge(
    process: subprocess.Popen[bytes], told: int, user: int, limits: Limits, shared: Sequence[Path]
) -> Sandboxed:
    """Learn which process is the first inside, and limit it and with it all that follow."""
    answer = b""
    while not answer.rstrip().endswith(b"}") and (part := os.read(told, 4096)):
        answer += part
    try:
        started = Sandboxed(process, json.loads(answer)["child-pid"], user, limits, shared)
        started.limit()
    except (ValueError, ProcessLookupError):
        said = (process.communicate(timeout=PATIENCE)[1] or b"").decode(errors="replace").strip()
        raise CourseError(f"bubblewrap could not make a sandbox ({said}).", remedy(said)) from None
    return started


def _give(folders: Sequence[Path], user: int) -> None:
    """Let the user inside write to what root shares with it."""
    for folder in folders:
        for path in (folder, *folder.iterdir()):
            os.chown(path, user, user, follow_symlinks=False)
