"""Arguments and results as short text."""

import functools

import pytest

from course.exam import shown


class Shy(list):
    """A list that must not be looked at, as an instrument that notes each access."""

    def __repr__(self):
        raise AssertionError("somebody looked")

    __iter__ = __len__ = __str__ = __repr__


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([1, "two", (None,)], "[1, 'two', (None,)]"),
        (range(3), "range(0, 3)"),
        (ValueError("no", 7), "ValueError('no', 7)"),
        (len, "len"),
        (dict, "dict"),
        (functools.partial(int, 3), "partial(int, 3)"),
        (Shy(), "<Shy>"),
        ([Shy()], "[<Shy>]"),
        (10**5000, "<an int of 16610 bits>"),
    ],
    ids=range(9),
)
def test_only_plain_values_are_looked_at(value, text):
    assert shown.value(value) == text


def test_long_values_and_calls_are_cut():
    assert len(shown.value("x" * 3_000_000)) <= shown.WIDTH
    assert len(shown.value(b"x" * 3_000_000)) <= shown.WIDTH
    assert len(shown.call("f", ["x" * 100] * 9, {"y": "z" * 100})) <= shown.CALL


def test_notes_of_an_odd_class_are_left_out():
    odd = type("Odd", (Exception,), {"__notes__": property(lambda self: Shy())})()
    shown.note_call(odd, "f()")
    assert shown.notes(odd) == []
