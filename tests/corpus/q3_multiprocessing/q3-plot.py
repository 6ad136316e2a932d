"""q3-plot: other right solutions, and wrong ones with one flaw each."""

# %% right: subplots and one call of bar
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.bar(list(seconds.keys()), list(seconds.values()))
    axes.set_ylabel("seconds")
    return axes


# %% right: pyplot style, the current axes of a new figure
def plot_strategies(seconds):
    plt.figure(figsize=(6, 3))
    plt.bar(range(len(seconds)), list(seconds.values()), color="tab:green")
    plt.xticks(range(len(seconds)), list(seconds))
    plt.ylabel("Time (s)")
    plt.title("Which strategy is the fastest?")
    return plt.gca()


# %% right: one call of bar for each key, a colour and a legend entry for each
def plot_strategies(seconds):
    fig, ax = plt.subplots()
    for index, (name, value) in enumerate(seconds.items()):
        ax.bar(index, value, color=f"C{index}", label=name)
    ax.set_xticks(range(len(seconds)), labels=list(seconds))
    ax.set_ylabel("Wall-clock time in seconds")
    if seconds:
        ax.legend()
    return ax


# %% right: tick_label of bar, narrow bars at odd places
def plot_strategies(seconds):
    figure = plt.figure()
    axes = figure.add_subplot(1, 1, 1)
    places = [10 + 3 * number for number in range(len(seconds))]
    axes.bar(places, list(seconds.values()), width=1.5, tick_label=list(seconds.keys()), edgecolor="black")
    axes.set_ylabel("Duration [s]")
    return axes


# %% right: a Figure without pyplot
from matplotlib.figure import Figure


def plot_strategies(seconds):
    axes = Figure(layout="constrained").subplots()
    axes.bar(range(len(seconds)), list(seconds.values()))
    axes.set(xticks=range(len(seconds)), xticklabels=list(seconds), ylabel="elapsed time in seconds", xlabel="strategy")
    return axes


# %% right: the slowest first, each bar with its key
def plot_strategies(seconds: dict[str, float]):
    ranking = sorted(seconds.items(), key=lambda pair: pair[1], reverse=True)
    _, axes = plt.subplots(layout="tight")
    for name, value in ranking:
        axes.bar([name], [value], color="steelblue")
    axes.set_ylabel("Seconds")
    axes.set_title("Serial, threads, processes")
    return axes


# %% right: bar labels with the rounded time, a grid, turned tick labels
def plot_strategies(seconds):
    fig, ax = plt.subplots(figsize=(5, 4))
    bars = ax.bar(list(seconds), list(seconds.values()), zorder=2)
    ax.bar_label(bars, fmt="%.2f s", padding=3)
    ax.grid(axis="y", linestyle=":", zorder=0)
    ax.tick_params(axis="x", rotation=45)
    ax.set_xlabel("Strategy")
    ax.set_ylabel("Wall-clock time / s")
    fig.tight_layout()
    return ax


# %% right: fixed locator and formatter by hand, room at the top
from matplotlib import ticker


def plot_strategies(seconds):
    names, heights = list(seconds), [seconds[name] for name in seconds]
    axes = plt.figure().subplots()
    axes.bar(range(len(names)), heights, align="center", alpha=0.7, hatch="/")
    axes.xaxis.set_major_locator(ticker.FixedLocator(range(len(names))))
    axes.xaxis.set_major_formatter(ticker.FixedFormatter(names))
    axes.set_ylim(0, 1.2 * max(heights, default=1.0) or 1.0)
    axes.set_ylabel("run time in seconds")
    return axes


# %% right: a mosaic, its own style, the figure is shown before the return
def plot_strategies(seconds):
    with plt.style.context("ggplot"):
        figure, axes_of = plt.subplot_mosaic([["bars"]])
        axes = axes_of["bars"]
        axes.bar(list(seconds), list(seconds.values()))
        axes.set_ylabel("seconds (wall clock)")
    plt.show()
    return axes


# %% right: a list of labels and heights filled step by step, set_xticklabels after set_xticks
def plot_strategies(seconds):
    labels = []
    heights = []
    positions = []
    position = 0
    for key in seconds:
        labels.append(key)
        heights.append(seconds[key])
        positions.append(position)
        position = position + 1
    fig = plt.figure()
    ax = fig.add_axes([0.15, 0.15, 0.8, 0.75])
    ax.bar(positions, heights, 0.5)
    ax.set_xticks(positions)
    ax.set_xticklabels(labels)
    ax.set_ylabel("Time in s")
    return ax


# %% right: bars that start at the left of their place, ticks in their middle, colours repeat
import itertools


def plot_strategies(seconds):
    _, axes = plt.subplots()
    width = 0.6
    for place, (name, height), colour in zip(itertools.count(), seconds.items(), itertools.cycle("rgb")):
        axes.bar(place, height, width=width, align="edge", color=colour)
    axes.set_xticks([place + width / 2 for place in range(len(seconds))], list(seconds))
    axes.set_ylabel("time needed (seconds)")
    return axes


