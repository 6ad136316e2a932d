"""From Markdown and HTML of a notebook to HTML that is safe and needs no network; read by a
maintainer.

nh3 (the ammonia library) parses as a browser does and keeps what is on the lists
below. Feedback pages and graded notebooks go through the same lists.
"""

from __future__ import annotations

import html as entities
import re

import latex2mathml.converter
import nh3

_MATH_TAGS = {
    *("math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub"),
    *("msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mstyle"),
}
# Parts of a page of their own would mix with those of the page around them.
_PARTS = {"header", "footer", "nav", "aside", "article", "hgroup", "map", "area", "center"}
_TAGS = (nh3.ALLOWED_TAGS | _MATH_TAGS) - _PARTS
_STYLED = ("table", "tr", "th", "td", "summary", "p", "div", "span")
_ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    **{tag: {"class", "style"} for tag in _STYLED},
    "math": {"display", "xmlns"},
    "mo": {"stretchy", "fence", "form"},
    "table": {"class", "style"},
    "th": {"class", "style", "scope", "colspan", "rowspan"},
    "td": {"class", "style", "colspan", "rowspan"},
    "code": {"class"},
    "pre": {"class"},
    "img": {"src", "alt"},
}
# What the course's own displays, pandas and Pygments call their parts.
CLASSES = re.compile(r"schedule|switch|verdict|dataframe|highlight|[a-z]{1,2}[0-9]?|err|esc")
_LENGTH = r"-?[\d.]{1,6}(em|rem|px|%)?"
_STYLE = re.compile(
    rf"(padding|margin-left): {_LENGTH}( {_LENGTH})?|text-align: (left|right|center)"
    rf"|cursor: pointer|border-left: \dpx solid #[0-9a-fA-F]{{6}}"
)
LINK = re.compile(r"(https?://|mailto:|#)[^\x00-\x20]*", re.IGNORECASE)
PICTURE = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=\s]*")
CODE = re.compile(r"(```.*?```|~~~.*?~~~|`[^`\n]*`)", re.DOTALL)
_DISPLAY = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
_INLINE = re.compile(r"(?<![\\$\w])\$(?!\s)([^$\n]+?)(?<!\s)\$(?!\w)")
_LONGEST_FORMULA = 2000
MOST_FORMULAS = 500  # of one text; they take up to half a millisecond each


def clean(html: str) -> str:
    """HTML without scripts, style sheets, forms, frames, event handlers, ids, and pictures from
    outside; of classes and inline styles only what the course's own displays use."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "data"},
        attribute_filter=_only_ours,
    )


def with_mathml(markdown: str) -> str:
    """Markdown with its formulas ($…$ and $$…$$, outside code) as MathML.

    A text with more dollar signs than `MOST_FORMULAS` have stays as it was written.
    """
    if markdown.count("$") > 2 * MOST_FORMULAS:
        return markdown
    parts = CODE.split(markdown)
    return "".join(
        part if number % 2 else _INLINE.sub(_inline, _DISPLAY.sub(_display, part))
        for number, part in enumerate(parts)
    )


def _display(found: re.Match[str]) -> str:
    return _mathml(found, "block")


def _inline(found: re.Match[str]) -> str:
    return _mathml(found, "inline")


def _mathml(found: re.Match[str], display: str) -> str:
    """The formula as MathML; one that cannot be read stays as it was written."""
    if len(found[1]) <= _LONGEST_FORMULA:
        try:
            return str(latex2mathml.converter.convert(found[1].strip(), display=display))
        except Exception:  # the converter has no class of errors of its own
            pass
    return f"<code>{entities.escape(found[0])}</code>"


def _only_ours(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src":
        return value if PICTURE.fullmatch(value) else None
    if attribute in ("href", "cite"):
        return value if LINK.fullmatch(value) else None
    if attribute == "class":
        return " ".join(name for name in value.split() if CLASSES.fullmatch(name)) or None
    if attribute == "style":
        parts = (part.strip() for part in value.split(";"))
        return "; ".join(part for part in parts if _STYLE.fullmatch(part)) or None
    return value
