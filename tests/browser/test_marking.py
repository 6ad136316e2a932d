"""An instructor's day in the formgrader, and what comes of it for the student."""

import getpass

import nbformat
import people
import pytest
from browsing import visit

pytest_plugins = ["browsers"]
pytestmark = pytest.mark.slow

COMMENT = "Say which kind of work **waits**, and when $n$ threads pay."


def test_a_written_answer_is_marked_beside_its_scheme_and_the_student_reads_the_mark(
    chromium, office
):
    me = getpass.getuser()
    seen = visit(chromium)
    page = seen.page
    page.goto(f"{office.url}/lab?reset")
    people.choose(page, "Formgrader")
    desk = page.frame_locator("iframe:visible").last
    people.release(desk)
    people.fetch(page)
    nbformat.write(people.answered(), office.folder / people.ASSIGNMENT / "thread_pool.ipynb")
    people.submit(page)
    page.get_by_role("tab", name="Formgrader").click()
    desk.get_by_role("link", name="Manage Assignments").click()
    people.grade(desk, me)
    beside = people.mark(desk, 1.5, COMMENT)
    assert f"Marking scheme of {people.WRITTEN}" in beside
    assert "1 point: names the reason." in beside
    assert "handing numbers and results over" in beside  # from the model answer
    assert "\\frac" not in beside
    assert desk.locator("math mfrac").count() == 1
    assert desk.locator("script[src*='//cdn'], script[src*='athJax']").count() == 0
    people.give_feedback(desk, me)
    page.get_by_role("tab", name="Assignments").click()
    page.get_by_title("Refresh assignments list").click()
    feedback = people.read_feedback(page)
    feedback.get_by_text("7.5 of 8 points").wait_for()
    comment = feedback.locator("section, div", has_text="Say which kind of work").last
    assert comment.locator("strong", has_text="waits").count() == 1
    assert "Marking scheme" not in feedback.locator("body").inner_text()
    assert seen.outside == []
    page.context.close()
