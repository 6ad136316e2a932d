"""Which bytecodes can touch what threads share; read by a maintainer.

Only before such a step does it matter which thread goes on (a visible operation in the
words of VeriSoft, Godefroid 1997). Names that nobody stores to after construction are
constants: reading them is no visible operation.
"""

from __future__ import annotations

import dis
import functools
from collections.abc import Iterable
from inspect import CO_GENERATOR
from types import CodeType, FunctionType
from typing import Any

from course.exam.explore.accesses import Access, access
from course.exam.explore.where import is_students_file, nested

COUNTED, VISIBLE, WRITES, LAP = 1, 2, 4, 8

# What no other thread can see or change.
_PRIVATE = (
    *("LOAD_FAST", "STORE_FAST", "DELETE_FAST", "LOAD_CONST", "LOAD_SMALL_INT", "LOAD_CLOSURE"),
    *("LOAD_NAME", "STORE_NAME", "LOAD_BUILD_CLASS", "LOAD_ASSERTION", "LOAD_COMMON", "IMPORT"),
    *("LOAD_SUPER_ATTR", "LOAD_LOCALS", "LOAD_FROM_DICT", "POP_TOP", "POP_ITER", "PUSH_", "POP_EX"),
    *("RESUME", "NOP", "NOT_TAKEN", "CACHE", "PRECALL", "COPY", "SWAP", "KW_NAMES", "RETURN"),
    *("YIELD", "SEND", "END_", "MAKE_", "SET_FUNCTION", "BUILD_", "JUMP_", "EXTENDED_ARG"),
    *("SETUP", "RERAISE", "RAISE", "CHECK_E", "FORMAT", "CONVERT", "GET_ITER", "UNPACK", "IS_OP"),
    *("LIST_APPEND", "LIST_TO", "SET_ADD", "MAP_ADD", "MATCH", "INTERPRETER_EXIT", "CLEANUP"),
    *("COMPARE_OP", "UNARY_NEG", "UNARY_INV", "GET_LEN", "GEN_START", "WITH_EXCEPT"),
)
_BY_NAME = ("LOAD_GLOBAL", "LOAD_ATTR", "LOAD_METHOD", "LOAD_DEREF")
_STORES = ("STORE_ATTR", "STORE_GLOBAL", "STORE_DEREF", "STORE_SUBSCR", "STORE_SLICE", "DELETE_")
_NAMED_STORES = ("STORE_ATTR", "STORE_GLOBAL", "STORE_DEREF", "DELETE_ATTR", "DELETE_GLOBAL")
_BOOLEAN = ("COMPARE", "CONTAINS", "IS_OP", "CHECK", "TO_BOOL", "UNARY_NOT")
_DYNAMIC = {"setattr", "delattr", "__setattr__", "__dict__", "vars", "globals", "exec", "eval"}


class Table:
    """For each offset of a code object: what kind of step it is (0: none), and what it touches.

    In `atomic` code only jumps back are counted, so that no loop escapes control.
    """

    def __init__(self, code: CodeType, atomic: bool) -> None:
        self.code, self.atomic = code, atomic
        self.kinds = bytearray(len(code.co_code) + 2)
        self.names: dict[int, str] = {}
        self.accesses: dict[int, Access] = {}
        before, steps = "", list(dis.get_instructions(code))
        for position, step in enumerate(steps):
            kind = _kind(step, before)
            if code.co_flags & CO_GENERATOR and step.opname == "YIELD_VALUE":
                kind = (
                    COUNTED | VISIBLE
                )  # another thread that asks for the next item now gets an error
            self.kinds[step.offset] = (COUNTED if kind & LAP else 0) if atomic else kind
            if kind & VISIBLE and not atomic:
                self.accesses[step.offset] = access(steps, position)
            if step.opname.startswith(_BY_NAME):
                self.names[step.offset] = str(step.argval)
            if step.opname not in ("CACHE", "NOT_TAKEN", "EXTENDED_ARG", "COPY"):
                before = step.opname
        self.has_steps = any(self.kinds)


def _kind(step: dis.Instruction, before: str) -> int:
    name = step.opname
    if "JUMP" in name and isinstance(step.argval, int) and step.argval <= step.offset:
        return COUNTED | LAP
    if name.startswith("POP_JUMP") and ("NONE" in name or before.startswith(_BOOLEAN)):
        return 0
    if name == "BINARY_OP" and step.argrepr != "[]":
        return 0
    if name.startswith(_PRIVATE):
        return 0
    return COUNTED | VISIBLE | (WRITES if name.startswith(_STORES) else 0)


def stored_names(namespaces: Iterable[dict[str, Any]]) -> frozenset[str] | None:
    """The names that the student's functions and classes store to, but for `self.x` in `__init__`.

    None when that cannot be told, because attributes are set in a dynamic way.
    """
    codes = {id(code): code for space in namespaces for code in _codes(space)}
    found: set[str] = set()
    for code in codes.values():
        if _DYNAMIC & set(code.co_names):
            return None
        found |= _stored_by(code)
    return frozenset(found)


@functools.lru_cache(maxsize=1_000)
def _stored_by(code: CodeType) -> frozenset[str]:
    return frozenset(
        str(step.argval)
        for step in dis.get_instructions(code)
        if step.opname.startswith(_NAMED_STORES)
        and not (code.co_name == "__init__" and step.opname == "STORE_ATTR")
    )


def _codes(namespace: dict[str, Any]) -> Iterable[CodeType]:
    todo, seen = list(namespace.values()), set[int]()
    while todo:
        thing = todo.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, FunctionType):
            if is_students_file(thing.__code__.co_filename):
                yield from nested(thing.__code__)
            todo += [vars(thing)["__wrapped__"]] if "__wrapped__" in vars(thing) else []
        else:
            todo += _parts(thing)


def _parts(thing: object) -> list[object]:
    if isinstance(thing, (staticmethod, classmethod)):
        return [thing.__func__]
    if isinstance(thing, property):
        return [thing.fget, thing.fset, thing.fdel]
    if isinstance(thing, functools.cached_property):
        return [thing.func]
    return list(vars(thing).values()) if isinstance(thing, type) else []
