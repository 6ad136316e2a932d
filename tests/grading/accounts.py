"""Real accounts of this machine, for tests of what one may see of another's; needs root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT

from course.grading.sandbox import recipe


def why_not() -> str:
    """Why accounts cannot be made here; "" if they can."""
    if os.name != "posix" or os.geteuid() != 0:
        return "only root can make accounts"
    missing = [name for name in ("useradd", "userdel", "setpriv") if shutil.which(name) is None]
    if missing:
        return f"this machine has no {' and no '.join(missing)}"
    if _hidden() and not recipe.program():
        return f"other accounts cannot reach {_hidden()[0]}, and there is no bubblewrap to show it"
    return ""


@dataclass(frozen=True)
class Account:
    """One account, with a home of its own."""

    name: str
    home: Path

    def run(self, *command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command as this account, with the Python and the course of these tests."""
        known = pwd.getpwnam(self.name)
        inside = ["setpriv", f"--reuid={known.pw_uid}", f"--regid={known.pw_gid}",
                  "--clear-groups", "--inh-caps=-all", "--", *command]  # fmt: skip
        environment = {
            "HOME": str(self.home),
            "USER": self.name,
            "LOGNAME": self.name,
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "LANG": "C.UTF-8",
        }
        return subprocess.run(
            [*_shown(), *inside], cwd=cwd or self.home, env=environment, capture_output=True,
            text=True, timeout=300, check=False, umask=0o022,
        )  # fmt: skip

    def python(self, text: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a small program as this account."""
        return self.run(sys.executable, "-c", text, *words)


@contextmanager
def made(*roles: str) -> Iterator[list[Account]]:
    """An account for each role, with a closed home; all are removed again."""
    names = [f"ct{os.getpid()}{role}" for role in roles]
    try:
        for name in names:
            subprocess.run(
                ["useradd", "--create-home", "--shell", "/bin/sh", name],
                check=True, capture_output=True,
            )  # fmt: skip
            Path(pwd.getpwnam(name).pw_dir).chmod(0o700)
        yield [Account(name, Path(pwd.getpwnam(name).pw_dir)) for name in names]
    finally:
        for name in names:
            subprocess.run(["userdel", "--remove", name], check=False, capture_output=True)


def _needed() -> list[Path]:
    return [Path(sys.base_prefix).resolve(), Path(sys.prefix).resolve(), ROOT.resolve()]


def _hidden() -> list[Path]:
    """The outermost folders that keep other accounts from the Python and the course in use."""
    found = {
        next((place for place in reversed(path.parents) if not place.stat().st_mode & 0o001), None)
        for path in _needed()
    }
    return sorted(place for place in found if place is not None)


def _shown() -> list[str]:
    """A command that runs another where what is needed of such folders can be read.

    Only the mounts are other ones; the accounts and the permissions of all files are real.
    """
    hidden = _hidden()
    if not hidden:
        return []
    words = [recipe.program(), "--dev-bind", "/", "/"]
    for place in hidden:
        words += ["--tmpfs", str(place)]
    for path in _needed():
        for place in set(hidden) & set(path.parents):
            between = [up for up in reversed(path.parents) if place in up.parents]
            for up in between:
                words += ["--perms", "0755", "--dir", str(up)]
            words += ["--ro-bind", str(path), str(path)]
    return [*words, "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--"]
