"""Tries attacks on a stage, some of them together, and says what came of it; for maintainers."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from tests.attacks import measure
from tests.attacks.declare import Attack
from tests.attacks.hostile import Submission
from tests.attacks.stage import ROOT, Stage

START, EACH = 120.0, 60.0  # seconds for a run, and for each attack in it
BATCH = 12  # attacks in one run


@dataclass
class Result:
    """What one attack has reached; all empty when it was held."""

    attack: Attack
    score: float | None = None
    gained: float = 0.0
    seen: list[str] = field(default_factory=list)
    harmed: list[str] = field(default_factory=list)
    live: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def held(self) -> bool:
        """Whether the attack has reached nothing."""
        return not (self.gained or self.seen or self.harmed or self.live)


def batches(attacks: list[Attack]) -> list[list[Attack]]:
    """The attacks in groups that may share a course folder."""
    together = [a for a in attacks if not a.alone]
    groups = [together[i : i + BATCH] for i in range(0, len(together), BATCH)]
    return groups + [[a] for a in attacks if a.alone]


def attempt(stage: Stage, attacks: list[Attack], place: Path, jobs: int) -> list[Result]:
    """Try attacks in one course folder; where harm cannot be told apart, again in halves."""
    results, shared = _once(stage, attacks, place, jobs)
    if not shared or len(attacks) == 1:
        for result in results:
            result.harmed += shared
        return results
    print(f"… in halves, because of: {'; '.join(shared[:3])}", file=sys.stderr, flush=True)
    middle = len(attacks) // 2
    halves = (attacks[:middle], attacks[middle:])
    return [r for half in halves for r in attempt(stage, half, place, jobs)]


def _once(
    template: Stage, attacks: list[Attack], place: Path, jobs: int
) -> tuple[list[Result], list[str]]:
    """The results, and the harm that may be any attack's."""
    stage = template.copy(place)
    try:
        with listening() as (port, heard):
            return _grade_all(stage, attacks, jobs, port, heard)
    finally:
        _remove(place)


def _grade_all(
    stage: Stage, attacks: list[Attack], jobs: int, port: int, heard: list[bytes]
) -> tuple[list[Result], list[str]]:
    worth = stage.victims(dict.fromkeys(a.assignment for a in attacks))
    shared, log, seconds = [], "", 0.0
    for number in range(max(a.rounds for a in attacks)):
        for attack in attacks:
            _submit(stage, attack, port, number + 1)
        before = measure.snapshot(stage)
        for verb in (["grade", "--force"], ["feedback"]):
            told, text, took = _command(
                stage, [*verb, "--jobs", str(jobs)], START + EACH * len(attacks)
            )
            shared += told
            log += text
            seconds += took
        shared += measure.changes(before, measure.snapshot(stage))
    shared += [*measure.left_files(stage), *measure.harm_to_class(stage, worth)]
    loot = {"the command's output": log, "a listener": b"".join(heard).decode(errors="replace")}
    shared += ["the network was reached"] if heard else []
    if "\x1b" in log:
        shared.append("a terminal escape in the command's output")
    lost = any("gradebook is lost" in text for text in shared)
    results = [_result(stage, a, loot, lost) for a in attacks]
    for result in results:
        result.seconds = seconds / len(attacks)
    return results, list(dict.fromkeys(shared))


def _submit(stage: Stage, attack: Attack, port: int, number: int) -> None:
    """Hand in one attack."""
    folder = stage.folder
    place = folder.submitted / student(attack) / attack.assignment
    _remove(place)
    place.mkdir(parents=True)
    release = folder.release / attack.assignment / folder.notebook(attack.assignment)
    notebook = nbformat.read(release, as_version=4)
    names = (folder, attack.assignment, stage.home, port, stage.mark, number)
    submission = Submission(notebook, place, *names)
    attack.act(submission)
    submission.hand_in()


def _remove(place: Path) -> None:
    """Remove whatever is there, also what is deeper than `shutil.rmtree` can go."""
    subprocess.run(["rm", "-rf", str(place)], check=False, stderr=subprocess.DEVNULL)


def student(attack: Attack) -> str:
    """The hostile student's name; it comes before the honest one's."""
    return f"mallory_{attack.name}"


def _result(stage: Stage, attack: Attack, loot: dict[str, str], lost: bool) -> Result:
    who = student(attack)
    result = Result(attack)
    result.score = None if lost else measure.points(stage, who, attack.assignment)
    result.gained = measure.gained(result.score, attack.honest)
    result.seen = measure.seen(stage, who, loot)
    result.harmed = list(measure.kept(stage, who))
    if not measure.graded(stage, who, attack.assignment).is_file():
        result.harmed.append("it could not be graded, in place of an incident with the reason")
    path = (
        stage.folder.submitted / who / attack.assignment / stage.folder.notebook(attack.assignment)
    )
    handed = path if attack.wants == "live HTML" and path.is_file() else None
    try:
        result.live = measure.pages(stage, who, attack.assignment, handed)
    except Exception as error:
        result.harmed.append(f"its page cannot be made: {type(error).__name__}: {error}"[:100])
    return result


def _command(stage: Stage, words: list[str], limit: float) -> tuple[list[str], str, float]:
    """Run `course …`; what harm it shows, its output, and the seconds that it took."""
    report, log = stage.place / "report.json", stage.place / "log.txt"
    course = [sys.executable, "-m", "course", *words, "--course", str(stage.folder.root)]
    reaper = [sys.executable, "-m", "tests.attacks.reaper", str(limit), str(report)]
    marked = [
        "env",
        f"--chdir={stage.cwd}",
        *(f"{k}={v}" for k, v in stage.environment().items()),
        *course,
    ]
    with log.open("wb") as file:
        subprocess.run(
            [*reaper, *marked],
            cwd=ROOT,
            stdout=file,
            stderr=file,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    facts = json.loads(report.read_text(encoding="utf-8"))
    shared = [f"a process is left: {text}" for text in facts["left"]]
    if facts["code"] is None:
        shared = [f"course {words[0]} did not end within {limit:g} s"]
    elif facts["code"] not in (0, 1):
        shared.append(f"course {words[0]} ended with {facts['code']}")
    return shared, log.read_text(encoding="utf-8", errors="replace"), facts["seconds"]


@contextlib.contextmanager
def listening() -> Iterator[tuple[int, list[bytes]]]:
    """Somebody who listens on a port of this machine and keeps what is sent there."""
    heard: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = server.accept()
                connection.settimeout(5)
                with connection, contextlib.suppress(OSError):
                    heard.append(b"a connection\n")
                    heard.append(connection.recv(1_000_000))

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield server.getsockname()[1], heard
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
