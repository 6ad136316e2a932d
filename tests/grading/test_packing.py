"""What students get in a zip file: all that their notebooks need, and nothing that grades."""

import ast
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import PurePosixPath

import nbformat
import pytest
from conftest import ROOT
from nbclient import NotebookClient

from course.__main__ import main
from course.grading import packing, releases
from course.grading.folder import Folder

DISTRIBUTIONS = {"IPython": "ipykernel", "traitlets": "ipykernel", "PIL": "pillow"}
INSTRUCTORS = {"source", "tests", "grading", "samples", "bridge", "corpus", "__pycache__"}
COURSE = Folder(ROOT)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("packed") / "students.zip"
    packing.pack(COURSE, COURSE.assignments(), place)
    return place


@pytest.fixture(scope="module")
def content(place):
    """The files of the students' folder: name -> text."""
    with zipfile.ZipFile(place) as archive:
        names = archive.namelist()
        assert all(name.startswith(f"{packing.TOP}/") for name in names)
        texts = {name: archive.read(name).decode("utf-8") for name in names}
    return {name.removeprefix(f"{packing.TOP}/"): text for name, text in texts.items()}


def modules(content):
    return {name: text for name, text in content.items() if re.fullmatch(r"course/.*\.py", name)}


def imported(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module
            if node.module.startswith("course"):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def lines_of_imports(text):
    """The imports in a cell, which may have magics that no parser knows."""
    return "\n".join(re.findall(r"^(?:from [\w.]+ import \w+|import [\w.]+)", text, re.MULTILINE))


def is_there(name, content):
    """Whether a module of the course's (or the module that a name is in) is in the folder."""
    path = name.replace(".", "/")
    parent = path.rpartition("/")[0]
    places = (f"{path}.py", f"{path}/__init__.py", f"{parent}.py", f"{parent}/__init__.py")
    return any(place in content for place in places)


def test_every_released_notebook_is_there_as_it_is(content):
    released = {path.relative_to(ROOT).as_posix() for path in (ROOT / "release").rglob("*.ipynb")
                if ".ipynb_checkpoints" not in path.parts}  # fmt: skip
    assert {name for name in content if name.endswith(".ipynb")} == released
    for name in released:
        assert content[name] == (ROOT / name).read_text(encoding="utf-8")


def test_nothing_that_grades_is_there(content):
    for name, text in content.items():
        assert not INSTRUCTORS & set(PurePosixPath(name).parts)
        if name.endswith(".ipynb"):
            assert not re.search("BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME)", text)


def test_what_the_notebooks_and_their_modules_import_is_there(content):
    texts = list(modules(content).values())
    for name, text in content.items():
        if name.endswith(".ipynb"):
            cells = json.loads(text)["cells"]
            texts += [lines_of_imports("".join(c["source"])) for c in cells
                      if c["cell_type"] == "code"]  # fmt: skip
    found = {name for text in texts for name in imported(text)}
    ours = {name for name in found if name.partition(".")[0] == "course"}
    assert len(ours) > 50
    assert {name for name in ours if not is_there(name, content)} == set()
    others = {name.partition(".")[0] for name in found - ours} - sys.stdlib_module_names
    assert {DISTRIBUTIONS.get(name, name) for name in others} <= set(packing.REQUIREMENTS)


def test_requirements_are_pinned_as_they_are_tested(content):
    lines = [line for line in content["requirements.txt"].splitlines() if line[0] != "#"]
    ours = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert {line.partition("==")[0] for line in lines} == set(packing.REQUIREMENTS)
    assert set(lines) <= set(ours)


def test_all_packages_of_the_folder_are_installed(content):
    project = tomllib.loads(content["pyproject.toml"])
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == ours["project"]["version"]
    packages = {str(PurePosixPath(name).parent).replace("/", ".") for name in modules(content)}
    assert set(project["tool"]["setuptools"]["packages"]) == packages
    assert "packages" not in content["nbgrader_config.py"]
    assert "c.CourseDirectory.course_id = 'concurrency'" in content["nbgrader_config.py"]


@pytest.mark.slow
def test_right_solutions_pass_their_visible_tests_in_the_folder(place, tmp_path, monkeypatch):
    with zipfile.ZipFile(place) as archive:
        archive.extractall(tmp_path)
    top = tmp_path / packing.TOP
    monkeypatch.setenv("PYTHONPATH", str(top))
    seen = subprocess.run(
        [sys.executable, "-c", "import course.exam, course.lab as lab; print(lab.__file__)"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert seen.stdout.strip() == str(top / "course" / "lab" / "__init__.py")
    name = "q4_race_conditions/race_conditions.ipynb"
    notebook = nbformat.read(top / "release" / name, as_version=4)
    solved = {c.id: c.source for c in nbformat.read(ROOT / "source" / name, as_version=4).cells}
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = re.sub(r"(?m)^\s*### (BEGIN|END) SOLUTION.*\n?", "", solved[cell.id])
    NotebookClient(notebook, timeout=120, cwd=str(top / "release" / "q4_race_conditions")).execute()
    tests = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")]
    assert len(tests) > 5
    assert all(not cell.get("outputs") for cell in tests)


@pytest.mark.slow
def test_the_verb_packs_what_the_sources_give(folder, capsys):
    releases.generate(folder, ["a1", "a2"])
    place = folder.root / "out.zip"
    words = ["pack", "a1", "--to", str(place), "--course", str(folder.root)]
    assert main(words) == 0
    with zipfile.ZipFile(place) as archive:
        names = [name for name in archive.namelist() if name.endswith(".ipynb")]
        assert names == ["concurrency/release/a1/work.ipynb"]
        assert b"Double the number" in archive.read(names[0])
    place.unlink()
    path = folder.release / "a1" / "work.ipynb"
    path.write_text(path.read_text().replace("Double the number", "return 2 * n"))
    assert main(words) == 1
    assert "course generate" in capsys.readouterr().err
    assert not place.exists()
