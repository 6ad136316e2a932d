"""Steps as `explore` records them, for the tests of tables and pictures."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Record:
    """One step of a story."""

    number: int
    thread: str
    line: int = 0
    source: str = ""
    acts: list[str] = field(default_factory=list)
    switch: bool = False


LOST = [
    Record(1, "A", 3, "x += 1", ["reads x: 0"]),
    Record(2, "A", acts=["is interrupted here; B goes on"], switch=True),
    Record(3, "B", 3, "x += 1", ["reads x: 0", "writes x: 1"]),
    Record(4, "A", 3, "x += 1", ["writes x: 1"]),
]
DEADLOCK = [
    Record(1, "A", 6, "with first:", ["takes the lock made on line 1"]),
    Record(2, "A", acts=["is interrupted here; B goes on"], switch=True),
    Record(3, "B", 6, "with first:", ["takes the lock made on line 2"]),
    Record(4, "B", 7, "with second:", ["waits for the lock made on line 1 that A holds"]),
    Record(5, "A", 7, "with second:", ["waits for the lock made on line 2 that B holds"]),
]


def in_turn(steps: int) -> list[Record]:
    """A long story: A and B, one line each, again and again."""
    return [
        Record(n, "AB"[n % 2], n, f"step_{n}()", [f"reads x: {n}"]) for n in range(1, steps + 1)
    ]
