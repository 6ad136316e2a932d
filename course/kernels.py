"""Kernels that nobody else on the machine can talk to; read by a maintainer."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any


def make_private(manager: Any) -> tempfile.TemporaryDirectory[str] | None:
    """Let a kernel manager talk over sockets in a private folder, where the system has such.

    Returns the folder, which has to live as long as the kernel; None where TCP is used.
    """
    if os.name != "posix":
        return None
    folder = tempfile.TemporaryDirectory(prefix="course-kernel-")
    manager.transport = "ipc"
    manager.ip = str(Path(folder.name, "kernel"))
    return folder
