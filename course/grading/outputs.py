"""Makes the outputs of a graded notebook safe to be shown, and bounds them; read by a maintainer.

What student code displays is live in nbgrader's pages: script, styles, pictures
from elsewhere. Here outputs are made anew, from what is on a short list. The last
step of autograding, after the scores are saved, so that it decides nothing.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

import nbgrader.preprocessors
from nbformat.v4 import new_output

from course.grading import prose
from course.grading.integrity import Report
from course.grading.skeleton import grade_id, is_students
from course.handout import cleaning

MOST = 60  # outputs of one cell
TEXT = 60_000  # characters of text of one cell
HTML = 300_000  # characters of one HTML display, before cleaning
TAGS = 10_000  # of one HTML display: cleaning takes the square of how deep they are
PICTURE = 2_000_000  # bytes of one picture
PICTURES = 20  # of one cell
NOTEBOOK = 12_000_000  # characters of all outputs of a notebook
PIXELS = 40_000_000
CUT = "\n[… more output was cut off here]\n"
MAGIC = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
SHOWN = {"text/plain", "text/html", "text/latex", "text/markdown"}
# Escape sequences, of which only colours ("m") are kept, and other control characters.
_ESCAPE = re.compile(
    r"\x1b\[(?P<colour>[0-9;]{0,40})m"
    r"|\x1b\[[0-?]*[ -/]*[@-~]?"
    r"|\x1b[\]P^_X](?:[^\x07\x1b]|\x1b(?!\\))*(?:\x07|\x1b\\|$)"
    r"|\x1b.?"
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


class CleanOutputs(nbgrader.preprocessors.NbGraderPreprocessor):
    """The last step of autograding: nothing live is saved in autograded/."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Clean the notebook; what was cut or left out goes into the integrity report."""
        clean_notebook(nb, getattr(self.parent.parent, "report", None))
        return nb, resources


def clean_notebook(notebook: Any, report: Report | None = None) -> None:
    """Clean all outputs, and the Markdown that a student wrote, in place."""
    report = report if report is not None else Report()
    left = NOTEBOOK
    for cell in notebook.cells:
        where = grade_id(cell) or cell.id
        cell.pop("attachments", None) if is_students(cell) else None
        if cell.cell_type == "code":
            for what in clean_outputs(cell, left):
                report.add("output", where, what)
            left = max(0, left - sum(len(str(output)) for output in cell.outputs))
        elif is_students(cell):
            source = prose.clean(cell.source)
            if source != cell.source:
                report.add("output", where, "parts of the text are shown as they were written")
            cell.source = source


def clean_outputs(cell: Any, limit: int = NOTEBOOK) -> list[str]:
    """Put clean outputs in place of a cell's outputs; returns what was cut or left out.

    An error stays an error, so that a verdict reads the same afterwards. `limit` is
    what may be kept, in characters, besides errors.
    """
    kept = _Kept(limit)
    cell.outputs = [made for output in cell.outputs if (made := kept.take(output)) is not None]
    return list(dict.fromkeys(kept.notes))


def plain(text: Any) -> str:
    """Text without escape sequences other than colours, and without control characters."""
    lines = _joined(text).replace("\r\n", "\n").split("\n")
    # A carriage return goes back to the begin of the line, as progress bars do.
    written = "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines)
    return _ESCAPE.sub(lambda found: found[0] if found["colour"] is not None else "", written)


def picture(kind: str, data: Any) -> str:
    """A picture's base64, checked and written anew; "" when it is not what it says."""
    text = _joined(data)
    if len(text) > PICTURE * 4 // 3 + 100_000:
        return ""
    try:
        content = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return ""
    if not content.startswith(MAGIC[kind]) or len(content) > PICTURE:
        return ""
    if kind == "image/png":
        width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))
        if width * height > PIXELS:
            return ""
    return base64.b64encode(content).decode()


