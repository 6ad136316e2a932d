"""The notebook under examination: its names, and the cells that failed; read by a maintainer."""

from __future__ import annotations

import ast
import difflib
import re
import sys
from types import FunctionType
from typing import Any

from course.exam import frames
from course.exam.sent import closed
from course.exam.verdicts import not_written

_HEAD = re.compile(r"# Claim \((?P<points>[^)]*)\): *(?P<claim>[^\n]*)")
_WORDS = {"a quarter of a point": 0.25, "half a point": 0.5}
_source = [""]  # of the cell that runs now
_failed: dict[str, str] = {}  # a name that a failed cell would have defined -> how the cell failed


def lookup(name: str) -> Any:
    """A global of the notebook; raises `NotImplementedError` with the reason when there is none."""
    __tracebackhide__ = True
    namespace = vars(sys.modules["__main__"])
    if name in namespace:
        return namespace[name]
    if name in _failed:
        raise not_written(f"{name} is not defined: its cell stopped with {_failed[name]}")
    near = difflib.get_close_matches(name, [n for n in namespace if not n.startswith("_")], 1)
    hint = f" The notebook has {near[0]}: is it a slip of the pen?" if near else ""
    raise not_written(f"{name} is not defined yet: write it in its cell and run that cell.{hint}")


def claim() -> tuple[str, float]:
    """What the test cell that runs now claims, and its points; ("", 0.0) elsewhere."""
    head = _HEAD.match(_source[0])
    if head is None:
        return "", 0.0
    words = head["points"]
    number = re.match(r"[\d.]+", words)
    return head["claim"], float(number[0]) if number else _WORDS.get(words, 0.0)


def watch(shell: Any) -> None:
    """Remember which cell runs and which fail from now on; `shell` is the notebook's IPython."""
    shell.events.register("pre_run_cell", closed(_before_cell))
    shell.events.register("post_run_cell", closed(_after_cell))
    shell.ast_transformers.append(_Apart())


class _Apart(ast.NodeTransformer):
    """Puts a test cell into a function, so that its names never take the place of a student's."""

    def visit_Module(self, node: ast.Module) -> ast.Module:
        if _HEAD.match(_source[0]) is None or not node.body:
            return node
        run = "__import__('course.exam.notebook', fromlist=['']).run_claim(globals().pop('claim'))"
        wrapped = as_function(node)
        wrapped.body += ast.parse(run).body
        return ast.fix_missing_locations(wrapped)


def as_function(cell: ast.Module) -> ast.Module:
    """A module that defines the function `claim()`, whose body is a test cell."""
    wrapped = ast.parse("def claim(): pass")
    function = wrapped.body[0]
    assert isinstance(function, ast.FunctionDef)
    function.body = cell.body or function.body
    return ast.fix_missing_locations(wrapped)


def begin(source: str) -> None:
    """The examiner begins with the test cell of this source, or ends (with "")."""
    _source[0] = source


def run_claim(claim: FunctionType) -> None:
    """Run a test cell, whose code is the examiner's."""
    __tracebackhide__ = True
    frames.examiners_own(claim.__code__.co_filename)
    claim()


def _before_cell(info: Any) -> None:
    _source[0] = getattr(info, "raw_cell", "") or ""


def _after_cell(result: Any) -> None:
    source = getattr(result.info, "raw_cell", "") or ""
    error = result.error_before_exec or result.error_in_exec
    for name in _defines(source):
        _failed.pop(name, None)
        if error is not None:
            line = f" (line {error.lineno})" if isinstance(error, SyntaxError) else ""
            _failed[name] = f"{type(error).__name__}: {getattr(error, 'msg', None) or error}{line}"


def _defines(source: str) -> set[str]:
    """Names that a cell defines at its top level; by pattern when it has a syntax error."""
    try:
        tree = ast.parse(re.sub(r"^%%.*", "", source))
    except SyntaxError:
        found = re.findall(r"^(?:def|class)\s+(\w+)|^(\w+)\s*(?::[^=]*)?=", source, re.MULTILINE)
        return {function or variable for function, variable in found}
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {t.id for t in targets if isinstance(t, ast.Name)}
    return names


def watch_current_shell() -> None:
    """Watch the shell that this runs in, once; nothing outside IPython."""
    module = sys.modules.get("IPython")
    shell = module.get_ipython() if module is not None else None
    if shell is not None and not getattr(shell, "_course_exam_watches", False):
        shell._course_exam_watches = True
        watch(shell)
