"""Grading on a Dask cluster, one of whose workers is killed; skipped without Dask."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT, double_task

from course.grading import grades, releases
from course.grading.folder import Folder

pytest.importorskip("distributed", reason="Dask is not installed (pip install distributed)")
pytestmark = pytest.mark.slow
CLUSTER = """
import sys
from distributed import LocalCluster
with LocalCluster(n_workers=2, threads_per_worker=2, host="127.0.0.1", dashboard_address=None) as c:
    print(c.scheduler_address, *(worker.pid for worker in c.workers.values()), flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def cluster():
    """The address of a scheduler, and the processes of its two workers."""
    process = subprocess.Popen(
        [sys.executable, "-c", CLUSTER], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address, *workers = process.stdout.readline().split()
    yield address.replace("tcp://", "dask://"), [int(worker) for worker in workers]
    process.communicate()


@pytest.fixture
def course(tmp_path):
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    folder = Folder(tmp_path)
    (folder.source / "a1").mkdir(parents=True)
    nbformat.write(double_task(), folder.source / "a1" / "work.ipynb")
    releases.generate(folder, ["a1"])
    for number in range(4):
        task = nbformat.read(folder.release / "a1" / "work.ipynb", as_version=4)
        task.cells[1].source = f"def double(n):\n    return {'2 * n' if number % 2 else 4}"
        place = folder.submitted / f"s{number}" / "a1"
        place.mkdir(parents=True)
        nbformat.write(task, place / "work.ipynb")
    return folder


def test_a_class_is_graded_on_a_cluster_that_loses_a_worker(course, cluster):
    address, workers = cluster
    report = course.root / "out.json"
    words = ["--executor", address, "--json", str(report)]
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "course", "grade", "--course", str(course.root), *words],
        cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    first = process.stdout.readline()
    assert "Grading 1/4" in first
    os.kill(workers[0], signal.SIGKILL)
    rest, _ = process.communicate()
    assert process.returncode == 0, rest
    assert {row.student: row.automatic for row in grades.read(course)} == {
        "s0": 1, "s1": 3, "s2": 1, "s3": 3,
    }  # fmt: skip
    assert len(json.loads(Path(report).read_text())["submissions"]) == 4