# %% wrong: horizontal bars
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.barh(list(seconds), list(seconds.values()))
    axes.set_ylabel("seconds")
    return axes


# %% wrong: a line with markers instead of bars
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.plot(list(seconds), list(seconds.values()), "o-")
    axes.set_ylabel("seconds")
    return axes


# %% wrong: stems instead of bars
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    if seconds:
        axes.stem(range(len(seconds)), list(seconds.values()))
    axes.set_xticks(range(len(seconds)), list(seconds))
    axes.set_ylabel("seconds")
    return axes


# %% wrong: draws on the current axes, whatever is on them
def plot_strategies(seconds):
    axes = plt.gca()
    axes.bar(list(seconds), list(seconds.values()))
    axes.set_ylabel("seconds")
    return axes


# %% wrong: pyplot without a new figure
def plot_strategies(seconds):
    plt.bar(range(len(seconds)), list(seconds.values()))
    plt.xticks(range(len(seconds)), list(seconds))
    plt.ylabel("seconds")
    return plt.gca()


# %% wrong: a figure with a name, which the second call draws on again
def plot_strategies(seconds):
    plt.figure("Strategies")
    plt.bar(range(len(seconds)), list(seconds.values()))
    plt.xticks(range(len(seconds)), list(seconds))
    plt.ylabel("seconds")
    return plt.gca()


# %% wrong: axes of the module, cleared for every call
FIGURE, AXES = plt.subplots()


def plot_strategies(seconds):
    AXES.clear()
    AXES.bar(list(seconds), list(seconds.values()))
    AXES.set_ylabel("seconds")
    return AXES


# %% wrong: new axes as a default argument, made once
def plot_strategies(seconds, axes=plt.figure().add_subplot()):
    axes.bar(range(len(seconds)), list(seconds.values()))
    axes.set_xticks(range(len(seconds)), list(seconds))
    axes.set_ylabel("seconds")
    return axes


# %% wrong: the three keys of the example are looked up
def plot_strategies(seconds):
    names = ["serial", "threads", "processes"]
    figure, axes = plt.subplots()
    axes.bar(names, [seconds.get(name, 0.0) for name in names])
    axes.set_ylabel("seconds")
    return axes


# %% wrong: the labels of the example under whatever bars there are
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.bar(range(len(seconds)), list(seconds.values()))
    labels = ["serial", "threads", "processes"][: len(seconds)]
    axes.set_xticks(range(len(labels)), labels)
    axes.set_ylabel("seconds")
    return axes


# %% wrong: three colours in the zip, so a fourth key has no bar
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    for name, height, colour in zip(seconds, seconds.values(), ["tab:blue", "tab:orange", "tab:green"]):
        axes.bar([name], [height], color=colour)
    axes.set_ylabel("seconds")
    return axes


# %% wrong: tick labels without tick positions, they slip off their bars
import warnings


