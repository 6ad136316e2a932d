"""Scores are saved all together, and equal those of nbgrader's own pipeline."""

import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT, double_task
from nbgrader.preprocessors import NbGraderPreprocessor

from course.grading import classroom, converters, gate, releases, samples, scores
from course.grading.examination import failure, is_test
from course.grading.folder import Folder

pytestmark = pytest.mark.slow
RIGHT = "def double(n):\n    return 2 * n"
REAL = "q7_thread_pool"
SAVE = "course.grading.scores.SaveScores"
STOCK = """
from pathlib import Path
c = get_config()
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "concurrency"
"""
LATE = '\nc.LateSubmissionPlugin.penalty_method = "zero"\n'


class Fail(NbGraderPreprocessor):
    """Makes every test fail."""

    def preprocess(self, nb, resources):
        for cell in nb.cells:
            if is_test(cell):
                cell.outputs = [failure("Wrong", "no")]
        return nb, resources


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    root = tmp_path_factory.mktemp("generated")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    (root / "source" / "a1").mkdir(parents=True)
    nbformat.write(double_task(), root / "source" / "a1" / "work.ipynb")
    releases.generate(Folder(root), ["a1"])
    return root


@pytest.fixture
def course(generated, tmp_path):
    return Folder(Path(shutil.copytree(generated, tmp_path / "course")))


def submit(course, student, answer=RIGHT, why=None, stamp=""):
    place = course.submitted / student / "a1"
    place.mkdir(parents=True, exist_ok=True)
    task = nbformat.read(course.release / "a1" / "work.ipynb", as_version=4)
    task.cells[1].source = answer or task.cells[1].source
    task.cells[4].source = why or task.cells[4].source
    nbformat.write(task, place / "work.ipynb")
    if stamp:
        (place / "timestamp.txt").write_text(stamp)


def autograde(course, *steps):
    config = course.config()
    config.Autograde.autograde_preprocessors = [*steps, SAVE]
    return converters.run(gate.Autograde, course, "a1", "ann", config=config)


def points(course):
    with course.gradebook() as gradebook:
        found = scores.read(gradebook, "a1", "ann")
    return found and found.points


def test_a_run_that_is_cut_off_leaves_the_old_scores_all_of_them(course, monkeypatch):
    submit(course, "ann")
    assert points(course) is None
    assert autograde(course) == ""
    assert points(course) == 3

    def cut(self):
        assert sum(grade.auto_score or 0 for grade in self._submitted().grades) == 0
        raise KeyboardInterrupt  # no Exception: nobody tidies up

    with monkeypatch.context() as patch:
        patch.setattr(scores.SaveScores, "_penalize", cut)
        with pytest.raises(KeyboardInterrupt):
            autograde(course, Fail)
    assert points(course) == 3
    assert autograde(course, Fail) == ""
    assert points(course) == 0


def test_a_first_run_that_is_cut_off_leaves_no_score(course, monkeypatch):
    submit(course, "ann")

    def cut(self):
        raise KeyboardInterrupt

    monkeypatch.setattr(scores.SaveScores, "_penalize", cut)
    with pytest.raises(KeyboardInterrupt):
        autograde(course)
    with course.gradebook() as gradebook:
        assert scores.read(gradebook, "a1", "ann") is None
        grades = gradebook.find_submission_notebook("work", "a1", "ann").grades
        assert {grade.auto_score for grade in grades} == {None}


def test_missed_claims_are_told_by_their_words(course):
    path = course.source / "a1" / "work.ipynb"
    task = nbformat.read(path, as_version=4)
    task.cells[2].source = "# Claim (1 point): `double` doubles.\n" + task.cells[2].source
    nbformat.write(task, path)
    releases.generate(course, ["a1"])
    submit(course, "ann")
    autograde(course, Fail)
    with course.gradebook() as gradebook:
        found = scores.read(gradebook, "a1", "ann")
    assert sorted(found.missed) == ["`double` doubles.", "double-large"]
    assert (found.points, found.possible) == (0, 3)


