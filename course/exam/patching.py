"""Puts something in the place of an attribute for a while; read by a maintainer."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any


@contextlib.contextmanager
def replaced(owner: Any, name: str, value: object) -> Iterator[None]:
    """Inside the `with` block, `owner.name` is `value`; then it is what it was.

    What a class inherits is taken away again, not written into it.
    """
    own = name in vars(owner)
    before = vars(owner).get(name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        if own:
            setattr(owner, name, before)
        else:
            delattr(owner, name)
