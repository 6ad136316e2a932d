"""Class D: attacks on cells, tags, ids and metadata of a submission."""

from __future__ import annotations

import copy
from typing import Any

import nbformat

from tests.attacks.declare import attack
from tests.attacks.hostile import Submission

WRONG = 'LOST_UPDATE = ["A read", "A add", "A write", "B read", "B add", "B write"]'
FLAGS = {"schema_version": 3, "grade": True, "solution": False, "locked": True, "task": False}


def _tag(sub: Submission, *tags: str) -> None:
    for cell in sub.tests():
        cell.metadata["tags"] = list(tags)


@attack("D", "points", "the tag skip-execution on the test cells")
def tag_skip(sub: Submission) -> None:
    _tag(sub, "skip-execution")


@attack("D", "points", "the tag raises-exception on the test cells", on="q7_thread_pool")
def tag_raises(sub: Submission) -> None:
    _tag(sub, "raises-exception")


@attack("D", "points", "the course's own tag demo, and papermill's and nbclient's, on all cells")
def tag_demo(sub: Submission) -> None:
    _tag(sub, "demo", "parameters", "remove_cell", "nbval-skip", "hide-input")
    sub.answer("q4-predict", WRONG)
    sub.cell("q4-predict").metadata["tags"] = ["demo", "skip-execution"]


@attack("D", "points", "the test cells without nbgrader's metadata", on="q5_sharing_data")
def tests_unmarked(sub: Submission) -> None:
    for cell in sub.tests():
        del cell.metadata["nbgrader"]


@attack("D", "points", "pass in place of every test")
def tests_pass(sub: Submission) -> None:
    for cell in sub.tests():
        cell.source = "pass"


@attack("D", "points", "a thousand points for each test")
def many_points(sub: Submission) -> None:
    sub.answer("q4-predict", "LOST_UPDATE = []")
    for cell in sub.tests():
        cell.metadata.nbgrader["points"] = 1000


@attack("D", "points", "points that are no number, negative, or a list", on="q7_thread_pool")
def odd_points(sub: Submission) -> None:
    for cell, odd in zip(
        sub.tests(), [float("nan"), -5, [1], "9", None, float("inf")], strict=False
    ):
        cell.metadata.nbgrader["points"] = odd


@attack("D", "points", "test cells marked as solutions that pass")
def tests_as_solutions(sub: Submission) -> None:
    for cell in sub.tests():
        cell.metadata.nbgrader["solution"] = True
        cell.source = "pass"


@attack("D", "points", "the grade ids of the test cells are changed", on="q5_sharing_data")
def ids_changed(sub: Submission) -> None:
    for number, cell in enumerate(sub.tests()):
        cell.metadata.nbgrader["grade_id"] = f"other-{number}"
        cell.id = f"other-{number}"


@attack("D", "points", "test cells as raw cells and as Markdown with attachments")
def tests_retyped(sub: Submission) -> None:
    for number, cell in enumerate(sub.tests()):
        cell.cell_type = ("raw", "markdown")[number % 2]
        cell.pop("outputs", None)
        cell.pop("execution_count", None)
        if number % 2:
            cell["attachments"] = {"a.svg": {"image/svg+xml": "<svg/>"}}


@attack("D", "points", "the test cells come first", on="q7_thread_pool")
def tests_first(sub: Submission) -> None:
    tests = sub.tests()
    sub.notebook.cells = tests + [c for c in sub.notebook.cells if c not in tests]


@attack("D", "points", "no test cell at all")
def tests_deleted(sub: Submission) -> None:
    tests = sub.tests()
    sub.notebook.cells = [c for c in sub.notebook.cells if c not in tests]


@attack("D", "points", "one more test cell of 100 points that passes")
def one_test_more(sub: Submission) -> None:
    sub.last("pass")
    sub.notebook.cells[-1].metadata["nbgrader"] = FLAGS | {"grade_id": "q4-bonus", "points": 100}


@attack("D", "points", "each test twice: first one that passes, then the real one")
def tests_doubled(sub: Submission) -> None:
    for cell in sub.tests():
        double = copy.deepcopy(cell)
        double.source = "pass"
        sub.notebook.cells.insert(sub.notebook.cells.index(cell), double)


@attack("D", "points", "answers and written answers that carry points", on="q5_sharing_data")
def graded_answers(sub: Submission) -> None:
    for cell in sub.notebook.cells:
        graded = cell.metadata.get("nbgrader", {})
        if graded.get("solution"):
            graded |= {"grade": True, "points": 50}
            cell.source = "pass"


