"""Only the answers of a submission count."""

import copy

from conftest import code, double_task, markdown

from course.grading.skeleton import pour


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
