"""Class J: attacks of somebody who knows the instruments, and hides from them or lies to them."""

from __future__ import annotations

import textwrap

from tests.attacks.declare import attack
from tests.attacks.hostile import Submission

#: A counter that loses increments; `increment` is where the race is.
COUNTER = """
class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        seen = self.value
        self.value = seen + 1
        return seen + 1
"""


def _counter(sub: Submission, before: str = "", after: str = "") -> None:
    """The unsafe counter, between lines that hide it; one of its two points is honest."""
    sub.answer("q5-counter", "\n".join(map(textwrap.dedent, (before, COUNTER, after))))


def _hidden(sub: Submission, begin: str, end: str = "pass", before: str = "") -> None:
    """An unsafe counter that does something before and after the steps of its race."""
    sub.answer(
        "q5-counter",
        f"""
{textwrap.dedent(before)}


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        {begin}
        seen = self.value
        self.value = seen + 1
        {end}
        return seen + 1
""",
    )


@attack(
    "J", "points", "a racy class made from a text, which is no file", on="q5_sharing_data", honest=1
)
def class_from_a_text(sub: Submission) -> None:
    sub.answer("q5-counter", f"exec({COUNTER!r})")


@attack(
    "J", "points", "a racy class compiled under a library's name", on="q5_sharing_data", honest=1
)
def class_of_a_library(sub: Submission) -> None:
    sub.answer("q5-counter", f"import queue\n\nexec(compile({COUNTER!r}, queue.__file__, 'exec'))")


@attack(
    "J", "points", "a racy class compiled under a test cell's name", on="q5_sharing_data", honest=1
)
def class_of_a_test(sub: Submission) -> None:
    sub.answer("q5-counter", f"exec(compile({COUNTER!r}, '<q5-counter-interleavings>', 'exec'))")


@attack(
    "J",
    "points",
    "the compiler of a library gives racy code a library's name",
    on="q5_sharing_data",
    honest=1,
)
def compiled_by_a_library(sub: Submission) -> None:
    sub.answer(
        "q5-counter",
        f"import codeop, queue\n\nexec(codeop.Compile()({COUNTER!r}, queue.__file__, 'exec'))",
    )


@attack("J", "points", "racy code is given another file name", on="q5_sharing_data", honest=1)
def code_with_another_name(sub: Submission) -> None:
    _counter(
        sub,
        after="""
        import queue

        code = Counter.increment.__code__
        Counter.increment.__code__ = code.replace(co_filename=queue.__file__)
        """,
    )


@attack(
    "J",
    "points",
    "a worker thread of a library gives racy code another file name",
    on="q5_sharing_data",
    honest=1,
)
def code_renamed_by_a_library(sub: Submission) -> None:
    _counter(
        sub,
        after="""
        import queue
        from operator import attrgetter

        with ThreadPoolExecutor() as pool:
            code = pool.submit(attrgetter("increment.__code__"), Counter).result()
            new = pool.submit(code.replace, co_filename=queue.__file__).result()
            pool.submit(setattr, Counter.increment, "__code__", new).result()
        """,
    )


@attack(
    "J", "points", "racy code is marshalled under another file name", on="q5_sharing_data", honest=1
)
def marshalled_code(sub: Submission) -> None:
    _counter(
        sub,
        after="""
        import marshal, queue, types

        code = Counter.increment.__code__
        own, other = code.co_filename.encode(), queue.__file__.encode()
        data = marshal.dumps(code)
        start = data.index(own)
        # A short text: its kind, its length in one byte, its content.
        data = data[: start - 1] + bytes([len(other)]) + other + data[start + len(own) :]
        Counter.increment = types.FunctionType(marshal.loads(data), globals())
        """,
    )


@attack(
    "J",
    "points",
    "a racy module is imported on a way around through a library's folder",
    on="q5_sharing_data",
    honest=1,
)
def module_on_a_way_around(sub: Submission) -> None:
    sub.answer(
        "q5-counter",
        f"""
        import pathlib, queue, sys

        pathlib.Path("around.py").write_text({COUNTER!r})
        library = pathlib.Path(queue.__file__).parent
        up = "/".join([".."] * (len(library.parts) - 1))
        sys.path.insert(0, f"{{library}}/{{up}}{{pathlib.Path.cwd()}}")
        from around import Counter
        """,
    )


