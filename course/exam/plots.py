"""A student's plot as plain data: bars, points, spreads, labels; read by test cells."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from course.exam.sent import closed
from course.exam.verdicts import Failed

Point = tuple[float, float]


@dataclass(frozen=True)
class Plot:
    """What some axes show.

    `bars` maps tick labels to heights; `series` holds the points (x, y) of each line and
    scatter; `intervals` the vertical extents (x, low, high) of error bars, bands and boxes.
    """

    bars: dict[str, float]
    series: list[list[Point]]
    intervals: list[tuple[float, float, float]]
    x_label: str
    y_label: str
    title: str
    legend: list[str]


@contextlib.contextmanager
def new_figures() -> Iterator[Callable[[Any], Plot]]:
    """A place to plot: yields `read(axes)`, which demands axes on a figure of their own.

    Every figure that was opened inside the block is closed at its end.
    """
    import matplotlib.pyplot as plt
    from matplotlib.axes import Axes

    before = {number: plt.figure(number) for number in plt.get_fignums()}
    decoy = plt.figure()
    decoy.add_subplot()

    def read(axes: Any) -> Plot:
        __tracebackhide__ = True
        figure = getattr(axes, "figure", None)
        genuine = isinstance(axes, Axes) and type(axes).__module__.startswith("matplotlib.")
        if not genuine or figure is None:
            raise Failed(
                "the function returns the axes of the plot",
                f"it returned {type(axes).__qualname__}",
                hint="`figure, axes = plt.subplots()` at the start, `return axes` at the end",
            )
        if figure is decoy or figure in before.values():
            raise Failed(
                "the plot is on a figure of its own",
                "it was drawn into a figure that was there before",
                "two plots in one figure cannot be read",
                "begin with `figure, axes = plt.subplots()`",
            )
        return read_axes(axes)

    try:
        yield closed(read)
    finally:
        for number in plt.get_fignums():
            if number not in before:
                plt.close(number)


def read_axes(axes: Any) -> Plot:
    """Everything of some axes that a claim may be about, as plain data."""
    axes.figure.draw_without_rendering()
    texts = [] if axes.get_legend() is None else axes.get_legend().get_texts()
    for legend in axes.figure.legends:
        texts = [*texts, *legend.get_texts()]
    return Plot(
        bars=_bars(axes),
        series=_series(axes),
        intervals=[*_error_bars(axes), *_bands(axes), *_boxes(axes)],
        x_label=axes.get_xlabel() or axes.figure.get_supxlabel(),
        y_label=axes.get_ylabel() or axes.figure.get_supylabel(),
        title=axes.get_title(),
        legend=[text.get_text() for text in texts if text.get_text()],
    )


def _ticks(axes: Any) -> dict[float, str]:
    positions = axes.get_xticks()
    labels = [label.get_text() for label in axes.get_xticklabels()]
    return {float(p): text for p, text in zip(positions, labels, strict=False)}


def _size(ticks: dict[float, str], x: Any) -> float:
    """The number that a place on the x axis stands for: its tick label's, else its own."""
    near = next((text for position, text in ticks.items() if abs(position - x) < 1e-9), "")
    with contextlib.suppress(ValueError):
        return float(near)
    return float(x)


def _bars(axes: Any) -> dict[str, float]:
    ticks = _ticks(axes)
    found: dict[str, float] = {}
    for patch in axes.patches:
        if hasattr(patch, "get_height"):
            middle = patch.get_x() + patch.get_width() / 2
            nearest = min(ticks, key=lambda position: abs(position - middle), default=None)
            if nearest is not None and abs(nearest - middle) <= patch.get_width() / 2:
                found[ticks[nearest]] = float(patch.get_height() + patch.get_y())
    return found


def _points(line: Any) -> Iterator[Point]:
    """The points of a line, where the axes put them: names on an axis have numbers there."""
    return zip(line.get_xdata(orig=False), line.get_ydata(orig=False), strict=True)


def _series(axes: Any) -> list[list[Point]]:
    ticks = _ticks(axes)
    bars = [made for made in axes.containers if hasattr(made, "has_yerr")]
    caps = {cap for bar in bars for cap in bar.lines[1]}  # the ends of error bars are no points
    lines = [
        [(_size(ticks, x), float(y)) for x, y in _points(line)]
        for line in axes.lines
        if line not in caps
    ]
    dots = [
        [(_size(ticks, x), float(y)) for x, y in collection.get_offsets()]
        for collection in axes.collections
        if type(collection).__name__ == "PathCollection"
    ]
    return [points for points in lines + dots if points]


def _error_bars(axes: Any) -> Iterator[tuple[float, float, float]]:
    ticks = _ticks(axes)
    for collection in axes.collections:
        if hasattr(collection, "get_segments"):
            for segment in collection.get_segments():
                xs, ys = [p[0] for p in segment], [p[1] for p in segment]
                if len(xs) > 1 and max(xs) - min(xs) < 1e-9:
                    yield _size(ticks, xs[0]), float(min(ys)), float(max(ys))
    for line in axes.lines:
        xs, ys = list(line.get_xdata(orig=False)), list(line.get_ydata(orig=False))
        if len(xs) == 2 and xs[0] == xs[1]:
            yield _size(ticks, xs[0]), float(min(ys)), float(max(ys))


def _bands(axes: Any) -> Iterator[tuple[float, float, float]]:
    ticks = _ticks(axes)
    for collection in axes.collections:
        if type(collection).__name__ in ("PolyCollection", "FillBetweenPolyCollection"):
            at: dict[float, list[float]] = {}
            for path in collection.get_paths():
                for x, y in path.vertices:
                    at.setdefault(_size(ticks, x), []).append(float(y))
            for x, ys in at.items():
                yield x, min(ys), max(ys)


def _boxes(axes: Any) -> Iterator[tuple[float, float, float]]:
    ticks = _ticks(axes)
    outlines = [_points(line) for line in axes.lines]
    outlines += [p.get_path().vertices for p in axes.patches if not hasattr(p, "get_height")]
    for outline in outlines:
        points = [(float(x), float(y)) for x, y in outline]
        if len(points) >= 5:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            if points[0] == points[4] and len(set(xs)) == 2:
                yield _size(ticks, (min(xs) + max(xs)) / 2), min(ys), max(ys)