class _Kept:
    """Counts what was kept of a cell, against the limits."""

    def __init__(self, limit: int) -> None:
        self.left, self.text = limit, min(TEXT, limit)
        self.count = self.pictures = 0
        self.notes: list[str] = []

    def take(self, output: Any) -> Any:
        """The output, made anew; None when nothing of it is kept."""
        kind = output.get("output_type")
        if kind == "error":
            return self._error(output)
        self.count += 1
        if self.count > MOST:
            self.notes.append(f"more than {MOST} outputs: the rest was left out")
            return None
        if kind == "stream":
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            text = self._cut(plain(output.get("text", "")))
            return new_output("stream", name=name, text=text) if text else None
        if kind in ("display_data", "execute_result"):
            return self._display(kind, output)
        self.notes.append("an output of an unknown kind was left out")
        return None

    def _error(self, output: Any) -> Any:
        traceback = output.get("traceback") or []
        lines = [plain(line) for line in traceback if isinstance(line, str)]
        text = "\n".join(lines)
        if len(text) > TEXT:
            self.notes.append("a long error message was cut")
            lines = [text[: TEXT // 2] + "\n[…]\n" + text[-TEXT // 2 :]]
        name, value = (plain(output.get(key) or "")[:2000] for key in ("ename", "evalue"))
        return new_output("error", ename=name, evalue=value, traceback=lines)

    def _display(self, kind: str, output: Any) -> Any:
        data = output.get("data")
        shown = self._data(data if isinstance(data, dict) else {})
        if not shown:
            return None
        made = new_output(kind, data=shown, metadata=_words(output, shown))
        if kind == "execute_result":
            number = output.get("execution_count")
            made.execution_count = number if isinstance(number, int) else None
        return made

    def _data(self, data: dict[str, Any]) -> dict[str, str]:
        shown: dict[str, str] = {}
        for kind in MAGIC:
            if kind in data:
                shown |= self._picture(kind, data[kind])
        if "text/html" in data:
            page = _joined(data["text/html"])
            if len(page) <= min(HTML, self.left) and page.count("<") <= TAGS:
                shown["text/html"] = prose.without_macros(cleaning.clean(plain(page)))
                self.left -= len(page)
            else:
                self.notes.append("a large HTML display was left out")
        # Formulas and Markdown are shown as they were written.
        for kind in ("text/latex", "text/markdown", "text/plain"):
            if kind in data:
                shown["text/plain"] = self._cut(plain(data[kind]))
                break
        for kind in data.keys() - {
            "text/latex",
            "text/markdown",
            "text/html",
            "text/plain",
            *MAGIC,
        }:
            self.notes.append(f"a display of the kind {plain(kind)[:60]} was left out")
        return shown

    def _picture(self, kind: str, data: Any) -> dict[str, str]:
        self.pictures += 1
        text = picture(kind, data) if self.pictures <= PICTURES else ""
        if not text or len(text) > self.left:
            self.notes.append("a picture that is too large, or none, was left out")
            return {}
        self.left -= len(text)
        return {kind: text}

    def _cut(self, text: str) -> str:
        if len(text) > self.text:
            self.notes.append(f"more than {TEXT:,} characters of text: the rest was cut off")
            text = text[: self.text] + CUT if self.text else ""
        self.text = max(0, self.text - len(text))
        return text


def _words(output: Any, shown: dict[str, str]) -> dict[str, Any]:
    """Of an output's metadata only the text alternatives of its pictures."""
    metadata = output.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    words = {}
    for kind in MAGIC.keys() & shown.keys():
        own = metadata.get(kind)
        alt = own.get("alt") if isinstance(own, dict) else None
        if isinstance(alt, str):
            words[kind] = {"alt": plain(alt)[:5000]}
    return words


def _joined(text: Any) -> str:
    """Text that may be a list of lines; "" for anything else."""
    if isinstance(text, list):
        return "".join(line for line in text if isinstance(line, str))
    return text if isinstance(text, str) else ""
