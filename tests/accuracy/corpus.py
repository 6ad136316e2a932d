"""The corpus of labelled solutions, and how many of them fit into one submission."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpus"
_ENTRY = re.compile(r"^# %% (right|wrong): ([^\n]+)\n", re.MULTILINE)
_PART = re.compile(r"^# %%% (\S+)[^\n]*\n", re.MULTILINE)

#: Tasks whose solutions use the solution of another task, which must then be a right one.
USES = {
    "q4-transfer": ("q4-account",),
    "q4-run-together": ("q4-add-remove",),
    "q8-curve": ("q8-time-pool", "q8-time-pool-worker"),
}


@dataclass(frozen=True)
class Entry:
    """One labelled solution: `cells` maps grade ids to the sources that it brings."""

    assignment: str
    task: str
    right: bool
    label: str
    cells: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The entry as one line."""
        return f"{self.task} · {'right' if self.right else 'wrong'}: {self.label}"

    @property
    def needs(self) -> set[str]:
        """The solution cells that nobody else may change in the same notebook."""
        return {name for name, _ in self.cells} | {self.task, *USES.get(self.task, ())}


def read(wanted: Iterable[str] = (), corpus: Path = CORPUS) -> list[Entry]:
    """All entries, or those whose task or assignment begins with one of these words.

    Raises `ValueError`, naming the file, for one that holds no entries or the same label twice.
    """
    words = tuple(wanted)
    found: list[Entry] = []
    for path in sorted(corpus.glob("*/*.py")):
        if not words or path.stem.startswith(words) or path.parent.name.startswith(words):
            found += _entries(path)
    return found


def _entries(path: Path) -> list[Entry]:
    text = path.read_text(encoding="utf-8")
    ast.parse(text)
    parts = _ENTRY.split(text)
    entries = [
        Entry(path.parent.name, path.stem, kind == "right", label.strip(), cells(path.stem, body))
        for kind, label, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    ]
    labels = [(entry.right, entry.label) for entry in entries]
    if not entries or len(set(labels)) < len(labels):
        raise ValueError(f"{path}: no entries, or two with the same label")
    return entries


def cells(task: str, body: str) -> tuple[tuple[str, str], ...]:
    """The solution cells of an entry's text: (grade id, source)."""
    parts = _PART.split(body)
    named = dict(zip(parts[1::2], parts[2::2], strict=True))
    if parts[0].strip():
        named[task] = parts[0]
    return tuple(
        (name, re.sub(r"\A\s*# (?=%%module )", "", source.strip("\n")))
        for name, source in named.items()
    )


def packed(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Entries in groups, each for one notebook: no two of them change or use the same cell.

    A group is filled with at most one entry of each task, so that the verdicts stay apart.
    """
    groups: list[list[Entry]] = []
    for entry in entries:
        for group in groups:
            if group[0].assignment == entry.assignment and not any(
                entry.needs & other.needs for other in group
            ):
                group.append(entry)
                break
        else:
            groups.append([entry])
    yield from groups
