"""Whatever runs notebooks can run them in the sandbox."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import sys
from pathlib import Path

import pytest
from conftest import code, notebook
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

from course.grading.sandbox import refusal

ROOT = Path(__file__).parents[2]
NAME = "python-in-a-sandbox"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(refusal()), reason=f"no sandbox here: {refusal()}"),
]


@pytest.fixture
def kernel(tmp_path, monkeypatch):
    """Makes a kernel whose kernel.json asks for the sandbox."""
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    place = tmp_path / "kernels" / NAME
    place.mkdir(parents=True)

    def make(**config):
        provisioner = {"provisioner_name": "course-sandbox", "config": config}
        spec = {
            "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            "display_name": NAME,
            "language": "python",
            "env": {"GIVEN": "1"},
            "metadata": {"kernel_provisioner": provisioner},
        }
        (place / "kernel.json").write_text(json.dumps(spec))

    return make


def execute(*sources):
    """The printed text of each cell."""
    nb = notebook(*(code(f"c{number}", source) for number, source in enumerate(sources)))
    NotebookClient(nb, timeout=60, kernel_name=NAME).execute()
    return ["".join(output.get("text", "") for output in cell.outputs) for cell in nb.cells]


def test_a_notebook_sees_no_course_and_no_network(kernel, tmp_path, monkeypatch):
    monkeypatch.setenv("TOKEN_OF_THE_INSTRUCTOR", "secret")
    (tmp_path / "helper.py").write_text("answer = 42")
    kernel(work=str(tmp_path))
    seen, reached, helped = execute(
        f"import os; print([name for name in ('source', 'tests', 'gradebook.db') "
        f"if os.path.exists(os.path.join({str(ROOT)!r}, name))], os.getcwd())",
        "import socket\n"
        "try:\n    socket.create_connection(('192.0.2.1', 80), 5)\n"
        "except OSError as error:\n    print(error.errno)",
        "import helper; print(helper.answer, os.environ['GIVEN'])\n"
        "print('TOKEN_OF_THE_INSTRUCTOR' in os.environ)",
    )
    assert (seen, reached, helped) == ("[] /notebook\n", "101\n", "42 1\nFalse\n")


def test_pools_and_pictures_work(kernel):
    kernel()
    pools, picture = execute(
        "import multiprocessing\n"
        "with multiprocessing.get_context('spawn').Pool(2) as pool:\n"
        "    print(pool.map(abs, [-1, -2]))",
        "%matplotlib inline\n"
        "from matplotlib import pyplot\n"
        "pyplot.plot([1, 2]); print(pyplot.get_backend())",
    )
    assert pools == "[1, 2]\n"
    assert "inline" in picture


def test_a_kernel_that_takes_too_much_memory_dies_with_a_reason(kernel, caplog):
    kernel(limits={"memory": 200_000_000})
    with caplog.at_level(logging.WARNING), pytest.raises(DeadKernelError):
        execute("kept = [bytearray(10_000_000) for _ in range(40)]")
    assert "it used more than 200 MB of memory" in caplog.text


@contextlib.asynccontextmanager
async def running():
    """A kernel, its manager and a client that is ready."""
    manager = AsyncKernelManager(kernel_name=NAME)
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=60)
        yield manager, client
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)


def test_an_interrupt_gets_through_and_nothing_is_left(kernel):
    kernel()
    asyncio.run(interrupt())


async def interrupt():
    async with running() as (manager, client):
        sockets = Path(manager.connection_file).parent
        sent = client.execute("print('begun'); import threading; threading.Event().wait()")
        while (await client.get_iopub_msg(timeout=60))["msg_type"] != "stream":
            pass
        await manager.interrupt_kernel()
        while (reply := await client.get_shell_msg(timeout=60))["parent_header"]["msg_id"] != sent:
            pass
        assert reply["content"]["ename"] == "KeyboardInterrupt"
    assert not sockets.exists()
    assert not await manager.is_alive()


def test_a_restart_begins_anew(kernel):
    kernel()
    asyncio.run(restart())


async def restart():
    async with running() as (manager, client):
        await client.execute("x = 1", reply=True, timeout=60)
        await manager.restart_kernel(now=True)
        await client.wait_for_ready(timeout=60)
        reply = await client.execute("x", reply=True, timeout=60)
        assert reply["content"]["ename"] == "NameError"
