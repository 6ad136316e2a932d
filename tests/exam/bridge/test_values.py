"""What crosses from the candidate: exact built-in types, the examiner's own things, references."""

import math
import queue

import pytest

from course.exam.bridge.link import Far
from course.exam.verdicts import Failed, Stuck
from course.lab import Outcome


@pytest.mark.parametrize(
    "value",
    [
        None, True, 0, -1, 2**53, -(2**80), 2**20_000, 1.5, math.inf, 1j, "", "ß\x00", b"\xff",
        [], [1, [2]], (), (1, (2,)), {}, {1: [2], (3, 4): {"five": 6}}, {1, 2}, frozenset({3}),
        Outcome(value=3), [Outcome(error=None)],
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_plain_data_comes_back_as_it_is(link, define, value):
    define("def f(x): return x")
    got = link.student.f(value)
    assert got == value
    assert type(got) is type(value)


def test_a_lying_object_does_not_cross(link, define):
    define(
        "class Liar(int):\n"
        "    def __eq__(self, other): return True\n"
        "    __hash__ = int.__hash__\n"
        "def f(): return Liar(3)"
    )
    with pytest.raises(Failed, match="plain data"):
        link.student.f()


def test_what_is_no_plain_data_is_a_reference_without_truth(link, define):
    define("def f(): return (n for n in [1, 2])")
    thing = link.student.f.raw()
    assert isinstance(thing, Far)
    with pytest.raises(Failed, match="plain data"):
        bool(thing)
    assert list(thing) == [1, 2]


def test_the_examiners_own_errors_keep_their_identity(link, cell, define):
    define("def f(task):\n    try: task()\n    except Exception as error: return [error, error]")
    found = cell("""
from course.exam import student
mishap = KeyError("mine", 3)
def fail():
    raise mishap
got = student.f(fail)
""")
    assert found["got"][0] is found["mishap"]
    assert found["got"][1] is found["mishap"]


@pytest.mark.parametrize("kind", [ValueError, queue.Empty, TimeoutError, OSError])
def test_errors_of_known_classes_are_of_these_classes(link, define, kind):
    define("def f(kind): raise kind(5, 'words')")
    error = link.student.f.error(kind)
    assert type(error) is kind
    assert error.args == (5, "words")


def test_an_error_of_the_students_own_class_is_one_of_its_base(link, define):
    define("class Odd(LookupError): pass\ndef f(): raise Odd('mine', 7)")
    error = link.student.f.error()
    assert isinstance(error, LookupError)
    assert type(error).__name__ == "Odd"
    assert error.args == ("mine", 7)


def test_an_error_tells_the_students_line(link, define):
    define("def f():\n    return 1 / 0")
    with pytest.raises(ZeroDivisionError) as caught:
        link.student.f()
    assert caught.value._render_traceback_()[0].startswith("  line 2, in f")


def test_a_verdict_crosses_with_its_words(link, define):
    define("import threading\ndef f(): threading.Event().wait()")
    with pytest.raises(Stuck) as caught:
        link.student.f()
    assert caught.value.verdict.why == "nobody is left who could bring what it waits for"


def test_an_error_tells_which_call_raised_it(link, define):
    define("def f(n, more=()):\n    return 1 / n")
    with pytest.raises(ZeroDivisionError) as caught:
        link.student.f(0, more=[1, len])
    assert caught.value._render_traceback_()[-1] == "  raised by f(0, more=[1, len])"


def test_objects_of_the_students_classes_stay_there(link, define):
    define(
        "class Account:\n"
        "    def __init__(self, balance=0): self.balance = balance\n"
        "    def add(self, amount): self.balance += amount"
    )
    account = link.student.Account(5)
    account.add(7)
    assert account.balance == 12


def test_a_test_cell_may_name_the_students_function_itself(cell, define):
    define("def double(n): return 2 * n\ndef call(task): return task()")
    assert cell("got = double(4), call(lambda: double(5))")["got"] == (8, 10)


def test_an_error_that_is_only_called_like_a_built_in_one_is_another(link, define):
    define(
        "Pretend = type('ValueError', (Exception,), {'__module__': 'builtins'})\n"
        "def f(): raise Pretend('mine')\n"
        "def g(): raise ValueError('theirs')"
    )
    pretended, real = link.student.f.error(), link.student.g.error()
    assert not isinstance(pretended, ValueError)
    assert type(pretended).__name__ == "ValueError"
    assert type(real) is ValueError


def test_an_answer_of_too_many_values_is_named_as_that(link, define):
    define("def f(n): return list(range(n))\ndef g(items, n): items.extend(range(n))")
    assert len(link.student.f(49_000)) == 49_000
    with pytest.raises(Failed, match="too large"):
        link.student.f(60_000)
    with pytest.raises(Failed, match="too large"):
        link.student.g([], 60_000)
    assert link.student.f(2) == [0, 1]
