"""Makes the handouts of all assignments, and a page that lists them; `course handouts`."""

from __future__ import annotations

import hashlib
import html
import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from course.errors import CourseError, HandoutError
from course.handout.exporter import HERE, HandoutExporter, title_of

SOLUTIONS = "solutions"
_MADE_FROM = '<meta name="made-from" content="{}">'


@dataclass(frozen=True)
class Edition:
    """One page to make: the notebook that it shows, and where it goes."""

    notebook: Path
    target: Path

    @property
    def name(self) -> str:
        """What the page is called in a progress display."""
        return f"{self.notebook.parent.parent.name}/{self.notebook.parent.name}"


def build(
    source: Path,
    release: Path,
    out: Path,
    *,
    solutions: bool = False,
    jobs: int = 2,
    on_done: Callable[[str, str], None] = lambda name, note: None,
) -> list[Path]:
    """Write `out/ASSIGNMENT.html` from each release, and `out/index.html`.

    With `solutions` also `out/solutions/ASSIGNMENT.html` from each source. A page whose
    notebook has not changed is left alone. `on_done(name, note)` is called after each.
    Raises `HandoutError` at the end when notebooks failed; the other pages are written.
    """
    editions = _editions(release, out)
    if solutions:
        editions += _editions(source, out / SOLUTIONS)
    if not editions:
        raise HandoutError(f"There is no notebook in {release}.", "Run: course generate")
    failures = []
    with ThreadPoolExecutor(jobs) as pool:
        futures = {pool.submit(_make, edition): edition for edition in editions}
        for future in as_completed(futures):
            edition, error = futures[future], future.exception()
            if error is not None:
                failures.append(f"{edition.notebook}: {error}")
            note = "failed" if error else "" if future.result() else "unchanged"
            on_done(edition.name, note if error else "")
    index = out / "index.html"
    _write(index, index_page([e for e in editions if e.target.parent == out], out))
    if failures:
        raise HandoutError("\n".join(failures), "Mend these notebooks; the others are written.")
    return [edition.target for edition in editions] + [index]


def index_page(editions: list[Edition], out: Path) -> str:
    """The page that lists all handouts."""
    rows = []
    for edition in editions:
        notebook = nbformat.read(edition.notebook, as_version=4)
        automatic, by_hand = points_of(notebook)
        name = edition.target.name
        solved = (out / SOLUTIONS / name).is_file()
        link = f' · <a href="{SOLUTIONS}/{name}">with solutions</a>' if solved else ""
        rows.append(
            f'<li><a href="{name}">{html.escape(title_of(notebook))}</a>{link}'
            f"<p>{html.escape(goal_of(notebook))} "
            f"<span>{automatic + by_hand:g} points, {_graded(by_hand)}.</span></p></li>"
        )
    css = (HERE / "handout.css").read_text(encoding="utf-8")
    page = (HERE / "templates" / "index.html").read_text(encoding="utf-8")
    return page.replace("/* css */", css).replace("<!-- rows -->", "\n".join(rows))


def _graded(by_hand: float) -> str:
    return f"{by_hand:g} of them by hand" if by_hand else "all graded automatically"


def points_of(notebook: Any) -> tuple[float, float]:
    """Points that are graded automatically, and by hand."""
    sums = {"code": 0.0, "markdown": 0.0}
    for cell in notebook.cells:
        graded = cell.metadata.get("nbgrader", {})
        if graded.get("grade"):
            sums[cell.cell_type] += graded["points"]
    return sums["code"], sums["markdown"]


def goal_of(notebook: Any) -> str:
    """The sentence of the first cell that says what a reader can do afterwards."""
    text = re.sub(r"[*_`]", "", notebook.cells[0].source)
    found = re.search(r"(?:After this notebook|After it)\b[^\n]*?\.(?=\s|$)", text)
    return found[0].strip() if found else ""


def _editions(notebooks: Path, out: Path) -> list[Edition]:
    return [
        Edition(path, out / f"{path.parent.name}.html")
        for path in sorted(notebooks.glob("*/*.ipynb"))
    ]


def _make(edition: Edition) -> bool:
    """Make one page unless it is up to date; whether it was made."""
    mark = _MADE_FROM.format(_fingerprint(edition.notebook))
    if edition.target.is_file() and mark in edition.target.read_text(encoding="utf-8"):
        return False
    try:
        page, _ = HandoutExporter().from_filename(str(edition.notebook))
    except CourseError:
        raise
    except Exception as error:
        raise HandoutError(f"{type(error).__name__}: {error}") from error
    _write(edition.target, page.replace("<title>", f"{mark}\n<title>", 1))
    return True


def _fingerprint(notebook: Path) -> str:
    digest = hashlib.sha256(notebook.read_bytes())
    for path in sorted([*HERE.rglob("*.py"), *HERE.rglob("*.css"), *HERE.rglob("*.j2")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _write(path: Path, text: str) -> None:
    """Replace a file in one step, so that a reader never finds half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
