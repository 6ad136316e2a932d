"""`student`: the student's names, called under observation; read by test cells.

    from course.exam import student

    result = student.pool_map(square, [1, 2, 3], processes=2)

A call runs in a thread of its own, as "the caller". It returns plain data or
raises what the student's code raised, and fails when the code is stuck
(everybody sleeps and nobody can wake anybody) or leaves threads or processes
behind. `student.f.start(...)` begins a call and goes on, so that a test can
force an order of events; `student.f.error(...)` expects an error and returns it.
"""

from __future__ import annotations

import contextlib
import ctypes
import inspect
import threading
import time
from collections.abc import Callable
from typing import Any

from course.exam import endings, frames, leftovers, notebook, plain, shown
from course.exam.instruments import Observer
from course.exam.leftovers import Census, service
from course.exam.sent import closed
from course.exam.stillness import (
    EXACT,
    LOOK_EVERY,
    Stillness,
    own_threads,
    processor_seconds,
    sleeps_for_ever,
    sleeps_until_an_alarm,
)
from course.exam.uncaught import thread_errors
from course.exam.verdicts import Failed, LeftBehind, Stuck, not_written

POLLING_PATIENCE = 10.0  # seconds of nothing but alarms before a poll counts as endless
QUICK_LOOK = 0.003  # seconds between two looks at most, for an impatient caller
USED_EVERY = 0.2  # seconds between two looks at used processor time
SURE = 0.2  # seconds of stillness in which nobody can be let go, before a call counts as stuck
POLLS = 5  # rounds of a poll after which an impatient caller goes on
BUSY_PATIENCE = 5.0  # seconds of processor time before a call counts as endless
PATIENCE = 300.0  # seconds, in case nothing else can be told

endings.install()

#: Called when everything is still: lets something go and returns True, or returns False.
on_still: list[Callable[[], bool]] = []
_under_way: list[Call] = []


