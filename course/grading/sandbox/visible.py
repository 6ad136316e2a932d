"""What a program in the sandbox sees of the machine; read by a maintainer.

The system's programs and libraries, the Python that runs the course with its
packages, and of the course only what student code imports. All of it can be
read, none written. No home, no account names, no other folder of the course.
"""

from __future__ import annotations

import functools
import os
import site
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import course
from course.grading.sandbox import fonts

PYTHON = os.path.abspath(sys.executable)  # noqa: PTH100  (links stay: a venv is one)
HOME = "/tmp/home"
MATPLOTLIB = f"{HOME}/matplotlib"
ROOMS = ("__init__.py", "candidate", "candidate.py", "errors.py", "exam", "lab", "lazy.py")

# Few, as each costs a sixth of a millisecond whenever a sandbox starts.
_SYSTEM = (
    "/usr/bin", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/bin", "/usr/local/lib",
    "/usr/local/share/fonts", "/usr/share/fonts", "/usr/share/zoneinfo", "/bin", "/lib",
    "/lib32", "/lib64", "/etc/alternatives", "/etc/ld.so.cache", "/etc/localtime",
)  # fmt: skip
# Not the whole prefix: an environment may have been made in the folder of the course itself.
_OF_A_PREFIX = ("bin", "lib", "lib64", "share", "pyvenv.cfg")
_SHARED_PREFIXES = ("/usr", "/usr/local")  # their share/ holds what is no part of Python


@functools.cache
def mounts(python: str) -> tuple[str, ...]:
    """bubblewrap's arguments for all that is only read; `python` is the interpreter to run."""
    shown = [*_SYSTEM]
    for prefix in _prefixes(python):
        parts = [part for part in _OF_A_PREFIX if not (part == "share" and _is_shared(prefix))]
        shown += [f"{prefix}/{part}" for part in parts]
    shown += package_folders()
    return (*_bind(shown), *_rooms(shown), *_font_list())


@functools.cache
def package_folders() -> tuple[str, ...]:
    """Where packages lie that were installed outside of Python's own prefix."""
    own = tuple(f"{prefix}/" for prefix in (*_prefixes(PYTHON), *_SHARED_PREFIXES))
    known = {*site.getsitepackages(), site.getusersitepackages()}
    return tuple(path for path in sys.path if path in known and not path.startswith(own))


def environment(python: str) -> dict[str, str]:
    """All variables that a program in the sandbox gets."""
    return {
        "HOME": HOME,
        "IPYTHONDIR": f"{HOME}/ipython",
        "JUPYTER_PLATFORM_DIRS": "1",
        "LANG": "C.UTF-8",
        "MALLOC_ARENA_MAX": "2",  # else each thread costs 64 MB of address space
        "MPLCONFIGDIR": MATPLOTLIB,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PATH": f"{Path(python).parent}:/usr/local/bin:/usr/bin:/bin",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONNOUSERSITE": "1",
        "PYTHONPATH": os.pathsep.join([str(_package().parent), *package_folders()]),
        "PYTHONSAFEPATH": "1",
        "TMPDIR": "/tmp",
    }


@functools.cache
def _prefixes(python: str) -> tuple[str, ...]:
    """The environment, the installation that it was made of, and what its links go through."""
    if python == PYTHON:
        found = [sys.prefix, sys.base_prefix, sys.exec_prefix]
    else:
        ask = "import sys; print(sys.prefix, sys.base_prefix, sys.exec_prefix, sep='\\n')"
        found = subprocess.run(
            [python, "-I", "-c", ask], capture_output=True, text=True, check=True
        ).stdout.splitlines()
    link = Path(python)
    while link.is_symlink():
        link = Path(os.path.normpath(link.parent / link.readlink()))
        found.append(str(link.parent.parent))
    return tuple(dict.fromkeys([*found, *map(os.path.realpath, found)]))


def _is_shared(prefix: str) -> bool:
    return prefix in _SHARED_PREFIXES


def parents(path: str) -> Iterator[str]:
    """Arguments that make the folders above `path`, open to whoever runs inside."""
    for folder in reversed(Path(path).parents):
        if str(folder) not in ("/", "/tmp"):
            yield from ("--perms", "0755", "--dir", str(folder))


def _bind(paths: list[str]) -> Iterator[str]:
    """Each path once, without those in a folder that is shown already."""
    shown: list[str] = []
    for path in sorted(set(paths)):
        if not os.path.lexists(path) or path.startswith(tuple(f"{other}/" for other in shown)):
            continue
        shown.append(path)
        yield from parents(path)
        if Path(path).is_symlink() and Path(path).parent == Path("/"):
            yield from ("--symlink", str(Path(path).readlink()), path)
        else:
            yield from ("--ro-bind", path, path)


def _rooms(shown: list[str]) -> Iterator[str]:
    """Of the course the parts that student code imports, in its own place; also where that is
    a folder that is shown."""
    package = _package()
    yield from parents(str(package))
    yield from ("--perms", "0755", "--tmpfs", str(package))
    for room in ROOMS:
        if (package / room).exists():
            yield from ("--ro-bind", str(package / room), str(package / room))
    yield from ("--remount-ro", str(package))


def _package() -> Path:
    return Path(course.__file__).parent


def _font_list() -> Iterator[str]:
    """Matplotlib's list of the fonts, which it would else make anew in each sandbox."""
    for folder in (HOME, MATPLOTLIB):
        yield from ("--perms", "0777", "--dir", folder)
    for path in fonts.lists():
        yield from ("--ro-bind", str(path), f"{MATPLOTLIB}/{path.name}")
