"""The fixture of the hub's tests: JupyterHub with real accounts, on a machine of its own."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from browsing import PATIENCE, Visit, visit
from hub_machine import password

HERE = Path(__file__).parent
NEW_MACHINE = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
PROGRAMS = ("unshare", "useradd", "chpasswd", "configurable-http-proxy")
START = 180  # seconds


@dataclass(frozen=True)
class Hub:
    """A hub that runs: its address, and where its machine's / is seen from here."""

    url: str
    root: Path

    def log_in(self, browser: Any, name: str) -> Visit:
        """A browser of this person's own, logged in, with their JupyterLab on its way."""
        seen = visit(browser)
        page = seen.page
        page.goto(self.url)
        page.get_by_label("Username:").fill(name)
        page.get_by_label("Password:").fill(password(name))
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", name="Start here").wait_for(timeout=3 * PATIENCE)
        return seen


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """JupyterHub as docs/examples/jupyterhub sets it up; skipped where that cannot be."""
    if missing := _missing():
        pytest.skip(missing)
    scratch = tmp_path_factory.mktemp("hub")
    ports = _free_ports(4)
    words = [*NEW_MACHINE, sys.executable, HERE / "hub_machine.py", scratch, *ports]
    log = tmp_path_factory.mktemp("log") / "hub.log"
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT
        )
    try:
        _wait(process, log)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
        yield Hub(f"http://127.0.0.1:{ports[0]}", Path(f"/proc/{children.split()[0]}/root"))
    finally:
        process.kill()  # and with it the whole machine
        process.wait()


def _missing() -> str:
    """What this machine lacks; "" when the test can be run."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "only root can make accounts"
    if importlib.util.find_spec("jupyterhub") is None:
        return "pip install -r docs/examples/jupyterhub/requirements.txt"
    for program in PROGRAMS:
        if shutil.which(program) is None:
            return f"{program} is not here (docs/hub.md says what a hub needs)"
    if subprocess.run([*NEW_MACHINE, "true"], capture_output=True, check=False).returncode:
        return "no mount and process namespaces can be made here"
    return ""


def _free_ports(number: int) -> list[str]:
    with ExitStack() as stack:
        taken = [stack.enter_context(socket.socket()) for _ in range(number)]
        for one in taken:
            one.bind(("127.0.0.1", 0))
        return [str(one.getsockname()[1]) for one in taken]


def _wait(process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the hub says that it runs."""
    deadline = time.monotonic() + START
    while "JupyterHub is now running" not in (said := log.read_text(encoding="utf-8")):
        assert process.poll() is None, said
        assert time.monotonic() < deadline, said
        time.sleep(0.2)
