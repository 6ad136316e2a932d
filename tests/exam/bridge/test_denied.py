"""What a notebook may not ask of Python, and what libraries may go on asking."""

import subprocess
import sys
import textwrap

import pytest

# An audit hook stays as long as its process: each notebook gets one of its own.
NOTEBOOK = """
import contextlib, queue, sys
from course.exam.bridge import denied

denied.deny()
source = sys.stdin.read()
try:
    exec(compile(source, "<ipython-input-1>", "exec"), {"__name__": "__main__"})
except denied.Denied as error:
    print("denied:", error)
"""


def run(source):
    done = subprocess.run(
        [sys.executable, "-c", NOTEBOOK],
        input=textwrap.dedent(source),
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr, done.stderr
    return done.stdout


def refused(source):
    return run(source).startswith("denied:")


ASKED = [
    "import gc; gc.get_objects()",
    "import sys; sys._getframe()",
    "import sys; sys.settrace(None)",
    "import inspect; inspect.currentframe()",
    "import inspect; inspect.stack()",
    "import traceback; next(traceback.walk_stack(None))",
    "import logging; logging.currentframe()",
    "try:\n    1 / 0\nexcept ArithmeticError as error:\n    error.__traceback__.tb_frame",
    "(x for x in ()).gi_frame",
    "(lambda: 1).__code__.replace(co_name='x')",
    "import marshal; marshal.loads(marshal.dumps(1))",
    "import queue; compile('1', queue.__file__, 'exec')",
    "import queue; compile(open(queue.__file__).read() + '#', queue.__file__, 'exec')",
    "compile('1', '<q5-counter-interleavings>', 'exec')",
    "class S(__import__('traceback').StackSummary):\n"
    "    _extract_from_extended_frame_gen = classmethod(lambda k, g, **_: list(g))\n"
    "try:\n    1 / 0\nexcept ArithmeticError as error:\n"
    "    S.extract(__import__('traceback').walk_tb(error.__traceback__))",
    "from bdb import Bdb\nclass D(Bdb):\n    botframe = property(lambda s: 1, print)\n"
    "D().set_trace()",
    "import ctypes; ctypes.pythonapi.PyEval_GetFrame",
    "import _ctypes; _ctypes.PyObj_FromPtr(id(1))",
    "from concurrent.futures import ThreadPoolExecutor as P\nimport traceback\n"
    "try:\n    1 / 0\nexcept ArithmeticError as error:\n"
    "    P().submit(list, traceback.walk_tb(error.__traceback__)).result()",
    "from concurrent.futures import ThreadPoolExecutor as P\nimport ctypes\n"
    "P().submit(getattr, ctypes.pythonapi, 'PyEval_GetFrame').result()",
    "from importlib.machinery import SourceFileLoader as L\nfrom course.exam import sent\n"
    "L('copy', sent.__file__).load_module().opened(sent.closed(print.__call__))",
    "exec('x = 1')",
    "eval('1')",
    "compile('1', '<frozen importlib._bootstrap>', 'exec')",
    "import codeop, queue; codeop.Compile()('1', queue.__file__, 'exec')",
]


@pytest.mark.slow
@pytest.mark.parametrize("source", ASKED, ids=range(len(ASKED)))
def test_the_students_own_lines_are_refused(source):
    assert refused(source)


BY_OTHERS = [
    "from concurrent.futures import ThreadPoolExecutor as P; P().submit(sys._getframe).result()",
    "from concurrent.futures import ThreadPoolExecutor as P; P().submit(gc.get_objects).result()",
    "from concurrent.futures import ThreadPoolExecutor as P\n"
    "P().submit(inspect.currentframe).result()",
    "with contextlib.ExitStack() as s: s.callback(sys.settrace, None)",
    "with contextlib.ExitStack() as s: s.callback(gc.get_referents, 1)",
    "exec('import sys; sys._getframe()')",
    "from course.exam.standins import there; there(sys._getframe)",
]


@pytest.mark.slow
@pytest.mark.parametrize("source", BY_OTHERS, ids=range(len(BY_OTHERS)))
def test_nor_may_others_ask_for_them(source):
    assert refused(f"import contextlib, gc, inspect, sys\n{source}")


@pytest.mark.slow
def test_the_guard_is_not_changed_by_its_module():
    assert refused("""
        from course.exam import frames
        from course.exam.bridge import denied

        for name in ("_is_refused", "_is_own", "_asker", "_is_forged"):
            setattr(denied, name, lambda *args: False)
        denied.EVENTS.clear()
        frames._LIBRARY = ("<",)
        __builtins__["isinstance"] = lambda *args: True
        import sys

        sys._getframe()
    """)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["py", "pyc"])
def test_a_way_around_through_a_librarys_folder_leads_nowhere(tmp_path, kind):
    (tmp_path / "around.py").write_text("1")
    assert refused(f"""
        import pathlib, py_compile, queue, sys

        place = pathlib.Path({str(tmp_path)!r})
        if {kind!r} == "pyc":
            py_compile.compile(place / "around.py", place / "around.pyc")
            (place / "around.py").unlink()
            sys.path.insert(0, str(place))
        else:
            library = pathlib.Path(queue.__file__).parent
            sys.path.insert(0, str(library) + "/.." * (len(library.parts) - 1) + str(place))
        sys.dont_write_bytecode = True
        import around
    """)


@pytest.mark.slow
def test_what_libraries_do_for_anybody_works():
    source = """
        import collections, contextlib, dataclasses, enum, io, logging, random, threading
        import timeit, traceback, typing, warnings
        import sched, colorsys

        Point = collections.namedtuple("Point", "x y")
        Pair = dataclasses.make_dataclass("Pair", ["x", "y"])
        Colour = enum.Enum("Colour", "RED GREEN")
        timeit.timeit("Point(1, 2)", globals=globals(), number=1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.warn("x", UserWarning)
        logging.getLogger("x").addHandler(logging.StreamHandler(io.StringIO()))
        logging.getLogger("x").warning("x")
        try:
            int("x")
        except ValueError:
            text = traceback.format_exc()
        thread = threading.Thread(target=print, args=(Point(1, 2), Pair(1, 2), Colour.RED))
        thread.start()
        thread.join()
        print(eval(compile("3", "<ipython-input-2>", "eval")), "int" in text)
    """
    assert run(source).splitlines() == ["Point(x=1, y=2) Pair(x=1, y=2) Colour.RED", "3 True"]
