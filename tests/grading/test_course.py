"""Releases, samples, grading, feedback and grades in a small course."""

import csv
import io
import json

import nbformat
import pytest
from conftest import double_task

from course.errors import CourseError, UsageError
from course.grading import classroom, feedback, grades, releases, samples
from course.grading.folder import Folder

pytestmark = pytest.mark.slow
ANSWER = "def double(n):\n    return 2 * n"


@pytest.fixture
def generated(folder):
    releases.generate(folder, folder.assignments())
    return folder


def submit(folder, student, assignment="a1", answer=ANSWER, name="work.ipynb"):
    notebook = nbformat.read(folder.release / assignment / "work.ipynb", as_version=4)
    notebook.cells[1].source = answer
    place = folder.submitted / student / assignment
    place.mkdir(parents=True)
    nbformat.write(notebook, place / name)
    return place / name


def graded(folder, students, **options):
    work = classroom.find_work(folder, ["a1"], students)
    return {r.work.student: r for r in classroom.grade(folder, work, jobs=2, **options)}


def points(folder):
    return {row.student: row.automatic for row in grades.read(folder)}


def test_a_release_has_no_solution_and_no_hidden_test(generated):
    text = (generated.release / "a1" / "work.ipynb").read_text()
    assert "Double the number" in text
    for secret in ("2 * n", "500", "HIDDEN", "MARK SCHEME", "Because."):
        assert secret not in text
    assert releases.outdated(generated, ["a1", "a2"]) == []


def test_a_changed_source_is_noticed(generated):
    changed = double_task()
    changed.cells[0].source += "More."
    nbformat.write(changed, generated.source / "a1" / "work.ipynb")
    (generated.release / "a2" / "extra.txt").write_text("not from the source")
    assert releases.outdated(generated, ["a1", "a2"]) == [
        "release/a1/work.ipynb",
        "release/a2/extra.txt",
    ]


def test_a_source_that_is_no_notebook_is_named(generated):
    (generated.source / "a1" / "work.ipynb").write_text("{}")
    with pytest.raises(CourseError, match=r"work\.ipynb is not a notebook"):
        releases.generate(generated, ["a1"])


def test_a_class_is_graded_and_nothing_is_graded_twice(generated):
    submit(generated, "ann")
    submit(generated, "bob", answer="def double(n):\n    return 4")
    submit(generated, "cy", answer="def double(n:")
    submit(generated, "dee", answer="import os\nos._exit(1)")
    results = graded(generated, ["ann", "bob", "cy", "dee"])
    assert {r.work.student: r.reason for r in results.values() if r.state != "graded"} == {}
    assert points(generated) == {"ann": 3, "bob": 1, "cy": 0, "dee": 0}
    again = graded(generated, ["ann", "bob", "cy", "dee"])
    assert {result.state for result in again.values()} == {"unchanged"}
    (generated.submitted / "bob" / "a1" / "work.ipynb").unlink()
    (generated.submitted / "bob" / "a1").rmdir()
    submit(generated, "bob")
    third = graded(generated, ["ann", "bob"])
    assert (third["ann"].state, third["bob"].state) == ("unchanged", "graded")
    assert points(generated)["bob"] == 3


def broken_files(folder):
    submit(folder, "text").write_text("a letter")
    submit(folder, "json").write_text('{"a": 1}')
    submit(folder, "cells").write_text(json.dumps(nbformat.v4.new_notebook()))
    submit(folder, "renamed", name="work (1).ipynb")
    nbformat.write(double_task("other"), submit(folder, "other"))
    (folder.submitted / "none" / "a1").mkdir(parents=True)
    return {
        "text": "is not a Jupyter notebook",
        "json": "is not a Jupyter notebook",
        "cells": "has no cells",
        "renamed": r"There is work \(1\).ipynb",
        "other": "none of its tasks is in it",
        "none": "There is no notebook at all",
    }


