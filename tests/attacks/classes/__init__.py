"""The attacks, one module for each class; importing this package declares them all."""

from tests.attacks.classes import (
    callables,
    channel,
    files,
    impostor,
    judge,
    malformed,
    packages,
    pages,
    resources,
    secrecy,
    sizes,
    state,
    structure,
    tools,
    values,
)

__all__ = [
    "callables",
    "channel",
    "files",
    "impostor",
    "judge",
    "malformed",
    "packages",
    "pages",
    "resources",
    "secrecy",
    "sizes",
    "state",
    "structure",
    "tools",
    "values",
]
