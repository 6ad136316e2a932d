"""Gradings that are cut off lose, double and change nothing; `make faults RUNS=50` does more."""

import os
import subprocess
import sys

import pytest

from course.__main__ import main
from course.grading import busy, classroom, waiting
from tests.conftest import ROOT
from tests.faults import disturbing, experiment, scene

pytestmark = pytest.mark.slow
SEED = 0
CLUSTER = """
import sys
from distributed import LocalCluster
with LocalCluster(n_workers=2, threads_per_worker=2, host="127.0.0.1", dashboard_address=None) as c:
    print(c.scheduler_address, *(worker.pid for worker in c.workers.values()), flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return scene.make(tmp_path_factory.mktemp("scene") / "folder")


@pytest.fixture(scope="module")
def expected(folder, tmp_path_factory):
    return experiment.undisturbed(folder, tmp_path_factory.mktemp("undisturbed") / "course")


def test_an_undisturbed_run_gives_what_was_earned_and_keeps_the_marks(expected):
    found = {(student, cell): row for student, cell, *row in expected.ledger["grades"]}
    assert {key: row[:2] for key, row in found.items() if key[1] != "double-small"} == {
        ("ann", "double-large"): [2, None],
        ("ann", "double-why"): [None, 0.5],
        ("bob", "double-large"): [0, 1.5],
        ("bob", "double-why"): [None, None],
        ("cy", "double-large"): [0, None],
        ("cy", "double-why"): [None, None],
        ("dee", "double-large"): [2, None],
        ("dee", "double-why"): [None, 1],
        ("eve", "double-large"): [0, None],
        ("eve", "double-why"): [0, 0.25],
        ("fay", "double-large"): [0, None],
        ("fay", "double-why"): [0, None],
    }
    assert [row for row in expected.ledger["penalties"] if row[2]] == [("dee", "work", 4)]
    assert ("ann", "double-why", None, "Well said, ann.") in expected.ledger["comments"]


@pytest.mark.parametrize("fault", [*disturbing.KILLED, "locked"])
def test_a_run_that_is_disturbed_loses_nothing(fault, folder, expected, tmp_path):
    experiment.disturbed(fault, SEED, folder, expected, tmp_path)


def test_a_full_disk_costs_nothing(folder, expected):
    with disturbing.small_disk() as disk:
        if disk is None:
            pytest.skip("no small disk can be mounted here (that needs root)")
        experiment.disturbed("full", SEED, folder, expected, disk)


@pytest.fixture
def cluster():
    """The address of a Dask scheduler, and the processes of its two workers."""
    pytest.importorskip("distributed", reason="Dask is not installed (pip install distributed)")
    with subprocess.Popen(
        [sys.executable, "-c", CLUSTER], cwd=ROOT, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        address, *workers = process.stdout.readline().split()
        yield address.replace("tcp://", "dask://"), [int(worker) for worker in workers]
        process.communicate()


def test_a_killed_worker_of_dasks_costs_nothing(folder, expected, tmp_path, cluster, monkeypatch):
    address, workers = cluster

    def kill(run, course, choose):
        os.kill(workers[0], 9)
        return "a worker was killed"

    monkeypatch.setitem(disturbing.FAULTS, "worker", kill)
    experiment.disturbed("worker", SEED, folder, expected, tmp_path, "--executor", address)


def test_nbgrader_that_is_killed_goes_on(folder, expected, tmp_path):
    course = scene.copy(folder, tmp_path / "course")
    words = ("autograde", scene.ASSIGNMENT)
    run = scene.start_nbgrader(course, *words)
    with scene.ended(run):
        line = next(line for line in run.stdout if "Autograding" in line)
    assert "ann" in line
    run = scene.start_nbgrader(course, *words)
    with scene.ended(run):
        text, _ = run.communicate(timeout=600)
    assert run.returncode == 0, text
    assert scene.ledger(course) == expected.ledger


def test_a_locked_gradebook_is_waited_for_aloud(folder, expected, tmp_path):
    course = scene.copy(folder, tmp_path / "course")
    with disturbing.locking(course):
        run = scene.start(course, "--jobs", "1")
        heard = run.stdout.readline()
    with scene.ended(run):
        text, _ = run.communicate(timeout=600)
    assert heard == "Waiting for the gradebook: another program is writing into it.\n"
    assert run.returncode == 0, text
    assert scene.ledger(course) == expected.ledger


def test_a_gradebook_that_stays_locked_ends_the_run_with_a_clear_word(
    folder, tmp_path, capsys, monkeypatch
):
    course = scene.copy(folder, tmp_path / "course")
    monkeypatch.setattr(waiting, "SILENCE", 0.1)
    monkeypatch.setattr(busy, "PATIENCE", 0.2)
    work = classroom.find_work(course, [scene.ASSIGNMENT], sorted(scene.PEOPLE))
    with disturbing.locking(course):
        assert classroom.grade_one(str(course.root), work[0]).reason == busy.LOCKED
        assert main(["grade", "--course", str(course.root)]) == 1
    said = capsys.readouterr().err
    assert busy.LOCKED in said
    assert busy.REMEDY in said


def test_those_who_grade_at_once_take_turns(folder, expected, tmp_path):
    course = scene.copy(folder, tmp_path / "course")
    graders = [scene.start(course, "--jobs", "1") for _ in range(2)]
    graders.append(scene.start_nbgrader(course, "autograde", scene.ASSIGNMENT, "--force"))
    for run in graders:
        with scene.ended(run):
            text, _ = run.communicate(timeout=600)
        assert run.returncode == 0, text
    assert scene.ledger(course) == expected.ledger


def test_entering_an_assignment_that_was_cut_off_is_done_again(folder, tmp_path):
    course = scene.copy(folder, tmp_path / "course")
    release = course.release / scene.ASSIGNMENT / scene.BOOK
    whole = release.read_text(encoding="utf-8")
    classroom.generating(course, scene.ASSIGNMENT).begin()
    release.write_text(whole[:100], encoding="utf-8")
    said = []
    classroom.refresh(course, [scene.ASSIGNMENT], said.append)
    assert said == ["Entering a1 into the gradebook: it was cut off the last time."]
    assert release.read_text(encoding="utf-8") == whole
    classroom.refresh(course, [scene.ASSIGNMENT], said.append)
    assert len(said) == 1
