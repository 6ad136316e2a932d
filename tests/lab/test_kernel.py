"""The lab in a real kernel, as a student uses it."""

import re

import nbformat
import pytest
from nbclient import NotebookClient

pytestmark = pytest.mark.slow

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
CELLS = {
    "load": "%load_ext course.lab\nimport multiprocessing\nfrom course.lab import Timeline, play",
    "first": "%%module kernel_worker\ndef twice(n):\n    return 1",
    "again": "%%module kernel_worker\ndef twice(n):\n    return 2 * n",
    "broken": "%%module kernel_worker\ndef twice(n):\n    return n / 0\n\ntwice(1)",
    "syntax": "%%module kernel_worker\ndef twice(n:\n    return n",
    "pool": "with multiprocessing.Pool(2) as pool:\n    print(pool.map(twice, [3, 4]))",
    "own": "def mine(n):\n    return n\n\n"
    "with multiprocessing.Pool(1) as pool:\n    pool.map(mine, [1])",
    "timeline": "timeline = Timeline()\nwith timeline.span('page'):\n    pass\n"
    "timeline.show(title='Pages')",
    "plotted": "axes = timeline.plot('Left open')",
}


def execute(method, monkeypatch, tmp_path):
    """Run the cells with a start method; returns their outputs by name."""
    monkeypatch.setenv("COURSE_START_METHOD", method)
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS.values()]
    notebook = nbformat.v4.new_notebook(cells=cells)
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=120, allow_errors=True, resources=resources).execute()
    return {name: cell.outputs for name, cell in zip(CELLS, notebook.cells, strict=True)}


@pytest.mark.filterwarnings("default")  # the client's own, about sockets and event loops
@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_a_notebook_works_in_a_kernel(method, monkeypatch, tmp_path):
    outputs = execute(method, monkeypatch, tmp_path)
    assert not any(o.get("name") == "stderr" for many in outputs.values() for o in many)
    assert outputs["load"] == outputs["first"] == outputs["again"] == []
    assert outputs["pool"][0].text == "[6, 8]\n"
    assert outputs["own"][0].ename == "PicklingError"
    assert "%%module" in outputs["own"][0].evalue
    trace = COLOUR.sub("", "\n".join(outputs["broken"][0].traceback))
    assert "----> 3     return n / 0" in trace
    assert "kernel_worker.py" in trace
    assert "module_magic.py" not in trace
    assert outputs["syntax"][0].ename == "SyntaxError"
    for name, title in (("timeline", "Pages"), ("plotted", "Left open")):
        (shown,) = outputs[name]
        assert shown.metadata["image/png"]["alt"].startswith(f"{title}. Timeline of 1 span")
    assert list(tmp_path.iterdir()) == []  # nothing in the student's folder
