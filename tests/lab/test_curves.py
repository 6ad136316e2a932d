"""Timing curves over pool sizes."""

import matplotlib.pyplot as plt
import pytest

from course.lab import plot_pool_times


def line(axes, label):
    return next(line for line in axes.lines if line.get_label() == label)


def test_a_curve_has_its_ideal_beside_it():
    figure = plot_pool_times({"work": {4: [1.5, 1.6], 1: [4.0, 4.2], 2: [2.0, 2.4]}})
    (axes,) = figure.axes
    assert list(line(axes, "median").get_ydata()) == pytest.approx([4.1, 2.2, 1.55])
    assert list(line(axes, "ideal").get_ydata()) == pytest.approx([4.1, 2.05, 1.025])
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["1", "2", "4"]
    plt.close(figure)


def test_each_workload_has_a_curve_and_the_caption_names_the_machine():
    figure = plot_pool_times({"small": {2: [0.1]}, "large": {2: [3.0]}}, title="Pools")
    assert [axes.get_title() or axes.get_title("left") for axes in figure.axes] == [
        "small",
        "large",
    ]
    assert figure.get_suptitle() == "Pools"
    assert "Python" in figure.get_supxlabel()
    plt.close(figure)


@pytest.mark.parametrize("times", [{}, {"work": {}}, {"work": {2: []}}])
def test_nothing_to_draw_is_said(times):
    with pytest.raises(ValueError, match="for example"):
        plot_pool_times(times)
    assert plt.get_fignums() == []
