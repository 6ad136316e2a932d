"""What to do where the system does not let a sandbox be made; read by a maintainer."""

from __future__ import annotations

import sys
from pathlib import Path


def remedy(said: str) -> str:
    """What to do about bubblewrap's message."""
    if "Permission denied" in said or "No module named" in said:
        return (
            f"Make Python and its packages readable for all users: chmod -R o+rX {sys.prefix} "
            f"{sys.base_prefix}."
        )
    if Path("/.dockerenv").exists() or Path("/run/.containerenv").exists():
        return (
            "This is a container: start it with --privileged, or with --cap-add SYS_ADMIN and "
            "--security-opt for each of seccomp, apparmor and systempaths (=unconfined)."
        )
    restricted = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
    if restricted.exists() and restricted.read_text().strip() == "1":
        return (
            "AppArmor keeps programs from making namespaces: apt install bubblewrap "
            "apparmor-profiles, or sysctl kernel.apparmor_restrict_unprivileged_userns=0."
        )
    if "namespace" in said:
        return (
            "Allow namespaces: sysctl kernel.unprivileged_userns_clone=1 on Debian, "
            "sysctl user.max_user_namespaces=10000 elsewhere."
        )
    return "Ask who administers this machine, with this message."