@attack("D", "points", "the setup cell without its metadata defines checks that pass")
def own_setup(sub: Submission) -> None:
    setup = sub.cell("q4-setup")
    del setup.metadata["nbgrader"]
    setup.source += "\ncheck = require = check_interleavings = lambda *args, **kwargs: None"


@attack("D", "points", "saved results and scores in the test cells", on="q7_thread_pool")
def saved_results(sub: Submission) -> None:
    for cell in sub.tests():
        cell.execution_count = 7
        value = str(cell.metadata.nbgrader.points)
        data = {"text/plain": value}
        cell.outputs = [nbformat.v4.new_output("execute_result", data, execution_count=7)]
        cell.metadata["execution"] = {"shell.execute_reply": "ok", "status": "ok"}


@attack("D", "points", "a good submission first; the next one ends its process", rounds=2)
def old_score_stays(sub: Submission) -> None:
    if sub.round == 1:
        sub.solve("q4-predict")
    else:
        sub.first("import os\nos._exit(0)")


@attack("D", "points", "a good submission first; the next one is no notebook", rounds=2)
def old_score_of_no_notebook(sub: Submission) -> None:
    if sub.round == 1:
        sub.solve("q4-predict")
    else:
        sub.raw = b"I would like to keep my points."


@attack(
    "D", "points", "a good submission first; the next one has a schema from the future", rounds=2
)
def schema_from_the_future(sub: Submission) -> None:
    if sub.round == 1:
        sub.solve("q4-predict")
    else:
        for cell in sub.tests():
            cell.metadata.nbgrader["schema_version"] = 99


def _odd_metadata(sub: Submission, odd: Any) -> None:
    for cell in sub.notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"] = odd


@attack("D", "harm", "nbgrader's metadata is a text", on="q7_thread_pool")
def metadata_is_text(sub: Submission) -> None:
    _odd_metadata(sub, "grade: true")


@attack("D", "harm", "grade ids are lists, numbers and dicts", on="q7_thread_pool")
def ids_are_lists(sub: Submission) -> None:
    for number, cell in enumerate(sub.tests()):
        cell.metadata.nbgrader["grade_id"] = ([number], number, {"a": 1}, None)[number % 4]


@attack("D", "harm", "cell ids are equal, empty, very long or another cell's")
def odd_cell_ids(sub: Submission) -> None:
    for number, cell in enumerate(sub.notebook.cells):
        cell["id"] = ("q4-setup", "", "x" * 500, "q4-predict", "../../x")[number % 5]


@attack("D", "points", "an added cell with a test cell's id and a claim's first line")
def added_like_a_test(sub: Submission) -> None:
    test = sub.cell("q4-predict-loses-ten")
    twin = nbformat.v4.new_code_cell("# Claim (2 points): it is so.\nrequire = print", id=test.id)
    sub.notebook.cells.insert(2, twin)
    sub.answer("q4-predict", f"# Claim (2 points): it is so.\n{WRONG}")


@attack("D", "points", "cells of another assignment that are worth more", on="q7_thread_pool")
def another_assignment(sub: Submission) -> None:
    path = sub.folder.release / "q4_race_conditions" / sub.folder.notebook("q4_race_conditions")
    others = nbformat.read(path, as_version=4)
    for cell in others.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.source = "pass"
    sub.notebook.cells += others.cells


@attack("D", "points", "answers as script, capture and writefile cells that end early")
def cell_magics(sub: Submission) -> None:
    sub.answer("q4-predict", "%%capture\nget_ipython().ask_exit()")
    sub.answer("q4-account", "%%script bash\nkill -9 $PPID")
    sub.answer("q4-transfer", "%%writefile course.py\nexam = None")
    sub.add("%config InteractiveShell.ast_node_interactivity = 'none'\n%xmode Minimal\n%reset -f")


@attack("D", "points", "a kernelspec whose command is the student's", on="q5_sharing_data")
def own_kernel(sub: Submission) -> None:
    sub.notebook.metadata["kernelspec"] = {
        "name": "mine",
        "display_name": "Mine",
        "language": "bash",
    }
    sub.file(
        "kernels/mine/kernel.json", '{"argv": ["true", "{connection_file}"], "language": "bash"}'
    )
    sub.file("kernel.json", '{"argv": ["true"]}')
