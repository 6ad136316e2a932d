"""Measuring keeps every repeat."""

import statistics
import subprocess
import sys

import matplotlib.pyplot as plt
import pytest
from PIL import Image

import course.lab
from course.lab import busy_work, calibrate, machine, make_images, measure, plot_pool_times, show


def test_all_repeats_are_kept():
    calls = []
    measured = measure(lambda n: calls.append(n) or len(calls), 7, repeats=4)
    assert len(measured.seconds) == 4
    assert calls == [7] * 4
    assert measured.results == 4
    assert measured.median == statistics.median(measured.seconds)
    low, high = measured.quartiles
    assert low <= measured.median <= high
    assert "4 runs" in str(measured)


def test_no_repeats_are_no_measurement():
    with pytest.raises(ValueError, match="at least 1"):
        measure(dict, repeats=0)


def test_more_seconds_are_more_rounds():
    assert calibrate(0.01) > calibrate(0.0001) >= 1
    assert busy_work(3) == busy_work(3)


def test_the_machine_is_named_in_one_line():
    for word in ("Python", "GIL", "CPUs", "start method"):
        assert word in machine()


def test_pictures_are_the_same_everywhere(tmp_path):
    first, second = make_images(tmp_path, 2), make_images(tmp_path, 2)
    assert first == second
    with Image.open(first[0]) as one, Image.open(first[1]) as other:
        assert one.size == (480, 320)
        assert one.tobytes() != other.tobytes()


def test_a_curve_has_its_ideal_beside_it():
    figure = plot_pool_times({"work": {1: [4.0, 4.2], 2: [2.0, 2.4], 4: [1.5, 1.6]}})
    (axes,) = figure.axes
    ideal = next(line for line in axes.lines if line.get_label() == "ideal")
    assert list(ideal.get_ydata()) == pytest.approx([4.1, 2.05, 1.025])
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["1", "2", "4"]
    plt.close(figure)


def test_showing_outside_a_notebook_closes_the_figure():
    figure, axes = plt.subplots()
    show(axes, alt="empty axes")
    assert figure.number not in plt.get_fignums()


def test_every_public_name_can_be_imported():
    for name in course.lab.__all__:
        assert getattr(course.lab, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = course.lab.nothing


def test_students_pay_only_for_what_they_use():
    probe = "import course.lab, sys; print({'matplotlib', 'PIL', 'nbgrader'} & set(sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "set()"
