"""A schedule that breaks a program, told as a table over the student's own lines; read by an
instructor, shown to a student."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from course.exam.explore.run import Run
from course.exam.explore.story import Step

_ROOM = 'style="padding: 0.1em 0.6em; text-align: left"'  # pages of others have no style for it
ROWS = 40  # of a printed story
HEADS = ("step", "thread", "line", "code", "what happens")


@dataclass
class Failure:
    """The first run that failed, and why. `again` tells whether its schedule fails again."""

    run: Run
    reason: str
    again: bool = True

    def story(self) -> list[Step]:
        """All recorded steps, in the order in which they happened."""
        return self.run.story

    def table(self) -> str:
        """The steps as a table of text; "" when none were recorded."""
        if not self.story():
            return ""
        rows = [HEADS, *map(_cells, shown(self.story()))]
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        lines = [
            "  ".join(
                [*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]
            )
            for row in rows
        ]
        return "\n".join(line.rstrip() for line in lines)

    def html(self) -> str:
        """The steps as one HTML table; "" when none were recorded."""
        if not self.story():
            return ""
        heads = "".join(f'<th scope="col" {_ROOM}>{head}</th>' for head in HEADS)
        body = "".join(
            f"<tr{' class=' + chr(34) + 'switch' + chr(34) if step.switch else ''}>"
            + f'<th scope="row" {_ROOM}>{step.number}</th>'
            + "".join(_cell(text, code=column == 2) for column, text in enumerate(_cells(step)[1:]))
            + "</tr>"
            for step in shown(self.story())
        )
        return (
            '<table class="schedule"><caption>An order of steps that leads to it</caption>'
            f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
        )

    def __str__(self) -> str:
        table = self.table()
        return f"{self.reason}\n\nThis order of steps does it:\n{table}" if table else self.reason

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.reason)}</pre>{self.html()}"


def shown(story: list[Step]) -> list[Step]:
    """The part of a long story around its first switch, or else its end."""
    if len(story) <= ROWS:
        return story
    switches = [position for position, step in enumerate(story) if step.switch]
    first = max(0, switches[0] - ROWS // 3) if switches else len(story) - ROWS
    first = min(first, len(story) - ROWS)
    return story[first : first + ROWS]


def _cells(step: Step) -> tuple[str, str, str, str, str]:
    line = str(step.line) if step.line else ""
    return str(step.number), step.thread, line, step.source, "; ".join(step.acts)


def _cell(text: str, code: bool) -> str:
    content = f"<code>{escape(text)}</code>" if code and text else escape(text)
    return f"<td {_ROOM}>{content}</td>"
