"""The student's functions under observation."""

import _thread
import contextlib
import sys
import threading

import pytest
import zoo

from course.exam.calls import Function, student
from course.exam.uncaught import thread_errors
from course.exam.verdicts import Failed, LeftBehind, Stuck
from course.exam.workers import Workers


def test_a_call_returns_plain_data():
    assert Function("square", zoo.square)(7) == 49


def test_a_call_runs_in_a_thread_of_its_own():
    assert Function("ident", threading.get_ident)() != threading.get_ident()


def test_the_students_error_reaches_the_test_with_its_own_line():
    with pytest.raises(ZeroDivisionError) as caught:
        Function("divide", lambda n: 1 // n)(0)
    assert "course" not in caught.traceback[-1].path.parts[:-1]


def test_the_call_that_raised_is_noted_on_the_error_once():
    mishap = ValueError("mine")

    def fail(*_args):
        raise mishap

    for number in (1, 2):
        with pytest.raises(ValueError, match="mine"):
            Function("fail", fail)(number, [fail])
    assert mishap.__notes__ == ["  raised by fail(2, [fail])"]


def test_an_expected_error_is_returned():
    assert isinstance(Function("divide", lambda n: 1 // n).error(0), ZeroDivisionError)


def test_an_expected_error_that_does_not_come_is_a_verdict():
    with pytest.raises(Failed, match=r"divide\(1\) returned 1"):
        Function("divide", lambda n: 1 // n).error(1)


def test_what_is_not_written_stays_not_written():
    def stub():
        raise NotImplementedError("Write it")

    with pytest.raises(NotImplementedError, match="Write it"):
        Function("stub", stub)()
    with pytest.raises(NotImplementedError, match="Write it"):
        Function("stub", stub).error()


def test_a_deadlock_is_named_with_the_line_where_it_waits():
    with pytest.raises(Stuck) as caught:
        Function("takes_a_lock_twice", zoo.takes_a_lock_twice)()
    assert "every thread is asleep" in caught.value.verdict.happened
    assert "with lock, lock:" in caught.value.verdict.happened
    assert "is taken twice" in caught.value.verdict.why


def test_slow_is_not_stuck():
    slow = Function("slow", zoo.waits_for_nothing_with_a_pause)
    assert slow() == "slow, not stuck"


def test_a_thread_that_is_left_is_found():
    event = threading.Event()
    try:
        with pytest.raises(LeftBehind, match=r"1 thread still alive:\s+forgotten"):
            Function("leaves_a_thread", zoo.leaves_a_thread)(event)
    finally:
        event.set()


def test_a_thread_without_an_object_is_left_too():
    gate = _thread.allocate_lock()
    gate.acquire()

    def starts():
        _thread.start_new_thread(gate.acquire, ())

    try:
        with pytest.raises(LeftBehind, match=r"1 thread still alive:"):
            Function("starts", starts)()
    finally:
        gate.release()


def test_a_process_that_is_left_is_found_and_ended():
    with pytest.raises(LeftBehind, match="1 process still alive"):
        Function("leaves_a_process", zoo.leaves_a_process)()


def test_an_executor_that_nobody_shut_down_is_not_left_behind():
    assert Function("map", zoo.thread_map_without_shutdown)(zoo.square, [1, 2]) == [1, 4]


def test_errors_that_end_a_thread_are_collected_and_not_printed(capfd):
    with thread_errors() as errors:
        Function("thread_fails", zoo.thread_fails)()
    assert [type(error) for error in errors] == [ZeroDivisionError]
    assert capfd.readouterr().err == ""


def test_a_result_that_lives_is_consumed_in_the_caller():
    count = Function("count", lambda n: iter(range(n)))
    assert count.then(list)(3) == [0, 1, 2]


def test_names_come_from_the_notebook(monkeypatch):
    monkeypatch.setattr(sys.modules["__main__"], "cube", lambda n: n**3, raising=False)
    assert student.cube(2) == 8


def test_a_name_that_is_missing_gets_the_nearest_one(monkeypatch):
    monkeypatch.setattr(sys.modules["__main__"], "pool_map", zoo.pool_map, raising=False)
    with pytest.raises(NotImplementedError, match="pool_map: is it a slip"):
        student.pool_mapp([1])


def test_a_caller_that_sleeps_on_by_the_clock_is_seen():
    event = threading.Event()
    call = Function("wait", event.wait).start(30)
    assert call.sleeps_on()
    event.set()
    assert call.result() is True


@pytest.mark.slow
@pytest.mark.parametrize("close", [False, True])
def test_a_pool_that_nobody_waited_for_is_left_behind_every_time(close):
    """With its last reference it would be gone, or not, when somebody looks."""
    with Workers("end") if close else contextlib.nullcontext(), pytest.raises(LeftBehind):
        Function("drops_a_pool", zoo.drops_a_pool)(close)
