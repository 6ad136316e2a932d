"""q8-plot: other right solutions, and wrong ones with one flaw each."""

# %% right: error bars over the range, a dashed ideal
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    below = [median - min(curve[size]) for size, median in zip(sizes, medians)]
    above = [max(curve[size]) - median for size, median in zip(sizes, medians)]
    figure, axes = plt.subplots()
    axes.errorbar(sizes, medians, yerr=[below, above], marker="o", capsize=4, label="median and range")
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% right: a band between the quartiles by numpy
import numpy as np


def plot_timing_curve(curve):
    sizes = np.array(sorted(curve))
    low, middle, high = np.array([np.percentile(curve[size], [25, 50, 75]) for size in sizes]).T
    figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
    axes.fill_between(sizes, low, high, alpha=0.3, label="quartiles")
    axes.plot(sizes, middle, "o-", label="median")
    axes.plot(sizes, middle[0] * sizes[0] / sizes, color="grey", linestyle=":", label="ideal speed-up")
    axes.set(xlabel="number of processes", ylabel="seconds", title="Work over pool size")
    axes.legend(loc="upper right")
    return axes


# %% right: boxes at the true sizes and a line through the medians
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    smallest = sizes[0]
    _, axes = plt.subplots()
    axes.boxplot([curve[size] for size in sizes], positions=sizes, widths=0.3, manage_ticks=False)
    axes.plot(sizes, medians, "o-", label="median")
    axes.plot(sizes, [medians[0] * smallest / size for size in sizes], "k--", label="ideal")
    axes.set_xticks(sizes)
    axes.set_xlabel("pool size in processes")
    axes.set_ylabel("time in seconds")
    axes.legend()
    return axes


# %% right: points with the standard deviation, pyplot style
def plot_timing_curve(curve):
    plt.figure()
    sizes = sorted(curve.keys())
    medians = []
    deviations = []
    for size in sizes:
        times = curve[size]
        medians.append(statistics.median(times))
        if len(times) > 1:
            deviations.append(statistics.stdev(times))
        else:
            deviations.append(0.0)
    ideal = []
    for size in sizes:
        ideal.append(medians[0] * sizes[0] / size)
    plt.errorbar(sizes, medians, deviations, fmt="o", label="measured (median ± standard deviation)")
    plt.plot(sizes, ideal, label="ideal")
    plt.xlabel("Processes in the pool")
    plt.ylabel("Time [s]")
    plt.title("Timing curve")
    plt.grid(True)
    plt.legend()
    return plt.gca()


# %% right: a Figure without pyplot
from matplotlib.figure import Figure


def plot_timing_curve(curve):
    figure = Figure(figsize=(7, 4))
    axes = figure.add_subplot()
    sizes = sorted(curve)
    medians = {size: statistics.median(curve[size]) for size in sizes}
    errors = [
        [medians[size] - min(curve[size]) for size in sizes],
        [max(curve[size]) - medians[size] for size in sizes],
    ]
    axes.errorbar(sizes, list(medians.values()), yerr=errors, label="median, range")
    axes.plot(sizes, [medians[sizes[0]] * sizes[0] / size for size in sizes], label="ideal")
    axes.set_xlabel("processes")
    axes.set_ylabel("seconds")
    axes.legend()
    return axes


# %% right: both axes logarithmic with a tick at each size
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[n]) for n in sizes]
    figure = plt.figure()
    axes = figure.add_axes((0.15, 0.15, 0.8, 0.75))
    axes.set_xscale("log", base=2)
    axes.set_yscale("log")
    axes.plot(sizes, medians, marker="s", label="median of the runs")
    axes.fill_between(
        sizes, [min(curve[n]) for n in sizes], [max(curve[n]) for n in sizes], alpha=0.2, label="all runs"
    )
    axes.plot(sizes, [medians[0] * min(sizes) / n for n in sizes], ls="--", label="ideal")
    axes.set_xticks(sizes, [str(n) for n in sizes])
    axes.set_xlabel("worker processes")
    axes.set_ylabel("work in seconds")
    axes.legend()
    return axes


