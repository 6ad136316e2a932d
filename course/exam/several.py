"""Several calls that are under way at once come to their ends; read by test cells."""

from __future__ import annotations

import contextlib

from course.exam import frames
from course.exam.calls import Call
from course.exam.verdicts import Failed, Stuck


def finish(*calls: Call) -> list[Exception | None]:
    """Wait for calls that are under way, and return the error of each, or None.

    Fails with the places of all of them when some wait for ever, as in a deadlock.
    """
    __tracebackhide__ = True
    for call in calls:
        call.settle()
    waiting = [call for call in calls if not call.finished]
    if len(waiting) > 1:
        places = frames.stacks([call.thread for call in waiting])
        for call in calls:
            with contextlib.suppress(Failed):
                call.end()
        raise Stuck(
            "all calls come to an end",
            f"{len(waiting)} of {len(calls)} wait for ever, at\n{places}",
            "each waits for something that only another one could do (a deadlock)",
            "where several locks are needed, every thread takes them in the same order",
        )
    for call in [*waiting, *reversed(calls)]:
        call.end()
    for call in calls:
        if isinstance(call.raised, NotImplementedError):
            call.reraise()
    return [call.raised if isinstance(call.raised, Exception) else None for call in calls]
