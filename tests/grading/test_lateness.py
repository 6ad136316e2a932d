"""Late penalties follow the dates, and grades say what is taken off and what is not graded."""

import csv
import io
import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT, double_task
from rich.console import Console

from course.__main__ import main
from course.errors import CourseError
from course.grading import commands, converters, grades, lateness, record, releases
from course.grading.changes import Fingerprint
from course.grading.folder import Folder
from course.grading.record import Outcome, Record

pytestmark = pytest.mark.slow
ZERO = '\nc.LateSubmissionPlugin.penalty_method = "zero"\n'
DUE = "2026-12-01 12:00:00 UTC"


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """A course that takes all points off for being late, with a due date."""
    root = tmp_path_factory.mktemp("generated")
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    (root / "nbgrader_config.py").write_text(config + ZERO, encoding="utf-8")
    (root / "source" / "a1").mkdir(parents=True)
    nbformat.write(double_task(), root / "source" / "a1" / "work.ipynb")
    folder = Folder(root)
    releases.generate(folder, ["a1"])
    with folder.gradebook() as gradebook:
        gradebook.update_or_create_assignment("a1", duedate=DUE)
        gradebook.add_student("ann")
    return root


@pytest.fixture
def course(generated, tmp_path):
    return Folder(Path(shutil.copytree(generated, tmp_path / "course")))


def submit(course, hours_late, score=2.0):
    """A submission of Ann's as it is after grading, with the penalty of then."""
    place = course.submitted / "ann" / "a1"
    place.mkdir(parents=True)
    shutil.copy(course.release / "a1" / "work.ipynb", place)
    when = datetime(2026, 12, 1, 12) + timedelta(hours=hours_late)
    (place / "timestamp.txt").write_text(f"{when} UTC")
    with course.gradebook() as gradebook:
        submission = gradebook.update_or_create_submission("a1", "ann", timestamp=when)
        for grade in submission.notebooks[0].grades:
            if grade.cell.name == "double-large":
                grade.auto_score, grade.needs_manual_grade = score, False
            elif grade.cell.cell_type == "code":
                grade.auto_score, grade.needs_manual_grade = 0.0, False
        if hours_late > 0:
            submission.notebooks[0].late_submission_penalty = score
        gradebook.db.commit()


def penalty(course):
    with course.gradebook() as gradebook:
        return gradebook.find_submission("a1", "ann").late_submission_penalty


def refresh(course):
    return [(c.student, c.before, c.after) for c in lateness.refresh(course, ["a1"], ["ann"])]


def test_nothing_changes_where_nothing_has_changed(course):
    submit(course, hours_late=3)
    assert refresh(course) == []
    assert penalty(course) == 2.0


def test_an_extension_takes_the_penalty_away_and_back(course):
    submit(course, hours_late=3)
    with course.gradebook() as gradebook:
        gradebook.grant_extension("a1", "ann", hours=4)
    found = lateness.outdated(course, ["a1"], ["ann"])
    assert [(c.before, c.after) for c in found] == [(2.0, 0.0)]
    assert penalty(course) == 2.0  # nothing was written yet
    assert refresh(course) == [("ann", 2.0, 0.0)]
    assert penalty(course) == 0.0
    with course.gradebook() as gradebook:
        gradebook.grant_extension("a1", "ann", hours=2)
    assert refresh(course) == [("ann", 0.0, 2.0)]


def test_a_changed_due_date_and_a_mark_change_the_penalty(course):
    submit(course, hours_late=-1)
    assert refresh(course) == []
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment("a1", duedate="2026-12-01 10:00:00 UTC")
    assert refresh(course) == [("ann", 0.0, 2.0)]
    with course.gradebook() as gradebook:
        (why,) = [
            grade
            for grade in gradebook.find_submission_notebook("work", "a1", "ann").grades
            if grade.cell.cell_type == "markdown"
        ]
        why.manual_score = 1.0
        gradebook.db.commit()
    assert refresh(course) == [("ann", 2.0, 3.0)]
    (row,) = grades.read(course)
    assert (row.late_penalty, row.total) == (3.0, 0.0)


def test_an_extension_without_a_due_date_is_no_penalty(course):
    submit(course, hours_late=3)
    with course.gradebook() as gradebook:
        gradebook.find_assignment("a1").duedate = None
        gradebook.grant_extension("a1", "ann", days=1)
    assert refresh(course) == [("ann", 2.0, 0.0)]


