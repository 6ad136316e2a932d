"""The eight notebooks: contract, releases, and every solution under every start method."""

from __future__ import annotations

import ast
import copy
import re

import nbformat
import pytest
from conftest import ROOT

from course.exam.bridge.names import OURS
from course.grading import releases
from course.grading.execute import Execute
from course.grading.folder import Folder
from course.handout.running import run

COURSE = Folder(ROOT)
ASSIGNMENTS = COURSE.assignments()
POINTS = {
    "q1-discuss": 3, "q1-choose": 2, "q1-download": 4, "q1-scoreboard": 3, "q1-images": 4,
    "q2-describe": 2, "q2-pool-map": 3, "q2-reuse": 2, "q2-as-completed": 3,
    "q3-explain": 2, "q3-factorials": 3, "q3-memory": 2, "q3-compare": 3, "q3-plot": 2,
    "q4-predict": 2, "q4-add-remove": 4, "q4-run-together": 2, "q4-account": 3, "q4-transfer": 3,
    "q5-methods": 2, "q5-counter": 2, "q5-crawl": 4, "q5-production-line": 3, "q5-value": 3,
    "q5-manager": 4, "q6-discuss": 2, "q6-guarded": 3, "q6-gather": 3, "q6-error-queue": 3,
    "q6-timeout": 3, "q7-factorials": 4, "q7-as-completed": 2, "q7-why-no-speedup": 2,
    "q8-time-pool": 2, "q8-curve": 2, "q8-plot": 2, "q8-explain": 2,
}  # fmt: skip


def source(assignment):
    return nbformat.read(COURSE.source / assignment / COURSE.notebook(assignment), as_version=4)


def release(assignment):
    return nbformat.read(COURSE.release / assignment / COURSE.notebook(assignment), as_version=4)


def graded(notebook, **wanted):
    for cell in notebook.cells:
        found = cell.metadata.get("nbgrader", {})
        if found and all(found.get(key) == value for key, value in wanted.items()):
            yield cell, found["grade_id"], found.get("points", 0)


def points_of_tasks(notebook):
    """Points by task: those of its test cells, or of the written answer."""
    found: dict[str, float] = {}
    for cell, name, points in graded(notebook, grade=True):
        task = max((task for task in POINTS if name.startswith(task)), key=len)
        found[task] = found.get(task, 0) + points
        assert cell.cell_type == "code" or name == task
    return found


def test_the_points_are_those_of_the_contract():
    found = {}
    for assignment in ASSIGNMENTS:
        found |= points_of_tasks(source(assignment))
    assert found == POINTS
    assert sum(found.values()) == 100


def test_85_points_are_automatic():
    cells = [cell for a in ASSIGNMENTS for cell in graded(source(a), grade=True)]
    assert sum(points for cell, _, points in cells if cell.cell_type == "code") == 85


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_points_in_the_text_equal_the_points_that_count(assignment):
    notebook = source(assignment)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    said = re.findall(r"^## Task (\S+) · (\d+) points?$", text, re.MULTILINE)
    assert {name: float(points) for name, points in said} == points_of_tasks(notebook)
    head = re.search(r"\*\*(\d+) points:\*\* ([^.]*)\.", text)
    assert float(head[1]) == sum(points_of_tasks(notebook).values())
    assert sum(map(float, re.findall(r"\d+", head[2]))) in (0.0, float(head[1]))


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_task_has_its_solution_cell_and_every_claim_says_its_points(assignment):
    notebook = source(assignment)
    solutions = {name for _, name, _ in graded(notebook, solution=True)}
    assert set(points_of_tasks(notebook)) <= solutions
    for cell, name, points in graded(notebook, grade=True, solution=False):
        words = {0.25: "a quarter of a point", 1: "1 point"}.get(points, f"{points:g} points")
        assert cell.source.startswith(f"# Claim ({words}):"), name


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_sources_hold_no_outputs_and_no_clocks_in_their_tests(assignment):
    for cell in source(assignment).cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None
    for cell, name, _ in graded(source(assignment), grade=True, solution=False):
        assert "sleep(" not in cell.source, name


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_classes_that_a_test_compares_with_are_the_examiners(assignment):
    """A name that means something in the candidate equals no class of what came from there."""
    for cell, name, _ in graded(source(assignment), grade=True, solution=False):
        tree = ast.parse(cell.source)
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        ours = [node for node in imports if str(node.module).startswith("course.exam")]
        theirs = {alias.name for node in ours for alias in node.names} - OURS
        compared = {part.id for node in ast.walk(tree) for part in _classes(node)}
        assert not compared & theirs, name


