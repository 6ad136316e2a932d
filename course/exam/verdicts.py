"""What a failing claim says; read by a student, in the notebook and on the feedback page.

A test ends in one of three ways: it is silent (the claim holds), it raises
`Failed` (the claim does not hold; the message teaches), or the student's own
exception reaches it (the traceback shows the student's line).
"""

from __future__ import annotations

import sys
import textwrap
from dataclasses import dataclass, replace
from html import escape
from typing import Protocol

WIDTH = 96
HEADING = "✗ This claim does not hold yet."


class Schedule(Protocol):
    """An order of steps that breaks the claim, as text and as HTML (`course.exam.explore`)."""

    def table(self) -> str:
        """The steps as a table of text; "" when there are none."""

    def html(self) -> str:
        """The steps as one HTML table; "" when there are none."""


@dataclass(frozen=True)
class Verdict:
    """The record of a claim that does not hold.

    `claim` and `points` are what the test cell states (empty and 0.0 outside a notebook);
    `expected` and `happened` are the verdict, `why` says why it matters, `hint` what to try;
    `schedule` is the order of steps that leads there, where there is one.
    """

    expected: str
    happened: str
    why: str = ""
    hint: str = ""
    claim: str = ""
    points: float = 0.0
    schedule: Schedule | None = None

    def rows(self) -> list[tuple[str, str]]:
        """What there is to say, each under its name."""
        rows = [
            ("expected", self.expected),
            ("happened", self.happened),
            ("why", self.why),
            ("try", self.hint),
        ]
        return [(name, text) for name, text in rows if text]


def render(verdict: Verdict, html: bool = False) -> str:
    """The verdict as text for a notebook, or as an HTML fragment for a feedback page."""
    table = ""
    if verdict.schedule is not None:
        table = verdict.schedule.html() if html else verdict.schedule.table()
    if html:
        items = "".join(
            f"<dt>{name}</dt><dd><pre>{escape(text)}</pre></dd>" for name, text in verdict.rows()
        )
        head = f"<p>{escape(verdict.claim)}</p>" if verdict.claim else ""
        return f'<div class="verdict">{head}<dl>{items}</dl>{table}</div>'
    text = "\n".join(_row(name, text) for name, text in verdict.rows())
    return f"{text}\n\n  An order of steps that leads to it:\n{table}" if table else text


class Failed(AssertionError):  # noqa: N818  (students read the name)
    """A claim that does not hold; `verdict` is the record of it.

    Jupyter shows the message alone: the source of the test stays out of the way (and out
    of the feedback). A schedule is shown as a table of its own, which pages can style.
    """

    def __init__(
        self,
        expected: str,
        happened: str,
        why: str = "",
        hint: str = "",
        schedule: Schedule | None = None,
    ) -> None:
        claim, points = _current_claim()
        self._displayed = False
        self.verdict = Verdict(expected, happened, why, hint, claim, points, schedule)
        super().__init__(render(self.verdict))

    def __reduce__(self) -> tuple[type[Failed], tuple[str, str, str, str]]:
        seen = self.verdict
        return type(self), (seen.expected, seen.happened, seen.why, seen.hint)

    def _render_traceback_(self) -> list[str]:
        seen = self.verdict
        if seen.schedule is not None and _in_a_notebook():
            if not self._displayed:  # IPython asks more than once
                _display(seen.schedule)
            self._displayed = True
            seen = replace(seen, schedule=None)
        return [HEADING, *render(seen).splitlines()]


def not_written(message: str) -> NotImplementedError:
    """An error for what the student has still to write; Jupyter shows one line of it."""
    error = NotImplementedError(message)
    error._render_traceback_ = lambda: [f"○ Not written yet: {message}"]  # type: ignore[attr-defined]
    return error


class Stuck(Failed):
    """The student's code waits for something that cannot happen, or never ends."""


class LeftBehind(Failed):
    """Threads or processes are still alive after the student's function has returned."""


def _in_a_notebook() -> bool:
    module = sys.modules.get("IPython")
    return module is not None and hasattr(module.get_ipython(), "kernel")


def _display(schedule: Schedule) -> None:
    from IPython.display import display

    data = {"text/plain": schedule.table(), "text/html": schedule.html()}
    if data["text/html"]:
        display(data, raw=True)


def _current_claim() -> tuple[str, float]:
    """The claim and the points of the test cell that runs now."""
    from course.exam import notebook

    return notebook.claim()


def _row(name: str, text: str) -> str:
    indent = " " * 12
    lines = [
        line
        for paragraph in text.splitlines() or [""]
        for line in (
            textwrap.wrap(paragraph, WIDTH - len(indent), break_on_hyphens=False)
            if len(paragraph) > WIDTH - len(indent) and not paragraph.startswith("  ")
            else [paragraph]
        )
    ]
    return f"  {name + ':':<10}" + f"\n{indent}".join(lines)
