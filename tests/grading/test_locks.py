"""Those who would work on the same at once wait for each other, and say so."""

import os
import subprocess
import sys
import threading

import pytest
from filelock import FileLock

from course.errors import CourseError
from course.grading import locks, waiting
from course.grading.locks import Mark, alone

HOLDER = """
import sys
from pathlib import Path
from course.grading.folder import Folder
from course.grading.locks import alone
with alone(Folder(Path(sys.argv[1])), "ann/a1"):
    print("mine", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def said(monkeypatch):
    monkeypatch.setattr(waiting, "SILENCE", 0.05)
    lines = []
    with waiting.told(lines.append):
        yield lines


def test_a_thread_may_take_it_twice_and_others_not_meanwhile(folder, said, monkeypatch):
    monkeypatch.setattr(locks, "PATIENCE", 0.1)
    outcome = []

    def other():
        try:
            with alone(folder, "ann/a1"):
                outcome.append("mine")
        except CourseError as error:
            outcome.append(error.message)

    def ask():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()

    with alone(folder, "ann/a1"):
        with alone(folder, "ann/a1"), alone(folder, "ann/a2"):
            pass
        ask()
    ask()
    assert outcome[1] == "mine"
    assert outcome[0].startswith("Somebody else has been working on ann/a1 for")
    assert said == ["Waiting: somebody else is at work on ann/a1."]


@pytest.mark.slow
def test_it_is_free_when_its_process_is_killed(folder, said):
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder.root)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(os.environ),
    ) as holder:  # fmt: skip
        assert holder.stdout.readline().strip() == b"mine"
        timer = threading.Timer(0.2, holder.kill)
        timer.start()
        with alone(folder, "ann/a1"):
            assert said == ["Waiting: somebody else is at work on ann/a1."]


def test_without_others_nothing_is_said(folder, said):
    with alone(folder, "ann/a1"):
        pass
    assert said == []
    assert not FileLock(folder.autograded / locks.PLACE / "ann+a1.lock").is_locked


def test_a_mark_stays_until_the_work_is_done(folder):
    assert not Mark(folder, "ann/a1")
    Mark(folder, "ann/a1").begin()
    assert Mark(folder, "ann/a1")
    assert not Mark(folder, "ann/a2")
    Mark(folder, "ann/a1").end()
    Mark(folder, "ann/a1").end()
    assert not Mark(folder, "ann/a1")


@pytest.mark.parametrize(("shared", "expected"), [(0o2775, True), (0o755, False)])
def test_a_group_that_shares_the_folder_shares_the_locks(folder, shared, expected):
    folder.autograded.mkdir()
    folder.autograded.chmod(shared)
    with alone(folder, "ann/a1"):
        pass
    place = folder.autograded / locks.PLACE
    for path in (place, place / "ann+a1.lock"):
        assert bool(path.stat().st_mode & 0o020) == expected
