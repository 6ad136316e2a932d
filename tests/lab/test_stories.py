"""Stories of schedules: as a table, as a picture, and one step at a time."""

import re

import matplotlib.pyplot as plt
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from recorded import DEADLOCK, LOST, Record, in_turn

from course.lab import Story

REASON = "The threads wait for each other:\nA waits for B"


def test_the_table_has_a_column_for_each_thread():
    lines = str(Story(LOST, "x is 1")).splitlines()
    assert lines[0].split() == ["step", "A", "B"]
    assert lines[2] == "2     is interrupted here; B goes on"
    assert lines[3].split(maxsplit=1) == ["3", "3: x += 1  reads x: 0; writes x: 1"]
    assert lines[-1] == "x is 1"
    assert "<td><code>3: x += 1</code><br>reads x: 0</td>" in Story(LOST)._repr_html_()


def test_the_headline_is_the_first_line_of_the_reason():
    assert Story(DEADLOCK, REASON).headline == "The threads wait for each other"
    assert Story(DEADLOCK).headline == ""


def test_the_words_tell_every_step():
    told = Story(DEADLOCK, REASON).describe()
    assert told.startswith("The threads wait for each other. 5 steps in 2 lanes")
    assert "1. A in line 6, with first: (takes the lock made on line 1); 2. A is inter" in told


def test_the_picture_carries_its_words():
    story = Story(LOST, "x is 1")
    figure = story.plot()
    assert figure._repr_mimebundle_()[1]["image/png"]["alt"] == story.describe()
    assert [text.get_text() for text in figure.texts] == ["x is 1"]
    plt.close(figure)


def test_a_notebook_shows_the_picture_once_with_its_words():
    shell = InteractiveShell.instance()
    try:
        with capture_output() as captured:
            Story(LOST).show("A lost update")
    finally:
        shell.clear_instance()
    (output,) = captured.outputs
    assert output.metadata["image/png"]["alt"] == Story(LOST).describe()
    assert plt.get_fignums() == []


def test_each_step_opens_the_next_and_the_last_one_the_outcome():
    html = Story(LOST, "x is <1>").step_through()._repr_html_()
    opened = re.findall(r"<details>.*?<small>(\d) · (\w)", html)
    assert opened == [("1", "A"), ("2", "A"), ("3", "B"), ("4", "A")]
    assert html.endswith("<p><strong>x is &lt;1&gt;</strong></p>" + "</details>" * 4 + "</div>")
    assert re.findall(r"margin-left: (\d+)%", html) == ["0", "0", "30", "0"]


def test_what_is_stepped_through_is_escaped():
    steps = [Record(1, "<A>", 1, "a < b", ["reads b: '<i>'"])]
    html = Story(steps).step_through()._repr_html_()
    assert "&lt;A&gt;" in html
    assert "a &lt; b" in html
    assert "<i>" not in html


def test_as_text_the_steps_are_the_table():
    assert repr(Story(LOST).step_through()) == str(Story(LOST))


@pytest.mark.parametrize(("cut", "first", "last"), [(None, 77, 100), (50, 42, 65), (3, 1, 24)])
def test_of_a_long_story_the_part_around_the_first_interruption_is_told(cut, first, last):
    steps = in_turn(100)
    if cut:
        steps[cut - 1].switch = True
    told = Story(steps).steps
    assert (told[0].number, told[-1].number) == (first, last)


def test_an_empty_story_can_be_shown():
    story = Story([], "nothing happened")
    assert str(story) == "step\nnothing happened"
    plt.close(story.plot())
    assert "nothing happened" in story.step_through()._repr_html_()
