"""q5-counter: other right solutions, and wrong ones with one flaw each."""

# %% right: one lock, the return inside the with block, the value read under it too
import threading


class Counter:
    def __init__(self):
        self._value = 0
        self._lock = threading.Lock()

    def increment(self):
        with self._lock:
            self._value += 1
            return self._value

    @property
    def value(self):
        with self._lock:
            return self._value


# %% right: the new value is kept in a local name and returned after the lock is free
import threading


class Counter:
    def __init__(self):
        self.lock = threading.Lock()
        self.number = 0

    def increment(self):
        with self.lock:
            old = self.number
            new = old + 1
            self.number = new
        return new

    @property
    def value(self):
        return self.number


# %% right: a reentrant lock, and increment uses its own property while it holds it
from threading import RLock


class Counter:
    def __init__(self):
        self._guard = RLock()
        self._count = 0

    def increment(self):
        with self._guard:
            self._count = self.value + 1
            return self.value

    @property
    def value(self):
        with self._guard:
            return self._count


# %% right: acquire and release by hand in try/finally, typed and with slots
import threading


class Counter:
    """A thread-safe counter."""

    __slots__ = ("_lock", "_value")

    def __init__(self) -> None:
        self._lock: threading.Lock = threading.Lock()
        self._value: int = 0

    def increment(self) -> int:
        self._lock.acquire()
        try:
            self._value += 1
            return self._value
        finally:
            self._lock.release()

    @property
    def value(self) -> int:
        self._lock.acquire()
        try:
            return self._value
        finally:
            self._lock.release()


# %% right: a synchronized decorator that takes the lock of the instance
import functools
import threading


def synchronized(method):
    @functools.wraps(method)
    def locked(self, *args, **kwargs):
        with self._lock:
            return method(self, *args, **kwargs)

    return locked


class Counter:
    def __init__(self):
        self._lock = threading.Lock()
        self._value = 0

    @synchronized
    def increment(self):
        self._value += 1
        return self._value

    @property
    @synchronized
    def value(self):
        return self._value


# %% right: the number itself is a token in a queue of one place; who has it may change it
import queue


class Counter:
    def __init__(self):
        self._box = queue.Queue(maxsize=1)
        self._box.put(0)

    def increment(self):
        number = self._box.get() + 1
        self._box.put(number)
        return number

    @property
    def value(self):
        number = self._box.get()
        self._box.put(number)
        return number


# %% right: a token in a SimpleQueue, and the last number beside it
from queue import SimpleQueue


class Counter:
    def __init__(self):
        self._token = SimpleQueue()
        self._token.put("may count")
        self._last = 0

    def increment(self):
        token = self._token.get()
        try:
            self._last += 1
            return self._last
        finally:
            self._token.put(token)

    @property
    def value(self):
        return self._last


# %% right: a dataclass with a lock of its own made by default_factory
import threading
from dataclasses import dataclass, field


