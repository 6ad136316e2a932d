"""The course folder: where everything is, and what it is called; read by a maintainer."""

from __future__ import annotations

import difflib
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.errors import CourseError, UsageError

CONFIG = "nbgrader_config.py"
# What SQLAlchemy's drivers for PostgreSQL are called when they are installed.
DRIVERS = {"psycopg2": "psycopg2-binary", "psycopg": "psycopg[binary]"}


@dataclass(frozen=True)
class Folder:
    """A course folder: `root` holds nbgrader_config.py, source/, release/ and the rest."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> Folder:
        """The course folder that `start` (the current folder) lies in."""
        here = (start or Path.cwd()).resolve()
        for folder in (here, *here.parents):
            if (folder / CONFIG).is_file() and (folder / "source").is_dir():
                return cls(folder)
        raise CourseError(
            f"{here} is not a course folder: it has no {CONFIG} with a source/ beside it.",
            "Change to the folder of the course (cd …), or name it with --course FOLDER.",
        )

    @property
    def source(self) -> Path:
        """The notebooks that are edited, one folder for each assignment."""
        return self.root / "source"

    @property
    def release(self) -> Path:
        """What students get; made from `source`."""
        return self.root / "release"

    @property
    def submitted(self) -> Path:
        """What students handed in: submitted/STUDENT/ASSIGNMENT/NOTEBOOK.ipynb."""
        return self.root / "submitted"

    @property
    def autograded(self) -> Path:
        """Submissions with the outputs of the tests."""
        return self.root / "autograded"

    @property
    def feedback(self) -> Path:
        """The pages that tell students how it went."""
        return self.root / "feedback"

    @property
    def handouts(self) -> Path:
        """The notebooks as pages to read."""
        return self.root / "handouts"

    def assignments(self) -> list[str]:
        """The names of all assignments: the folders in source/ that hold a notebook."""
        found = sorted(path.parent.name for path in self.source.glob("*/*.ipynb"))
        if not found:
            raise CourseError(
                f"There is no notebook in {self.source}.",
                "Put each assignment into a folder of its own: source/ASSIGNMENT/NOTEBOOK.ipynb.",
            )
        return list(dict.fromkeys(found))

    def notebook(self, assignment: str) -> str:
        """The file name of an assignment's notebook."""
        return next((self.source / assignment).glob("*.ipynb")).name

    def students(self) -> list[str]:
        """Everybody who has a folder in submitted/."""
        if not self.submitted.is_dir():
            raise CourseError(
                f"Nothing has been submitted: there is no folder {self.submitted}.",
                "Collect submissions with 'nbgrader collect ASSIGNMENT', put them into "
                "submitted/STUDENT/ASSIGNMENT/, or make samples with 'course samples'.",
            )
        return sorted(p.name for p in self.submitted.iterdir() if p.is_dir() and p.name[0] != ".")

    def choose(self, wanted: Iterable[str] | None, among: list[str], what: str) -> list[str]:
        """The wanted names, or all of them; an unknown one is a `UsageError` with the nearest."""
        for name in wanted or ():
            if name not in among:
                near = difflib.get_close_matches(name, among, 1, 0.4)
                raise UsageError(
                    f"There is no {what} {name!r}.",
                    f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(among)}.",
                )
        return [name for name in among if not wanted or name in wanted]

    def writable(self, folder: Path) -> Path:
        """`folder`, made if need be and proved to be writable."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise CourseError(
                f"Nothing can be written into {folder}: {error.strerror}.",
                "Give yourself the permission to write there, or work on a copy of the course.",
            ) from None
        return folder

    def config(self) -> Any:
        """nbgrader's configuration of this course, as a traitlets `Config`."""
        from traitlets.config.loader import PyFileConfigLoader

        return PyFileConfigLoader(CONFIG, path=str(self.root)).load_config()

    def gradebook(self) -> Any:
        """nbgrader's gradebook of this course, open (use it in a `with` block).

        Raises `CourseError` when its database cannot be reached.
        """
        from nbgrader.api import Gradebook
        from sqlalchemy.exc import SQLAlchemyError

        from course.grading.converters import CourseDirectory

        coursedir = CourseDirectory(config=self.config())
        try:
            return Gradebook(coursedir.db_url, coursedir.course_id)
        except ModuleNotFoundError as missing:
            package = DRIVERS.get(missing.name or "", missing.name)
            raise CourseError(
                f"The gradebook's database needs the Python package {package}, "
                "which is not installed.",
                f"pip install {package}",
            ) from None
        except SQLAlchemyError as error:
            said = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
            if "locked" in said:  # somebody else writes; whoever asked may try again
                raise
            raise CourseError(
                f"The gradebook cannot be opened: {said}.",
                f"Look at c.CourseDirectory.db_url in {CONFIG}, and whether its server runs.",
            ) from None
