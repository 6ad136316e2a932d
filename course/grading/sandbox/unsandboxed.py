"""Runs a student's program without a sandbox, with as much order as the system allows; read by
a maintainer.

Only for those who say --no-sandbox: the program can read and write whatever its
user can. It gets a clean environment and limits, its processes are found and
ended, and it cannot look into the memory of the process that grades.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil

from course import abandoned
from course.grading.sandbox import fonts
from course.grading.sandbox.guard import guard
from course.grading.sandbox.limits import Limits, impose, of_one_process, size
from course.grading.sandbox.space import is_too_full
from course.grading.sandbox.started import PATIENCE, Started, Stream

MARK = "COURSE_PROGRAM"  # the variable by which processes are known that left their parents
_KEPT = ("COMSPEC", "LANG", "PATH", "PATHEXT", "SYSTEMDRIVE", "SYSTEMROOT", "TZ", "WINDIR")
_PR_SET_DUMPABLE = 4


class Unsandboxed(Started):
    """A program whose processes are looked up one by one."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        limits: Limits,
        work: Path,
        home: abandoned.Held,
        mark: str,
    ) -> None:
        super().__init__(process, limits)
        self._folders, self._home, self._mark = (work, Path(home.name)), home, mark
        self._seen: dict[int, psutil.Process] = {}
        self._ended = False
        with contextlib.suppress(psutil.Error):
            self._seen[process.pid] = psutil.Process(process.pid)

    def pids(self) -> list[int]:
        """The program, what it has started, and what it was seen to have started earlier."""
        with self._ending:
            for known in list(self._seen.values()):
                with contextlib.suppress(psutil.Error):
                    self._remember(known.children(recursive=True))
            return [pid for pid, known in self._seen.items() if _lives(known)]

    def end(self) -> None:
        """Stop all of it before the first is killed, so that none starts another meanwhile."""
        with self._ending:
            if self._ended:
                return
            self._ended = True
            self._remember(_marked(self._mark))
            deadline = time.monotonic() + PATIENCE
            while (pids := self.pids()) and time.monotonic() < deadline:
                living = [self._seen[pid] for pid in pids]
                for deed in (psutil.Process.suspend, psutil.Process.kill):
                    for known in living:
                        with contextlib.suppress(psutil.Error):
                            deed(known)
                psutil.wait_procs(living, timeout=0.02)
                self._remember(_marked(self._mark))
            self.process.wait(PATIENCE)
            self._home.cleanup()

    def _remember(self, processes: Iterable[psutil.Process]) -> None:
        for process in processes:
            self._seen.setdefault(process.pid, process)

    def _memory(self, processes: list[int]) -> int:
        total = 0
        for pid in processes:
            with contextlib.suppress(psutil.Error):
                total += self._seen[pid].memory_info().rss
        return total

    def _excess(self, processes: list[int]) -> str:
        if len(processes) > self._limits.processes:
            return f"started more than {self._limits.processes} processes"
        if any(is_too_full(folder, self._limits) for folder in self._folders):
            return f"wrote more than {size(self._limits.disk)}, or {self._limits.files} files"
        return super()._excess(processes)


def start(
    command: list[str],
    *,
    work: Path,
    pass_fds: Sequence[int],
    limits: Limits,
    environment: Mapping[str, str],
    stdout: Stream,
    stderr: Stream,
) -> Started:
    """Run the command in the folder `work` itself."""
    _close_memory()
    home = abandoned.Held(f"{abandoned.HELD}home-")
    mark = uuid.uuid4().hex
    waits, go = os.pipe()
    try:
        process = subprocess.Popen(
            [*_beginning(limits), *command],
            cwd=work,
            env={**_environment(Path(home.name)), **environment, MARK: mark},
            stdin=waits,
            stdout=stdout,
            stderr=stderr,
            **_inheriting(pass_fds),
        )
        if sys.platform == "linux":
            allowed = replace(limits, processes=_tasks() - 1 + limits.processes)
            impose(process.pid, of_one_process(allowed))
        os.write(go, b"\n")
    finally:
        os.close(waits)
        os.close(go)
    started = Unsandboxed(process, limits, work, home, mark)
    guard().watch(started.look)
    return started


def _lives(process: psutil.Process) -> bool:
    """Whether it runs, or could (an ended one may wait for its parent to take note)."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def _marked(mark: str) -> Iterator[psutil.Process]:
    """The processes that carry the mark in their environment."""
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.environ().get(MARK) == mark:
                yield process


def _beginning(limits: Limits) -> list[str]:
    """A shell that becomes the command, once it is limited; elsewhere it limits itself."""
    if sys.platform == "win32":
        return []
    settings = (
        ""
        if sys.platform == "linux"
        else (
            f"ulimit -t {limits.cpu_seconds}; ulimit -n {limits.open_files}; "
            f"ulimit -f {limits.file_size // 512}; ulimit -c 0; "
        )
    )
    return ["/bin/sh", "-c", f'read -r go; {settings}exec "$@" </dev/null', "sh"]


def _tasks() -> int:
    """How many processes and threads this user has: the kernel counts them all against one."""
    total = len(
        list(Path("/proc/self/task").iterdir())
    )  # its folder is not this user's, see _close_memory
    for folder in Path("/proc").glob("[0-9]*/task"):
        with contextlib.suppress(OSError):
            found = folder.stat()
            mine = found.st_uid == os.getuid() and folder.parent.name != str(os.getpid())
            total += found.st_nlink - 2 if mine else 0
    return total


def _inheriting(files: Sequence[int]) -> dict[str, Any]:
    """Popen's arguments for what a program inherits; on Windows, `files` are handles."""
    if sys.platform == "win32":
        information = subprocess.STARTUPINFO(lpAttributeList={"handle_list": list(files)})
        return {"startupinfo": information, "close_fds": True}
    return {"pass_fds": files, "start_new_session": True}


def _environment(home: Path) -> dict[str, str]:
    """Variables that no program can do without, and a home of its own."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    for path in fonts.lists():
        shutil.copy(path, home)
    return {
        **kept,
        "HOME": str(home),
        "USERPROFILE": str(home),
        "TEMP": str(home),
        "TMP": str(home),
        "TMPDIR": str(home),
        "IPYTHONDIR": str(home / "ipython"),
        "MPLCONFIGDIR": str(home),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONNOUSERSITE": "1",
        "PYTHONSAFEPATH": "1",
    }


def _close_memory() -> None:
    """Keep other programs of this user out of the memory of this process (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