# %% right: the ideal curve is smooth, drawn through two hundred points
import numpy as np


def plot_timing_curve(curve):
    smallest, largest = min(curve), max(curve)
    base = statistics.median(curve[smallest])
    figure, axes = plt.subplots()
    x = np.linspace(smallest, largest, 200)
    axes.plot(x, base * smallest / x, "g:", label="ideal")
    for size, times in sorted(curve.items()):
        middle = statistics.median(times)
        axes.errorbar(
            [size],
            [middle],
            yerr=[[middle - min(times)], [max(times) - middle]],
            fmt="bo",
            capsize=3,
            label="median (range)" if size == smallest else None,
        )
    axes.set_xlabel("pool size [processes]")
    axes.set_ylabel("time [s]")
    axes.legend()
    return axes


# %% right: scatter points, and the ranges as vertical lines
def plot_timing_curve(curve):
    figure, axes = plt.subplots()
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    axes.scatter(sizes, medians, zorder=3, label="median")
    axes.vlines(
        sizes, [min(curve[size]) for size in sizes], [max(curve[size]) for size in sizes], label="fastest to slowest"
    )
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], color="tab:orange", label="ideal")
    axes.set_xlabel("Number of processes in the pool")
    axes.set_ylabel("Seconds")
    axes.legend()
    return axes


# %% right: the legend belongs to the figure
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    deviations = [statistics.pstdev(curve[size]) for size in sizes]
    figure, axes = plt.subplots(layout="constrained")
    axes.errorbar(sizes, medians, yerr=deviations, marker=".", label="median ± deviation")
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], label="ideal")
    axes.set_xlabel("pool size in processes")
    axes.set_ylabel("time in s")
    figure.legend(loc="outside upper right")
    return axes


# %% right: annotated, with small helpers and a dataclass for a point
from dataclasses import dataclass

from matplotlib.axes import Axes


@dataclass(frozen=True, slots=True)
class Point:
    size: int
    low: float
    median: float
    high: float

    @classmethod
    def of(cls, size: int, times: list[float]) -> "Point":
        ordered = sorted(times)
        return cls(size, ordered[0], statistics.median(ordered), ordered[-1])


def ideal_times(first: Point, sizes: list[int]) -> list[float]:
    return [first.median * first.size / size for size in sizes]


def plot_timing_curve(curve: dict[int, list[float]]) -> Axes:
    points = sorted((Point.of(size, times) for size, times in curve.items()), key=lambda p: p.size)
    sizes = [p.size for p in points]
    axes = plt.figure().subplots()
    axes.plot(sizes, ideal_times(points[0], sizes), linestyle="dashed", color="gray", label="ideal")
    axes.errorbar(
        x=sizes,
        y=[p.median for p in points],
        yerr=([p.median - p.low for p in points], [p.high - p.median for p in points]),
        linestyle="solid",
        marker="D",
        label="measured",
    )
    axes.set_xlabel("Pool size (number of processes)")
    axes.set_ylabel("Median work time (seconds)")
    axes.set_ylim(bottom=0)
    axes.legend(title="Time of the work")
    return axes


# %% right: quartiles by the statistics module, the sizes stay in the order of the dict
def plot_timing_curve(curve):
    figure, axes = plt.subplots()
    x, y, down, up = [], [], [], []
    for size, times in curve.items():
        median = statistics.median(times)
        if len(times) >= 2:
            q1, _, q3 = statistics.quantiles(times, n=4, method="inclusive")
        else:
            q1 = q3 = median
        x.append(size)
        y.append(median)
        down.append(median - q1)
        up.append(q3 - median)
    start = min(curve)
    base = statistics.median(curve[start])
    axes.errorbar(x, y, yerr=[down, up], fmt="o", label="median and quartiles")
    ordered = sorted(curve)
    axes.plot(ordered, [base * start / n for n in ordered], label="ideal")
    axes.set_xlabel("size of the pool (processes)")
    axes.set_ylabel("time (sec)")
    axes.legend()
    return axes


