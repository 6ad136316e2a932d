"""The nbconvert exporter `handout`: one notebook, one page that needs nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from traitlets import Bool, default
from traitlets.config import Config

from course.handout import cells, cleaning, running

HERE = Path(__file__).parent
_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)


class HandoutExporter(HTMLExporter):
    """Makes self-contained, accessible HTML from a notebook; runs it first when it was not run."""

    export_from_notebook = "Handout"
    execute = Bool(True, help="Run the notebook when none of its cells has outputs").tag(
        config=True
    )

    @default("template_name")
    def _template_name_default(self) -> str:
        return "handout"

    @property
    def extra_template_basedirs(self) -> list[str]:
        """Where the template is."""
        return [str(HERE / "templates")]

    @property
    def default_config(self) -> Config:
        """Headings without link marks; no pictures or scripts from elsewhere."""
        own = Config({"HTMLExporter": {"exclude_anchor_links": True}})
        base: Config = super().default_config
        base.merge(own)
        return base

    def default_filters(self) -> Any:
        """nbconvert's filters and ours."""
        yield from super().default_filters()
        yield "with_mathml", cleaning.with_mathml
        yield "clean", cleaning.clean
        yield "badge", cells.badge
        yield "alternative", cells.alternative

    def from_notebook_node(
        self, nb: Any, resources: Any = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page of one notebook; raises `HandoutError` when a cell fails."""
        resources = self._init_resources(resources)
        if self.execute and not any(cell.get("outputs") for cell in nb.cells):
            nb = running.run(nb, resources.get("metadata", {}).get("path") or ".")
        shown = cells.presentable(nb)
        resources["css"] = (HERE / "handout.css").read_text(encoding="utf-8")
        resources["title"] = title_of(shown)
        page, resources = super().from_notebook_node(shown, resources, **kwargs)
        return with_contents(page), resources


def title_of(notebook: Any) -> str:
    """The first heading of a notebook."""
    for cell in notebook.cells:
        found = re.search(r"^#\s+(.+)$", cell.source, re.MULTILINE)
        if cell.cell_type == "markdown" and found:
            return found[1].strip()
    return "Handout"


def with_contents(page: str) -> str:
    """A page whose second-level headings can be linked to, with a list of these links."""
    links: list[str] = []

    def number(found: re.Match[str]) -> str:
        anchor, text = f"part-{len(links) + 1}", re.sub("<[^>]+>", "", found[1]).strip()
        links.append(f'<li><a href="#{anchor}">{text}</a></li>')
        return f'<h2 id="{anchor}">{found[1]}</h2>'

    page = _HEADING.sub(number, page)
    return page.replace("<!-- contents -->", f"<ol>{''.join(links)}</ol>" if links else "")
