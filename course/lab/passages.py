"""What stands in the lanes of a schedule's picture: boxes, and between them waits and
interruptions; read by a maintainer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

WAITS = ("waits", "sleeps")  # how an act begins after which its thread does not go on


class Record(Protocol):
    """One step of a story, as `explore` records it; `switch` marks an interruption."""

    number: int
    thread: str
    line: int
    source: str
    acts: list[str]
    switch: bool


@dataclass(frozen=True)
class Box:
    """A line that a thread executed: a step that fills one column of the picture."""

    column: int
    lane: int
    step: Record

    @property
    def waits(self) -> bool:
        """Whether its thread waits afterwards."""
        return bool(self.step.acts) and self.step.acts[-1].startswith(WAITS)


@dataclass(frozen=True)
class Cut:
    """An interruption, just before `column`, of the thread in `lane`; `number` is its step."""

    column: int
    lane: int
    number: int


@dataclass(frozen=True)
class Rest:
    """A thread that does not go on from column `begin` to before `end`: it waits, or was cut."""

    lane: int
    begin: int
    end: int
    waits: bool


@dataclass(frozen=True)
class Passages:
    """All of a picture; `columns` has one more than the boxes where a thread waits at the end."""

    boxes: list[Box]
    cuts: list[Cut]
    rests: list[Rest]
    columns: int

    def hops(self) -> list[tuple[int, int, int]]:
        """(column, from lane, to lane) for each box before which another thread went on."""
        lanes = [box.lane for box in self.boxes]
        before = dict(enumerate(lanes, 1)) | {cut.column: cut.lane for cut in self.cuts}
        return [
            (column, before[column], lane)
            for column, lane in enumerate(lanes)
            if before.get(column, lane) != lane
        ]


def arrange(steps: Sequence[Record], threads: Sequence[str]) -> Passages:
    """Where each step goes, and what its thread does until its next one."""
    boxes: list[Box] = []
    cuts: list[Cut] = []
    for step in steps:
        lane = threads.index(step.thread)
        if step.switch:
            cuts.append(Cut(len(boxes), lane, step.number))
        else:
            boxes.append(Box(len(boxes), lane, step))
    last = {box.lane: box for box in boxes}
    columns = len(boxes) + any(box.waits for box in last.values())
    begins = {(cut.lane, cut.column): False for cut in cuts}
    begins |= {(box.lane, box.column + 1): True for box in boxes if box.waits}
    rests = [
        Rest(lane, begin, _next(boxes, lane, begin, columns), waits)
        for (lane, begin), waits in begins.items()
    ]
    return Passages(boxes, cuts, [rest for rest in rests if rest.begin < rest.end], columns)


def _next(boxes: Sequence[Box], lane: int, begin: int, columns: int) -> int:
    own = (box.column for box in boxes if box.lane == lane and box.column >= begin)
    return min(own, default=columns)
