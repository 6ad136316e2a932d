"""Packages whose names are imported when they are first used (PEP 562); read by a maintainer.

A worker process that needs one function of a package then pays for one module.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any


def names_of(package: str, modules: dict[str, str]) -> tuple[Callable[[str], Any], list[str]]:
    """The module-level `__getattr__` and the `__all__` of a package.

    `modules` maps each module of the package to the names that it defines, separated by blanks.
    """
    homes = {name: module for module, names in modules.items() for name in names.split()}

    def getattr_(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(importlib.import_module(f"{package}.{homes[name]}"), name)

    return getattr_, sorted(homes)
