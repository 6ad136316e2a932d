"""What the second process and its sandbox cost a notebook: `python -m tests.bench.start`.

Processor time of a candidate from its start to its end, with one small cell, less that of the same
cell in the same kind of shell in a process that has done the imports.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.meter import Group

ROUNDS, MANY = 5, 20  # in turns; candidates of a round
CELL = "1 + 1"


def main() -> None:
    """Measure, and print milliseconds."""
    apart, together = [], []
    for _ in range(ROUNDS):
        apart.append(1000 * (_candidates(MANY + 1) - _candidates(1)) / MANY)
        together.append(1000 * _shell())
    sandboxed, plain = statistics.median(apart), statistics.median(together)
    print(f"a candidate in its sandbox: {sandboxed:.0f} ms of processor time, of which the shell")
    print(f"and the cell take {plain:.0f}: the second process and the sandbox cost "
          f"{sandboxed - plain:.0f} ms")  # fmt: skip


def _candidates(number: int) -> float:
    """Processor seconds of a process that starts and ends so many candidates."""
    group = Group()
    try:
        before = group.seconds()
        command = [sys.executable, "-m", "tests.bench.start", str(number)]
        subprocess.run(command, preexec_fn=group.enter, check=True)
        return group.seconds() - before
    finally:
        group.remove()


def _shell() -> float:
    """Processor seconds of a shell and its cell in a fork of this process."""
    from course.exam.bridge.candidate import Candidate

    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "seconds"
        child = os.fork()
        if child == 0:
            begun = time.process_time()
            Candidate().run(CELL)
            told.write_text(str(time.process_time() - begun))
            os._exit(0)
        os.waitpid(child, 0)
        return float(told.read_text())


def _start(number: int) -> None:
    from course.grading.candidates import Candidate

    for _ in range(number):
        with Candidate() as candidate:
            candidate.run(CELL, 60)


if __name__ == "__main__":
    _start(int(sys.argv[1])) if sys.argv[1:] else main()
