"""Schedules to step through: two threads, three steps each, one shared number; for students.

Thread A adds 1 to x and thread B adds 10. Each of them reads x, adds to its own
copy, and writes the copy back. The order of the six steps is the *schedule*;
some schedules lose an update.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from course.lab import showing
from course.lab.tables import Cell, Table

STEPS = ("read", "add", "write")


@dataclass(frozen=True)
class Step:
    """One step: which thread did what, its private copy afterwards, and x afterwards."""

    thread: str
    action: str
    copy: int
    x: int

    @property
    def words(self) -> str:
        """What the step did, for a reader."""
        return {
            "read": f"reads x = {self.copy}",
            "add": f"adds: own copy is {self.copy}",
            "write": f"writes x = {self.x}",
        }[self.action]


@dataclass(frozen=True)
class Schedule:
    """What a schedule did, step by step; `x` is the final value. A notebook shows it as a table."""

    steps: tuple[Step, ...]
    amounts: Mapping[str, int]
    start: int

    @property
    def x(self) -> int:
        """The shared number after the last step."""
        return self.steps[-1].x if self.steps else self.start

    @property
    def verdict(self) -> str:
        """One sentence: what came out, and what should have."""
        if not self.lost:
            return f"x = {self.x}: both updates count."
        due = self.start + sum(self.amounts.values())
        return f"x = {self.x}, and {due} was due: the update of {' and '.join(self.lost)} is lost."

    @property
    def lost(self) -> list[str]:
        """The threads whose update is not in the final x."""
        shared: set[str] = set()  # whose updates x has in it
        copies = dict.fromkeys(self.amounts, shared)
        for step in self.steps:
            if step.action == "read":
                copies[step.thread] = shared
            elif step.action == "add":
                copies[step.thread] = copies[step.thread] | {step.thread}
            else:
                shared = copies[step.thread]
        return [name for name in self.amounts if name not in shared]

    @property
    def table(self) -> Table:
        """The steps, with a column for each thread and one for x."""
        names = list(self.amounts)
        heads = ["step", *(f"thread {name}" for name in names), "x"]
        rows = [
            [
                Cell(str(number)),
                *(Cell(step.words if step.thread == name else "") for name in names),
                Cell(str(step.x)),
            ]
            for number, step in enumerate(self.steps, 1)
        ]
        return Table(self.verdict, heads, rows)

    def __str__(self) -> str:
        return str(self.table)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return self.table._repr_html_()

    def plot(self) -> Any:
        """Draw the steps in one lane for each thread, and x between them; returns the axes."""
        import matplotlib.pyplot as plt

        names = list(self.amounts)
        axes = plt.subplots(figsize=(7.5, 2.6))[1]
        for number, step in enumerate(self.steps, 1):
            lane = names.index(step.thread)
            axes.barh(lane, 0.92, left=number - 0.46, height=0.7, color=f"C{lane}")
            words = f"{step.action}\n({step.copy})"
            axes.text(number, lane, words, ha="center", va="center", color="white", fontsize=9)
            axes.text(number, len(names) - 0.2, f"x = {step.x}", ha="center", va="center")
        axes.set_yticks(range(len(names)), [f"thread {name}" for name in names])
        axes.set_ylim(len(names) + 0.2, -0.6)
        axes.set_xticks(range(1, len(self.steps) + 1))
        axes.set_xlabel("step")
        axes.set_title(self.verdict)
        told = "; ".join(f"{step.thread} {step.words}" for step in self.steps)
        showing.describe(axes, f"{len(self.steps)} steps of two threads: {told}. {self.verdict}")
        axes.grid(visible=False)
        return axes


def play(order: Sequence[str], x: int = 0, amounts: Mapping[str, int] | None = None) -> Schedule:
    """Run a schedule such as `["A read", "A add", "A write", "B read", "B add", "B write"]`.

    Raises `ValueError` when it is not an order of the threads' steps.
    """
    amounts = amounts or {"A": 1, "B": 10}
    _check(order, list(amounts))
    start, copies, steps = x, dict.fromkeys(amounts, 0), []
    for entry in order:
        thread, action = entry.split()
        if action == "read":
            copies[thread] = x
        elif action == "add":
            copies[thread] += amounts[thread]
        else:
            x = copies[thread]
        steps.append(Step(thread, action, copies[thread], x))
    return Schedule(tuple(steps), amounts, start)


def _check(order: Sequence[str], threads: list[str]) -> None:
    every = [f"{thread} {action}" for thread in threads for action in STEPS]
    example = f"A schedule holds each of {every} once, for example in this order."
    for entry in order:
        if entry not in every:
            raise ValueError(f"{entry!r} is not a step. {example}")
        if list(order).count(entry) > 1:
            raise ValueError(f"{entry!r} is there more than once. {example}")
    for entry in every:
        if entry not in order:
            raise ValueError(f"{entry!r} is missing. {example}")
    for thread in threads:
        own = [entry.split()[1] for entry in order if entry.split()[0] == thread]
        if tuple(own) != STEPS:
            raise ValueError(f"Thread {thread} has to read, then add, then write, not {own}.")