def test_what_cannot_be_graded_is_a_zero_with_a_reason(generated):
    reasons = broken_files(generated)
    submit(generated, "ann")
    before = {p: p.read_bytes() for p in generated.submitted.rglob("*") if p.is_file()}
    results = graded(generated, [*reasons, "ann"])
    for student, reason in reasons.items():
        assert results[student].state == "zero"
        with pytest.raises(AssertionError, match=reason):
            raise AssertionError(results[student].reason)
    assert results["ann"].state == "graded"
    assert points(generated) == dict.fromkeys(reasons, 0.0) | {"ann": 3}
    assert {p: p.read_bytes() for p in generated.submitted.rglob("*") if p.is_file()} == before
    assert not list(generated.root.glob(".substitute-*"))
    for item, problem in feedback.write(generated, feedback.find_graded(generated, ["a1"]), jobs=2):
        assert problem == "", item
    page = (generated.feedback / "text" / "a1" / "work.html").read_text()
    assert "is not a Jupyter notebook" in page
    page = (generated.feedback / "ann" / "a1" / "work.html").read_text()
    assert "double-large" in page
    for secret in (">500<", "HIDDEN"):
        assert secret not in page


def test_an_assignment_that_the_gradebook_does_not_know_is_named(folder):
    (folder.release / "a1").mkdir(parents=True)
    nbformat.write(double_task(), folder.release / "a1" / "work.ipynb")
    submit(folder, "ann")
    with pytest.raises(CourseError, match="does not know the assignment a1") as caught:
        graded(folder, ["ann"])
    assert caught.value.next_step.endswith("course generate a1")


def test_samples_are_named_for_their_state(generated, tmp_path):
    plans = tmp_path / "plans"
    (plans / "a1").mkdir(parents=True)
    (plans / "a1" / "mistakes.py").write_text("# %% double — adds\ndef double(n):\n    return n\n")
    made = samples.make(generated, generated.assignments(), plans)
    assert len(made) == 7
    assert samples.make(generated, generated.assignments(), plans) == []
    complete = (generated.submitted / "complete" / "a1" / "work.ipynb").read_text()
    assert "return 2 * n" in complete
    assert "BEGIN" not in complete
    assert "1 point" not in complete
    graded(generated, ["complete", "blank", "mistakes", "broken"])
    assert points(generated) == {"complete": 3, "blank": 0, "mistakes": 0, "broken": 0}


def test_a_plan_for_an_unknown_cell_is_refused(generated, tmp_path):
    (tmp_path / "plans" / "a1").mkdir(parents=True)
    (tmp_path / "plans" / "a1" / "stuck.py").write_text("# %% duble — typo\npass\n")
    with pytest.raises(CourseError, match="'duble'") as caught:
        samples.make(generated, ["a1"], tmp_path / "plans")
    assert caught.value.next_step == "Did you mean 'double'?"


def test_grades_are_rows_with_a_header(generated):
    submit(generated, "ann")
    graded(generated, ["ann"])
    text = io.StringIO()
    grades.write_csv(grades.read(generated), text)
    (row,) = csv.DictReader(io.StringIO(text.getvalue()))
    assert (row["student"], row["automatic"], row["automatic_max"]) == ("ann", "3.0", "3.0")
    assert row["to_mark"] == "0"  # nothing was answered: there is nothing to read


def test_names_are_chosen_or_refused(folder):
    assert folder.choose([], ["a1", "a2"], "assignment") == ["a1", "a2"]
    with pytest.raises(UsageError, match="no assignment 'a3'"):
        folder.choose(["a3"], ["a1", "a2"], "assignment")


def test_a_folder_that_is_no_course_is_named(tmp_path):
    with pytest.raises(CourseError, match="not a course folder"):
        Folder.find(tmp_path)


def test_nothing_submitted_is_said(folder):
    with pytest.raises(CourseError, match="Nothing has been submitted"):
        folder.students()


def test_a_folder_that_cannot_be_written_is_named(folder):
    (folder.root / "feedback").write_text("a file is in the way")
    with pytest.raises(CourseError, match="Nothing can be written into"):
        folder.writable(folder.feedback)
