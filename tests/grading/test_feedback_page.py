"""A feedback page: points first, then claims; nothing in it runs or is loaded."""

import copy
import html.parser
import re

import pytest
from conftest import code, double_task, markdown
from nbformat.v4 import new_output

from course.grading import feedback_page, skeleton
from course.grading.feedback_page import FeedbackExporter
from course.handout import cleaning

MESSAGE = "✗ This claim does not hold yet."
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def graded(**scores):
    """The small task with scores, as `Marks` enters them."""
    task = copy.deepcopy(double_task())
    task.cells.insert(1, markdown("task", "## Task double · 4 points"))
    task.cells[3].source = "# Claim (1 point): `double` doubles.\nassert double(2) == 4"
    for cell in task.cells:
        mark = cell.metadata.get("nbgrader", {})
        if mark.get("grade"):
            mark["score"] = scores.get(cell.id.removeprefix("double-"), 0.0)
            mark["to_mark"] = cell.id == "double-why" and "why" not in scores
    return task


def page_of(task, late=0.0, **options):
    marks = [c.metadata.nbgrader for c in task.cells if c.metadata.get("nbgrader", {}).get("grade")]
    names = {
        "student": "ann",
        "assignment": "a1",
        "notebook": "work",
        "score": sum(mark["score"] for mark in marks),
        "max_score": sum(mark["points"] for mark in marks),
        "late_penalty": late,
    }
    exporter = FeedbackExporter(**options)
    page, _ = exporter.from_notebook_node(task, {"nbgrader": names, "metadata": {"name": "work"}})
    return page


class Tags(html.parser.HTMLParser):
    """All tags of a page, and whatever it would load or run."""

    def __init__(self, page):
        super().__init__()
        self.names, self.live = set(), []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        for key, value in attrs:
            outside = key in ("src", "href") and not (value or "").startswith(("#", "data:image/p"))
            if key.startswith("on") or outside or key in ("srcset", "background", "action"):
                self.live.append((tag, key, value))


def in_order(page, *texts):
    places = [page.index(text) for text in texts]
    return places == sorted(places)


def test_points_come_first_then_tasks_then_claims():
    task = graded(small=1.0, why=0.5)
    page = page_of(task)
    assert "<strong>1.5</strong> of 4 points" in page
    order = ("<strong>1.5", "Points by task", "1.5 of 4</td>", "doubles.", "double-large")
    assert in_order(page, *order)
    assert "<code>double</code> doubles." in page
    assert "holds · 1 of 1 point</small>" in page
    assert "does not hold yet · 0 of 2 points" in page
    assert "still to be marked" not in page


def test_the_message_of_a_claim_is_shown_without_its_head():
    task = graded()
    task.cells[4].outputs = [
        new_output("display_data", data={"text/html": "<table class='schedule'><tr><td>1"}),
        new_output("error", ename="Failed", evalue="", traceback=[MESSAGE, "  expected: <4>"]),
    ]
    page = page_of(task)
    assert "expected: &lt;4&gt;" in page
    assert MESSAGE not in page
    assert '<table class="schedule">' in page


def test_what_is_not_written_is_open():
    task = graded()
    task.cells[3].outputs = [new_output("error", ename="NotImplementedError", evalue="write it")]
    page = page_of(task)
    assert "not written yet · 0 of 1 point" in page
    assert "NotImplementedError: write it" in page


def test_hidden_tests_are_shown_only_when_that_is_wanted():
    assert "500" not in page_of(graded())
    assert "HIDDEN" not in page_of(graded())
    assert "500" in page_of(graded(), show_hidden_tests=True)


def test_a_hidden_part_without_an_end_stays_hidden():
    task = graded()
    task.cells[4].source = "assert True\n### BEGIN HIDDEN TESTS\nsecret"
    assert "secret" not in page_of(task)


def test_a_mark_of_hidden_tests_in_a_students_code_does_no_harm():
    task = graded()
    task.cells[2].source = "### BEGIN HIDDEN TESTS\n### BEGIN HIDDEN TESTS\nmine = 1"
    assert "mine" in page_of(task)


def test_answers_that_wait_and_comments_are_shown():
    task = graded()
    task.cells[-1].source = "Because $a<b$ of *reasons*."
    task.cells[-1].metadata.nbgrader["comment"] = "Say **more**."
    page = page_of(task)
    assert "1 written answer is still to be marked" in page
    assert "<em>reasons</em>" in page
    assert "<math" in page
    assert "Say <strong>more</strong>." in page


def test_the_reason_of_a_zero_is_at_the_top():
    task = graded()
    task.metadata[skeleton.PROBLEM] = "It is <b>no</b> notebook."
    page = page_of(task)
    assert "could not be graded.</strong> It is &lt;b&gt;no&lt;/b&gt; notebook." in page


def test_a_late_penalty_is_said():
    assert "Handed in late: 2 points are taken off." in page_of(graded(), late=2.0)


def hostile():
    task = graded()
    task.cells[2].source = "</style><script>alert(1)</script>"
    task.cells[-1].source = "<script>alert(1)</script> ![x](https://evil.example/x.png)"
    task.cells[-1].metadata.nbgrader["comment"] = "<img src=https://evil.example onerror=x>"
    task.cells.append(markdown("added-1", "[x](javascript:alert(1)) $\\href{javascript:x}{y}$"))
    last = code("added-2", "<b>")
    last.outputs = [
        new_output("display_data", data={"application/javascript": "alert(1)"}),
        new_output("display_data", data={"text/html": "<svg onload=x><script>alert(1)</script>"}),
        new_output("display_data", data={"image/svg+xml": "<svg onload=x>"}),
        new_output("display_data", data={"image/png": '"><script>alert(1)</script>'}),
        new_output("stream", text="</pre><script>alert(1)</script>\x1b[31m<b>"),
        new_output("error", ename="<script>", evalue="<b>", traceback=["</pre><script>"]),
    ]
    task.cells.append(last)
    return task


def test_nothing_runs_and_nothing_is_loaded():
    page = page_of(hostile())
    tags = Tags(page)
    assert tags.live == []
    assert not tags.names & {"script", "link", "iframe", "form", "svg", "object", "input"}
    assert POLICY in page
    assert page.index(POLICY) < page.index("<style>")


@pytest.mark.parametrize("name", ["</title><script>", "ann"])
def test_names_are_escaped(name):
    task = graded()
    task.cells[0].source = f"# {name}"
    assert "<script>" not in page_of(task)


@pytest.mark.parametrize(
    "source",
    ["*" * 40_000, "x" + ".a" * 20_000, "f(\n)\n" * 8_000],
    ids=["stars", "chain", "lines"],
)
def test_a_very_long_source_is_shown_without_colours(source):
    cell = code("x", source)
    plain = f'<div class="highlight"><pre tabindex="0">{source}</pre></div>'
    assert feedback_page.code(cell) == plain


def test_the_base_has_no_address_and_comes_after_the_policy_that_forbids_it_one():
    page = page_of(hostile())
    assert re.findall(r"(?i)<base\b[^>]*>", page) == ['<base target="_self">']
    assert page.index("base-uri 'none'") < page.index("<base ")


def test_very_many_formulas_are_shown_as_they_were_written():
    assert "<math" in feedback_page.text("$x$ " * cleaning.MOST_FORMULAS, True)
    assert "<math" not in feedback_page.text("$x$ " * cleaning.MOST_FORMULAS + "$x$", True)
