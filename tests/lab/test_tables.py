"""Tables with a column for each thread."""

from course.lab.tables import Cell, Table

TABLE = Table("<done>", ["step", "A"], [[Cell("1"), Cell("reads x", "x < 2")], [Cell("2"), Cell()]])


def test_the_text_has_aligned_columns_and_ends_with_the_caption():
    assert str(TABLE).splitlines() == ["step  A", "1     x < 2  reads x", "2", "<done>"]
    assert repr(TABLE) == str(TABLE)


def test_the_html_is_escaped_and_its_heads_are_labelled():
    html = TABLE._repr_html_()
    assert "<caption>&lt;done&gt;</caption>" in html
    assert '<th scope="col">A</th>' in html
    assert '<th scope="row">1</th><td><code>x &lt; 2</code><br>reads x</td>' in html
    assert "<td></td>" in html


def test_without_a_caption_there_is_none():
    table = Table("", ["step"], [[Cell("1")]])
    assert str(table) == "step\n1"
    assert "caption" not in table._repr_html_()
