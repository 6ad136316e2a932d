"""The checks and the messages that they end in."""

import pytest

from course.exam import checks
from course.exam.uses import Uses
from course.exam.verdicts import Failed, LeftBehind, Stuck, not_written


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


def test_an_error_that_does_not_come_is_named_so():
    with pytest.raises(Failed) as caught:
        checks.check_error(None, ValueError("x"))
    assert caught.value.verdict.happened == "no error came"


def test_what_was_promised_is_said_when_an_error_comes_in_its_place():
    with pytest.raises(Failed) as caught, checks.promised("None, as func returns it", "why", "try"):
        raise KeyError("k")
    seen = caught.value.verdict
    assert (seen.expected, seen.why, seen.hint) == ("None, as func returns it", "why", "try")
    assert seen.happened.startswith("an error was raised: KeyError('k'), from line")


def test_what_was_promised_is_said_when_the_code_is_stuck():
    with pytest.raises(Stuck) as caught, checks.promised("a result", "why", "try"):
        raise Stuck("f comes to an end", "it waits at line 3", "nobody comes")
    seen = caught.value.verdict
    assert (seen.expected, seen.happened) == ("a result", "it waits at line 3")
    assert (seen.why, seen.hint) == ("why", "try")


@pytest.mark.parametrize(
    "other", [Failed("a", "b"), LeftBehind("a", "b"), NotImplementedError("Write it")]
)
def test_other_verdicts_go_through_a_promise(other):
    with pytest.raises(type(other)) as caught, checks.promised("a result"):
        raise other
    assert caught.value is other


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
