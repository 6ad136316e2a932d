"""What every test may use: a small course in a temporary folder, and quiet third parties."""

from __future__ import annotations

import gc
import shutil
import warnings
from pathlib import Path
from typing import Any

import matplotlib
import nbformat
import pytest

from course.exam import calls
from course.grading.folder import Folder

ROOT = Path(__file__).parents[1]
pytest_plugins = ["bridges"]
matplotlib.use("Agg")

IGNORED = [
    # nbgrader adds rows to its SQLAlchemy session by hand
    "ignore:Object of type <Submitted",
    # nbgrader's and nbconvert's own use of what their dependencies have moved
    "ignore::DeprecationWarning:nbgrader",
    "ignore::DeprecationWarning:traitlets",
    "ignore::DeprecationWarning:jupyter_client",
    "ignore:.*IPython.core.inputtransformer2:DeprecationWarning",
    # a kernel that is killed on purpose leaves its sockets to the garbage collector
    "ignore:unclosed:ResourceWarning",
    "ignore::pytest.PytestUnraisableExceptionWarning",
]


def pytest_configure(config: pytest.Config) -> None:
    """Warnings are errors, but for those of third parties that are named above."""
    for line in IGNORED:
        config.addinivalue_line("filterwarnings", line)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Event loops and sockets of nbclient's that are garbage now are no failure of a test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        for _ in range(3):
            gc.collect()


@pytest.fixture(autouse=True)
def no_call_under_way() -> None:
    """Each test begins like a test cell: what an earlier one has left is forgotten."""
    calls.begin()


def code(name: str, source: str, **graded: Any) -> Any:
    """A code cell; with keywords it gets nbgrader's metadata."""
    return _cell(nbformat.v4.new_code_cell(source, id=name), name, graded)


def markdown(name: str, source: str, **graded: Any) -> Any:
    """A Markdown cell; with keywords it gets nbgrader's metadata."""
    return _cell(nbformat.v4.new_markdown_cell(source, id=name), name, graded)


def _cell(cell: Any, name: str, graded: dict[str, Any]) -> Any:
    if graded:
        base = {"grade": False, "solution": False, "locked": False, "task": False}
        cell.metadata["nbgrader"] = base | graded | {"grade_id": name, "schema_version": 3}
    return cell


def notebook(*cells: Any) -> Any:
    """A notebook of these cells."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return nbformat.v4.new_notebook(cells=list(cells), metadata={"kernelspec": kernel})


def double_task(name: str = "double") -> Any:
    """A small assignment: a solution, two tests (one hidden) and a written answer."""
    return notebook(
        markdown("title", f"# Doubling: {name}\n\nAfter this notebook you can double.\n"),
        code(
            f"{name}",
            'def double(n):\n    """Twice n."""\n    ### BEGIN SOLUTION: Double the number\n'
            "    return 2 * n\n    ### END SOLUTION",
            solution=True,
        ),
        code(f"{name}-small", "assert double(2) == 4", grade=True, locked=True, points=1),
        code(
            f"{name}-large",
            "assert callable(double)\n### BEGIN HIDDEN TESTS\nassert double(500) == 1000\n"
            "### END HIDDEN TESTS",
            grade=True,
            locked=True,
            points=2,
        ),
        markdown(
            f"{name}-why",
            "Because.\n\n=== BEGIN MARK SCHEME ===\n1 point\n=== END MARK SCHEME ===",
            grade=True,
            solution=True,
            points=1,
        ),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A course with two small assignments, `a1` and `a2`; nothing is generated yet."""
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    for assignment in ("a1", "a2"):
        place = tmp_path / "source" / assignment
        place.mkdir(parents=True)
        nbformat.write(double_task(), place / "work.ipynb")
    return Folder(tmp_path)
