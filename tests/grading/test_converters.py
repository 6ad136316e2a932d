"""What went wrong in one of nbgrader's commands is told in one line."""

import traceback

import pytest
from sqlalchemy import create_engine, text

from course.errors import CourseError
from course.grading import converters


def logged(raising):
    try:
        raising()
    except Exception:
        return traceback.format_exc()
    raise AssertionError


def ask_for_nothing():
    with create_engine("sqlite://").connect() as connection:
        connection.execute(text("SELECT *\nFROM nowhere"))


def give_up():
    raise CourseError("The gradebook stays locked.", "Wait.")


@pytest.mark.parametrize(
    ("raising", "expected"),
    [
        (
            ask_for_nothing,
            "sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) no such table: nowhere",
        ),
        (give_up, "The gradebook stays locked."),
        (lambda: 1 / 0, "ZeroDivisionError: division by zero"),
        (lambda: next(iter([])), "StopIteration"),
    ],
)
def test_of_a_traceback_the_error_is_told(raising, expected):
    assert converters._shortest(["It failed.", logged(raising), "See above."]) == expected


def test_without_a_traceback_the_first_word_counts():
    assert converters._shortest(["No notebook.", "See above."]) == "No notebook."
    assert converters._shortest([]) == ""
