"""The temporary folder of a kernel is removed, at the latest by the next kernel."""

import os
import subprocess
import sys
import tempfile
import textwrap

import pytest

from course.lab import scratch


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """An empty folder for temporary folders."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def run(code, temporary):
    """Run `code` in a process whose temporary folder is `temporary`."""
    names = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    code = "from course.lab import scratch\n" + textwrap.dedent(code)
    subprocess.run([sys.executable, "-c", code], env={**os.environ, **names}, check=True)


def grow_old(temporary):
    for lock in temporary.glob(f"*/{scratch.LOCK}"):
        os.utime(lock, (0, 0))


def test_a_folder_is_removed_at_exit(temporary):
    run("assert scratch.new_folder('modules').is_dir()", temporary)
    assert list(temporary.iterdir()) == []


def test_the_folder_of_a_killed_kernel_is_swept_away(temporary):
    run("import os; scratch.new_folder('modules'); os._exit(0)", temporary)
    (left,) = temporary.iterdir()
    scratch.sweep()
    assert left.exists()  # so new that its kernel may be about to lock it
    grow_old(temporary)
    scratch.sweep()
    assert list(temporary.iterdir()) == []


def test_the_folder_of_a_living_kernel_stays(temporary):
    code = """
    import sys
    scratch.new_folder("modules")
    print("ready", flush=True)
    sys.stdin.read()
    """
    names = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    with subprocess.Popen(
        [sys.executable, "-c", "from course.lab import scratch\n" + textwrap.dedent(code)],
        env={**os.environ, **names}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as kernel:  # fmt: skip
        assert kernel.stdout.readline().strip() == b"ready"
        grow_old(temporary)
        scratch.sweep()
        (folder,) = temporary.iterdir()
        assert any(folder.glob("modules-*"))


def test_folders_that_are_not_ours_stay(temporary):
    (temporary / "other").mkdir()
    (temporary / "course-lab-without-a-lock").mkdir()
    scratch.sweep()
    assert len(list(temporary.iterdir())) == 2
