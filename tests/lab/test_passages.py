"""Where the steps of a story go in its picture."""

import pytest
from recorded import DEADLOCK, LOST, Record

from course.lab.passages import Cut, Rest, arrange


def test_an_interruption_takes_no_column():
    passages = arrange(LOST, "AB")
    assert [(box.column, box.lane) for box in passages.boxes] == [(0, 0), (1, 1), (2, 0)]
    assert passages.cuts == [Cut(column=1, lane=0, number=2)]
    assert passages.columns == 3


def test_who_is_interrupted_stands_still_up_to_the_next_step():
    assert arrange(LOST, "AB").rests == [Rest(lane=0, begin=1, end=2, waits=False)]


def test_who_waits_at_the_end_waits_for_one_more_column():
    passages = arrange(DEADLOCK, "AB")
    assert passages.columns == len(passages.boxes) + 1
    waits = [rest for rest in passages.rests if rest.waits]
    assert waits == [Rest(1, 3, 5, waits=True), Rest(0, 4, 5, waits=True)]


def test_a_wait_ends_where_its_thread_goes_on():
    steps = [Record(1, "A", 1, "sleep(1)", ["sleeps 1 s"]), Record(2, "B"), Record(3, "A")]
    passages = arrange(steps, "AB")
    assert passages.rests == [Rest(0, 1, 2, waits=True)]
    assert passages.columns == 3


def test_the_baton_hops_with_the_interruption_and_back():
    assert arrange(LOST, "AB").hops() == [(1, 0, 1), (2, 1, 0)]


def test_who_is_interrupted_before_the_first_step_hands_the_baton_on():
    steps = [Record(1, "A", switch=True), Record(2, "B"), Record(3, "A")]
    passages = arrange(steps, "AB")
    assert passages.hops() == [(0, 0, 1), (1, 1, 0)]
    assert passages.rests == [Rest(0, 0, 1, waits=False)]


@pytest.mark.parametrize("steps", [[], [Record(1, "A", switch=True)]])
def test_a_story_without_boxes_has_no_columns(steps):
    assert arrange(steps, "A").columns == 0
