"""Runs a notebook for its handout: everything but the tests, which show nothing."""

from __future__ import annotations

import copy
import subprocess
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from course.errors import HandoutError
from course.handout import cells
from course.kernels import make_private

TIMEOUT = 180  # seconds for one cell


def run(notebook: Any, folder: str, *, tests: bool = False) -> Any:
    """A copy of the notebook with outputs; the kernel works in `folder`.

    Test cells are run only with `tests`.

    Raises `HandoutError` when the kernel dies or a cell takes too long. Cells that
    end with an error keep it as their output.
    """
    done = copy.deepcopy(notebook)
    for cell in done.cells:
        if cells.is_test(cell) and not tests:
            cell.metadata.setdefault("tags", []).append("skip-execution")
    client = NotebookClient(
        done, timeout=TIMEOUT, allow_errors=True, resources={"metadata": {"path": folder}}
    )
    manager = client.create_kernel_manager()
    sockets = make_private(manager)
    try:
        client.execute(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except CellTimeoutError as error:
        raise HandoutError(
            f"A cell did not come to an end within {TIMEOUT} seconds: {_first_line(error)}",
            "Make its work smaller.",
        ) from None
    except DeadKernelError:
        raise HandoutError(
            "The notebook's Python process ended while it ran.", "Run it in JupyterLab to see why."
        ) from None
    finally:
        if sockets is not None:
            sockets.cleanup()
    return done


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
