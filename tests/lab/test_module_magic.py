"""Cells that worker processes can import."""

import inspect
import math
import multiprocessing
import sys

import pytest
from IPython.core.interactiveshell import InteractiveShell

from course.lab import module_magic


@pytest.fixture
def shell():
    main = sys.modules["__main__"]
    made = InteractiveShell.instance()
    module_magic.register(made)
    yield made
    sys.modules["__main__"] = main
    for name in [n for n, m in sys.modules.items() if hasattr(m, module_magic.MARK)]:
        del sys.modules[name]
    InteractiveShell.clear_instance()


def run(shell, name, source):
    shell.run_cell_magic("module", name, source)


def test_names_come_into_the_notebook(shell):
    run(shell, "cell_a", "def f(n):\n    return n + 1\n_hidden = 3")
    assert shell.user_ns["f"](1) == 2
    assert "_hidden" not in shell.user_ns


@pytest.mark.slow
@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_workers_import_the_cell_also_after_it_was_changed(shell, method):
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system has no {method}")
    for factor in (2, 3):
        run(shell, "cell_b", f"def f(n):\n    return n * {factor}")
        with multiprocessing.get_context(method).Pool(1) as pool:
            assert pool.map(shell.user_ns["f"], [5]) == [5 * factor]


def test_a_deleted_name_is_gone(shell):
    run(shell, "cell_c", "def f(): pass\ndef g(): pass")
    run(shell, "cell_c", "def f(): pass")
    assert "g" not in shell.user_ns


@pytest.mark.parametrize("broken", ["def f(:", "1 / 0"])
def test_an_error_leaves_the_earlier_version_in_force(shell, broken):
    run(shell, "cell_d", "x = 1")
    with pytest.raises((SyntaxError, ZeroDivisionError)):
        run(shell, "cell_d", broken)
    assert sys.modules["cell_d"].x == 1
    assert "x = 1" in (module_magic.folder() / "cell_d.py").read_text()


def test_the_lines_of_every_version_can_be_shown(shell):
    run(shell, "cell_h", "def f(n):\n    return 1 / n")
    earlier = shell.user_ns["f"]
    with pytest.raises(ZeroDivisionError) as caught:
        run(shell, "cell_h", "def g(n):\n    return 2 / n\ng(0)")
    assert str(caught.traceback[-1].statement).strip() == "return 2 / n"
    run(shell, "cell_h", "def f(n):\n    return 3 / n")
    assert inspect.getsource(earlier) == "def f(n):\n    return 1 / n\n"
    assert inspect.getsource(shell.user_ns["f"]) == "def f(n):\n    return 3 / n\n"


def test_what_the_notebook_has_made_its_own_stays(shell):
    run(shell, "cell_i", "limit = 3\nimport math")
    shell.user_ns["limit"] = 4
    run(shell, "cell_i", "# nothing any more")
    assert shell.user_ns["limit"] == 4
    assert "math" not in shell.user_ns


def test_what_the_notebook_had_before_stays(shell):
    shell.user_ns["math"] = math
    for _ in range(2):
        run(shell, "cell_j", "import math")
    run(shell, "cell_j", "# nothing any more")
    assert shell.user_ns["math"] is math


def test_lines_are_the_cells_lines(shell):
    run(shell, "cell_e", "\n\ndef f():\n    pass")
    assert shell.user_ns["f"].__code__.co_firstlineno == 4  # the cell's fourth line, after %%module


@pytest.mark.parametrize("name", ["", "two words", "class", "3d"])
def test_a_name_that_is_none_is_refused(shell, name):
    with pytest.raises(module_magic.ModuleNameError, match="for example"):
        run(shell, name, "x = 1")


@pytest.mark.parametrize("name", ["json", "nbformat", "msvcrt", "termios", "__main__"])
def test_the_name_of_an_installed_module_is_refused(shell, name):
    with pytest.raises(module_magic.ModuleNameError, match="already a module"):
        run(shell, name, "x = 1")


def test_a_name_that_only_the_notebook_knows_is_mentioned(shell, capsys):
    shell.user_ns["limit"] = 3
    run(shell, "cell_f", "def f(n):\n    return n < limit")
    assert "f() uses limit" in capsys.readouterr().out


def test_the_note_names_the_function_and_not_its_parts(shell, capsys):
    shell.user_ns["limit"] = 3
    run(shell, "cell_k", "def f(many):\n    return [n for n in many if (lambda: n < limit)()]")
    assert "f() uses limit" in capsys.readouterr().out


def test_names_that_nobody_knows_or_the_module_defines_need_no_note(shell, capsys):
    run(shell, "cell_l", "import math\ndef f(n):\n    return math.pi * len(n) + nowhere")
    assert capsys.readouterr().out == ""


def test_a_file_of_the_students_own_is_in_nobodys_way(shell, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "cell_m.py").write_text("x = 1")
    run(shell, "cell_m", "x = 2")
    assert shell.user_ns["x"] == 2
    assert (tmp_path / "cell_m.py").read_text() == "x = 1"


def test_a_comment_alone_is_a_module(shell, capsys):
    run(shell, "cell_g", "# nothing yet")
    assert capsys.readouterr().out == ""
