"""Schedules to step through."""

import matplotlib.pyplot as plt
import pytest

from course.lab import play

IN_TURN = ["A read", "A add", "A write", "B read", "B add", "B write"]
LOST = ["A read", "B read", "B add", "B write", "A add", "A write"]


def test_one_after_the_other_loses_nothing():
    assert play(IN_TURN).x == 11
    assert play(IN_TURN, x=5).x == 16


def test_an_update_is_lost():
    schedule = play(LOST)
    assert schedule.x == 1
    assert schedule.verdict == "x = 1, and 11 was due: the update of B is lost."


def test_equal_amounts_hide_nobody():
    assert play(LOST, amounts={"A": 1, "B": 1}).lost == ["B"]
    assert play(IN_TURN, amounts={"A": 0, "B": 0}).lost == []


def test_the_table_tells_every_step():
    text = str(play(LOST))
    assert text.count("\n") == 7
    assert "writes x = 10" in text


def test_the_html_is_a_table_with_headers():
    html = play(LOST)._repr_html_()
    assert html.count('<th scope="row">') == 6
    assert "<caption>" in html


def test_the_plot_has_a_lane_for_each_thread():
    axes = play(LOST).plot()
    assert [label.get_text() for label in axes.get_yticklabels()] == ["thread A", "thread B"]
    told = axes.figure._repr_mimebundle_()[1]["image/png"]["alt"]
    assert "B writes x = 10; A adds: own copy is 1" in told
    plt.close(axes.figure)


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ([*IN_TURN[:5]], "'B write' is missing"),
        ([*IN_TURN, "A read"], "more than once"),
        (["A reads", *IN_TURN[1:]], "'A reads' is not a step"),
        (["A write", "A add", "A read", *IN_TURN[3:]], "Thread A has to read"),
    ],
)
def test_what_is_no_schedule_is_refused(order, message):
    with pytest.raises(ValueError, match=message):
        play(order)
