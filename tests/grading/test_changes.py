"""What a grade depends on, and what it does not."""

import ast
from pathlib import Path

import nbformat
import pytest
from conftest import double_task

from course.grading import changes, classroom, record
from course.grading.changes import ENGINE, PACKAGE, Fingerprint, Fingerprints
from course.grading.record import Outcome, Record

STEPS = ("gate", "execute", "outputs", "scores", "skeleton", "converters")


@pytest.fixture
def submitted(folder):
    place = folder.submitted / "ann" / "a1"
    place.mkdir(parents=True)
    nbformat.write(double_task(), place / "work.ipynb")
    (folder.release / "a1").mkdir(parents=True)
    nbformat.write(double_task(), folder.release / "a1" / "work.ipynb")
    return folder


def why(folder, known):
    return Fingerprints(folder).of("a1", "ann").why(known)


def test_a_submission_without_a_record_is_new(submitted):
    assert why(submitted, None) == "new"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("submitted/ann/a1/work.ipynb", "changed submission"),
        ("submitted/ann/a1/timestamp.txt", "changed submission"),
        ("submitted/ann/a1/data.csv", "changed submission"),
        ("submitted/ann/a1/notes.txt", ""),
        ("source/a1/work.ipynb", "changed test"),
        ("source/a1/data.txt", "changed test"),
        ("release/a1/work.ipynb", "changed test"),
        ("source/a2/work.ipynb", ""),
        ("source/a1/.ipynb_checkpoints/work.ipynb", ""),
        ("docs/security.md", ""),
    ],
)
def test_only_what_counts_is_a_change(submitted, path, expected):
    config = submitted.root / "nbgrader_config.py"
    config.write_text(config.read_text() + '\nc.Autograde.allowed_files = {"a1": ["data.csv"]}')
    known = Fingerprints(submitted).of("a1", "ann")
    assert why(submitted, known) == ""
    changed = submitted.root / path
    changed.parent.mkdir(parents=True, exist_ok=True)
    changed.write_text("2026-01-15 12:00:00 UTC")
    assert why(submitted, known) == expected


def test_settings_that_grade_are_part_of_the_engine(submitted):
    known = Fingerprints(submitted).of("a1", "ann")
    config = submitted.root / "nbgrader_config.py"
    text = config.read_text()
    config.write_text(text + "\nc.GenerateFeedback.force = True")
    assert why(submitted, known) == ""
    config.write_text(text + "\nc.Execute.timeout = 7")
    assert why(submitted, known) == "changed engine"


def test_every_module_that_grades_is_part_of_the_engine(submitted, monkeypatch, tmp_path):
    before = changes.engine(submitted.config())
    copy = tmp_path / "package"
    for room in (*changes.ROOMS, "grading", "handout"):
        (copy / room).mkdir(parents=True)
    for name in ENGINE:
        (copy / "grading" / f"{name}.py").write_text("")
    (copy / "handout" / "cells.py").write_text("")
    monkeypatch.setattr(changes, "PACKAGE", copy)
    found = changes.engine(submitted.config())
    assert found != before
    (copy / "handout" / "cells.py").write_text("changed")
    (copy / "grading" / "doctor.py").write_text("changed")
    assert changes.engine(submitted.config()) == found
    (copy / "lab" / "work.py").write_text("changed")
    assert changes.engine(submitted.config()) != found


def test_the_list_of_the_engine_is_complete():
    assert reached() <= set(ENGINE)
    for name in ENGINE:
        assert (PACKAGE / "grading" / name).is_dir() or (
            PACKAGE / "grading" / f"{name}.py"
        ).is_file()


def reached():
    """The modules of course/grading that the steps of autograding import."""
    found, left = set(), list(STEPS)
    while left:
        name = left.pop()
        path = PACKAGE / "grading" / f"{name}.py"
        if name not in found and path.is_file():
            found.add(name)
            left += imported(path)
    return found


def imported(path: Path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("course.grading"):
            rest = node.module.split(".")[2:]
            yield from rest[:1] or [alias.name for alias in node.names]


def test_a_record_is_read_as_it_was_written(submitted):
    (submitted.autograded / "ann" / "a1").mkdir(parents=True)
    written = Record(Fingerprint("a", "b", "c"), Outcome(1.0, 3.0, ("`f` is true",), 0.5))
    record.write(submitted, "a1", "ann", written)
    assert record.read(submitted, "a1", "ann") == written
    record.forget(submitted, "a1", "ann")
    assert record.read(submitted, "a1", "ann") is None
    assert list((submitted.autograded / "ann" / "a1").iterdir()) == []


@pytest.mark.parametrize("text", ["", "[]", "{", '{"fingerprint": {}}', '{"outcome": 1}'])
def test_a_record_that_was_cut_off_is_none(submitted, text):
    (submitted.autograded / "ann" / "a1").mkdir(parents=True)
    record.place(submitted, "a1", "ann").write_text(text)
    assert record.read(submitted, "a1", "ann") is None


def test_the_plan_says_why(submitted):
    (work,) = classroom.find_work(submitted, ["a1"], ["ann"])
    assert work.why == "new"
    (submitted.autograded / "ann" / "a1").mkdir(parents=True)
    record.write(submitted, "a1", "ann", Record(work.fingerprint, Outcome()))
    work = classroom.find_work(submitted, ["a1"], ["ann"])
    assert classroom.as_planned(work, force=False) == []
    assert [item.why for item in classroom.as_planned(work, force=True)] == ["forced"]


def test_an_assignment_that_was_entered_with_its_dates_alone_is_generated(submitted):
    with submitted.gradebook() as gradebook:
        gradebook.update_or_create_assignment("a1", duedate="2026-12-01 12:00:00 UTC")
        assert changes.tests_differ(submitted, gradebook, "a1")
    said = []
    classroom.refresh(submitted, ["a1"], said.append)
    assert len(said) == 1
    with submitted.gradebook() as gradebook:
        assert not changes.tests_differ(submitted, gradebook, "a1")
        assert str(gradebook.find_assignment("a1").duedate) == "2026-12-01 12:00:00"
