"""One run of a program from its start to the last thread's end; read by a maintainer."""

from __future__ import annotations

import gc
import random
import threading
from _thread import allocate_lock, get_ident
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.dummy import DummyProcess

from course.exam.explore import native, waiting
from course.exam.explore.instrument import instrumented
from course.exam.explore.output import captured
from course.exam.explore.run import Run
from course.exam.explore.scheduler import Scheduler
from course.exam.explore.substitutes import substituted
from course.exam.explore.tasks import DONE, Task, Unwind, forget, tasks_by_ident
from course.exam.explore.threads import enter, real_start
from course.exam.explore.unwinding import unwind_all
from course.exam.explore.where import atomic
from course.exam.sent import closed

AFTER_STEPS, AFTER_ALARMS = 5_000, 20  # how far threads that were left behind may go on


def execute(program: Callable[[], object], scheduler: Scheduler) -> Run:
    """Run the program under this scheduler; RuntimeError inside another run."""
    if get_ident() in tasks_by_ident:
        raise RuntimeError("a run cannot start another one: call explore outside of the program")
    if not _one_run.acquire(blocking=False):
        raise RuntimeError("another thread explores: wait until its run has ended")
    state = random.getstate()
    collects = gc.isenabled()
    try:
        gc.disable()  # finalizers run at the same steps in equal runs
        random.seed(0)
        atomic(program)
        with instrumented(), captured() as printed:
            run = _execute(program, scheduler)
            run.printed = "".join(printed)
        return run
    finally:
        random.setstate(state)
        if collects:
            gc.enable()
        _one_run.release()


_one_run = allocate_lock()


def _execute(program: Callable[[], object], scheduler: Scheduler) -> Run:
    run = Run()
    main = threading.Thread(name="MainThread", daemon=True)
    task = scheduler.add("MainThread", main)

    def body() -> None:
        try:
            run.result = program()
        except Unwind:
            raise
        except BaseException as error:
            run.error = error
        note_return(run, scheduler)

    vars(main)["run"] = closed(lambda: enter(task, body))
    with substituted():
        try:
            real_start(main)
            scheduler.holder = task
            task.gate.release()
            watchdog = native.Watchdog(scheduler)
            while not scheduler.over.acquire(timeout=native.LOOK_EVERY):
                watchdog.look()
        finally:  # also for a KeyboardInterrupt
            unwind_all(scheduler)
            forget(scheduler.tasks)
    if scheduler.fault is not None:
        raise RuntimeError(
            "the explorer itself failed, which says nothing about the program"
        ) from scheduler.fault
    note_end(run, scheduler)
    return run


def note_return(run: Run, scheduler: Scheduler) -> None:
    """The program has come to its end: threads that it left may go on for a while."""
    run.seconds = round(scheduler.now, 9)
    run.left = [task.name for task in scheduler.tasks[1:] if _is_left(task)]
    run.held = waiting.held_locks(scheduler)
    scheduler.returned = True
    scheduler.limits = replace(
        scheduler.limits,
        steps=scheduler.steps + AFTER_STEPS,
        alarms=scheduler.alarms + AFTER_ALARMS,
    )


def _is_left(task: Task) -> bool:
    """Whether it is alive at the return; workers of a `ThreadPool` that was ended still may be."""
    return task.state is not DONE and not isinstance(task.thread, DummyProcess)


def note_end(run: Run, scheduler: Scheduler) -> None:
    """All is over: take the rest of the record, and free the locks that outlive the run."""
    if not scheduler.returned:
        run.seconds = round(scheduler.now, 9)
        run.left = [task.name for task in scheduler.tasks[1:] if task.waiting_at]
    run.verdict = scheduler.verdict
    run.threads = [task.name for task in scheduler.tasks[1:]]
    run.stayed = [task.name for task in scheduler.tasks[1:] if task.waiting_at]
    run.thread_errors = [(t.name, t.error) for t in scheduler.tasks[1:] if t.error is not None]
    run.steps, run.alarms = scheduler.steps, scheduler.alarms
    run.held_up, run.polled = scheduler.held_up, list(scheduler.polled)
    run.waiting = waiting.report(scheduler)
    for lock in scheduler.taken.values():
        if lock.owner is not None and lock.owner.scheduler is scheduler:
            lock.reset()
