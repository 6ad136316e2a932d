"""A candidate that does not keep to the protocol: nothing of it gets in, and nobody waits."""

import json
import socket
import struct
import time

import pytest

from course.exam.bridge.answers import MOST, Reader, Unreadable
from course.exam.bridge.framing import AnswerLate, Channel, ChannelClosed
from course.exam.bridge.link import Link


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    yield Link(Channel(ours)), theirs
    ours.close()
    theirs.close()


def frame(data):
    return struct.pack("!I", len(data)) + data


@pytest.mark.parametrize(
    "data",
    [
        b"", b"not json", b"\xff\xfe", b"[" * 100_000, b"[]", b"7", b'"text"', b"{}",
        b'{"nonce": "x"}',
        json.dumps({"value": 1, "contents": [], "nonce": "0" * 16}).encode(),
        b'{"value": ' + b"9" * 5000 + b"}",
    ],
    ids=range(11),
)  # fmt: skip
def test_what_is_no_answer_ends_the_conversation(ends, data):
    link, theirs = ends
    theirs.sendall(frame(data))
    with pytest.raises(ChannelClosed):
        link.ask("run", "1")


def test_an_answer_without_an_end_is_cut_off(ends):
    link, theirs = ends
    theirs.sendall(struct.pack("!I", 2**32 - 1))
    with pytest.raises(ChannelClosed, match="too long"):
        link.ask("run", "1")


def test_silence_is_waited_for_until_the_deadline(ends):
    link, _ = ends
    link.deadline = time.monotonic()
    with pytest.raises(AnswerLate):
        link.ask("run", "1")


def refuse(*_):
    raise Unreadable("not known")


@pytest.mark.parametrize(
    "value",
    [
        {"no such tag": 1}, {"known": 5}, {"far": "x"}, {"error": {}}, {"record": ["Visit", {}]},
        {"record": ["os.system", {}]}, {"builtin": "eval"}, {"builtin": "__import__"},
        {"int": "zz"},
        {"int": "0x" + "f" * 300_000}, {"float": "9" * 50}, {"bytes": 3}, {"path": 3}, {"again": 9},
        {"list": "abc"}, {"dict": [[1]]}, {"dict": [[{"list": []}, 1]]}, {"list": [], "set": []},
        {"marked": ["int", "0x1"]}, [1], {"tuple": {"list": []}},
    ],
    ids=range(21),
)  # fmt: skip
def test_what_is_no_value_is_refused(value):
    reader = Reader(refuse, refuse, refuse, refuse)
    with pytest.raises(Unreadable):
        reader.decode(value)


def test_a_message_holds_so_many_values_and_no_more():
    reader = Reader(refuse, refuse, refuse, refuse)
    most = {"list": [1] * (MOST - 1)}
    assert len(reader.decode(most)) == MOST - 1
    with pytest.raises(Unreadable, match="more than"):
        reader.decode(most)
    reader.begin()
    assert reader.decode(1) == 1


def report(number, home, about):
    event = {"event": "arrived", "meeting": [number, home], "about": about}
    return frame(json.dumps(event).encode())


def visit(number):
    fields = {"args": {"tuple": []}, "pid": 1, "thread": 1, "in_main_thread": True}
    return {"record": ["Visit", {**fields, "number": number, "arrived": 0.0}]}


def test_reports_without_end_are_cut_off(ends, monkeypatch):
    link, theirs = ends
    monkeypatch.setattr("course.exam.bridge.link.BOOKS", 5)
    theirs.sendall(b"".join(report(n, 1, visit(0)) for n in range(7)))
    with pytest.raises(ChannelClosed, match="more than 5 meetings"):
        link.ask("get", "x")


def test_visits_without_end_are_cut_off(ends, monkeypatch):
    link, theirs = ends
    monkeypatch.setattr("course.exam.bridge.attendance.VISITS", 5)
    theirs.sendall(b"".join(report(1, 1, visit(n)) for n in range(7)))
    with pytest.raises(ChannelClosed, match="more than 5 visits"):
        link.ask("get", "x")
