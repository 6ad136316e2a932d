"""The loopback web site."""

import http.client
import socket
import threading
import urllib.error
import urllib.request

import pytest

from course.lab import Page, Site, demo_pages


def read(url):
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read()


def test_pages_are_served_unchanged_and_counted():
    with Site({"a.html": b"\x00body", "deep/b.html": Page(b"b")}) as site:
        assert read(site.url("a.html")) == b"\x00body"
        assert read(site.url("deep/b.html")) == b"b"
        assert site.requests == ["a.html", "deep/b.html"]


def test_a_missing_page_answers_404():
    with Site({}) as site, pytest.raises(urllib.error.HTTPError) as caught:
        read(site.url("nowhere.html"))
    assert caught.value.code == 404
    caught.value.close()


def test_a_page_that_is_cut_off_breaks():
    with Site({"a": Page(b"0123456789", cut=True)}) as site:
        with pytest.raises(http.client.IncompleteRead) as caught:
            read(site.url("a"))
        assert caught.value.partial == b"01234"


def test_nobody_listens_at_the_refused_address():
    with Site({}) as site, pytest.raises(urllib.error.URLError, match=r"refused|10061"):
        read(site.refused_url)


def test_requests_in_progress_are_counted():
    both = threading.Barrier(2, timeout=30)
    with Site({"a": b"a"}, on_request=lambda name: both.wait()) as site:
        threads = [threading.Thread(target=read, args=(site.url("a"),)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert site.peak == 2


def test_a_client_that_has_the_head_of_its_answer_is_not_counted_any_more():
    """Else a right program of one thread would seem to have two requests in progress."""
    with Site({"long": b"a" * 50_000_000, "short": b"b"}) as site:
        with urllib.request.urlopen(site.url("long"), timeout=30):  # its thread is still writing
            assert read(site.url("short")) == b"b"
        assert site.requests == ["long", "short"]
        assert site.peak == 1


def test_a_silent_client_does_not_hold_the_site_up():
    with Site({"a": b"a"}) as site:
        port = int(site.url("").rsplit(":", 1)[1].rstrip("/"))
        client = socket.create_connection(("127.0.0.1", port), timeout=30)
        read(site.url("a"))
    with client:
        assert client.recv(1) == b""


def test_a_client_that_hangs_up_early_is_no_news(capfd):
    asked, hung_up = threading.Event(), threading.Event()

    def wait(name):
        asked.set()
        assert hung_up.wait(30)

    with Site({"a": b"a" * 10_000_000}, on_request=wait) as site:
        port = int(site.url("").rsplit(":", 1)[1].rstrip("/"))
        with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
            client.sendall(b"GET /a HTTP/1.0\r\n\r\n")
            assert asked.wait(30)
        hung_up.set()
    assert tuple(capfd.readouterr()) == ("", "")


def test_queries_and_escapes_belong_to_the_name():
    with Site({"a%20b?page=2": b"second"}) as site:
        assert read(site.url("a%20b?page=2")) == b"second"
        assert site.requests == ["a%20b?page=2"]


def test_nothing_is_left_behind():
    before = threading.active_count()
    with Site({"a": b"a"}) as site:
        read(site.url("a"))
    assert threading.active_count() == before


def test_the_demo_has_slow_missing_and_broken_pages():
    pages = demo_pages().values()
    assert any(page.delay >= 0.5 for page in pages)
    assert any(page.status == 404 for page in pages)
    assert any(page.cut for page in pages)
