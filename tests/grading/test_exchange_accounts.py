"""The exchange with real accounts: an instructor, two students, and what each can see."""

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import accounts
import nbformat
import pytest
from accounts import Account
from conftest import ROOT, double_task

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(accounts.why_not()), reason=accounts.why_not()),
]
ANSWERS = {"ann": "def double(n):\n    return 2 * n", "bob": "def double(n):\n    return 4"}
FILL = """
import sys, nbformat
path, answer = sys.argv[1:]
notebook = nbformat.read(path, as_version=4)
next(c for c in notebook.cells if c.id == "double").source = answer
nbformat.write(notebook, path)
"""
READ = """
import pathlib, sys
for name in sys.argv[1:]:
    try:
        path = pathlib.Path(name)
        print(sorted(map(str, path.iterdir())) if path.is_dir() else path.read_bytes())
    except PermissionError:
        print("denied")
"""


@dataclass
class Classroom:
    """Everybody, the exchange, and the instructor's course folder."""

    teacher: Account
    students: dict[str, Account]
    exchange: Path
    course: Path

    def teach(self, *command):
        """A command of the instructor's, in the course folder; it has to work."""
        done = self.teacher.run(sys.executable, "-m", *command, cwd=self.course)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def study(self, who, *command):
        """A command of a student's, at home; it has to work."""
        done = self.students[who].run(sys.executable, "-m", "nbgrader", *command)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr


def owned(path: Path, account: Account, mode: int) -> Path:
    """Give a file or folder to an account."""
    shutil.chown(path, account.name, account.name)
    path.chmod(mode)
    return path


@pytest.fixture(scope="module")
def classroom():
    """A day of the course: released, fetched, submitted, collected, graded, fed back."""
    with (
        accounts.made("teach", "ann", "bob") as (teacher, ann, bob),
        tempfile.TemporaryDirectory(prefix="course-exchange-") as place,
    ):
        Path(place).chmod(0o755)
        exchange = Path(place, "exchange")
        exchange.mkdir()
        exchange.chmod(0o777)
        course = owned_course(Path(place, "course"), teacher, exchange)
        room = Classroom(teacher, {"ann": ann, "bob": bob}, exchange, course)
        for student in room.students.values():
            settings = student.home / ".jupyter"
            settings.mkdir()
            (settings / "nbgrader_config.py").write_text(
                f'c.CourseDirectory.course_id = "concurrency"\nc.Exchange.root = "{exchange}"\n'
            )
            owned(settings, student, 0o755)
        spend_a_day(room)
        yield room


def owned_course(place: Path, teacher: Account, exchange: Path) -> Path:
    """A small course folder of the instructor's, closed as the doctor says."""
    (place / "source" / "a1").mkdir(parents=True)
    nbformat.write(double_task(), place / "source" / "a1" / "work.ipynb")
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    (place / "nbgrader_config.py").write_text(f'{config}\nc.Exchange.root = "{exchange}"\n')
    for path in (place, *place.rglob("*")):
        owned(path, teacher, 0o755 if path.is_dir() else 0o644)
    place.chmod(0o700)
    return place


def spend_a_day(room: Classroom) -> None:
    """Everything from the release to the fetched feedback, each step by who does it."""
    room.teach("course", "generate")
    room.teach("nbgrader", "release_assignment", "a1")
    for who, student in room.students.items():
        room.study(who, "fetch_assignment", "a1")
        path = student.home / "a1" / "work.ipynb"
        assert student.python(FILL, str(path), ANSWERS[who]).returncode == 0
        room.study(who, "submit", "a1")
    listed = room.teach("nbgrader", "list", "--inbound")
    assert all(student.name in listed for student in room.students.values())
    room.teach("nbgrader", "collect", "a1")
    # The sandbox has tests of its own; here it would be one in another.
    assert "Graded 2 submissions" in room.teach("course", "grade", "a1", "--no-sandbox")
    room.teach("course", "feedback", "a1")
    room.teach("nbgrader", "release_feedback", "a1")
    for who in room.students:
        room.study(who, "fetch_feedback", "a1")


