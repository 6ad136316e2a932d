"""A web site on the loopback interface: pages that are slow, missing or broken; for students.

Nothing is fetched from outside. The site counts who asked for what, and how
many requests were in progress at once.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Page:
    """One page: its `body`, the seconds of `delay` before it answers, and its HTTP `status`.

    `cut` promises the whole body in the header and closes after half of it.
    """

    body: bytes = b""
    delay: float = 0.0
    status: int = 200
    cut: bool = False


class Site:
    """A web site that serves `pages` (name -> `Page` or body) inside a `with` block.

    `requests` lists the names asked for, in order of arrival; `peak` is the largest
    number of requests that were in progress at once. `on_request(name)` is called in
    the server's thread before each answer. A name that is not there answers 404.
    """

    def __init__(
        self,
        pages: Mapping[str, Page | bytes],
        on_request: Callable[[str], None] | None = None,
    ) -> None:
        self._pages = {n: p if isinstance(p, Page) else Page(p) for n, p in pages.items()}
        self._on_request = on_request
        self._guard = threading.Lock()
        self._in_progress = 0
        self.requests: list[str] = []
        self.peak = 0

    def __enter__(self) -> Site:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.site = self
        self._refusing = socket.socket()
        self._refusing.bind(("127.0.0.1", 0))  # taken, so that nobody can begin to listen there
        self.refused_url = f"http://127.0.0.1:{self._refusing.getsockname()[1]}/nobody.html"
        self._thread = threading.Thread(
            target=self._server.serve_until_closed, name="web site", daemon=True
        )
        self._thread.start()
        _go_directly()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._server.stop()
        self._thread.join()
        self._server.hang_up()
        self._server.server_close()
        self._refusing.close()

    def url(self, name: str) -> str:
        """The address of a page."""
        return f"http://127.0.0.1:{self._server.server_port}/{name}"

    def _answer(self, handler: _Handler) -> None:
        name = handler.path.removeprefix("/")
        with self._guard:
            self.requests.append(name)
            self._in_progress += 1
            self.peak = max(self.peak, self._in_progress)
        try:
            if self._on_request is not None:
                self._on_request(name)
            page = self._pages.get(name, Page(b"There is no such page.", status=404))
            time.sleep(page.delay)
        finally:
            with self._guard:  # before the answer: who has it may ask again at once
                self._in_progress -= 1
        handler.send_response(page.status)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.send_header("Content-Length", str(len(page.body)))
        handler.end_headers()
        handler.wfile.write(page.body[: len(page.body) // 2] if page.cut else page.body)


def _go_directly() -> None:
    """Let no proxy stand between this process and its own web site."""
    for name in ("no_proxy", "NO_PROXY"):
        known = os.environ.get(name, "")
        if known != "*" and "127.0.0.1" not in known:
            os.environ[name] = ",".join(filter(None, [known, "127.0.0.1"]))


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # server_close() waits for the threads that still answer
    request_queue_size = 128
    site: Site

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._guard = threading.Lock()
        self._open: set[socket.socket] = set()
        self._closing = False

    def serve_until_closed(self) -> None:
        """Handle requests until `stop` is called; waits without a time-out."""
        while not self._closing:
            self.handle_request()

    def stop(self) -> None:
        """End `serve_until_closed` at once."""
        self._closing = True
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", self.server_port)),
        ):
            pass

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Whether a request is answered: the one by which `stop` wakes the server is not."""
        return not self._closing

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection, and answer it in a thread."""
        with self._guard:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection."""
        with self._guard:
            self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Break the connections that are still open: no client can hold the site up."""
        with self._guard:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up early is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        """Answer a request."""
        self.server.site._answer(self)

    def log_message(self, format: str, *args: Any) -> None:
        """Be quiet."""


_TOWNS = {"oslo": 4, "lima": 19, "cairo": 31, "quito": 15, "hanoi": 28}


def demo_pages() -> dict[str, Page]:
    """The pages of a small weather service: one is slow, one is missing, one is cut off."""
    pages = {
        f"{town}.html": Page(_weather(town, degrees).encode(), delay=0.15)
        for town, degrees in _TOWNS.items()
    }
    pages["tromso.html"] = Page(_weather("tromso", -3).encode(), delay=0.6)
    pages["atlantis.html"] = Page(b"This town has sunk.", status=404)
    pages["storm.html"] = Page(_weather("storm", 11).encode() * 20, cut=True)
    return pages


def _weather(town: str, degrees: int) -> str:
    name = town.capitalize()
    return (
        f"<!doctype html><html lang='en'><title>{name}</title>"
        f"<h1>The weather in {name}</h1><p>{degrees} °C at noon.</p></html>\n"
    )
