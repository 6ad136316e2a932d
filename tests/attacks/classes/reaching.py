"""Class J: ways from the student's code to the instrument that looks at it, one after the other.

Each finds the record of the running thread and says that the interpreter itself is at work
while a race runs: no step of it is seen.
"""

from __future__ import annotations

import textwrap

from tests.attacks.classes.insiders import _hidden
from tests.attacks.declare import attack
from tests.attacks.hostile import Submission


def _reaching(sub: Submission, way: str) -> None:
    """An unsafe counter, and a function `way()` that gives the record, None or an error."""
    before = """
    import gc, signal, sys, time, traceback


    def find():
        try:
            return way()
        except Exception:
            return None
    """
    _hidden(
        sub,
        "me = find(); me and setattr(me, 'native', True)",
        "me and setattr(me, 'native', False)",
        textwrap.dedent(before) + "\n\n" + textwrap.dedent(way),
    )


@attack("J", "points", "a module in sys.modules", on="q5_sharing_data", honest=1)
def reached_by_modules(sub: Submission) -> None:
    _reaching(
        sub,
        """
        def way():
            return sys.modules["course.exam.explore.tasks"].current()
        """,
    )


@attack("J", "points", "the globals of what stands for a clock", on="q5_sharing_data", honest=1)
def reached_by_globals(sub: Submission) -> None:
    _reaching(
        sub,
        """
        def way():
            return time.sleep.__globals__["current"]()
        """,
    )


@attack("J", "points", "the globals of a lock's method", on="q5_sharing_data", honest=1)
def reached_by_a_method(sub: Submission) -> None:
    _reaching(
        sub,
        """
        def way():
            return type(threading.Lock()).acquire.__globals__["current"]()
        """,
    )


@attack("J", "points", "an attribute of the running thread", on="q5_sharing_data", honest=1)
def reached_by_the_thread(sub: Submission) -> None:
    _reaching(
        sub,
        """
        def way():
            return vars(threading.current_thread())["_explore_task"]
        """,
    )


@attack("J", "points", "the owner of a lock", on="q5_sharing_data", honest=1)
def reached_by_an_owner(sub: Submission) -> None:
    _reaching(
        sub,
        """
        def way():
            lock = threading.Lock()
            with lock:
                return lock.owner
        """,
    )


@attack("J", "points", "a class among all classes", on="q5_sharing_data", honest=1)
def reached_by_subclasses(sub: Submission) -> None:
    _reaching(
        sub,
        """
        kind = next(k for k in object.__subclasses__() if k.__name__ == "Scheduler")


        def way():
            return kind.leave.__globals__["tasks_by_ident"][threading.get_ident()]
        """,
    )


@attack("J", "points", "a method among the scheduler's own", on="q5_sharing_data", honest=1)
def method_of_the_scheduler(sub: Submission) -> None:
    _hidden(
        sub,
        "put(lambda *args: False)",
        "put(real)",
        """
        try:
            kind = next(k for k in object.__subclasses__() if k.__name__ == "Scheduler")
            real = kind.point
        except Exception:
            kind = real = None


        def put(method):
            try:
                kind.point = method
            except Exception:
                pass
        """,
    )


@attack("J", "points", "the frame that a signal's handler gets", on="q5_sharing_data", honest=1)
def reached_by_a_signal(sub: Submission) -> None:
    _reaching(
        sub,
        """
        kept = []


        def handle(number, frame):
            while frame.f_back is not None and "exam" not in frame.f_globals:
                frame = frame.f_back
            kept.append(frame.f_globals["exam"].explore.tasks)


        signal.signal(signal.SIGUSR1, handle)
        try:
            signal.raise_signal(signal.SIGUSR1)
        except Exception:
            pass


        def way():
            return kept[0].current()
        """,
    )


@attack("J", "points", "a copy of a module, which imports others", on="q5_sharing_data", honest=1)
def reached_by_a_copy(sub: Submission) -> None:
    _reaching(
        sub,
        """
        import course.lab, pathlib
        from importlib.machinery import SourceFileLoader

        path = pathlib.Path(course.lab.__file__).parents[1] / "exam/explore/threads.py"
        try:
            copy = SourceFileLoader("copied", str(path)).load_module()
        except Exception:
            copy = None


        def way():
            return copy.current()
        """,
    )


