"""The corpus is well made, and a slice of it gets no false verdict; `make accuracy` does it all."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import nbformat
import pytest

from tests.accuracy import corpus
from tests.accuracy.__main__ import run

ROOT = Path(__file__).parents[1]
ENTRIES = corpus.read()
SHORT = ("q1-choose", "q4-predict")  # tasks that ask for a value, where there is less to do wrong


def automatic_tasks() -> list[str]:
    """The grade ids of all solution cells that tests judge."""
    found = []
    for path in sorted((ROOT / "source").glob("*/*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        graded = [c.metadata.nbgrader for c in cells if "nbgrader" in c.metadata]
        tests = [g.grade_id for g in graded if g.grade and not g.solution]
        names = [g.grade_id for g in graded if g.solution and not g.grade]
        found += [n for n in names if any(t.startswith(f"{n}-") for t in tests)]
    return [name for name in found if not name.endswith("-worker")]


@pytest.mark.parametrize("task", automatic_tasks())
def test_every_task_has_right_and_wrong_solutions(task: str) -> None:
    count = Counter(entry.right for entry in ENTRIES if entry.task == task)
    wanted = (3, 8) if task in SHORT else (8, 15)
    assert count[True] >= wanted[0]
    assert count[False] >= wanted[1]


def test_entries_in_one_notebook_change_different_cells() -> None:
    for group in corpus.packed(ENTRIES):
        names = [name for entry in group for name, _ in entry.cells]
        assert len(names) == len(set(names))
        assert len({entry.assignment for entry in group}) == 1


def test_a_label_that_comes_twice_is_an_error(tmp_path: Path) -> None:
    place = tmp_path / "a1" / "double.py"
    place.parent.mkdir()
    place.write_text("# %% right: one\nx = 1\n# %% right: one\nx = 2\n")
    with pytest.raises(ValueError, match="the same label"):
        corpus.read(corpus=tmp_path)


@pytest.mark.slow
def test_a_slice_of_the_corpus_gets_no_false_verdict() -> None:
    chosen = []
    for task in automatic_tasks():
        mine = [entry for entry in ENTRIES if entry.task == task]
        chosen += [next(e for e in mine if e.right), next(e for e in mine if not e.right)]
    assert [verdict.entry.name for verdict in run(chosen, jobs=2) if verdict.false] == []
