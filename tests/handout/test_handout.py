"""Handouts: what is shown, how it is cleaned, and how the pages are built."""

import html.parser
import re

import nbformat
import pytest
from conftest import code, double_task, markdown, notebook
from nbformat.v4 import new_output

from course.errors import HandoutError
from course.handout import HandoutExporter, build, cells, cleaning

PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADU"
    "lEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def page_of(*content):
    exporter = HandoutExporter(execute=False)
    return exporter.from_notebook_node(notebook(*content))[0]


def shown_picture(**metadata):
    cell = code("plot", "draw()")
    data = {"image/png": PICTURE}
    cell.outputs = [new_output("display_data", data=data, metadata=metadata)]
    return page_of(cell)


def test_hidden_tests_and_marking_schemes_are_never_shown():
    page = HandoutExporter(execute=False).from_notebook_node(double_task())[0]
    for secret in ("500", "HIDDEN", "MARK SCHEME", "BEGIN SOLUTION"):
        assert secret not in page
    assert "Twice n." in page


def test_graded_cells_have_badges():
    page = HandoutExporter(execute=False).from_notebook_node(double_task())[0]
    assert "Test double-large · 2 points" in page
    assert "Written answer double-why · 1 point" in page


def test_what_is_not_written_yet_is_no_error():
    cell = code("f", "f()")
    cell.outputs = [new_output("error", ename="NotImplementedError", evalue="x", traceback=["x"])]
    assert cells.presentable(notebook(cell)).cells[0].outputs == []


def test_any_other_error_stops_the_handout():
    cell = code("f", "f()")
    cell.outputs = [new_output("error", ename="KeyError", evalue="x", traceback=["x"])]
    with pytest.raises(HandoutError, match="The cell f ends with KeyError"):
        cells.presentable(notebook(cell))


def test_a_picture_has_the_text_of_its_author():
    assert 'alt="Two &lt;bars&gt;"' in shown_picture(**{"image/png": {"alt": "Two <bars>"}})
    assert "Picture made by the code cell plot above." in shown_picture()


def test_a_picture_cannot_close_its_attribute():
    cell = code("plot", "draw()")
    cell.outputs = [new_output("display_data", data={"image/png": '"><script>alert(1)</script>'})]
    assert "<script>alert" not in page_of(cell)


def test_formulas_are_mathml_and_code_is_left_alone():
    text = cleaning.with_mathml("$T_1$ costs `$5 or $6` and\n$$x^2$$")
    assert text.count("<math") == 2
    assert "`$5 or $6`" in text
    assert cleaning.with_mathml("It costs $5 and $6.") == "It costs $5 and $6."


def test_very_many_formulas_stay_as_they_were_written():
    text = "$x$ " * cleaning.MOST_FORMULAS
    assert cleaning.with_mathml(text).count("<math") == cleaning.MOST_FORMULAS
    assert cleaning.with_mathml(f"{text}$") == f"{text}$"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<iframe src="https://example.org"></iframe>',
        "<form action='https://example.org'><input></form>",
        "<style>body { display: none }</style>",
        '<img src="https://example.org/pixel.png">',
        "<svg><script>alert(1)</script></svg>",
    ],
)
def test_what_is_alive_in_a_notebook_is_dead_on_the_page(hostile):
    cell = code("out", "show()")
    cell.outputs = [new_output("display_data", data={"text/html": hostile})]
    page = page_of(markdown("text", hostile), cell)
    body = page.partition("<body>")[2]
    assert not re.search(r"<(script|iframe|form|input|style|svg)\b|onerror|javascript:", body)
    assert "example.org" not in re.findall(r'<img[^>]*src="([^"]*)"', body)
    assert not re.findall(r'src="(?!data:)', body)


class Structure(html.parser.HTMLParser):
    """The elements of a page, and its headings in order."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.headings, self.lang = [], [], None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "html":
            self.lang = dict(attrs).get("lang")
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))


def test_a_page_has_landmarks_a_language_and_ordered_headings():
    page = page_of(markdown("a", "# Title\n\n## One\n\ntext\n\n### Deep"), markdown("b", "## Two"))
    found = Structure(page)
    assert found.lang == "en"
    assert found.headings == [1, 2, 3, 2]
    for tag in ("header", "nav", "main", "footer", "title"):
        assert found.tags.count(tag) == 1
    assert re.findall(r'<a href="#part-(\d)">(\w+)</a>', page) == [("1", "One"), ("2", "Two")]
    assert page.count('id="part-') == 2
    assert "script" not in found.tags


@pytest.fixture
def course(tmp_path):
    for edition in ("source", "release"):
        for assignment in ("a1", "a2"):
            place = tmp_path / edition / assignment
            place.mkdir(parents=True)
            nbformat.write(double_task(), place / "work.ipynb")
    return tmp_path


@pytest.mark.slow
def test_all_handouts_are_built_with_an_index_and_left_alone_when_nothing_changed(course):
    made = build(course / "source", course / "release", course / "out", solutions=True)
    assert len(made) == 5
    index = (course / "out" / "index.html").read_text()
    assert 'href="a1.html"' in index
    assert 'href="solutions/a2.html"' in index
    assert "After this notebook you can double." in index
    before = {path: path.stat().st_mtime_ns for path in made[:-1]}
    build(course / "source", course / "release", course / "out", solutions=True)
    assert {path: path.stat().st_mtime_ns for path in before} == before


@pytest.mark.slow
def test_one_failing_notebook_does_not_cost_the_others(course):
    broken = notebook(markdown("t", "# Broken"), code("bad", "1 / 0"))
    nbformat.write(broken, course / "release" / "a1" / "work.ipynb")
    old = course / "out" / "a1.html"
    old.parent.mkdir()
    old.write_text("the last good one")
    with pytest.raises(HandoutError, match=r"a1.*work\.ipynb.*bad ends with ZeroDivisionError"):
        build(course / "source", course / "release", course / "out")
    assert old.read_text() == "the last good one"
    assert (course / "out" / "a2.html").is_file()


def test_a_course_without_releases_is_told_what_to_do(tmp_path):
    with pytest.raises(HandoutError, match="course generate"):
        build(tmp_path, tmp_path, tmp_path / "out")
