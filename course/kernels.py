"""Kernels that nobody else on the machine can talk to; read by a maintainer."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from course import abandoned


def make_private(manager: Any) -> abandoned.Held | None:
    """Let a kernel manager talk over sockets in a private folder, where the system has such.

    Returns the folder, which has to live as long as the kernel; None where TCP is used.
    """
    if os.name != "posix":
        return None
    abandoned.sweep(abandoned.HELD)
    folder = abandoned.Held(f"{abandoned.HELD}kernel-")
    manager.transport = "ipc"
    manager.ip = str(Path(folder.name, "kernel"))
    return folder