@attack(
    "J",
    "points",
    "a racy module without a source, whose code has a library's name",
    on="q5_sharing_data",
    honest=1,
)
def module_without_a_source(sub: Submission) -> None:
    sub.answer(
        "q5-counter",
        f"""
        import importlib.util, marshal, pathlib, queue, sys

        code = compile({COUNTER!r}, "/" + "x" * (len(queue.__file__) - 1), "exec")
        data = marshal.dumps(code).replace(code.co_filename.encode(), queue.__file__.encode())
        head = importlib.util.MAGIC_NUMBER + bytes(12)
        pathlib.Path("sourceless.pyc").write_bytes(head + data)
        sys.path.insert(0, str(pathlib.Path.cwd()))
        from sourceless import Counter
        """,
    )


@attack(
    "J",
    "points",
    "a loader that reads other code than the library's under its name",
    on="q5_sharing_data",
    honest=1,
)
def loader_of_other_code(sub: Submission) -> None:
    sub.answer(
        "q5-counter",
        f"""
        import queue
        from importlib.machinery import SourceFileLoader


        class Loader(SourceFileLoader):
            def get_data(self, path):
                if path.endswith(".pyc"):
                    raise OSError
                return {COUNTER!r}.encode()


        exec(Loader("queue", queue.__file__).get_code("queue"))
        """,
    )


@attack(
    "J",
    "points",
    "an exit stack takes the trace function off while the race runs",
    on="q5_sharing_data",
    honest=1,
)
def trace_taken_off(sub: Submission) -> None:
    _hidden(
        sub,
        "before = sys.gettrace(); off(None)",
        "off(before)",
        """
        import contextlib, sys


        def off(function):
            with contextlib.ExitStack() as stack:
                stack.callback(sys.settrace, function)
        """,
    )


@attack(
    "J", "points", "a frame turns off the report of its own steps", on="q5_sharing_data", honest=1
)
def frame_without_steps(sub: Submission) -> None:
    _hidden(
        sub,
        "frame().f_trace_opcodes = False",
        before="""
        def frame():
            try:
                raise LookupError
            except LookupError as error:
                return error.__traceback__.tb_frame.f_back
        """,
    )


@attack(
    "J",
    "points",
    "a walk over the stack finds the frame, and turns off the report of its steps",
    on="q5_sharing_data",
    honest=1,
)
def frame_by_a_walk(sub: Submission) -> None:
    _hidden(
        sub,
        "next(traceback.walk_stack(None))[0].f_trace_opcodes = False",
        before="import traceback",
    )


@attack("J", "points", "a racy method is marked as atomic", on="q5_sharing_data", honest=1)
def marked_as_atomic(sub: Submission) -> None:
    _hidden(
        sub,
        "atomic(Counter.increment)",
        before="from course.exam.explore import atomic",
    )
    sub.cell("q5-counter").source += "\n\n\natomic(Counter.increment)"


@attack("J", "points", "a cell is entered as the examiner's own", on="q5_sharing_data", honest=1)
def cell_as_the_examiners(sub: Submission) -> None:
    _counter(
        sub,
        after="""
        from course.exam import frames

        try:
            raise LookupError
        except LookupError as error:
            here = error.__traceback__.tb_frame.f_code.co_filename
        frames.examiners_own(here)
        """,
    )


@attack(
    "J", "points", "the paths of libraries get one more, in every module", on="q5_sharing_data",
    honest=1,
)  # fmt: skip
def one_more_library(sub: Submission) -> None:
    _counter(
        sub,
        before="""
        from course.exam import frames

        frames._LIBRARY += ("<ipython-input-2", "<ipython", "/", "<")
        frames._is_outside.cache_clear()
        frames._examiners.update(f"<ipython-input-{n}-{m}>" for n in range(50) for m in "ab")
        """,
    )


@attack(
    "J",
    "points",
    "the running task says that it is the interpreter's own",
    on="q5_sharing_data",
    honest=1,
)
def task_that_is_native(sub: Submission) -> None:
    _hidden(
        sub,
        "me = current(); me and setattr(me, 'native', True)",
        "me and setattr(me, 'native', False)",
        "from course.exam.explore.tasks import current",
    )


