"""The student's code, in the candidate, comes to no instrument by any attribute, item or class."""

import contextlib
import functools
import subprocess
import sys
import textwrap
import threading
import types
import weakref
from pathlib import Path

import pytest
from reaching import reached

from course.exam.bridge.withdrawn import withdraw
from course.exam.explore.scheduler import Scheduler
from course.exam.sent import closed

# What is withdrawn stays so as long as the process: each look gets one of its own.
CANDIDATE = """
import os, sys
from course.exam.bridge import candidate, guarded, imports, withdrawn


def main(place, number, os=os, sys=sys):
    sys.path.insert(0, place)
    import reaching
    from course.exam import frames

    out = os.fdopen(int(number), "w")
    candidate.Candidate()  # what is printed goes to the notebook from now on
    candidate.load()
    frames.examiners_own(reaching.__file__)  # its steps are no part of what is explored
    guard, keep_out = guarded.guard, imports.keep_out
    keep_out(withdrawn.withdraw())
    guard()
    space = {"__name__": "__main__", "see": reaching.reached, "everywhere": reaching.everywhere}
    space["found"] = []
    try:
        exec(compile(sys.stdin.read(), "<ipython-input-1>", "exec"), space)
    except Exception as error:
        out.write(f"0\\n{error!r}")
        raise
    ((found, count),) = space["found"]
    out.write(f"{count}\\n{reaching.told(found)}")
    out.flush()
    os._exit(0)


main(*sys.argv[1:])
"""


def look(source, tmp_path):
    told = tmp_path / "told"
    with told.open("w") as file:
        place = str(Path(__file__).parent)
        done = subprocess.run(
            [sys.executable, "-c", CANDIDATE, place, str(file.fileno())],
            input=textwrap.dedent(source),
            pass_fds=[file.fileno()],
            capture_output=True,
            text=True,
            check=False,
        )
    count, _, found = told.read_text().partition("\n")
    assert done.returncode == 0, found
    assert int(count) > 10_000
    return found


@pytest.mark.slow
def test_nothing_of_the_shell_and_of_what_is_imported_leads_on(tmp_path):
    source = """
    import multiprocessing.pool, threading
    from course.exam import Watch, student
    from course.exam.plots import new_figures
    from course.exam.uses import calls_of
    from IPython import get_ipython

    own = Watch().list([1])
    found.append(see({**everywhere(), "ip": get_ipython(), "own": own, "student": student,
        "manager": calls_of(multiprocessing.pool.Pool, "map"), "figures": new_figures,
        "lock": threading.Lock(), "rlock": threading.RLock()}))
    """
    assert look(source, tmp_path) == ""


@pytest.mark.slow
def test_nothing_leads_on_from_a_thread_of_a_run(tmp_path):
    source = """
    import threading
    from course.exam import Meeting, Watch
    from course.exam.explore import explore

    lock, meeting = threading.Lock(), Meeting()

    def work(own):
        with lock:
            own.append(1)
            if not found:
                roots = {"lock": lock, "own": own, "thread": threading.current_thread()}
                found.append(see({**everywhere(), **roots, "task": task}))

    def program():
        own = Watch().list([])
        threads = [threading.Thread(target=work, args=(own,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    with meeting:
        task = meeting.task
        del meeting
        failure = explore(lambda: program(), schedules=1).failure
        assert failure is None, failure.reason
    """
    assert look(source, tmp_path) == ""


class Holder:
    __slots__ = ("held",)

    def keep(self):
        return self.held


@pytest.mark.parametrize(
    "lead",
    [
        lambda thing: {"a": [(thing,)]},
        lambda thing: types.MappingProxyType({"a": thing}),
        lambda thing: lambda: thing,
        lambda thing: functools.partial(print, functools.partial(thing.add)),
        lambda thing: setattr(holder := Holder(), "held", thing) or holder.keep,
        lambda thing: property(lambda self: thing),
        lambda thing: weakref.ref(thing),
        lambda thing: type("Kind", (), {"thing": thing}),
        lambda thing: threading.Thread(target=thing.add),
        lambda thing: contextlib.contextmanager(thing.add),
    ],
)
def test_the_look_sees_what_can_be_had(lead):
    scheduler = Scheduler(None)
    found, _ = reached({"it": lead(scheduler)}, most=20_000)
    assert "course.exam.explore.scheduler.Scheduler" in found


def test_the_look_sees_functions_of_the_course_and_none_that_is_closed():
    found, _ = reached({"it": withdraw}, most=1)
    assert found == {"function course.exam.bridge.withdrawn.withdraw": "it"}
    assert reached({"it": closed(withdraw)}, most=50)[0] == {}