class Call:
    """A call of the student's code that is under way; made by `Function.start`."""

    def __init__(self, name: str, code: Callable[[], object], words: str = "") -> None:
        self.name, self.words = name, words or name
        self.value: object = None
        self.raised: BaseException | None = None
        self.census = Census.take()
        self.thread_errors: list[BaseException] = []
        self._code = code
        self._ended = threading.Event()
        self._alone = not _under_way
        run = closed(self._run)
        self.thread = threading.Thread(target=run, name=f"caller of {name}", daemon=True)
        service(self.thread)
        self._stillness = Stillness(self._bystanders(), set())
        _under_way.append(self)
        endings.keep()
        self.thread.start()

    def _bystanders(self) -> set[int]:
        """Native ids of the threads that were there before, and that no call under way needs."""
        if _under_way:
            return _under_way[0]._stillness.ignore
        found = {t.native_id for t in self.census.threads if t.native_id} | own_threads()
        return found - {t.native_id for t in leftovers.servants() if t.native_id}

    @property
    def finished(self) -> bool:
        """Whether the call has returned or raised."""
        return self._ended.is_set()

    def _run(self) -> None:
        __tracebackhide__ = True
        try:
            self.value = self._code()
        except BaseException as error:
            self.raised = error
        finally:
            self._ended.set()

    def settle(self, patience: float | None = None, sure: float = 0.0) -> bool:
        """Wait until the call has ended (True) or everything is still (False).

        With `patience` a call that polls counts as still after a few rounds, and one that
        computes after so many seconds of processor time; so does everything after so many
        seconds on systems that do not tell who sleeps. Without, only what will never end does.
        Stillness in which nobody can be let go has to last for `sure` seconds.
        """
        at_most = LOOK_EVERY if patience is None or not EXACT else QUICK_LOOK
        spending = _Spending(self, BUSY_PATIENCE if patience is None else patience)
        begun, still = time.monotonic(), None
        self._stillness.moved()
        while not self._ended.wait(min(at_most, self._stillness.pause)):
            if self._stillness.look():
                alarms = self._stillness.only_alarms
                still = still or time.monotonic()
                if _let_go():
                    self._stillness.moved()
                    begun, still = time.monotonic(), None
                elif _has_passed(*(begun, POLLING_PATIENCE) if alarms else (still, sure)):
                    return False
            else:
                still = None
                if spending.is_over() or self._is_late(begun, patience):
                    return False
        return True

    def _is_late(self, begun: float, patience: float | None) -> bool:
        if patience is not None and EXACT and self._stillness.rings >= POLLS:
            return True
        limit = PATIENCE if patience is None or EXACT else patience
        return time.monotonic() - begun > limit

    def sleeps_on(self) -> bool:
        """Wait until the call has ended (False), or the caller alone is left and sleeps on (True).

        It sleeps on when all threads and processes that the call started are gone, nothing else
        can happen, and it waits for an alarm: a time-out or a sleep of half a second or more.
        """
        self._stillness.moved()
        while not self._ended.wait(self._stillness.pause):
            helpers = self.census.new_threads() or self.census.new_processes()
            if not helpers and sleeps_until_an_alarm(self.thread.native_id or 0):
                return True
            if self._stillness.look() and not _let_go() and not self._stillness.only_alarms:
                return False
        return False

    def result(self) -> Any:
        """Wait for the end; plain data, or the student's error; fails when stuck or left behind."""
        __tracebackhide__ = True
        self.end()
        self.reraise()
        return plain.copy(self.value, f"what {self.name} returned")

    def reraise(self) -> None:
        """Raise what the student's code raised, if it did, with its part of the traceback."""
        __tracebackhide__ = True
        if isinstance(self.raised, NotImplementedError):
            raise not_written(str(self.raised) or f"{self.name} raises NotImplementedError")
        if self.raised is not None:
            shown.note_call(self.raised, self.words)
            raise self.raised.with_traceback(_students_part(self.raised))

    def end(self) -> None:
        """Wait for the end, and fail when the call is stuck or leaves something behind."""
        __tracebackhide__ = True
        ended = self.settle(sure=SURE)
        with contextlib.suppress(ValueError):
            _under_way.remove(self)
        try:
            if not ended:
                self._give_up()
            if self._alone and not _under_way:
                self._nothing_left()
        finally:
            if not _under_way:
                endings.let_go()

    def _give_up(self) -> None:
        __tracebackhide__ = True
        threads = [self.thread, *self.census.new_threads()]
        processes = self.census.new_processes()
        places = frames.stacks(threads)
        alarms = self._stillness.only_alarms
        busy = self._processor_seconds() > BUSY_PATIENCE
        for thread in threads:
            if not sleeps_for_ever(thread.native_id or 0, guess=not (busy or alarms)):
                _interrupt(thread)
        endings.give_up()
        leftovers.end_processes(processes)
        if alarms and not busy and self._stillness.rings == 0:
            what = f"it sleeps until a time is over, while nobody else is at work, at\n{places}"
            why = "whoever waits for a time, and not for what is to come, waits too long or in vain"
        elif busy or alarms:
            what = f"it never ends: it goes round and round, at\n{places}"
            why = "a loop waits for something that nobody will do"
        else:
            what = f"it waits for ever: every thread is asleep, at\n{places}"
            why = frames.why_asleep(places, len(processes))
        if processes:
            number = f"{len(processes)} worker processes"
            what += f"\n  and {number if len(processes) > 1 else '1 worker process'}, asleep too"
        raise Stuck(f"{self.name} comes to an end", what, why)

    def _nothing_left(self) -> None:
        __tracebackhide__ = True
        threads, processes = self.census.survivors()
        if not threads and not processes:
            return
        what = leftovers.describe(threads, processes)
        endings.give_up()
        leftovers.end_processes(processes)
        verb = "raised" if self.raised is not None else "returned"
        raise LeftBehind(
            f"when {self.name} has {verb}, the threads and processes that it started are gone",
            f"{self.name} {verb} and left {what}",
            "what is left behind uses memory and processors, and may still change your data later",
            "join every thread and process, and use pools and executors in a `with` block",
        )

    def _processor_seconds(self) -> float:
        threads = [self.thread, *self.census.new_threads()]
        mine = sum(
            processor_seconds(0, t.native_id) for t in threads if t.native_id and t.is_alive()
        )
        return mine + sum(map(processor_seconds, self.census.new_processes()))


class _Spending:
    """The processor time that a call may still use, in seconds; looked at now and then."""

    def __init__(self, call: Call, seconds: float) -> None:
        self._call, self._limit = call, call._processor_seconds() + seconds
        self._next = time.monotonic() + USED_EVERY

    def is_over(self) -> bool:
        """Whether the call has used more than that."""
        if time.monotonic() < self._next:
            return False
        self._next = time.monotonic() + USED_EVERY
        return self._call._processor_seconds() > self._limit


