"""Temporary folders of processes that were killed are swept away, others never."""

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from course import abandoned
from course.abandoned import HELD, Held
from course.grading import gate

OWNER = f"""
import sys
from course.abandoned import Held
mine = Held({HELD!r})
print(mine.name, flush=True)
sys.stdin.read()
"""
# Each says where its folder is, and waits.
HOME = """
import sys
from pathlib import Path
from course.grading.sandbox import Limits, start
command = [sys.executable, "-c", "import os; print(os.path.expanduser('~'), flush=True)"]
kept = start(command, work=Path.cwd(), sandbox=False, stdout=None)
sys.stdin.read()
"""
KERNEL = """
import sys, types
from course.kernels import make_private
print((kept := make_private(types.SimpleNamespace())).name, flush=True)
sys.stdin.read()
"""
TRIAL = """
import sys
from course.grading.sandbox import starting
def wait(command, work, **options):
    print(work, flush=True)
    sys.stdin.read()
starting.bubblewrap.start = wait
starting._trial()
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """An empty folder for temporary folders."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def grow_old(place):
    for folder in place.iterdir():
        os.utime(folder, (0, 0))


def test_a_folder_is_there_as_long_as_it_is_used(temporary):
    with Held(f"{HELD}x-") as name:
        grow_old(temporary)
        assert abandoned.sweep(HELD) == []
        assert os.listdir(temporary) == [os.path.basename(name)]  # noqa: PTH119, PTH208
    assert list(temporary.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("program", [OWNER, HOME, KERNEL, TRIAL])
def test_a_folder_is_swept_away_when_its_owner_is_killed(temporary, program, tmp_path_factory):
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=tmp_path_factory.mktemp("work"),
        env={**os.environ, "TMPDIR": str(temporary)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as owner:  # fmt: skip
        name = owner.stdout.readline().strip()
        grow_old(temporary)
        assert abandoned.sweep(HELD) == []
        owner.kill()
        owner.wait()
        assert Path(name).is_dir()
        assert [str(path) for path in abandoned.sweep(HELD)] == [name]
    assert list(temporary.iterdir()) == []


def test_what_is_new_or_a_link_or_not_ours_stays(temporary, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "file").touch()
    (temporary / f"{HELD}new").mkdir()
    (temporary / f"{HELD}link").symlink_to(elsewhere)
    (temporary / "other").mkdir()
    os.utime(temporary / f"{HELD}link", (0, 0), follow_symlinks=False)
    os.utime(temporary / "other", (0, 0))
    assert abandoned.sweep(HELD) == []
    assert len(list(temporary.iterdir())) == 3
    assert (elsewhere / "file").exists()


def test_those_who_sweep_at_once_do_not_disturb_each_other(temporary):
    for number in range(20):
        (temporary / f"{HELD}{number}").mkdir()
    grow_old(temporary)
    found = []
    sweepers = [
        threading.Thread(target=lambda: found.extend(abandoned.sweep(HELD))) for _ in range(4)
    ]
    for sweeper in sweepers:
        sweeper.start()
    for sweeper in sweepers:
        sweeper.join()
    assert len(found) == len(set(found))
    assert list(temporary.iterdir()) == []


def test_grading_sweeps(temporary, tmp_path_factory):
    course = tmp_path_factory.mktemp("course")
    for place in (temporary / f"{HELD}old", course / ".intake-old", course / ".intake-new"):
        (place / "ann").mkdir(parents=True)
    grow_old(temporary)
    os.utime(course / ".intake-old", (0, 0))
    gate.tidy.cache_clear()
    gate.tidy(course)
    assert list(temporary.iterdir()) == []
    assert [path.name for path in course.iterdir()] == [".intake-new"]