# %% right: the median by hand, boxes without a label, the legend from its own handles
import matplotlib.lines as mlines


def middle_of(times):
    ordered = sorted(times)
    n = len(ordered)
    if n % 2 == 1:
        return ordered[n // 2]
    return (ordered[n // 2 - 1] + ordered[n // 2]) / 2


def plot_timing_curve(curve):
    sizes = sorted(curve)
    figure, ax = plt.subplots()
    ax.boxplot(list(map(curve.get, sizes)), positions=sizes, whis=(0, 100))
    ax.plot(sizes, list(map(middle_of, map(curve.get, sizes))), "o", color="C0")
    ideal_line = ax.plot(
        sizes, [middle_of(curve[sizes[0]]) * sizes[0] / size for size in sizes], color="C1", label="ideal"
    )[0]
    points = mlines.Line2D([], [], color="C0", marker="o", linestyle="", label="median of the repeats")
    ax.set_xlabel("processes in the pool")
    ax.set_ylabel("work time / s")
    ax.legend(handles=[points, ideal_line])
    return ax


# %% wrong: the mean instead of the median
def plot_timing_curve(curve):
    sizes = sorted(curve)
    means = [statistics.mean(curve[size]) for size in sizes]
    below = [mean - min(curve[size]) for size, mean in zip(sizes, means)]
    above = [max(curve[size]) - mean for size, mean in zip(sizes, means)]
    figure, axes = plt.subplots()
    axes.errorbar(sizes, means, yerr=[below, above], marker="o", label="measured, range")
    base = statistics.median(curve[sizes[0]])
    axes.plot(sizes, [base * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: the point is at the fastest run
def plot_timing_curve(curve):
    sizes = sorted(curve)
    best = [min(curve[size]) for size in sizes]
    above = [max(curve[size]) - low for size, low in zip(sizes, best)]
    figure, axes = plt.subplots()
    axes.errorbar(sizes, best, yerr=[[0.0] * len(sizes), above], marker="o", label="best, range")
    base = statistics.median(curve[sizes[0]])
    axes.plot(sizes, [base * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: the middle of the list without sorting it
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [curve[size][len(curve[size]) // 2] for size in sizes]
    low = [min(curve[size]) for size in sizes]
    high = [max(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.plot(sizes, medians, "o-", label="median")
    axes.fill_between(sizes, low, high, alpha=0.3, label="range")
    base = statistics.median(curve[sizes[0]])
    axes.plot(sizes, [base * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: for an even number of times the upper of the middle ones
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [sorted(curve[size])[len(curve[size]) // 2] for size in sizes]
    low = [min(curve[size]) for size in sizes]
    high = [max(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.plot(sizes, medians, "o-", label="median")
    axes.fill_between(sizes, low, high, alpha=0.3, label="range")
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: the first time is left out of the median as a warm-up
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size][1:] or curve[size]) for size in sizes]
    low = [min(curve[size]) for size in sizes]
    high = [max(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.plot(sizes, medians, "o-", label="median")
    axes.fill_between(sizes, low, high, alpha=0.3, label="range")
    base = statistics.median(curve[sizes[0]])
    axes.plot(sizes, [base * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: the points are rounded to tenths of a second
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    low = [min(curve[size]) for size in sizes]
    high = [max(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.plot(sizes, [round(median, 1) for median in medians], "o-", label="median")
    axes.fill_between(sizes, low, high, alpha=0.3, label="range")
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: a point for every single time, none at the median
def plot_timing_curve(curve):
    sizes = sorted(curve)
    figure, axes = plt.subplots()
    axes.plot(
        [size for size in sizes for _ in curve[size]],
        [seconds for size in sizes for seconds in curve[size]],
        "o",
        label="runs",
    )
    axes.fill_between(
        sizes, [min(curve[size]) for size in sizes], [max(curve[size]) for size in sizes], alpha=0.3, label="range"
    )
    base = statistics.median(curve[sizes[0]])
    axes.plot(sizes, [base * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: no spread
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.plot(sizes, medians, "o-", label="median")
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: the error bars get the smallest and largest time, not the distance to the median
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    low = [min(curve[size]) for size in sizes]
    high = [max(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.errorbar(sizes, medians, yerr=[low, high], marker="o", capsize=4, label="median and range")
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: the bars below and above the median are exchanged
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    above = [max(curve[size]) - median for size, median in zip(sizes, medians)]
    below = [median - min(curve[size]) for size, median in zip(sizes, medians)]
    figure, axes = plt.subplots()
    axes.errorbar(sizes, medians, yerr=[above, below], marker="o", capsize=4, label="median and range")
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: error bars of ten percent of the median, whatever was measured
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.errorbar(sizes, medians, yerr=[0.1 * m for m in medians], marker="o", capsize=4, label="median and spread")
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: the variance (square seconds) as length of the error bars
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    spread = [statistics.pvariance(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.errorbar(sizes, medians, yerr=spread, marker="o", capsize=4, label="median and spread")
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: one deviation over the times of all sizes
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    spread = statistics.pstdev([seconds for size in sizes for seconds in curve[size]])
    figure, axes = plt.subplots()
    axes.errorbar(sizes, medians, yerr=spread, marker="o", capsize=4, label="median ± deviation")
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: the sizes are sorted, the times stay in the order of the dict
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(times) for times in curve.values()]
    low = [min(times) for times in curve.values()]
    high = [max(times) for times in curve.values()]
    base = statistics.median(curve[sizes[0]])
    figure, axes = plt.subplots()
    axes.plot(sizes, medians, "o-", label="median")
    axes.fill_between(sizes, low, high, alpha=0.3, label="range")
    axes.plot(sizes, [base * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: only the spread is in the order of the dict, the medians are sorted
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    spread = [statistics.pstdev(times) for times in curve.values()]
    figure, axes = plt.subplots()
    axes.errorbar(sizes, medians, yerr=spread, marker="o", capsize=4, label="median ± deviation")
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: the ideal starts from the first size of the dict, not the smallest
def plot_timing_curve(curve):
    first = next(iter(curve))
    base = statistics.median(curve[first])
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.plot(sizes, medians, "o-", label="median")
    axes.fill_between(
        sizes, [min(curve[size]) for size in sizes], [max(curve[size]) for size in sizes], alpha=0.3, label="range"
    )
    axes.plot(sizes, [base * first / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: the ideal takes the smallest size for 1
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.plot(sizes, medians, "o-", label="median")
    axes.fill_between(
        sizes, [min(curve[size]) for size in sizes], [max(curve[size]) for size in sizes], alpha=0.3, label="range"
    )
    axes.plot(sizes, [medians[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: the ideal starts from the mean of the smallest size
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    base = statistics.fmean(curve[sizes[0]])
    figure, axes = plt.subplots()
    axes.plot(sizes, medians, "o-", label="median")
    axes.fill_between(
        sizes, [min(curve[size]) for size in sizes], [max(curve[size]) for size in sizes], alpha=0.3, label="range"
    )
    axes.plot(sizes, [base * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: the ideal halves from size to size, whatever the sizes are
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.plot(sizes, medians, "o-", label="median")
    axes.fill_between(
        sizes, [min(curve[size]) for size in sizes], [max(curve[size]) for size in sizes], alpha=0.3, label="range"
    )
    axes.plot(sizes, [medians[0] / 2**k for k in range(len(sizes))], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: a straight line from the first point to the last ideal one
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.plot(sizes, medians, "o-", label="median")
    axes.fill_between(
        sizes, [min(curve[size]) for size in sizes], [max(curve[size]) for size in sizes], alpha=0.3, label="range"
    )
    axes.plot([sizes[0], sizes[-1]], [medians[0], medians[0] * sizes[0] / sizes[-1]], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: no ideal curve
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    low = [median - min(curve[size]) for size, median in zip(sizes, medians)]
    high = [max(curve[size]) - median for size, median in zip(sizes, medians)]
    figure, axes = plt.subplots()
    axes.errorbar(sizes, medians, yerr=[low, high], marker="o", capsize=4, label="median and range")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: draws on whatever figure is the current one
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    axes = plt.gca()
    axes.plot(sizes, medians, "o-", label="median")
    axes.fill_between(
        sizes, [min(curve[size]) for size in sizes], [max(curve[size]) for size in sizes], alpha=0.3, label="range"
    )
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: a figure with a fixed name is cleared and used again by the next call
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    figure, axes = plt.subplots(num="timing curve", clear=True)
    axes.plot(sizes, medians, "o-", label="median")
    axes.fill_between(
        sizes, [min(curve[size]) for size in sizes], [max(curve[size]) for size in sizes], alpha=0.3, label="range"
    )
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: one module-level figure for all calls
_figure, _axes = plt.subplots()


def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    _axes.clear()
    _axes.plot(sizes, medians, "o-", label="median")
    _axes.fill_between(
        sizes, [min(curve[size]) for size in sizes], [max(curve[size]) for size in sizes], alpha=0.3, label="range"
    )
    _axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    _axes.set_xlabel("pool size (processes)")
    _axes.set_ylabel("time (seconds)")
    _axes.legend()
    return _axes


# %% wrong: no legend, only labels that nobody sees
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.plot(sizes, medians, "o-", label="median")
    axes.fill_between(
        sizes, [min(curve[size]) for size in sizes], [max(curve[size]) for size in sizes], alpha=0.3, label="range"
    )
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    return axes


# %% wrong: legend() is called before anything with a label is drawn and stays empty
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.legend()
    axes.plot(sizes, medians, "o-", label="median")
    axes.fill_between(
        sizes, [min(curve[size]) for size in sizes], [max(curve[size]) for size in sizes], alpha=0.3, label="range"
    )
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    return axes


# %% wrong: the y label does not name seconds
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.plot(sizes, medians, "o-", label="median")
    axes.fill_between(
        sizes, [min(curve[size]) for size in sizes], [max(curve[size]) for size in sizes], alpha=0.3, label="range"
    )
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time")
    axes.legend()
    return axes


# %% wrong: the y values are milliseconds under a label that says seconds
def plot_timing_curve(curve):
    sizes = sorted(curve)
    in_ms = {size: [seconds * 1000 for seconds in curve[size]] for size in sizes}
    medians = [statistics.median(in_ms[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.plot(sizes, medians, "o-", label="median")
    axes.fill_between(
        sizes, [min(in_ms[size]) for size in sizes], [max(in_ms[size]) for size in sizes], alpha=0.3, label="range"
    )
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: boxes without positions stand at 1, 2, 3, … and not at their sizes
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.boxplot([curve[size] for size in sizes], manage_ticks=False)
    axes.plot(sizes, medians, "o-", label="median")
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: x is the index of the size, the ticks do not even name the sizes
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    x = range(1, len(sizes) + 1)
    figure, axes = plt.subplots()
    axes.plot(x, medians, "o-", label="median")
    axes.fill_between(
        x, [min(curve[size]) for size in sizes], [max(curve[size]) for size in sizes], alpha=0.3, label="range"
    )
    axes.plot(x, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: the sizes 1, 2, 4, 8 of the notebook are written into the function
def plot_timing_curve(curve):
    sizes = [size for size in (1, 2, 4, 8) if size in curve]
    medians = [statistics.median(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.plot(sizes, medians, "o-", label="median")
    axes.fill_between(
        sizes, [min(curve[size]) for size in sizes], [max(curve[size]) for size in sizes], alpha=0.3, label="range"
    )
    base_size = min(curve)
    base = statistics.median(curve[base_size])
    axes.plot(sizes, [base * base_size / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: sorts the caller's lists of times
def plot_timing_curve(curve):
    sizes = sorted(curve)
    for times in curve.values():
        times.sort()
    medians = [statistics.median(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.plot(sizes, medians, "o-", label="median")
    axes.fill_between(sizes, [curve[size][0] for size in sizes], [curve[size][-1] for size in sizes], alpha=0.3, label="range")
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return axes


# %% wrong: returns the figure and the axes
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.plot(sizes, medians, "o-", label="median")
    axes.fill_between(
        sizes, [min(curve[size]) for size in sizes], [max(curve[size]) for size in sizes], alpha=0.3, label="range"
    )
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    return figure, axes


# %% wrong: shows the plot and returns nothing
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.plot(sizes, medians, "o-", label="median")
    axes.fill_between(
        sizes, [min(curve[size]) for size in sizes], [max(curve[size]) for size in sizes], alpha=0.3, label="range"
    )
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], "--", label="ideal")
    axes.set_xlabel("pool size (processes)")
    axes.set_ylabel("time (seconds)")
    axes.legend()
    plt.show()


# %% right: boxes, and the medians on a line (boxes)
def plot_timing_curve(curve):
    fig = plt.figure()
    ax = fig.add_subplot()
    sizes = sorted(curve)
    ax.boxplot([curve[s] for s in sizes], positions=sizes, widths=0.4)
    medians = {s: statistics.median(curve[s]) for s in sizes}
    ax.plot(list(medians), list(medians.values()), "o-", label="median")
    best = medians[sizes[0]] * sizes[0]
    ax.plot(sizes, [best / s for s in sizes], "k--", label="ideal speed-up")
    ax.set_xlabel("Pool size in processes")
    ax.set_ylabel("Seconds")
    ax.legend(loc="best")
    return ax


# %% right: a band of quartiles, markers, a log axis (styles)
def plot_timing_curve(curve):
    import numpy as np

    sizes = sorted(curve)
    middle = [np.median(curve[size]) for size in sizes]
    low = [np.percentile(curve[size], 25) for size in sizes]
    high = [np.percentile(curve[size], 75) for size in sizes]
    figure, axes = plt.subplots(figsize=(6, 4))
    axes.fill_between(sizes, low, high, alpha=0.3, label="middle half")
    axes.plot(sizes, middle, marker="s", linestyle="", label="median")
    x = np.linspace(sizes[0], sizes[-1], 200)
    axes.plot(x, middle[0] * sizes[0] / x, ":", label="ideal")
    axes.set(xlabel="number of processes", ylabel="time [s]", xscale="log")
    figure.legend()
    return axes


# %% wrong: means
def plot_timing_curve(curve):
    sizes = sorted(curve)
    means = [statistics.fmean(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.errorbar(sizes, means, yerr=[statistics.stdev(curve[s]) for s in sizes], label="measured")
    axes.plot(sizes, [means[0] * sizes[0] / size for size in sizes], label="ideal")
    axes.set_xlabel("processes")
    axes.set_ylabel("seconds")
    axes.legend()
    return axes


# %% wrong: no spread (once more)
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.plot(sizes, medians, "o-", label="measured")
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], label="ideal")
    axes.set_xlabel("processes")
    axes.set_ylabel("seconds")
    axes.legend()
    return axes


# %% wrong: an ideal that starts at one process, whatever the smallest size is
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.fill_between(sizes, [min(curve[s]) for s in sizes], [max(curve[s]) for s in sizes], alpha=0.2)
    axes.plot(sizes, medians, "o-", label="measured")
    axes.plot(sizes, [medians[0] / size for size in sizes], label="ideal")
    axes.set_xlabel("processes")
    axes.set_ylabel("seconds")
    axes.legend()
    return axes