@dataclass(eq=False)
class Counter:
    _number: int = field(default=0, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def increment(self) -> int:
        with self._lock:
            self._number += 1
            result = self._number
        return result

    @property
    def value(self) -> int:
        with self._lock:
            return self._number


# %% right: a condition and a busy flag, waited for in a while loop
import threading


class Counter:
    def __init__(self):
        self._turn = threading.Condition()
        self._busy = False
        self._value = 0

    def increment(self):
        with self._turn:
            while self._busy:
                self._turn.wait()
            self._busy = True
        try:
            self._value = self._value + 1
            new = self._value
        finally:
            with self._turn:
                self._busy = False
                self._turn.notify()
        return new

    @property
    def value(self):
        return self._value


# %% right: a semaphore with one permit in place of a lock
import threading


class Counter:
    def __init__(self):
        self._permit = threading.BoundedSemaphore(1)
        self._value = 0

    def increment(self):
        with self._permit:
            self._value += 1
            return self._value

    @property
    def value(self):
        with self._permit:
            return self._value


# %% right: compare and swap under the lock, tried again until it succeeds
import threading


class Counter:
    def __init__(self):
        self._lock = threading.Lock()
        self._value = 0

    def _swap(self, expected, new):
        with self._lock:
            if self._value != expected:
                return False
            self._value = new
            return True

    def increment(self):
        while True:
            seen = self.value
            if self._swap(seen, seen + 1):
                return seen + 1

    @property
    def value(self):
        return self._value


# %% right: a list of ticks, appended and counted under one lock
import threading


class Counter:
    def __init__(self):
        self._ticks = []
        self._lock = threading.Lock()

    def increment(self):
        with self._lock:
            self._ticks.append("tick")
            return len(self._ticks)

    @property
    def value(self):
        return len(self._ticks)


# %% right: itertools.count, asked and stored under one lock
import itertools
import threading


class Counter:
    def __init__(self):
        self._numbers = itertools.count(1)
        self._value = 0
        self._lock = threading.Lock()

    def increment(self):
        with self._lock:
            self._value = next(self._numbers)
            return self._value

    @property
    def value(self):
        with self._lock:
            return self._value


# %% right: a multiprocessing Value does the keeping, its lock is held for the whole step
import multiprocessing


class Counter:
    def __init__(self):
        self._shared = multiprocessing.Value("q", 0)

    def increment(self):
        with self._shared.get_lock():
            self._shared.value += 1
            return self._shared.value

    @property
    def value(self):
        return self._shared.value


# %% right: closures over a lock and a nonlocal number, no attributes that hold the number
import threading


def make_counter():
    number, lock = 0, threading.Lock()

    def add():
        nonlocal number
        with lock:
            number += 1
            return number

    def read():
        with lock:
            return number

    return add, read


class Counter:
    def __init__(self):
        self._add, self._read = make_counter()

    def increment(self):
        return self._add()

    @property
    def value(self):
        return self._read()


# %% wrong: no lock at all
class Counter:
    def __init__(self):
        self._value = 0

    def increment(self):
        self._value += 1
        return self._value

    @property
    def value(self):
        return self._value


# %% wrong: the addition is locked, but what is returned is read after the lock was released
import threading


class Counter:
    def __init__(self):
        self._value = 0
        self._lock = threading.Lock()

    def increment(self):
        with self._lock:
            self._value += 1
        return self._value

    @property
    def value(self):
        with self._lock:
            return self._value


# %% wrong: addition and read-back are two critical sections
import threading


class Counter:
    def __init__(self):
        self._value = 0
        self._lock = threading.Lock()

    def increment(self):
        with self._lock:
            self._value += 1
        return self.value

    @property
    def value(self):
        with self._lock:
            return self._value


# %% wrong: each call of increment makes a lock of its own
import threading


class Counter:
    def __init__(self):
        self._value = 0

    def increment(self):
        lock = threading.Lock()
        with lock:
            self._value += 1
            return self._value

    @property
    def value(self):
        return self._value


# %% wrong: a synchronized decorator that makes a new lock for every call
import functools
import threading


def synchronized(method):
    @functools.wraps(method)
    def locked(*args):
        with threading.RLock():
            return method(*args)

    return locked


class Counter:
    def __init__(self):
        self._value = 0

    @synchronized
    def increment(self):
        self._value += 1
        return self._value

    @property
    @synchronized
    def value(self):
        return self._value


# %% wrong: the old number is read before the lock is taken
import threading


class Counter:
    def __init__(self):
        self._value = 0
        self._lock = threading.Lock()

    def increment(self):
        new = self._value + 1
        with self._lock:
            self._value = new
        return new

    @property
    def value(self):
        with self._lock:
            return self._value


# %% wrong: the read is locked, the write is locked, not the two together
import threading


class Counter:
    def __init__(self):
        self._number = 0
        self._lock = threading.Lock()

    @property
    def value(self):
        with self._lock:
            return self._number

    @value.setter
    def value(self, number):
        with self._lock:
            self._number = number

    def increment(self):
        new = self.value + 1
        self.value = new
        return new


# %% wrong: the lock protects the read only, the write comes after it
import threading


class Counter:
    def __init__(self):
        self._lock = threading.Lock()
        self._value = 0

    def increment(self):
        self._lock.acquire()
        seen = self._value
        self._lock.release()
        self._value = seen + 1
        return seen + 1

    @property
    def value(self):
        return self._value


# %% wrong: a semaphore that lets two threads in
import threading


class Counter:
    def __init__(self):
        self._permits = threading.Semaphore(2)
        self._value = 0

    def increment(self):
        with self._permits:
            self._value += 1
            return self._value

    @property
    def value(self):
        return self._value


# %% wrong: a lock per thread, kept in a dict by thread id
import threading
from collections import defaultdict


class Counter:
    def __init__(self):
        self._locks = defaultdict(threading.Lock)
        self._value = 0

    def increment(self):
        with self._locks[threading.get_ident()]:
            self._value += 1
            return self._value

    @property
    def value(self):
        return self._value


# %% wrong: the number lives in threading.local, so each thread counts for itself
import threading


class Counter:
    def __init__(self):
        self._local = threading.local()
        self._lock = threading.Lock()

    def increment(self):
        with self._lock:
            self._local.number = getattr(self._local, "number", 0) + 1
            return self._local.number

    @property
    def value(self):
        return getattr(self._local, "number", 0)


# %% wrong: tries the lock without blocking and counts on even if it is taken
import threading


class Counter:
    def __init__(self):
        self._lock = threading.Lock()
        self._value = 0

    def increment(self):
        got_it = self._lock.acquire(blocking=False)
        try:
            self._value += 1
            return self._value
        finally:
            if got_it:
                self._lock.release()

    @property
    def value(self):
        return self._value


# %% wrong: waits at most a second for the lock, then goes on without it
import threading


class Counter:
    def __init__(self):
        self._lock = threading.Lock()
        self._value = 0

    def increment(self):
        locked = self._lock.acquire(timeout=1)
        self._value += 1
        new = self._value
        if locked:
            self._lock.release()
        return new

    @property
    def value(self):
        return self._value


# %% wrong: increment calls the property, which wants the same plain lock again
import threading


class Counter:
    def __init__(self):
        self._lock = threading.Lock()
        self._value = 0

    def increment(self):
        with self._lock:
            self._value += 1
            return self.value

    @property
    def value(self):
        with self._lock:
            return self._value


# %% wrong: itertools.count gives distinct numbers, but the attribute in between is shared
import itertools


class Counter:
    def __init__(self):
        self._numbers = itertools.count(1)
        self._value = 0

    def increment(self):
        self._value = next(self._numbers)
        return self._value

    @property
    def value(self):
        return self._value


# %% wrong: the returned numbers are distinct, but a late thread sets the value back
import itertools
import threading


class Counter:
    def __init__(self):
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._value = 0

    def increment(self):
        with self._lock:
            number = next(self._numbers)
        self._value = number
        return number

    @property
    def value(self):
        return self._value


# %% wrong: append is one safe step, but another thread may append before len is asked
class Counter:
    def __init__(self):
        self._ticks = []

    def increment(self):
        self._ticks.append(1)
        return len(self._ticks)

    @property
    def value(self):
        return len(self._ticks)


# %% wrong: an Event as a lock, waited for and cleared in two steps
import threading


class Counter:
    def __init__(self):
        self._free = threading.Event()
        self._free.set()
        self._value = 0

    def increment(self):
        self._free.wait()
        self._free.clear()
        try:
            self._value += 1
            return self._value
        finally:
            self._free.set()

    @property
    def value(self):
        return self._value


# %% wrong: a condition whose busy flag is asked with if, not again after waking up
import threading


class Counter:
    def __init__(self):
        self._turn = threading.Condition()
        self._busy = False
        self._value = 0

    def increment(self):
        with self._turn:
            if self._busy:
                self._turn.wait()
            self._busy = True
        self._value += 1
        new = self._value
        with self._turn:
            self._busy = False
            self._turn.notify()
        return new

    @property
    def value(self):
        return self._value


# %% wrong: optimistic: writes, looks whether its number is there, and believes it
class Counter:
    def __init__(self):
        self._value = 0

    def increment(self):
        while True:
            mine = self._value + 1
            self._value = mine
            if self._value == mine:
                return mine

    @property
    def value(self):
        return self._value


# %% wrong: the lock is made at the first use, so two first users may make two
import threading


class Counter:
    def __init__(self):
        self._lock = None
        self._value = 0

    def increment(self):
        if self._lock is None:
            self._lock = threading.Lock()
        with self._lock:
            self._value += 1
            return self._value

    @property
    def value(self):
        return self._value


# %% wrong: the number is kept on the class, so all counters share it
import threading


class Counter:
    _value = 0
    _lock = threading.Lock()

    def __init__(self):
        pass

    def increment(self):
        with Counter._lock:
            Counter._value += 1
            return Counter._value

    @property
    def value(self):
        with Counter._lock:
            return Counter._value


# %% wrong: a mutable default argument is the number of every counter
import threading


class Counter:
    def __init__(self, state=[0]):
        self._state = state
        self._lock = threading.Lock()

    def increment(self):
        with self._lock:
            self._state[0] += 1
            return self._state[0]

    @property
    def value(self):
        with self._lock:
            return self._state[0]


# %% wrong: one count per thread, summed up without a lock for the return value
import threading


class Counter:
    def __init__(self):
        self._per_thread = {}

    def increment(self):
        me = threading.get_ident()
        self._per_thread[me] = self._per_thread.get(me, 0) + 1
        return self.value

    @property
    def value(self):
        return sum(list(self._per_thread.values()))


# %% wrong: returns the number before the addition
import threading


class Counter:
    def __init__(self):
        self._value = 0
        self._lock = threading.Lock()

    def increment(self):
        with self._lock:
            old = self._value
            self._value += 1
        return old

    @property
    def value(self):
        with self._lock:
            return self._value


# %% wrong: a multiprocessing Value without its lock around the two steps
import multiprocessing


class Counter:
    def __init__(self):
        self._shared = multiprocessing.Value("q", 0)

    def increment(self):
        self._shared.value += 1
        return self._shared.value

    @property
    def value(self):
        return self._shared.value


# %% wrong: the lock is taken and never released, the second increment waits for ever
import threading


class Counter:
    def __init__(self):
        self._lock = threading.Lock()
        self._value = 0

    def increment(self):
        self._lock.acquire()
        self._value += 1
        return self._value

    @property
    def value(self):
        return self._value


# %% right: a semaphore as the lock, a counter of itertools inside it (chunks)
class Counter:
    def __init__(self):
        self.__numbers = itertools.count(1)
        self.__last = 0
        self.__gate = threading.BoundedSemaphore()

    def increment(self) -> int:
        with self.__gate:
            self.__last = next(self.__numbers)
            return self.__last

    def get(self):
        with self.__gate:
            return self.__last

    value = property(get)


# %% right: a shared Value serves as number and lock (patient callers)
class Counter:
    def __init__(self):
        self._number = multiprocessing.Value("q", 0)

    def increment(self):
        with self._number.get_lock():
            self._number.value += 1
            return self._number.value

    @property
    def value(self):
        return self._number.value


# %% right: the critical section in a decorator (pools)
def synchronized(method):
    def guarded(self):
        with self._lock:
            return method(self)

    return guarded


class Counter:
    def __init__(self):
        self._lock, self._count = threading.Lock(), 0

    @synchronized
    def increment(self):
        self._count += 1
        return self._count

    @property
    @synchronized
    def value(self):
        return self._count


# %% right: a condition as the lock, a private class for the state (queue join)
class Counter:
    __slots__ = ("_guard", "_number")

    def __init__(self):
        self._guard, self._number = threading.Condition(), 0

    def increment(self) -> int:
        with self._guard:
            self._number += 1
            return self._number

    @property
    def value(self) -> int:
        with self._guard:
            return self._number


# %% right: a reentrant lock, a value that is read without it (sentinels)
class Counter:
    def __init__(self):
        self.lock = threading.RLock()
        self.count = 0

    def increment(self):
        self.lock.acquire()
        try:
            self.count = self.count + 1
            result = self.count
        finally:
            self.lock.release()
        return result

    value = property(lambda self: self.count)


# %% wrong: returns after the lock was released
class Counter:
    def __init__(self):
        self._value, self._lock = 0, threading.Lock()

    def increment(self):
        with self._lock:
            self._value += 1
        return self._value

    @property
    def value(self):
        return self._value


# %% wrong: no lock
class Counter:
    def __init__(self):
        self._value = 0

    def increment(self):
        self._value += 1
        return self._value

    @property
    def value(self):
        return self._value


# %% wrong: a new lock for each increment
class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        with threading.Lock():
            self.value = self.value + 1
            return self.value


# %% wrong: reads outside the lock, writes inside it
class Counter:
    def __init__(self):
        self._value, self._lock = 0, threading.Lock()

    def increment(self):
        new = self._value + 1
        with self._lock:
            self._value = new
        return new

    @property
    def value(self):
        return self._value


# %% wrong: the number belongs to the class
class Counter:
    _value, _lock = 0, threading.Lock()

    def increment(self):
        with Counter._lock:
            Counter._value += 1
            return Counter._value

    @property
    def value(self):
        return Counter._value


# %% wrong: returns the old value
class Counter:
    def __init__(self):
        self._value, self._lock = 0, threading.Lock()

    def increment(self):
        with self._lock:
            old = self._value
            self._value += 1
            return old

    @property
    def value(self):
        return self._value


# %% wrong: increments, and then asks for the value in a second critical section
class Counter:
    def __init__(self):
        self._value, self._lock = 0, threading.Lock()

    def increment(self):
        with self._lock:
            self._value += 1
        return self.value

    @property
    def value(self):
        with self._lock:
            return self._value


# %% wrong: the property takes the lock that increment holds
class Counter:
    def __init__(self):
        self._value, self._lock = 0, threading.Lock()

    def increment(self):
        with self._lock:
            self._value += 1
            return self.value

    @property
    def value(self):
        with self._lock:
            return self._value


# %% wrong: value is a method
class Counter:
    def __init__(self):
        self._value, self._lock = 0, threading.Lock()

    def increment(self):
        with self._lock:
            self._value += 1
            return self._value

    def value(self):
        return self._value


# %% wrong: a number for each thread
class Counter:
    def __init__(self):
        self._local = threading.local()

    def increment(self):
        self._local.number = getattr(self._local, "number", 0) + 1
        return self._local.number

    @property
    def value(self):
        return getattr(self._local, "number", 0)