@attack(
    "J",
    "points",
    "no attribute is worth a switch, says the explorer's table",
    on="q5_sharing_data",
    honest=1,
)
def steps_that_are_private(sub: Submission) -> None:
    _counter(
        sub,
        before="""
        from course.exam.explore import bytecode, search

        bytecode._PRIVATE += ("LOAD_ATTR", "STORE_ATTR")
        search.WORK = search.RANDOM_RUNS = search.BRANCHES = 0
        """,
    )


@attack(
    "J",
    "points",
    "the explorer's own table of the racy code is emptied",
    on="q5_sharing_data",
    honest=1,
)
def table_of_nothing(sub: Submission) -> None:
    _hidden(
        sub,
        "quiet()",
        before="""
        from course.exam.explore import instrument


        def quiet():
            for table in list(instrument._tables.values()):
                if table.code.co_name == "increment":
                    table.kinds[:] = bytes(len(table.kinds))
        """,
    )


@attack(
    "J",
    "points",
    "the observer of meetings leads to the server, whose explorer tries one order",
    on="q5_sharing_data",
    honest=1,
)
def observer_of_meetings(sub: Submission) -> None:
    from tests.attacks.classes.impostor import CALLERS, UNSAFE

    sub.answer(
        "q5-counter",
        CALLERS
        + UNSAFE
        + """
from course.exam import meeting

explore_little(meeting.observe.__self__)
""",
    )


@attack(
    "J", "points", "the server's verbs do what the student wants", on="q7_thread_pool", honest=0
)
def other_verbs(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        from course.exam.bridge import server

        real = server._LIVE["get"]
        mine = []


        def get(thing, name):
            if name == "made":
                return [[*mine]]
            return real(thing, name)


        server._LIVE["get"] = get


        def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
            mine[:] = [threading.current_thread()]
            return [func(n) for n in numbers]
        """,
    )


@attack(
    "J", "points", "the caller enters itself among a pool's threads", on="q7_thread_pool", honest=0
)
def caller_among_the_workers(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
            pool = ThreadPoolExecutor(max_workers)
            pool._threads.add(threading.current_thread())
            return [func(n) for n in numbers]
        """,
    )


@attack(
    "J",
    "points",
    "the parent visits a meeting over its socket, in the name of idle workers",
    on="q2_process_pool",
)
def visits_by_wire(sub: Submission) -> None:
    sub.answer(
        "q2-pool-map",
        """
        from multiprocessing.connection import Client

        from course.exam import plain


        def visit(task, pid, item, answers):
            with Client(task._address, authkey=task._key) as connection:
                connection.send_bytes(plain.dumps([[pid, 1, True], [item]]).encode())
                answers.append(plain.loads(connection.recv_bytes().decode()))


        def pool_map(func, items, processes=3):
            items = list(items)
            with multiprocessing.Pool(processes) as pool:
                pids = [worker.pid for worker in pool._pool]
            if not hasattr(func, "_address"):
                return [func(item) for item in items]
            results = []
            while items:
                crowd, items = items[:processes], items[processes:]
                answers = [[] for _ in crowd]
                threads = [
                    threading.Thread(target=visit, args=(func, *triple))
                    for triple in zip(pids, crowd, answers)
                ]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
                for ((kind, value),) in answers:
                    if kind == "raise":
                        raise value
                    results.append(value)
            return results
        """,
    )


@attack(
    "J",
    "points",
    "the caller arrives at a meeting several times at once, without a thread",
    on="q6_exceptions",
    honest=2,
)
def many_visits_of_one(sub: Submission) -> None:
    sub.answer(
        "q6-guarded",
        """
        from course.exam.meeting import _Held


        import os


        def run_guarded(tasks):
            held = []
            for task in tasks:
                inner = getattr(task, "func", None)
                home = getattr(getattr(inner, "_home", None), "__self__", None)
                if home is None:
                    held.append(task)
                    continue
                one = threading.get_ident() + len(held)
                visit = home._visit(task.args, os.getpid(), one, False)
                held.append(_Held(visit))
                home._hold(held[-1])
            errors = []
            for one in held:
                try:
                    if callable(one):
                        one()
                    else:
                        one.go.wait()
                        kind, value = one.answer
                        if kind == "raise":
                            raise value
                    errors.append(None)
                except Exception as error:
                    errors.append(error)
            return errors
        """,
    )


