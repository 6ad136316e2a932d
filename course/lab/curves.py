"""Timing curves over pool sizes, with their spread and the ideal line; for students."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from course.lab import showing
from course.lab.measuring import machine


def plot_pool_times(
    times: Mapping[str, Mapping[int, Sequence[float]]], title: str | None = None
) -> Any:
    """Plot repeated times over pool sizes, a curve for each workload; returns the figure.

    `times[workload][size]` holds the seconds of every repeat. A curve joins the
    medians, a band marks the middle half of the repeats, dots are the repeats,
    and a dashed line the ideal: (median of the smallest size) × smallest size / size.
    Raises `ValueError` where there is nothing to draw.
    """
    import matplotlib.pyplot as plt

    _check(times)
    figure, panels = plt.subplots(
        1, len(times), figsize=(3.9 * max(len(times), 2), 3.6), squeeze=False
    )
    for number, (workload, curve) in enumerate(times.items()):
        axes = panels[0][number]
        _draw(axes, curve, f"C{number}")
        axes.set_title(workload)
        axes.set_xlabel("pool size (processes)")
        axes.set_ylim(bottom=0)
        axes.legend()
    panels[0][0].set_ylabel("time of the work (seconds)")
    if title:
        figure.suptitle(title, fontweight="bold")
    showing.caption(figure, machine())
    return figure


def _check(times: Mapping[str, Mapping[int, Sequence[float]]]) -> None:
    example = 'for example {"squares": {2: [0.31, 0.30], 4: [0.17, 0.16]}}'
    if not times:
        raise ValueError(f"There are no times to plot: give at least one workload, {example}")
    for workload, curve in times.items():
        if not curve or not all(len(seconds) for seconds in curve.values()):
            raise ValueError(
                f"A pool size of the workload {workload!r} has no time: measure each size at "
                f"least once, {example}"
            )


def _draw(axes: Any, curve: Mapping[int, Sequence[float]], colour: str) -> None:
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    bands = [_middle_half(curve[size]) for size in sizes]
    axes.fill_between(
        sizes, [low for low, _ in bands], [high for _, high in bands],
        color=colour, alpha=0.2, linewidth=0, label="middle half",
    )  # fmt: skip
    axes.plot(sizes, medians, "o-", color=colour, label="median")
    for size in sizes:
        axes.plot([size] * len(curve[size]), curve[size], ".", color=colour, alpha=0.4)
    ideal = [medians[0] * sizes[0] / size for size in sizes]
    axes.plot(sizes, ideal, "--", color="#555555", linewidth=1.3, label="ideal")
    axes.set_xscale("log", base=2)
    axes.set_xticks(sizes, [str(size) for size in sizes])
    axes.minorticks_off()


def _middle_half(seconds: Sequence[float]) -> tuple[float, float]:
    if len(seconds) < 2:
        return seconds[0], seconds[0]
    low, _, high = statistics.quantiles(seconds, n=4, method="inclusive")
    return low, high
