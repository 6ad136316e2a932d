"""How much a folder holds; read by a maintainer."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from course.grading.sandbox.limits import Limits

_BLOCK = 512  # bytes, the unit of st_blocks on every system


def is_too_full(folder: Path, limits: Limits) -> bool:
    """Whether a folder holds more bytes or files than `limits` allow; links are not followed."""
    total = 0
    for count, found in enumerate(_files(str(folder))):
        total += getattr(found, "st_blocks", found.st_size // _BLOCK) * _BLOCK
        if total > limits.disk or count >= limits.files:
            return True
    return False


def _files(folder: str) -> Iterator[os.stat_result]:
    folders = [folder]
    while folders:
        with contextlib.suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                with contextlib.suppress(OSError):
                    yield entry.stat(follow_symlinks=False)
