"""Feedback and handout pages in a real browser: for everybody, on any screen, without a network."""

import os
import shutil
import subprocess
import sys

import pytest
from browsing import visit
from conftest import ROOT

pytest_plugins = ["browsers"]
pytestmark = pytest.mark.slow

ASSIGNMENT = "q4_race_conditions"  # its pages have schedules, pictures and long lines
PAGES = {
    "feedback": f"feedback/mistakes/{ASSIGNMENT}/race_conditions.html",
    "handout": f"handouts/{ASSIGNMENT}.html",
    "solutions": f"handouts/solutions/{ASSIGNMENT}.html",
    "index": "handouts/index.html",
}
REACHED = "a[href], summary, [tabindex='0']"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A course with one assignment, graded and handed out as instructors do it."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for edition in ("source", "release"):
        shutil.copytree(ROOT / edition / ASSIGNMENT, folder / edition / ASSIGNMENT)
    trusted = "--no-sandbox"  # these are the course's own samples
    for words in (
        ["samples"],
        ["grade", "--student", "mistakes", trusted],
        ["feedback"],
        ["handouts", "--solutions"],
    ):
        command = [sys.executable, "-m", "course", *words]
        done = subprocess.run(command, cwd=folder, env=os.environ, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module", params=["light", "dark"])
def scheme(request):
    return request.param


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("width", [1280, 320])
def test_a_page_is_for_everybody_and_needs_nothing(made, chromium, scheme, width, kind):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")
    seen = visit(chromium, scheme, width)
    seen.page.goto((made / PAGES[kind]).as_uri())
    seen.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    found = axe.Axe().run(seen.page)
    assert found.violations_count == 0, found.generate_report()
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.outside == []
    seen.page.context.close()


@pytest.mark.parametrize("kind", PAGES)
def test_the_keyboard_reaches_everything(made, chromium, kind):
    expect = pytest.importorskip("playwright.sync_api").expect
    page = visit(chromium).page
    page.goto((made / PAGES[kind]).as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    visible = [element for element in page.locator(REACHED).all() if element.is_visible()]
    for element in visible:
        expect(element).to_be_focused()  # a busy browser takes a moment
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.body")
    page.context.close()
