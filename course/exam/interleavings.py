"""Claims about every interleaving of threads; read by test cells.

    def program():
        account = student.Account.bare(100)
        return together(lambda: account.deposit(5), lambda: account.deposit(10)), account.balance

    check_interleavings(program, lambda run: run.result == ([None, None], 115), "a balance of 115")

The program is run under many schedules by a controlled scheduler (`course.exam.explore`);
the first that breaks the claim is shown, step by step, in the student's own lines.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Sequence
from itertools import permutations
from typing import Any

from course.exam import plain
from course.exam.explore import Run, atomic, explore, turns_of_others
from course.exam.sent import closed
from course.exam.verdicts import Failed

__all__ = [
    "check_interleavings",
    "check_whole_operations",
    "together",
    "turns_of_others",
]
SCHEDULES = 200  # tried for one program
ITSELF = "that it holds itself"  # in the words of `explore.waiting`
_WHY = {
    "deadlock": "each of them waits for something that only another one could do (a deadlock)",
    "endless": "a loop waits for something that nobody will do",
    "stuck": "nobody will ever wake it up",
}


def check_interleavings(
    program: Callable[[], object],
    holds: Callable[[Run], bool],
    expected: str,
    *,
    why: str = "",
    hint: str = "",
    schedules: int = SCHEDULES,
    bound: int = 2,
    alarms: bool = True,
    explore: Callable[..., Any] = explore,
) -> None:
    """Fail, with the schedule, unless `holds(run)` under every interleaving that is tried.

    The program also has to come to an end, to raise nothing, and to leave no thread and no
    lock behind. `expected` says what `holds` asks for; `happened` is what `run.result` was.
    `bound` is the number of unusual switches that are tried systematically.
    """
    __tracebackhide__ = True
    atomic(holds)

    def verdict(run: Run) -> str | None:
        if run.left or run.stayed:
            return f"left: {', '.join(run.left or run.stayed)}"
        if run.held:
            return f"held: {'; '.join(run.held)}"
        return None if holds(run) else "wrong"

    found = explore(program, check=verdict, schedules=schedules, bound=bound, alarms=alarms)
    if found.failure is None:
        return
    run, reason = found.failure.run, found.failure.reason
    if isinstance(run.error, NotImplementedError):
        raise run.error
    if run.verdict is not None:
        expected, why = "all threads come to an end", _WHY[run.verdict]
        happened = f"not under this order of steps:\n{run.waiting}"
        if ITSELF in run.waiting:
            why = "a Lock that a thread holds cannot be taken again, not even by this thread"
            hint = "let one `with` block do it all, or take an RLock"
    elif run.error is not None:
        happened, why, hint = reason, "it should end without an error in every order of steps", ""
    elif reason.startswith("left: "):
        expected = "when the function returns, the threads that it started are gone"
        happened = f"still alive at its return, in one order of steps: {reason[6:]}"
        why, hint = "what is left behind may still change your data later", "join every thread"
    elif reason.startswith("held: "):
        expected, happened = "all locks are free in the end", f"still taken: {reason[6:]}"
        why, hint = "whoever wants it next waits for ever", "take locks in `with` blocks"
    else:
        happened = f"in one order of steps: {shown(run)}"
    raise Failed(expected, happened, why, hint, schedule=found.failure)


@atomic
def together(*acts: Callable[[], object]) -> list[object]:
    """Run each act in a thread of its own, all at once; what each returned, or its exception."""
    outcomes: list[object] = [None] * len(acts)

    def run(position: int, act: Callable[[], object]) -> None:
        try:
            outcomes[position] = act()
        except Exception as error:
            outcomes[position] = error

    runs = closed(run)
    threads = [
        threading.Thread(target=runs, args=pair, name=f"Thread-{chr(65 + pair[0])}")
        for pair in enumerate(acts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def whole_orders(
    make: Callable[[], Any], acts: Sequence[Callable[[Any], object]], end: Callable[[Any], object]
) -> list[tuple[list[object], object]]:
    """What a model gives when whole operations run one after the other, in any order.

    `make()` is a fresh model, an act gets it and returns its outcome, `end(model)` is what is
    left to see. Each element is (outcomes in the order of `acts`, end): linearizability
    (Herlihy and Wing, TOPLAS 1990).
    """
    found: list[tuple[list[object], object]] = []
    for order in permutations(range(len(acts))):
        model = make()
        outcomes: list[object] = [None] * len(acts)
        for position in order:
            outcomes[position] = acts[position](model)
        result = (outcomes, end(model))
        if result not in found:
            found.append(result)
    return found


def shown(run: Run) -> str:
    """The result of a run, as short text."""
    text = repr(run.result)
    return text if len(text) <= 300 else text[:297] + "…"


def check_whole_operations(
    make: Callable[[], Any],
    model: Callable[[], Any],
    *operations: str,
    look: str = "balance",
    why: str = "no order of whole operations gives this",
    hint: str = "",
    explore: Callable[..., Any] = explore,
) -> None:
    """Fail unless operations that run at once give what whole ones give, one after the other.

    `make()` and `model()` are fresh subjects: the student's, and one that is right. An operation
    is a text such as "deposit 5" (a method and whole numbers; its outcome is "done", or "refused"
    for a `ValueError`) or "balance" (an attribute that is read). `look` is read in the end.
    """
    __tracebackhide__ = True

    def program() -> object:
        subject = make()
        acts = [functools.partial(perform, subject, operation) for operation in operations]
        return together(*acts), getattr(subject, look)

    acts = [functools.partial(_on, operation) for operation in operations]
    allowed = whole_orders(model, acts, lambda subject: getattr(subject, look))
    check_interleavings(
        program,
        lambda run: any(plain.same(run.result, each) for each in allowed),
        f"{', '.join(map(repr, operations))} at once, and the {look} in the end, give one of "
        + ", ".join(map(repr, allowed)),
        why=why,
        hint=hint,
        explore=explore,
    )


def perform(subject: Any, operation: str) -> object:
    """Do one operation, and tell its outcome."""
    name, *numbers = operation.split()
    if not numbers:
        return getattr(subject, name)
    try:
        getattr(subject, name)(*map(int, numbers))
    except ValueError:
        return "refused"
    return "done"


def _on(operation: str, subject: Any) -> object:
    return perform(subject, operation)
