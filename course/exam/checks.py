"""The checks that test cells are made of: each fails with what was expected and what happened."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from course.exam import frames, plain
from course.exam.meeting import Meeting
from course.exam.verdicts import Failed, LeftBehind, Stuck


def check(got: object, want: object, what: str, why: str = "", hint: str = "") -> None:
    """Fail unless `got` has the type and content of `want`; `what` names it, as in "the result"."""
    __tracebackhide__ = True
    if not plain.same(got, want):
        raise Failed(f"{what} is {_show(want)}", f"it is {_show(got, want)}", why, hint)


def require(condition: bool, expected: str, happened: str, why: str = "", hint: str = "") -> None:
    """Fail with these words unless `condition` holds."""
    __tracebackhide__ = True
    if not condition:
        raise Failed(expected, happened, why, hint)


@contextlib.contextmanager
def promised(expected: str, why: str = "", hint: str = "") -> Iterator[None]:
    """Say what it means when the student's code raises an error inside the block, or is stuck."""
    __tracebackhide__ = True
    try:
        yield
    except (LeftBehind, NotImplementedError):
        raise
    except Stuck as stuck:
        raise Stuck(expected, stuck.verdict.happened, why, hint) from None
    except Failed:
        raise
    except Exception as error:
        at = frames.last_students_line(error)
        happened = f"an error was raised: {_show(error)}" + (f", from {at}" if at else "")
        raise Failed(expected, happened, why, hint) from None


def check_error(
    error: BaseException | object, want: BaseException, what: str = "the error", why: str = ""
) -> None:
    """Fail unless `error` is an error with the type and arguments of `want`."""
    __tracebackhide__ = True
    if type(error) is not type(want) or not plain.same(list(error.args), list(want.args)):
        at = frames.last_students_line(error) if isinstance(error, BaseException) else ""
        raise Failed(
            f"{what} is {want!r}",
            "no error came"
            if error is None
            else f"it is {_show(error)}" + (f", from {at}" if at else ""),
            why or "the caller can only handle an error that arrives with its own type and message",
        )


def check_flight(meeting: Meeting, width: int, items: int, unit: str = "threads") -> None:
    """Fail unless at most `width` calls were in flight at once, and that many when there was work.

    With `width` items or fewer all of them must have met; with more, the crowd
    must have reached `width` and never exceeded it.
    """
    __tracebackhide__ = True
    want = min(width, items)
    require(
        meeting.peak <= width,
        f"never more than {width} in flight at once",
        f"{meeting.peak} were in flight together",
        "the bound protects the other side: a web site, a disk, the memory",
    )
    require(
        meeting.peak >= want,
        f"{want} of the {items} calls in flight together",
        "never more than one was in flight: each began when the one before had ended"
        if meeting.peak == 1
        else f"never more than {meeting.peak} were in flight together",
        f"{unit} that take turns are no faster than a loop",
        "start all of them before you wait for the first",
    )


def check_in_workers(meeting: Meeting, width: int | None = None) -> None:
    """Fail when a call ran in the notebook's own process, or more than `width` at once."""
    __tracebackhide__ = True
    mine = meeting.in_parent
    require(
        not mine,
        "every call runs in a worker process",
        f"{len(mine)} of {len(meeting.visits)} calls ran in the notebook's own process",
        "what runs in this process shares its global interpreter lock",
        "let a pool of processes make every call: `pool.map(func, items)` of a "
        "multiprocessing.Pool or a ProcessPoolExecutor",
    )
    if width is not None:
        require(
            meeting.peak <= width,
            f"never more than {width} in work at once",
            f"{meeting.peak} were in work together",
            "the bound protects the machine: its memory and its processors",
        )


def check_in_threads(meeting: Meeting) -> None:
    """Fail when a call ran in another process or in the caller's thread."""
    __tracebackhide__ = True
    away = [v for v in meeting.visits if v not in meeting.in_parent]
    require(
        not away,
        "every call runs in a thread of this process",
        f"{len(away)} of {len(meeting.visits)} calls ran in another process",
    )


def check_calls(got: Sequence[Any], want: Sequence[Any], what: str = "calls") -> None:
    """Fail unless the arguments of the calls are `want`, in any order, each as often as there."""
    __tracebackhide__ = True
    missing, extra = list(want), []
    for item in got:
        if item in missing:
            missing.remove(item)
        else:
            extra.append(item)
    require(
        not missing and not extra,
        f"one call for each of {_show(list(want))}",
        "; ".join(
            part
            for part in (
                f"no call for {_show(missing)}" if missing else "",
                f"one call too many for {_show(extra)}" if extra else "",
            )
            if part
        ),
    )


def _show(value: object, beside: object = None) -> str:
    text = repr(value)
    if beside is not None and text == repr(beside):
        text += f" (a {type(value).__qualname__})"
    return text if len(text) <= 300 else text[:297] + "…"
