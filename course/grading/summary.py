"""What an instructor wants to know of a class that was graded; printed by `course grade`."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from course.grading.classroom import Graded

BINS = 10
BARS = " ▁▂▃▄▅▆▇█"
SHOWN = 8  # lines of each list in a terminal; `as_json` has them all


@dataclass(frozen=True)
class Distribution:
    """The automatic points of an assignment, over all submissions that were asked for."""

    assignment: str
    of: float
    submissions: int
    lowest: float
    quartiles: tuple[float, float, float]
    highest: float
    histogram: tuple[int, ...]  # submissions by tenths of the possible points


@dataclass(frozen=True)
class Missed:
    """A claim, and how many of the submissions did not earn all of its points."""

    assignment: str
    claim: str
    submissions: int
    of: int


@dataclass(frozen=True)
class Change:
    """Automatic points that are not what they were in an earlier run."""

    student: str
    assignment: str
    before: float
    after: float
    why: str


@dataclass(frozen=True)
class Summary:
    """All that is told at the end."""

    states: dict[str, int]
    distributions: list[Distribution]
    missed: list[Missed]
    changes: list[Change]
    slowest: list[tuple[str, float]]
    reports: list[str]
    incidents: int
    zero: dict[str, str]
    failed: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """The same for a machine."""
        return asdict(self)


def summarize(results: Iterable[Graded]) -> Summary:
    """Sum up the results of a class, those that were left alone among them."""
    ordered = sorted(results, key=lambda r: (r.work.assignment, r.work.student))
    graded = [r for r in ordered if r.state != "failed"]
    fresh = [r for r in graded if r.state != "unchanged"]
    by_time = sorted(fresh, key=lambda r: -r.outcome.seconds)
    names = sorted({r.work.assignment for r in graded})
    return Summary(
        states=dict(Counter(r.state for r in ordered)),
        distributions=[
            _distribution(n, [r for r in graded if r.work.assignment == n]) for n in names
        ],
        missed=_missed(graded),
        changes=[
            Change(r.work.student, r.work.assignment, r.before, r.outcome.points, r.work.why)
            for r in fresh
            if r.before is not None and r.before != r.outcome.points
        ],
        slowest=[(r.work.key, r.outcome.seconds) for r in by_time],
        reports=[r.work.key for r in graded if r.outcome.reported],
        incidents=sum(r.outcome.incidents for r in graded),
        zero={r.work.key: r.outcome.zero for r in graded if r.outcome.zero},
        failed={r.work.key: r.reason for r in ordered if r.state == "failed"},
    )


def show(summary: Summary, console: Console) -> None:
    """Print the summary."""
    if summary.distributions:
        console.print(_table(summary.distributions))
    _list(console, "Claims most often missed", [
        f"{m.submissions} of {m.of}  {m.assignment}: {m.claim}" for m in summary.missed
    ])  # fmt: skip
    _list(console, "Scores that changed", [
        f"{c.student}/{c.assignment}: {c.before:g} → {c.after:g} ({c.why or 'forced'})"
        for c in summary.changes
    ])  # fmt: skip
    slow = [f"{seconds:.1f} s  {key}" for key, seconds in summary.slowest]
    _list(console, "Slowest", slow[:3], len(slow) > 3)
    if summary.reports:
        console.print(f"Integrity reports to read: {len(summary.reports)} (course integrity)")


def _distribution(name: str, results: list[Graded]) -> Distribution:
    points = sorted(r.outcome.points for r in results)
    of = max(r.outcome.possible for r in results)
    middle = statistics.quantiles(points, method="inclusive") if points[1:] else points * 3
    bins = Counter(min(BINS - 1, int(BINS * p / of)) if of else 0 for p in points)
    return Distribution(
        name, of, len(points), points[0],
        (middle[0], middle[1], middle[2]), points[-1], tuple(bins[n] for n in range(BINS)),
    )  # fmt: skip


def _missed(results: list[Graded]) -> list[Missed]:
    of = Counter(r.work.assignment for r in results)
    counted = Counter((r.work.assignment, claim) for r in results for claim in r.outcome.missed)
    found = [Missed(name, claim, n, of[name]) for (name, claim), n in counted.items()]
    return sorted(found, key=lambda m: (-m.submissions / m.of, m.assignment, m.claim))


def _table(distributions: list[Distribution]) -> Table:
    table = Table(title="Automatic points")
    table.add_column("assignment")
    for title in ("n", "of", "min", "25 %", "50 %", "75 %", "max"):
        table.add_column(title, justify="right")
    table.add_column("0 … all", no_wrap=True)
    for d in distributions:
        numbers = (d.of, d.lowest, *d.quartiles, d.highest)
        table.add_row(
            d.assignment, str(d.submissions), *(f"{n:g}" for n in numbers), _bars(d.histogram)
        )
    return table


def _bars(histogram: tuple[int, ...]) -> str:
    most = max(histogram) or 1
    return "".join(BARS[-(-n * (len(BARS) - 1) // most)] for n in histogram)


def _list(console: Console, title: str, lines: list[str], more: bool = False) -> None:
    if not lines:
        return
    console.print(f"{title}:", highlight=False)
    for line in lines[:SHOWN]:
        console.print(f"  {line}", highlight=False, markup=False, soft_wrap=True)
    if len(lines) > SHOWN or more:
        console.print("  … (all of them: --json)", highlight=False)
