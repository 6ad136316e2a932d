"""Only the answers of a submission count."""

import copy

import nbformat
import pytest
from conftest import code, double_task, markdown

from course.grading import skeleton
from course.grading.integrity import Report
from course.grading.skeleton import is_students, pour, problem_of


def sources(notebook):
    return {cell.id: cell.source for cell in notebook.cells}


def answered(source="def double(n):\n    return n + n"):
    notebook = double_task()
    notebook.cells[1].source = source
    return notebook


def test_answers_are_taken():
    assert "n + n" in sources(pour(answered(), double_task()))["double"]


def test_tests_come_from_the_release():
    submitted = answered()
    submitted.cells[2].source = "pass"
    del submitted.cells[3]
    poured = pour(submitted, double_task())
    assert sources(poured)["double-small"] == "assert double(2) == 4"
    assert sources(poured)["double-large"].startswith("assert callable")


def test_points_and_kinds_come_from_the_release():
    submitted = answered()
    submitted.cells[2].metadata.nbgrader.update(points=99, solution=True)
    assert pour(submitted, double_task()).cells[2].metadata.nbgrader.points == 1


def test_added_cells_stay_where_they_were():
    submitted = answered()
    submitted.cells.insert(2, code("mine", "helper = 1"))
    submitted.cells.insert(3, markdown("note", "my note"))
    poured = pour(submitted, double_task())
    assert [cell.source for cell in poured.cells[2:4]] == ["helper = 1", "my note"]


def test_an_added_cell_that_claims_points_is_dropped():
    submitted = answered()
    submitted.cells.append(code("bonus", "pass", grade=True, points=50, locked=True))
    assert len(pour(submitted, double_task()).cells) == len(double_task().cells)


def test_of_several_copies_the_answer_counts():
    submitted = answered()
    stub = copy.deepcopy(double_task().cells[1])
    submitted.cells.insert(1, stub)
    assert "n + n" in sources(pour(submitted, double_task()))["double"]


def noted(submitted, **others):
    report = Report()
    poured = pour(submitted, double_task(), report, **others)
    return poured, [(entry.kind, entry.where) for entry in report.entries]


def test_an_honest_submission_needs_no_repair():
    assert noted(answered())[1] == []


def test_repairs_are_noted():
    submitted = answered()
    del submitted.cells[3]
    submitted.cells[2].source = "pass"
    submitted.cells.append(copy.deepcopy(submitted.cells[1]))
    submitted.cells[-1].source = "def double(n): return 4"
    submitted.cells.append(code("bonus", "pass", grade=True, points=50, locked=True))
    wheres = [("structure", name) for name in ("double", "double-small", "double-large", "bonus")]
    assert noted(submitted)[1] == wheres


def test_a_cell_of_an_earlier_release_is_no_change_of_the_student_s():
    submitted = answered()
    submitted.cells[2].source = "assert double(3) == 6"
    submitted.cells[2].metadata.nbgrader[skeleton.AS_RELEASED] = True
    poured, notes = noted(submitted)
    assert sources(poured)["double-small"] == "assert double(2) == 4"
    assert notes == []


def test_a_missing_answer_is_the_stub_and_noted():
    submitted = answered()
    del submitted.cells[1]
    poured, notes = noted(submitted)
    assert sources(poured)["double"] == double_task().cells[1].source
    assert notes == [("structure", "double")]


@pytest.mark.parametrize("kind", ["raw", "markdown"])
def test_an_answer_keeps_the_released_kind(kind):
    submitted = answered("def double(n): return 3 * n")
    submitted.cells[1].cell_type = kind
    poured, notes = noted(submitted)
    assert (poured.cells[1].cell_type, poured.cells[1].outputs) == ("code", [])
    assert poured.cells[1].source == "def double(n): return 3 * n"
    assert notes == [("structure", "double")]


def test_added_cells_bring_nothing_but_their_source():
    submitted = answered()
    added = markdown("note", "![x](attachment:y)")
    added.metadata.update(tags=["skip-execution"], slideshow={"a": 1})
    added["attachments"] = {"y": {"image/svg+xml": "x"}}
    submitted.cells.append(added)
    shell = code("mine", "1")
    shell.metadata["tags"] = ["raises-exception"]
    shell.outputs = [nbformat.v4.new_output("error", ename="x", evalue="", traceback=[])]
    submitted.cells.append(shell)
    *_, first, second = pour(submitted, double_task()).cells
    assert (dict(first.metadata), "attachments" in first) == ({}, False)
    assert (dict(second.metadata), second.outputs, second.execution_count) == ({}, [], None)
    assert is_students(first)
    assert not is_students(double_task().cells[0])


def test_tags_of_a_submission_are_not_believed():
    submitted = answered()
    for cell in submitted.cells:
        cell.metadata["tags"] = ["skip-execution"]
    assert all("tags" not in cell.metadata for cell in pour(submitted, double_task()).cells)


def test_too_many_added_cells_are_cut_and_noted(monkeypatch):
    monkeypatch.setattr(skeleton, "MOST_ADDED", 2)
    submitted = answered()
    submitted.cells += [code(f"mine-{n}", "1") for n in range(5)]
    poured, notes = noted(submitted)
    assert len(poured.cells) == len(double_task().cells) + 2
    assert notes == [("limit", "added cells")]


def test_cells_whose_ids_an_old_editor_lost_are_not_added_again():
    submitted = answered()
    for number, cell in enumerate(submitted.cells):
        cell["id"] = f"lost-{number}"
    submitted.cells.insert(1, code("mine", "helper = 1"))
    poured = pour(submitted, double_task())
    assert [c.source for c in poured.cells].count(double_task().cells[0].source) == 1
    assert poured.cells[1].source == "helper = 1"


def test_unusual_constructs_are_noted_with_cell_and_line():
    assert noted(answered("import os\nos._exit(0)"))[1] == [("construct", "double, line 2")]


def test_a_problem_replaces_the_submission():
    poured, notes = noted(answered(), problem="It is a letter.")
    assert sources(poured) == sources(double_task())
    assert problem_of(poured) == "It is a letter."
    assert notes == []


def test_a_submission_cannot_say_that_it_has_a_problem():
    submitted = answered()
    submitted.metadata[skeleton.PROBLEM] = "mine"
    assert problem_of(pour(submitted, double_task())) == ""
