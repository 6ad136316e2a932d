"""What of a cell's outputs is kept."""

import base64
import copy

import nbformat
import pytest
from conftest import code, double_task, markdown, notebook
from nbformat.v4 import new_output
from nbgrader.utils import determine_grade

from course.exam.explore.failure import Failure
from course.grading import outputs
from course.grading.integrity import Report
from course.lab.tables import Cell, Table

PNG = base64.b64encode(
    outputs.MAGIC["image/png"] + b"\0\0\0\rIHDR" + (3).to_bytes(4) + (2).to_bytes(4) + b"rest"
).decode()
JPEG = base64.b64encode(outputs.MAGIC["image/jpeg"] + b"rest").decode()


def cleaned(*given):
    cell = code("x", "")
    cell.outputs = [nbformat.from_dict(copy.deepcopy(output)) for output in given]
    notes = outputs.clean_outputs(cell)
    again = copy.deepcopy(cell)
    outputs.clean_outputs(again)
    assert again == cell
    nbformat.validate(notebook(cell))
    return cell.outputs, notes


def display(**data):
    return new_output("display_data", data={k.replace("_", "/", 1): v for k, v in data.items()})


def shown(**data):
    found, notes = cleaned(display(**data))
    return (dict(found[0].data) if found else {}), notes


def test_plain_outputs_stay_as_they_are():
    given = [
        new_output("stream", name="stdout", text="a\n\tb \x1b[31mred\x1b[0m\n"),
        new_output("stream", name="stderr", text="oh"),
        new_output("execute_result", data={"text/plain": "3"}, execution_count=4),
        new_output("error", ename="E", evalue="v", traceback=["\x1b[1mline\x1b[0m"]),
        new_output("display_data", data={"image/png": PNG, "text/plain": "a plot"}),
    ]
    assert cleaned(*given) == (given, [])


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("\x1b]0;title\x07x", "x"),
        ("\x1b]8;;http://x\x1b\\y\x1b]8;;\x1b\\", "y"),
        ("\x1b[2J\x1b[1;1Hx\x1b[?25l", "x"),
        ("\x1bPq#0\x1b\\x", "x"),
        ("\x1b[31", ""),
        ("\x9b31mx\x85", "31mx"),
        ("\x1bcx\x00\x07", "x"),
        ("10%\r20%\r30%\nend\r\n", "30%\nend\n"),
        ("\u202egnp.x \ud800", "gnp.x "),
    ],
)
def test_of_escape_sequences_only_colours_are_kept(text, plain):
    assert outputs.plain(text) == plain


@pytest.mark.parametrize(
    "kind",
    [
        "application/javascript",
        "image/svg+xml",
        "application/pdf",
        "application/vnd.jupyter.widget-view+json",
        "application/json",
        "image/gif",
        "<b>text/html",
    ],
)
def test_other_kinds_are_left_out(kind):
    found, notes = cleaned(new_output("display_data", data={kind: "x", "text/plain": "words"}))
    assert dict(found[0].data) == {"text/plain": "words"}
    assert notes == [f"a display of the kind {kind} was left out"]


def test_formulas_and_markdown_are_shown_as_text():
    assert shown(text_latex="$\\href{javascript:x}{y}$", text_plain="<Math>")[0] == {
        "text/plain": "$\\href{javascript:x}{y}$"
    }
    assert shown(text_markdown="<script>")[0] == {"text/plain": "<script>"}


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("image/png", JPEG),
        ("image/jpeg", PNG),
        ("image/png", '"onerror="alert(1)'),
        ("image/png", base64.b64encode(b"<svg onload=x>").decode()),
        ("image/png", {"a": 1}),
        ("image/png", "A" * 6_000_000),
        (
            "image/png",
            base64.b64encode(base64.b64decode(PNG)[:16] + b"\0\1\0\0" * 2 + b"end").decode(),
        ),
    ],
)
def test_a_picture_is_what_it_says(kind, data):
    found, notes = cleaned({"output_type": "display_data", "metadata": {}, "data": {kind: data}})
    assert found == []
    assert notes == ["a picture that is too large, or none, was left out"]


def test_of_metadata_only_the_words_for_pictures_are_kept():
    picture = display(image_png=PNG + "\n")
    picture.metadata = {
        "image/png": {"alt": "two bars", "width": '1" onerror="x'},
        "filenames": {"image/png": "../x"},
        "text/html": {"isolated": True},
    }
    picture["transient"] = {"display_id": "x"}
    found, _ = cleaned(picture)
    assert dict(found[0]) == {
        "output_type": "display_data",
        "data": {"image/png": PNG},
        "metadata": {"image/png": {"alt": "two bars"}},
    }