def _classes(node):
    """What a value's class is compared with: in `type(x) is A` and `isinstance(x, A)`."""
    called = getattr(getattr(node, "func", None), "id", "")
    if called in ("isinstance", "issubclass"):
        parts = node.args[1:]
    elif isinstance(node, ast.Compare) and "type(" in ast.unparse(node.left):
        parts = node.comparators
    else:
        parts = []
    return [part for each in parts for part in ast.walk(each) if isinstance(part, ast.Name)]


@pytest.mark.slow
def test_the_releases_are_up_to_date():
    assert releases.outdated(COURSE, ASSIGNMENTS) == []


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_release_gives_nothing_away(assignment):
    text = "\n".join(cell.source for cell in release(assignment).cells)
    for mark in ("BEGIN SOLUTION", "END SOLUTION", "HIDDEN TESTS", "MARK SCHEME"):
        assert mark not in text
    stubs = {name: cell.source for cell, name, _ in graded(release(assignment), solution=True)}
    region = re.compile(r"### BEGIN SOLUTION[^\n]*\n(.*?)\n *### END SOLUTION", re.DOTALL)
    for cell, name, _ in graded(source(assignment), solution=True):
        for solution in region.findall(cell.source) or [cell.source]:
            assert solution not in text, name
            for line in solution.splitlines():
                assert len(line.strip()) < 8 or line.strip() not in stubs[name], name


def outcomes(notebook, folder, method=None, monkeypatch=None):
    if method:
        monkeypatch.setenv("COURSE_START_METHOD", method)
    step = Execute(timeout=170)
    return step.preprocess(copy.deepcopy(notebook), {"metadata": {"path": str(folder)}})[0]


def errors(notebook):
    return {
        cell.id: [f"{o.ename}: {o.evalue}" for o in cell.outputs if o.output_type == "error"]
        for cell in notebook.cells
        if cell.cell_type == "code" and any(o.output_type == "error" for o in cell.outputs)
    }


def solved(assignment):
    """The source as it is, with hidden tests and solutions."""
    return source(assignment)


@pytest.mark.slow
@pytest.mark.parametrize("method", ["spawn", "forkserver"])
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_solution_passes_its_tests(assignment, method, tmp_path, monkeypatch):
    assert errors(outcomes(solved(assignment), tmp_path, method, monkeypatch)) == {}


@pytest.mark.slow
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_blank_release_earns_nothing(assignment, tmp_path):
    blank = source(assignment)
    stubs = {cell.id: cell.source for cell in release(assignment).cells}
    for cell, _, _ in graded(blank, solution=True):
        cell.source = stubs[cell.id]
    found = errors(outcomes(blank, tmp_path))
    for cell, name, _ in graded(blank, grade=True, solution=False):
        assert cell.id in found, name


@pytest.mark.slow
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_release_runs_from_top_to_bottom(assignment, tmp_path):
    done = run(release(assignment), str(tmp_path), tests=True)
    raised = {kind.partition(":")[0] for kinds in errors(done).values() for kind in kinds}
    assert raised <= {"NotImplementedError"}
    for cell in done.cells:
        for output in cell.get("outputs", []):
            assert output.get("name") != "stderr", (cell.id, output.text)
