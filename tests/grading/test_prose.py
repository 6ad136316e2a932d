"""A student's Markdown: untouched when it is plain, harmless when it is not."""

import html.parser
import random

import pytest
from nbconvert.filters import markdown2html

from course.grading import prose

PLAIN = [
    "# A heading\n\nSome *text*, **bold**, ~~gone~~ and `code <b>`.\n\n- a list\n- of two",
    "Formulas: $a < b$, $x<y$ and\n\n$$\\sum_{i<n} \\frac{1}{i}$$",
    "```python\nif a < b:\n    print('<b>')\n```",
    "    indented = '<script>'",
    "| a | b |\n|:--|---|\n| 1 | `<x>` |",
    "a < b, b > c, 3<4, &lt;b&gt; and x & y",
    "[a link](https://docs.python.org) and <https://python.org>",
    "H<sub>2</sub>O<br>next line",
    "> quoted\n\n1. one\n2. two",
    "The macro `\\href{x}{y}` in code",
]
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://evil.example/x.png'>",
    "![x](https://evil.example/x.png)",
    "![x](http://evil.example/x.png 'a title')",
    "![x][r]\n\n[r]: https://evil.example/x.png",
    "![x](attachment:none.png)",
    "![x](data:image/svg+xml;base64,PHN2Zy8+)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "<style>.score { display: none }</style>",
    "<div style='position:fixed'>over it</div>",
    "<div class='btn full-credit'>x</div>",
    "</div></div></div> out of the frame",
    "<form action=x><input name=score></form>",
    "<iframe src=x></iframe>",
    "<svg onload=alert(1)>",
    "<math><maction xlink:href='javascript:alert(1)'>x</maction></math>",
    "<a href='https://x' onclick='alert(1)'>x</a>",
    "<p id='q1-why'>",
    "<!-- a comment --><b",
    "a <b\nonmouseover=alert(1)>c</b>",
    "`code\n\n<img src=x onerror=alert(1)>`",
    "```mermaid\n<img src=x onerror=alert(1)>\n```",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\style{position:fixed}{x}$",
    "$$\\bbox[background:url(https://evil.example)]{x}$$",
    "&#36;&#92;href{javascript:alert(1)}{x}$",
    "<b>" * 300,
    "<" * 3000,
    "[" * 3000,
    "`" * 3000 + "<script>",
]


class Live(html.parser.HTMLParser):
    """Collects what of a page would be live."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag in ("script", "style", "iframe", "form", "input", "svg", "object", "math", "link"):
            self.found.append(tag)
        self.found += [key for key in values if key.startswith("on")]
        if not (values.get("href") or "#").startswith(("https://", "http://", "#")):
            self.found.append(values["href"])
        if not (values.get("src") or "data:image/png").startswith("data:image/png"):
            self.found.append(values["src"])


def live(source):
    return Live(markdown2html(source)).found


@pytest.mark.parametrize("source", PLAIN)
def test_plain_markdown_stays_to_the_letter(source):
    assert prose.clean(source) == source


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_markdown_is_harmless(source):
    cleaned = prose.clean(source)
    assert live(cleaned) == []
    assert prose.is_safe(cleaned)
    assert prose.clean(cleaned) == cleaned


@pytest.mark.slow
def test_no_mixture_is_live():
    mixer = random.Random(4)
    joints = ["", " ", "\n", "\n\n", "`", "```", "$", "$$", "> ", "- ", "    ", "\\", "|", "]("]
    for _ in range(400):
        parts = mixer.choices(HOSTILE[:30] + PLAIN, k=mixer.randint(1, 4))
        source = "".join(part + mixer.choice(joints) for part in parts)
        assert live(prose.clean(source)) == [], source


def test_what_was_raw_html_is_still_to_be_read():
    assert prose.clean("see <script>x</script>") == "see < script>x< /script>"
    assert prose.clean("![a plot](plot.png)") == "(a plot: not shown)"
    assert prose.clean("- [x] done\n- [ ] not yet") == "- ☑ done\n- ☐ not yet"


def test_a_text_without_end_is_cut():
    assert len(prose.clean("long " * 20_000)) < prose.LONGEST + 200


def test_macros_are_broken_in_html():
    assert prose.without_macros("<td>$\\href{x}{y}$") == "<td>$\\\N{WORD JOINER}href{x}{y}$"
    assert prose.without_macros("\\hrefs C:\\users") == "\\hrefs C:\\users"