@pytest.mark.parametrize(
    "page",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>",
        "<a href=' data:text/html,x'>",
        "<style>*{}</style><link rel=stylesheet href=x>",
        "<table background='https://evil.example'><tr><td style='background:url(//e)'>x",
        "<form><input><button formaction=x>",
        "<svg><script>x</script></svg>",
        "<iframe srcdoc='<script>'></iframe>",
        "<div id='q1' class='btn mark-graded' name=x>",
        "<math><mtext><style><img src=x onerror=x></style></mtext></math>",
        "<base href='//evil.example'><meta http-equiv=refresh content='0;url=//e'>",
        "$\\href{x}{y}$",
    ],
)
def test_html_is_sanitized(page):
    text = shown(text_html=page)[0].get("text/html", "")
    for live in ("script", "style", "onerror", "evil", "data:", "form", "id=", "btn", "\\href"):
        assert live not in text


def test_the_courses_own_tables_look_as_before():
    table = Table("caption", ["step", "A"], [[Cell("1"), Cell("waits", "x < 1")]])._repr_html_()
    assert shown(text_html=table)[0]["text/html"] == table


def test_a_schedule_keeps_its_room_and_its_switches():
    class Step:
        number, thread, line, source, acts, switch = 1, "A", 2, "x += 1", ["reads x: 0"], True

    class Run:
        story = [Step()]  # noqa: RUF012

    page = Failure(Run(), "lost").html()
    kept = shown(text_html=page)[0]["text/html"]
    assert 'class="schedule"' in kept
    assert 'class="switch"' in kept
    assert kept.count('style="padding: 0.1em 0.6em; text-align: left"') == page.count("style=")


def test_outputs_are_bounded_and_errors_are_kept(monkeypatch):
    monkeypatch.setattr(outputs, "MOST", 3)
    monkeypatch.setattr(outputs, "TEXT", 100)
    lines = [new_output("stream", text="x" * 80) for _ in range(5)]
    error = new_output("error", ename="E", evalue="v", traceback=["a" * 300])
    found, notes = cleaned(*lines, error)
    assert [output.output_type for output in found] == ["stream", "stream", "error"]
    assert found[1].text.endswith(outputs.CUT)
    assert "[…]" in found[2].traceback[0]
    assert len(notes) == 3


def test_a_verdict_reads_the_same_afterwards():
    for given in (
        [new_output("error", ename="E", evalue="", traceback=[])],
        [{"output_type": "error", "ename": None, "evalue": 3, "traceback": "x"}],
        [*[new_output("stream", text="x")] * 200, new_output("error", ename="E", evalue="v")],
        [],
        [new_output("execute_result", data={"text/plain": "0.5"})],
    ):
        cell = double_task().cells[2]
        cell.outputs = [nbformat.from_dict(output) for output in given]
        before = determine_grade(cell)
        outputs.clean_outputs(cell)
        assert determine_grade(cell) == before


def test_a_notebook_is_cleaned_and_noted():
    book = notebook(
        markdown("released", "<b onclick=x>from the release</b>"),
        markdown("why", "<script>x</script>", solution=True, grade=True, points=1),
        markdown("added-3", "![x](attachment:y)"),
        code("added-4", ""),
    )
    book.cells[2]["attachments"] = {"y": {"image/svg+xml": "x"}}
    book.cells[3].outputs = [display(application_javascript="x")]
    report = Report()
    outputs.clean_notebook(book, report)
    assert [c.source for c in book.cells] == [
        "<b onclick=x>from the release</b>",
        "< script>x< /script>",
        "(x: not shown)",
        "",
    ]
    assert "attachments" not in book.cells[2]
    assert [entry.where for entry in report.entries] == ["why", "added-3", "added-4"]


def test_all_outputs_of_a_notebook_together_are_bounded(monkeypatch):
    monkeypatch.setattr(outputs, "NOTEBOOK", 1000)
    book = notebook(*(code(f"c{n}", "") for n in range(10)))
    for cell in book.cells:
        cell.outputs = [new_output("stream", text="x" * 500)]
    outputs.clean_notebook(book)
    assert sum(len(str(cell.outputs)) for cell in book.cells) < 2500


def test_html_of_very_many_tags_is_left_out():
    few = "<b>x</b>" * (outputs.TAGS // 2)
    assert shown(text_html=few, text_plain="x")[0].keys() == {"text/html", "text/plain"}
    data, notes = shown(text_html=few + "<div>", text_plain="x")
    assert data == {"text/plain": "x"}
    assert notes == ["a large HTML display was left out"]
