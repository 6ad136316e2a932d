"""What an instructor should know of a submission beside its score; written by grading, read by
`course integrity`.

A report says what was seen and where. It accuses nobody: a limit may be met by an
honest mistake, and an unusual construct may be there out of curiosity.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from course.errors import CourseError

FOLDER = "integrity"  # beside autograded/: integrity/STUDENT/ASSIGNMENT/report.json
NAME = "report.json"
MOST = 200  # entries of one report; the rest is counted
LONGEST = 500  # characters of one text

KINDS = {
    "file": "A file was not taken in",
    "structure": "The notebook was repaired from the release",
    "construct": "The source has something that the tasks do not ask for",
    "output": "Part of an output was not kept",
    "limit": "A limit was met",
    "incident": "A process ended, or did not answer as it should",
    "sandbox": "It was graded without the usual walls",
}


@dataclass(frozen=True)
class Entry:
    """One thing that was seen: its kind (a key of `KINDS`), the cell or file, and what it is."""

    kind: str
    where: str
    what: str


@dataclass
class Report:
    """All that was noted about one submission."""

    student: str = ""
    assignment: str = ""
    entries: list[Entry] = field(default_factory=list)
    more: int = 0  # entries that are only counted

    def add(self, kind: str, where: str, what: str) -> None:
        """Note something, once. Raises `ValueError` for a kind that is not in `KINDS`."""
        if kind not in KINDS:
            raise ValueError(f"{kind!r} is not one of {', '.join(KINDS)}")
        entry = Entry(kind, printable(where), printable(what))
        if entry in self.entries:
            return
        if len(self.entries) < MOST:
            self.entries.append(entry)
        else:
            self.more += 1

    def lines(self) -> list[str]:
        """The report as lines of text: what kind of thing, where, and what."""
        shown = []
        for kind, title in KINDS.items():
            found = [entry for entry in self.entries if entry.kind == kind]
            if found:
                shown += [f"{title}:", *(f"  {entry.where}: {entry.what}" for entry in found)]
        return [*shown, f"… and {self.more} more"] if self.more else shown

    def write(self, path: Path) -> None:
        """Write the report as JSON, in one step; a report without entries removes the file."""
        if not self.entries:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False), encoding="utf-8")
        draft.replace(path)

    @classmethod
    def read(cls, path: Path) -> Report:
        """The report in a file. Raises `CourseError` when it is none."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            entries = [Entry(**entry) for entry in data.pop("entries")]
            return cls(entries=entries, **data)
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise CourseError(
                f"{path} is not an integrity report that can be read: {error}",
                "Delete it and grade the submission again: course grade --force",
            ) from None


def place(root: Path, assignment: str, student: str) -> Path:
    """Where the report of a submission is kept; `root` is the course folder."""
    return root / FOLDER / student / assignment / NAME


def reports(root: Path) -> Iterator[tuple[Path, Report]]:
    """All reports of a course, by student and assignment; each has something to say."""
    for path in sorted((root / FOLDER).glob(f"*/*/{NAME}")):
        yield path, Report.read(path)


def printable(text: str, longest: int = LONGEST) -> str:
    """A text for one line of a terminal or a log: bounded, control characters as escapes."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in cut)
