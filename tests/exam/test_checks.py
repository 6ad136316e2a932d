"""The checks and the messages that they end in."""

import pytest

from course.exam import checks
from course.exam.uses import Uses
from course.exam.verdicts import Failed, not_written


def test_a_failure_says_what_was_expected_and_what_happened():
    with pytest.raises(Failed) as caught:
        checks.check([1], [2], "the result", "order matters", "sort it")
    shown = "\n".join(caught.value._render_traceback_())
    for words in ("✗", "expected: the result is [2]", "happened: it is [1]", "order", "sort it"):
        assert words in shown


def test_a_difference_of_types_alone_is_named():
    with pytest.raises(Failed, match=r"1 \(a bool\)|True"):
        checks.check(True, 1, "the result")


def test_calls_are_counted():
    checks.check_calls([2, 1, 1], [1, 1, 2])
    with pytest.raises(Failed, match=r"no call for \[3\]; one call too many for \[1\]"):
        checks.check_calls([1, 1], [1, 3])


def test_an_error_is_compared_by_type_and_arguments():
    checks.check_error(ValueError("x"), ValueError("x"))
    with pytest.raises(Failed):
        checks.check_error(ValueError("x"), ValueError("y"))
    with pytest.raises(Failed):
        checks.check_error(TypeError("x"), ValueError("x"))


def test_what_is_not_written_is_one_line():
    assert not_written("Guard it")._render_traceback_() == ["○ Not written yet: Guard it"]


def test_uses_sees_subclasses_and_restores_the_class():
    class Base:
        pass

    class Special(Base):
        pass

    before = Base.__init__
    with Uses(Base, without=(Special,)) as uses:
        Base()
        Special()
    assert uses.made == ["Base"]
    assert Base.__init__ is before
