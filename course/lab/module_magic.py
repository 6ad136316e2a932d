"""The `%%module name` magic: a cell that worker processes can import; read by a maintainer.

    %%module q3_memory_worker
    def add_one(number):
        return number + 1

The cell is written to `q3_memory_worker.py` in a private temporary folder of
this kernel, imported afresh, and its names come into the notebook. A process
started by spawn or by the fork server imports the same file.
"""

from __future__ import annotations

import builtins
import functools
import importlib.machinery
import importlib.util
import keyword
import linecache
import os
import symtable
import sys
import time
import types
from pathlib import Path
from typing import Any

from course.lab import scratch

MARK = "__written_by_module_magic__"
NAMELESS = {"lambda", "genexpr", "listcomp", "setcomp", "dictcomp", "__annotate__"}


class ModuleNameError(ValueError):
    """The name after `%%module` cannot be the name of a module of the notebook."""


@functools.cache
def folder() -> Path:
    """The private folder for this kernel's modules; on `sys.path`, removed at exit."""
    path = scratch.new_folder("modules")
    sys.path.insert(0, str(path))
    return path


def write_and_import(name: str, source: str) -> types.ModuleType:
    """Write `source` to `name.py`, import it afresh, and return the module.

    Raises `ModuleNameError` for a name that cannot be used, and whatever the
    source raises; then an earlier version of the module stays in force.
    """
    __tracebackhide__ = True  # tracebacks begin with the student's lines
    _check_name(name)
    path = folder() / f"{name}.py"
    text = f"# The %%module cell of the notebook: edit the cell, not this file.\n{source}\n"
    code = compile(text, _kept(name, text), "exec")
    before = path.read_text(encoding="utf-8") if path.exists() else None
    _write(path, text)
    module = types.ModuleType(name)
    module.__file__ = str(path)
    module.__spec__ = importlib.util.spec_from_file_location(name, path)
    setattr(module, MARK, True)
    earlier = sys.modules.get(name)
    sys.modules[name] = module
    try:
        exec(code, vars(module))
    except BaseException:
        _restore(path, before)
        if earlier is None:
            del sys.modules[name]
        else:
            sys.modules[name] = earlier
        raise
    return module


def _kept(name: str, text: str) -> str:
    """A file that always holds this version, for tracebacks: `name.py` goes with the versions."""
    path = scratch.new_folder("cell") / f"{name}.py"
    path.write_text(text, encoding="utf-8")
    return str(path)


def public_names(module: types.ModuleType) -> dict[str, Any]:
    """What a module brings into the notebook: all that it defines but the private names."""
    return {name: value for name, value in vars(module).items() if not name.startswith("_")}


def unknown_names(module: types.ModuleType, source: str) -> dict[str, str]:
    """Global names that the module's functions use and nobody defines -> the function."""
    known = {*vars(builtins), *vars(module), "__class__"}
    found: dict[str, str] = {}

    def walk(table: symtable.SymbolTable, owner: str) -> None:
        if table.get_name() not in NAMELESS:
            owner = table.get_name()
        for symbol in table.get_symbols():
            name = symbol.get_name()
            if symbol.is_global() and symbol.is_referenced() and name not in known:
                found.setdefault(name, owner)
        for child in table.get_children():
            walk(child, owner)

    for child in symtable.symtable(source, "<cell>", "exec").get_children():
        walk(child, "lambda")
    return found


def register(shell: Any) -> None:
    """Make `%%module` known to an IPython shell."""
    brought: dict[str, dict[str, Any]] = {}

    def module(line: str, cell: str) -> None:
        """%%module NAME: write the cell to NAME.py and import it, so that workers can, too."""
        __tracebackhide__ = True
        name, notebook = line.strip(), shell.user_ns
        made = write_and_import(name, cell)
        for old, value in brought.get(name, {}).items():
            if notebook.get(old) is value:  # else the notebook has its own by now
                del notebook[old]
        names = public_names(made)
        brought[name] = {n: v for n, v in names.items() if notebook.get(n) is not v}
        notebook.update(names)
        for unknown, where in unknown_names(made, cell).items():
            if unknown in notebook:
                print(
                    f"Note: {where}() uses {unknown}, which the notebook knows and this module "
                    f"does not. Import or define {unknown} inside the %%module cell, too."
                )

    shell.register_magic_function(module, "cell", "module")


def _check_name(name: str) -> None:
    __tracebackhide__ = True
    if not name.isidentifier() or keyword.iskeyword(name):
        raise ModuleNameError(
            f"{name!r} cannot be the name of a module: write %%module and one word of letters, "
            f"digits and underscores, for example %%module my_worker"
        )
    known = sys.modules.get(name)
    if known is not None and hasattr(known, MARK):
        return
    here = {str(folder()), str(Path.cwd()), ""}  # the student's own files are in nobody's way
    elsewhere = [place for place in sys.path if place not in here]
    if (
        known is not None
        or name in sys.stdlib_module_names
        or importlib.machinery.PathFinder.find_spec(name, elsewhere) is not None
    ):
        raise ModuleNameError(
            f"There is already a module {name!r} in this Python: choose another name, for "
            f"example %%module my_{name}"
        )


def _write(path: Path, text: str) -> None:
    """Replace the file in one step, with a time that no cached byte code can have."""
    latest = path.stat().st_mtime if path.exists() else 0.0
    draft = path.with_suffix(".tmp")
    draft.write_text(text, encoding="utf-8")
    stamp = max(int(time.time()), int(latest) + 1)
    os.utime(draft, (stamp, stamp))
    draft.replace(path)
    importlib.invalidate_caches()
    linecache.checkcache(str(path))


def _restore(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink(missing_ok=True)
    else:
        _write(path, text)