@attack(
    "J",
    "points",
    "a thread that the census cannot know is left behind",
    on="q7_thread_pool",
)
def thread_without_an_object(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        import _thread, time


        def stays():
            while True:
                time.sleep(1000)


        def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
            _thread.start_new_thread(stays, ())
            with ThreadPoolExecutor(max_workers) as pool:
                return list(pool.map(func, numbers))
        """,
    )


@attack(
    "J",
    "points",
    "changes a watched list past the methods that watch it, without the lock",
    on="q1_scenarios",
)
def past_the_watch(sub: Submission) -> None:
    sub.answer(
        "q1-scoreboard",
        """
        def update_score(game, updates, board, lock):
            for i in range(1, updates + 1):
                list.append(board, f"Updating {game} score {i}")


        def run_scoreboard(games, updates=5):
            return [f"Updating {g} score {i}" for g in games for i in range(1, updates + 1)]
        """,
    )


@attack(
    "J",
    "points",
    "a function of the examiner's is opened by the course's own means",
    on="q7_thread_pool",
)
def opened_by_the_course(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        import importlib


        def opened(func):
            try:
                func = importlib.import_module("course.exam.sent").opened(func)
            except Exception:
                pass
            cells = [cell.cell_contents for cell in getattr(func, "__closure__", None) or ()]
            return [*cells, *getattr(func, "__globals__", {}).values()]


        def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
            with ThreadPoolExecutor(max_workers) as pool:
                thread = pool.submit(threading.current_thread).result()
            results = [func(n) for n in numbers]
            for seen in [part for part in opened(func) if type(part) is list]:
                seen[:] = [(p[0], thread) if type(p) is tuple and len(p) == 2 else p for p in seen]
            return results
        """,
    )


@attack(
    "J",
    "secret",
    "a thread pool asks for what the student's own lines may not",
    on="q7_thread_pool",
)
def asked_by_a_pool(sub: Submission) -> None:
    from tests.attacks.classes.secrecy import REPORT

    sub.answer(
        "q7-factorials",
        """
        import gc, sys

        kept = []


        def factorials(numbers=(), max_workers=3, func=None):
            with ThreadPoolExecutor() as pool:
                for frame in pool.submit(sys._current_frames).result().values():
                    while frame is not None:
                        kept.append(repr((frame.f_locals, frame.f_code.co_consts)))
                        frame = frame.f_back
                found = pool.submit(gc.get_objects).result()
            kept.extend(str(getattr(t, "__code__", t).co_consts) for t in found if callable(t)
                        and hasattr(getattr(t, "__code__", None), "co_consts"))
            return []
        """,
    )
    sub.last(REPORT)


@attack(
    "J", "points", "a solution cell that looks like a test cell", on="q5_sharing_data", honest=1
)
def cell_as_a_claim(sub: Submission) -> None:
    own = textwrap.indent(COUNTER, "    ")
    sub.answer("q5-counter", f"# Claim (1 point): it counts.\nif True:\n    global Counter\n{own}")


@attack(
    "J",
    "points",
    "a thread that runs nothing of Python's is left behind",
    on="q7_thread_pool",
)
def thread_without_a_frame(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        import _thread


        def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
            gate = _thread.allocate_lock()
            gate.acquire()
            _thread.start_new_thread(gate.acquire, ())
            with ThreadPoolExecutor(max_workers) as pool:
                return list(pool.map(func, numbers))
        """,
    )


@attack(
    "J",
    "points",
    "the function that counts a pool's threads is opened by its closure",
    on="q7_thread_pool",
)
def recorder_of_threads(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
            ThreadPoolExecutor(max_workers)
            for cell in getattr(threading.Thread.start, "__closure__", None) or ():
                if isinstance(cell.cell_contents, list):
                    cell.cell_contents.append(threading.current_thread())
            return [func(n) for n in numbers]
        """,
    )
