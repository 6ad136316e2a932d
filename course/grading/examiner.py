"""Runs test cells, with the student's code in another process; read by a maintainer."""

from __future__ import annotations

import ast
import contextlib
import io
import re
import sys
import types
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from nbformat.v4 import new_output

from course.exam import notebook, verdicts
from course.exam.bridge.framing import AnswerLate, ChannelClosed
from course.exam.bridge.link import Link
from course.exam.bridge.names import Names
from course.exam.bridge.shipping import EXAMINER

_MODULE = re.compile(r"%%module +(\w+)\n")
_MAGIC = re.compile(r"^[%!].*$", re.MULTILINE)


class Examiner:
    """The examiner's namespace for one notebook: what the course's own cells define."""

    def __init__(self, link: Link, cells: Iterable[str]) -> None:
        self._link = link
        self._names = Names(link)
        self._base: dict[str, Any] = {
            "__name__": EXAMINER,
            "__builtins__": self._names.builtins(),
        }
        for source in cells:
            self.prepare(source)

    def examine(self, source: str, name: str) -> list[Any]:
        """Run a test cell; its outputs. Without an error among them, its claim holds.

        Raises `ChannelClosed` or `AnswerLate` when the candidate is lost.
        """
        printed = io.StringIO()
        notebook.begin(source)
        try:
            code = compile(notebook.as_function(ast.parse(source)), f"<{name}>", "exec")
            with contextlib.redirect_stdout(printed):
                space = dict(self._base)
                exec(code, space)
                space["claim"]()
            outputs = []
        except (ChannelClosed, AnswerLate):
            raise
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            outputs = failed(error)
        finally:
            notebook.begin("")
        if text := printed.getvalue():
            outputs.insert(0, new_output("stream", name="stdout", text=text))
        return outputs

    def prepare(self, source: str) -> None:
        """Run a cell of the course's own: its names are what test cells know."""
        found = _MODULE.match(source)
        if found is None:
            exec(compile(_MAGIC.sub("", source), "<course>", "exec"), self._base)
            return
        module = types.ModuleType(found[1])
        exec(compile(source[found.end() :], f"<{found[1]}>", "exec"), vars(module))
        sys.modules[found[1]] = module
        public = {name: part for name, part in vars(module).items() if name[0] != "_"}
        self._base.update(public)


def failed(error: BaseException) -> list[Any]:
    """The outputs of a test cell that ended with this error."""
    outputs = []
    name, text = type(error).__name__, str(error)
    if isinstance(error, verdicts.Failed):
        schedule = error.verdict.schedule
        if schedule is not None and schedule.html():
            data = {"text/plain": schedule.table(), "text/html": schedule.html()}
            outputs.append(new_output("display_data", data=data))
        record = replace(error.verdict, schedule=None)
        text = verdicts.render(record)
        lines = [verdicts.HEADING, *text.splitlines()]
    else:
        told = getattr(error, "_render_traceback_", None)
        lines = told() if told is not None else [f"{name}: {text}"]
    outputs.append(new_output("error", ename=name, evalue=text, traceback=lines))
    return outputs
