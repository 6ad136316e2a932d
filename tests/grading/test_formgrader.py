"""What the formgrader shows of a submission: marking schemes, and nothing from outside."""

import re

import pytest
from conftest import code, markdown, notebook
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

from course.grading.formgrader import Schemes, shown

TEMPLATE = {"template_name": "formgrade"}
NAMES = ("submission_id", "last_name", "first_name", "student", "notebook_path", "base_url")


@pytest.fixture
def page(folder):
    """A function that makes the formgrader's page of a submission to `a1`."""
    config = folder.config()
    config.merge(Config({"HTMLExporter": TEMPLATE}))
    exporter = HTMLExporter(config=config)

    def made(*cells, **more):
        resources = dict.fromkeys(NAMES, "") | {"index": 0, "total": 1}
        resources |= {"assignment_id": "a1", "notebook_id": "work"} | more
        html, _ = exporter.from_notebook_node(notebook(*cells), resources=resources)
        return str(html)

    return made


def written(answer):
    return markdown("double-why", answer, grade=True, solution=True, points=1)


def test_the_marking_scheme_and_the_model_answer_are_above_the_answer(page):
    html = page(written("As I said."))
    parts = ["Marking scheme of", "1 point", "A model answer", "Because.", "As I said."]
    places = [html.index(part) for part in parts]
    assert places == sorted(places)
    assert html.count("Marking scheme of") == 1


def test_a_page_loads_no_script_from_outside(page):
    html = page(written("The speed-up is $\\frac{1}{1 - p}$."), code("mine", "1 + 1"))
    loaded = re.findall(r"<(?:script|link|img|iframe)[^>]* (?:src|href)=\"([^\"]*)\"", html)
    assert loaded
    assert all(address.startswith("/formgrader/static/") for address in loaded)
    assert "cdnjs" not in html


def test_a_source_that_is_long_is_shown_without_colours(page):
    line, many = "1." * 20_000, "x = '<b>'\n" * 50_000  # with colours: minutes
    html = page(code("line", line), code("many", many), code("short", "x = 1"))
    assert f"<pre>{line}</pre>" in html
    assert html.count("x = '&lt;b&gt;'") == 50_000
    assert '<span class="n">x</span>' in html


def test_formulas_are_mathml():
    html = shown("The speed-up is $\\frac{1}{1 - p}$, and `$x$` is code.")
    assert "<mfrac>" in html
    assert "<code>$x$</code>" in html


def test_what_is_shown_runs_nothing():
    assert "<script" not in shown("<script>alert(1)</script>")
    assert "onclick" not in shown('<b onclick="alert(1)">bold</b>')


def test_other_pages_show_no_scheme(folder):
    cells = notebook(written("As I said."))
    same, _ = Schemes(config=folder.config()).preprocess(cells, {"assignment_id": "a1"})
    assert [cell.source for cell in same.cells] == ["As I said."]


def test_a_source_that_cannot_be_read_costs_only_the_scheme(page, folder):
    (folder.source / "a1" / "work.ipynb").write_text("{", encoding="utf-8")
    html = page(written("As I said."))
    assert "As I said." in html
    assert "Marking scheme" not in html
