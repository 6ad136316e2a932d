"""A failing schedule as a table over the student's own lines."""

from __future__ import annotations

import threading
from typing import Any

from students import cell, fails

from course.exam.explore import run_once

RACE = """
    class Counter:
        def __init__(self): self.value = 0
        def increment(self):
            value = self.value
            self.value = value + 1
"""


def program_for(student: Any) -> Any:
    def program() -> object:
        counter = student.Counter()
        workers = [threading.Thread(target=counter.increment) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return counter.value

    return program


def check(run: Any) -> str | None:
    return None if run.result == 2 else f"the value <is> {run.result}"


def test_the_story_of_a_lost_update() -> None:
    story = fails(program_for(cell(RACE)), check).story()
    told = [(step.thread, step.line, step.source, step.acts) for step in story]
    assert told == [
        ("MainThread", 2, "def __init__(self): self.value = 0", ["writes self.value: 0"]),
        ("Thread-1", 4, "value = self.value", ["reads self.value: 0"]),
        ("Thread-1", 0, "", ["is interrupted here; Thread-2 goes on"]),
        ("Thread-2", 4, "value = self.value", ["reads self.value: 0"]),
        ("Thread-2", 5, "self.value = value + 1", ["writes self.value: 1"]),
        ("Thread-1", 5, "self.value = value + 1", ["writes self.value: 1"]),
    ]
    assert [step.number for step in story] == [1, 2, 3, 4, 5, 6]
    assert [step.switch for step in story].index(True) == 2


def test_the_text_is_a_table() -> None:
    lines = str(fails(program_for(cell(RACE)), check)).splitlines()
    assert lines[0] == "the value <is> 1"
    assert lines[3].split() == ["step", "thread", "line", "code", "what", "happens"]
    assert lines[5].split(maxsplit=3)[:3] == ["2", "Thread-1", "4"]
    assert len({line.index("Thread") for line in lines[5:]}) == 1


def test_the_html_is_escaped_and_its_cells_are_labelled() -> None:
    html = fails(program_for(cell(RACE)), check)._repr_html_()
    assert "the value &lt;is&gt; 1" in html
    assert "<is>" not in html
    assert 'scope="col"' in html
    assert 'scope="row"' in html
    assert '<tr class="switch">' in html


def test_locks_sleeps_and_starts_are_told() -> None:
    student = cell("""
        import threading, time
        lock = threading.Lock()
        shared = []
        def work():
            with lock:
                time.sleep(1)
                shared.append(len(shared))
        def main():
            threads = [threading.Thread(target=work) for _ in range(2)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
    """)
    story = run_once(lambda: student.main(), story=True).story
    acts = [f"{step.thread} {act}" for step in story for act in step.acts]
    lock = "the lock made on line 2"
    for told in (
        "MainThread starts Thread-1",
        "MainThread waits in join() for Thread-1 to end",
        f"Thread-1 takes {lock}",
        "Thread-1 sleeps 1 s",
        f"Thread-2 waits for {lock} that Thread-1 holds",
        f"Thread-1 releases {lock}",
        "Thread-2 shared: [0, 1]",
    ):
        assert told in acts, (told, acts)


def test_no_code_of_the_students_runs_to_tell_a_story() -> None:
    student = cell("""
        class Loud:
            def __init__(self, calls): self.inner, self.calls = {"a": [1]}, calls
            def __repr__(self): self.calls.append("repr"); return "loud"
            def __getattr__(self, name): self.calls.append(name); raise AttributeError(name)
            @property
            def size(self): self.calls.append("size"); return 1
        def main(calls):
            loud = Loud(calls)
            box = [loud]
            box.append(loud.size)
            return loud.inner["a"][0]
    """)
    calls: list[str] = []
    run = run_once(lambda: student.main(calls), story=True)
    assert run.result == 1
    assert calls == ["size"]
    acts = [act for step in run.story for act in step.acts]
    assert "box: [<Loud>, 1]" in acts
    assert any(act.endswith("[1]") for act in acts)


def test_steps_without_a_line_belong_to_the_line_before() -> None:
    student = cell("""
        import threading
        def take(shared, out, lock):
            for _ in range(2):
                with lock:
                    if shared:
                        out.append(shared.pop())
    """)

    def program() -> list[int]:
        shared, out, lock = [1, 2, 3], list[int](), threading.Lock()
        arguments = (shared, out, lock)
        workers = [threading.Thread(target=student.take, args=arguments) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return out

    run = run_once(program, story=True)
    assert run.result == [3, 2, 1]
    assert {step.line for step in run.story} <= {3, 4, 5, 6}
