"""`make bench`: a class graded by stock `nbgrader autograde` and by `course grade`, in turns.

    make bench                            25 students × 8 notebooks
    make bench STUDENTS=4 ONLY="q4 q7"    a small class, some notebooks
    make bench GROWTH="25 100 400"        how one blank notebook's class grows

Both see the same submissions and run the same tests. For each notebook one is timed and then
the other, the first one changing; ratios are those of the sums. The floor is the processor time
of the students' cells and the tests alone.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import nbformat

from course.grading.folder import Folder
from tests.bench import meter, pupils
from tests.bench.meter import Used, python

ROOT = Path(__file__).parents[2]
NOTHING: Mapping[str, str] = {}


@dataclass
class Turn:
    """One notebook's class: what each way of grading used, and in how many cells they differ."""

    assignment: str
    notebooks: int
    stock: Used
    ours: Used
    floor: float
    cells: int = 0
    differ: list[str] = field(default_factory=list)


def main() -> None:
    """Run the benchmark that the options ask for."""
    options = argparse.ArgumentParser(prog="bench", description=__doc__)
    options.add_argument("only", nargs="*", help="assignments (by their beginning)")
    options.add_argument("--students", type=int, default=25)
    options.add_argument("--growth", type=int, nargs="*", default=[], help="sizes of a class")
    args = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="course-bench-") as place:
        if args.growth:
            grow(Path(place), args.growth)
        else:
            compare(Path(place), args.students, args.only)


def compare(place: Path, students: int, only: list[str]) -> None:
    """Grade the class in turns, and print a table."""
    stock, ours = pupils.make(place / "stock", True), pupils.make(place / "ours", False)
    names = [n for n in ours.assignments() if not only or n.startswith(tuple(only))]
    pupils.submit([stock, ours], students, names)
    log = place / "log"
    for folder in (stock, ours):
        for name in names:
            nbgrader = python("-m", "nbgrader", "generate_assignment", name, "--force")
            meter.measure(nbgrader, folder.root, _path(), log)
    turns = [_turn(stock, ours, name, number, log) for number, name in enumerate(names)]
    report(turns)


def _turn(stock: Folder, ours: Folder, name: str, number: int, log: Path) -> Turn:
    ways = {
        "stock": lambda: meter.measure(
            python("-m", "nbgrader", "autograde", name, "--create"), stock.root, _path(), log
        ),
        "ours": lambda: meter.measure(python("-m", "course", "grade", name), ours.root, {}, log),
    }
    order = list(ways) if number % 2 == 0 else list(ways)[::-1]
    used = {way: ways[way]() for way in order}
    floor = [
        meter.measure(
            python("-m", "tests.bench.floor", str(ours.root), name, *extra), ROOT, _path(), log
        ).processor
        for extra in ([], ["--empty"])
    ]
    notebooks = len(list(ours.submitted.glob(f"*/{name}/*.ipynb")))
    turn = Turn(name, notebooks, used["stock"], used["ours"], floor[0] - floor[1])
    turn.cells, turn.differ = _differences(stock, ours, name)
    print(_line(turn), flush=True)
    return turn


def _path() -> Mapping[str, str]:
    """Kernels and commands find the packages of this repository, and nbgrader finds alembic."""
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return {"PYTHONPATH": str(ROOT), "PATH": programs}


def _differences(stock: Folder, ours: Folder, name: str) -> tuple[int, list[str]]:
    """How many test cells there are, and which have other points."""
    found = []
    for folder in (stock, ours):
        points = {}
        with folder.gradebook() as gradebook:
            for submission in gradebook.assignment_submissions(name):
                for notebook in submission.notebooks:
                    for grade in notebook.grades:
                        points[submission.student.id, grade.name] = grade.auto_score
        found.append(points)
    theirs, mine = found
    differ = [
        f"{student} {cell}: {theirs.get((student, cell))} by stock nbgrader, {score} here"
        for (student, cell), score in mine.items()
        if theirs.get((student, cell)) != score
    ]
    return len(mine), differ


def _line(turn: Turn) -> str:
    stock, ours = turn.stock, turn.ours
    return (
        f"{turn.assignment:20}"
        f" {stock.wall / turn.notebooks:7.2f} {ours.wall / turn.notebooks:7.2f}"
        f" {stock.wall / ours.wall:6.1f}"
        f" {stock.processor / turn.notebooks:7.2f} {ours.processor / turn.notebooks:7.2f}"
        f" {stock.processor / ours.processor:6.1f}"
        f" {turn.floor / turn.notebooks:7.2f} {ours.own / turn.notebooks:7.2f}"
        f" {stock.memory:6.0f} {ours.memory:6.0f}"
    )


def report(turns: list[Turn]) -> None:
    """Print the sums, the ratios and the cells with other points."""
    notebooks = sum(turn.notebooks for turn in turns)
    whole = Turn(
        "all", notebooks, _sum([t.stock for t in turns]), _sum([t.ours for t in turns]),
        sum(turn.floor for turn in turns),
    )  # fmt: skip
    with meter.group() as counted:
        source = counted.source
    print(
        f"\n{date.today()}, Python {platform.python_version()}, {notebooks} notebooks; seconds per"
        f" notebook; processor time is {source}; memory (MB, PSS) is the peak of all processes\n"
        f"{'':20} {'wall':>15} {'':6} {'processor':>15} {'':14} {'outside':>7} {'memory':>13}\n"
        f"{'':20} {'stock':>7} {'ours':>7} {'ratio':>6} {'stock':>7} {'ours':>7} {'ratio':>6}"
        f" {'floor':>7} {'sandbox':>7} {'stock':>6} {'ours':>6}"
    )
    for turn in [*turns, whole]:
        print(_line(turn))
    differ = [line for turn in turns for line in turn.differ]
    print(f"{len(differ)} of {sum(turn.cells for turn in turns)} cells have other points.")
    print("\n".join(differ))


def _sum(all_used: list[Used]) -> Used:
    return Used(
        sum(used.wall for used in all_used),
        sum(used.processor for used in all_used),
        sum(used.own for used in all_used),
        max(used.memory for used in all_used),
    )


def grow(place: Path, sizes: list[int]) -> None:
    """Grade classes of these sizes, each with a blank notebook per student."""
    print(f"{'students':>8} {'wall':>7} {'each':>7} {'processor':>9} {'each':>7} {'memory':>7}")
    for size in sizes:
        folder = pupils.make(place / str(size), False)
        name = folder.assignments()[0]
        blank = nbformat.read(folder.release / name / folder.notebook(name), as_version=4)
        for number in range(size):
            work = folder.submitted / f"student-{number:04}" / name
            work.mkdir(parents=True)
            nbformat.write(blank, work / folder.notebook(name))
        used = meter.measure(python("-m", "course", "grade", name), folder.root, {}, place / "log")
        print(
            f"{size:8} {used.wall:7.1f} {used.wall / size:7.3f} {used.processor:9.1f}"
            f" {used.processor / size:7.3f} {used.memory:7.0f}",
            flush=True,
        )
        shutil.rmtree(folder.root)


if __name__ == "__main__":
    main()
