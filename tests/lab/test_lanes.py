"""The picture of a schedule."""

import itertools

import matplotlib.pyplot as plt
import pytest
from matplotlib.patches import Rectangle
from recorded import DEADLOCK, LOST, Record, in_turn

from course.lab import lanes, showing

LONG = [
    Record(1, "a thread with a name", 100, "a_function_with_a_name(of_its_arguments, and_more=1)"),
    Record(2, "MainThread", 2, "x[0] = 1", [f"writes shared.numbers: {[1234567] * 9}"] * 2),
    Record(3, "MainThread", 3, "lock.acquire()", ["waits for the lock made on line 123 that a …"]),
]


@pytest.fixture
def draw():
    with plt.rc_context():
        showing.use_style()
        yield lambda steps: lanes.draw(steps, list(dict.fromkeys(s.thread for s in steps)), "Title")
        plt.close("all")


def words(axes):
    return [text.get_text() for text in axes.texts]


def test_a_lane_for_each_thread_over_the_numbers_of_the_steps(draw):
    (axes,) = draw(LOST).axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["A", "B"]
    assert sorted(label.get_text() for label in axes.get_xticklabels()) == ["1", "2", "3", "4"]
    assert axes.get_xlabel() == "step"


def test_boxes_hold_the_line_its_source_and_what_it_reads_and_writes(draw):
    (axes,) = draw(LOST).axes
    assert words(axes).count("x += 1") == 3
    assert {"line 3", "reads x: 0", "writes x: 1"} <= set(words(axes))
    bold = [text.get_text() for text in axes.texts if text.get_weight() == "bold"]
    assert bold == ["writes x: 1", "writes x: 1", "switch"]


def test_interruptions_and_waits_are_seen(draw):
    (axes,) = draw(DEADLOCK).axes
    assert words(axes).count("switch") == 1
    assert words(axes).count("stands still") == 1
    assert words(axes).count("waits") == 2
    assert len([patch for patch in axes.patches if patch.get_hatch()]) == 2


def test_a_long_story_is_broken_into_bands(draw):
    figure = draw(in_turn(12))
    assert len(figure.axes) == 3
    numbers = [label.get_text() for axes in figure.axes for label in axes.get_xticklabels()]
    assert numbers == [str(number) for number in range(1, 13)]


def test_a_band_leaves_out_idle_lanes(draw):
    steps = [Record(1, "main", 1, "start()"), *(Record(n, "A", n, "x()") for n in range(2, 9))]
    lanes_of = [[t.get_text() for t in axes.get_yticklabels()] for axes in draw(steps).axes]
    assert lanes_of == [["main", "A"], ["A"]]


@pytest.mark.parametrize("steps", [LOST, DEADLOCK, LONG, in_turn(23), []])
def test_no_text_leaves_the_figure_or_its_box_or_covers_another(draw, steps):
    figure = draw(steps)
    renderer = figure.canvas.get_renderer()
    for axes in figure.axes:
        boxes = [p.get_window_extent() for p in axes.patches if isinstance(p, Rectangle)]
        texts = [text.get_window_extent(renderer) for text in axes.texts if text.get_text()]
        for one, other in itertools.combinations(texts, 2):
            assert not one.shrunk(0.9, 0.6).overlaps(other.shrunk(0.9, 0.6))
        for text in texts:
            assert text.x0 >= 0
            assert text.x1 <= figure.bbox.x1
            for box in boxes:
                if box.x0 < text.x0 < box.x1 and box.y0 < text.y0 < box.y1:
                    assert text.x1 <= box.x1 + 1
        names = [label.get_window_extent(renderer) for label in axes.get_yticklabels()]
        assert all(name.x0 >= 0 for name in names)
