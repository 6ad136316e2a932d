"""The system calls that a student's program does not get; read by a maintainer.

Refused is what would let memory grow that no limit counts (files without a
name, shared segments, a mount of one's own), what would lead out (namespaces,
other processes' memory, sockets to a hypervisor), and what no exercise needs
of the kernel (its log, keys, tracing). Made after the list of Docker's default
profile, https://docs.docker.com/engine/security/seccomp/.
"""

from __future__ import annotations

import errno
import functools
import platform
import struct

# name: (number on x86-64, number on ARM64), from the kernel's asm/unistd.h
_FORBIDDEN = {
    "acct": (163, 89),
    "add_key": (248, 217),
    "bpf": (321, 280),
    "chroot": (161, 51),
    "fanotify_init": (300, 262),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "kcmp": (312, 272),
    "keyctl": (250, 219),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "mq_open": (240, 180),
    "msgget": (68, 186),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "request_key": (249, 218),
    "semget": (64, 190),
    "setns": (308, 268),
    "shmget": (29, 194),
    "syslog": (103, 116),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
}
# As if the kernel were older: the C library then takes the older call.
_UNKNOWN = {
    "clone3": (435, 435),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
}
_CLONE = (56, 220)
_SOCKETS = {"socket": (41, 198), "socketpair": (53, 199)}
_FAMILIES = (1, 2, 10, 16)  # AF_UNIX, AF_INET, AF_INET6, AF_NETLINK (lists the interfaces)
_NEW_NAMESPACES = 0x7E020000  # CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET
_X32 = 0x40000000  # the other system calls of an x86-64 kernel have numbers from here

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column, AUDIT_ARCH_…

# Instructions of the kernel's packet filter: linux/bpf_common.h
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000


@functools.cache
def program(machine: str = platform.machine()) -> bytes:
    """The filter for bubblewrap's --seccomp; empty for a machine whose numbers are not known."""
    if machine not in _MACHINES:
        return b""
    column, architecture = _MACHINES[machine]
    forbidden = _step(_RETURN, _ERROR | errno.EPERM)
    lines = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, architecture, skip_if=1),
        forbidden,
        _step(_LOAD, _NUMBER),
    ]
    if machine == "x86_64":
        lines += [_step(_AT_LEAST, _X32, skip_else=1), forbidden]
    lines += _answer(_FORBIDDEN, column, errno.EPERM) + _answer(_UNKNOWN, column, errno.ENOSYS)
    lines += [
        _step(_EQUAL, _CLONE[column], skip_else=3),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_ANY_BIT, _NEW_NAMESPACES, skip_else=1),
        forbidden,
        _step(_LOAD, _NUMBER),
    ]
    for numbers in _SOCKETS.values():
        lines += _only_families(numbers[column])
    return b"".join([*lines, _step(_RETURN, _ALLOW)])


def _step(code: int, value: int, skip_if: int = 0, skip_else: int = 0) -> bytes:
    """One struct sock_filter: after a comparison, how many of the next ones are skipped."""
    return struct.pack("=HBBI", code, skip_if, skip_else, value)


def _answer(calls: dict[str, tuple[int, int]], column: int, error: int) -> list[bytes]:
    lines = []
    for numbers in calls.values():
        lines.append(_step(_EQUAL, numbers[column], skip_else=1))
        lines.append(_step(_RETURN, _ERROR | error))
    return lines


def _only_families(number: int) -> list[bytes]:
    """Sockets of other families answer as if the kernel did not have them."""
    count = len(_FAMILIES)
    lines = [_step(_EQUAL, number, skip_else=count + 3), _step(_LOAD, _FIRST_ARGUMENT)]
    for index, family in enumerate(_FAMILIES):
        lines.append(_step(_EQUAL, family, skip_if=count - index))
    return [
        *lines,
        _step(_RETURN, _ERROR | errno.EAFNOSUPPORT),
        _step(_LOAD, _NUMBER),
    ]
