"""A verdict is affirmative, and comes from outside of the student's process."""

import pytest
from conftest import code, notebook

from course.grading.candidates import Candidate
from course.grading.examination import Examination, Rules, as_output
from course.grading.execute import Execute
from course.grading.sandbox import refusal
from course.grading.skeleton import PROBLEM

boxed = pytest.mark.skipif(bool(refusal()), reason=refusal())


def kinds(outputs):
    return [output.output_type for output in outputs]


def names(cell):
    return [output.ename for output in cell.outputs if output.output_type == "error"]


def run(*cells, seconds=60.0, whole=300.0):
    notes = []
    start = lambda: Candidate(sandbox=not refusal())  # noqa: E731
    rules = Rules(seconds, whole)
    Examination(list(cells), start, rules, lambda *note: notes.append(note)).run()
    return notes


def solution(name, source):
    return code(name, source, solution=True)


def claim(name, source):
    return code(name, source, grade=True, points=1)


def test_a_problem_fails_every_test_without_running():
    made = notebook(solution("a", "x = 1"), claim("t", "assert x"))
    made.metadata[PROBLEM] = "It is not a notebook."
    cells = Execute().preprocess(made, {})[0].cells
    assert cells[0].outputs == []
    assert cells[1].outputs[0].evalue == "It is not a notebook."


@pytest.mark.slow
def test_what_a_test_says_is_its_output():
    cells = [
        solution("a", "def double(n):\n    return 2 * n\nprint('made')\ndouble(4)"),
        claim("right", "assert double(2) == 4"),
        claim("wrong", "assert double(2) == 5, 'twice two is four'"),
        claim("error", "double(None)"),
        claim("missing", "triple(2)"),
    ]
    run(*cells)
    assert kinds(cells[0].outputs) == ["stream", "execute_result"]
    assert cells[1].outputs == []
    assert [names(cell) for cell in cells[2:]] == [
        ["AssertionError"], ["TypeError"], ["NotImplementedError"],
    ]  # fmt: skip
    assert "twice two is four" in cells[2].outputs[0].evalue
    assert "line 2, in double: return 2 * n" in cells[3].outputs[0].traceback[0]


@pytest.mark.slow
def test_a_dead_process_costs_only_the_cell_that_ended_it():
    cells = [
        solution("a", "x = 1\ndef leave():\n    import os; os._exit(0)"),
        solution("b", "leave()"),
        claim("t1", "assert x == 1"),
        claim("t2", "leave()"),
        claim("t3", "assert x == 1"),
    ]
    notes = run(*cells)
    assert [names(cell) for cell in cells] == [[], ["KernelDied"], [], ["KernelDied"], []]
    assert [where for where, _ in notes] == ["b", "b", "t2", "t2"]  # each has a second try
    assert "once more" in notes[0][1]


@pytest.mark.slow
def test_a_cell_without_end_is_ended():
    cells = [
        solution("a", "x = 1"),
        solution("loop", "while True: pass"),
        claim("t", "assert x == 1"),
    ]
    run(*cells, seconds=2)
    assert names(cells[1]) == ["TimeOut"]
    assert cells[2].outputs == []


@pytest.mark.slow
def test_demonstrations_are_not_run():
    demo = code("demo", "1 / 0")
    demo.metadata["tags"] = ["demo"]
    last = claim("t", "1 / 0")
    last.metadata["tags"] = ["demo"]
    run(demo, last)
    assert demo.outputs == []
    assert names(last) == ["ZeroDivisionError"]


@pytest.mark.slow
def test_a_replaced_function_of_a_library_is_put_back():
    cells = [
        solution("a", "import threading\nthreading.Thread.start = lambda thread: thread.run()"),
        claim("t1", "from course.exam import there\nimport threading\n"
             "assert there(getattr, threading.Thread, '__name__') == 'Thread'"),
    ]  # fmt: skip
    notes = run(*cells)
    assert cells[1].outputs == []
    assert notes == [("t1", "replaced by the notebook: Thread.start")]


@pytest.mark.slow
def test_a_claim_is_not_believed_when_a_library_is_changed_meanwhile():
    cells = [
        solution(
            "a", "import threading\ndef f():\n    threading.Thread.join = print\n    return 3"
        ),
        claim("t1", "assert f() == 3"),
        claim("t2", "assert 3 == 3"),
    ]
    run(*cells)
    assert names(cells[1]) == ["NotExamined"]
    assert "Thread.join" in cells[1].outputs[0].evalue
    assert names(cells[2]) == []


@boxed
@pytest.mark.slow
def test_the_candidate_does_not_see_the_test():
    spy = (
        "import os\n"
        "def files():\n    return sorted(os.listdir('/'))\n"
        "def knows(first, rest):\n    return first + rest in str(globals())"
    )
    cells = [
        solution("spy", spy),
        claim("t1", "assert not {'home', 'var', 'source'} & set(files()), 'SECRETWORD'"),
        claim("t2", "assert knows('SECRET', 'WORD') is False"),
    ]
    run(*cells)
    assert [names(cell) for cell in cells[1:]] == [[], []]


def test_odd_outputs_are_none():
    odd = [None, [], {}, {"output_type": "stream", "name": "other", "parts": []}]
    assert [as_output(each) for each in odd] == [None] * 4


@pytest.mark.slow
def test_an_instrument_cannot_be_replaced():
    cells = [
        solution(
            "a",
            "import sys\nfrom contextlib import suppress\nwith suppress(AttributeError):\n"
            "    instruments = sys.modules['course.exam.instruments']\n"
            "    instruments.WatchedLock.is_mine = property(lambda self: True)\n"
            "def f(shared): shared.append(1)",
        ),
        claim(
            "t1",
            "from course.exam import WatchedList, WatchedLock, student\n"
            "shared = WatchedList(WatchedLock())\nstudent.f(shared)\nassert len(shared.naked) == 1",
        ),
    ]
    notes = run(*cells)
    assert cells[1].outputs == []
    assert notes == []
