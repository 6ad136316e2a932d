"""Events before single bytecodes of the student's code; read by a maintainer.

`sys.monitoring` (PEP 669) from Python 3.12 on, where only the student's code pays for it;
`sys.settrace` with opcode events before.
"""

from __future__ import annotations

import contextlib
import sys
from _thread import get_ident
from collections.abc import Iterator
from types import CodeType, FrameType, SimpleNamespace
from typing import Any

from course.exam.explore.bytecode import Table
from course.exam.explore.tasks import Task, Unwind, tasks_by_ident
from course.exam.explore.where import (
    is_atomic,
    is_examiners,
    is_librarys_file,
    is_students_file,
)
from course.exam.sent import closed

MOST_TABLES = 500  # that are kept
_tables: dict[int, Table] = {}


def table_of(code: CodeType) -> Table:
    """The table of this code, made when first asked for."""
    table = _tables.get(id(code))
    if table is None or table.atomic is not is_atomic(code):
        if len(_tables) >= MOST_TABLES:
            _tables.clear()
        # The table keeps the code alive, so that its id stays its own.
        table = _tables[id(code)] = Table(code, is_atomic(code))
    return table


def _point(me: Task, frame: FrameType, table: Table, offset: int) -> bool:
    try:
        return me.scheduler.point(me, frame, table, offset)
    except (Unwind, RecursionError):
        raise
    except BaseException as fault:
        me.scheduler.fault = fault  # not the student's
        raise


if sys.version_info >= (3, 12):
    _monitoring = SimpleNamespace(**vars(sys.monitoring))  # as others may not use it
    _START = _monitoring.events.PY_START
    _INSTRUCTION = _monitoring.events.INSTRUCTION
    _tool = -1
    _instrumented: dict[int, CodeType] = {}

    @contextlib.contextmanager
    def traced(task: Task) -> Iterator[None]:
        """Nothing to do in a single thread: monitoring is for all of them."""
        yield

    @contextlib.contextmanager
    def instrumented() -> Iterator[None]:
        """Report the steps of the student's code in all threads of runs."""
        global _tool
        if _tool >= 0:
            yield
            return
        _tool = next(tool for tool in (4, 3, 1, 2, 0) if _monitoring.get_tool(tool) is None)
        _monitoring.use_tool_id(_tool, "course.exam.explore")
        _monitoring.register_callback(_tool, _START, _started)
        _monitoring.register_callback(_tool, _INSTRUCTION, _step)
        _monitoring.restart_events()
        _monitoring.set_events(_tool, _START)
        try:
            yield
        finally:
            _monitoring.set_events(_tool, 0)
            for code in _instrumented.values():
                _monitoring.set_local_events(_tool, code, 0)
            _instrumented.clear()
            _monitoring.register_callback(_tool, _START, None)
            _monitoring.register_callback(_tool, _INSTRUCTION, None)
            _monitoring.free_tool_id(_tool)
            _tool = -1

    def _started(code: CodeType, offset: int) -> Any:
        students = is_students_file(code.co_filename)
        if not students and not is_examiners(code):
            return _monitoring.DISABLE
        me = tasks_by_ident.get(get_ident())
        if me is None or me.native:
            return None
        if me.scheduler.trace is not None:
            me.scheduler.trace.entered(me, sys._getframe(1))
        if not students:
            return None
        space = sys._getframe(1).f_globals
        me.scheduler.spaces[id(space)] = space
        if id(code) not in _instrumented and table_of(code).has_steps:
            _instrumented[id(code)] = code
            _monitoring.set_local_events(_tool, code, _INSTRUCTION)
        return None

    def _step(code: CodeType, offset: int) -> Any:
        table = _tables.get(id(code)) or table_of(code)
        if not table.kinds[offset]:
            return _monitoring.DISABLE
        me = tasks_by_ident.get(get_ident())
        if me is not None and not me.native:
            _point(me, sys._getframe(1), table, offset)
        return None

else:

    @contextlib.contextmanager
    def instrumented() -> Iterator[None]:
        """Nothing to do for all threads: each one traces itself."""
        yield

    @contextlib.contextmanager
    def traced(task: Task) -> Iterator[None]:
        """Report the steps of the student's code in this thread."""
        scheduler, trace = task.scheduler, task.scheduler.trace

        def on_step(frame: FrameType, event: str, argument: object) -> Any:
            if event == "opcode" and not task.native:
                code, offset = frame.f_code, frame.f_lasti
                table = _tables.get(id(code)) or table_of(code)
                if table.kinds[offset] and _point(task, frame, table, offset):
                    # The interpreter writes its copy of the variables back after this call;
                    # looking at them renews the copy, as others may have changed some.
                    frame.f_locals  # noqa: B018
            return on_step

        def on_call(frame: FrameType, event: str, argument: object) -> Any:
            code = frame.f_code
            if is_librarys_file(code.co_filename):
                return None
            students = is_students_file(code.co_filename)
            if trace is not None and (students or is_examiners(code)) and not task.native:
                trace.entered(task, frame)
            if not students:
                return None
            scheduler.spaces[id(frame.f_globals)] = frame.f_globals
            if not table_of(code).has_steps:
                return None
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
            return on_step

        sys.settrace(closed(on_call))  # `sys.gettrace` tells it
        try:
            yield
        finally:
            sys.settrace(None)
