"""Who sleeps, who works, and who will be woken by the clock."""

import contextlib
import os
import socket
import threading
import time

import pytest

from course.exam.calls import Function
from course.exam.meeting import Meeting
from course.exam.startup import LongMeeting
from course.exam.stillness import EXACT, Stillness, descendants, is_asleep, own_threads

pytestmark = pytest.mark.skipif(not EXACT, reason="the kernel does not tell who sleeps")
LOOKS = 60  # one after the other, without a pause: far less than a second of quiet


@pytest.fixture
def thread():
    """Starts a thread that does something, and returns its stillness once it sleeps in it."""
    over = threading.Event()
    started = []

    def start(act):
        stillness = Stillness(own_threads(), set(descendants()))
        begun = threading.Event()

        def run():
            begun.set()
            act(over)

        started.append(threading.Thread(target=run))
        started[-1].start()
        begun.wait()
        return stillness, {started[-1].native_id}

    yield start
    over.set()
    for each in started:
        each.join()


def looks(stillness):
    return any(stillness.look() for _ in range(LOOKS))


def until_asleep(tids):
    while not is_asleep(os.getpid(), tids):
        pass


def test_who_waits_without_a_time_out_is_still(thread):
    stillness, tids = thread(lambda over: over.wait())
    until_asleep(tids)
    assert looks(stillness)
    assert not stillness.only_alarms


def test_who_has_slept_for_a_moment_and_waits_now_is_still(thread):
    napping, rested = threading.Event(), threading.Event()

    def nap_and_wait(over):
        napping.set()
        time.sleep(0.1)  # what is looked at
        rested.set()
        over.wait()

    stillness, tids = thread(nap_and_wait)
    napping.wait()
    until_asleep(tids)
    assert not stillness.look()
    rested.wait()
    until_asleep(tids)
    assert looks(stillness)
    assert not stillness.only_alarms


def test_a_time_out_that_is_far_away_is_stillness_of_its_own_kind(thread):
    stillness, tids = thread(lambda over: over.wait(3600))
    until_asleep(tids)
    assert looks(stillness)
    assert stillness.only_alarms


@pytest.mark.slow
def test_a_connection_that_is_on_its_way_is_waited_for(thread):
    """The kernel asks again after a second, when a listener had no room."""

    def connect(over):
        with socket.socket() as second, contextlib.suppress(OSError):  # nobody will accept it
            second.connect(address)

    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        address = listener.getsockname()
        first = socket.create_connection(address)
        stillness, tids = thread(connect)
        until_asleep(tids)
        assert not any(stillness.look() for _ in range(5))
    first.close()


def test_bytes_that_nobody_takes_are_not_waited_for_for_ever(thread, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        sender = socket.create_connection(listener.getsockname())
        receiver, _ = listener.accept()
        with contextlib.suppress(BlockingIOError):
            sender.setblocking(False)
            while True:
                sender.send(bytes(1 << 16))
        stillness, tids = thread(lambda over: over.wait())
        until_asleep(tids)
        assert not any(stillness.look() for _ in range(5))
        monkeypatch.setattr("course.exam.stillness.ON_ITS_WAY", 0.0)
        assert looks(stillness)
        sender.close()
        receiver.close()


def test_a_time_out_that_is_near_is_waited_for(thread):
    def wait_again_and_again(over):
        while not over.wait(4):
            pass

    stillness, tids = thread(wait_again_and_again)
    until_asleep(tids)
    assert not looks(stillness)


def test_who_works_is_asked_first_and_often(thread):
    def work(over):
        while not over.is_set():
            pass

    stillness, _ = thread(work)
    assert not looks(stillness)
    assert stillness._worker is not None
    assert stillness.pause <= 0.005


def test_a_long_meeting_holds_a_crowd_as_long_as_it_is_told():
    with LongMeeting(lambda n: n, least=0.2) as meeting:
        assert Function("task", meeting.task)(1) == 1
    (group,) = meeting.groups
    assert group.freed - group.visits[0].arrived >= 0.2


def test_a_meeting_does_not_wait_for_a_far_time_out():
    def waits_a_long_time(task):
        done = threading.Event()
        threading.Thread(target=lambda: (task(), done.set())).start()
        return done.wait(3600)

    with Meeting(lambda: None) as meeting:
        assert Function("waits", waits_a_long_time)(meeting.task) is True
    assert meeting.crowds == [1]
