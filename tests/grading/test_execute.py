"""A verdict is affirmative."""

import pytest
from conftest import code, notebook
from nbformat.v4 import new_output

from course.grading.execute import Execute, bounded, failure, settle


def kinds(outputs):
    return [output.output_type for output in outputs]


def test_stderr_costs_no_points():
    (output,) = settle([new_output("stream", name="stderr", text="a warning")], "ok")
    assert output.name == "stdout"


def test_a_number_on_display_is_no_score():
    outputs = [new_output("execute_result", data={"text/plain": "99"}, execution_count=1)]
    assert kinds(settle(outputs, "ok")) == ["display_data"]


@pytest.mark.parametrize("reply", [None, "error", "aborted"])
def test_what_was_not_confirmed_failed(reply):
    assert kinds(settle([], reply)) == ["error"]


def test_the_tests_own_error_is_kept():
    error = failure("Failed", "expected 4")
    assert settle([error], "error") == [error]


def test_output_is_bounded():
    outputs = bounded(
        [new_output("stream", text="x" * 50), new_output("stream", text="y" * 50)], 60
    )
    assert outputs[0].text == "x" * 50
    assert outputs[1].text.startswith("y" * 10 + "\n[")


def run(*cells, timeout=60, **options):
    step = Execute(timeout=timeout, **options)
    return step.preprocess(notebook(*cells), {"metadata": {"path": "."}})[0].cells


def test_a_problem_fails_every_test_without_running():
    cells = run(
        code("a", "x = 1", solution=True),
        code("t", "assert x", grade=True, points=1),
        problem="It is not a notebook.",
    )
    assert cells[0].outputs == []
    assert cells[1].outputs[0].evalue == "It is not a notebook."


@pytest.mark.slow
def test_a_dead_kernel_costs_only_the_cell_that_killed_it():
    cells = run(
        code("a", "x = 1", solution=True),
        code("b", "import os; os._exit(3)", solution=True),
        code("t1", "assert x == 1", grade=True, points=1),
        code("t2", "import os; os._exit(3)", grade=True, points=1),
        code("t3", "assert x == 1", grade=True, points=1),
    )
    assert "KernelDied" in [o.ename for o in cells[1].outputs]
    assert [kinds(cell.outputs) for cell in cells[2:]] == [[], ["error"], []]
    assert "t2" in cells[3].outputs[0].evalue


@pytest.mark.slow
def test_a_cell_without_end_is_ended():
    cells = run(
        code("a", "x = 1", solution=True),
        code("loop", "while True: pass", solution=True),
        code("t", "assert x == 1", grade=True, points=1),
        timeout=2,
    )
    assert "TimeOut" in [o.ename for o in cells[1].outputs]
    assert cells[2].outputs == []


@pytest.mark.slow
def test_demonstrations_are_not_run():
    demo = code("demo", "1 / 0")
    demo.metadata["tags"] = ["demo"]
    test = code("t", "1 / 0", grade=True, points=1)
    test.metadata["tags"] = ["demo"]
    cells = run(demo, test)
    assert cells[0].outputs == []
    assert kinds(cells[1].outputs) == ["error"]