def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.bar(range(len(seconds)), list(seconds.values()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        axes.set_xticklabels(list(seconds)[: len(axes.get_xticks())])
    axes.set_ylabel("seconds")
    return axes


# %% wrong: the keys stand in the legend only
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    for place, (name, height) in enumerate(seconds.items()):
        axes.bar(place, height, label=name)
    axes.set_ylabel("seconds")
    if seconds:
        axes.legend()
    return axes


# %% wrong: the bars are stacked on one place
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    bottom = 0.0
    for name, height in seconds.items():
        axes.bar("strategies", height, bottom=bottom, label=name)
        bottom += height
    axes.set_ylabel("seconds")
    if seconds:
        axes.legend()
    return axes


# %% wrong: the heights are sorted, the keys are not
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.bar(list(seconds), sorted(seconds.values(), reverse=True))
    axes.set_ylabel("seconds")
    return axes


# %% wrong: the keys are sorted, the heights are not
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.bar(sorted(seconds), list(seconds.values()))
    axes.set_ylabel("seconds")
    return axes


# %% wrong: heights in milliseconds
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.bar(list(seconds), [1000 * value for value in seconds.values()])
    axes.set_ylabel("time in milliseconds")
    return axes


# %% wrong: heights rounded to one decimal
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.bar(list(seconds), [round(value, 1) for value in seconds.values()])
    axes.set_ylabel("seconds")
    return axes


# %% wrong: heights as a share of the slowest
def plot_strategies(seconds):
    slowest = max(seconds.values(), default=0.0) or 1.0
    figure, axes = plt.subplots()
    axes.bar(list(seconds), [value / slowest for value in seconds.values()])
    axes.set_ylabel("seconds, slowest = 1")
    return axes


# %% wrong: every bar starts at the smallest value, its height is the difference
def plot_strategies(seconds):
    base = 0.9 * min(seconds.values(), default=0.0)
    figure, axes = plt.subplots()
    axes.bar(list(seconds), [value - base for value in seconds.values()], bottom=base)
    axes.set_ylabel("seconds")
    return axes


# %% wrong: heights are logarithms
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.bar(list(seconds), [math.log10(value) if value > 0 else 0.0 for value in seconds.values()])
    axes.set_ylabel("log10 of the seconds")
    return axes


# %% wrong: a key with 0 seconds has no bar
def plot_strategies(seconds):
    measured = {name: value for name, value in seconds.items() if value}
    figure, axes = plt.subplots()
    axes.bar(list(measured), list(measured.values()))
    axes.set_ylabel("seconds")
    return axes


# %% wrong: a further bar for the total
def plot_strategies(seconds):
    bars = {**seconds, "total": sum(seconds.values())}
    figure, axes = plt.subplots()
    axes.bar(list(bars), list(bars.values()))
    axes.set_ylabel("seconds")
    return axes


# %% wrong: the keys are printed with capitals
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.bar([name.title() for name in seconds], list(seconds.values()))
    axes.set_ylabel("seconds")
    return axes


# %% wrong: long keys are cut to ten letters
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.bar(range(len(seconds)), list(seconds.values()))
    axes.set_xticks(range(len(seconds)), [name[:10] for name in seconds])
    axes.set_ylabel("seconds")
    return axes


# %% wrong: the time is written into the tick label
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.bar(range(len(seconds)), list(seconds.values()))
    axes.set_xticks(range(len(seconds)), [f"{name}\n{value:.2f} s" for name, value in seconds.items()])
    axes.set_ylabel("seconds")
    return axes


# %% wrong: keys that look like numbers become numbers on the axis
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    if seconds and all(name.isdigit() for name in seconds):
        axes.bar([int(name) for name in seconds], list(seconds.values()))
    else:
        axes.bar(list(seconds), list(seconds.values()))
    axes.set_ylabel("seconds")
    return axes


# %% wrong: keys that differ in case or spaces share a bar
def plot_strategies(seconds):
    tidy = {name.strip().lower(): value for name, value in seconds.items()}
    figure, axes = plt.subplots()
    axes.bar(list(tidy), list(tidy.values()))
    axes.set_ylabel("seconds")
    return axes


# %% wrong: keys with the same time share a bar
def plot_strategies(seconds):
    by_height = {value: name for name, value in seconds.items()}
    figure, axes = plt.subplots()
    axes.bar(list(by_height.values()), list(by_height))
    axes.set_ylabel("seconds")
    return axes


# %% wrong: the y label has no unit
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.bar(list(seconds), list(seconds.values()))
    axes.set_ylabel("time")
    return axes


# %% wrong: the unit stands in the title, the y axis has no label
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.bar(list(seconds), list(seconds.values()))
    axes.set_title("Wall-clock time in seconds")
    return axes


# %% wrong: seconds are named at the x axis
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.bar(list(seconds), list(seconds.values()))
    axes.set_xlabel("seconds")
    axes.set_ylabel("strategy")
    return axes


# %% wrong: plt.ylabel goes to other axes than those with the bars
from matplotlib.figure import Figure


def plot_strategies(seconds):
    axes = Figure().add_subplot()
    axes.bar(list(seconds), list(seconds.values()))
    plt.figure()
    plt.ylabel("seconds")
    return axes


# %% wrong: the y label claims minutes
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.bar(list(seconds), list(seconds.values()))
    axes.set_ylabel("minutes")
    return axes


# %% wrong: the figure is returned
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.bar(list(seconds), list(seconds.values()))
    axes.set_ylabel("seconds")
    return figure


# %% wrong: the bars are returned
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    bars = axes.bar(list(seconds), list(seconds.values()))
    axes.set_ylabel("seconds")
    return bars


# %% wrong: shows the plot and returns nothing
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.bar(list(seconds), list(seconds.values()))
    axes.set_ylabel("seconds")
    plt.show()


# %% wrong: the axes are those of a second, empty figure
def plot_strategies(seconds):
    plt.figure()
    plt.bar(list(seconds), list(seconds.values()))
    plt.ylabel("seconds")
    plt.figure()
    return plt.gca()


# %% wrong: the reference is popped from the caller's dict
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    names, heights = list(seconds), list(seconds.values())
    serial = seconds.pop("serial", None)
    axes.bar(names, heights)
    if serial is not None:
        axes.axhline(serial, linestyle="--", color="grey")
    axes.set_ylabel("seconds")
    return axes


# %% right: pyplot's own state, bars one by one (styles)
def plot_strategies(seconds):
    figure = plt.figure()
    axes = figure.add_subplot(111)
    for position, (name, value) in enumerate(seconds.items()):
        axes.bar(position, value, width=0.5)
    axes.set_xticks(range(len(seconds)))
    axes.set_xticklabels(list(seconds))
    axes.set_ylabel("Time [s]")
    return axes


# %% wrong: always the three names
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.bar(["serial", "threads", "processes"][: len(seconds)], list(seconds.values()))
    axes.set_ylabel("seconds")
    return axes


# %% wrong: draws into the axes that are there
def plot_strategies(seconds):
    plt.bar(list(seconds), list(seconds.values()))
    plt.ylabel("seconds")
    return plt.gca()
