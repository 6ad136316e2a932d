"""What an attack is, and the list of them all; read by whoever writes one.

    @attack("A", "points", "an ast_transformer empties every later cell")
    def empty_every_cell(sub: Submission) -> None:
        sub.first("…")

The function makes a released notebook (`sub.notebook`) and its folder (`sub.place`) hostile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from tests.attacks.hostile import Submission

Wants = Literal["points", "secret", "harm", "live HTML"]
CLASSES = {
    "A": "the judge: the shell and the kernel that run the tests",
    "B": "values that lie, grow or act",
    "C": "tools: modules, instruments and clocks that the tests use",
    "D": "structure: cells, tags, ids and metadata",
    "E": "malformed files",
    "F": "secrets: hidden tests, solutions, others' work, the grader's home",
    "G": "state: gradebook, course folder, home and processes of the grader",
    "H": "resources: time, memory, disk, processes, output",
    "I": "pages: what is live in feedback, formgrader and handouts",
    "J": "the channel between candidate and examiner",
}


@dataclass(frozen=True)
class Attack:
    """One hostile submission: its class, what it wants, and one sentence that says how.

    `honest` are the points that an honest grader would give it. An attack that can disturb
    others is graded `alone`; one with two `rounds` is handed in and graded twice.
    """

    name: str
    letter: str
    wants: Wants
    why: str
    act: Callable[[Submission], None]
    assignment: str
    honest: float
    alone: bool
    rounds: int


_declared: dict[str, Attack] = {}


def attack(
    letter: str,
    wants: Wants,
    why: str,
    *,
    on: str = "q4_race_conditions",
    honest: float = 0.0,
    alone: bool = False,
    rounds: int = 1,
) -> Callable[[Callable[[Submission], None]], Callable[[Submission], None]]:
    """Declare the decorated function as an attack; raises `ValueError` for a name that is taken."""

    def declare(act: Callable[[Submission], None]) -> Callable[[Submission], None]:
        name = act.__name__
        if name in _declared or letter not in CLASSES:
            raise ValueError(f"{name}: declared twice, or in a class {letter!r} that is none")
        by_itself = alone or rounds > 1
        _declared[name] = Attack(name, letter, wants, why, act, on, honest, by_itself, rounds)
        return act

    return declare


def corpus(wanted: Iterable[str] = ()) -> list[Attack]:
    """All attacks, or those whose name or class letter is wanted; sorted by class.

    Raises `ValueError`, naming it, for a word that is neither.
    """
    from tests.attacks import classes  # noqa: F401  (declares them)

    words = list(wanted)
    for word in words:
        if word not in CLASSES and word not in _declared:
            raise ValueError(f"{word!r} is neither an attack nor a class ({', '.join(CLASSES)})")
    found = [a for a in _declared.values() if not words or a.name in words or a.letter in words]
    return sorted(found, key=lambda each: each.letter)
