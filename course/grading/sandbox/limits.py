"""How much a student's program may use of the machine; read by a maintainer.

The kernel enforces what it counts for one process; the guard sees to what all
processes of a sandbox use together.
"""

from __future__ import annotations

from dataclasses import dataclass

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Limits:
    """What all processes of one sandbox, or each of them, may use at most.

    memory         bytes that all processes together hold in memory (resident)
    address_space  bytes of address space of each process
    processes      processes and threads, together
    file_size      bytes of the largest file
    disk           bytes in each of the folders /notebook, /tmp and /dev/shm
    files          files and folders in each of them
    open_files     files that each process has open
    cpu_seconds    seconds of processor time of each process
    """

    memory: int = 1_500_000_000
    address_space: int = 4_000_000_000
    processes: int = 200
    file_size: int = 50_000_000
    disk: int = 100_000_000
    files: int = 10_000
    open_files: int = 512
    cpu_seconds: int = 120


def of_one_process(limits: Limits) -> dict[int, tuple[int, int]]:
    """What `resource.prlimit` sets: the soft and the hard limit of each resource."""
    chosen = {
        "RLIMIT_AS": (limits.address_space, limits.address_space),
        "RLIMIT_NPROC": (limits.processes, limits.processes),
        "RLIMIT_FSIZE": (limits.file_size, limits.file_size),
        "RLIMIT_NOFILE": (limits.open_files, limits.open_files),
        # The soft limit's signal tells why a process ended; the hard one cannot be ignored.
        "RLIMIT_CPU": (limits.cpu_seconds, limits.cpu_seconds + 2),
        "RLIMIT_CORE": (0, 0),
    }
    return {getattr(resource, name): pair for name, pair in chosen.items()}


def impose(process: int, limits: dict[int, tuple[int, int]]) -> None:
    """Limit a process that runs already (Linux); what it has been limited to before stays."""
    for kind, (soft, hard) in limits.items():
        ceiling = resource.prlimit(process, kind)[1]
        if ceiling != resource.RLIM_INFINITY:
            soft, hard = min(soft, ceiling), min(hard, ceiling)
        resource.prlimit(process, kind, (soft, hard))


def size(count: int) -> str:
    """A number of bytes as a student reads it: "1.5 GB"."""
    for unit, factor in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if count >= factor:
            return f"{count / factor:.3g} {unit}"
    return f"{count} bytes"
