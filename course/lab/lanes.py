"""Draws a schedule as a picture: one lane for each thread, a box for each line that it
executed; read by a maintainer.

All lengths are inches, so that what fits into a box is known before it is drawn. A long
schedule is broken into bands, one below the other, as music is; a band leaves out the
lanes in which nothing happens.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from course.lab.passages import Box, Passages, Record, Rest, arrange

WIDTH, EDGE = 7.5, 0.12  # of the figure; of its empty edge
PER_BAND, WIDEST = 5, 1.75  # columns side by side, at most; the widest of them
GAP, PADDING = 0.055, 0.06  # on each side of a box, and of the text in it
LINE, FOOT, TITLE = 0.145, 0.42, 0.2  # heights: a line of text, below a band, a line of title
SMALL, NAMES = 8, 9.5  # points
CODE, WORDS, BOLD = (em * SMALL / 72 for em in (0.602, 0.52, 0.59))  # widths of a character
LONGEST = 72  # characters of a line of the title
INK, FAINT = "#222222", "#666666"
NO_BREAK = "\u00a0"

Text = list[tuple[str, dict[str, Any]]]  # lines, and how they look


def draw(steps: Sequence[Record], threads: Sequence[str], title: str) -> Any:
    """The picture as a figure, with one pair of axes for each band."""
    import matplotlib.pyplot as plt

    passages = arrange(steps, threads)
    count = max(1, -(-passages.columns // PER_BAND))
    columns = max(1, -(-passages.columns // count))
    left = 0.25 + 1.3 * WORDS * max(map(len, threads), default=0)
    width = min(WIDEST, (WIDTH - left - EDGE) / columns)
    texts = {box.column: _text(box.step, width - 2 * (GAP + PADDING)) for box in passages.boxes}
    bands = [_Band(passages, band * columns, columns, width, texts) for band in range(count)]
    lines = _wrapped(title, LONGEST, 2)
    top = 1.5 * EDGE + TITLE * len(lines)
    height = top + sum(band.height + FOOT for band in bands)
    figure = plt.figure(figsize=(WIDTH, height), layout="none")
    place = {"x": EDGE / WIDTH, "y": 1 - EDGE / height, "va": "top"}
    figure.text(s="\n".join(lines), fontsize=12, weight="bold", **place)
    for band in bands:
        top += band.height
        box = (left / WIDTH, 1 - top / height, columns * width / WIDTH, band.height / height)
        axes = figure.add_axes(box, xlim=(0, columns * width), ylim=(band.height, 0))
        band.draw(axes, threads)
        top += FOOT
    axes.set_xlabel("step", fontsize=SMALL, labelpad=1)
    return figure


class _Band:
    """The columns from `first` on; `tops` and `heights` are those of its lanes."""

    def __init__(
        self, passages: Passages, first: int, columns: int, width: float, texts: dict[int, Text]
    ) -> None:
        last = min(first + columns, passages.columns)
        self.first, self.last, self.width, self.texts = first, last, width, texts
        self.boxes = [box for box in passages.boxes if first <= box.column < last]
        self.cuts = {cut.column: cut for cut in passages.cuts if first <= cut.column < last}
        self.rests = [rest for rest in passages.rests if rest.begin < last and rest.end > first]
        self.hops = [hop for hop in passages.hops() if first <= hop[0] < last]
        self.tops: dict[int, float] = {}
        self.heights: dict[int, float] = {}
        self.height = 0.0
        lanes = {box.lane for box in self.boxes} | {rest.lane for rest in self.rests}
        lanes |= {lane for _, *hopped in self.hops for lane in hopped}
        for lane in sorted(lanes):
            lines = [len(texts[box.column]) for box in self.boxes if box.lane == lane]
            self.tops[lane] = self.height
            self.heights[lane] = LINE * max([3, *lines]) + 2 * (PADDING + GAP)
            self.height += self.heights[lane]
        self.height = self.height or LINE  # of an empty story

    def draw(self, axes: Any, threads: Sequence[str]) -> None:
        """Draw all that happens in this band."""
        for rest in self.rests:
            self._rest(axes, rest)
        for box in self.boxes:
            self._box(axes, box)
        for column, before, after in self.hops:
            self._hop(axes, column, before, after)
        marks = {self._x(box.column) + self.width / 2: box.step.number for box in self.boxes}
        marks |= {self._x(column): cut.number for column, cut in self.cuts.items()}
        axes.set_xticks(list(marks), list(map(str, marks.values())), fontsize=SMALL)
        names = [threads[lane] for lane in self.tops]
        axes.set_yticks([self._y(lane) for lane in self.tops], names, fontsize=NAMES)
        axes.tick_params(length=0, pad=4)
        axes.tick_params(axis="y", pad=8)
        axes.spines["left"].set_visible(False)
        axes.grid(visible=False)

    def _x(self, column: int) -> float:
        return (column - self.first) * self.width

    def _y(self, lane: int) -> float:
        return self.tops[lane] + self.heights[lane] / 2

    def _box(self, axes: Any, box: Box) -> None:
        x, y = self._x(box.column) + GAP, self.tops[box.lane] + GAP
        size = (self.width - 2 * GAP, self.heights[box.lane] - 2 * GAP)
        colour = f"C{box.lane}"
        _rectangle(axes, (x, y), size, fc=colour, alpha=0.14, lw=0)
        _rectangle(axes, (x, y), size, fill=False, ec=colour, lw=1.3)
        for number, (line, style) in enumerate(self.texts[box.column]):
            height = y + PADDING + number * LINE
            axes.text(x + PADDING, height, line, va="top", fontsize=SMALL, **style)

    def _rest(self, axes: Any, rest: Rest) -> None:
        begin, end = max(rest.begin, self.first), min(rest.end, self.last)
        left, right, y = self._x(begin) + GAP, self._x(end) - GAP, self._y(rest.lane)
        colour, back = f"C{rest.lane}", {"fc": "white", "ec": "none", "pad": 2}
        if rest.waits:
            size = (right - left, 2 * LINE)
            _rectangle(axes, (left, y - LINE), size, fill=False, ec=colour, hatch="////", lw=0)
        else:
            axes.plot([left + GAP, right], [y, y], ls=":", color=colour)
        words, middle = "waits" if rest.waits else "stands still", (left + right) / 2
        axes.text(middle, y, words, ha="center", va="center", fontsize=SMALL, bbox=back)

    def _hop(self, axes: Any, column: int, before: int, after: int) -> None:
        x, cut = self._x(column), column in self.cuts
        style = {"arrowstyle": "-|>", "color": INK if cut else FAINT, "lw": 2 if cut else 1}
        style |= {"shrinkA": 0, "shrinkB": 0}
        axes.annotate("", (x, self._y(after)), (x, self._y(before)), arrowprops=style)
        if cut:
            above = self._y(before) - LINE
            axes.text(x + 2 * GAP, above, "switch", va="center", fontsize=SMALL, weight="bold")


def _rectangle(
    axes: Any, place: tuple[float, float], size: tuple[float, float], **as_: Any
) -> None:
    from matplotlib.patches import Rectangle

    axes.add_patch(Rectangle(place, *size, **as_))


def _text(step: Record, room: float) -> Text:
    lines: Text = [(f"line {step.line}", {"color": FAINT})] if step.line else []
    code = {"family": "monospace", "color": INK}
    lines += [(line, code) for line in _wrapped(step.source, int(room / CODE), 2)]
    for act in step.acts:
        bold = act.startswith("writes")
        style = {"weight": "bold" if bold else "normal", "color": INK}
        width = int(room / (BOLD if bold else WORDS))
        together = act.replace(": ", f":{NO_BREAK}", 1)  # a name and its value
        lines += [(line, style) for line in _wrapped(together, width, 4)]
    return lines


def _wrapped(text: str, width: int, most: int) -> list[str]:
    lines = textwrap.wrap(text, width, max_lines=most, placeholder="…")
    return [line.replace(NO_BREAK, " ") for line in lines]
