"""`make accuracy`: how often the hidden tests are wrong about right and wrong solutions.

    make accuracy                       the whole corpus, once
    make accuracy ONLY="q4 q5-crawl"    some assignments or tasks
    make accuracy LOAD=4 RUNS=5         beside four busy loops, five times

Prints the confusion matrix per task, each false verdict by name with what was said, the
agreement over repeated runs and the seconds per verdict. Exit 1 when a verdict was false.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.accuracy import corpus, grading
from tests.accuracy.grading import Verdict

BUSY = "while True: pass"


def main() -> int:
    """Run the corpus and report; the exit code."""
    options = argparse.ArgumentParser(prog="accuracy", description=__doc__)
    options.add_argument("only", nargs="*", help="tasks or assignments (by their beginning)")
    options.add_argument("--load", type=int, default=0, help="busy loops beside the grading")
    options.add_argument("--runs", type=int, default=1, help="how often the corpus is graded")
    options.add_argument("--jobs", type=int, default=2, help="notebooks at once")
    options.add_argument("--label", default="", help="only entries with this text in their label")
    options.add_argument("--every", type=int, default=1, help="only every N-th entry of a task")
    options.add_argument("--save", type=Path, help="write all verdicts into this JSON file")
    args = options.parse_args()
    entries = [entry for entry in corpus.read(args.only) if args.label in entry.name]
    entries = entries[:: args.every]
    if not entries:
        options.error("no entry of the corpus has such a name")
    runs = []
    with busy_loops(args.load):
        for number in range(args.runs):
            runs.append(run(entries, args.jobs))
            if args.runs > 1:
                wrong = sum(verdict.false for verdict in runs[-1])
                print(f"run {number + 1}: {wrong} false verdicts of {len(runs[-1])}", flush=True)
    report(runs, args.load)
    if args.save:
        args.save.write_text(json.dumps([[record(v) for v in run] for run in runs], indent=1))
    return any(verdict.false for verdicts in runs for verdict in verdicts)


def run(entries: list[corpus.Entry], jobs: int) -> list[Verdict]:
    """Grade all entries once, in a course folder of their own."""
    with tempfile.TemporaryDirectory(prefix="accuracy-") as place:
        folder = grading.make_course(Path(place) / "course")
        submitted = grading.submit(folder, list(corpus.packed(entries)))
        problem = grading.grade(folder, jobs)
        if problem:
            print(problem, file=sys.stderr)
        return list(grading.verdicts(folder, submitted))


@contextlib.contextmanager
def busy_loops(number: int) -> Iterator[None]:
    """So many processes that use a processor each, as long as the block lasts."""
    loops = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(number)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def report(runs: list[list[Verdict]], load: int) -> None:
    """Print the confusion matrix, the false verdicts, the agreement and the times."""
    every = [verdict for verdicts in runs for verdict in verdicts]
    print(
        f"{date.today()}, Python {platform.python_version()}, {len(runs)} run(s)"
        + (f" beside {load} busy loops" if load else "")
    )
    print(f"{'task':20} {'right':>6} {'passed':>7} {'wrong':>6} {'failed':>7}")
    tasks = sorted({verdict.entry.task for verdict in every})
    for task in [*tasks, ""]:
        mine = [verdict for verdict in every if task in ("", verdict.entry.task)]
        right = [verdict.accepted for verdict in mine if verdict.entry.right]
        wrong = [not verdict.accepted for verdict in mine if not verdict.entry.right]
        print(f"{task or 'all':20} {len(right):6} {sum(right):7} {len(wrong):6} {sum(wrong):7}")
    report_times(every)
    opinions: dict[str, set[bool]] = {}
    for verdict in every:
        opinions.setdefault(verdict.entry.name, set()).add(verdict.accepted)
    torn = [name for name, seen in opinions.items() if len(seen) > 1]
    if len(runs) > 1:
        print(f"{len(opinions) - len(torn)} of {len(opinions)} solutions got the same verdict in "
              f"all {len(runs)} runs")  # fmt: skip
    for verdict in every:
        if verdict.false:
            print(f"\nFALSE {verdict.entry.assignment} · {verdict.entry.name}")
            for claim, message in verdict.messages.items():
                print(f"  {claim}: {message}")


def report_times(verdicts: list[Verdict]) -> None:
    """Print the median and the longest time of a verdict, which is one claim's."""
    times = [(s, name, v.entry) for v in verdicts for name, s in v.seconds.items()]
    seconds = [time for time, _, _ in times]
    longest, claim, entry = max(times, key=lambda each: each[0])
    print(
        f"seconds per verdict: median {statistics.median(seconds):.2f}, mean "
        f"{statistics.fmean(seconds):.2f}, longest {longest:.1f} ({claim} on {entry.name})"
    )


def record(verdict: Verdict) -> dict[str, object]:
    """A verdict as plain data."""
    entry = verdict.entry
    return {
        "task": entry.task, "label": entry.label, "right": entry.right, "false": verdict.false,
        "claims": verdict.claims, "messages": verdict.messages, "seconds": verdict.seconds,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