class Function:
    """A function or method of the student's."""

    def __init__(self, name: str, function: Callable[..., object]) -> None:
        self._name, self._function = name, function

    def start(self, *args: object, **kwargs: object) -> Call:
        """Begin a call and go on at once."""
        arguments = [_unwrap(value) for value in args]
        keywords = {name: _unwrap(value) for name, value in kwargs.items()}
        words = shown.call(self._name, arguments, keywords)
        return Call(self._name, lambda: self._function(*arguments, **keywords), words)

    def __call__(self, *args: object, **kwargs: object) -> Any:
        """Call, wait, and return plain data (an object for a class, a list for a generator)."""
        __tracebackhide__ = True
        with thread_errors() as errors:
            call = self.start(*args, **kwargs)
            call.thread_errors = errors
            if isinstance(self._function, type):
                call.end()
                call.reraise()
                return Object(self._name, call.value)
            return call.result()

    def error(self, *args: object, **kwargs: object) -> Exception:
        """Call, expect an error, and return it; fails when the call returns."""
        __tracebackhide__ = True
        with thread_errors():
            call = self.start(*args, **kwargs)
            call.end()
        if isinstance(call.raised, NotImplementedError):
            call.reraise()
        if isinstance(call.raised, Exception):
            return call.raised
        raise Failed(
            f"the error reaches the caller of {self._name}",
            f"{call.words} returned {shown.value(call.value)}",
            "an error that nobody hears of is worse than one that stops the program",
        )

    def then(self, consume: Callable[[Any], object]) -> Function:
        """This function, its very result handed to `consume` in the same thread.

        For results that live, such as generators: `student.f.then(list)(args)`.
        """
        function = self._function
        return Function(self._name, lambda *a, **k: consume(function(*a, **k)))

    def raw(self, *args: object, **kwargs: object) -> Any:
        """Call and return the very object (for plots, generators and other living things)."""
        __tracebackhide__ = True
        call = self.start(*args, **kwargs)
        call.end()
        call.reraise()
        return call.value

    def bare(self, *args: object, **kwargs: object) -> Any:
        """Call it here and now, unobserved: for programs whose interleavings are explored."""
        return self._function(*args, **kwargs)


class Object:
    """An instance of a student's class: methods are `Function`s, other attributes plain data."""

    def __init__(self, name: str, instance: object) -> None:
        self.__dict__.update(_name=name, _instance=instance)

    def __getattr__(self, name: str) -> Any:
        __tracebackhide__ = True
        full = f"{self._name}.{name}"
        own = inspect.getattr_static(self._instance, name, None)  # runs none of the student's code
        if callable(getattr(type(self._instance), name, own)):
            return Function(full, getattr(self._instance, name))
        return Call(full, lambda: getattr(self._instance, name)).result()

    def start(self, name: str) -> Call:
        """Begin to read an attribute and go on at once."""
        return Call(f"{self._name}.{name}", lambda: getattr(self._instance, name))


class Student:
    """The student's names: functions and classes as `Function`s, values as plain data."""

    def __getattr__(self, name: str) -> Any:
        __tracebackhide__ = True
        if name.startswith("_"):
            raise AttributeError(name)
        value = notebook.lookup(name)
        if callable(value):
            return Function(name, value)
        return plain.copy(value, name)

    def names(self, *names: str) -> None:
        """Fail with one clear message unless the notebook defines all of these names."""
        for name in names:
            notebook.lookup(name)


def _has_passed(since: float, seconds: float) -> bool:
    return time.monotonic() - since >= seconds


def begin() -> None:
    """Forget calls and meetings that an earlier test cell left under way."""
    _under_way.clear()
    on_still.clear()
    endings.let_go()


def _let_go() -> bool:
    """Ask every meeting that is under way to let somebody go; whether one did."""
    return any([let_go() for let_go in list(on_still)])  # noqa: C419  (every one is asked)


def _unwrap(value: object) -> object:
    if isinstance(value, Object):
        return value._instance
    if isinstance(value, Function):
        return value._function
    return value.watched if isinstance(value, Observer) else value


def _students_part(error: BaseException) -> Any:
    """The traceback from the student's first line on: the examiner's own frames are cut off."""
    traceback = error.__traceback__
    while traceback is not None:
        if frames.is_students(traceback.tb_frame.f_code.co_filename):
            return traceback
        traceback = traceback.tb_next
    return error.__traceback__


def _interrupt(thread: leftovers.Survivor) -> None:
    """Ask a thread that will never be waited for to end, so that it does not use the processor.

    Never one that sleeps for ever: the request would stay open, and CPython 3.11 asks all other
    threads again and again whether it is theirs, up to a standstill of a thread that is traced.
    """
    if thread.is_alive() and thread.ident is not None:
        ident = ctypes.c_ulong(thread.ident)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ident, ctypes.py_object(SystemExit))


student = Student()
