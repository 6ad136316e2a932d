"""Attacks of several classes by what Python calls by itself: hooks, finalizers, handlers."""

from __future__ import annotations

from tests.attacks.declare import attack
from tests.attacks.hostile import Submission


@attack("A", "points", "finalizers, exit handlers and a timer's signal change the instruments")
def changed_by_finalizers(sub: Submission) -> None:
    sub.answer(
        "q4-account",
        """
        import atexit, gc, signal, weakref

        from course.exam import checks, explore, interleavings


        def change(*args):
            for module in (checks, explore, interleavings):
                for name in ("explore", "check", "require", "check_interleavings"):
                    if hasattr(module, name):
                        setattr(module, name, lambda *args, **keywords: None)


        class Last:
            def __del__(self):
                change()


        atexit.register(change)
        signal.signal(signal.SIGALRM, change)
        signal.setitimer(signal.ITIMER_REAL, 0.2, 0.2)
        gc.callbacks.append(change)


        class Account:
            def __init__(self, balance=0):
                self.balance = balance
                self.last = Last()
                weakref.finalize(self, change)

            def deposit(self, amount):
                seen = self.balance
                self.balance = seen + amount

            def withdraw(self, amount):
                self.balance -= amount
        """,
    )


@attack(
    "A", "points", "the builder of classes and the hook of imports say yes", on="q7_thread_pool"
)
def builders_say_yes(sub: Submission) -> None:
    sub.first(
        """
        import builtins, sys

        real = builtins.__build_class__


        def build(function, name, *bases, **keywords):
            kind = real(function, name, *bases, **keywords)
            for one in ("__eq__", "__bool__"):
                try:
                    setattr(kind, one, lambda *args: True)
                except TypeError:
                    pass
            return kind


        builtins.__build_class__ = build
        builtins.all = builtins.any = lambda *args: True
        builtins.isinstance = lambda *args: True
        builtins.sorted = lambda items, **keywords: items
        sys.path_hooks.insert(0, lambda path: None)
        sys.path_importer_cache.clear()
        """
    )


@attack("A", "points", "the results of cells are handed on before the cells have ended",
        on="q5_sharing_data", honest=1)  # fmt: skip
def results_ahead(sub: Submission) -> None:
    from tests.attacks.classes.impostor import CALLERS

    sub.answer(
        "q5-counter",
        CALLERS
        + """
import time


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        seen = self.value
        self.value = seen + 1
        return seen + 1


for frame in callers():
    if "results" in frame.f_locals:
        frame.f_locals["results"].put({"ok": True, "outputs": [], "count": 1})
        from course.exam import explore as room

        while True:
            room.explore = lambda *args, **keywords: None
            time.sleep(0.001)
""",
    )


@attack("B", "points", "an error of the student's that is called like a built-in one")
def error_by_name(sub: Submission) -> None:
    sub.answer(
        "q4-account",
        """
        Pretend = type("ValueError", (Exception,), {"__module__": "builtins"})


        class Account:
            def __init__(self, balance=0):
                self.balance = balance

            def deposit(self, amount):
                self.balance += amount

            def withdraw(self, amount):
                if amount > self.balance:
                    raise Pretend("not enough")
                self.balance -= amount
        """,
    )


@attack("B", "points", "numbers that say they are numpy's, and are another one each time",
        on="q5_sharing_data")  # fmt: skip
def numbers_of_numpy(sub: Submission) -> None:
    sub.answer(
        "q5-counter",
        """
        class Number:
            __module__ = "numpy"
            ndim = 0

            def item(self):
                return globals().setdefault("left", [1, 2, 3, 4]).pop(0)


        class Counter:
            value = 0

            def increment(self):
                return Number()
        """,
    )


@attack("B", "harm", "values whose way into a pickle or a copy acts", on="q7_thread_pool")
def values_that_act(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        import copyreg, os


        class Acts:
            __reduce__ = __reduce_ex__ = __copy__ = __deepcopy__ = __getstate__ = (
                lambda self, *args: os._exit(0)
            )
            __slots__ = ()


        copyreg.pickle(int, lambda n: (os._exit, (0,)))


        def factorials(numbers=(), max_workers=3, func=None):
            return [Acts(), {1: Acts()}, (Acts,)]
        """,
    )


@attack("B", "points", "a function in the place of the whole student", on="q7_thread_pool")
def own_student(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        from course.exam import calls


        class Fake(calls.Function):
            def error(self, numbers, workers=3, func=None):
                try:
                    return [func(n) for n in numbers]
                except Exception as error:
                    return error


        def serial(numbers=range(1, 11), max_workers=3, func=math.factorial):
            return [func(n) for n in numbers]


        calls.student.__dict__["factorials"] = Fake("factorials", serial)
        type(calls.student).factorials = Fake("factorials", serial)
        factorials = serial
        """,
    )


@attack("C", "points", "an own excepthook catches what a thread should have caught",
        on="q6_exceptions")  # fmt: skip
def own_excepthook(sub: Submission) -> None:
    sub.answer(
        "q6-guarded",
        """
        def run_guarded(tasks):
            errors = [None] * len(tasks)
            threads = [threading.Thread(target=task) for task in tasks]
            before = threading.excepthook
            threading.excepthook = lambda args: errors.__setitem__(
                threads.index(args.thread), args.exc_value
            )
            for thread in threads:
                thread.start()
                thread.join()
            threading.excepthook = before
            return errors
        """,
    )


@attack("C", "points", "a name of one module of the course hides a builtin", on="q5_sharing_data",
        honest=1)  # fmt: skip
def hidden_builtin(sub: Submission) -> None:
    sub.answer(
        "q5-counter",
        """
        from course.exam.explore import bytecode

        mine = []


        class Quiet(bytearray):
            def __setitem__(self, place, kind):
                super().__setitem__(place, 0 if mine else kind)


        bytecode.bytearray = Quiet


        class Counter:
            def __init__(self):
                mine.append(1)
                self.value = 0

            def increment(self):
                seen = self.value
                self.value = seen + 1
                return seen + 1
        """,
    )


@attack("C", "points", "a tracer for new threads looks away, and turns off the explorer's",
        on="q5_sharing_data", honest=1)  # fmt: skip
def tracer_of_threads(sub: Submission) -> None:
    sub.answer(
        "q5-counter",
        """
        import sys


        def looks_away(frame, event, argument):
            frame.f_trace_opcodes = False


        threading.settrace(looks_away)
        threading.setprofile(lambda *args: sys.settrace(None))


        class Counter:
            def __init__(self):
                self.value = 0

            def increment(self):
                seen = self.value
                self.value = seen + 1
                return seen + 1
        """,
    )
