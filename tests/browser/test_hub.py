"""The hub of docs/hub.md: real accounts, from the release to the feedback, each in a browser."""

import re
from pathlib import Path

import nbformat
import people
import pytest
from browsing import cell, run
from conftest import ROOT

pytest_plugins = ["browsers", "hubs"]
pytestmark = pytest.mark.slow

FORMGRADER = "/services/concurrency/"
COMMENT = "Which kind of work **waits**?"
CLOSED = {
    "/home/bob": "PermissionError",
    "/home/grader-concurrency/concurrency": "PermissionError",
    "/srv/exchange/concurrency/inbound": "PermissionError",
    "/srv/jupyterhub": "PermissionError",
    f"{ROOT}/source": "FileNotFoundError",
}
TRY = """import os
for path in {paths}:
    try:
        print(path, os.listdir(path))
    except OSError as error:
        print(path, type(error).__name__)
try:
    os.rename("/srv/exchange/concurrency", "/srv/exchange/mine")
except OSError as error:
    print("rename", type(error).__name__)
"""


def test_a_student_begins_at_start_here_and_sees_no_formgrader(chromium, hub):
    seen = hub.log_in(chromium, "bob")
    assert "Error" not in run(seen.page, "%load_ext course.lab").inner_text()
    seen.page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
    assert seen.page.get_by_role("menuitem", name="Assignment List").is_visible()
    for item in ("Formgrader", "Course List"):
        assert seen.page.get_by_role("menuitem", name=item).count() == 0
    assert seen.outside == []
    seen.page.context.close()


def test_only_instructors_are_let_into_the_formgrader(chromium, hub):
    page = hub.log_in(chromium, "ida").page
    page.goto(f"{hub.url}/hub/home")
    page.get_by_text("Services").click()
    page.get_by_role("link", name="concurrency").click()
    page.get_by_role("heading", name="Manage Assignments").wait_for()
    page.context.close()
    page = hub.log_in(chromium, "bob").page
    closed = {FORMGRADER: 403, FORMGRADER + "formgrader/gradebook": 403, "/user/ida/lab": 403}
    closed |= {FORMGRADER + "api/contents/source": 403, "/user/bob/formgrader": 404}
    for path, status in closed.items():
        assert page.goto(hub.url + path).status == status, path
    page.goto(f"{hub.url}/hub/home")
    assert page.get_by_text("Services").count() == 0
    page.context.close()


def test_an_assignment_goes_from_one_account_to_the_other_and_back(chromium, hub):
    desk = hub.log_in(chromium, "ida")
    desk.page.goto(hub.url + FORMGRADER)
    people.release(desk.page)

    seat = hub.log_in(chromium, "ann")
    people.fetch(seat.page)
    theirs = hub.root / "home" / "ann" / people.ASSIGNMENT / f"{people.NOTEBOOK}.ipynb"
    with theirs.open("w", encoding="utf-8") as file:
        nbformat.write(people.answered(), file)
    people.submit(seat.page)

    desk.page.goto(hub.url + FORMGRADER)
    people.grade(desk.page, "ann")
    assert "1 point: names the reason." in people.mark(desk.page, 2, COMMENT)
    people.give_feedback(desk.page, "ann")

    seat.page.get_by_title("Refresh assignments list").click()
    feedback = people.read_feedback(seat.page)
    feedback.get_by_text("8 of 8 points").wait_for()
    assert feedback.get_by_text("Which kind of work").is_visible()
    feedback.locator("table.tasks a").first.click()
    assert feedback.locator("#task-1").is_visible()
    assert [f.url for f in seat.page.frames if re.fullmatch(r"blob:\S+#task-1", f.url)]
    assert seat.outside == desk.outside == []
    seat.page.context.close()
    desk.page.context.close()


def test_a_student_can_read_or_move_nothing_that_is_another_s(chromium, hub):
    page = hub.log_in(chromium, "ann").page
    first = cell(page, "%load_ext course.lab")
    first.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(TRY.format(paths=list(CLOSED)))
    said = run(page, "os.rename").locator(".jp-OutputArea-output").inner_text().split("\n")
    assert [line for line in said if line] == [
        *(f"{path} {error}" for path, error in CLOSED.items()),
        "rename PermissionError",
    ]
    page.context.close()


def test_the_accounts_are_not_on_the_real_machine(hub):
    assert "ann" in (hub.root / "etc" / "passwd").read_text(encoding="utf-8")
    assert "grader-concurrency" not in Path("/etc/passwd").read_text(encoding="utf-8")
