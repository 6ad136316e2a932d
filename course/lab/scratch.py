"""The temporary folder of a kernel: for modules, cells and timelines; read by a maintainer.

A folder is removed when its kernel exits. A kernel that is killed removes
nothing, and Jupyter kills each one whose `multiprocessing` helpers outlive the
first seconds of a shutdown. So a new folder also sweeps away the abandoned
ones: those whose lock nobody holds any more.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

PREFIX = "course-lab-"
LOCK = "in-use.lock"
YOUNG = 60.0  # seconds: a folder so new may not have got its lock yet


def new_folder(purpose: str) -> Path:
    """A new, empty folder of this kernel's, removed at exit."""
    return Path(tempfile.mkdtemp(prefix=f"{purpose}-", dir=_root()))


@functools.cache
def _root() -> Path:
    sweep()
    root = Path(tempfile.mkdtemp(prefix=PREFIX))
    holder = (root / LOCK).open("w")
    _lock(holder)
    atexit.register(_remove, root, holder, os.getpid())
    return root


def sweep() -> None:
    """Remove the folders of kernels that are gone; leave all others alone."""
    for lock in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{LOCK}"):
        with contextlib.suppress(OSError):  # in use, somebody else's, or just removed
            if time.time() - lock.stat().st_mtime > YOUNG:
                with lock.open("r+") as file:
                    _lock(file)
                shutil.rmtree(lock.parent, ignore_errors=True)


def _lock(file: IO[str]) -> None:
    """Hold `file` until it is closed or this process ends; `OSError` if another holds it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove(root: Path, holder: IO[str], owner: int) -> None:
    if os.getpid() == owner:  # not a forked child
        holder.close()  # Windows removes no open file
        shutil.rmtree(root, ignore_errors=True)
