"""The fixtures of the browser tests: a headless Chromium, and a JupyterLab of their own."""

from __future__ import annotations

import collections
import contextlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import people
import pytest
from browsing import START, Lab
from conftest import ROOT

from course.grading import samples
from course.grading.folder import Folder
from course.grading.sandbox import refusal

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A headless Chromium; the test is skipped where there is none."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("there is no Chromium here: apt-get install chromium")
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium's own sandbox refuses root
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox"] if root else []
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab with the settings of `make lab`, on a copy of the releases.

    Of q7 the copy has a right solution; the exchange offers it as it is released.
    """
    top = tmp_path_factory.mktemp("lab")
    folder, exchange = top / "course", top / "exchange"
    shutil.copytree(ROOT / "release", folder / "release")
    right = samples.complete(Folder(ROOT), "q7_thread_pool")
    nbformat.write(right, folder / "release" / "q7_thread_pool" / "right.ipynb")
    outbound = exchange / "concurrency" / "outbound" / "q7_thread_pool"
    shutil.copytree(ROOT / "release" / "q7_thread_pool", outbound)
    (exchange / "concurrency" / "inbound").mkdir()
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    config += f"\nc.Exchange.root = {str(exchange)!r}\n"
    (folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    with _running(folder, top / "home") as address:
        yield Lab(address, folder, exchange)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab in a course folder with one source, whose exchange is empty; the instructor is a
    student, too."""
    refused = refusal()
    if refused:
        pytest.skip(refused)
    top = tmp_path_factory.mktemp("office")
    folder, exchange = top / "course", top / "exchange"
    shutil.copytree(ROOT / "source" / people.ASSIGNMENT, folder / "source" / people.ASSIGNMENT)
    exchange.mkdir()
    exchange.chmod(0o777)
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    config += f"\nc.Exchange.root = {str(exchange)!r}\n"
    (folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    with _running(folder, top / "home") as address:
        yield Lab(address, folder, exchange)


@contextlib.contextmanager
def _running(folder: Path, home: Path) -> Iterator[str]:
    """JupyterLab with the settings of `make lab`; its address."""
    process = _start(folder, home)
    try:
        yield _address(process)
    finally:
        process.terminate()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


def _start(folder: Path, home: Path) -> subprocess.Popen[str]:
    home.mkdir()
    places = {
        "HOME": home,
        "IPYTHONDIR": home / "ipython",
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "JUPYTER_CONFIG_PATH": ROOT / "jupyter",
    }
    words = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--port=0"]
    words += ["--IdentityProvider.token=", f"--LabApp.default_url=/lab/tree/{START}"]
    return subprocess.Popen(
        words,
        cwd=folder,
        env=os.environ | {name: str(place) for name, place in places.items()},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _address(process: subprocess.Popen[str]) -> str:
    """Where the lab is reached, as it says itself."""
    said = []
    assert process.stderr is not None
    for line in process.stderr:
        said.append(line)
        if "http://127.0.0.1:" in line:
            rest = threading.Thread(target=collections.deque, args=(process.stderr, 0), daemon=True)
            rest.start()  # a full pipe would stop the lab
            return line[line.index("http://") :].partition("/lab")[0].strip()
    raise AssertionError("JupyterLab did not start:\n" + "".join(said))