def test_scores_equal_those_of_nbgraders_own_pipeline(course, tmp_path):
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment("a1", duedate=datetime(2026, 1, 15))
    submit(course, "ann", why="Because it does.")
    submit(course, "bob", "def double(n):\n    return 4", stamp="2026-01-14 23:00:00 UTC")
    submit(course, "cy", "def double(n:")
    submit(course, "dee", stamp="2026-01-16 12:00:00 UTC", why="Late, but right.")
    submit(course, "eve", answer="")
    submit(course, "fay", "double = None\ndef double(n):\n    return n + n\nprint(double(3))")
    stock = as_it_comes(course, tmp_path / "stock")
    ours, theirs = grade_both(course, stock, "a1")
    everybody = sorted(ours)
    assert ours == theirs
    totals = {s: sum(row[1] or 0 for row in ours[s] if row[0] == "grade") for s in everybody}
    assert totals == {"ann": 3, "bob": 1, "cy": 0, "dee": 3, "eve": 0, "fay": 3}
    assert [row[1] for row in ours["dee"] if row[0] == "late"] == [3]

    # Somebody marks by hand, and all is graded again, with other answers.
    for folder in (course, stock):
        mark(folder)
        submit(folder, "ann", "def double(n):\n    return 4", why="Because it does.")
        submit(folder, "bob", stamp="2026-01-15 06:00:00 UTC")
        submit(folder, "eve")
        submit(folder, "dee", stamp="2026-01-17 12:00:00 UTC", why="Later.")
    ours, theirs = grade_both(course, stock, "a1")
    assert ours == theirs
    marks = {s: [row[2] for row in ours[s] if row[0] == "grade"] for s in everybody}
    assert {s: sum(mark or 0 for mark in found) for s, found in marks.items()} == {
        "ann": 0.5, "bob": 1.5, "cy": 0, "dee": 1, "eve": 0.25, "fay": 0,
    }  # fmt: skip
    assert [row[1] for row in ours["dee"] if row[0] == "late"] == [4]


def test_sample_students_have_the_scores_of_nbgraders_own_pipeline(tmp_path):
    course = Folder(tmp_path / "course")
    shutil.copytree(ROOT / "source" / REAL, course.source / REAL)
    shutil.copy(ROOT / "nbgrader_config.py", course.root)
    releases.generate(course, [REAL])
    samples.make(course, [REAL])
    for state in ("stuck", "broken"):  # nbgrader has no verdict on these, or waits for an hour
        shutil.rmtree(course.submitted / state, ignore_errors=True)
    stock = as_it_comes(course, tmp_path / "stock")
    ours, theirs = grade_both(course, stock, REAL)
    assert ours == theirs
    assert sum(row[1] or 0 for row in ours["complete"] if row[0] == "grade") == 6
    assert sum(row[1] or 0 for row in ours["mistakes"] if row[0] == "grade") == 0
    assert sum(row[5] for row in ours["complete"] if row[0] == "grade") == 1


def mark(course):
    """What a person gives: marks, words, and other points for a test."""
    marks = [("ann", "double-why", 0.5), ("bob", "double-large", 1.5), ("dee", "double-why", 1.0),
             ("eve", "double-why", 0.25)]  # fmt: skip
    with course.gradebook() as gradebook:
        for student, cell, points in marks:
            found = gradebook.find_grade(cell, "work", "a1", student)
            found.manual_score, found.needs_manual_grade = points, False
        comment = gradebook.find_comment("double-why", "work", "a1", "ann")
        comment.manual_comment = "Why?"
        gradebook.find_grade("double-small", "work", "a1", "cy").extra_credit = 0.5
        gradebook.db.commit()


def as_it_comes(course, place):
    """The same course with nbgrader's own settings; both take points off for being late."""
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(LATE)
    stock = Folder(Path(shutil.copytree(course.root, place)))
    (stock.root / "nbgrader_config.py").write_text(STOCK + LATE)
    return stock


def grade_both(course, stock, assignment):
    """Grade both; all that the two gradebooks say of each student."""
    autograde_with_nbgrader(stock, assignment)
    everybody = course.students()
    work = classroom.find_work(course, [assignment], everybody)
    done = list(classroom.grade(course, work, 1, force=True))
    assert {result.state for result in done} == {"graded"}
    return rows(course, everybody, assignment), rows(stock, everybody, assignment)


def autograde_with_nbgrader(course, assignment):
    """Grade with nbgrader as it comes, in a process that has nothing of the course's."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    command = [sys.executable, "-m", "nbgrader", "autograde", assignment, "--force"]
    found = subprocess.run(
        command, cwd=course.root, env=environment, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    assert "Autograding" in found.stderr


def rows(course, students, assignment):
    """All that a gradebook has of each student, without its own numbers."""
    found = {}
    with course.gradebook() as gradebook:
        for student in students:
            submission = gradebook.find_submission(assignment, student)
            (book,) = submission.notebooks
            found[student] = [
                ("late", book.late_submission_penalty, submission.total_seconds_late),
                ("stamp", submission.timestamp),
                *sorted((_grade(grade) for grade in book.grades), key=str),
                *sorted((_comment(comment) for comment in book.comments), key=str),
            ]
    return found


def _grade(found):
    marks = (found.auto_score, found.manual_score, found.extra_credit, found.score)
    return ("grade", *marks, found.needs_manual_grade, found.cell.name)


def _comment(found):
    return ("comment", found.auto_comment, found.manual_comment, found.cell.name)
