"""nbgrader's own commands behind the intake: autograding and feedback of hostile folders."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT, code, double_task
from nbgrader.apps.api import NbGraderAPI

from course.grading import converters, gate, integrity, locks, releases
from course.grading.folder import Folder
from course.grading.skeleton import problem_of

pytestmark = pytest.mark.slow
BOOK = "work.ipynb"
STEPS = ["nbgrader.preprocessors.SaveAutoGrades", "course.grading.outputs.CleanOutputs"]


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    root = tmp_path_factory.mktemp("generated")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    (root / "source" / "a1").mkdir(parents=True)
    nbformat.write(double_task(), root / "source" / "a1" / BOOK)
    releases.generate(Folder(root), ["a1"])
    return root


@pytest.fixture
def course(generated, tmp_path):
    return Folder(Path(shutil.copytree(generated, tmp_path / "course")))


SECRET = "submission_secret.txt"


@pytest.mark.parametrize("text", ["ab" * 64, None, "short", "\xff" * 128])
def test_each_submission_keeps_its_secret_or_gets_one(course, text):
    place = submit(course, "ann")
    if text is not None:
        (place / SECRET).write_text(text, encoding="latin-1")
    assert autograde(course) == ""
    assert feedback(course) == ""
    found = (course.feedback / "ann" / "a1" / SECRET).read_text()
    assert re.fullmatch(r"[0-9a-f]{128}", found)
    assert found == (course.autograded / "ann" / "a1" / SECRET).read_text()
    assert (found == text) == (text == "ab" * 64)
    assert not integrity.place(course.root, "a1", "ann").exists()


def submit(course, student, content=None):
    place = course.submitted / student / "a1"
    place.mkdir(parents=True)
    if content is None:
        task = nbformat.read(course.release / "a1" / BOOK, as_version=4)
        task.cells[1].source = "def double(n):\n    return n + n"
        content = nbformat.writes(task)
    (place / BOOK).write_text(content, encoding="utf-8")
    return place


def autograde(course, student="*", steps=STEPS, **options):
    """Autograde without running anything, so that every claim keeps its points."""
    config = course.config()
    config.Autograde.autograde_preprocessors = steps
    config.Autograde.update(options)
    return converters.run(gate.Autograde, course, "a1", student, config=config)


def feedback(course, student="*"):
    return converters.run(gate.GenerateFeedback, course, "a1", student)


def score(course, student):
    with course.gradebook() as gradebook:
        grades = gradebook.find_submission_notebook("work", "a1", student).grades
        return sum(grade.auto_score or 0 for grade in grades)


def graded(course, student):
    return nbformat.read(course.autograded / student / "a1" / BOOK, as_version=4)


def files(place):
    """The names of all files, but for locks, and the secret that the exchange needs."""
    paths = [path for path in place.rglob("*") if locks.PLACE not in path.parts]
    found = sorted(path.name for path in paths if not path.is_dir())
    return [name for name in found if name != SECRET]


def noted(course, student):
    report = integrity.Report.read(integrity.place(course.root, "a1", student))
    return [(entry.kind, entry.where) for entry in report.entries]


def test_only_what_is_allowed_reaches_the_graded_folder_and_the_feedback(course):
    place = submit(course, "ann")
    secret = course.root / "secret.txt"
    secret.write_text("grades of others")
    (place / "notes.txt").symlink_to(secret)
    (place / "index.html").write_text("<script>")
    (place / "data.csv").write_text("1")
    (place / "deep" / "deeper").mkdir(parents=True)
    os.mkfifo(place / "pipe")
    assert autograde(course, allowed_files={"a1": ["data.csv"]}) == ""
    assert files(course.autograded / "ann") == ["data.csv", BOOK]
    assert feedback(course) == ""
    assert files(course.feedback) == ["work.html"]
    wheres = ("deep", "index.html", "notes.txt", "pipe")
    assert noted(course, "ann") == [("file", name) for name in wheres]
    assert not list(course.root.glob(".intake-*"))


def test_who_fetched_an_earlier_release_has_changed_nothing(course):
    submit(course, "ann")
    (edited := nbformat.read(submit(course, "bob") / BOOK, as_version=4)).cells[2].source = "pass"
    nbformat.write(edited, course.submitted / "bob" / "a1" / BOOK)
    later = double_task()
    later.cells[2].source = "assert double(3) == 6"
    nbformat.write(later, course.source / "a1" / BOOK)
    releases.generate(course, ["a1"])
    assert autograde(course) == ""
    assert graded(course, "ann").cells[2].source == "assert double(3) == 6"
    assert not integrity.place(course.root, "a1", "ann").exists()
    assert noted(course, "bob") == [("structure", "double-small")]


def test_links_in_the_graded_folder_are_not_followed_either(course):
    submit(course, "ann")
    assert autograde(course) == ""
    (course.autograded / "ann" / "a1" / "notes.txt").symlink_to(course.root / "gradebook.db")
    assert feedback(course) == ""
    assert files(course.feedback) == ["work.html"]


def test_one_students_file_costs_no_other_student_anything(course):
    submit(course, "ann", "a letter")
    (submit(course, "bob") / BOOK).unlink()
    (submit(course, "cy") / BOOK).unlink()
    os.mkfifo(course.submitted / "cy" / "a1" / BOOK)
    (submit(course, "dee") / BOOK).unlink()
    (course.submitted / "dee" / "a1" / BOOK).symlink_to(course.source / "a1" / BOOK)
    os.mkfifo(submit(course, "eve") / "timestamp.txt")
    (submit(course, "fay") / "timestamp.txt").write_text("no time")
    submit(course, "zoe")
    assert autograde(course) == ""
    reasons = {student: problem_of(graded(course, student)) for student in ("ann", "bob", "cy")}
    assert "is not a Jupyter notebook" in reasons["ann"]
    assert "There is no notebook at all" in reasons["bob"]
    assert "it is a named pipe" in reasons["cy"]
    assert "it is a link" in problem_of(graded(course, "dee"))
    for student in ("eve", "fay", "zoe"):
        assert problem_of(graded(course, student)) == ""
        assert "n + n" in graded(course, student).cells[1].source
        assert score(course, student) == 3
    assert ("file", "timestamp.txt") in noted(course, "fay")


def test_a_run_that_fails_leaves_no_score_of_an_earlier_one(course):
    submit(course, "ann")
    assert autograde(course) == ""
    assert score(course, "ann") == 3
    assert autograde(course, steps=["no.such.step"]) != ""
    assert score(course, "ann") == 0


def test_marks_given_by_hand_stay(course):
    submit(course, "ann")
    autograde(course)
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("double-why", "work", "a1", "ann")
        grade.manual_score = 1.0
        gradebook.db.commit()
        gate.reset_scores(gradebook, "a1", "ann")
        assert gradebook.find_grade("double-why", "work", "a1", "ann").manual_score == 1.0
        assert gradebook.find_grade("double-small", "work", "a1", "ann").auto_score == 0.0


def test_what_is_saved_is_clean(course):
    place = submit(course, "ann")
    task = nbformat.read(place / BOOK, as_version=4)
    task.cells.append(nbformat.v4.new_markdown_cell("<script>x</script>", id="mine"))
    task.cells.append(code("bonus", "pass", grade=True, points=50, locked=True))
    nbformat.write(task, place / BOOK)
    assert autograde(course) == ""
    saved = graded(course, "ann")
    assert [c.source for c in saved.cells[5:]] == ["< script>x< /script>"]
    assert noted(course, "ann") == [("structure", "bonus"), ("output", "added-5")]


def test_a_submission_that_is_nowhere_is_named(course):
    submit(course, "ann")
    assert "No submission of a1 by bob was found" in autograde(course, "bob")


def test_what_is_graded_is_not_graded_again_without_force(course):
    place = submit(course, "ann")
    (place / "timestamp.txt").write_text("2025-01-15 12:00:00 UTC")
    assert autograde(course) == ""
    before = (course.autograded / "ann" / "a1" / BOOK).stat().st_mtime_ns
    config = course.config()
    converter = gate.Autograde(coursedir=converters.CourseDirectory(config=config), config=config)
    converter.coursedir.assignment_id = "a1"
    converter.start()
    assert (course.autograded / "ann" / "a1" / BOOK).stat().st_mtime_ns == before


def test_nbgraders_own_commands_pass_the_gate(course):
    place = submit(course, "ann")
    (place / "notes.txt").symlink_to("/etc/hostname")
    submit(course, "bob", "a letter")
    for command in ("autograde", "generate_feedback"):
        done = subprocess.run(
            [Path(sys.executable).with_name("nbgrader"), command, "a1"],
            cwd=course.root, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert files(course.autograded) == sorted([BOOK, BOOK])
    assert files(course.feedback) == ["work.html", "work.html"]
    assert "n + n" in graded(course, "ann").cells[1].source
    assert problem_of(graded(course, "ann")) == ""
    assert score(course, "bob") == 0
    page = (course.feedback / "bob" / "a1" / "work.html").read_text(encoding="utf-8")
    assert "is not a Jupyter notebook" in page
    assert "Content-Security-Policy" in page


def test_the_formgraders_functions_pass_the_gate(course):
    place = submit(course, "ann")
    os.mkfifo(place / "timestamp.txt")
    config = course.config()
    config.Autograde.autograde_preprocessors = STEPS
    api = NbGraderAPI(converters.CourseDirectory(config=config), config=config)
    assert [row["id"] for row in api.get_submissions("a1")] == [None]
    assert api.autograde("a1", "ann")["success"]
    assert api.generate_feedback("a1", "ann")["success"]
    assert files(course.autograded) == ["timestamp.txt", BOOK]
    page = (course.feedback / "ann" / "a1" / "work.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in page
    assert files(course.feedback) == ["timestamp.txt", "work.html"]
