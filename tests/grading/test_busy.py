"""A gradebook that somebody else uses is waited for, at each step; the wait is announced."""

import sqlite3

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from course.errors import CourseError
from course.grading import busy, waiting

WORDS = ["Waiting for the gradebook: another program is writing into it."]


@pytest.fixture
def address(folder, monkeypatch):
    monkeypatch.setattr(waiting, "SILENCE", 0.05)
    with folder.gradebook() as gradebook:
        gradebook.add_student("ann", first_name="Ann")
    return f"sqlite:///{folder.root / 'gradebook.db'}"


class Other:
    """Another program, which goes away as soon as somebody says that he waits."""

    def __init__(self, address, *statements):
        self._connection = sqlite3.connect(
            address.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False
        )
        for statement in statements:
            self._connection.execute(statement).fetchone()
        self.heard = []

    def hear(self, line):
        self.heard.append(line)
        self._connection.execute("ROLLBACK")

    def __enter__(self):
        self._told = waiting.told(self.hear)
        self._told.__enter__()
        return self

    def __exit__(self, *error):
        self._told.__exit__(*error)
        self._connection.close()


def first_name(address):
    with Gradebook(address, "c") as gradebook:
        return gradebook.find_student("ann").first_name


def test_who_reads_waits(address):
    with Other(address, "BEGIN EXCLUSIVE") as other:
        assert first_name(address) == "Ann"
    assert other.heard == WORDS


@pytest.mark.parametrize(
    "statements", [["BEGIN IMMEDIATE"], ["BEGIN", "SELECT * FROM student"]], ids=["write", "commit"]
)
def test_who_writes_waits(address, statements):
    with Gradebook(address, "c") as gradebook, Other(address, *statements) as other:
        gradebook.update_or_create_student("ann", first_name="Eve")
    assert other.heard == WORDS
    assert first_name(address) == "Eve"


def test_without_others_nothing_is_said(address):
    with Other(address) as other:
        assert first_name(address) == "Ann"
    assert other.heard == []


def test_patience_ends_with_a_clear_word(address, monkeypatch):
    monkeypatch.setattr(busy, "PATIENCE", 0.1)
    monkeypatch.setattr(Other, "hear", lambda self, line: self.heard.append(line))
    with Other(address, "BEGIN EXCLUSIVE") as other:
        with pytest.raises(CourseError) as caught:
            first_name(address)
        assert (caught.value.message, caught.value.next_step) == (busy.LOCKED, busy.REMEDY)
    assert other.heard == WORDS
    assert first_name(address) == "Ann"


def test_other_errors_are_not_waited_for(address):
    with Gradebook(address, "c") as gradebook, pytest.raises(OperationalError, match="no such"):
        gradebook.db.execute(text("SELECT * FROM nowhere"))
