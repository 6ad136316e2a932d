"""An IPython shell that collects what cells display; read by a maintainer."""

from __future__ import annotations

import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Any as AnyTrait
from traitlets.config import Config

from course.exam.bridge.outputs import Outputs, Stream


class _Publisher(DisplayPublisher):
    outputs = AnyTrait()

    def publish(
        self, data: Any, metadata: Any = None, *args: Any, update: bool = False, **kwargs: Any
    ) -> None:
        if not update:
            self.outputs.data("display_data", data, metadata={})

    def clear_output(self, wait: bool = False) -> None:
        if not wait:
            self.outputs.clear()


class _Hook(DisplayHook):
    outputs: Outputs

    def start_displayhook(self) -> None:
        self._data: dict[str, Any] = {}

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        self._data = format_dict

    def finish_displayhook(self) -> None:
        if self._data:
            count = self.prompt_count
            self.outputs.data("execute_result", self._data, metadata={}, execution_count=count)


class Shell(InteractiveShell):
    """A shell whose errors are outputs."""

    outputs: Outputs
    displayhook_class = _Hook
    display_pub_class = _Publisher

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        self.outputs.error(str(etype.__name__), str(evalue), [str(line) for line in stb])

    def ask_exit(self) -> None:
        """`exit` ends nothing here."""

    def enable_gui(self, gui: Any = None) -> None:
        """There is no event loop of windows here."""

    def init_virtualenv(self) -> None:
        """The environment is the one that was set up."""


def make_shell(outputs: Outputs) -> Shell:
    """The shell of this process; its namespace is `__main__` from now on."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.autoindent = False
    config.InteractiveShell.xmode = "Context"
    sys.stdout = Stream(outputs, "stdout", 1)
    sys.stderr = Stream(outputs, "stderr", 2)
    Shell.outputs, _Hook.outputs = outputs, outputs
    shell: Shell = Shell.instance(config=config)
    InteractiveShell._instance = shell
    shell.display_pub.outputs = outputs
    return shell
