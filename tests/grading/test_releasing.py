"""Releases are whole at every moment, whoever makes them."""

import os
import subprocess
import sys

import nbformat
import pytest
from conftest import double_task

from course import abandoned
from course.grading import classroom, gate, locks, releases, releasing

pytestmark = pytest.mark.slow
# A step that says that it was reached, and waits.
WAITING = """
import sys
from nbgrader.preprocessors import NbGraderPreprocessor
class Wait(NbGraderPreprocessor):
    def preprocess(self, nb, resources):
        print("reached", flush=True)
        sys.stdin.read()
        return nb, resources
"""
LATER = "assert double(3) == 6"


@pytest.fixture
def generated(folder):
    releases.generate(folder, ["a1"])
    return folder


def change(folder):
    task = double_task()
    task.cells[2].source = LATER
    nbformat.write(task, folder.source / "a1" / "work.ipynb")


def nbgrader(folder, *options, **others):
    words = [sys.executable, "-m", "nbgrader", "generate_assignment", "a1", *options]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder.root), *sys.path[:1]])}
    return subprocess.Popen(
        words, cwd=folder.root, env=environment, text=True, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **others,
    )  # fmt: skip


def released(folder):
    return (folder.release / "a1" / "work.ipynb").read_text(encoding="utf-8")


def beside(folder):
    return [path.name for path in folder.root.glob(f"{releasing.MAKING}*")]


@pytest.mark.parametrize("step", [0, 7])  # before and after the gradebook knows the new tests
def test_a_command_that_is_killed_leaves_the_old_release(generated, monkeypatch, step):
    before = released(generated)
    change(generated)
    config, text = generated.root / "nbgrader_config.py", "c.GenerateAssignment.preprocessors"
    plain = config.read_text(encoding="utf-8")
    config.write_text(f"{plain}\n{text}.insert({step}, 'waiting_step.Wait')\n", encoding="utf-8")
    (generated.root / "waiting_step.py").write_text(WAITING)
    with nbgrader(generated, "--force") as run:
        assert any("reached" in line for line in run.stdout)
        run.kill()
    config.write_text(plain, encoding="utf-8")
    assert released(generated) == before
    (left,) = beside(generated)
    assert left.startswith(gate.STAGING)
    assert locks.generating(generated, "a1")
    said = []
    classroom.refresh(generated, ["a1"], said.append)
    assert said == ["Entering a1 into the gradebook: it was cut off the last time."]
    assert LATER in released(generated)
    assert not locks.generating(generated, "a1")
    os.utime(generated.root / left, (0, 0))
    assert [path.name for path in abandoned.sweep(gate.STAGING, generated.root)] == [left]


def test_a_source_that_fails_costs_no_release(generated):
    before = released(generated)
    task = double_task()
    task.cells[1].source = "def double(n):\n    return 2 * n"  # no region: it would be shown
    nbformat.write(task, generated.source / "a1" / "work.ipynb")
    with nbgrader(generated, "--force") as run:
        said, _ = run.communicate()
    assert run.returncode == 1, said
    assert released(generated) == before
    assert beside(generated) == []


def test_nbgrader_s_command_gives_the_same_and_leaves_a_release_alone_unless_forced(generated):
    (generated.release / "a1" / "old.txt").touch()
    change(generated)
    for options, files in (((), {"old.txt", "work.ipynb"}), (("--force",), {"work.ipynb"})):
        with nbgrader(generated, *options) as run:
            said, _ = run.communicate()
        assert run.returncode == 0, said
        assert {path.name for path in (generated.release / "a1").iterdir()} == files
    assert releases.outdated(generated, ["a1"]) == []
    modes = [(place / "a1").stat().st_mode for place in (generated.release, generated.source)]
    assert modes[0] == modes[1]
