"""Functions that can be called and not looked into."""

import copy
import inspect
import pickle
import threading

import pytest

from course.exam.sent import closed, opened, told


def noting(seen):
    def note(self, n, times=1):
        """Notes a number."""
        seen.extend([n] * times)
        return len(seen)

    return note


def test_a_closed_function_does_the_same_and_says_its_name():
    seen = []
    note = closed(noting(seen))
    assert note(None, 3) == 1
    assert seen == [3]
    assert (note.__name__, note.__doc__) == ("note", "Notes a number.")


def test_what_it_keeps_is_no_attribute_of_it():
    function = noting([])
    note = told(closed(function))
    inside = {id(part) for part in (function, function.__closure__, function.__globals__)}
    reached = [note]
    for _ in range(2):  # all are kept, so that an id is nobody else's
        reached += [getattr(thing, name, None) for thing in list(reached) for name in dir(thing)]
    assert not inside & set(map(id, reached))
    assert opened(note) is function


def test_its_parameters_can_be_asked_for_but_not_their_defaults():
    note = told(closed(noting([])))
    assert str(inspect.signature(note)) == "(self, n, times=Ellipsis)"


def test_in_a_class_it_is_a_method():
    kind = type("Kind", (), {"note": closed(noting([]))})
    assert kind().note(5) == 1


def test_what_is_not_closed_is_what_it_is():
    assert opened(len) is len


def test_copies_are_the_same_and_pickles_are_refused():
    note = closed(noting([]))
    assert copy.deepcopy(note) is note
    with pytest.raises((pickle.PicklingError, AttributeError)):
        pickle.dumps(note)


def test_threads_may_call_it_at_once():
    barrier = threading.Barrier(2)
    meet = closed(lambda: barrier.wait(5))
    threads = [threading.Thread(target=meet) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not barrier.broken
