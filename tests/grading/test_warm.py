"""A candidate that is forked from a warm process is kept in, and is like one that began cold."""

from __future__ import annotations

import contextlib
import os
import signal
import textwrap
from pathlib import Path

import psutil
import pytest
from programs import gone

from course.grading.candidates import Candidate
from course.grading.sandbox import Limits, recipe, refusal, warm

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(bool(refusal()), reason=f"no sandbox here: {refusal()}")


@pytest.fixture
def candidate():
    with Candidate() as made:
        assert made.warm, "it was started cold"
        yield made


def told(candidate, program):
    """What a cell prints."""
    outputs = candidate.run(textwrap.dedent(program), 60)["outputs"]
    return "".join(part for output in outputs for part in output.get("parts", [])).strip()


def test_it_has_no_rights_and_sees_nobody(candidate):
    status = told(candidate, "print(open('/proc/self/status').read())")
    fields = dict(line.split(":\t") for line in status.splitlines() if ":\t" in line)
    assert {fields[f"Cap{name}"].strip("0") for name in ("Inh", "Prm", "Eff", "Bnd", "Amb")} == {""}
    assert (fields["NoNewPrivs"], fields["Seccomp"], fields["Groups"].strip()) == ("1", "2", "")
    user = candidate._started.user if recipe.by_root() else 1000
    assert fields["Uid"].split() == [str(user)] * 4
    program = """
        import os
        from pathlib import Path
        print([name for name in os.listdir("/proc") if name.isdigit() and name not in SEEN])
        print([p for p in PATHS if os.path.exists(p)])
    """
    paths = [str(ROOT / name) for name in ("source", "gradebook.db", "course/grading", "tests")]
    paths += ["/home", "/var", str(Path.home() / ".bashrc")]
    own = ["1", "2", "3"]  # bubblewrap, the placeholder, itself
    seen = told(candidate, f"SEEN, PATHS = {own}, {paths}\n{textwrap.dedent(program)}")
    assert seen == "[]\n[]"


def test_what_the_filter_refuses_is_refused(candidate):
    told(candidate, "import os, socket")
    assert told(candidate, "print(os.system('unshare -U true 2>/dev/null') != 0)") == "True"
    refused = told(candidate, "try: socket.socket(40)\nexcept OSError as error: print(error.errno)")
    assert refused == "97"  # no such family
    assert "Denied" in str(candidate.run("import ctypes; ctypes.CDLL(None)", 60)["outputs"])


def test_it_has_the_environment_and_the_limits_of_a_program_in_the_sandbox(candidate):
    cold = "import os, resource; print(sorted(os.environ), resource.getrlimit(resource.RLIMIT_AS))"
    names, limit = told(candidate, cold).rsplit(" (", 1)
    assert limit.startswith(str(Limits().address_space))
    assert not {"HOSTNAME", "USER", "PYTHONSTARTUP"} & set(names.split("'"))
    assert told(candidate, "print(os.environ['HOME'], os.getcwd(), os.listdir())") == (
        "/tmp/home /notebook []"
    )
    files = told(candidate, "print(os.listdir('/proc/self/fd'))")
    assert len(files.split(",")) < 10


def test_two_of_one_process_are_not_alike():
    program = """
        import random, numpy, multiprocessing, tempfile
        print(random.random(), numpy.random.rand(), multiprocessing.current_process().authkey)
    """
    with Candidate() as one, Candidate() as other:
        assert [one.warm, other.warm] == [True, True]
        seen, also = told(one, program).split(" ", 2), told(other, program).split(" ", 2)
    assert not set(seen) & set(also)


@pytest.mark.slow
@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_it_can_start_processes(candidate, method):
    program = f"""
        import multiprocessing
        with multiprocessing.get_context({method!r}).Pool(2) as pool:
            print(pool.map(abs, [-1, -2]))
    """
    assert told(candidate, program) == "[1, 2]"


def test_nothing_of_it_outlives_its_end():
    with Candidate() as candidate:
        program = """
            import os
            if os.fork() == 0:
                os.setsid()
                os.execlp("tail", "tail", "-f", "/dev/null")
        """
        told(candidate, program)
        names = {pid: psutil.Process(pid).name() for pid in candidate._started.pids()}
        assert len(names) >= 3, names  # itself, the placeholder, its child
    assert gone(names)


def test_one_that_exits_is_seen_to_be_gone():
    with Candidate() as candidate:
        with contextlib.suppress(Exception):
            candidate.run("import os; os._exit(7)", 60)
        assert candidate.lost(EOFError(), "a", 1).kind == "KernelDied"
        assert candidate._started.code() == 7


@pytest.mark.slow
def test_one_that_uses_up_its_processor_time_is_told_so():
    with Candidate(limits=Limits(cpu_seconds=1)) as candidate:
        with contextlib.suppress(Exception):
            candidate.run("while True: pass", 60)
        assert "processor time" in candidate.lost(EOFError(), "a", 1).reason


@pytest.mark.slow
def test_its_memory_counts():
    with Candidate(limits=Limits(memory=300_000_000)) as candidate:
        with contextlib.suppress(Exception):
            program = "import signal; kept = [bytearray(10_000_000) for _ in range(60)]"
            candidate.run(f"{program}; signal.pause()", 60)
        assert "300 MB of memory" in candidate.lost(EOFError(), "a", 1).reason


def test_a_warm_process_that_died_is_replaced(candidate):
    server = warm._warm({})
    os.kill(server._process.pid, signal.SIGKILL)
    server._process.wait()
    with Candidate() as another:
        assert another.warm
        assert told(another, "print(1)") == "1"
    assert told(candidate, "print(2)") == "2"


def test_where_there_is_no_warm_process_it_starts_cold(monkeypatch):
    def refuse(*_, **__):
        raise OSError("no")

    monkeypatch.setattr(warm, "start", refuse)
    with Candidate() as candidate:
        assert not candidate.warm
        assert told(candidate, "print(3)") == "3"


def test_what_cannot_be_entered_is_an_error_and_leaves_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr(warm.bubblewrap.Sandboxed, "adopt", lambda self, program: 1 / 0)
    before = set(psutil.Process().children(recursive=True))
    with pytest.raises(ZeroDivisionError), Candidate():
        pass
    left = set(psutil.Process().children(recursive=True)) - before
    assert gone(process.pid for process in left if process.name() in ("bwrap", "sleep"))
