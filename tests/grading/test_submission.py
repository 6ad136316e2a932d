"""Whatever a submitted file holds: a notebook, or a reason."""

import copy
import json

import nbformat
import pytest
from conftest import double_task
from nbgrader import utils

from course.grading import submission
from course.grading.intake import Taken
from course.grading.skeleton import AS_RELEASED

BOOK = "work.ipynb"


def written(**changes):
    return json.dumps(double_task() | changes).encode()


def examined(content, refused=None, others=()):
    contents = {} if content is None else {BOOK: content}
    return submission.examine(Taken(contents, refused or {}, list(others)), BOOK, double_task())


def cell_with(**parts):
    task = copy.deepcopy(double_task())
    task.cells[1].update(parts)
    return json.dumps(task).encode()


def test_an_honest_notebook_is_read():
    read = examined(written())
    assert (read.problem, read.notes) == ("", [])
    assert [c.source for c in read.notebook.cells] == [c.source for c in double_task().cells]
    nbformat.validate(read.notebook)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "cannot be understood"),
        (b"a letter", "cannot be understood"),
        (b"\xff\xfe\x00", "not UTF-8"),
        ('{"a": 1}'.encode("utf-16"), "not UTF-8"),
        (b'{"nbformat": 4, "metadata": ' + b"[" * 100_000, "nested too deep"),
        (b'{"nbformat": ' + b"9" * 200_000 + b"}", "cannot be understood"),
        (b'{"nbformat": 99, "cells": []}', "no known format"),
        (b'{"nbformat": [], "cells": []}', "no known format"),
        (b'{"nbformat": 3}', "cannot be understood"),
        (b"[]", "no known format"),
        (b'{"nbformat": 4}', "has no cells"),
        (b'{"nbformat": 4, "cells": {"a": 1}}', "has no cells"),
        (b'{"nbformat": 4, "cells": [1, null]}', "none of its tasks"),
        (written()[:-40], "cannot be understood"),
        (None, "There is no notebook at all"),
    ],
)
def test_what_is_no_notebook_has_a_reason(content, reason):
    assert reason in examined(content).problem


def test_a_refused_file_has_its_reason():
    assert "it is a link" in examined(None, {BOOK: "it is a link"}).problem


def test_other_names_are_named():
    assert "There is work (1).ipynb" in examined(None, others=["work (1).ipynb", "a.txt"]).problem


@pytest.mark.parametrize("version", [2, 3])
def test_old_formats_are_read(version):
    old = nbformat.convert(double_task(), 3)
    if version == 2:
        old["nbformat"] = 2
    read = examined(json.dumps(old).encode())
    assert read.problem == "" or "cannot be understood" in read.problem
    assert version == 2 or read.notebook is not None


@pytest.mark.parametrize(
    "parts",
    [
        {"metadata": None},
        {"metadata": {"nbgrader": "a text"}},
        {"metadata": {"nbgrader": {"grade_id": ["a"]}}},
        {"metadata": {"nbgrader": {"grade_id": "half \ud800"}}},
        {"metadata": {"nbgrader": {"schema_version": 99}}},
        {"source": ["a\n", "b"]},
        {"source": 7},
        {"source": [["a"]]},
        {"source": "x" * 200_000},
        {"source": "lone \ud800 and \x00"},
        {"id": "no id at all!"},
        {"id": {"a": 1}},
        {"cell_type": ["code"]},
        {"cell_type": "heading"},
        {"outputs": 5, "execution_count": "x"},
    ],
)
def test_a_cell_of_odd_shape_does_no_harm(parts):
    read = examined(cell_with(**parts))
    assert read.problem == ""
    nbformat.validate(read.notebook)
    nbformat.writes(read.notebook).encode()


def test_what_cannot_be_in_a_source_is_replaced_and_noted():
    read = examined(cell_with(source="a\ud800b\x00"))
    assert read.notebook.cells[1].source == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}"
    assert read.notes[0][0] == "cell 2"


def test_a_cell_with_its_checksum_is_as_a_release_had_it():
    task = copy.deepcopy(double_task())
    for cell in task.cells[1:]:
        cell.metadata.nbgrader["checksum"] = utils.compute_checksum(cell)
    task.cells[2].source = "pass"
    read = examined(json.dumps(task).encode())
    names = [c.metadata.nbgrader.grade_id for c in read.notebook.cells
             if c.metadata.get("nbgrader", {}).get(AS_RELEASED)]  # fmt: skip
    assert names == ["double", "double-large", "double-why"]


@pytest.mark.parametrize(
    "odd",
    [{"points": 10**400}, {"points": float("nan")}, {"points": {"a": 1}}, {"checksum": ["a"]},
     {"grade": [[]]}, {"locked": "yes"}, {AS_RELEASED: True}],
)  # fmt: skip
def test_a_checksum_among_odd_metadata_says_nothing(odd):
    task = copy.deepcopy(double_task())
    task.cells[2].metadata.nbgrader.update({"checksum": "0" * 32} | odd)
    cell = examined(json.dumps(task).encode()).notebook.cells[2]
    assert dict(cell.metadata.nbgrader) == {"grade_id": "double-small"}


def test_ids_are_unique():
    task = double_task()
    task.cells[2]["id"] = task.cells[1]["id"]
    read = examined(json.dumps(task).encode())
    assert len({cell.id for cell in read.notebook.cells}) == len(task.cells)


def test_nothing_but_sources_and_names_is_kept():
    read = examined(cell_with(attachments={"a": {}}, outputs=[{"output_type": "error"}]))
    cell = read.notebook.cells[1]
    assert cell.outputs == []
    assert dict(cell.metadata) == {"nbgrader": {"grade_id": "double"}}
    assert set(cell) == {"id", "cell_type", "metadata", "source", "outputs", "execution_count"}


def test_too_many_cells_are_noted():
    cells = double_task().cells + [{"cell_type": "code", "source": ""}] * 1200
    read = examined(written(cells=cells))
    assert len(read.notebook.cells) == submission.MOST_CELLS
    assert read.notes == [(BOOK, "it has 1205 cells; the first 1000 were read")]
