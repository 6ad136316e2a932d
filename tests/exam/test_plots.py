"""Plots as plain data."""

import matplotlib.pyplot as plt
import pytest

from course.exam.plots import new_figures
from course.exam.verdicts import Failed


def test_bars_have_the_names_of_their_ticks():
    with new_figures() as read:
        _, axes = plt.subplots()
        axes.bar(["one", "two"], [3.0, 1.5])
        axes.set_ylabel("seconds")
        plot = read(axes)
    assert plot.bars == {"one": 3.0, "two": 1.5}
    assert plot.y_label == "seconds"


def test_a_line_over_names_has_points_and_no_bars():
    with new_figures() as read:
        _, axes = plt.subplots()
        axes.plot(["one", "two"], [3.0, 1.5], "o-")
        plot = read(axes)
    assert plot.bars == {}
    assert plot.series == [[(0.0, 3.0), (1.0, 1.5)]]


def test_error_bars_bands_and_boxes_are_intervals():
    with new_figures() as read:
        _, axes = plt.subplots()
        axes.errorbar([1, 2], [5, 4], yerr=[[1, 1], [2, 2]], label="errors")
        axes.fill_between([1, 2], [0.5, 0.25], [9, 8])
        axes.legend()
        plot = read(axes)
    assert (1.0, 4.0, 7.0) in plot.intervals
    assert (2.0, 0.25, 8.0) in plot.intervals
    assert [(1.0, 5.0), (2.0, 4.0)] in plot.series
    assert plot.legend == ["errors"]


def test_boxes_stand_at_the_number_on_their_tick():
    with new_figures() as read:
        _, axes = plt.subplots()
        axes.boxplot([[1, 2, 3], [4, 5, 6]], positions=[2, 8], manage_ticks=False)
        plot = read(axes)
    assert (8.0, 4.5, 5.5) in plot.intervals


def test_an_old_figure_is_refused():
    _, old = plt.subplots()
    try:
        with new_figures() as read, pytest.raises(Failed, match="figure of its own"):
            read(old)
    finally:
        plt.close(old.figure)


def test_something_else_than_axes_is_refused():
    with new_figures() as read, pytest.raises(Failed, match="it returned Figure"):
        read(plt.figure())


def test_figures_are_closed():
    before = plt.get_fignums()
    with new_figures():
        plt.figure()
    assert plt.get_fignums() == before


def test_axes_of_ones_own_making_are_none():
    class Axes(plt.Axes):
        """Might tell of bars that nobody drew."""

    with new_figures() as read, pytest.raises(Failed, match="returns the axes"):
        read(Axes(plt.figure(), (0, 0, 1, 1)))
