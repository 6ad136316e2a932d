"""A program in the sandbox can use so much, and nothing of it outlives its end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading

import psutil
import pytest
from programs import WAIT, Inside, gone, launch

from course.grading.sandbox import Limits, descendants, refusal

pytestmark = pytest.mark.skipif(bool(refusal()), reason=f"no sandbox here: {refusal()}")


@pytest.fixture
def inside(tmp_path):
    return Inside(tmp_path / "handed in")


# How much it can use


def test_a_memory_hog_is_ended_with_a_reason(tmp_path):
    program = """
        import signal
        kept = [bytearray(10_000_000) for _ in range(20)]
        print("had it all")
        signal.pause()
    """
    with launch(program, tmp_path, limits=Limits(memory=100_000_000)) as running:
        running.process.communicate(timeout=WAIT)
        assert running.met() == "used more than 100 MB of memory"
        assert not running.alive()


def test_the_memory_of_many_processes_counts_together(tmp_path):
    program = """
        import os, signal
        for _ in range(6):
            if os.fork() == 0:
                kept = bytearray(30_000_000)
                break
        signal.pause()
    """
    with launch(program, tmp_path, limits=Limits(memory=120_000_000)) as running:
        running.process.communicate(timeout=WAIT)
        assert running.met() == "used more than 120 MB of memory"


def test_memory_that_processes_share_counts_once(tmp_path):
    program = """
        import os, signal
        kept = bytearray(40_000_000)
        for _ in range(4):
            if os.fork() == 0:
                break
        else:
            print("ready", flush=True)
        signal.pause()
    """
    with launch(program, tmp_path) as running:
        assert running.process.stdout.readline() == b"ready\n"
        pids = running.pids()
        assert len(pids) == 5
        plain, once = (descendants.memory(pids, enough) for enough in (10**12, 0))
        assert plain > 200_000_000
        assert 40_000_000 < once < 120_000_000
        running.process.stdout.close()


@pytest.mark.parametrize(
    ("limits", "attempt", "error"),
    [
        (Limits(address_space=500_000_000), "bytearray(600_000_000)", "MemoryError"),
        (Limits(file_size=1_000), "pathlib.Path('/tmp/f').write_bytes(bytes(2_000))", "OSError 27"),
        (Limits(open_files=30), "[open('/dev/null') for _ in range(40)]", "OSError 24"),
        (Limits(disk=1 << 20), "pathlib.Path('/tmp/f').write_bytes(bytes(2 << 20))", "OSError 28"),
        (
            Limits(disk=1 << 20),
            "pathlib.Path('/dev/shm/f').write_bytes(bytes(2 << 20))",
            "OSError 28",
        ),
        (Limits(disk=1 << 20), "pathlib.Path('f').write_bytes(bytes(2 << 20))", "OSError 28"),
    ],
)
def test_what_one_process_can_use_is_bounded(inside, limits, attempt, error):
    program = f"""
        import pathlib
        try:
            kept = {attempt}
        except Exception as error:
            print(type(error).__name__, getattr(error, "errno", ""))
    """
    assert inside(program, limits=limits) == error


def test_a_fork_bomb_is_bounded(inside):
    program = """
        import os, signal
        started = 0
        try:
            while started < 60:
                if os.fork() == 0:
                    signal.pause()
                started += 1
        except BlockingIOError:
            pass
        print(started)
    """
    assert int(inside(program, limits=Limits(processes=20))) < 20


def test_many_small_files_are_noticed(tmp_path):
    program = """
        import itertools
        for number in itertools.count():
            open(f"/tmp/{number % 3_000}", "w").close()
    """
    with launch(program, tmp_path, limits=Limits(files=1_000)) as running:
        running.process.communicate(timeout=WAIT)
        assert running.met() == "made more than 1000 files"


def test_a_full_shared_folder_is_noticed(tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    program = """
        import signal, sys
        open(sys.argv[1] + "/large", "wb").write(bytes(3_000_000))
        signal.pause()
    """
    limits = Limits(disk=2_000_000)
    with launch(program, tmp_path, shared, shared=[shared], limits=limits) as running:
        running.process.communicate(timeout=WAIT)
        assert running.met() == "wrote more than 2 MB, or 10000 files"


@pytest.mark.slow
def test_processor_time_is_bounded(tmp_path):
    with launch("while True: pass", tmp_path, limits=Limits(cpu_seconds=1)) as running:
        running.process.communicate(timeout=WAIT)
        assert running.met() == "used more than 1 seconds of processor time"


# How it ends

RUNAWAY = """
    import os, signal, sys
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.environ.clear()
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            print("ready", flush=True)
        signal.pause()
    sys.stdin.close()
    os.read(int(sys.argv[1]), 1)
"""


@pytest.mark.parametrize("sandbox", [True, False])
@pytest.mark.parametrize("by_itself", [True, False])
def test_nothing_outlives_the_end(tmp_path, sandbox, by_itself):
    wait, go = os.pipe()
    with launch(RUNAWAY, tmp_path, wait, pass_fds=[wait], sandbox=sandbox) as running:
        assert running.process.stdout.readline() == b"ready\n"
        pids = running.pids()
        assert len(pids) == 3
        assert running.alive()
        if by_itself:
            os.write(go, b"!")
            running.process.wait(WAIT)
        running.end()
        assert not running.alive()
        assert running.pids() == []
        assert gone(pids)
        assert running.met() == ""
        running.end()
        running.process.stdout.close()
    os.close(wait)
    os.close(go)


def test_what_cannot_be_watched_is_ended(tmp_path, monkeypatch):
    def fail(*_):
        raise ValueError("no /proc")

    program = "import signal; print('ready', flush=True); signal.pause()"
    with launch(program, tmp_path) as running, running.process.stdout as output:
        output.readline()
        monkeypatch.setattr(descendants, "memory", fail)
        running.look()
        running.process.wait(WAIT)
        assert running.met() == "could not be watched (no /proc)"


def test_it_outlives_the_thread_that_started_it(tmp_path):
    started = []
    program = "import os, sys; os.read(int(sys.argv[1]), 1); print('alive')"
    wait, go = os.pipe()
    thread = threading.Thread(
        target=lambda: started.append(launch(program, tmp_path, wait, pass_fds=[wait]))
    )
    thread.start()
    thread.join()
    os.write(go, b"!")
    with started[0] as running:
        assert running.process.communicate(timeout=WAIT)[0] == b"alive\n"
    os.close(wait)
    os.close(go)


@pytest.mark.slow
def test_it_ends_when_the_grading_process_is_killed(tmp_path):
    grader = """
        import subprocess, sys
        from pathlib import Path
        from course.grading.sandbox import start
        code = "import signal; print('ready', flush=True); signal.pause()"
        command = [sys.executable, "-c", code]
        running = start(command, work=Path(sys.argv[1]), stdout=subprocess.PIPE)
        running.process.stdout.readline()
        print(*running.pids(), flush=True)
        sys.stdin.read()
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(grader), tmp_path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        pid = int(process.stdout.readline())
        program = psutil.Process(pid)
        process.send_signal(signal.SIGKILL)
    psutil.wait_procs([program], timeout=WAIT)
    assert not program.is_running()
