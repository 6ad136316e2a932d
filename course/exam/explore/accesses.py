"""What a step of the student's code touches, as far as its bytecode tells; read by a maintainer.

A place is a name (".balance": this attribute of any object, or this variable), the contents of
all containers, the progress of all iterators, or what a call does. Two steps that touch one
place, of which one writes, do not commute. A call of which nothing is known writes
everywhere.
"""

from __future__ import annotations

import builtins
import dis
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

NOTHING, CONTENTS, ITERATION, EXAMINER = "", "contents", "iteration", "examiner's"
ANYTHING = "call "  # and the name of what is called

# Methods of containers; those that only look come last.
_LOOKS = {"copy", "count", "get", "index", "items", "keys", "values", *dir(str)}
_METHODS = {name for kind in (list, dict, set, deque, str) for name in dir(kind)}
# Built-in functions that only read what they are given.
_READERS = {
    *("all", "any", "bool", "dict", "enumerate", "frozenset", "hash", "iter", "len", "list"),
    *("max", "min", "repr", "reversed", "set", "sorted", "str", "sum", "tuple", "zip"),
}
# Built-in functions and classes to which the contents of their arguments do not matter.
_HARMLESS = {
    *("abs", "divmod", "float", "id", "int", "isinstance", "issubclass", "range", "round"),
    *("super", "type"),
} | {
    name
    for name, thing in vars(builtins).items()
    if isinstance(thing, type) and issubclass(thing, BaseException)
}
# What makes or tells tools of the libraries for threads.
_TOOLS = {
    *("Barrier", "BoundedSemaphore", "Condition", "Event", "Lock", "LifoQueue", "PriorityQueue"),
    *("Queue", "RLock", "Semaphore", "SimpleQueue", "Thread", "ThreadPoolExecutor", "Timer"),
    *("current_thread", "get_ident"),
}
_CALLING_BACK = _READERS | {"filter", "map", "reduce", "sort"}  # may call a function of their own
_STORES = ("STORE_", "DELETE_")
_NAMED = ("_ATTR", "_GLOBAL", "_DEREF", "_METHOD")
_CALLS = ("CALL", "BEFORE_WITH")


@dataclass(frozen=True, slots=True)
class Access:
    """One place that a step reads or writes.

    For a call `callee` is the name that is called, "" where it is not plain to see; whether it
    `may_call_back` a function of the student's, and whether it `is_builtin` by its name.
    """

    place: str
    writes: bool
    callee: str | None = None
    may_call_back: bool = False
    is_builtin: bool = False


def access(steps: Sequence[dis.Instruction], position: int) -> Access:
    """What the instruction at this position of its code touches."""
    step = steps[position]
    name = step.opname
    if name.startswith(_CALLS) and not name.startswith("CALL_INTRINSIC"):
        return _call("with") if name == "BEFORE_WITH" else _called(steps, position)
    if name in ("FOR_ITER", "YIELD_VALUE"):
        return Access(CONTENTS, False) if _is_own_loop(steps, position) else Access(ITERATION, True)
    writes = name.startswith(_STORES)
    named = name.endswith(_NAMED) and isinstance(step.argval, str)
    return Access(f".{step.argval}" if named else CONTENTS, writes)


def changes(place: str, stored: frozenset[str]) -> bool:
    """Whether anybody writes to this place, where these are the names that are stored to."""
    return not place.startswith(".") or place[1:] in stored


def _is_own_loop(steps: Sequence[dis.Instruction], position: int) -> bool:
    """Whether a loop goes over what a built-in function has just made for it, as `range(3)`."""
    if position < 2 or steps[position - 1].opname != "GET_ITER":
        return False
    made = steps[position - 2]
    return made.opname == "CALL" and _called(steps, position - 2).is_builtin


def _called(steps: Sequence[dis.Instruction], position: int) -> Access:
    """A call: walks back over the arguments to the instruction that loads what is called."""
    extra = 1 if steps[position].opname in ("CALL_KW",) else 0
    count = steps[position].arg or 0
    depth = 2 + (1 + (count & 1) if "EX" in steps[position].opname else count + extra)
    for step in reversed(steps[:position]):
        if "JUMP" in step.opname or step.opname in ("SEND", "FOR_ITER"):
            break
        if depth == 2 and step.opname not in ("PUSH_NULL", "PRECALL", "KW_NAMES"):
            return _call(_callee(step), method=step.opname in ("LOAD_ATTR", "LOAD_METHOD"),
                         builtin=step.opname == "LOAD_GLOBAL")  # fmt: skip
        if step.opname != "PRECALL" or step.offset + 4 != steps[position].offset:
            depth -= dis.stack_effect(step.opcode, step.arg, jump=False)
        if depth < 2:
            break
    return _call("")


def _callee(step: dis.Instruction) -> str:
    if step.opname == "LOAD_CONST":
        return "with"  # the end of the block
    return step.argval if isinstance(step.argval, str) else ""


def _call(callee: str, method: bool = False, builtin: bool = False) -> Access:
    back = callee in _CALLING_BACK
    if method and callee in _METHODS:
        return Access(CONTENTS, callee not in _LOOKS, callee, back)
    if builtin and callee in _READERS | _HARMLESS:
        place = CONTENTS if callee in _READERS else NOTHING
        return Access(place, False, callee, back, is_builtin=True)
    if callee in _TOOLS:
        return Access(NOTHING, False, callee, back)
    return Access(ANYTHING + callee, True, callee, back)
