"""Temporary folders that do not stay when their owner is killed; read by a maintainer.

The owner holds a lock on its folder, which the system lets go when the process ends.
Whoever starts later removes the folders that nobody holds.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

if sys.platform != "win32":
    import fcntl

HELD = "course-held-"  # how such a folder's name begins, among the temporary files
YOUNG = 60.0  # seconds: a folder so new may not have got its lock yet


class Held(tempfile.TemporaryDirectory[str]):
    """A temporary folder, `name`, that is this process's own; as `tempfile.TemporaryDirectory`.

    What cannot be removed at the end stays, without a word.
    """

    def __init__(self, prefix: str, dir: Path | None = None) -> None:
        place = None if dir is None else str(dir)
        super().__init__(prefix=prefix, dir=place, ignore_cleanup_errors=True)
        self._lock = -1
        with contextlib.suppress(OSError):  # some file systems have no locks
            self._lock = _hold(self.name)

    def cleanup(self) -> None:
        """Remove it, and let go of it."""
        super().cleanup()
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def sweep(prefix: str, place: Path | None = None, age: float = YOUNG) -> list[Path]:
    """Remove the folders in `place` (that for temporary files) whose owners are gone; which.

    Only for names that `Held` alone gives. Those that are younger than `age` seconds, another
    user's, or not to be locked stay.
    """
    gone: list[Path] = []
    if sys.platform == "win32":
        return gone
    for folder in (place or Path(tempfile.gettempdir())).glob(f"{prefix}*"):
        with contextlib.suppress(OSError):  # in use, or just removed
            found = folder.lstat()
            if time.time() - found.st_mtime > age and found.st_uid == os.getuid():
                lock = _hold(folder)
                try:
                    shutil.rmtree(folder)
                finally:
                    os.close(lock)
                gone.append(folder)
    return gone


def _hold(folder: Path | str) -> int:
    """Hold a folder until the number that this returns is closed; `OSError` if another does."""
    if sys.platform == "win32":
        raise OSError("folders have no locks there")
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BaseException:
        os.close(opened)
        raise
    return opened
