"""Source text that stands for a student's cell; used by the tests of the explorer."""

from __future__ import annotations

import itertools
import linecache
import textwrap
from types import SimpleNamespace
from typing import Any

from course.exam.explore import Failure, explore, replay
from course.exam.explore.judge import Check, judge

_numbers = itertools.count(1)


def cell(source: str) -> Any:
    """Run a student's cell; its names are the attributes of what comes back."""
    source = textwrap.dedent(source).strip() + "\n"
    filename = f"<student cell {next(_numbers)}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
    space: dict[str, object] = {"__name__": "__main__"}
    exec(compile(source, filename, "exec"), space)
    return SimpleNamespace(**{n: v for n, v in space.items() if not n.startswith("__")})


def passes(program: Any, check: Check | None = None, **options: Any) -> None:
    """No schedule breaks the program."""
    found = explore(program, check=check, **options)
    assert found.failure is None, str(found.failure)
    assert found.schedules > 1


def fails(program: Any, check: Check | None = None, raised: str = "") -> Failure:
    """Some schedule breaks the program, and breaks it again for the same reason.

    An error that comes out of the program must be one of the type `raised`.
    """
    failure = explore(program, check=check).failure
    assert failure is not None
    assert failure.again
    assert failure.reason.startswith("The program raised " + raised) == bool(raised)
    again = replay(program, failure.run.schedule)
    assert judge(again, check) == failure.reason
    assert again.steps == failure.run.steps
    return failure