def seen(account: Account, *paths: Path) -> list[str]:
    """What an account sees of files and folders: their content, or "denied"."""
    done = account.python(READ, *map(str, paths))
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_everybody_gets_the_own_feedback(classroom):
    for who, points in (("ann", "3"), ("bob", "1")):
        (page,) = (classroom.students[who].home / "a1" / "feedback").rglob("work.html")
        assert page.owner() == classroom.students[who].name
        assert f"<strong>{points}</strong> of 4 points" in page.read_text(encoding="utf-8")


def test_submissions_lie_under_names_that_cannot_be_guessed_in_a_folder_that_lists_nothing(
    classroom,
):
    inbound = classroom.exchange / "concurrency" / "inbound"
    submitted = sorted(inbound.iterdir())
    assert [path.owner() for path in submitted] == [s.name for s in classroom.students.values()]
    for path in submitted:
        student, assignment, stamp, random = path.name.split("+")
        assert (student, assignment) == (path.owner(), "a1")
        assert stamp.endswith("UTC")
        assert len(random) == 12
    for student in classroom.students.values():
        assert seen(student, inbound) == ["denied"]
        without = [path.with_name(path.name.rpartition("+")[0]) for path in submitted]
        found = student.python("import os, sys; print([os.path.exists(p) for p in sys.argv[1:]])",
                               *map(str, without))  # fmt: skip
        assert found.stdout.strip() == "[False, False]"


def test_feedback_cannot_be_listed(classroom):
    feedback = classroom.exchange / "concurrency" / "feedback"
    assert len(list(feedback.iterdir())) == 2
    for student in classroom.students.values():
        assert seen(student, feedback) == ["denied"]
    (page,) = (classroom.students["ann"].home / "a1" / "feedback").rglob("work.html")
    assert page.read_bytes() in {path.read_bytes() for path in feedback.iterdir()}
    assert seen(classroom.students["bob"], page) == ["denied"]


def test_what_names_the_feedback_is_known_to_its_student_alone(classroom):
    secrets = list(classroom.course.rglob("submission_secret.txt"))
    cached = [path for student in classroom.students.values()
              for path in student.home.rglob("submission_secret.txt")]  # fmt: skip
    assert len(cached) == 2
    assert len(secrets) >= 2
    own = [path for path in cached if classroom.students["ann"].home in path.parents]
    others = [path for path in (*secrets, *cached) if path not in own]
    assert set(seen(classroom.students["ann"], *others)) == {"denied"}
    assert "denied" not in seen(classroom.students["ann"], *own)


def test_no_student_sees_the_gradebook_the_solutions_or_others_work(classroom):
    course = classroom.course
    paths = [course, course / "gradebook.db", course / "source" / "a1" / "work.ipynb"]
    for student in classroom.students.values():
        paths += [course / step / student.name / "a1" for step in ("submitted", "autograded",
                                                                   "feedback")]  # fmt: skip
    for path in paths:
        assert path.exists()
    for student in classroom.students.values():
        assert set(seen(student, *paths)) == {"denied"}
    homes = [s.home for s in classroom.students.values()] + [classroom.teacher.home]
    assert seen(classroom.students["bob"], *homes)[0::2] == ["denied", "denied"]
    assert "denied" not in seen(classroom.teacher, *paths)


def test_a_student_can_neither_release_nor_change_what_is_released(classroom):
    released = classroom.exchange / "concurrency" / "outbound" / "a1" / "work.ipynb"
    before = released.read_bytes()
    for student in classroom.students.values():
        tried = student.python("import sys; open(sys.argv[1], 'a').write('x')", str(released))
        assert "PermissionError" in tried.stderr
        tried = student.python("import os, sys; os.remove(sys.argv[1])", str(released))
        assert "PermissionError" in tried.stderr
    assert released.read_bytes() == before
    assert b"2 * n" not in before
    assert released.owner() == classroom.teacher.name
