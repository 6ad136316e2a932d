"""Runs a notebook for grading; nbgrader calls this in place of its own `Execute`.

A verdict is affirmative: a test cell keeps its points only when it was run and
the kernel replied "ok". Whatever else happens (a dead kernel, a time-out, a cell
that was skipped) is written into the cell as an error, with the reason.
"""

from __future__ import annotations

import copy
import subprocess
from typing import Any

import nbgrader.preprocessors
from jupyter_core.utils import run_sync
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from nbgrader import utils
from traitlets import Integer, Unicode

from course.kernels import make_private

DEMO = "demo"


class Execute(nbgrader.preprocessors.Execute):
    """nbgrader's `Execute`, made to go on after a dead kernel and to believe only replies."""

    problem = Unicode(
        help="Why a submission cannot be run at all; given, every test cell fails with it"
    ).tag(config=True)
    output_limit = Integer(100_000, help="Characters of text output that are kept of one cell").tag(
        config=True
    )
    interrupt_on_timeout = False  # a cell that ran out of time loses its kernel

    def preprocess(self, nb: Any, resources: Any, km: Any = None) -> tuple[Any, Any]:
        """Run the notebook, or fail every test when there is a `problem` with it."""
        if self.problem:
            for cell in nb.cells:
                if _is_test(cell):
                    cell.outputs = [failure("NotExamined", self.problem)]
            return nb, resources
        self._replies: dict[int, str] = {}
        self._lost: dict[int, str] = {}
        done: tuple[Any, Any] = super().preprocess(nb, resources, km)
        return done

    def create_kernel_manager(self) -> Any:
        """A manager whose kernels talk over sockets in a private folder, where there are such."""
        manager = super().create_kernel_manager()
        self._sockets = make_private(manager)
        return manager

    async def async_start_new_kernel(self, **kwargs: Any) -> None:
        """Start a kernel whose processes cannot write into the instructor's terminal."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        await super().async_start_new_kernel(**{**quiet, **kwargs})

    start_new_kernel = run_sync(async_start_new_kernel)

    async def _async_cleanup_kernel(self) -> None:
        """End the kernel, and remove its folder of sockets."""
        await super()._async_cleanup_kernel()
        if self._sockets is not None:
            self._sockets.cleanup()

    _cleanup_kernel = run_sync(_async_cleanup_kernel)

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Run one cell, and see to it that its outputs say what happened."""
        if cell.cell_type != "code" or _is_demo(cell):
            return cell, resources
        try:
            super().preprocess_cell(cell, resources, index)
        except (DeadKernelError, CellTimeoutError) as error:
            self._lose_kernel(cell, index, error)
        if _is_test(cell):
            cell.outputs = settle(cell.outputs, self._replies.get(index))
        cell.outputs = bounded(cell.outputs, self.output_limit)
        return cell, resources

    def on_cell_executed(self, **kwargs: Any) -> None:
        """Note the kernel's reply."""
        super().on_cell_executed(**kwargs)
        self._replies[kwargs["cell_index"]] = kwargs["execute_reply"]["content"]["status"]

    def _lose_kernel(self, cell: Any, index: int, error: Exception) -> None:
        """Say why the kernel is gone, and go on in a fresh one, in which the earlier cells ran."""
        late = isinstance(error, CellTimeoutError)
        name = cell.metadata.get("nbgrader", {}).get("grade_id") or cell.id
        reason = (
            f"The cell {name} did not come to an end within {self.timeout} seconds."
            if late
            else f"The Python process of the notebook ended while it ran the cell {name} "
            f"(a crash, or a call that exits the process)."
        )
        self._lost[index] = reason
        cell.outputs.append(failure("TimeOut" if late else "KernelDied", reason))
        self._fresh_kernel()
        for earlier, other in enumerate(self.nb.cells[:index]):
            runs = other.cell_type == "code" and not (_is_test(other) or _is_demo(other))
            if runs and earlier not in self._lost:
                try:
                    self.execute_cell(copy.deepcopy(other), earlier)
                except (DeadKernelError, CellTimeoutError):
                    self._lost[earlier] = reason
                    self._fresh_kernel()

    def _fresh_kernel(self) -> None:
        self._cleanup_kernel()
        self.km = self.create_kernel_manager()
        self.start_new_kernel()
        self.start_new_kernel_client()


def settle(outputs: list[Any], reply: str | None) -> list[Any]:
    """The outputs of a test cell, so that nbgrader's reading of them is the kernel's reply.

    nbgrader takes stderr for a failure and a number for a score; what student
    code prints or displays is shown here but decides nothing.
    """
    shown = []
    for output in outputs:
        if output.output_type == "stream":
            shown.append(new_output("stream", name="stdout", text=output.text))
        elif output.output_type != "error":
            shown.append(new_output("display_data", data=output.data))
        elif reply != "ok":
            shown.append(output)
    if reply != "ok" and not any(output.output_type == "error" for output in shown):
        shown.append(failure("NotExamined", "This test was not run to its end."))
    return shown


def failure(name: str, reason: str) -> Any:
    """An error output with one line of text."""
    return new_output("error", ename=name, evalue=reason, traceback=[f"✗ {reason}"])


def bounded(outputs: list[Any], limit: int) -> list[Any]:
    """The outputs of a cell with at most `limit` characters of printed text."""
    left = limit
    for output in outputs:
        if output.output_type == "stream":
            if len(output.text) > left:
                output.text = output.text[:left] + "\n[… more output was cut off here]\n"
            left = max(0, left - len(output.text))
    return outputs


def _is_test(cell: Any) -> bool:
    return utils.is_grade(cell) and not utils.is_solution(cell) and cell.cell_type == "code"


def _is_demo(cell: Any) -> bool:
    graded = utils.is_grade(cell) or utils.is_solution(cell)
    return DEMO in cell.metadata.get("tags", []) and not graded
