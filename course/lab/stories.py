"""Stories: what every thread did in one schedule of real code; for students.

    found = explore(program, check=check)
    story = Story(found.failure.story(), found.failure.reason)
    story                  # a table with a column for each thread
    story.show()           # a picture with a lane for each thread
    story.step_through()   # one step at a time: what comes next?

A story is made of records alone, wherever they come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from course.lab import showing
from course.lab.passages import Record
from course.lab.tables import Cell, Table

MOST = 24  # steps that are told of a long story
INDENT = 30  # hundredths of the width, from one thread's steps to the next one's


class Story:
    """The steps of one schedule, and in `reason` what came of it. A notebook shows a table.

    Of a long story, the part around the first interruption is told.
    """

    def __init__(self, steps: Sequence[Record], reason: str = "") -> None:
        self.steps = _most_telling(steps)
        self.reason = reason
        self.threads = list(dict.fromkeys(step.thread for step in self.steps))

    @property
    def headline(self) -> str:
        """The first line of the reason."""
        return self.reason.partition("\n")[0].removesuffix(":")

    @property
    def table(self) -> Table:
        """The steps, with a column for each thread."""
        rows = [
            [
                Cell(str(step.number)),
                *(_cell(step) if step.thread == name else Cell() for name in self.threads),
            ]
            for step in self.steps
        ]
        return Table(self.headline, ["step", *self.threads], rows)

    def __str__(self) -> str:
        return str(self.table)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return self.table._repr_html_()

    def describe(self) -> str:
        """The picture in words."""
        told = "; ".join(f"{step.number}. {step.thread} {_words(step)}" for step in self.steps)
        head = f"{self.headline.removesuffix('.')}. " if self.headline else ""
        return (
            f"{head}{len(self.steps)} steps in {len(self.threads)} lanes, "
            f"one for each thread: {told}."
        )

    def plot(self, title: str | None = None) -> Any:
        """Draw one lane for each thread over the numbers of the steps; returns the figure.

        A box is a line that a thread executed, hatching a wait, a dashed line a thread that
        was interrupted. The figure carries its description as its text alternative.
        """
        from course.lab import lanes

        figure = lanes.draw(self.steps, self.threads, self.headline if title is None else title)
        showing.describe(figure, self.describe())
        return figure

    def show(self, title: str | None = None) -> None:
        """Draw the picture and display it, with its description as the text alternative."""
        showing.show(self.plot(title), self.describe())

    def step_through(self) -> Steps:
        """The steps one below the other, of which a notebook shows one more with each click."""
        return Steps(self)


class Steps:
    """A story to step through: opening a step shows the next one. As text, it is the table."""

    def __init__(self, story: Story) -> None:
        self._story = story

    def __repr__(self) -> str:
        return str(self._story)

    def _repr_html_(self) -> str:
        story = self._story
        inside = f"<p><strong>{escape(story.headline)}</strong></p>" if story.headline else ""
        for step in reversed(story.steps):
            inside = f"<details>{self._summary(step)}{inside}</details>"
        return f"<div>{inside}</div>"

    def _summary(self, step: Record) -> str:
        import matplotlib as mpl

        lane = self._story.threads.index(step.thread)
        colours = mpl.rcParams["axes.prop_cycle"].by_key()["color"]
        style = (
            f"margin-left: {lane * INDENT}%; padding: 0.2em 0.6em; cursor: pointer; "
            f"border-left: 4px solid {colours[lane % len(colours)]}"
        )
        line = f" · line {step.line}" if step.line else ""
        place = f"{step.number} · {escape(step.thread)}{line}"
        told = _cell(step, line=False).html
        return f'<summary style="{style}"><small>{place}</small><br>{told}</summary>'


def _cell(step: Record, line: bool = True) -> Cell:
    number = f"{step.line}: " if line and step.line else ""
    return Cell("; ".join(step.acts), number + step.source if step.source else "")


def _words(step: Record) -> str:
    acts = "; ".join(step.acts)
    if not step.line:
        return acts
    return f"in line {step.line}, {step.source}" + (f" ({acts})" if acts else "")


def _most_telling(steps: Sequence[Record]) -> list[Record]:
    """The part of a long story around its first interruption, or else its end."""
    if len(steps) <= MOST:
        return list(steps)
    switches = [place for place, step in enumerate(steps) if step.switch]
    first = switches[0] - MOST // 3 if switches else len(steps)
    first = max(0, min(first, len(steps) - MOST))
    return list(steps[first : first + MOST])
