"""Releases: what students get, generated from the sources; `course generate`."""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat

from course import abandoned
from course.errors import CourseError
from course.grading.folder import CONFIG, Folder


def generate(
    folder: Folder, assignments: list[str], on_done: Callable[[str], None] = lambda name: None
) -> None:
    """Generate the releases of `assignments` and enter them into the gradebook."""
    from course.grading import converters

    folder.writable(folder.release)
    for assignment in assignments:
        _read_sources(folder, assignment)
        problem = converters.run(converters.GenerateAssignment, folder, assignment)
        if problem:
            raise CourseError(
                f"The release of {assignment} could not be generated: {problem}",
                f"Mend source/{assignment}/{folder.notebook(assignment)} and generate it again.",
            )
        on_done(assignment)
    for path in folder.source.glob("*.ipynb"):  # such as "Start here": for reading, without points
        draft = folder.release / f".{path.name}.{os.getpid()}"
        shutil.copy(path, draft)
        draft.replace(folder.release / path.name)


def outdated(folder: Folder, assignments: list[str]) -> list[str]:
    """The files of release/ that differ from what the sources give, or that are missing."""
    with abandoned.Held(f"{abandoned.HELD}check-") as temporary:
        copy = Folder(Path(temporary).resolve() / "course")
        shutil.copytree(folder.source, copy.source)
        shutil.copy(folder.root / CONFIG, copy.root / CONFIG)
        generate(copy, assignments)
        return [
            f"release/{name}"
            for assignment in assignments
            for name in _differences(copy.release, folder.release, assignment)
        ] + [
            f"release/{path.name}"
            for path in sorted(folder.source.glob("*.ipynb"))
            if not _same(path, folder.release / path.name)
        ]


def _differences(fresh: Path, present: Path, assignment: str) -> list[str]:
    names = {
        path.relative_to(base).as_posix()
        for base in (fresh, present)
        for path in (base / assignment).rglob("*")
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }
    return sorted(
        name
        for name in names
        if not (fresh / name).is_file()
        or not (present / name).is_file()
        or not filecmp.cmp(fresh / name, present / name, shallow=False)
    )


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and filecmp.cmp(one, other, shallow=False)


def _read_sources(folder: Folder, assignment: str) -> None:
    for path in (folder.source / assignment).glob("*.ipynb"):
        try:
            nbformat.validate(nbformat.read(path, as_version=4))
        except Exception as error:
            reason = str(error).splitlines()[0]
            raise CourseError(
                f"{path} is not a notebook that can be read: {reason}",
                "Open it in JupyterLab, or take the last good version from git.",
            ) from None
