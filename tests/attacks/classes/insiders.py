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
