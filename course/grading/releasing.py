"""Makes a release beside the one that is there, and puts it in its place when it is whole.

nbgrader removes the old release first, and writes the new one file by file. Read by a
maintainer; nbgrader calls this, also for the formgrader's button.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
from nbgrader import converters

from course import abandoned
from course.grading import locks
from course.grading.folder import Folder

MAKING = ".intake-release-"  # in the course folder; gate.tidy sweeps what begins like this
FORGOTTEN = 3600.0  # seconds; no release takes as long as that


class GenerateAssignment(converters.GenerateAssignment):
    """nbgrader's `GenerateAssignment`; cut off at any moment, it leaves no half of a release.

    A mark stays when it is cut off, as the gradebook may know the new tests already.
    `course grade` sees it and generates again.
    """

    _making = ""  # the folder that nbgrader writes into

    def start(self) -> None:
        """Generate; others who would, or who enter students, wait."""
        root = Path(self.coursedir.root)
        abandoned.sweep(MAKING, root, FORGOTTEN)
        with locks.alone(Folder(root), "gradebook"), abandoned.Held(MAKING, root) as folder:
            self._making = Path(folder).name
            try:
                super().start()
            finally:
                self._making = ""

    @property
    def _output_directory(self) -> str:
        return self._making or str(super()._output_directory)

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Let nbgrader decide, and remove what it would, in a copy of the release."""
        place = self._place(assignment_id, student_id)
        if place.is_dir():
            shutil.copytree(place, self._format_dest(assignment_id, student_id), symlinks=True)
        if not super().init_destination(assignment_id, student_id):
            return False
        self._mark(assignment_id).begin()
        return True

    def set_permissions(self, assignment_id: str, student_id: str) -> None:
        """The last step for an assignment: its release gets to its place."""
        made = Path(self._format_dest(assignment_id, student_id))
        for path in made.glob("*.ipynb"):  # as JupyterLab writes them
            nbformat.write(nbformat.read(path, as_version=4), path)
        place = self._place(assignment_id, student_id)
        if place.exists():
            shutil.move(place, made.with_name(f"{made.name}.old"))
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, place)
        making, self._making = self._making, ""
        try:
            super().set_permissions(assignment_id, student_id)
        finally:
            self._making = making
        self._mark(assignment_id).end()

    def _place(self, assignment: str, student: str) -> Path:
        course = self.coursedir
        return Path(course.format_path(course.release_directory, student, assignment))

    def _mark(self, assignment: str) -> locks.Mark:
        return locks.generating(Folder(Path(self.coursedir.root)), assignment)
