"""One run that is disturbed, and what is to hold afterwards."""

from __future__ import annotations

import random
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.grading.folder import Folder
from tests.faults import disturbing, scene

AGAIN = 3  # runs of the same command that are enough to come to the end


@dataclass(frozen=True)
class Expected:
    """What an undisturbed run leaves, and how many seconds it takes."""

    ledger: dict[str, list[Any]]
    seconds: float


def undisturbed(folder: Folder, place: Path) -> Expected:
    """The class of `scene`, graded to its end in a copy of its course."""
    course = scene.copy(folder, place)
    begun = time.monotonic()
    text = finish(course)
    seconds = time.monotonic() - begun
    assert len(scene.records(course)) == len(scene.PEOPLE), text
    return Expected(scene.ledger(course), seconds)


def disturbed(
    fault: str, seed: int, folder: Folder, expected: Expected, place: Path, *words: str
) -> str:
    """Disturb a run at a moment that `seed` gives, then go on; what was done, in words.

    Raises `AssertionError` when anything is lost, doubled or wrong, or is graded twice.
    """
    choose = random.Random(f"{fault} {seed}")
    course = scene.copy(folder, place / "course")
    first = scene.records(course)
    run = scene.start(course, "--jobs", "2", *words, TMPDIR=str(place))
    with scene.ended(run):
        before = wait(run, course, first, expected, choose)
        what = disturbing.FAULTS[fault](run, course, choose)
        text, _ = run.communicate(timeout=600)
    done = new(first, scene.records(course))
    assert before.items() <= done.items(), f"{what}: graded twice\n{text}"
    finish(course, *words)
    after = new(first, scene.records(course))
    assert done.items() <= after.items(), f"{what}: graded again\n{text}"
    found = scene.ledger(course)
    for kind, rows in expected.ledger.items():
        assert found[kind] == rows, f"{what}: {kind}\n{text}"
    return f"{what}, after {len(before)} of {len(after)} were done; then {len(done)}"


def wait(
    run: subprocess.Popen[str],
    course: Folder,
    first: dict[str, int],
    expected: Expected,
    choose: random.Random,
) -> dict[str, int]:
    """Let some submissions be graded, and some time of another one pass; who is done then."""
    number = choose.randrange(len(scene.PEOPLE))
    while run.poll() is None and len(new(first, scene.records(course))) < number:
        time.sleep(disturbing.LOOK)
    # Half of what one submission takes: two are under way.
    time.sleep(choose.uniform(0, expected.seconds / len(scene.PEOPLE) / 2))
    return new(first, scene.records(course))


def finish(course: Folder, *words: str) -> str:
    """Run the command until it says that all is done; what it said."""
    text = ""
    for _ in range(AGAIN):
        run = scene.start(course, "--jobs", "2", *words)
        with scene.ended(run):
            text, _ = run.communicate(timeout=600)
        if run.returncode == 0:
            return text
    raise AssertionError(f"it does not come to an end:\n{text}")


def new(first: dict[str, int], now: dict[str, int]) -> dict[str, int]:
    """Those who have been graded since."""
    return {student: when for student, when in now.items() if when != first.get(student)}
