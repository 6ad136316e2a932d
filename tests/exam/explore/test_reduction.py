"""Of schedules that lead to the same, few are run, and no outcome is lost by that."""

from __future__ import annotations

import functools
import random
import textwrap
from collections.abc import Callable
from unittest import mock

import pytest
import students
from students import fails

from course.exam.explore import Run, explore
from course.exam.explore import reduction as reductions
from course.exam.explore import search as searches
from course.exam.interleavings import together

make_cell = [students.cell]  # in a list, as its `exec` would count as dynamic code of a student's

SHARED = """
    import contextlib, itertools, queue, threading
    count = 0
    def reset():
        global count
        count = 0
    def total(): return count
    def counts():
        global count
        count += 1
    def take(q, **how):
        try: return q.get(**how)
        except queue.Empty: return None
    class Shared:
        def __init__(self):
            self.x, self.y, self.items, self.found = 0, 0, [], {}
            self.lock, self.other = threading.Lock(), threading.Lock()
            self.again, self.condition = threading.RLock(), threading.Condition()
            self.event, self.queue = threading.Event(), queue.Queue()
            self.numbers = itertools.count()
        def both(self): return self.x + self.y
        def add(self): self.x += 10
        def add_locked(self):
            with self.lock: self.y += 10
        @contextlib.contextmanager
        def guard(self):
            with self.other: yield
        @property
        def seen_x(self):
            with self.again: return self.x
"""
STATEMENTS = [
    *("s.x += 1", "s.x = s.y + 1", "s.y = s.x * 2", "seen.append(s.x)", "seen.append(s.both())"),
    *("s.items.append(s.x)", "if s.items: seen.append(s.items.pop())", "seen.append(len(s.items))"),
    *("if s.x > 0: s.y += 3", "seen.append(getattr(s, 'x'))", "s.add()", "s.add_locked()"),
    *("s.found['k'] = s.found.get('k', 0) + 1", "seen.append(s.event.is_set())", "s.event.set()"),
    *("seen.append(s.event.wait(1))", "s.queue.put(s.x)", "seen.append(s.queue.qsize())"),
    *("seen.append(take(s.queue, block=False))", "seen.append(take(s.queue, timeout=2))"),
    *(
        "counts()",
        "seen.append(next(s.numbers))",
        "seen.append(s.seen_x)",
        "with s.guard(): s.y += 1",
    ),
    *("for item in s.items: seen.append(item)", "with s.condition: s.condition.notify()"),
    *("with s.condition: seen.append(s.condition.wait(1))", "seen.append(s.lock.locked())"),
    *("t = threading.Thread(target=counts); t.start(); t.join()",),
]


def statements(chance: random.Random, depth: int, number: int) -> list[str]:
    """Lines of code that use what is shared, some of them under locks."""
    found: list[str] = []
    for _ in range(number):
        kind = chance.random() if depth else 1.0
        inner = ["    " + line for line in statements(chance, depth - 1, 1)] if kind < 0.5 else []
        lock = chance.choice(["s.lock", "s.other"])
        if kind < 0.3:
            found += [f"with {chance.choice([lock, 's.again'])}:", *inner]
        elif kind < 0.5:
            how = chance.choice(["blocking=False", "timeout=1"])
            found += [f"if {lock}.acquire({how}):", *inner, f"    {lock}.release()"]
        else:
            found.append(chance.choice(STATEMENTS))
    return found


def random_program(seed: int) -> Callable[[], object]:
    """Two threads that use what is shared in random ways; what is left in the end."""
    chance, source = random.Random(seed), textwrap.dedent(SHARED)
    for name in "ab":
        body = "\n".join(statements(chance, 2, chance.choice([1, 1, 2])))
        source += f"def {name}(s, seen):\n{textwrap.indent(body, '    ')}\n"
    student = make_cell[0](source)

    def program() -> object:
        student.reset()
        shared = student.Shared()
        seen: tuple[list[object], list[object]] = ([], [])
        errors = together(
            functools.partial(student.a, shared, seen[0]),
            functools.partial(student.b, shared, seen[1]),
        )
        kept = [shared.x, shared.y, shared.items, shared.found, student.total()]
        return seen, kept, list(shared.queue.queue), list(map(repr, errors))

    return functools.partial(program)


