"""From Markdown and HTML of a notebook to HTML that is safe and needs no network."""

from __future__ import annotations

import re

import latex2mathml.converter
import nh3

_MATH_TAGS = {
    *("math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub"),
    *("msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mstyle"),
}
_TAGS = (nh3.ALLOWED_TAGS | _MATH_TAGS | {"h1", "h2", "h3", "h4", "h5", "h6", "input"}) - {"input"}
_ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    **{f"h{level}": {"id"} for level in range(1, 7)},
    "math": {"display", "xmlns"},
    "mo": {"stretchy", "fence", "form"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "code": {"class"},
    "div": {"class"},
    "span": {"class"},
    "pre": {"class"},
    "img": {"src", "alt"},
}
_CODE = re.compile(r"(```.*?```|~~~.*?~~~|`[^`\n]*`)", re.DOTALL)
_DISPLAY = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
_INLINE = re.compile(r"(?<![\\$\w])\$(?!\s)([^$\n]+?)(?<!\s)\$(?!\w)")


def clean(html: str) -> str:
    """HTML without scripts, styles, forms, frames, event handlers and pictures from outside."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "data"},
        attribute_filter=_only_own_pictures,
    )


def with_mathml(markdown: str) -> str:
    """Markdown with its formulas ($…$ and $$…$$, outside code) as MathML."""
    parts = _CODE.split(markdown)
    return "".join(
        part if number % 2 else _INLINE.sub(_inline, _DISPLAY.sub(_display, part))
        for number, part in enumerate(parts)
    )


def _display(found: re.Match[str]) -> str:
    return str(latex2mathml.converter.convert(found[1].strip(), display="block"))


def _inline(found: re.Match[str]) -> str:
    return str(latex2mathml.converter.convert(found[1]))


def _only_own_pictures(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src" and not value.startswith(("data:image/png", "data:image/jpeg")):
        return None
    if attribute == "href" and value.startswith("data:"):
        return None
    return value
