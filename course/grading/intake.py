"""Takes the files of a submission in, and only those that an assignment allows; read by a
maintainer.

Nothing but a regular file of a bounded size, under a name that is expected, is
opened. Links, pipes, devices and sockets are never followed or opened, and the
number of other files makes no difference.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nbgrader.utils import parse_utc

from course.grading.integrity import printable

STAMP = "timestamp.txt"
SECRET = "submission_secret.txt"  # the exchange names the feedback page after it
NOTEBOOK_BYTES = 10_000_000
FILE_BYTES = 5_000_000  # of any other file
STAMP_BYTES = 200
LOOKED_AT = 500  # entries of the folder that are looked at to say what was left out
NAMED = 20  # files left out that are named
EXPECTED = {".ipynb_checkpoints", ".DS_Store", "__pycache__", "__MACOSX", "Thumbs.db"}
_KINDS = [
    (stat.S_ISLNK, "a link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
]
_SECRET = re.compile(r"[0-9a-f]{128}")
_STAMP = re.compile(r"(\d{4})-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?( ?(Z|[A-Za-z/_]+|[+-]\d{4}))?")


class Refused(Exception):  # noqa: N818  (it says what happened)
    """A file was not read; the text says why."""


class Missing(Refused):
    """There is no such file."""


@dataclass
class Taken:
    """What was taken in: contents by name, and what was refused or left out, with the reason."""

    contents: dict[str, bytes] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)


def take_in(place: Path, notebooks: Iterable[str], others: Iterable[str] = ()) -> Taken:
    """Read what is allowed of the submission in the folder `place`; never raises for its content.

    `notebooks` and `others` are plain file names. A time stamp that cannot be
    understood is replaced by the time of its file.
    """
    taken = Taken()
    if not _is_folder(place):
        taken.refused[place.name] = "it is not a folder"
        return taken
    limits = dict.fromkeys(notebooks, NOTEBOOK_BYTES) | dict.fromkeys(others, FILE_BYTES)
    for name, limit in limits.items():
        try:
            taken.contents[name] = read_file(place / name, limit)
        except Missing:
            continue
        except Refused as refusal:
            taken.refused[name] = str(refusal)
    text, problem = read_stamp(place)
    if text:
        taken.contents[STAMP] = text.encode()
    if problem:
        taken.refused[STAMP] = problem
    taken.others = _left_out(place, {*limits, STAMP, SECRET})
    return taken


def read_file(path: Path, limit: int, folder: int | None = None) -> bytes:
    """The content of a regular file of at most `limit` bytes; never waits, never follows a link.

    `path` may be relative to an open `folder`. Raises `Missing` when there is no such file, and
    `Refused` with the reason.
    """
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    try:
        _must_be_regular(os.lstat(path, dir_fd=folder), limit)
        descriptor = os.open(path, flags, dir_fd=folder)
        with os.fdopen(descriptor, "rb") as file:
            _must_be_regular(os.fstat(descriptor), limit)
            content = file.read(limit + 1)
    except FileNotFoundError:
        raise Missing("there is no such file") from None
    except OSError as error:
        raise Refused(f"it cannot be read: {error.strerror}") from None
    if len(content) > limit:
        raise Refused(_too_large(limit))
    return content


def read_stamp(place: Path) -> tuple[str, str]:
    """The time of a submission as nbgrader writes it, or ""; and what was wrong with the file."""
    try:
        text = read_file(place / STAMP, STAMP_BYTES).decode("ascii").strip()
        moment = parse_stamp(text)
    except Missing:
        return "", ""
    except Refused as refusal:
        problem = str(refusal)
    except (ValueError, OverflowError, TypeError):
        problem = "it holds no time"
    else:
        if moment <= _now() + timedelta(days=1):
            return text, ""
        problem = "its time is in the future"
    return _file_time(place / STAMP), f"{problem}; the time of the file was taken instead"


def read_secret(place: Path) -> str:
    """The secret that a submission got when it was handed in, or a new one that nobody knows.

    nbgrader ends a whole release of feedback at a submission without one.
    """
    try:
        text = read_file(place / SECRET, STAMP_BYTES).decode("ascii")
    except (Refused, UnicodeDecodeError):
        text = ""
    return text if _SECRET.fullmatch(text) else secrets.token_hex(64)


def parse_stamp(text: str) -> datetime:
    """A time stamp as a time in UTC, without a zone. Raises `ValueError` when it is none."""
    if not _STAMP.fullmatch(text):
        raise ValueError("not a time stamp")
    moment = parse_utc(text)
    if not isinstance(moment, datetime):
        raise ValueError("not a time")
    return moment


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _file_time(path: Path) -> str:
    try:
        moment = datetime.fromtimestamp(os.lstat(path).st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        moment = datetime.now(UTC)
    return f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC"


def _is_folder(place: Path) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(place).st_mode)
    except OSError:
        return False


def _must_be_regular(found: os.stat_result, limit: int) -> None:
    if not stat.S_ISREG(found.st_mode):
        kind = next((word for test, word in _KINDS if test(found.st_mode)), "not a file")
        raise Refused(f"it is {kind}, where a file is expected")
    if found.st_size > limit:
        raise Refused(_too_large(limit))


def _too_large(limit: int) -> str:
    return f"it is larger than {limit / 1_000_000:g} MB"


def _left_out(place: Path, known: set[str]) -> list[str]:
    """Names of what else is there, made printable; bounded."""
    names: list[str] = []
    count = 0
    try:
        with os.scandir(place) as entries:
            for entry in entries:
                count += 1
                if count > LOOKED_AT:
                    break
                if entry.name not in known and entry.name not in EXPECTED:
                    names.append(printable(entry.name, 80))
    except OSError:
        return names
    named = sorted(names)[:NAMED]
    if len(names) > NAMED:
        rest = len(names) - NAMED
        named.append(f"{'at least ' if count > LOOKED_AT else ''}{rest} more")
    return named