def outcomes(program: Callable[[], object]) -> set[str]:
    """All that can come out, with up to two unusual switches; deadlocks, too."""
    found: set[str] = set()

    def note(run: Run, check: object) -> None:
        found.add(repr((run.result, run.verdict, run.error)))

    with mock.patch.multiple(searches, judge=note, RANDOM_RUNS=0, FEW_RANDOM_RUNS=0):
        assert explore(program, schedules=3_000).exhausted
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 7, 13, 19, 25, 33, 40, 52, 61, 77, 90, 95])
def test_no_outcome_is_lost(seed: int) -> None:
    program = random_program(seed)
    reduced = outcomes(program)
    with mock.patch.object(reductions.Reduction, "useful", lambda self, switches: switches):
        assert outcomes(program) == reduced


def both(source: str, *names: str) -> Callable[[], tuple[list[object], object]]:
    """A program: one object of the class `Thing`, and a thread for each of these methods."""
    student = make_cell[0](source)

    def program() -> tuple[list[object], object]:
        thing = student.Thing()
        return together(*(getattr(thing, name) for name in names)), thing.value

    return functools.partial(program)


def outcome(run: Run) -> tuple[list[object], object]:
    """What the methods returned, and the value in the end; of a run without a result, nothing."""
    return run.result if isinstance(run.result, tuple) else ([None] * 3, None)


LOCKED = """
    import threading
    class Thing:
        def __init__(self): self.value, self.lock = 0, threading.Lock()
        def add(self):
            with self.lock: self.value += 1
        def look(self): return getattr(self, "value")
        def twice(self):
            with self.lock:
                self.value += 1
                self.value += 1
"""


def test_steps_under_one_lock_are_no_places_for_a_switch() -> None:
    found = explore(both(LOCKED, "add", "add"), check=lambda run: outcome(run)[1] == 2)
    assert found.exhausted
    assert found.failure is None
    assert found.schedules < 12


def test_a_look_without_the_lock_is_a_race_however_it_is_made() -> None:
    fails(both(LOCKED, "twice", "look"), lambda run: outcome(run)[0][1] != 1)


def test_an_attempt_that_does_not_wait_sees_the_lock_taken() -> None:
    source = (
        LOCKED
        + """
        def attempt(self):
            if not self.lock.acquire(blocking=False): return "taken"
            self.lock.release()
    """
    )
    fails(both(source, "add", "attempt"), lambda run: outcome(run)[0][1] is None)


def test_an_attempt_may_begin_and_end_while_the_lock_is_held() -> None:
    source = (
        LOCKED
        + """
        def attempt(self):
            if not self.lock.acquire(timeout=1): return "too late"
            self.lock.release()
    """
    )
    fails(both(source, "twice", "attempt"), lambda run: outcome(run)[0][1] is None)


def test_runs_are_looked_at_again_when_a_new_race_comes_up() -> None:
    source = """
        import threading
        class Thing:
            def __init__(self): self.value, self.lock = 0, threading.Lock()
            def add(self):
                with self.lock: pass
                self.value += 1
                with self.lock: pass
    """
    program = both(source, "add", "add")  # ordered by the lock, where nobody is interrupted
    with mock.patch.multiple(searches, RANDOM_RUNS=0, FEW_RANDOM_RUNS=0):
        failure = explore(program, check=lambda run: outcome(run)[1] == 2, bound=1).failure
    assert failure is not None
    assert failure.run.preemptions == 1


def test_a_lock_that_outlives_a_run_knows_nothing_of_the_next_one():
    student = make_cell[0](
        """
        import threading
        class Both:
            lock = threading.Lock()
            def __init__(self):
                with Both.lock: self.one = self.other = 1
            def move(self):
                with Both.lock:
                    self.one += 1
                    self.other -= 1
            def take_turns(self):
                for _ in range(20):
                    with Both.lock: self.one += 1
            def total(self): return self.one + self.other
        """
    )

    def long_before() -> object:
        both = student.Both()
        return together(both.take_turns, both.take_turns)

    def program() -> object:
        both, seen = student.Both(), []
        together(both.move, lambda: seen.append(both.total()))
        return seen

    assert explore(long_before, schedules=3).failure is None
    found = explore(program, check=lambda run: None if run.result == [2] else "half moved")
    assert found.failure is not None
