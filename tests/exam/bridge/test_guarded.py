"""Functions that would hand out frames, garbage or events are guarded in the candidate."""

import subprocess
import sys
import textwrap

import pytest

# What is guarded stays so as long as its process: each look gets one of its own.
NOTEBOOK = """
import sys
from course.exam.bridge import denied, guarded

guarded.guard()
try:
    exec(compile(sys.stdin.read(), "<ipython-input-1>", "exec"), {"__name__": "__main__"})
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
    return done.stdout.strip()


ASKED = [
    "import gc; gc.set_debug(gc.DEBUG_LEAK)",
    "import sys; del sys.modules['gc']\nimport gc",
    "from importlib.machinery import BuiltinImporter as B\nimport _imp\n"
    "_imp.create_builtin(B.find_spec('_signal'))",
    "import sys\nclass N(str): pass\n"
    "import types, _imp; _imp.create_builtin(types.SimpleNamespace(name=N('_imp')))",
]


@pytest.mark.slow
@pytest.mark.parametrize("source", ASKED, ids=range(len(ASKED)))
def test_what_leads_on_is_not_available(source):
    assert run(source).startswith("denied: ")


@pytest.mark.slow
@pytest.mark.skipif(sys.version_info < (3, 12), reason="there is no sys.monitoring")
@pytest.mark.parametrize("name", ["set_events", "set_local_events", "free_tool_id", "use_tool_id"])
def test_events_of_steps_are_the_examiners(name):
    assert run(f"import sys; sys.monitoring.{name}(4, 0)").startswith("denied: ")


@pytest.mark.slow
@pytest.mark.parametrize("module", ["signal", "_signal"])
def test_a_handler_is_called_without_a_frame_and_told_as_it_was_given(module):
    source = f"""
    import signal, {module} as given

    def handler(number, frame):
        print(int(number), frame)

    assert given.signal(signal.SIGUSR1, handler) == signal.SIG_DFL
    signal.raise_signal(signal.SIGUSR1)
    assert given.getsignal(signal.SIGUSR1) is handler
    assert given.signal(signal.SIGUSR1, 1) is handler
    signal.raise_signal(signal.SIGUSR1)
    assert given.getsignal(signal.SIGUSR1) == 1
    print(given.getsignal(signal.SIGINT) is signal.default_int_handler)
    """
    import signal

    assert run(source).splitlines() == [f"{int(signal.SIGUSR1)} None", "True"]
