"""Makes a student's Markdown safe to be shown by any nbconvert page, also the formgrader's; read
by a maintainer.

The source is rendered as nbconvert renders it. When all tags of the result are
ones that plain Markdown makes, the source stays as it is, to the letter. Otherwise
raw HTML, foreign pictures and unsafe links are made visible as text; and when that
does not help, the whole cell becomes a block of text.
"""

from __future__ import annotations

import html
import re

from nbconvert.filters.markdown import markdown2html

from course.handout.cleaning import CLASSES, CODE, LINK, PICTURE

LONGEST = 30_000  # characters of one cell
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"<>]*")*) ?/?>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"<>]*)"')
_VOID = {"br", "hr", "img"}
_TAGS = _VOID | {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "em", "strong", "del", "a"),
    *("code", "pre", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "div", "span"),
    *("b", "i", "u", "sub", "sup", "kbd", "s", "small", "mark"),
}
# MathJax, which the formgrader loads, makes links, styles and more from these.
_MACRO = re.compile(
    r"\\(href|url|style|class|cssId|require|mmlToken|bbox|data|csname|html[A-Za-z]*|action)"
    r"(?![A-Za-z])"
)
_RAW = re.compile(r"<(?=[A-Za-z/!?])(?!https?://[^\s<>\"]+>)")
_BOXES = re.compile(r"^(\s{0,12}[-*+] )\[([ xX])\] ", re.MULTILINE)  # of a list of things to do
_BRACKETS = re.compile(r"(!?)\[([^\]\n]{0,500})\]\(([^)\n]{0,2000})\)")


def clean(source: str) -> str:
    """The source itself when it is safe, else what comes nearest to it and is."""
    for candidate in (source, neutral(source), as_text(source)):
        if len(candidate) <= LONGEST + 100 and is_safe(candidate):
            return candidate
    cut = as_text(source[:LONGEST])
    return cut if is_safe(cut) else "*(This text cannot be shown.)*"


def is_safe(source: str) -> bool:
    """Whether nbconvert makes only plain, balanced tags of this source."""
    try:
        return _only_plain_tags(markdown2html(source))
    except Exception:  # what cannot be rendered cannot be shown either
        return False


def neutral(source: str) -> str:
    """The source with raw HTML, unsafe links and pictures from elsewhere as visible text."""
    parts = CODE.split(_BOXES.sub(_box, source))
    return "".join(
        part
        if number % 2
        else _MACRO.sub(r"\\text{\1}", _RAW.sub("< ", _BRACKETS.sub(_link, part)))
        for number, part in enumerate(parts)
    )


def as_text(source: str) -> str:
    """The whole source as one block of text."""
    longest = max((len(run) for run in re.findall("`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{source}\n{fence}"


def without_macros(text: str) -> str:
    """Text or HTML in which no macro is left that MathJax would make a link or a style of."""
    return _MACRO.sub("\\\\\N{WORD JOINER}\\1", text)


def _box(found: re.Match[str]) -> str:
    return f"{found[1]}{'☐' if found[2] == ' ' else '☑'} "


def _link(found: re.Match[str]) -> str:
    mark, text, target = found.groups()
    url = target.strip().split(" ")[0]
    if mark:
        return found[0] if PICTURE.fullmatch(url) else f"({text or 'picture'}: not shown)"
    return found[0] if LINK.fullmatch(url) else text


def _only_plain_tags(page: str) -> bool:
    """Whether each `<` of the page begins a plain tag, each tag is closed where it should be, and
    no formula has a macro that does more than to show something."""
    open_tags: list[str] = []
    position = 0
    for start in (found.start() for found in re.finditer("<", page)):
        tag = _TAG.match(page, start)
        if tag is None or not _plain(tag[2], tag[3]):
            return False
        in_code = "pre" in open_tags or "code" in open_tags
        if not in_code and _MACRO.search(html.unescape(page[position:start])):
            return False
        position = tag.end()
        if not _follow(tag, open_tags):
            return False
    return not open_tags and not _MACRO.search(html.unescape(page[position:]))


def _follow(tag: re.Match[str], open_tags: list[str]) -> bool:
    if tag[2] in _VOID:
        return not tag[1]
    if not tag[1]:
        open_tags.append(tag[2])
        return len(open_tags) <= 100
    return bool(open_tags) and open_tags.pop() == tag[2]


def _plain(name: str, attributes: str) -> bool:
    return name in _TAGS and all(
        _plain_attribute(name, key, html.unescape(value))
        for key, value in _ATTRIBUTE.findall(attributes)
    )


def _plain_attribute(tag: str, key: str, value: str) -> bool:
    if key == "href":
        return bool(LINK.fullmatch(value))
    if key == "src":
        return bool(PICTURE.fullmatch(value))
    if key == "class":
        return all(CLASSES.fullmatch(name) or name == "anchor-link" for name in value.split()) or (
            tag == "code" and bool(re.fullmatch(r"language-[\w+-]*", value))
        )
    if key == "style":
        return bool(re.fullmatch(r"text-align: ?(left|right|center);?", value))
    return key in ("alt", "title", "start") or (key == "id" and tag[0] == "h")
