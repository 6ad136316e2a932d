"""Proof of parallelism, in threads and in processes."""

import os
import sys
import threading
import time
from multiprocessing.connection import Client

import pytest
import zoo

from course.exam import plain
from course.exam.calls import Function
from course.exam.meeting import Meeting
from course.exam.sent import closed, told
from course.exam.startup import StartUp
from course.lab import site


def run(function, items, workers, **options):
    with Meeting(zoo.square, **options) as meeting:
        result = Function(function.__name__, function)(meeting.task, items, workers)
    assert result == [n * n for n in items]
    return meeting


def test_threads_meet():
    meeting = run(zoo.thread_map, [1, 2, 3, 4], 3)
    assert meeting.crowds == [3, 1]
    assert len(meeting.workers) == 3
    assert len(meeting.in_parent) == 4


def test_a_loop_meets_nobody():
    assert run(zoo.loop_map, [1, 2, 3], 3).peak == 1


def test_processes_meet():
    meeting = run(zoo.pool_map, [1, 2, 3], 3)
    assert meeting.crowds == [3]
    assert len(meeting.pids) == 3
    assert not meeting.in_parent


def test_a_web_site_that_still_accepts_is_waited_for(monkeypatch):
    """Its thread was there before the call, and is what the next request waits for."""
    accepts = site._Server.verify_request

    def slowly(self, *args):
        until = time.thread_time() + 0.03
        while time.thread_time() < until:
            pass
        return accepts(self, *args)

    monkeypatch.setattr(site._Server, "verify_request", slowly)
    meeting = Meeting()
    with site.Site({"a": b"a", "b": b"b", "c": b"c"}, on_request=meeting.task) as pages, meeting:
        urls = [pages.url(name) for name in "abc"]
        assert Function("fetch", zoo.fetch_all)(urls) == ["a", "b", "c"]
    assert meeting.crowds == [3]


def test_threads_of_another_call_that_is_under_way_are_waited_for():
    asked, answered = threading.Event(), threading.Event()

    def works_when_asked():
        def work():
            asked.wait()
            until = time.thread_time() + 0.1
            while time.thread_time() < until:
                pass
            answered.set()

        worker = threading.Thread(target=work)
        worker.start()
        worker.join()
        return "worked"

    def asks():
        asked.set()
        answered.wait()
        return "answered"

    first = Function("works_when_asked", works_when_asked).start()
    assert not first.settle()
    assert Function("asks", asks).start().result() == "answered"
    assert first.result() == "worked"


def test_an_expected_crowd_goes_without_waiting_for_stillness():
    assert run(zoo.thread_map, [1, 2], 2, expect=2).crowds == [2]


def test_one_goes_at_a_time_and_a_free_worker_takes_the_next():
    assert run(zoo.thread_map, [1, 2, 3, 4], 2, let="one").crowds == [2, 2, 2, 1]


def test_nobody_goes_before_the_end():
    with Meeting(let="nobody") as meeting:
        call = Function("task", meeting.task).start(1)
        assert not call.settle()
    assert call.settle()


@pytest.mark.parametrize("function", [zoo.thread_map, zoo.pool_map])
def test_an_answer_may_be_an_error(function):
    def answer(n):
        raise LookupError("no", n)

    with Meeting(answer) as meeting:
        error = Function(function.__name__, function).error(meeting.task, [3], 1)
    assert type(error) is LookupError
    assert error.args == ("no", 3)


def test_threads_get_the_very_object():
    thing = object()
    with Meeting(lambda _: thing) as meeting:
        call = Function("task", meeting.task).start(1)
        call.settle()
    assert call.value is thing


@pytest.mark.parametrize("answer", [zoo.square, told(closed(zoo.square))])
def test_a_call_may_name_its_arguments(answer):
    with Meeting(answer, expect=1) as meeting:
        assert Function("task", lambda: meeting.task(n=3))() == 9


def test_what_happened_is_logged_in_order():
    with Meeting(zoo.square, let="one") as meeting:
        note = meeting.note("seen")
        Function("map", zoo.thread_map)(lambda n: note(n, meeting.task(n)), [5], 1)
    assert meeting.log == [("freed", (5,)), ("seen", (5, 25))]


def test_visits_know_their_thread_and_process():
    meeting = run(zoo.thread_map, [1], 1)
    (visit,) = meeting.visits
    assert visit.pid == os.getpid()
    assert visit.thread != threading.get_ident()
    assert meeting.groups[0].freed >= visit.arrived


def test_the_workers_of_a_pool_are_let_go_one_after_the_other():
    with StartUp() as startup, Meeting(zoo.square) as meeting:
        call = Function("pool_map", zoo.pool_map).start(meeting.task, [1, 2], 2)
        assert startup.conduct(call) == [1, 4]
    assert len(startup.pids) == 2
    assert meeting.pids <= startup.pids
    assert startup.sizes(meeting.pids) == {2}
    # This pool does not wait for its workers: the first is at work while the second starts.
    assert startup.begun < meeting.visits[0].arrived < startup.ready
    assert startup.ended(after=startup.ready) is not None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who has connected")
def test_who_comes_is_told_by_the_kernel():
    def visits(task):
        with Client(task._address, authkey=task._key) as connection:
            connection.send_bytes(plain.dumps([[1, 7, True], [3]]).encode())
            return plain.loads(connection.recv_bytes().decode())

    with Meeting(zoo.square) as meeting:
        assert Function("visits", visits)(meeting.task) == ["return", 9]
    assert meeting.pids == {os.getpid()}
