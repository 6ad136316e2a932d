"""Class C: attacks on what the tests use: course.exam, the standard library, imports, files."""

from __future__ import annotations

from tests.attacks.declare import attack
from tests.attacks.hostile import Submission

YES = '''
class Yes:
    """Says yes to everything."""

    def __getattr__(self, name):
        return self

    def __call__(self, *args, **kwargs):
        return self

    def __iter__(self):
        return iter(())

    def __bool__(self):
        return True

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return True

    __eq__ = __contains__ = __lt__ = __gt__ = __le__ = __ge__ = lambda self, other: True
    __hash__ = object.__hash__
'''


@attack("C", "points", "replaces the checks in course.exam and in the notebook by nothing")
def checks_do_nothing(sub: Submission) -> None:
    sub.add("""
        import sys

        for module in list(sys.modules.values()):
            if getattr(module, "__name__", "").startswith(("course.exam", "__main__")):
                for name in list(vars(module)):
                    if name.startswith(("check", "require", "claim", "run_claim")):
                        setattr(module, name, lambda *args, **kwargs: None)
    """)


@attack(
    "C", "points", "`student` becomes an object that says yes to everything", on="q5_sharing_data"
)
def student_says_yes(sub: Submission) -> None:
    sub.add(YES + "\nstudent = check = require = check_interleavings = Yes()")


@attack("C", "points", "what two values are the same: all of them", on="q7_thread_pool")
def all_is_the_same(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        import course.exam.calls, course.exam.checks, course.exam.plain

        course.exam.plain.same = course.exam.checks.plain.same = lambda got, want: True
        course.exam.plain.copy = lambda value, *rest: value
        course.exam.plain.loads = course.exam.plain.dumps = lambda value, *rest: value


        def factorials(*args, **kwargs):
            return [6, 1, 24]
        """,
    )


@attack("C", "points", "every function of course.exam gets the code of one that says yes")
def code_of_all_functions(sub: Submission) -> None:
    sub.add(
        YES
        + """
import gc, types


def agree(*args, **kwargs):
    import builtins
    return builtins.YES


import builtins
builtins.YES = Yes()
for function in [f for f in gc.get_objects() if isinstance(f, types.FunctionType)]:
    if str(function.__module__).startswith("course.exam") and not function.__code__.co_freevars:
        function.__code__ = agree.__code__
"""
    )


@attack("C", "points", "test cells are put into a function that is never called")
def claims_not_run(sub: Submission) -> None:
    sub.add("""
        import ast

        from course.exam import notebook

        notebook.run_claim = lambda claim: None
        notebook._HEAD = __import__("re").compile("(?P<points>)(?P<claim>)")
        notebook._Apart.visit_Module = lambda self, node: ast.Module([], [])
    """)


@attack(
    "C",
    "points",
    "the exploration of an unsafe counter finds nothing",
    on="q5_sharing_data",
    honest=1.0,
)
def nothing_to_explore(sub: Submission) -> None:
    sub.answer(
        "q5-counter",
        """
        import types

        import course.exam.interleavings
        from course.exam.explore import judge, run, search

        for module in (search, judge, run, course.exam.interleavings):
            for name, value in list(vars(module).items()):
                if isinstance(value, types.FunctionType) and value.__module__ == module.__name__:
                    setattr(module, name, lambda *args, **kwargs: None)
        check_interleavings = lambda *args, **kwargs: None


        class Counter:
            def __init__(self):
                self.value = 0

            def increment(self):
                seen = self.value
                self.value = seen + 1
                return seen + 1
        """,
    )


@attack(
    "C", "points", "a Pool without processes, and witnesses that saw some", on="q2_process_pool"
)
def fake_pool(sub: Submission) -> None:
    sub.answer(
        "q2-pool-map",
        """
        import contextlib

        from course.exam import meeting, workers

        PIDS = {70_001, 70_002, 70_003}


        class Fake(contextlib.nullcontext):
            def __init__(self, processes=3):
                self._processes = processes

            def map(self, func, items):
                return [func(item) for item in items]


        for kind, name, lie in (
            (workers.Workers, "of_pools", PIDS),
            (meeting.Meeting, "pids", PIDS),
            (meeting.Meeting, "in_parent", []),
        ):
            setattr(kind, name, property(lambda self, lie=lie: lie, lambda self, value: None))


        def pool_map(func, items, processes=3):
            return Fake(processes).map(func, items)
        """,
    )


@attack(
    "C",
    "points",
    "os.getpid counts up, and a Pool of the student's takes Pool's place",
    on="q2_process_pool",
)
def getpid_lies(sub: Submission) -> None:
    sub.answer(
        "q2-pool-map",
        """
        import itertools, types

        numbers = itertools.cycle(range(70_001, 70_004))
        os.getpid = os.getppid = lambda: next(numbers)


        class Pool:
            def __init__(self, processes=3):
                self._processes = processes
                self._pool = [types.SimpleNamespace(pid=next(numbers)) for _ in range(processes)]

            def map(self, func, items):
                return [func(item) for item in items]


        multiprocessing.pool.Pool = multiprocessing.Pool = Pool


        def pool_map(func, items, processes=3):
            return Pool(processes).map(func, items)
        """,
    )


@attack("C", "points", "clocks that stand still, sleeps and waits that do not", on="q8_pool_sizes")
def frozen_clocks(sub: Submission) -> None:
    sub.answer(
        "q8-time-pool",
        """
        for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
            setattr(time, name, lambda: 1.0)
        time.sleep = lambda seconds: None
        threading.Event.wait = threading.Condition.wait = lambda self, timeout=None: True


        def time_pool(processes, items, func):
            return PoolTiming(1.0, 1.0, [func(item) for item in items])
        """,
    )


@attack("C", "points", "the meeting says that all of them met", on="q7_thread_pool")
def meeting_lies(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        from course.exam.meeting import Meeting


        class Flexible(int):
            __eq__ = __le__ = __ge__ = lambda self, other: True
            __hash__ = int.__hash__
            append = lambda self, value: None


        for name in ("peak", "crowds"):
            lie = property(lambda self: Flexible(2), lambda self, value: None)
            setattr(Meeting, name, lie)


        def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
            return [func(n) for n in numbers]
        """,
    )


