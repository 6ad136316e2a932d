"""`Thread.start`, `join` and `is_alive` under control; read by a maintainer."""

from __future__ import annotations

import contextlib
import re
import sys
import threading
from _thread import get_ident
from collections.abc import Callable
from threading import Thread

from course.exam.explore import causality
from course.exam.explore.instrument import traced
from course.exam.explore.tasks import DONE, Task, Unwind, begin, current, of_thread, tasks_by_ident
from course.exam.explore.unwinding import unwind
from course.exam.sent import closed

real_start, real_join, real_is_alive = Thread.start, Thread.join, Thread.is_alive
real_main_thread = threading.main_thread


@closed
def start(self: Thread) -> None:
    """`Thread.start`: from a thread of a run, starts another one of the run."""
    me = current()
    if me is None or not vars(self).get("_initialized") or self._started.is_set():  # type: ignore[attr-defined]
        return real_start(self)
    if me.scheduler.unwinding:
        raise unwind(me)
    task = me.scheduler.add(_short_name(self.name, len(me.scheduler.tasks)), self)
    run = self.run
    causality.started(me, task)
    if me.scheduler.trace is not None:
        me.scheduler.trace.waited(me)
    begin(task)
    vars(self)["run"] = closed(lambda: enter(task, run))
    if me.scheduler.recorder is not None:
        me.scheduler.recorder.note(me, f"starts {task.name}")
    try:
        _start_natively(me, self)
    except BaseException:
        task.state = DONE
        raise
    return None


def _start_natively(me: Task, thread: Thread) -> None:
    me.native = True
    daemon, thread._daemonic = thread._daemonic, True  # type: ignore[attr-defined]
    try:  # a daemon to the interpreter, for its exit must not wait for an abandoned thread
        real_start(thread)
    finally:
        thread._daemonic = daemon  # type: ignore[attr-defined]
        me.native = False


def enter(task: Task, body: Callable[[], object]) -> None:
    """The outermost code of each thread of a run: waits for the baton, ends by passing it on."""
    task.ident, task.native_id = get_ident(), threading.get_native_id()
    task.gate.acquire()
    vars(task.thread).pop("run", None)
    tasks_by_ident[task.ident] = task
    task.native = False
    try:
        if not task.scheduler.unwinding:
            with traced(task):
                body()
            task.scheduler.last_step(task)
    except Unwind:
        pass
    except BaseException as error:
        task.error = error
        _report(task, error)
    finally:
        task.scheduler.leave(task)


def _report(task: Task, error: BaseException) -> None:
    if not isinstance(error, SystemExit):
        arguments = (type(error), error, error.__traceback__, task.thread)
        with contextlib.suppress(BaseException):
            threading.excepthook(threading.ExceptHookArgs(arguments))


@closed
def excepthook(args: threading.ExceptHookArgs, /) -> None:
    """One line instead of a traceback for an error that ends a thread of a run."""
    task = of_thread(args.thread) if args.thread else None
    name = task.name if task else "a thread"
    message = f"Exception in thread {name}: {args.exc_type.__name__}: {args.exc_value}"
    print(message, file=sys.stderr)


@closed
def join(self: Thread, timeout: float | None = None) -> None:
    """`Thread.join`; the time-out is virtual in a run."""
    me, task = current(), of_thread(self)
    if me is None or task is None or task.scheduler is not me.scheduler:
        return real_join(self, timeout)
    if task is me:
        raise RuntimeError("cannot join current thread")
    scheduler = me.scheduler
    end = None if timeout is None else scheduler.now + max(0.0, timeout)
    if scheduler.trace is not None:
        scheduler.trace.waited(me)
        if end is None:
            scheduler.trace.joins(me, task)
    while task.state is not DONE:
        task.joiners.append(me)
        woken = scheduler.block(me, task, None if end is None else end - scheduler.now)
        if me in task.joiners:
            task.joiners.remove(me)
        if not woken and task.state is not DONE:
            return None
    causality.joined(me, task)
    me.native = True
    try:
        real_join(self)  # its last native steps
    finally:
        me.native = False
    return None


@closed
def is_alive(self: Thread) -> bool:
    """`Thread.is_alive`: until the last step that is under control."""
    task, me = of_thread(self), current()
    if task is None or me is None or task.scheduler is not me.scheduler:
        return real_is_alive(self)
    if me.scheduler.trace is not None:
        me.scheduler.trace.waited(me)
        me.scheduler.trace.asks_for_life = True
    return task.state is not DONE


def turns_of_others() -> int:
    """How often any other thread of this run was let go on: unchanged while they stand still."""
    me = current()
    return sum(task.turns for task in me.scheduler.tasks if task is not me) if me else 0


@closed
def main_thread() -> Thread:
    """`threading.main_thread`: the one that runs the program."""
    me = current()
    return real_main_thread() if me is None else me.scheduler.tasks[0].thread


def _short_name(name: str, index: int) -> str:
    if re.fullmatch(r"Thread-\d+( \(.*\))?", name):
        return f"Thread-{index}"
    pool = re.fullmatch(r"ThreadPoolExecutor-\d+_(\d+)", name)
    return f"PoolWorker-{pool[1]}" if pool else name
