"""What of a page would act when somebody opens it: scripts, handlers, frames, foreign URLs.

Read by the attacks' runner, which compares a hostile student's page with an honest one.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

_TAGS = {
    *("script", "style", "iframe", "frame", "frameset", "object", "embed", "applet", "base"),
    *("link", "meta", "form", "input", "button", "select", "textarea", "animate", "set"),
    *("foreignobject", "portal", "audio", "video", "dialog", "marquee", "template", "slot"),
}
_URLS = {
    *("href", "src", "action", "formaction", "poster", "data", "background", "srcset", "ping"),
    *("xlink:href", "cite", "longdesc", "manifest", "srcdoc", "content", "values", "to"),
}
_INERT = re.compile(r"(?i)^(?:data:image/(?:png|jpeg|gif|svg\+xml)[;,]|#)")
_FOREIGN = re.compile(r"(?i)^(?:[a-z][a-z0-9+.-]*:|//|\\\\)")
_OVERLAY = re.compile(
    r"(?i)position\s*:|url\s*\(|expression|@import|-moz-binding|z-index|content\s*:"
)
_MATHJAX = re.compile(r"\\(?:href|url)\s*\{\s*javascript|\\(?:style|cssId|require)\s*\{")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: Counter[str] = Counter()
        self._inside: list[str] = []
        self._mathjax = False
        self._prose: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shown = " ".join(f"{name}={(value or '')[:60]!r}" for name, value in sorted(attrs))
        if tag in _TAGS:
            self.found[f"<{tag} {shown}>".replace(" >", ">")] += 1
        for name, value in attrs:
            self._attribute(tag, name.lower(), value or "")
        if tag in ("script", "style", "pre", "code"):
            self._inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in ("script", "style", "pre", "code"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._inside and self._inside[-1] in ("script", "style"):
            self._mathjax |= "mathjax" in data.lower()
            self.found[f"{self._inside[-1]}: {' '.join(data.split())[:3000]}"] += 1
        elif not self._inside:
            self._prose.append(data)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        bare = re.sub(r"[\x00-\x20]", "", value)
        if name.startswith("on"):
            self.found[f"<{tag} {name}={value[:60]!r}>"] += 1
        elif name == "style" and _OVERLAY.search(value):
            self.found[f"<{tag} style={value[:60]!r}>"] += 1
        elif name in _URLS and _FOREIGN.match(bare) and not _harmless(tag, name, bare):
            self._mathjax |= "mathjax" in bare.lower()
            self.found[f"<{tag} {name}={bare[:60]!r}>"] += 1

    def close(self) -> None:
        super().close()
        if self._mathjax and _MATHJAX.search("".join(self._prose)):
            self.found["a formula that MathJax makes a link or a style of"] += 1


def _harmless(tag: str, name: str, url: str) -> bool:
    if tag in ("img", "image"):
        return bool(_INERT.match(url))
    return tag == "a" and name == "href" and re.match(r"(?i)(?:https?:|mailto:)", url) is not None


def active(page: str) -> Counter[str]:
    """What is live in a page, each with how often it is there."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    if "\x1b" in page:
        reader.found["a terminal escape"] += page.count("\x1b")
    return reader.found


def more_than(page: str, honest: str) -> list[str]:
    """What is live in a page beyond what is live in an honest student's."""
    return [text[:120] for text in active(page) - active(honest)]


def in_outputs(notebook: Any) -> list[str]:
    """What is live in the saved outputs of a graded notebook."""
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            for kind, content in output.get("data", {}).items():
                text = content if isinstance(content, str) else str(content)
                if kind in ("application/javascript", "text/javascript"):
                    found.append(f"output {kind}")
                elif kind in ("text/html", "image/svg+xml", "text/markdown"):
                    found += [f"output {kind}: {item[:80]}" for item in active(text)]
    return found
