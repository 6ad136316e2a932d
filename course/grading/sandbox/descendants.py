"""The processes below one process, and what they use, read from /proc; read by a maintainer."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def below(process: int) -> list[int]:
    """All processes that `process` or a process below it started, parents first (Linux)."""
    found = list(_children(process))
    for child in found:  # grows while it is walked
        found.extend(_children(child))
    return found


def _children(process: int) -> Iterator[int]:
    """What its threads have started, and what fell to it when the parent ended."""
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            with contextlib.suppress(OSError):
                words = (thread / "children").read_text("ascii")
                yield from map(int, words.split())


def memory(processes: list[int], enough: int) -> int:
    """Bytes in memory of all of them together.

    Pages that several share are counted once, but only when it matters: when
    the plain sum, which is quickly had, is above `enough`.
    """
    total = sum(map(_resident, processes))
    return total if total <= enough else sum(map(_share, processes))


def _resident(process: int) -> int:
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * _PAGE
    return 0


def _share(process: int) -> int:
    """Its proportional set size; what is resident where the kernel does not tell."""
    with contextlib.suppress(OSError, ValueError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return _resident(process)


def files(process: int, folder: str) -> int:
    """How many files and folders the file system of `folder` holds, as `process` sees it."""
    try:
        found = os.statvfs(f"/proc/{process}/root{folder}")
    except OSError:
        return 0
    return found.f_files - found.f_ffree
