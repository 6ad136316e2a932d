"""A student's day in JupyterLab, in a real browser."""

import pytest
from browsing import cell, idle, run, visit
from conftest import ROOT

pytest_plugins = ["browsers"]
pytestmark = pytest.mark.slow

LOOP = (
    "def factorials(numbers, max_workers=3, func=math.factorial):\n"
    "return [func(n) for n in numbers]"
)
POOL = (
    "def factorials(numbers, max_workers=3, func=math.factorial):\n"
    "with ThreadPoolExecutor(max_workers) as pool:\nreturn list(pool.map(func, numbers))"
)


def test_the_lab_opens_start_here_and_asks_nothing(chromium, lab):
    seen = visit(chromium)
    seen.page.goto(lab.url)
    seen.page.get_by_role("heading", name="Start here").wait_for()
    idle(seen.page)
    assert seen.page.locator(".jp-Dialog, .Toastify__toast").count() == 0
    for folder in sorted(path.name for path in (ROOT / "release").iterdir() if path.is_dir()):
        assert seen.page.get_by_role("listitem", name=f"Name: {folder}").is_visible()
    assert seen.page.get_by_role("menuitem", name="Nbgrader", exact=True).is_visible()
    assert seen.outside == []
    seen.page.context.close()


def test_start_here_runs_to_its_end_with_one_claim_that_fails(chromium, lab):
    page = lab.open(chromium).page
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    last = cell(page, "ask_all_at_once asks all three").locator(".jp-InputPrompt", has_text="[5]")
    last.wait_for()
    idle(page)
    failed = page.locator(".jp-OutputArea-output", has_text="This claim does not hold yet")
    assert failed.count() == 1
    assert "each began when the one before had ended" in failed.inner_text()
    assert page.locator(".jp-OutputArea-output img").count() == 1
    kinds = "[data-mime-type='application/vnd.jupyter.stderr']"
    assert page.locator(kinds).all_inner_texts() in ([], failed.all_inner_texts())
    page.context.close()


def test_a_wrong_answer_is_told_why_and_a_right_one_holds(chromium, lab):
    page = lab.open(chromium).page
    page.get_by_role("listitem", name="Name: q7_thread_pool").dblclick()
    page.get_by_role("listitem", name="Name: thread_pool.ipynb").dblclick()
    page.get_by_role("heading", name="Factorials in a thread pool").wait_for()
    idle(page)
    run(page, "%load_ext course.lab")
    assert run(page, "timeline = Timeline()").locator("img").is_visible()
    claim = "max_workers numbers are in work together"
    for answer, message in ((LOOP, "1 in work at once"), (POOL, "")):
        cell(page, "def factorials(").locator(".cm-content").click()
        page.keyboard.press("Control+a")
        page.keyboard.type(answer)
        run(page, "def factorials(")
        outputs = run(page, claim).locator(".jp-OutputArea-output").all_inner_texts()
        assert message in "\n".join(outputs)
        assert bool(outputs) == bool(message)
    page.context.close()


def test_a_right_notebook_validates_clean(chromium, lab):
    page = lab.open(chromium, "release/q7_thread_pool/right.ipynb").page
    page.locator(".jp-NotebookPanel:visible").get_by_role("button", name="Validate").click()
    dialog = page.locator(".jp-Dialog")
    dialog.wait_for()
    assert "Success! Your notebook passes all the tests." in dialog.inner_text()
    page.context.close()


def test_an_assignment_is_fetched_and_handed_in_from_the_list(chromium, lab):
    page = lab.open(chromium).page
    page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
    page.get_by_role("menuitem", name="Assignment List").click()
    page.get_by_role("button", name="Fetch", exact=True).click()
    page.get_by_role("button", name="Submit", exact=True).click()
    page.get_by_text("UTC").wait_for()
    assert (lab.folder / "q7_thread_pool" / "thread_pool.ipynb").is_file()
    handed_in = list((lab.exchange / "concurrency" / "inbound").glob("*/thread_pool.ipynb"))
    assert len(handed_in) == 1
    page.context.close()


def test_start_here_is_released_as_it_is_in_the_sources():
    name = "start_here.ipynb"
    assert (ROOT / "release" / name).read_bytes() == (ROOT / "source" / name).read_bytes()
