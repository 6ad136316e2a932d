"""What a graded notebook gets of `course.exam`, and what it does not."""

import ast
import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from course.exam.bridge.imports import OFFERED

ROOT = Path(__file__).parents[3]

# The guard stays as long as its process: each notebook gets one of its own.
NOTEBOOK = """
import sys
from course.exam.bridge import candidate, denied, imports

candidate.load()
imports.keep_out()
source = sys.stdin.read()
try:
    exec(compile(source, "<ipython-input-1>", "exec"), {"__name__": "__main__"})
except denied.Denied as error:
    print("denied:", error)
else:
    print("through")
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
    return done.stdout.strip()


ASKED = [
    "import course.exam",
    "import course.exam.sent as sent",
    "from course import exam",
    "from course.exam import sent",
    "from course.exam import *",
    "from course.exam.sent import opened",
    "from course.exam.explore import explore, atomic",
    "__import__('course.exam.sent')",
    "import importlib; importlib.import_module('course.exam.sent')",
    "import importlib; importlib.import_module('.sent', 'course.exam')",
    "import importlib; importlib.__import__('course.exam.sent')",
    "import importlib; importlib._bootstrap._gcd_import('course.exam.sent')",
    "import importlib; importlib._bootstrap._gcd_import('sent', 'course.exam', 1)",
    "import pkgutil; pkgutil.resolve_name('course.exam.sent:opened')",
    "import pickle; pickle.loads(b'ccourse.exam.sent\\nopened\\n.')",
    "import pickle; pickle._loads(b'ccourse.exam.sent\\nopened\\n.')",
    "from cloudpickle.cloudpickle import subimport; subimport('course.exam.sent')",
    "from multiprocessing import Pipe\n"
    "a, b = Pipe(); a.send_bytes(b'ccourse.exam.sent\\nopened\\n.'); b.recv()",
    "from concurrent.futures import ThreadPoolExecutor as P\n"
    "P().submit(__import__, 'course.exam.sent').result()",
    "__package__ = 'course.exam'\nfrom .sent import opened",
    "class Name(str):\n    def startswith(self, *args): return False\n"
    "    def __format__(self, spec): return ''\n__import__(Name('course.exam.sent'))",
]


@pytest.mark.slow
@pytest.mark.parametrize("source", ASKED, ids=range(len(ASKED)))
def test_the_instruments_modules_are_not_imported_by_the_student(source):
    assert run(source).startswith("denied: ")


HONEST = [
    "import course.lab\nfrom course.lab import Timeline, busy_work",
    "from course.exam import Meeting, student, check\nMeeting().task",
    "from course.exam.explore import explore, replay\n"
    "assert explore(lambda: 1, check=lambda run: None).failure is None",
    "import copy, pickle\nfrom course.exam import Meeting\ntask = Meeting().task\n"
    "assert type(pickle.loads(pickle.dumps(task))) is type(copy.copy(task)) is type(task)",
    "import pickle\nerror = pickle.loads(b'ccourse.exam.departures\\nMishap\\n(I3\\ntR.')\n"
    "assert error.args == (3,)",
    "import json.decoder, xml.dom.minidom, importlib\nimportlib.import_module('colorsys')",
    "from multiprocessing import Pipe\nfrom course.exam import Meeting\n"
    "a, b = Pipe(); a.send(Meeting().task); b.recv()",
]


@pytest.mark.slow
@pytest.mark.parametrize("source", HONEST, ids=range(len(HONEST)))
def test_what_notebooks_do_is_let_through(source):
    assert run(source) == "through"


def imports_of_notebooks():
    """Each name of `course.exam` that a notebook's cells import, but for its tests."""
    for path in sorted(ROOT.glob("source/*/*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            graded = cell["metadata"].get("nbgrader", {})
            if cell["cell_type"] != "code" or (graded.get("grade") and not graded["solution"]):
                continue
            lines = "".join(cell["source"]).splitlines(keepends=True)
            source = "".join(line for line in lines if not line.startswith(("%", "!")))
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.Import):
                    assert not any(a.name.startswith("course.exam") for a in node.names), path
                if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith(
                    "course.exam."
                ):
                    yield from ((path.stem, str(node.module), alias.name) for alias in node.names)


@pytest.mark.parametrize(("notebook", "module", "name"), sorted(set(imports_of_notebooks())))
def test_all_that_the_notebooks_own_cells_import_is_offered(notebook, module, name):
    assert name in OFFERED[module]
