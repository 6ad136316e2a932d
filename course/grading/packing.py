"""Packs what students get, to work on machines of their own; `course pack`.

Neither solutions nor hidden tests are in it, nor what grades: the released notebooks, the two
rooms of the package that they import, and what it takes to install them.
"""

from __future__ import annotations

import io
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from course.errors import CourseError
from course.grading.folder import Folder

PACKAGE = Path(__file__).parents[1]
TEMPLATES = Path(__file__).with_name("templates")
TOP = "concurrency"  # the folder that the zip file unpacks to
ROOMS = ("exam", "lab")
OTHERS = ("bridge",)  # of exam/: only grading needs it
REQUIREMENTS = ("jupyterlab", "nbgrader", "ipykernel", "matplotlib", "pillow", "psutil")
LEFT_OUT = {"__pycache__", ".ipynb_checkpoints"}


def pack(folder: Folder, assignments: list[str], place: Path) -> int:
    """Write a zip file for the students of these assignments; how many files are in it."""
    content = dict(_content(folder, assignments))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(content):
            archive.writestr(f"{TOP}/{name}", content[name])
    try:
        place.write_bytes(packed.getvalue())
    except OSError as error:
        raise CourseError(
            f"{place} cannot be written: {error.strerror}.", "Name another file with --to."
        ) from None
    return len(content)


def _content(folder: Folder, assignments: list[str]) -> Iterator[tuple[str, bytes]]:
    """Each file's name in the students' folder, and what is in it."""
    for path in sorted(folder.release.glob("*.ipynb")):
        yield f"release/{path.name}", _read(path)
    for assignment in assignments:
        yield from _tree(folder.release / assignment, f"release/{assignment}")
    for path in PACKAGE.glob("*"):
        if path.suffix in (".py", ".typed") and path.name != "__main__.py":
            yield f"course/{path.name}", _read(path)
    for room in ROOMS:
        yield from _tree(PACKAGE / room, f"course/{room}")
    base = PACKAGE.parent
    yield from _tree(base / "jupyter", "jupyter")
    yield "README.md", _read(base / "docs" / "student.md")
    yield "Makefile", _read(TEMPLATES / "students.mk")
    yield "nbgrader_config.py", _settings(folder).encode()
    version = tomllib.loads(_read(base / "pyproject.toml").decode())["project"]["version"]
    yield "pyproject.toml", _read(TEMPLATES / "students.toml").replace(b"VERSION", version.encode())
    yield "requirements.txt", _requirements(_read(base / "requirements.txt").decode()).encode()


def _tree(place: Path, name: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(place.rglob("*")):
        parts = path.relative_to(place).parts
        if path.is_file() and parts[0] not in OTHERS and not LEFT_OUT & set(parts):
            yield f"{name}/{'/'.join(parts)}", _read(path)


def _requirements(text: str) -> str:
    """The lines of requirements.txt that the notebooks need, as they are pinned there."""
    lines = [line for line in text.splitlines() if line.partition("==")[0] in REQUIREMENTS]
    return "# Tested on Python 3.11, 3.12 and 3.13.\n" + "\n".join(lines) + "\n"


def _settings(folder: Folder) -> str:
    course = folder.config().CourseDirectory.get("course_id", "")
    return (
        '"""The name of the course, for the assignment list; nbgrader reads this."""\n\n'
        "c = get_config()\n"
        f"c.CourseDirectory.course_id = {course!r}\n"
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CourseError(
            f"{path} cannot be read: {error.strerror}.",
            "Run this in a checkout of the course, installed with pip install -e .",
        ) from None