@attack(
    "C",
    "points",
    "only threads that the census does not count are left behind",
    on="q7_thread_pool",
)
def leftovers_hidden(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        import _thread

        from course.exam import calls, leftovers

        leftovers.Census.survivors = lambda self: ([], [])
        calls.Call._nothing_left = lambda self: None


        def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
            pool = ThreadPoolExecutor(max_workers)
            _thread.start_new_thread(threading.Event().wait, ())
            threading.Thread(target=threading.Event().wait, daemon=True).start()
            return list(pool.map(func, numbers))
        """,
    )


@attack("C", "points", "a background thread puts its own checks into every namespace, all the time")
def background_patcher(sub: Submission) -> None:
    sub.add(
        YES
        + """
import sys, threading


def patch():
    yes, pause = Yes(), threading.Event()
    while not pause.wait(0.001):
        for name, module in list(sys.modules.items()):
            if name == "__main__" or name.startswith("course.exam"):
                for tool in ("check", "require", "student", "run_claim"):
                    if hasattr(module, tool):
                        setattr(module, tool, yes)


threading.Thread(target=patch, daemon=True).start()
"""
    )


@attack(
    "C",
    "points",
    "matplotlib is patched so that axes tell what is expected",
    on="q3_multiprocessing",
)
def matplotlib_lies(sub: Submission) -> None:
    sub.answer(
        "q3-plot",
        """
        import matplotlib.axes
        from course.exam import plots

        told = {}


        def plot_strategies(seconds):
            told.clear()
            told.update(seconds)
            axes = plt.subplots()[1]
            axes.add_patch(plt.Rectangle((0, 0), 1, 1))
            return axes


        plots._bars = lambda axes: dict(told)
        matplotlib.axes.Axes.get_ylabel = lambda self: "seconds"
        """,
    )


@attack("C", "points", "the watched list and lock say that they were used under the lock")
def watched_says_locked(sub: Submission) -> None:
    sub.answer(
        "q4-add-remove",
        """
        from course.exam import instruments

        instruments.WatchedLock.is_mine = property(lambda self: True)
        instruments.WatchedList._note = lambda self, name: None
        instruments.WatchedLock.taken = property(lambda self: 3, lambda self, value: None)


        def add_numbers(numbers, shared, lock):
            for number in numbers:
                shared.append(number)


        def remove_numbers(attempts, shared, removed, lock):
            for _ in range(attempts):
                if shared:
                    removed.append(shared.pop(0))
        """,
    )
