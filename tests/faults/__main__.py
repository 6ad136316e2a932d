"""`make faults`: cut gradings off at random moments, and see that no grade is lost.

    make faults                         each fault once
    make faults RUNS=50                 each fault fifty times
    make faults ONLY="examiner full"    some of the faults

Each run grades a small class anew, is disturbed at a random moment, and goes on with the
same command. Then scores, comments, marks, penalties and graded notebooks must be those of a
run that nobody disturbed. Exit 1 when something was lost, doubled or wrong.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults import disturbing, experiment, scene


def main() -> int:
    """Disturb as many runs as are asked for; the exit code."""
    options = argparse.ArgumentParser(prog="faults", description=__doc__)
    options.add_argument("only", nargs="*", metavar="FAULT", help=", ".join(disturbing.FAULTS))
    options.add_argument("--runs", type=int, default=1, help="how often each fault happens")
    options.add_argument("--seed", type=int, default=0, help="the first of the moments")
    args = options.parse_args()
    if unknown := set(args.only) - set(disturbing.FAULTS):
        options.error(f"there is no fault {', '.join(sorted(unknown))}")
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="course-faults-") as name:
        place = Path(name)
        folder = scene.make(place / "folder")
        expected = experiment.undisturbed(folder, place / "undisturbed")
        print(f"undisturbed: {expected.seconds:.1f} s", flush=True)
        for seed in range(args.seed, args.seed + args.runs):
            for fault in args.only or disturbing.FAULTS:
                try:
                    with room(fault) as spot:
                        said = experiment.disturbed(fault, seed, folder, expected, spot)
                except AssertionError as error:
                    wrong += 1
                    said = f"WRONG: {error}"
                print(f"{fault} {seed}: {said}", flush=True)
    print(f"{wrong} runs went wrong")
    return 1 if wrong else 0


@contextmanager
def room(fault: str) -> Iterator[Path]:
    """Where a run takes place; a disk that can be filled needs the right to mount one."""
    if fault != "full":
        with tempfile.TemporaryDirectory(prefix="course-fault-") as name:
            yield Path(name)
        return
    with disturbing.small_disk() as disk:
        if disk is None:
            sys.exit("No small disk can be mounted here (mount -t tmpfs): leave out 'full'.")
        yield disk


if __name__ == "__main__":
    sys.exit(main())
