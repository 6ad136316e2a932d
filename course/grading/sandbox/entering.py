"""How a process that runs already enters a sandbox that bubblewrap has made; read by a maintainer.

For processes that are forked from a warm one: bubblewrap can only start programs anew. What it
does for those is done here for a fork: namespaces, user, limits, the filter for system calls.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import resource
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# linux/sched.h
_MOUNTS, _CGROUP, _NAMES, _IPC = 0x00020000, 0x02000000, 0x04000000, 0x08000000
_USERS, _PROCESSES, _NETWORK = 0x10000000, 0x20000000, 0x40000000
_ALL_BUT_USERS = _MOUNTS | _CGROUP | _NAMES | _IPC | _PROCESSES | _NETWORK
_OWNER = 0xB701  # ioctl: NS_GET_USERNS, linux/nsfs.h
_DUMPABLE, _SECCOMP, _BOUND, _NO_NEW_PRIVILEGES = 4, 22, 24, 38  # linux/prctl.h
_FILTER = 2  # linux/seccomp.h: SECCOMP_MODE_FILTER
_CAPABILITIES = 0x20080522  # _LINUX_CAPABILITY_VERSION_3, linux/capability.h


@dataclass(frozen=True)
class Place:
    """Of a sandbox: its user (None: as its namespace maps this one), what `resource.setrlimit`
    sets there, the filter for system calls, and the current folder."""

    user: int | None
    limits: Mapping[int, tuple[int, int]]
    filter: bytes
    folder: str


def join(first: int, own_users: bool) -> None:
    """Enter the namespaces of a process; of processes, only what is forked from now on does.

    With `own_users` bubblewrap has made two of users: the outer one owns the others, and the
    inner one can have none below it.
    """
    target = os.pidfd_open(first)
    try:
        if own_users:
            mounts = os.open(f"/proc/{first}/ns/mnt", os.O_RDONLY)
            owner = fcntl.ioctl(mounts, _OWNER)
            _call("setns", owner, _USERS)
            os.close(owner)
            os.close(mounts)
        _call("setns", target, _ALL_BUT_USERS)
        if own_users:
            _call("setns", target, _USERS)
    finally:
        os.close(target)


def settle(place: Place) -> None:
    """Become what a program is that bubblewrap has started in there; cannot be taken back."""
    os.setsid()
    os.chdir(place.folder)
    Path("/proc/self/oom_score_adj").write_text("1000")
    for kind, pair in place.limits.items():
        resource.setrlimit(kind, pair)
    for number in range(_last_capability() + 1):
        _prctl(_BOUND, number)
    if place.user is not None:
        os.setgroups([])
        os.setresgid(place.user, place.user, place.user)
        os.setresuid(place.user, place.user, place.user)
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())
    _prctl(_DUMPABLE, 1)  # as after an exec: its own /proc is its own
    _prctl(_NO_NEW_PRIVILEGES, 1)
    _filter(place.filter)


def _last_capability() -> int:
    return int(Path("/proc/sys/kernel/cap_last_cap").read_text())


def _filter(program: bytes) -> None:
    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))

    filled = Program(len(program) // 8, program)
    _prctl(_SECCOMP, _FILTER, ctypes.byref(filled))


def _prctl(option: int, *values: object) -> None:
    numbers = [ctypes.c_ulong(v) if isinstance(v, int) else v for v in values]
    numbers += [ctypes.c_ulong(0)] * (4 - len(numbers))
    _call("prctl", option, *numbers)


def _call(name: str, *arguments: object) -> None:
    """A function of the C library that says -1 when it fails."""
    if getattr(_library, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


_library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
