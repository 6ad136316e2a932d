"""Puts the intake before nbgrader's own commands; nbgrader_config.py calls `install`.

nbgrader has no setting for three things that a submission must not be able to do:
have its links and pipes followed when files are copied, stop a whole run with a
notebook that cannot be read, and keep an old score when a new run fails. The two
converters below, and that of `releasing`, replace nbgrader's, under its own names, so
that every nbgrader command, the formgrader's buttons and `course grade` pass here.
Each step that they change says why.
"""

from __future__ import annotations

import contextlib
import fnmatch
import functools
import glob
import os
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import converters
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import rmtree
from sqlalchemy.exc import SQLAlchemyError
from traitlets import Dict, List, Unicode

from course import abandoned
from course.errors import CourseError
from course.grading import busy as _busy  # noqa: F401  (every gradebook waits from now on)
from course.grading import intake, integrity, locks, scores, submission
from course.grading.folder import Folder
from course.grading.releasing import GenerateAssignment

# nbgrader looks for the command `alembic` when it makes a gradebook: it is beside this Python.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
STAGING = ".intake-"  # private copies of submissions, in the course folder
FORGOTTEN = 3600.0  # seconds; nobody grades one submission as long as that


class Autograde(converters.Autograde):
    """nbgrader's `Autograde`, which sees a private copy of what a submission may bring."""

    allowed_files = Dict(
        value_trait=List(Unicode()),
        help="Files that a submission may bring beside its notebooks: assignment -> plain names",
    ).tag(config=True)

    def start(self) -> None:
        """Grade; the private copies are gone afterwards."""
        root = Path(self.coursedir.root)
        tidy(root)
        with (
            abandoned.Held(STAGING, root) as folder,
            contextlib.ExitStack() as self._alone,
        ):
            self._staging = Path(folder).name
            self._begin("", "")
            super().start()

    @property
    def _input_directory(self) -> str:
        if self._sanitizing and getattr(self, "_staging", ""):
            return str(self._staging)
        return str(super()._input_directory)

    def init_notebooks(self) -> None:
        """Find submissions, also those without a notebook: they get a zero with the reason."""
        course = self.coursedir
        step = course.submitted_directory
        shape = re.compile(course.format_path(step, "(?P<s>.*)", "(?P<a>.*)", escape=True))
        self.assignments: dict[str, list[str]] = {}
        self.notebooks: list[str] = []
        wanted = course.format_path(step, course.student_id, course.assignment_id)
        for path in glob.glob(wanted):  # noqa: PTH207  (nbgrader's own reading of a pattern)
            found = shape.fullmatch(path)
            if found is None:
                continue
            staged = Path(self._format_source(found["a"], found["s"]))
            names = [path.name for path in self._released(found["a"])]
            chosen = [n for n in names if fnmatch.fnmatch(Path(n).stem, course.notebook_id)]
            if chosen:
                self.assignments[str(staged)] = [str(staged / name) for name in chosen]
        if not self.assignments:
            self._nothing_to_grade()

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Take the submission in, before anything of it is opened.

        Nobody else grades it from here until the next one, or the end.
        """
        folder, name = Folder(Path(self.coursedir.root)), f"{student_id}/{assignment_id}"
        self._alone.close()
        self._alone.enter_context(locks.alone(folder, name))
        self._begin(assignment_id, student_id)
        self._stage(assignment_id, student_id)
        self._mark = locks.Mark(folder, name)
        if self._mark:  # a run was cut off: what it has left is not to be taken for graded
            self._remove(assignment_id, student_id)
        self._mark.begin()
        if not super().init_destination(assignment_id, student_id):
            self._mark.end()
            return False
        return True

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Enter the submission into the gradebook; two who enter the same student take turns."""
        with locks.alone(Folder(Path(self.coursedir.root)), "gradebook"):
            super().init_assignment(assignment_id, student_id)
        self._write_report()

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Grade a notebook; when that fails, no score of an earlier run stays."""
        try:
            super().convert_single_notebook(notebook_filename)
        except Exception:
            report = self.report
            # On a full disk the scores of the earlier run stay, and the submission counts as
            # not graded all the same.
            with (
                contextlib.suppress(SQLAlchemyError, CourseError),
                Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook,
            ):
                reset_scores(gradebook, report.assignment, report.student)
            raise

    def set_permissions(self, assignment_id: str, student_id: str) -> None:
        """The last step for one submission: write down what was noted."""
        super().set_permissions(assignment_id, student_id)
        self._write_report()
        self._mark.end()

    def _remove(self, assignment: str, student: str) -> None:
        dest = Path(self._format_dest(assignment, student))
        if dest.exists():
            rmtree(str(dest))

    def _begin(self, assignment: str, student: str) -> None:
        self.report = integrity.Report(student, assignment)
        self.problems: dict[str, str] = {}  # notebook -> why it cannot be graded

    def _released(self, assignment: str) -> list[Path]:
        course = self.coursedir
        folder = Path(course.format_path(course.release_directory, ".", assignment))
        return sorted(folder.glob("*.ipynb"))

    def _nothing_to_grade(self) -> None:
        assignment, student = self.coursedir.assignment_id, self.coursedir.student_id
        what = f"No submission of {assignment} by {student} was found, or it has no release yet."
        self.log.error(what)
        raise NbGraderException(what)

    def _stage(self, assignment: str, student: str) -> None:
        """Copy what is allowed; a notebook that cannot be graded is replaced by the release."""
        course = self.coursedir
        place = Path(course.format_path(course.submitted_directory, student, assignment))
        target = Path(self._format_source(assignment, student))
        target.mkdir(parents=True)
        releases = {path.name: path for path in self._released(assignment)}
        allowed = self.allowed_files.get(assignment, [])
        taken = intake.take_in(place, releases, allowed)
        for name, why in taken.refused.items():
            self.report.add("file", name, why)
        for name in taken.others:
            self.report.add("file", name, "it is not among the files of this assignment")
        for name in [*allowed, intake.STAMP]:
            if name in taken.contents:
                (target / name).write_bytes(taken.contents[name])
        (target / intake.SECRET).write_text(intake.read_secret(place), encoding="ascii")
        for name, path in releases.items():
            release = nbformat.read(path, as_version=4)
            read = submission.examine(taken, name, release)
            for where, what in read.notes:
                self.report.add("structure", where, what)
            if read.problem:
                self.problems[path.stem] = read.problem
                self.report.add("file", name, read.problem)
                self.log.warning("%s/%s: %s", student, assignment, read.problem)
            nbformat.write(read.notebook or release, target / name)

    def _write_report(self) -> None:
        report = self.report
        root = Path(self.coursedir.root)
        report.write(integrity.place(root, report.assignment, report.student))


class GenerateFeedback(converters.GenerateFeedback):
    """nbgrader's `GenerateFeedback`, which copies no files beside the page."""

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy the time stamp alone (nbgrader copies all files, and follows links)."""
        source = Path(self._format_source(assignment_id, student_id))
        target = Path(self._format_dest(assignment_id, student_id))
        target.mkdir(parents=True, exist_ok=True)
        text, _ = intake.read_stamp(source)
        if text and not (target / intake.STAMP).is_symlink():
            (target / intake.STAMP).unlink(missing_ok=True)
            (target / intake.STAMP).write_text(text, encoding="utf-8")
        (target / intake.SECRET).unlink(missing_ok=True)
        secret = intake.read_secret(source)
        (target / intake.SECRET).write_text(secret, encoding="ascii")


@functools.cache  # once in a process is enough
def tidy(root: Path) -> None:
    """Remove what runs that were killed have left behind."""
    abandoned.sweep(abandoned.HELD)
    # The course folder may be a network's, where one machine does not see another's locks.
    abandoned.sweep(STAGING, root, FORGOTTEN)


def reset_scores(gradebook: Any, assignment: str, student: str) -> None:
    """Set the automatic scores of a submission to 0; marks that somebody gave by hand stay."""
    for notebook in gradebook.find_submission(assignment, student).notebooks:
        scores.forget(notebook)
    gradebook.db.commit()


def existing_timestamp(self: Any, dest_path: str) -> datetime | None:
    """When a submission was made; in place of a method of nbgrader's that opens anything which is
    called timestamp.txt, waits for pipes, and stumbles over what is no time."""
    text, _ = intake.read_stamp(Path(dest_path))
    return intake.parse_stamp(text) if text else None


def submitted_timestamp(self: Any, assignment_id: str, student_id: str) -> datetime | None:
    """The same, for the list of submissions in the formgrader."""
    course = self.coursedir
    place = course.format_path(course.submitted_directory, student_id, assignment_id)
    return existing_timestamp(course, place)


def install() -> None:
    """Put these converters in the place of nbgrader's, wherever nbgrader has imported them."""
    CourseDirectory.get_existing_timestamp = existing_timestamp
    NbGraderAPI.get_submitted_timestamp = submitted_timestamp
    for ours in (Autograde, GenerateFeedback, GenerateAssignment):
        name, stock = ours.__name__, ours.__base__
        assert stock is not None
        for path, module in list(sys.modules.items()):
            # The module that defines it calls super() by this name.
            elsewhere = path.startswith("nbgrader.") and path != stock.__module__
            if elsewhere and getattr(module, name, None) is stock:
                setattr(module, name, ours)
