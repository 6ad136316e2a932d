"""What students and instructors do in the browser, step by step, with one assignment."""

from __future__ import annotations

import re
from typing import Any

from browsing import PATIENCE
from conftest import ROOT

from course.grading import samples
from course.grading.folder import Folder

ASSIGNMENT, NOTEBOOK, WRITTEN = "q7_thread_pool", "thread_pool", "q7-why-no-speedup"
AUTOMATIC, BY_HAND = 6, 2  # points of the assignment
ANSWER = (
    "One thread computes at a time, so the speed-up $\\frac{1}{(1-p) + p/n}$ of Amdahl's law "
    "is not to be had."
)


def answered() -> Any:
    """The notebook of a student who solved everything, and wrote an answer with a formula."""
    notebook = samples.complete(Folder(ROOT), ASSIGNMENT)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == WRITTEN:
            cell.source = ANSWER
    return notebook


def choose(page: Any, item: str) -> None:
    """Choose an item of JupyterLab's Nbgrader menu."""
    page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
    page.get_by_role("menuitem", name=item).click()


def fetch(page: Any) -> None:
    """A student opens the list of assignments and fetches the one that is there."""
    choose(page, "Assignment List")
    page.get_by_role("button", name="Fetch", exact=True).click()
    page.get_by_role("button", name="Submit", exact=True).wait_for()


def submit(page: Any) -> None:
    """A student hands in what was fetched."""
    page.get_by_role("button", name="Submit", exact=True).click()
    page.get_by_text("UTC").wait_for()


def read_feedback(page: Any) -> Any:
    """A student fetches feedback and opens it; returns the page in JupyterLab's viewer."""
    page.get_by_role("button", name="Fetch Feedback").click()
    page.get_by_text("view feedback").click()
    page.get_by_role("listitem", name=re.compile(rf"{NOTEBOOK}\.html")).dblclick()
    return page.frame_locator("iframe:visible").last


def press(desk: Any, row: str, column: str) -> None:
    """An instructor presses a button in a table of the formgrader, and is told that it worked.

    desk    the page or the frame that the formgrader is in
    row     words in the row: an assignment's name, or a student's
    column  the column's class
    """
    follow(desk, row, column)
    dialog = desk.locator(".modal:visible")
    dialog.locator(".modal-title", has_text=re.compile("Success|Error")).wait_for(
        timeout=5 * PATIENCE  # the notebook is run meanwhile
    )
    assert "Success" in dialog.locator(".modal-title").inner_text(), dialog.inner_text()
    dialog.get_by_role("button", name="OK").click()
    dialog.wait_for(state="hidden")


def follow(desk: Any, row: str, column: str) -> None:
    """Click the link of a cell; at once, as the table is drawn anew whenever it likes."""
    desk.locator("table.dataTable").wait_for()
    desk.locator("tr", has_text=row).locator(f"td.{column} a").dispatch_event("click")


def release(desk: Any) -> None:
    """An instructor makes the students' version and gives it out."""
    press(desk, ASSIGNMENT, "assign")
    press(desk, ASSIGNMENT, "release")


def grade(desk: Any, student: str) -> None:
    """An instructor collects what was handed in and has one student's graded."""
    press(desk, ASSIGNMENT, "collect")
    follow(desk, ASSIGNMENT, "num-submissions")
    press(desk, student, "autograde")
    desk.locator("tr", has_text=student).get_by_text("needs manual grading").wait_for()


def mark(desk: Any, points: float, comment: str) -> str:
    """An instructor marks the written answer; returns what was in view beside it."""
    desk.get_by_role("link", name="Manual Grading").click()
    desk.get_by_role("link", name=ASSIGNMENT).click()
    desk.get_by_role("link", name=NOTEBOOK, exact=True).click()
    desk.get_by_role("link", name="Submission #1").click()
    desk.get_by_text("A model answer").click()
    seen = desk.locator("body").inner_text()
    _fill(desk, WRITTEN, f"{points:g}", "grade")
    _fill(desk, f"{WRITTEN}-comment", comment, "comment")
    return str(seen)


def _fill(desk: Any, name: str, words: str, kind: str) -> None:
    """Fill in a field and leave it; the formgrader saves it by itself."""
    field = desk.locator(f"#{name}")
    with field.page.expect_response(
        lambda answer: f"/formgrader/api/{kind}/" in answer.url
    ) as saved:
        field.fill(words)
        field.press("Tab")
    assert saved.value.ok


def give_feedback(desk: Any, student: str) -> None:
    """An instructor writes one student's feedback page and gives it out."""
    desk.get_by_role("link", name="Manual Grading").click()
    desk.get_by_role("link", name="Manage Assignments").click()
    follow(desk, ASSIGNMENT, "num-submissions")
    desk.locator("tr", has_text=student).get_by_text("graded", exact=True).wait_for()
    press(desk, student, "generate-feedback")
    press(desk, student, "release-feedback")
