"""The gradebook in PostgreSQL: the same rows as in SQLite, also when several write at once."""

import csv
import itertools

import postgresql
import pytest

from tests.faults import experiment, scene

pytest.importorskip("psycopg", reason="psycopg is not installed (pip install 'psycopg[binary]')")
pytestmark = pytest.mark.slow
numbers = itertools.count()


@pytest.fixture(scope="module")
def server():
    place = postgresql.programs()
    if place is None:
        pytest.skip("PostgreSQL is not installed (apt install postgresql)")
    with postgresql.server(place) as running:
        yield running


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """The rows of an SQLite gradebook."""
    place = tmp_path_factory.mktemp("sqlite")
    return experiment.undisturbed(scene.make(place / "folder"), place / "course").ledger


@pytest.fixture(scope="module")
def first(server, tmp_path_factory):
    """A class that is ready to be graded, and its gradebook."""
    address = server.database("first")
    place = tmp_path_factory.mktemp("first") / "course"
    return scene.make(place, f"c.CourseDirectory.db_url = {address!r}\n")


@pytest.fixture
def course(server, first, tmp_path):
    """The same class, with a database of its own."""
    course = scene.copy(first, tmp_path / "course")
    name = f"copy{next(numbers)}"
    config = course.root / "nbgrader_config.py"
    text = config.read_text(encoding="utf-8")
    text = text.replace(server.address("first"), server.database(name, template="first"))
    config.write_text(text, encoding="utf-8")
    return course


def end(process):
    with scene.ended(process):
        text, _ = process.communicate(timeout=600)
    assert process.returncode == 0, text
    return text


def test_course_grade_writes_the_same_rows_and_nbgrader_exports_them(course, expected):
    text = experiment.finish(course)
    assert f"Graded {len(scene.PEOPLE)} submissions" in text
    assert scene.ledger(course) == expected
    assert not (course.root / "gradebook.db").exists()
    end(scene.start_nbgrader(course, "export", "--to", "out.csv"))
    with (course.root / "out.csv").open(newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    scores = {student: float(rows[student]["score"]) for student in ("ann", "bob", "dee")}
    assert scores == {"ann": 3.5, "bob": 2.5, "dee": 0}
    assert "6 had not changed since they were graded" in experiment.finish(course)


def test_nbgrader_autograde_writes_the_same_rows(course, expected):
    end(scene.start_nbgrader(course, "autograde", scene.ASSIGNMENT))
    assert scene.ledger(course) == expected


def test_three_who_grade_at_once_lose_nothing(course, expected):
    graders = [scene.start(course, "--jobs", "1") for _ in range(2)]
    graders.append(scene.start_nbgrader(course, "autograde", scene.ASSIGNMENT, "--force"))
    for process in graders:
        end(process)
    assert scene.ledger(course) == expected