@attack("J", "points", "garbage that is kept", on="q5_sharing_data", honest=1)
def reached_by_garbage(sub: Submission) -> None:
    _reaching(
        sub,
        """
        try:
            gc.set_debug(gc.DEBUG_SAVEALL)
        except Exception:
            pass


        import operator

        kinds = operator.attrgetter("__class__.__name__")  # in C, where no step is counted
        tries = []


        def way():
            if "Scheduler" not in map(kinds, gc.garbage) and len(tries) < 20:
                tries.append(gc.collect())
            old = gc.garbage[[*map(kinds, gc.garbage)].index("Scheduler")]
            return old.leave.__func__.__globals__["tasks_by_ident"][threading.get_ident()]
        """,
    )


@attack("J", "points", "what was run first in the process", on="q5_sharing_data", honest=1)
def reached_by_the_first_module(sub: Submission) -> None:
    _reaching(
        sub,
        """
        def way():
            first = vars(sys.modules["__mp_main__"])
            candidate = first.get("candidate") or first["warm"].sys.modules["course.exam"]
            return getattr(candidate, "exam", candidate).explore.tasks.current()
        """,
    )


@attack("J", "points", "the closure of the trace function", on="q5_sharing_data", honest=1)
def reached_by_the_trace_function(sub: Submission) -> None:
    _reaching(
        sub,
        """
        def way():
            cells = (cell.cell_contents for cell in sys.gettrace().__closure__)
            return next(part for part in cells if type(part).__name__ == "Task")
        """,
    )


#: Walks outwards from a frame to the one that has the record.
_OUTWARDS = """
def outwards(frame):
    while type(frame.f_locals.get("task")).__name__ != "Task":
        frame = frame.f_back
    return frame.f_locals["task"]
"""


@attack("J", "points", "a frame from Python's own C functions", on="q5_sharing_data", honest=1)
def reached_by_ctypes(sub: Submission) -> None:
    _reaching(
        sub,
        _OUTWARDS
        + """

def way():
    import ctypes

    ask = ctypes.pythonapi.PyEval_GetFrame
    ask.restype = ctypes.c_void_p
    return outwards(ctypes.cast(ask(), ctypes.py_object).value)
""",
    )


@attack("J", "points", "frames that a debugger keeps", on="q5_sharing_data", honest=1)
def reached_by_a_debugger(sub: Submission) -> None:
    _reaching(
        sub,
        "import bdb\n"
        + _OUTWARDS
        + """

class Keeping(bdb.Bdb):
    botframe = property(lambda self: None, lambda self, frame: kept.append(frame))


kept = []


def way():
    kept.clear()
    try:
        Keeping().set_trace()
    except Exception:
        pass
    return outwards(kept[0])
""",
    )


@attack("J", "points", "frames of a traceback's summary", on="q5_sharing_data", honest=1)
def reached_by_a_summary(sub: Submission) -> None:
    _reaching(
        sub,
        _OUTWARDS
        + """

class Keeping(traceback.StackSummary):
    @classmethod
    def _extract_from_extended_frame_gen(cls, frames, **options):
        return [frame for frame, _ in frames]


def way():
    try:
        raise LookupError
    except LookupError as error:
        return outwards(Keeping.extract(traceback.walk_tb(error.__traceback__))[0])
""",
    )


@attack("J", "points", "the events of single steps are turned off", on="q5_sharing_data", honest=1)
def events_turned_off(sub: Submission) -> None:
    _hidden(
        sub,
        "turn(0)",
        "turn(1)",
        """
        import sys


        def turn(on):
            try:
                for tool in range(5):
                    if sys.monitoring.get_tool(tool):
                        code = Counter.increment.__code__
                        step = sys.monitoring.events.INSTRUCTION if on else 0
                        sys.monitoring.set_local_events(tool, code, step)
            except Exception:
                pass
        """,
    )