def test_only_who_was_asked_for_is_looked_at(course):
    submit(course, hours_late=3)
    with course.gradebook() as gradebook:
        gradebook.grant_extension("a1", "ann", hours=4)
    assert lateness.refresh(course, ["a1"], ["bob"]) == []
    assert lateness.refresh(course, ["a2"], ["ann"]) == []
    assert penalty(course) == 2.0


def test_the_command_refreshes_what_it_leaves_alone(course, capsys):
    submit(course, hours_late=3)
    with course.gradebook() as gradebook:
        gradebook.grant_extension("a1", "ann", hours=4)
    remember(course)
    words = ["grade", "--no-sandbox", "--course", str(course.root)]
    found = course.root / "found.json"
    change = {"student": "ann", "assignment": "a1", "before": 2.0, "after": 0.0}
    assert main([*words, "--dry-run", "--json", str(found)]) == 0
    assert json.loads(found.read_text())["late_penalties"] == [change]
    out = capsys.readouterr().out
    assert "0 of 1 submissions would be graded" in out
    assert "Late penalties that would change:\n  ann/a1: 2 → 0" in out
    assert penalty(course) == 2.0
    assert main([*words, "--json", str(found)]) == 0
    assert json.loads(found.read_text())["late_penalties"] == [change]
    out = capsys.readouterr().out
    assert "1 had not changed" in out
    assert "Late penalties that have changed:\n  ann/a1: 2 → 0" in out
    assert penalty(course) == 0.0
    assert main([*words, "--json", str(found)]) == 0
    assert json.loads(found.read_text())["late_penalties"] == []
    assert "Late penalties" not in capsys.readouterr().out


def remember(course):
    """As if the submission had been graded as it is."""
    from course.grading.changes import Fingerprints

    fingerprint = Fingerprints(course).of("a1", "ann")
    assert fingerprint != Fingerprint()
    place = course.autograded / "ann" / "a1"
    place.mkdir(parents=True)
    record.write(course, "a1", "ann", Record(fingerprint, Outcome(2.0, 3.0)))


def test_grades_show_what_is_taken_off(course, capsys):
    submit(course, hours_late=3)
    root = str(course.root)
    assert main(["grades", "--course", root, "--csv", "-"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    wanted = {"automatic": "2.0", "late_penalty": "2.0", "total": "0.0", "state": "to mark"}
    assert {name: row[name] for name in wanted} == wanted
    assert "2 + … − 2" in table(grades.read(course))
    assert "late" in table(grades.read(course))


def test_a_first_run_that_was_cut_off_is_not_graded(course):
    with course.gradebook() as gradebook:
        gradebook.update_or_create_submission("a1", "ann")
    (row,) = grades.read(course)
    assert row.state == "not graded"
    assert "not graded" in table([row])
    assert "late" not in table([row])


def test_a_run_that_fails_is_not_graded_either(course, monkeypatch):
    """nbgrader enters the submission into the gradebook, and then the notebook is run."""
    submit(course, hours_late=0)
    with course.gradebook() as gradebook:
        gradebook.remove_submission("a1", "ann")
    config = course.config()
    config.Autograde.autograde_preprocessors = []  # it ends before any score is saved
    assert converters.run(converters.Autograde, course, "a1", "ann", config=config) == ""
    assert [row.state for row in grades.read(course)] == ["not graded"]


def table(rows):
    text = io.StringIO()
    Console(file=text, width=200).print(commands._table(rows))
    return text.getvalue()


@pytest.mark.parametrize(
    ("driver", "package"), [("psycopg2", "psycopg2-binary"), ("psycopg", "psycopg[binary]")]
)
def test_a_missing_driver_is_named(course, monkeypatch, driver, package):
    monkeypatch.setitem(__import__("sys").modules, driver, None)
    config = course.root / "nbgrader_config.py"
    url = f"postgresql+{driver}://grader@/gradebook"
    config.write_text(f"{config.read_text()}\nc.CourseDirectory.db_url = {url!r}\n")
    with pytest.raises(CourseError) as caught:
        course.gradebook()
    assert package in caught.value.message
    assert caught.value.next_step == f"pip install {package}"


def test_a_gradebook_that_cannot_be_opened_is_said(course):
    (course.root / "gradebook.db").write_text("this is no database, but text of some length " * 9)
    with pytest.raises(CourseError, match="cannot be opened: file is not a database"):
        course.gradebook()
