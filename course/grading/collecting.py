"""Collects submissions from the exchange: whose they are, and without following anything.

nbgrader calls this. Its own step copies what the links of a submission point to, with the
rights of the instructor: a link named like the notebook would fetch the instructor's source.
And what one account hands in under another's name it takes, with a warning.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.exchange.default.collect import ExchangeCollect
from traitlets import Set

from course.grading import intake
from course.grading.integrity import printable

if sys.platform != "win32":  # where there is no exchange
    import pwd

MOST_FILES = 1000
NEVER = datetime.min


class Collect(ExchangeCollect):
    """nbgrader's step for `nbgrader collect`; takes regular files, none of folders in folders.

    A submission is refused when there is an account of the student's name, and the folder or
    something in it is neither that account's, nor root's, nor that of who collects.
    nbgrader's setting `ExchangeCollect.check_owner` switches this off.
    """

    src_records: list[dict[str, Any]]
    _refused = Set()  # names of submissions

    def init_src(self) -> None:
        """Find the newest submission of each student that is not refused."""
        self._refused = set()
        super().init_src()
        self.src_records = [r for r in self.src_records if r["filename"] not in self._refused]

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy one submission from the exchange to submitted/."""
        folder = self._open(Path(src))
        if folder is None:  # it has become another one since it was found
            return
        try:
            self._copy(folder, Path(dest))
        finally:
            os.close(folder)

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """What the name of a submission says; one that says nothing does not stop the others."""
        try:
            return dict(super()._path_to_record(path))
        except (ValueError, OverflowError):
            name = Path(path).name
            self._refuse(name, "its name has no time in it")
            return {"username": name, "filename": name, "timestamp": NEVER}

    def _sort_by_timestamp(self, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The newest first; those that are refused only where there is nothing else."""
        for record in records:
            folder = self._open(Path(self.inbound_path, record["filename"]))
            if folder is not None:
                os.close(folder)
        taken = [record for record in records if record["filename"] not in self._refused]
        return list(super()._sort_by_timestamp(taken or records))

    def _open(self, place: Path) -> int | None:
        """The folder of a submission, whatever becomes of its name; None when it is refused."""
        if place.name in self._refused:
            return None
        try:
            folder = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError as error:
            self._refuse(place.name, f"it is no folder that can be read ({error.strerror})")
            return None
        student = place.name.rsplit("+", 3)[0]
        owner = _stranger(folder, student) if self.check_owner else ""
        if not owner:
            return folder
        os.close(folder)
        self._refuse(place.name, f"it names {printable(student, 80)}, but was made by {owner}")
        return None

    def _refuse(self, name: str, why: str) -> None:
        self._refused.add(name)
        self.log.error("Refused: %s was not collected: %s.", printable(name, 200), why)

    def _copy(self, folder: int, target: Path) -> None:
        target.mkdir(parents=True)
        limit = 1000 * self.coursedir.max_file_size
        left = 1000 * self.coursedir.max_dir_size
        with os.scandir(folder) as entries:
            for entry in itertools.islice(entries, MOST_FILES):
                try:
                    content = intake.read_file(Path(entry.name), min(limit, left), folder)
                except intake.Refused as refusal:
                    name = printable(entry.name, 80)
                    self.log.warning("%s was not collected: %s", name, refusal)
                    continue
                left -= len(content)
                copy = target / entry.name
                copy.write_bytes(content)
                with contextlib.suppress(OSError):
                    found = entry.stat(follow_symlinks=False)
                    os.utime(copy, (found.st_atime, found.st_mtime))
                if self.coursedir.groupshared:
                    copy.chmod(0o664)
        if self.coursedir.groupshared:
            target.chmod(0o2770)


def _stranger(folder: int, student: str) -> str:
    """Who made the folder, or something in it, in a student's name; "" when nobody did."""
    try:
        allowed = {pwd.getpwnam(student).pw_uid, 0, os.geteuid()}
    except KeyError:  # students have no accounts here
        return ""
    with os.scandir(folder) as entries:
        makers = {os.fstat(folder).st_uid}
        for entry in itertools.islice(entries, MOST_FILES):
            with contextlib.suppress(FileNotFoundError):
                makers.add(entry.stat(follow_symlinks=False).st_uid)
    return ", ".join(_name(maker) for maker in sorted(makers - allowed))


def _name(account: int) -> str:
    try:
        return pwd.getpwuid(account).pw_name
    except KeyError:
        return f"account {account}"
