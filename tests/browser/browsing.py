"""What a browser test does with a page: visit it, wait for the kernel, run a cell."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

START = "release/start_here.ipynb"
ATTEMPTS = 6
PATIENCE = 60_000  # milliseconds until a test gives up on a page; nothing is decided by it


_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


@dataclass
class Visit:
    """A page in the browser, and the addresses outside of this machine that it asked for."""

    page: Any
    outside: list[str]


def visit(browser: Any, scheme: str = "light", width: int = 1280) -> Visit:
    """A new page; close its context when it is no longer needed."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    context.set_default_timeout(PATIENCE)
    outside: list[str] = []
    context.on("request", lambda request: _note(request.url, outside))
    return Visit(context.new_page(), outside)


@dataclass(frozen=True)
class Lab:
    """A JupyterLab that runs: its address, the folder that it shows, and its exchange."""

    url: str
    folder: Path
    exchange: Path

    def open(self, browser: Any, path: str = START) -> Visit:
        """A page of this lab with a notebook open and its kernel idle."""
        seen = visit(browser)
        seen.page.goto(f"{self.url}/lab/tree/{path}?reset")
        idle(seen.page)
        return seen


def idle(page: Any) -> None:
    """Wait until the kernel of the open notebook has nothing to do."""
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]:visible").first.wait_for()


def cell(page: Any, words: str) -> Any:
    """The first cell of the open notebook that has these words in it."""
    return page.locator(".jp-NotebookPanel:visible .jp-Cell", has_text=words).first


def run(page: Any, words: str) -> Any:
    """Run the cell with these words by keyboard; returns it when it has run."""
    found = cell(page, words)
    before = found.locator(".jp-InputPrompt").inner_text().strip("[]: \n") or "none"
    begun = re.compile(rf"\[(?!{re.escape(before)}\])(\*|\d+)\]")
    after = re.compile(rf"\[(?!{re.escape(before)}\])\d+\]")
    for _ in range(ATTEMPTS):  # a notebook that is still being drawn may not take the key
        found.locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
        with contextlib.suppress(_api.TimeoutError):
            found.locator(".jp-InputPrompt", has_text=begun).wait_for(timeout=PATIENCE / ATTEMPTS)
            break
    found.locator(".jp-InputPrompt", has_text=after).wait_for()
    idle(page)
    return found


def _note(url: str, outside: list[str]) -> None:
    if not url.startswith(("data:", "blob:", "file:", "http://127.0.0.1:", "ws://127.0.0.1:")):
        outside.append(url)
