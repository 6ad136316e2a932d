"""Whole runs of `course grade`: what changed, two at once, and ended at any moment."""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import psutil
import pytest
from conftest import ROOT, double_task

from course.__main__ import main
from course.grading import classroom, grades, record, releases
from course.grading.folder import Folder

pytestmark = pytest.mark.slow
ANSWERS = ["def double(n):\n    return 2 * n", "def double(n):\n    return 4", "def double(n:"]
POINTS = [3, 1, 0]
DEADLY = """
import os
from nbgrader.preprocessors import NbGraderPreprocessor

class Deadly(NbGraderPreprocessor):
    def preprocess(self, nb, resources):
        if resources["nbgrader"]["student"] == "s00":
            os._exit(1)
        return nb, resources
"""


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


def submit_many(course, count):
    """Submissions of s00, s01, …; returns the points that each must have."""
    for number in range(count):
        submit(course, f"s{number:02}", ANSWERS[number % 3])
    return {f"s{number:02}": POINTS[number % 3] for number in range(count)}


def submit(course, student, answer):
    place = course.submitted / student / "a1"
    place.mkdir(parents=True, exist_ok=True)
    task = nbformat.read(course.release / "a1" / "work.ipynb", as_version=4)
    task.cells[1].source = answer
    nbformat.write(task, place / "work.ipynb")


def start(course, *words):
    command = [sys.executable, "-u", "-m", "course", "grade", "--course", str(course.root), *words]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def grade(course, capsys, *words):
    """Run `course grade` to its end; what it says for machines."""
    code = main(["grade", "--course", str(course.root), "--jobs", "1", "--json", "-", *words])
    assert code == 0
    return json.loads(capsys.readouterr().out)


def points(course):
    return {row.student: row.automatic for row in grades.read(course)}


def test_a_changed_test_regrades_and_keeps_the_marks(course, capsys):
    submit_many(course, 2)
    assert grade(course, capsys)["summary"]["states"] == {"graded": 2}
    with course.gradebook() as gradebook:
        gradebook.find_grade("double-why", "work", "a1", "s00").manual_score = 0.5
        gradebook.db.commit()
    assert grade(course, capsys, "--dry-run") == {
        "would_grade": [], "unchanged": 2, "late_penalties": [],
    }  # fmt: skip
    path = course.source / "a1" / "work.ipynb"
    task = nbformat.read(path, as_version=4)
    task.cells[3].source = task.cells[3].source.replace("double(500) == 1000", "double(1) == 4")
    nbformat.write(task, path)
    submit(course, "s02", ANSWERS[1])
    planned = grade(course, capsys, "--dry-run")["would_grade"]
    assert [(row["student"], row["why"]) for row in planned] == [
        ("s00", "changed test"), ("s01", "changed test"), ("s02", "new"),
    ]  # fmt: skip
    assert points(course) == {"s00": 3, "s01": 1}
    changed = grade(course, capsys)["summary"]["changes"]
    assert [(c["student"], c["before"], c["after"]) for c in changed] == [
        ("s00", 3, 1), ("s01", 1, 3),
    ]  # fmt: skip
    assert points(course) == {"s00": 1, "s01": 3, "s02": 3}
    with course.gradebook() as gradebook:
        mark = gradebook.find_grade("double-why", "work", "a1", "s00")
        assert (mark.manual_score, mark.needs_manual_grade) == (0.5, True)
    assert grade(course, capsys)["summary"]["states"] == {"unchanged": 3}


def test_a_submission_that_ends_its_grader_keeps_no_score(course, monkeypatch):
    submit_many(course, 2)
    everybody = ["s00", "s01"]
    run = list(classroom.grade(course, classroom.find_work(course, ["a1"], everybody), 1))
    assert [result.state for result in run] == ["graded", "graded"]
    (course.root / "deadly.py").write_text(DEADLY)
    monkeypatch.syspath_prepend(course.root)  # a worker process has it, too
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write('c.Autograde.autograde_preprocessors.insert(0, "deadly.Deadly")\n')
    run = list(classroom.grade(course, classroom.find_work(course, ["a1"], everybody), 1))
    assert {result.work.student: result.state for result in run} == {
        "s00": "failed", "s01": "graded",
    }  # fmt: skip
    assert "its grader ended" in next(r.reason for r in run if r.state == "failed")
    assert points(course) == {"s00": 0, "s01": 1}


def test_two_instructors_at_once_lose_nothing_and_grade_nothing_twice(course, tmp_path):
    expected = submit_many(course, 6)
    (course.root / "gradebook.db").unlink()
    files = [tmp_path / f"{name}.json" for name in ("one", "two")]
    both = [start(course, "--jobs", "1", "--json", str(file)) for file in files]
    for process in both:
        said, _ = process.communicate()
        assert process.returncode == 0, said
    states = [json.loads(file.read_text())["summary"]["states"] for file in files]
    assert sum(found.get("graded", 0) for found in states) == 6
    assert sum(found.get("unchanged", 0) for found in states) == 6
    assert points(course) == expected


def test_killed_at_any_moment_it_goes_on_where_it_stopped(course):
    expected = submit_many(course, 12)
    choose = random.Random(8)
    done: dict[str, int] = {}
    for lines in (1, 2, 3):
        process = start(course, "--jobs", "2")
        said = kill(process, lines, choose)
        for student, when in done.items():
            assert written(course, student) == when, f"{student} was graded twice"
        done = {s: when for s in expected if (when := written(course, s))}
        # What it called done is done, and is right.
        assert said <= {f"{student}/a1" for student in done}
        found = points(course) if done else {}
        assert {s: found[s] for s in done} == {s: expected[s] for s in done}
    assert 0 < len(done) < len(expected)
    process = start(course, "--jobs", "2")
    text, _ = process.communicate()
    assert process.returncode == 0, text
    assert points(course) == expected
    assert f"Graded {len(expected) - len(done)} submissions; {len(done)} had not changed" in text
    for student, when in done.items():
        assert written(course, student) == when
    with course.gradebook() as gradebook:
        assert len(gradebook.assignment_submissions("a1")) == len(expected)


def kill(process, lines, choose):
    """End a run the hard way, some time after it has said `lines` lines; whom it called done."""
    said = [line for line in (process.stdout.readline() for _ in range(lines)) if ": s" in line]
    try:
        process.wait(timeout=choose.random() / 3)
    except subprocess.TimeoutExpired:
        workers = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        _, alive = psutil.wait_procs(workers, timeout=60)
        for worker in alive:
            worker.kill()
        assert alive == []  # nobody goes on alone
        rest, _ = process.communicate()
        said += [line for line in rest.splitlines() if line.startswith("Grading ")]
    return {line.split(": ")[1].split()[0] for line in said}


def written(course, student):
    path = record.place(course, "a1", student)
    return path.stat().st_mtime_ns if path.is_file() else 0
