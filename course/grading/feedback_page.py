"""The exporter that makes a student's feedback page: one file that runs and loads nothing; read
by a maintainer.

The page has its own template, in which every value is escaped unless it comes from
a function below that returns safe HTML. A Content-Security-Policy in the page
forbids scripts and requests, should something slip through.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from nbconvert.exporters import Exporter
from nbconvert.filters import ansi2html, markdown2html
from traitlets import Bool, Unicode

from course.exam.verdicts import HEADING
from course.grading import colours, outputs, prose, tasks
from course.grading.skeleton import is_students, problem_of
from course.handout import cleaning, exporter
from course.handout.cells import alternative

HERE = Path(__file__).parent / "templates"
MARKS = {"holds": "✓", "fails": "✗", "partly": "◐", "open": "○", "waiting": "…", "marked": "✎"}
WORDS = {
    "holds": "holds",
    "fails": "does not hold yet",
    "partly": "holds in part",
    "open": "not written yet",
    "waiting": "still to be marked",
    "marked": "marked",
}


class FeedbackExporter(Exporter):
    """Makes the page of one graded notebook."""

    show_hidden_tests = Bool(False, help="Whether the page has the source of hidden tests").tag(
        config=True
    )
    output_mimetype = "text/html"
    file_extension = Unicode(".html")

    def from_notebook_node(
        self, nb: Any, resources: Any = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page, and what nbconvert wants to know of it."""
        nb, resources = super().from_notebook_node(nb, resources, **kwargs)
        outputs.clean_notebook(nb)  # what was graded by others may not be clean
        found = tasks.tasks_of(nb, self.show_hidden_tests)
        graded = resources["nbgrader"]
        page = (
            _environment()
            .get_template("feedback.html")
            .render(
                title=tasks.title_of(nb) or graded["notebook"],
                graded=graded,
                problem=problem_of(nb),
                tasks=[task for task in found if task.points],
                others=[task for task in found if not task.points],
                css=Markup(_css()),
            )
        )
        return page, resources


def code(cell: Any) -> Markup:
    """The source of a code cell, in colours."""
    magics = {"magics_language": "python"} if cell.source.startswith("%%module") else None
    page = colours.coloured(cell.source, metadata=magics)
    return Markup(page.replace("<pre>", '<pre tabindex="0">'))  # it scrolls: keys must reach it


def text(source: str, students: bool) -> Markup:
    """Markdown as HTML, its formulas as MathML."""
    safe = prose.clean(source) if students else source
    return Markup(cleaning.clean(markdown2html(cleaning.with_mathml(safe))))


def shown(output: Any, cell: Any) -> Markup:
    """One output as HTML."""
    if output.output_type == "stream":
        return _block(output.text)
    if output.output_type == "error":
        lines = [line for line in output.traceback if line != HEADING]  # the page says it itself
        return _block("\n".join(lines) or f"{output.ename}: {output.evalue}", "message")
    for kind in outputs.MAGIC:
        if kind in output.data:
            words = alternative(output, cell)
            return Markup('<img src="data:{};base64,{}" alt="{}">').format(
                kind, output.data[kind], words
            )
    if "text/html" in output.data:
        table = Markup(cleaning.clean(output.data["text/html"]))
        return Markup('<div class="table" tabindex="0">{}</div>').format(table)
    return _block(output.data.get("text/plain", ""))


def words(claim: str) -> Markup:
    """A claim, with what is between backticks as code."""
    parts = [Markup.escape(part) for part in claim.split("`")]
    coded = [Markup("<code>{}</code>").format(p) if n % 2 else p for n, p in enumerate(parts)]
    return Markup("").join(coded)


def number(points: float) -> str:
    """Points without superfluous digits."""
    return f"{round(points, 2):g}"


def _block(content: str, kind: str = "printed") -> Markup:
    return Markup('<pre class="{}" tabindex="0">{}</pre>').format(kind, Markup(ansi2html(content)))


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {"code": code, "text": text, "shown": shown}
    environment.filters |= {"number": number, "words": words}
    environment.tests["students"] = is_students
    environment.globals |= {"marks": MARKS, "words": WORDS}
    return environment


@functools.cache
def _css() -> str:
    sheets = (exporter.HERE / "handout.css", HERE / "feedback.css")
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
