"""Says what of this machine is fit for the course; `course doctor`."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import multiprocessing
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jupyter_core.paths import jupyter_config_path
from traitlets.config import Application

from course.errors import CourseError
from course.grading.folder import CONFIG, Folder
from course.grading.sandbox import recipe, refusal


@dataclass(frozen=True)
class Finding:
    """One line of the report: fit or not, needed or only good to have, and the next step."""

    what: str
    fit: bool
    detail: str
    next_step: str = ""
    needed: bool = True


def examine(folder: Folder | None) -> Iterator[Finding]:
    """Look at one thing after the other."""
    version = platform.python_version()
    yield Finding(
        "Python", sys.version_info >= (3, 11), version, "Install Python 3.11, 3.12 or 3.13."
    )
    switched = getattr(sys, "_is_gil_enabled", lambda: True)()
    yield Finding("Global interpreter lock", True, "on" if switched else "off (free-threaded)")
    default = multiprocessing.get_context().get_start_method()
    methods = ", ".join(multiprocessing.get_all_start_methods())
    yield Finding(
        "Start method", True, f"default {default}; notebooks choose their own ({methods})"
    )
    yield from _packages()
    yield from _extensions()
    yield _sandbox()
    yield from _exchange(folder)
    if folder is not None:
        yield _writing(folder)


def _packages() -> Iterator[Finding]:
    for name in ("jupyterlab", "nbgrader", "nbconvert", "matplotlib", "pillow"):
        try:
            yield Finding(name, True, importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            yield Finding(name, False, "missing", "pip install -r requirements.txt")


def _extensions() -> Iterator[Finding]:
    for what, command in (
        ("JupyterLab extensions", ["labextension", "list"]),
        ("Server extensions", ["server", "extension", "list"]),
    ):
        try:
            found = subprocess.run(
                [sys.executable, "-m", "jupyter", *command],
                capture_output=True, text=True, timeout=120, check=False,
            )  # fmt: skip
            text = found.stdout + found.stderr
        except (OSError, subprocess.TimeoutExpired) as error:
            text = str(error)
        line = next((row.strip() for row in text.splitlines() if "nbgrader" in row), "")
        fit = "enabled" in line or "OK" in line
        detail = "nbgrader is enabled" if fit else line or "nbgrader is not among them"
        yield Finding(what, fit, detail, "pip install --force-reinstall nbgrader", needed=False)


def _sandbox() -> Finding:
    refused = refusal()
    works = f"bubblewrap ({recipe.program()}) keeps student code away from your files"
    return Finding("Sandbox", not refused, refused or works, needed=False)


def _exchange(folder: Folder | None) -> Iterator[Finding]:
    path = exchange_root(folder)
    if not path.is_dir():
        yield Finding(
            "Exchange folder",
            False,
            f"{path} does not exist",
            f"To release through JupyterLab: mkdir -p {path} && chmod 1777 {path}",
            needed=False,
        )
        return
    open_to_all = path.stat().st_mode & 0o777 == 0o777
    yield Finding("Exchange folder", open_to_all, str(path), f"chmod 1777 {path}", needed=False)
    if folder is not None and os.name == "posix":
        private = not _open_to_others(folder.root)
        yield Finding(
            "Privacy",
            private,
            f"{folder.root} is closed to other accounts"
            if private
            else f"other accounts can read {folder.root}: solutions, submissions, grades",
            f"chmod o-rwx {folder.root}",
            needed=False,
        )


def exchange_root(folder: Folder | None) -> Path:
    """The exchange, as nbgrader finds it: the course's configuration, then Jupyter's own."""
    from nbgrader.exchange.default import Exchange

    places = ([str(folder.root)] if folder is not None else []) + jupyter_config_path()
    reader = Application()
    reader.load_config_file(CONFIG.removesuffix(".py"), path=places)
    return Path(Exchange(config=reader.config).root)


def _open_to_others(path: Path) -> bool:
    """Whether accounts that are neither the owner's nor of the group can look into a folder."""
    if path.stat().st_mode & 0o004 == 0:
        return False
    return all(place.stat().st_mode & 0o001 for place in (path, *path.parents))


def _writing(folder: Folder) -> Finding:
    try:
        folder.writable(folder.root)
    except CourseError as error:
        return Finding("Course folder", False, error.message, error.next_step)
    return Finding("Course folder", True, f"{folder.root} can be written to")


def report(folder: Folder | None, say: Callable[[str], None]) -> bool:
    """Say all findings; whether everything needed is fit."""
    fit = True
    for finding in examine(folder):
        mark = "✓" if finding.fit else "✗" if finding.needed else "–"
        say(f"{mark} {finding.what}: {finding.detail}")
        if not finding.fit and finding.next_step:
            say(f"    → {finding.next_step}")
        fit = fit and (finding.fit or not finding.needed)
    return fit
