"""From a solution to the student's stub."""

import pytest
from conftest import code, markdown

from course.grading.solutions import ClearSolutions


def cleared(cell):
    step = ClearSolutions()
    step.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
    return step.preprocess_cell(cell, {"language": "python"}, 0)[0].source


def test_the_marker_says_what_the_student_finds():
    source = "def f():\n    ### BEGIN SOLUTION: Guard it\n    return 1\n    ### END SOLUTION"
    assert cleared(code("f", source, solution=True)) == (
        'def f():\n    raise NotImplementedError("Guard it")'
    )


def test_a_comment_may_stand_in_place_of_the_solution():
    source = "%%module w\n### BEGIN SOLUTION # Functions go here.\nx = 1\n### END SOLUTION"
    assert cleared(code("w", source, solution=True)) == "%%module w\n# Functions go here."


def test_every_region_has_its_own_stub():
    region = "### BEGIN SOLUTION{}\n1\n### END SOLUTION\n"
    source = region.format(": one") + region.format("") + region.format(": two")
    assert cleared(code("f", source, solution=True)).splitlines() == [
        'raise NotImplementedError("one")',
        "# YOUR CODE HERE",
        "raise NotImplementedError()",
        'raise NotImplementedError("two")',
    ]


def test_a_solution_cell_without_a_region_is_refused():
    with pytest.raises(ValueError, match="would show its solution"):
        cleared(code("f", "return 1", solution=True))


def test_a_written_answer_is_replaced_whole():
    step = ClearSolutions(text_stub="*Write.*")
    cell = markdown("why", "Because.", solution=True, grade=True, points=1)
    assert step.preprocess_cell(cell, {"language": "python"}, 0)[0].source == "*Write.*"
