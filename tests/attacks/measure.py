"""What an attack has reached: points, secrets, harm, live HTML; read by a maintainer."""

from __future__ import annotations

import contextlib
import hashlib
import math
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import HTMLExporter
from nbgrader.api import MissingEntry
from traitlets.config import Config

import course
from course.handout import HandoutExporter
from tests.attacks import live
from tests.attacks.hostile import LEFT
from tests.attacks.stage import EARLIER, VICTIM, Stage

LARGE = 20_000_000  # bytes that no graded notebook or page has a reason to have
_GRADING_MAKES = ("autograded/", "feedback/", "integrity/", "gradebook.db")
_USUAL = (
    "/.cache/",
    "history.sqlite",
    "/pid/",
    "/.ipython/profile_default/db/",
    "/.config/matplotlib",
)


def points(stage: Stage, student: str, assignment: str) -> float | None:
    """What the gradebook says; None when it has no such submission."""
    with stage.folder.gradebook() as gradebook:
        try:
            return float(gradebook.find_submission(assignment, student).score)
        except MissingEntry:
            return None


def graded(stage: Stage, student: str, assignment: str) -> Path:
    """Where the graded notebook is, if grading came to an end."""
    return stage.folder.autograded / student / assignment / stage.folder.notebook(assignment)


def gained(score: float | None, honest: float) -> float:
    """The points beyond the honest ones."""
    if score is None:
        return 0.0
    return 99.0 if math.isnan(score) else max(0.0, score - honest)


def snapshot(stage: Stage) -> dict[str, str]:
    """Each file of course and home that grading has no reason to change -> its content."""
    found = {}
    for base in (stage.folder.root, stage.home, stage.cwd):
        for path in _files(base):
            name = str(path.relative_to(stage.place))
            inside = name.removeprefix("course/")
            if not inside.startswith(_GRADING_MAKES) and not any(u in f"/{name}" for u in _USUAL):
                found[name] = _content(path)
    return found


def changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The files that differ, as words."""
    names = sorted(before.keys() | after.keys())
    return [f"changed {n[:100]!a}" for n in names if before.get(n) != after.get(n)]


def left_files(stage: Stage) -> Iterator[str]:
    """Files that an attack has left somewhere, and what it wrote is removed."""
    names = ("/tmp", "/var/tmp", "/dev/shm", sys.prefix)
    places = [stage.place / "tmp", Path.cwd(), *(Path(name) for name in names)]
    for module in (course, nbformat, contextlib):
        places += list(Path(str(module.__file__)).parents)[:2]
    for place in dict.fromkeys(places):
        for path in place.glob(f"{LEFT}*"):
            yield f"left {path.name} in {place}"
            with contextlib.suppress(OSError):
                path.unlink()


def harm_to_class(stage: Stage, worth: dict[str, float]) -> Iterator[str]:
    """Whether the honest student has other points, or the gradebook has lost something."""
    try:
        with stage.folder.gradebook() as gradebook:
            gradebook.find_student(EARLIER)
    except Exception as error:
        yield f"the gradebook is lost: {type(error).__name__}"
        return
    for assignment, want in worth.items():
        got = points(stage, VICTIM, assignment)
        if got != want:
            yield f"the honest student got {got} in place of {want:g} in {assignment}"


def kept(stage: Stage, student: str) -> Iterator[str]:
    """Links and large files that have got into what grading makes for a student."""
    for base in (stage.folder.autograded, stage.folder.feedback):
        for path in _files(base / student):
            if path.is_symlink():
                yield f"a link {path.name[:40]!a} in {base.name}/"
            elif path.lstat().st_size > LARGE:
                yield f"{path.lstat().st_size // 1_000_000} MB kept in {base.name}/"


def seen(stage: Stage, student: str, texts: dict[str, str]) -> list[str]:
    """The kinds of canaries in what the student gets or could fetch, each with where it was.

    A hard link in the submission shows nothing: who can make it can read the file already.
    """
    places = dict(texts)
    for base in (stage.folder.autograded, stage.folder.feedback, stage.folder.submitted):
        for path in _files(base / student):
            if path.is_symlink() or not path.is_file() or path.stat().st_size >= LARGE:
                continue
            if base != stage.folder.submitted or path.stat().st_nlink == 1:
                places[f"{base.name}/{path.name[:40]!a}"] = _students_text(path, base.name)
    return [
        f"{kind} in {where}"
        for where, text in places.items()
        for kind, canary in stage.canaries.items()
        if canary in text
    ]


def pages(stage: Stage, student: str, assignment: str, submitted: Path | None) -> list[str]:
    """What is live in feedback, formgrader page, graded outputs and (if handed in) handout."""
    found = []
    name = stage.folder.notebook(assignment)
    honest = stage.folder.feedback / VICTIM / assignment / f"{Path(name).stem}.html"
    baseline = _text(honest)
    for path in _files(stage.folder.feedback / student):
        if path.suffix.lower() in (".html", ".htm", ".xhtml", ".svg", ".js", ".xml"):
            promised = path.name == honest.name
            found += [
                f"feedback: {x}" for x in live.more_than(_text(path), baseline if promised else "")
            ]
            found += [] if promised else [f"feedback: a page {path.name[:40]!a}"]
    ours = graded(stage, student, assignment)
    if ours.is_file():
        found += live.in_outputs(nbformat.read(ours, as_version=4))
        theirs = graded(stage, VICTIM, assignment)
        shown = _formgrader(stage, ours, student)
        found += [
            f"formgrader: {x}" for x in live.more_than(shown, _formgrader(stage, theirs, VICTIM))
        ]
    if submitted is not None:
        page = _handout(submitted)
        theirs = stage.folder.submitted / VICTIM / assignment / name
        found += [f"handout: {x}" for x in live.more_than(page, _handout(theirs))]
    return found


def _formgrader(stage: Stage, notebook: Path, student: str) -> str:
    """The page on which an instructor marks written answers, made as the formgrader makes it."""
    if not notebook.is_file():
        return ""
    config = stage.folder.config()
    config.merge(Config({"HTMLExporter": {"template_name": "formgrade"}}))
    names = ("submission_id", "last_name", "first_name", "student", "notebook_path")
    resources: dict[str, Any] = dict.fromkeys(names, "x")
    resources |= {"assignment_id": notebook.parent.name, "notebook_id": notebook.stem}
    resources |= {"index": 0, "total": 1, "base_url": ""}
    html: str = HTMLExporter(config=config).from_filename(str(notebook), resources=resources)[0]
    return html.replace(student, "STUDENT")


def _handout(notebook: Path) -> str:
    """A submission as a handout; "" when the exporter refuses it."""
    with contextlib.suppress(Exception):
        page: str = HandoutExporter(execute=False).from_filename(str(notebook))[0]
        return page
    return ""


def _students_text(path: Path, base: str) -> str:
    """A file's text; of a graded notebook without the test cells' own sources."""
    text = _text(path)
    if base == "autograded" and path.suffix == ".ipynb":
        with contextlib.suppress(Exception):
            notebook = nbformat.reads(text, as_version=4)
            for cell in notebook.cells:
                graded = cell.metadata.get("nbgrader", {})
                if graded.get("grade") and not graded.get("solution"):
                    cell.source = ""
            return str(nbformat.writes(notebook))
    return text


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _files(base: Path) -> Iterator[Path]:
    """Everything below a folder that is no folder; links are not followed, depth is no matter."""
    waiting = [base]
    while waiting:
        with contextlib.suppress(OSError):
            for path in waiting.pop().iterdir():
                if path.is_dir() and not path.is_symlink():
                    waiting.append(path)
                else:
                    yield path


def _content(path: Path) -> str:
    try:
        kind = path.lstat()
        if path.is_symlink():
            return f"-> {path.readlink()}"
        if not stat.S_ISREG(kind.st_mode) or kind.st_size > LARGE:
            return f"{stat.S_IFMT(kind.st_mode)} {kind.st_size}"
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        return type(error).__name__
