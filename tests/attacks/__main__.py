"""The command `python -m tests.attacks`: what hostile submissions gain, see, harm and make live.

Grades each attack with the course's own command, beside an honest student who is graded
after it. Exit code 1 when anything was gained, seen, harmed or live.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from tests.attacks import declare, run, stage
from tests.attacks.run import Result


def main() -> int:
    """Try the attacks and report; the exit code."""
    options = argparse.ArgumentParser(prog="attacks", description=__doc__)
    options.add_argument("only", nargs="*", help="names of attacks, or letters of classes")
    options.add_argument("--jobs", type=int, default=2, help="notebooks at once")
    options.add_argument("--save", type=Path, help="write all results into this JSON file")
    options.add_argument("--list", action="store_true", help="only say which attacks there are")
    args = options.parse_args()
    try:
        attacks = declare.corpus(args.only)
    except ValueError as error:
        options.error(str(error))
    if args.list:
        for each in attacks:
            print(f"{each.letter} {each.name:34} {each.wants:10} {each.why}")
        return 0
    results = try_all(attacks, args.jobs, args.save)
    report(results)
    return any(not result.held for result in results)


def try_all(attacks: list[declare.Attack], jobs: int, save: Path | None = None) -> list[Result]:
    """Try the attacks, print a line for each, and keep the results in a file as they come."""
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="attacks-", ignore_cleanup_errors=True) as place:
        template = stage.build(Path(place) / "stage", sorted({a.assignment for a in attacks}))
        for group in run.batches(attacks):
            for result in run.attempt(template, group, Path(place) / "run", jobs):
                results.append(result)
                print(line(result), flush=True)
            if save:
                save.write_text(json.dumps([record(r) for r in results], indent=1))
    return results


def line(result: Result) -> str:
    """One row of the table."""
    reached = [
        f"{name}: {'; '.join(found[:3])}{' …' if len(found) > 3 else ''}"
        for name, found in (("SEEN", result.seen), ("HARMED", result.harmed), ("LIVE", result.live))
        if found
    ]
    points = f"+{result.gained:g}" if result.gained else "0" if result.score is not None else "–"
    each = result.attack
    return f"{each.letter} {each.name:34} {each.wants:10} {points:>5} {result.seconds:6.1f} s  " + (
        " | ".join(reached) or ("" if result.gained else "held")
    )


def report(results: list[Result]) -> None:
    """Print how many attacks of each class reached something."""
    print(f"\n{date.today()}, Python {platform.python_version()}, {len(results)} attacks")
    print(f"{'class':5} {'tried':>5} {'gained':>6} {'seen':>5} {'harmed':>6} {'live':>5}")
    for letter in [*sorted({r.attack.letter for r in results}), ""]:
        mine = [r for r in results if letter in ("", r.attack.letter)]
        count = Counter(
            name for r in mine for name in ("gained", "seen", "harmed", "live") if getattr(r, name)
        )
        print(f"{letter or 'all':5} {len(mine):5} {count['gained']:6} {count['seen']:5} "
              f"{count['harmed']:6} {count['live']:5}")  # fmt: skip
    held = sum(result.held for result in results)
    print(f"{held} of {len(results)} held.")


def record(result: Result) -> dict[str, object]:
    """A result as plain data."""
    each = result.attack
    return {
        "name": each.name, "class": each.letter, "wants": each.wants, "why": each.why,
        "score": result.score, "gained": result.gained, "seen": result.seen,
        "harmed": result.harmed, "live": result.live, "seconds": round(result.seconds, 1),
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
