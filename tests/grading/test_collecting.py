"""What `nbgrader collect` takes from the exchange, and what it refuses."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import accounts
import nbformat
import pytest
from conftest import ROOT, double_task
from nbgrader.coursedir import CourseDirectory

from course.grading.collecting import Collect

TIMES = [f"2026-11-0{day} 12:00:00.000000 UTC" for day in range(1, 10)]
real_accounts = pytest.mark.skipif(bool(accounts.why_not()), reason=accounts.why_not())


def test_only_regular_files_are_collected(tmp_path):
    inbound, submitted = tmp_path / "inbound", tmp_path / "submitted" / "ann" / "a1"
    inbound.mkdir()
    secret = tmp_path / "source.ipynb"
    secret.write_text("the solutions")
    (inbound / "timestamp.txt").write_text("2025-01-15 12:00:00 UTC")
    os.utime(inbound / "timestamp.txt", (1_700_000_000, 1_700_000_000))
    (inbound / "work.ipynb").symlink_to(secret)
    os.mkfifo(inbound / "pipe")
    (inbound / "folder").mkdir()
    (inbound / "large.bin").write_bytes(b"0" * 3000)
    course = CourseDirectory(root=str(tmp_path), max_file_size=2)
    Collect(coursedir=course).do_copy(str(inbound), str(submitted))
    assert [path.name for path in submitted.iterdir()] == ["timestamp.txt"]
    assert (submitted / "timestamp.txt").stat().st_mtime == 1_700_000_000


class Inbox:
    """An instructor's course with an exchange, and what was handed in to `a1`."""

    def __init__(self, place, teacher=None):
        self.course, self.inbound = place / "course", place / "exchange" / "concurrency" / "inbound"
        self.teacher = teacher
        self.inbound.mkdir(parents=True)
        (self.course / "source" / "a1").mkdir(parents=True)
        nbformat.write(double_task(), self.course / "source" / "a1" / "work.ipynb")
        config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
        exchange = f'{config}\nc.Exchange.root = "{place / "exchange"}"\n'
        (self.course / "nbgrader_config.py").write_text(exchange, encoding="utf-8")
        if teacher:
            for path in (place, *place.rglob("*")):
                os.chown(path, *ids(teacher))
            (place / "exchange").chmod(0o777)

    def hand_in(self, student, text, day=0, owner=None):
        """A submission in a student's name; its files are `owner`'s. Returns its folder."""
        folder = self.inbound / f"{student}+a1+{TIMES[day]}+r{len(list(self.inbound.iterdir()))}"
        folder.mkdir()
        (folder / "work.ipynb").write_text(text)
        (folder / "timestamp.txt").write_text(TIMES[day])
        for path in (folder, *folder.iterdir()):
            os.chown(path, *ids(owner))
        return folder

    def collect(self, *options):
        """Collect as the instructor does; what was said."""
        words = [sys.executable, "-m", "nbgrader", "collect", "a1", *options]
        if self.teacher:
            done = self.teacher.run(*words, cwd=self.course)
        else:
            done = subprocess.run(
                words, cwd=self.course, capture_output=True, text=True, check=False
            )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def collected(self):
        """Student -> the text that was collected."""
        found = (self.course / "submitted").glob("*/a1/work.ipynb")
        return {path.parts[-3]: path.read_text() for path in found}


def ids(account):
    if account is None:
        return os.geteuid(), os.getegid()
    known = account.home.stat()
    return known.st_uid, known.st_gid


@pytest.fixture(scope="module")
def people():
    with accounts.made("teach", "ann", "bob") as made:
        yield made


@pytest.fixture
def inbox(people):
    with tempfile.TemporaryDirectory(prefix="course-exchange-") as place:
        yield Inbox(Path(place), people[0])


@pytest.mark.slow
@real_accounts
def test_what_is_handed_in_under_another_s_name_is_refused(inbox, people):
    _, ann, bob = people
    inbox.hand_in(ann.name, "mine", owner=ann)
    inbox.hand_in(bob.name, "bob's", owner=bob)
    later = inbox.hand_in(ann.name, "not mine", day=1, owner=bob)
    said = inbox.collect()
    assert inbox.collected() == {ann.name: "mine", bob.name: "bob's"}
    (line,) = [line for line in said.splitlines() if "Refused" in line]
    assert later.name in line
    assert f"it names {ann.name}, but was made by {bob.name}" in line
    inbox.collect("--update")
    assert inbox.collected()[ann.name] == "mine"


@pytest.mark.slow
@real_accounts
def test_a_file_that_another_put_into_a_submission_costs_only_that_one(inbox, people):
    _, ann, bob = people
    inbox.hand_in(ann.name, "first", owner=ann)
    inbox.collect()
    (second := inbox.hand_in(ann.name, "second", day=1, owner=ann)).chmod(0o777)
    os.chown(second / "work.ipynb", *ids(bob))
    inbox.hand_in(bob.name, "bob's", day=2, owner=bob)
    assert "Refused" in inbox.collect("--update")
    assert inbox.collected() == {ann.name: "first", bob.name: "bob's"}


@pytest.mark.slow
@real_accounts
def test_before_the_due_date_nothing_refused_comes_first(inbox, people):
    _, ann, bob = people
    inbox.hand_in(ann.name, "not mine", day=0, owner=bob)
    inbox.hand_in(ann.name, "late", day=3, owner=ann)
    inbox.teacher.run(sys.executable, "-m", "nbgrader", "db", "assignment", "add", "a1",
                      "--duedate", TIMES[1], cwd=inbox.course)  # fmt: skip
    inbox.collect("--before-duedate")
    assert inbox.collected() == {ann.name: "late"}


@pytest.mark.slow
@real_accounts
def test_root_and_the_instructor_hand_in_for_a_student_and_the_check_can_be_off(inbox, people):
    teacher, ann, bob = people
    inbox.hand_in(ann.name, "by root")
    inbox.hand_in(bob.name, "by the instructor", owner=teacher)
    assert "Refused" not in inbox.collect()
    assert len(inbox.collected()) == 2
    inbox.hand_in(ann.name, "by bob", day=1, owner=bob)
    assert "Refused" not in inbox.collect("--update", "--ExchangeCollect.check_owner=False")
    assert inbox.collected()[ann.name] == "by bob"


@pytest.mark.slow
@real_accounts
def test_without_accounts_for_students_nothing_is_refused(inbox, people):
    inbox.hand_in("nobody-of-this-name", "work", owner=people[2])
    said = inbox.collect()
    assert "Refused" not in said
    assert "cheating attempt?" in said  # nbgrader's own words, as ever
    assert inbox.collected() == {"nobody-of-this-name": "work"}


@pytest.mark.slow
@real_accounts
def test_a_link_to_the_instructor_s_folder_is_not_followed(inbox, people):
    bob = people[2]
    link = inbox.inbound / f"{bob.name}+a1+{TIMES[0]}+link"
    link.symlink_to(inbox.course / "source" / "a1")
    os.chown(link, *ids(bob), follow_symlinks=False)
    assert "Refused" in inbox.collect()
    assert inbox.collected() == {}


@pytest.mark.slow
def test_a_name_that_says_nothing_does_not_stop_the_others(tmp_path):
    inbox = Inbox(tmp_path)
    inbox.hand_in("ann", "work")
    (inbox.inbound / "bob+a1+never").mkdir()
    (inbox.inbound / "cy+a1+99999999999999999999 01:00:00 UTC").mkdir()
    said = inbox.collect()
    assert said.count("its name has no time in it") == 2
    assert inbox.collected() == {"ann": "work"}
