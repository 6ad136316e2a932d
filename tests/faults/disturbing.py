"""The faults, each at a random moment of a run of `course grade`."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psutil

from course.grading.folder import Folder

# In command lines: of a candidate that was started anew, and of a warm process and its forks.
COLD, WARM = "import candidate; candidate.main()", "import warm; warm.main()"
LOOK = 0.02  # seconds between two looks for a process
Choose = random.Random
Processes = list[psutil.Process]


def conductor(run: subprocess.Popen[str], folder: Folder, choose: Choose) -> str:
    """Kill the process that was started on the command line."""
    workers = _below(run)
    run.kill()
    _, alive = psutil.wait_procs(workers, timeout=60)
    for process in alive:
        process.kill()
    assert not alive, f"{alive} went on alone"
    return "the conductor was killed"


def examiner(run: subprocess.Popen[str], folder: Folder, choose: Choose) -> str:
    """Kill a process that grades."""
    return _kill(run, choose, "a grading process", lambda: _children(run))


def candidate(run: subprocess.Popen[str], folder: Folder, choose: Choose) -> str:
    """Kill a process that runs a student's notebook."""
    return _kill(run, choose, "a candidate", lambda: [p for p in _below(run) if _is_candidate(p)])


def server(run: subprocess.Popen[str], folder: Folder, choose: Choose) -> str:
    """Kill a warm process, of which candidates are forked."""
    return _kill(run, choose, "a warm process", lambda: [p for p in _below(run) if _forks(p) == 0])


def anybody(run: subprocess.Popen[str], folder: Folder, choose: Choose) -> str:
    """Kill any process that the run has started: a sandbox, a server, a helper."""
    return _kill(run, choose, "a process", lambda: _below(run))


def locked(run: subprocess.Popen[str], folder: Folder, choose: Choose) -> str:
    """Keep the gradebook locked for some seconds."""
    seconds = choose.uniform(1, 6)
    with locking(folder):
        time.sleep(seconds)
    return f"the gradebook was locked for {seconds:.1f} s"


def full(run: subprocess.Popen[str], folder: Folder, choose: Choose) -> str:
    """Fill the disk, until the run has ended; in a `small_disk` only."""
    filler = folder.root.parent / "filler"
    room = choose.choice((0, 0, 10_000, 30_000, 100_000))
    free = shutil.disk_usage(folder.root).free
    with filler.open("wb") as file, suppress(OSError):
        for _ in range(max(0, free - room) // 4096 + 1):
            file.write(bytes(4096))
            file.flush()
    try:
        run.wait(timeout=300)
    finally:
        filler.unlink()
    return f"the disk was full, but for {room} bytes"


KILLED = {
    "conductor": conductor,
    "examiner": examiner,
    "candidate": candidate,
    "server": server,
    "anybody": anybody,
}
FAULTS = {**KILLED, "locked": locked, "full": full}


@contextmanager
def locking(folder: Folder) -> Iterator[None]:
    """Hold the gradebook as a program does that writes into it and does not come to an end."""
    path = folder.root / "gradebook.db"
    with closing(sqlite3.connect(path, timeout=60, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")


@contextmanager
def small_disk() -> Iterator[Path | None]:
    """A file system of 32 MB of its own; None where this user may not mount one."""
    with tempfile.TemporaryDirectory(prefix="course-disk-") as place:
        command = ["mount", "-t", "tmpfs", "-o", "size=32m,mode=755", "tmpfs", place]
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            yield None
            return
        try:
            yield Path(place)
        finally:
            subprocess.run(["umount", "--lazy", place], check=True)


def _kill(
    run: subprocess.Popen[str], choose: Choose, what: str, find: Callable[[], Processes]
) -> str:
    """Kill one of those that there are, as soon as there is one."""
    while run.poll() is None:
        with suppress(psutil.NoSuchProcess):
            if found := find():
                victim = choose.choice(sorted(found, key=lambda process: process.pid))
                name = victim.name()
                victim.kill()
                return f"{what} was killed ({name})"
        time.sleep(LOOK)
    return "nothing: the run was over"


def _children(run: subprocess.Popen[str]) -> Processes:
    """The worker processes; multiprocessing's own tracker of resources is none."""
    try:
        found = psutil.Process(run.pid).children()
        return [process for process in found if "spawn_main" in " ".join(process.cmdline())]
    except psutil.Error:
        return []


def _below(run: subprocess.Popen[str]) -> Processes:
    try:
        return psutil.Process(run.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _is_candidate(process: psutil.Process) -> bool:
    cold = COLD in _words(process) and process.name() != "bwrap"
    return cold or _forks(process) == 2  # a monitor is between the warm process and it


def _forks(process: psutil.Process) -> int:
    """How many forks a process is from a warm one; -1 for one that has nothing to do with it."""
    above: psutil.Process | None = process
    count = -1
    while above is not None and WARM in _words(above):
        above = above.parent()
        count += 1
    return count


def _words(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""
