"""Values are judged by type and content."""

from collections import OrderedDict, defaultdict
from pathlib import Path

import pytest

from course.exam import plain
from course.exam.verdicts import Failed
from course.lab import Outcome


class Liar(list):
    """A list that claims to be equal to everything."""

    def __eq__(self, other):
        return True

    __hash__ = None


class Claims:
    """An object that claims to be equal to everything."""

    def __eq__(self, other):
        return True

    __hash__ = None


def test_a_lying_list_is_reduced_to_its_content():
    copied = plain.copy(Liar([1, 2]))
    assert type(copied) is list
    assert not plain.same(copied, [9, 9])


def test_an_object_that_claims_to_be_equal_is_refused():
    with pytest.raises(Failed, match="is a Claims"):
        plain.copy([1, Claims()])


@pytest.mark.parametrize(
    "value",
    [None, True, 3, 2.5, "text", b"bytes", [1, [2]], (1,), {1: {2}}, frozenset({3}), Path("a/b")],
)
def test_plain_values_survive_the_copy_and_the_way_to_a_worker(value):
    assert plain.same(plain.copy(value), value)
    assert plain.same(plain.loads(plain.dumps(value)), value)


def test_kinds_of_dicts_become_dicts():
    assert type(plain.copy(OrderedDict(a=1))) is dict
    assert plain.same(plain.copy(defaultdict(int, {1: 2})), {1: 2})


def test_types_count():
    assert not plain.same(1, True)
    assert not plain.same([1.0], [1])
    assert not plain.same((1,), [1])


def test_errors_and_tokens_are_the_very_objects():
    error, token = ValueError("x"), plain.Token("page")
    assert plain.same(plain.copy([error, token]), [error, token])
    assert not plain.same(error, ValueError("x"))
    assert not plain.same(token, plain.Token("page"))


def test_records_are_compared_by_content():
    assert plain.same(plain.copy(Outcome(value=[1])), Outcome(value=[1]))
    assert not plain.same(Outcome(value=[1]), Outcome(value=[2]))


def test_an_error_goes_to_a_worker_by_name_and_arguments():
    error = plain.loads(plain.dumps(KeyError("a", 1)))
    assert type(error) is KeyError
    assert error.args == ("a", 1)


def test_only_built_in_errors_come_back():
    with pytest.raises(ValueError, match="not a built-in error"):
        plain.loads('{"error": ["eval", []]}')


def test_anything_else_does_not_go_to_a_worker():
    with pytest.raises(TypeError, match="not plain data"):
        plain.dumps(object())
