"""Starts any Jupyter kernel in the sandbox; read by an instructor.

A kernel provisioner, Jupyter's own extension point: whatever starts kernels
(nbclient, nbconvert, JupyterLab) starts this one in a sandbox when its
kernel.json says

    "metadata": {"kernel_provisioner": {
        "provisioner_name": "course-sandbox",
        "config": {"work": "/folder/with/its/files", "limits": {"memory": 500000000}}
    }}
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Dict, Unicode

from course import abandoned
from course.errors import CourseError
from course.grading.sandbox import Limits, Started, refusal, start
from course.kernels import make_private


class SandboxProvisioner(LocalProvisioner):
    """A kernel in a sandbox, spoken to over sockets in a folder that the two share."""

    work = Unicode(
        help="Folder whose files the kernel finds, as copies, in its current folder"
    ).tag(config=True)
    limits = Dict(help="What it may use, by the names of `course.grading.sandbox.Limits`").tag(
        config=True
    )

    _started: Started | None = None
    _sockets: abandoned.Held | None = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Choose where the sockets and the connection file are."""
        if reason := refusal():
            raise CourseError(reason)
        if self._sockets is None:
            self._sockets = make_private(self.parent)
            assert self._sockets is not None  # there is no sandbox but on POSIX
            self.parent.connection_file = str(Path(self._sockets.name, "connection.json"))
        prepared: dict[str, Any] = await super().pre_launch(**kwargs)
        return prepared

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start the kernel; of its environment only what its kernel.json names is passed on."""
        assert self._sockets is not None
        named = {name: kwargs["env"][name] for name in self.kernel_spec.env}
        with abandoned.Held(f"{abandoned.HELD}empty-") as empty:
            self._started = start(
                cmd,
                work=Path(self.work or empty),
                shared=[Path(self._sockets.name)],
                limits=Limits(**self.limits),
                environment={"PYTHONSAFEPATH": "", **named},  # notebooks import from their folder
                stdout=kwargs.get("stdout") or subprocess.DEVNULL,
                stderr=kwargs.get("stderr") or subprocess.DEVNULL,
            )
        self.process = self._started.process
        self.pid = self.process.pid
        self.cwd = self.work or None
        return self.connection_info

    async def poll(self) -> int | None:
        """The exit code, None while it runs; the log tells which limit was met."""
        code: int | None = await super().poll()
        if code is not None and self._started is not None and self._started.met():
            self.log.warning("The kernel was ended: it %s.", self._started.met())
        return code

    async def send_signal(self, signum: int) -> None:
        """Pass a signal on to the kernel and its processes; what is to end them ends all."""
        if self._started is None:
            return
        if signum in (signal.SIGKILL, signal.SIGTERM):
            self._started.end()
            return
        for pid in self._started.pids():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signum)

    async def kill(self, restart: bool = False) -> None:
        """End everything in the sandbox."""
        await self.send_signal(signal.SIGKILL)

    terminate = kill

    async def cleanup(self, restart: bool = False) -> None:
        """End what is left, and remove the sockets."""
        await self.kill()
        await super().cleanup(restart)
        if self._sockets is not None and not restart:
            self._sockets.cleanup()
            self._sockets = None
