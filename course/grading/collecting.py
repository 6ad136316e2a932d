"""Collects submissions from the exchange without following anything; nbgrader calls this.

nbgrader's own step copies what the links of a submission point to, with the rights
of the instructor: a link named like the notebook would fetch the instructor's source.
"""

from __future__ import annotations

import contextlib
import itertools
import os
from pathlib import Path
from typing import Any

from nbgrader.exchange.default.collect import ExchangeCollect

from course.grading import intake
from course.grading.integrity import printable

MOST_FILES = 1000


class Collect(ExchangeCollect):
    """nbgrader's step for `nbgrader collect`; takes regular files, none of folders in folders."""

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy one submission from the exchange to submitted/."""
        target = Path(dest)
        target.mkdir(parents=True)
        limit = 1000 * self.coursedir.max_file_size
        left = 1000 * self.coursedir.max_dir_size
        with os.scandir(src) as entries:
            for entry in itertools.islice(entries, MOST_FILES):
                try:
                    content = intake.read_file(Path(entry.path), min(limit, left))
                except intake.Refused as refusal:
                    name = printable(entry.name, 80)
                    self.log.warning("%s was not collected: %s", name, refusal)
                    continue
                left -= len(content)
                copy = target / entry.name
                copy.write_bytes(content)
                with contextlib.suppress(OSError):
                    found = os.lstat(entry.path)
                    os.utime(copy, (found.st_atime, found.st_mtime))
                if self.coursedir.groupshared:
                    copy.chmod(0o664)
        if self.coursedir.groupshared:
            target.chmod(0o2770)
