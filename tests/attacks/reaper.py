"""Runs one command, says what it leaves running, and ends that; the attacks' runner starts it.

    python -m tests.attacks.reaper SECONDS REPORT.json COMMAND…

Whoever loses its parent becomes a child of this process (`PR_SET_CHILD_SUBREAPER`), so that
nobody escapes by a session of its own.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import psutil

PR_SET_CHILD_SUBREAPER = 36
MEMORY, FILE = 2_000_000_000, 300_000_000  # bytes of one process or file, to protect the machine
GRACE = 3.0  # seconds in which helpers of multiprocessing may notice that their parent is gone


def main() -> None:
    """Run, and write the report."""
    seconds, report, *command = sys.argv[1:]
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    for kind, limit in ((resource.RLIMIT_DATA, MEMORY), (resource.RLIMIT_FSIZE, FILE)):
        resource.setrlimit(kind, (limit, limit))
    begun = time.monotonic()
    child = subprocess.Popen(command)
    try:
        code: int | None = child.wait(float(seconds))
    except subprocess.TimeoutExpired:
        code = None
    left = alive(GRACE if code is not None else 0.0)
    facts = {"code": code, "seconds": time.monotonic() - begun, "left": list(map(told, left))}
    Path(report).write_text(json.dumps(facts), encoding="utf-8")
    while left:
        for process in left:
            with contextlib.suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(left, timeout=1)
        left = alive(0.0)


def alive(grace: float) -> list[psutil.Process]:
    """The descendants that are still there after `grace` seconds."""
    found = psutil.Process().children(recursive=True)
    _, left = psutil.wait_procs(found, timeout=grace)
    return [process for process in left if _lives(process)]


def told(process: psutil.Process) -> str:
    """A process as a few words."""
    with contextlib.suppress(psutil.Error):
        return f"{process.pid} {' '.join(process.cmdline())[:80] or process.name()}"
    return str(process.pid)


def _lives(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.Error):
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    return False


if __name__ == "__main__":
    main()
