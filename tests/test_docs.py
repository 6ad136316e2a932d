"""The pages in docs/ say what is there: commands, links, tasks, claims, points and minutes."""

from __future__ import annotations

import re
import shlex

import nbformat
import pytest
from conftest import ROOT
from nbgrader.apps.nbgraderapp import NbGraderApp

from course.__main__ import parser
from course.exam.verdicts import HEADING
from course.grading.folder import Folder

PAGES = {path.relative_to(ROOT).as_posix(): path for path in sorted(ROOT.glob("docs/**/*.md"))}
TEXTS = {name: path.read_text(encoding="utf-8") for name, path in PAGES.items()}
PEOPLE = ("docs/student.md", "docs/instructor.md", "docs/maintainer.md")
COURSE = Folder(ROOT)
GUIDES = {name: f"docs/guide/{name.partition('_')[0]}.md" for name in COURSE.assignments()}
OTHER_TOOLS = {"python3", ".venv/bin/pip", ".venv/bin/jupyter"}


def commands():
    """Every command of a console block, and those of course, make and nbgrader in the texts."""
    for page, text in TEXTS.items():
        for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            for line in re.findall(r"^\$ (.*)", block, re.MULTILINE):
                yield page, shlex.split(line, comments=True)
        for words in re.findall(r"`((?:course|make|nbgrader) [^`\n]+)`", text):
            yield page, [word for word in shlex.split(words) if word != "…"]


def commands_of(tool):
    return sorted({(page, shlex.join(words)) for page, words in commands() if words[0] == tool})


def test_the_three_pages_and_all_guides_are_there():
    assert set(PEOPLE) | set(GUIDES.values()) <= set(PAGES)


def test_console_blocks_use_tools_that_are_checked():
    assert {words[0] for _, words in commands()} == {"course", "make", "nbgrader", *OTHER_TOOLS}


@pytest.mark.parametrize(("page", "command"), commands_of("course"))
def test_course_commands_are_understood(page, command):
    words = shlex.split(command)[1:]
    if words[0].startswith("--"):
        words += ["doctor"]  # the text leaves the verb open
    parser().parse_args(words)


@pytest.mark.parametrize(("page", "command"), commands_of("make"))
def test_make_commands_are_targets(page, command):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    target, *settings = shlex.split(command)[1:]
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    for name in [setting.partition("=")[0] for setting in settings]:
        assert f"$({name})" in makefile or f"$(or $({name})," in makefile


@pytest.mark.parametrize(("page", "command"), commands_of("nbgrader"))
def test_nbgrader_commands_are_its_own(page, command):
    words = shlex.split(command)[1:]
    app = NbGraderApp()
    while words and words[0] in app.subcommands:
        app = app.subcommands[words.pop(0)][0]()
    assert not app.subcommands, "a command that does nothing by itself"
    known = {*app.flags, *app.aliases}
    assert {word.removeprefix("--") for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page):
    for link in re.findall(r"\]\(([^)\s]+)\)", TEXTS[page]):
        if link.startswith("https://"):
            continue
        path, _, heading = link.partition("#")
        target = (PAGES[page].parent / path).resolve() if path else PAGES[page]
        assert target.is_file(), link
        if heading:
            found = re.findall(r"^#+ (.*)", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {anchor(title) for title in found}, link


def anchor(title):
    """The name under which a heading can be linked to, as GitHub makes it."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES)
def test_headings_of_a_page_are_told_apart(page):
    text = re.sub(r"^```.*?^```", "", TEXTS[page], flags=re.MULTILINE | re.DOTALL)
    anchors = [anchor(title) for title in re.findall(r"^#+ (.*)", text, re.MULTILINE)]
    assert len(set(anchors)) == len(anchors)


def test_verdicts_begin_as_they_do_in_a_notebook():
    for page in ("docs/student.md", "docs/maintainer.md"):
        shown = re.findall(r"^✗ .*", TEXTS[page], re.MULTILINE)
        assert shown
        assert set(shown) == {HEADING}


def cells(assignment):
    """The graded cells of an assignment's source: grade id -> (cell, points)."""
    path = COURSE.source / assignment / COURSE.notebook(assignment)
    found = {}
    for cell in nbformat.read(path, as_version=4).cells:
        grade = cell.metadata.get("nbgrader", {})
        if grade.get("grade"):
            found[grade["grade_id"]] = cell, grade["points"]
    return found


def head(assignment):
    """The points of a notebook and its minutes, as its first cell says them."""
    path = COURSE.source / assignment / COURSE.notebook(assignment)
    text = nbformat.read(path, as_version=4).cells[0].source
    found = re.search(r"\*\*(\d+) points:.*about (\d+) minutes, the tasks about (\d+)", text)
    return tuple(map(int, found.groups()))


def sections(assignment):
    """The tasks of a guide page: name -> (points, minutes, text)."""
    parts = re.split(
        r"^## (q\S+) · (\d+) points? · (\d+) minutes$",
        TEXTS[GUIDES[assignment]],
        flags=re.MULTILINE,
    )
    return {
        name: (int(points), int(minutes), text)
        for name, points, minutes, text in zip(*(parts[i::4] for i in range(1, 5)), strict=True)
    }


@pytest.mark.parametrize("assignment", GUIDES)
def test_a_guide_has_every_task_with_its_points(assignment):
    path = COURSE.source / assignment / COURSE.notebook(assignment)
    text = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
    tasks = re.findall(r"^## Task (\S+) · (\d+) points?$", text, re.MULTILINE)
    assert {n: p for n, (p, _, _) in sections(assignment).items()} == {n: int(p) for n, p in tasks}


@pytest.mark.parametrize("assignment", GUIDES)
def test_a_guide_says_what_each_claim_means(assignment):
    wanted = {n: p for n, (cell, p) in cells(assignment).items() if cell.cell_type == "code"}
    found = {}
    for task, (_, _, text) in sections(assignment).items():
        rows = re.findall(r"^\| `(\S+)` \| ([\d.]+) \| \S.*\|$", text, re.MULTILINE)
        assert all(claim.startswith(task) for claim, _ in rows)
        found |= {claim: float(points) for claim, points in rows}
    assert found == wanted


@pytest.mark.parametrize("assignment", GUIDES)
def test_a_guide_has_the_marking_schemes(assignment):
    for name, (cell, points) in cells(assignment).items():
        if cell.cell_type == "markdown":
            text = sections(assignment)[name][2]
            assert len(re.findall(r"^- 1 point\b", text, re.MULTILINE)) == points
            assert "Common mistakes" in text


@pytest.mark.parametrize("assignment", GUIDES)
def test_minutes_and_points_are_those_of_the_notebook(assignment):
    points, reading, solving = head(assignment)
    assert sum(minutes for _, minutes, _ in sections(assignment).values()) == solving
    top = TEXTS[GUIDES[assignment]].split("## ")[0]
    assert f"{points} points" in top
    assert f"reading {reading} minutes, tasks {solving} minutes" in top
    row = f"({GUIDES[assignment].removeprefix('docs/')}) | {points} | {reading}, {solving} |"
    assert row in TEXTS["docs/instructor.md"]


@pytest.mark.parametrize("page", PAGES)
def test_grade_ids_that_are_named_exist(page):
    known = {name for assignment in GUIDES for name in cells(assignment)}
    known |= {task for assignment in GUIDES for task in sections(assignment)}
    example = {"q7-both", "q7-both-together"}  # of the maintainer's page
    named = set(re.findall(r"`(q\d-[a-z-]+)`", TEXTS[page]))
    assert named <= known | example
