"""Without a sandbox there are limits, a clean environment, and an end to everything."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

import programs
import pytest
from programs import WAIT

from course.grading.sandbox import Limits, unsandboxed

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such limits")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets others be limited")


def launch(*arguments, **options):
    return programs.launch(*arguments, sandbox=False, **options)


def said(*arguments, **options):
    with launch(*arguments, **options) as running:
        return running.process.communicate(timeout=WAIT)[0].decode().strip()


def test_it_runs_in_the_folder_itself_with_a_clean_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("TOKEN_OF_THE_INSTRUCTOR", "secret")
    program = """
        import os
        open("new.txt", "w").close()
        print(os.environ.get("TOKEN_OF_THE_INSTRUCTOR"), os.environ["GIVEN"])
        print(os.path.expanduser("~"))
    """
    variables, home = said(program, tmp_path, environment={"GIVEN": "1"}).splitlines()
    assert variables == "None 1"
    assert (tmp_path / "new.txt").exists()
    assert not Path(home).exists()  # it was made for the program alone


def test_memory_is_watched(tmp_path):
    program = """
        import threading
        kept = [bytearray(10_000_000) for _ in range(20)]
        threading.Event().wait()
    """
    with launch(program, tmp_path, limits=Limits(memory=100_000_000)) as running:
        running.process.communicate(timeout=WAIT)
        assert running.met() == "used more than 100 MB of memory"


def test_what_it_writes_is_watched(tmp_path):
    program = """
        import pathlib, threading
        pathlib.Path("large").write_bytes(bytes(3_000_000))
        threading.Event().wait()
    """
    with launch(program, tmp_path, limits=Limits(disk=2_000_000)) as running:
        running.process.communicate(timeout=WAIT)
        assert running.met() == "wrote more than 2 MB, or 10000 files"


BOMB = """
    import os, signal
    started = 0
    try:
        while started < 40:
            if os.fork() == 0:
                signal.pause()
            started += 1
    except BlockingIOError:
        pass
    print(started, flush=True)
    signal.pause()
"""


@linux
def test_a_fork_bomb_is_bounded(tmp_path):
    with launch(BOMB, tmp_path, limits=Limits(processes=20)) as running:
        with running.process.stdout as output:
            if os.geteuid() != 0:  # the kernel does not count the processes of root
                assert int(output.readline()) < 20
                return
            running.process.wait(WAIT)
        assert running.met() == "started more than 20 processes"
        assert running.pids() == []


@linux
def test_one_process_is_limited(tmp_path):
    program = """
        import resource
        print(resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU))
    """
    limits = Limits(address_space=1_000_000_000, cpu_seconds=9)
    assert said(program, tmp_path, limits=limits) == "(1000000000, 1000000000) (9, 11)"


@posix
def test_a_shell_limits_it_where_the_kernel_cannot(tmp_path, monkeypatch):
    monkeypatch.setattr(unsandboxed.sys, "platform", "darwin")
    program = """
        import resource
        print(resource.getrlimit(resource.RLIMIT_CPU)[0], resource.getrlimit(resource.RLIMIT_FSIZE))
    """
    limits = Limits(file_size=1_024_000, cpu_seconds=9)
    assert said(program, tmp_path, limits=limits) == "9 (1024000, 1024000)"


@linux
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may read all memory")
def test_the_memory_of_the_grading_process_is_closed(tmp_path):
    program = """
        import sys
        try:
            open(f"/proc/{sys.argv[1]}/mem", "rb")
        except PermissionError:
            print("closed")
    """
    assert said(program, tmp_path, os.getpid()) == "closed"


@linux
def test_the_grading_process_cannot_be_traced(tmp_path):
    said("", tmp_path)
    assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0  # PR_GET_DUMPABLE
