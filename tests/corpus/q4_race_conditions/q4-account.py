"""q4-account: other right solutions, and wrong ones with one flaw each."""

# %% right: one plain lock around everything
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError(f"only {self._balance} in the account")
            self._balance -= amount


# %% right: RLock, and withdraw goes through the property and a setter
import threading


class Account:
    def __init__(self, balance=0):
        self.__lock = threading.RLock()
        self.__balance = balance

    @property
    def balance(self):
        with self.__lock:
            return self.__balance

    @balance.setter
    def balance(self, value):
        with self.__lock:
            self.__balance = value

    def deposit(self, amount):
        with self.__lock:
            self.balance = self.balance + amount

    def withdraw(self, amount):
        with self.__lock:
            if self.balance < amount:
                raise ValueError("not enough money")
            self.balance = self.balance - amount


# %% right: the reader takes no lock, each change is a single assignment
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance = self._balance + amount

    def withdraw(self, amount):
        with self._lock:
            rest = self._balance - amount
            if rest < 0:
                raise ValueError("not enough money")
            self._balance = rest


# %% right: the state is a dataclass
import threading
from dataclasses import dataclass, field


@dataclass
class Vault:
    money: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)


class Account:
    def __init__(self, balance=0):
        self.vault = Vault(balance)

    @property
    def balance(self):
        with self.vault.lock:
            return self.vault.money

    def deposit(self, amount):
        with self.vault.lock:
            self.vault.money += amount

    def withdraw(self, amount):
        with self.vault.lock:
            if self.vault.money >= amount:
                self.vault.money -= amount
            else:
                raise ValueError(amount)


# %% right: slots, and acquire and release in try/finally
import threading


class Account:
    __slots__ = ("_balance", "_mutex")

    def __init__(self, balance=0):
        self._balance = balance
        self._mutex = threading.Lock()

    @property
    def balance(self):
        self._mutex.acquire()
        try:
            return self._balance
        finally:
            self._mutex.release()

    def deposit(self, amount):
        self._mutex.acquire()
        try:
            self._balance += amount
        finally:
            self._mutex.release()

    def withdraw(self, amount):
        self._mutex.acquire()
        try:
            if self._balance - amount < 0:
                raise ValueError("the balance does not reach")
            self._balance -= amount
        finally:
            self._mutex.release()


# %% right: a synchronized decorator with the lock of the instance
import functools
import threading


def synchronized(method):
    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        with self._lock:
            return method(self, *args, **kwargs)

    return wrapper


class Account:
    def __init__(self, balance=0):
        self._lock = threading.RLock()
        self._balance = balance

    @property
    @synchronized
    def balance(self):
        return self._balance

    @synchronized
    def deposit(self, amount):
        self._balance += amount

    @synchronized
    def withdraw(self, amount):
        if self.balance < amount:
            raise ValueError("not enough money")
        self._balance -= amount


# %% right: a context manager of its own, with finally
import contextlib
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def _exclusive(self):
        self._lock.acquire()
        try:
            yield
        finally:
            self._lock.release()

    @property
    def balance(self):
        with self._exclusive():
            return self._balance

    def deposit(self, amount):
        with self._exclusive():
            self._balance += amount

    def withdraw(self, amount):
        with self._exclusive():
            if not amount <= self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %% right: a condition as the monitor of the account
import threading


class Account:
    def __init__(self, balance=0):
        self._changed = threading.Condition()
        self._balance = balance

    @property
    def balance(self):
        with self._changed:
            return self._balance

    def deposit(self, amount):
        with self._changed:
            self._balance += amount
            self._changed.notify_all()

    def withdraw(self, amount):
        with self._changed:
            if self._balance < amount:
                raise ValueError("not enough money")
            self._balance -= amount
            self._changed.notify_all()


# %% right: a bounded semaphore of one
import threading


class Account:
    def __init__(self, balance=0):
        self._one_at_a_time = threading.BoundedSemaphore(1)
        self._balance = balance

    @property
    def balance(self):
        with self._one_at_a_time:
            return self._balance

    def deposit(self, amount):
        with self._one_at_a_time:
            self._balance += amount

    def withdraw(self, amount):
        with self._one_at_a_time:
            if self._balance < amount:
                raise ValueError("not enough money")
            self._balance -= amount


# %% right: the balance lies in a queue of one place, whoever takes it out is alone
import queue


class Account:
    def __init__(self, balance=0):
        self._safe = queue.Queue(maxsize=1)
        self._safe.put(balance)

    @property
    def balance(self):
        money = self._safe.get()
        self._safe.put(money)
        return money

    def deposit(self, amount):
        money = self._safe.get()
        try:
            money = money + amount
        finally:
            self._safe.put(money)

    def withdraw(self, amount):
        money = self._safe.get()
        try:
            if money < amount:
                raise ValueError("not enough money")
            money = money - amount
        finally:
            self._safe.put(money)


# %% right: a ledger that only grows, only withdrawals need the lock
import threading


class Account:
    def __init__(self, balance=0):
        self._ledger = [balance]
        self._withdrawals = threading.Lock()

    @property
    def balance(self):
        return sum(self._ledger)

    def deposit(self, amount):
        self._ledger.append(amount)

    def withdraw(self, amount):
        with self._withdrawals:
            if sum(self._ledger) < amount:
                raise ValueError("not enough money")
            self._ledger.append(-amount)


# %% right: one lock for all accounts
import threading


class Account:
    _lock = threading.Lock()

    def __init__(self, balance=0):
        self._balance = balance

    @property
    def balance(self):
        with Account._lock:
            return self._balance

    def deposit(self, amount):
        with Account._lock:
            self._balance += amount

    def withdraw(self, amount):
        with Account._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %% right: takes the money first and puts it back, unseen as readers take the lock
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        with self._lock:
            self._balance -= amount
            if self._balance < 0:
                self._balance += amount
                raise ValueError("not enough money")


# %% right: optimistic, computes without the lock and commits if nothing has changed
import threading


class Account:
    def __init__(self, balance=0):
        self._state = (balance,)
        self._commit_lock = threading.Lock()

    def _commit(self, old, balance):
        with self._commit_lock:
            if self._state is not old:
                return False
            self._state = (balance,)
            return True

    @property
    def balance(self):
        return self._state[0]

    def deposit(self, amount):
        while True:
            old = self._state
            if self._commit(old, old[0] + amount):
                return

    def withdraw(self, amount):
        while True:
            old = self._state
            if old[0] < amount:
                raise ValueError("not enough money")
            if self._commit(old, old[0] - amount):
                return


# %% right: readers-writer lock
import contextlib
import threading


class ReadersWriterLock:
    def __init__(self):
        self._condition = threading.Condition()
        self._readers = 0
        self._writing = False

    @contextlib.contextmanager
    def reading(self):
        with self._condition:
            self._condition.wait_for(lambda: not self._writing)
            self._readers += 1
        try:
            yield
        finally:
            with self._condition:
                self._readers -= 1
                self._condition.notify_all()

    @contextlib.contextmanager
    def writing(self):
        with self._condition:
            self._condition.wait_for(lambda: not self._writing and self._readers == 0)
            self._writing = True
        try:
            yield
        finally:
            with self._condition:
                self._writing = False
                self._condition.notify_all()


class Account:
    def __init__(self, balance=0):
        self._guard = ReadersWriterLock()
        self._balance = balance

    @property
    def balance(self):
        with self._guard.reading():
            return self._balance

    def deposit(self, amount):
        with self._guard.writing():
            self._balance += amount

    def withdraw(self, amount):
        with self._guard.writing():
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %% right: closures over the balance and the lock
import threading


class Account:
    def __init__(self, balance=0):
        lock = threading.Lock()

        def read():
            with lock:
                return balance

        def deposit(amount):
            nonlocal balance
            with lock:
                balance += amount

        def withdraw(amount):
            nonlocal balance
            with lock:
                if balance < amount:
                    raise ValueError("not enough money")
                balance -= amount

        self._read, self.deposit, self.withdraw = read, deposit, withdraw

    balance = property(lambda self: self._read())


# %% right: inherits from a monitor
import threading


class Monitor:
    def __init__(self):
        self._monitor = threading.RLock()

    def __enter__(self):
        self._monitor.acquire()
        return self

    def __exit__(self, kind, error, traceback):
        self._monitor.release()


class Account(Monitor):
    def __init__(self, balance=0):
        super().__init__()
        self._amount = balance

    @property
    def balance(self):
        with self:
            return self._amount

    def deposit(self, amount):
        with self:
            self._amount += amount

    def withdraw(self, amount):
        with self:
            if self.balance < amount:
                raise ValueError("not enough money")
            self._amount -= amount


# %% right: typed, with a ValueError of its own and a check of the amount
import threading


class InsufficientFunds(ValueError):
    """The balance does not reach."""


class Account:
    """A bank account that threads can share."""

    def __init__(self, balance: int = 0) -> None:
        self._lock = threading.Lock()
        self._balance = balance

    @property
    def balance(self) -> int:
        with self._lock:
            return self._balance

    def deposit(self, amount: int) -> None:
        self._change(amount, amount)

    def withdraw(self, amount: int) -> None:
        self._change(amount, -amount)

    def _change(self, amount: int, by: int) -> None:
        if amount < 0:
            raise ValueError(f"negative amount: {amount}")
        with self._lock:
            new = self._balance + by
            if new < 0:
                raise InsufficientFunds(f"{self._balance} does not reach for {amount}")
            self._balance = new


# %% right: two locks, always taken in the same order, over-cautious
import threading


class Account:
    def __init__(self, balance=0):
        self._operation_lock = threading.Lock()
        self._balance_lock = threading.Lock()
        self._balance = balance

    @property
    def balance(self):
        with self._balance_lock:
            return self._balance

    def deposit(self, amount):
        with self._operation_lock:
            old = self.balance
            with self._balance_lock:
                self._balance = old + amount

    def withdraw(self, amount):
        with self._operation_lock:
            old = self.balance
            if old < amount:
                raise ValueError("not enough money")
            with self._balance_lock:
                self._balance = old - amount


# %% right: a beginner's flag, and the error is raised after the lock is free
import threading


class Account:
    def __init__(self, balance=0):
        self.money = balance
        self.lock = threading.Lock()

    @property
    def balance(self):
        self.lock.acquire()
        result = self.money
        self.lock.release()
        return result

    def deposit(self, amount):
        self.lock.acquire()
        self.money = self.money + amount
        self.lock.release()

    def withdraw(self, amount):
        self.lock.acquire()
        enough = self.money >= amount
        if enough:
            self.money = self.money - amount
        self.lock.release()
        if not enough:
            raise ValueError("There is not enough money in the account!")


# %% right: a history whose last entry is the balance
import threading


class Account:
    def __init__(self, balance=0):
        self._history = [balance]
        self._lock = threading.Lock()

    @property
    def balance(self):
        return self._history[-1]

    def deposit(self, amount):
        with self._lock:
            self._history.append(self._history[-1] + amount)

    def withdraw(self, amount):
        with self._lock:
            if self._history[-1] < amount:
                raise ValueError("not enough money")
            self._history.append(self._history[-1] - amount)


# %% right: asks for the lock again and again until it has it
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    def _enter(self):
        while not self._lock.acquire(timeout=0.5):
            pass

    @property
    def balance(self):
        self._enter()
        try:
            return self._balance
        finally:
            self._lock.release()

    def deposit(self, amount):
        self._enter()
        try:
            self._balance += amount
        finally:
            self._lock.release()

    def withdraw(self, amount):
        self._enter()
        try:
            if self._balance < amount:
                raise ValueError("not enough money")
            self._balance -= amount
        finally:
            self._lock.release()


# %% wrong: withdraw checks the balance before it takes the lock
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        if amount > self._balance:
            raise ValueError("not enough money")
        with self._lock:
            self._balance -= amount


# %% wrong: withdraw checks in one critical section and takes off in the next
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
        with self._lock:
            self._balance -= amount


# %% wrong: deposit reads the balance outside of the lock and writes inside
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        new = self._balance + amount
        with self._lock:
            self._balance = new

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %% wrong: deposit takes no lock, adding cannot overdraw
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        self._balance += amount

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %% wrong: each call makes a lock of its own
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance

    @property
    def balance(self):
        with threading.Lock():
            return self._balance

    def deposit(self, amount):
        with threading.Lock():
            self._balance += amount

    def withdraw(self, amount):
        with threading.Lock():
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %% wrong: takes off first and puts back, while the reader takes no lock
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        with self._lock:
            self._balance -= amount
            if self._balance < 0:
                self._balance += amount
                raise ValueError("not enough money")


# %% wrong: += on a property whose getter and setter are locked one by one
import threading


class Account:
    def __init__(self, balance=0):
        self._lock = threading.Lock()
        self._balance = balance

    @property
    def balance(self):
        with self._lock:
            return self._balance

    @balance.setter
    def balance(self, value):
        with self._lock:
            self._balance = value

    def deposit(self, amount):
        self.balance += amount

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %% wrong: the message of a refused withdrawal asks for the balance and waits for its own lock
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError(f"only {self.balance} in the account")
            self._balance -= amount


# %% wrong: a refused withdrawal keeps the lock
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        self._lock.acquire()
        if amount > self._balance:
            raise ValueError("not enough money")
        self._balance -= amount
        self._lock.release()


# %% wrong: the context manager has no finally, an error inside of it keeps the lock
import contextlib
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def _exclusive(self):
        self._lock.acquire()
        yield
        self._lock.release()

    @property
    def balance(self):
        with self._exclusive():
            return self._balance

    def deposit(self, amount):
        with self._exclusive():
            self._balance += amount

    def withdraw(self, amount):
        with self._exclusive():
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %% wrong: the guard's __exit__ returns True and swallows the ValueError
import threading


class Guard:
    def __init__(self):
        self._lock = threading.Lock()

    def __enter__(self):
        return self._lock.acquire()

    def __exit__(self, *error):
        self._lock.release()
        return True


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._guard = Guard()

    @property
    def balance(self):
        with self._guard:
            return self._balance

    def deposit(self, amount):
        with self._guard:
            self._balance += amount

    def withdraw(self, amount):
        with self._guard:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %% wrong: withdraw waits for the lock for a second, then goes on without it
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        mine = self._lock.acquire(timeout=1)
        try:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount
        finally:
            if mine:
                self._lock.release()


# %% wrong: a deposit is dropped when the lock is taken just then
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        if self._lock.acquire(blocking=False):
            try:
                self._balance += amount
            finally:
                self._lock.release()

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %% wrong: one lock for deposits and another one for withdrawals
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._deposit_lock = threading.Lock()
        self._withdraw_lock = threading.Lock()

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        with self._deposit_lock:
            self._balance += amount

    def withdraw(self, amount):
        with self._withdraw_lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %% wrong: the decorator makes one lock for each method
import functools
import threading


def synchronized(method):
    lock = threading.RLock()

    @functools.wraps(method)
    def wrapper(self, *args):
        with lock:
            return method(self, *args)

    return wrapper


class Account:
    def __init__(self, balance=0):
        self._balance = balance

    @property
    @synchronized
    def balance(self):
        return self._balance

    @synchronized
    def deposit(self, amount):
        self._balance += amount

    @synchronized
    def withdraw(self, amount):
        if amount > self._balance:
            raise ValueError("not enough money")
        self._balance -= amount


# %% wrong: the lock is made at its first use, and two threads may both make one
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = None

    def _get_lock(self):
        if self._lock is None:
            self._lock = threading.Lock()
        return self._lock

    @property
    def balance(self):
        with self._get_lock():
            return self._balance

    def deposit(self, amount):
        with self._get_lock():
            self._balance += amount

    def withdraw(self, amount):
        with self._get_lock():
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %% wrong: a semaphore that lets two in
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._gate = threading.Semaphore(2)

    @property
    def balance(self):
        with self._gate:
            return self._balance

    def deposit(self, amount):
        with self._gate:
            self._balance += amount

    def withdraw(self, amount):
        with self._gate:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %% wrong: a refused withdrawal releases the semaphore twice, and from then on it lets two in
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._gate = threading.Semaphore(1)

    @property
    def balance(self):
        with self._gate:
            return self._balance

    def deposit(self, amount):
        with self._gate:
            self._balance += amount

    def withdraw(self, amount):
        self._gate.acquire()
        try:
            if amount > self._balance:
                self._gate.release()
                raise ValueError("not enough money")
            self._balance -= amount
        finally:
            self._gate.release()


# %% wrong: an event in place of a lock, two threads may both find it set
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._free = threading.Event()
        self._free.set()

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        self._free.wait()
        self._free.clear()
        self._balance += amount
        self._free.set()

    def withdraw(self, amount):
        self._free.wait()
        self._free.clear()
        try:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount
        finally:
            self._free.set()


# %% wrong: a flag in place of a lock, looked at first and set afterwards
import time


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._busy = False

    def _enter(self):
        while self._busy:
            time.sleep(0.001)
        self._busy = True

    def _leave(self):
        self._busy = False

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        self._enter()
        try:
            self._balance += amount
        finally:
            self._leave()

    def withdraw(self, amount):
        self._enter()
        try:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount
        finally:
            self._leave()


# %% wrong: the balance is thread-local, each thread has a balance of its own
import threading


class Account:
    def __init__(self, balance=0):
        self._opening = balance
        self._local = threading.local()

    @property
    def balance(self):
        return getattr(self._local, "balance", self._opening)

    def deposit(self, amount):
        self._local.balance = self.balance + amount

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError("not enough money")
        self._local.balance = self.balance - amount


# %% wrong: each thread has a lock of its own
import collections
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._locks = collections.defaultdict(threading.Lock)

    def _lock(self):
        return self._locks[threading.get_ident()]

    @property
    def balance(self):
        with self._lock():
            return self._balance

    def deposit(self, amount):
        with self._lock():
            self._balance += amount

    def withdraw(self, amount):
        with self._lock():
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %% wrong: the reader subtracts two totals without the lock, between the two reads both may change
import threading


class Account:
    def __init__(self, balance=0):
        self._paid_in = balance
        self._taken_out = 0
        self._lock = threading.Lock()

    @property
    def balance(self):
        return self._paid_in - self._taken_out

    def deposit(self, amount):
        with self._lock:
            self._paid_in += amount

    def withdraw(self, amount):
        with self._lock:
            if amount > self._paid_in - self._taken_out:
                raise ValueError("not enough money")
            self._taken_out += amount


# %% wrong: the account is recounted under the lock, but the reader takes none and sees half a count
import threading


class Account:
    def __init__(self, balance=0):
        self._entries = [balance]
        self._balance = balance
        self._lock = threading.Lock()

    def _recount(self):
        self._balance = 0
        for entry in self._entries:
            self._balance += entry

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        with self._lock:
            self._entries.append(amount)
            self._recount()

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._entries.append(-amount)
            self._recount()


# %% wrong: a ledger without a lock, two withdrawals may both find enough money
class Account:
    def __init__(self, balance=0):
        self._ledger = [balance]

    @property
    def balance(self):
        return sum(self._ledger)

    def deposit(self, amount):
        self._ledger.append(amount)

    def withdraw(self, amount):
        if sum(self._ledger) < amount:
            raise ValueError("not enough money")
        self._ledger.append(-amount)


# %% wrong: what readers see is set after the lock is free, an old balance may be set last
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._shown = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        return self._shown

    def deposit(self, amount):
        with self._lock:
            self._balance += amount
            new = self._balance
        self._shown = new

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount
            new = self._balance
        self._shown = new


# %% wrong: optimistic, but the look whether something has changed and the write are not one step
class Account:
    def __init__(self, balance=0):
        self._state = (balance,)

    def _commit(self, old, balance):
        if self._state is not old:
            return False
        self._state = (balance,)
        return True

    @property
    def balance(self):
        return self._state[0]

    def deposit(self, amount):
        while True:
            old = self._state
            if self._commit(old, old[0] + amount):
                return

    def withdraw(self, amount):
        while True:
            old = self._state
            if old[0] < amount:
                raise ValueError("not enough money")
            if self._commit(old, old[0] - amount):
                return


# %% wrong: withdraw waits until there is enough money
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._changed = threading.Condition()

    @property
    def balance(self):
        with self._changed:
            return self._balance

    def deposit(self, amount):
        with self._changed:
            self._balance += amount
            self._changed.notify_all()

    def withdraw(self, amount):
        with self._changed:
            self._changed.wait_for(lambda: self._balance >= amount)
            self._balance -= amount


# %% wrong: withdraw takes what is there before it raises
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        with self._lock:
            taken = min(amount, self._balance)
            self._balance -= taken
            if taken < amount:
                raise ValueError(f"there were only {taken}")


# %% wrong: the whole balance cannot be withdrawn
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        with self._lock:
            if self._balance > amount:
                self._balance -= amount
            else:
                raise ValueError("not enough money")


# %% wrong: an amount of 0 is refused
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("the amount must be positive")
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %% wrong: the ledger is a default argument and shared by all accounts
import threading


class Account:
    def __init__(self, balance=0, ledger=[]):
        self._lock = threading.Lock()
        self._opening = balance
        self._ledger = ledger

    def _sum(self):
        return self._opening + sum(self._ledger)

    @property
    def balance(self):
        with self._lock:
            return self._sum()

    def deposit(self, amount):
        with self._lock:
            self._ledger.append(amount)

    def withdraw(self, amount):
        with self._lock:
            if amount > self._sum():
                raise ValueError("not enough money")
            self._ledger.append(-amount)


# %% wrong: deposits count as reading in a readers-writer lock, two of them run at once
import contextlib
import threading


class ReadersWriterLock:
    def __init__(self):
        self._condition = threading.Condition()
        self._readers = 0
        self._writing = False

    @contextlib.contextmanager
    def reading(self):
        with self._condition:
            self._condition.wait_for(lambda: not self._writing)
            self._readers += 1
        try:
            yield
        finally:
            with self._condition:
                self._readers -= 1
                self._condition.notify_all()

    @contextlib.contextmanager
    def writing(self):
        with self._condition:
            self._condition.wait_for(lambda: not self._writing and self._readers == 0)
            self._writing = True
        try:
            yield
        finally:
            with self._condition:
                self._writing = False
                self._condition.notify_all()


class Account:
    def __init__(self, balance=0):
        self._guard = ReadersWriterLock()
        self._balance = balance

    @property
    def balance(self):
        with self._guard.reading():
            return self._balance

    def deposit(self, amount):
        with self._guard.reading():
            self._balance += amount

    def withdraw(self, amount):
        with self._guard.writing():
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %% wrong: a refused withdrawal takes the RLock twice and gives it back once
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.RLock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def _reaches(self, amount):
        self._lock.acquire()
        if amount > self._balance:
            return False
        self._lock.release()
        return True

    def withdraw(self, amount):
        with self._lock:
            if not self._reaches(amount):
                raise ValueError("not enough money")
            self._balance -= amount


# %% wrong: the balance lies in a queue, and the reader peeks when it may be out
import queue


class Account:
    def __init__(self, balance=0):
        self._safe = queue.Queue(maxsize=1)
        self._safe.put(balance)

    @property
    def balance(self):
        return self._safe.queue[0]

    def deposit(self, amount):
        money = self._safe.get()
        try:
            money = money + amount
        finally:
            self._safe.put(money)

    def withdraw(self, amount):
        money = self._safe.get()
        try:
            if money < amount:
                raise ValueError("not enough money")
            money = money - amount
        finally:
            self._safe.put(money)


# %% wrong: the deposit is booked later, in a thread that nobody waits for
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def _add(self, amount):
        with self._lock:
            self._balance += amount

    def deposit(self, amount):
        threading.Thread(target=self._add, args=(amount,), daemon=True).start()

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %% wrong: return in finally swallows the ValueError
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        done = False
        self._lock.acquire()
        try:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount
            done = True
        finally:
            self._lock.release()
            return done


# %% wrong: withdraw books a negative deposit after the RLock of the check is free
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.RLock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError("not enough money")
        self.deposit(-amount)


# %% wrong: the lock is let go between reading and writing, since computing needs no lock
import threading


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            old = self._balance
        new = old + amount
        with self._lock:
            self._balance = new

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %% wrong: the ledger is summed up now and then, and the unlocked reader may find it empty
import threading


class Account:
    def __init__(self, balance=0):
        self._ledger = [balance]
        self._lock = threading.Lock()

    def _book(self, amount):
        self._ledger.append(amount)
        if len(self._ledger) > 2:
            total = sum(self._ledger)
            self._ledger.clear()
            self._ledger.append(total)

    @property
    def balance(self):
        return sum(self._ledger)

    def deposit(self, amount):
        with self._lock:
            self._book(amount)

    def withdraw(self, amount):
        with self._lock:
            if amount > sum(self._ledger):
                raise ValueError("not enough money")
            self._book(-amount)


# %% wrong: the balance is in a class attribute, all accounts change the same one
import threading


class Account:
    _lock = threading.Lock()
    _balance = 0

    def __init__(self, balance=0):
        with Account._lock:
            Account._balance = balance

    @property
    def balance(self):
        with Account._lock:
            return Account._balance

    def deposit(self, amount):
        with Account._lock:
            Account._balance += amount

    def withdraw(self, amount):
        with Account._lock:
            if amount > Account._balance:
                raise ValueError("not enough money")
            Account._balance -= amount


# %% wrong: raises an error that is no ValueError
import threading


class NotEnoughMoney(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise NotEnoughMoney(amount)
            self._balance -= amount


# %% right: the balances live in one dictionary that is replaced as a whole (closures)
BALANCES = {}
WRITING = threading.RLock()


class Account:
    def __init__(self, balance=0):
        with WRITING:
            globals()["BALANCES"] = {**BALANCES, self: balance}

    @property
    def balance(self):
        return BALANCES[self]

    def deposit(self, amount):
        with WRITING:
            globals()["BALANCES"] = {**BALANCES, self: BALANCES[self] + amount}

    def withdraw(self, amount):
        with WRITING:
            if BALANCES[self] < amount:
                raise ValueError("not enough")
            globals()["BALANCES"] = {**BALANCES, self: BALANCES[self] - amount}


# %% right: entries in a list; the account is its own context manager; numbered accounts (ledger)
class Account:
    numbers = itertools.count()

    def __init__(self, balance=0):
        self.number = next(Account.numbers)
        self.entries = [balance]
        self.lock = threading.RLock()

    def __enter__(self):
        self.lock.acquire()
        return self

    def __exit__(self, *exc_info):
        self.lock.release()

    @property
    def balance(self):
        with self:
            return sum(self.entries)

    def deposit(self, amount):
        with self:
            self.entries.append(amount)

    def withdraw(self, amount):
        with self:
            if amount > self.balance:
                raise ValueError(f"{amount} is more than {self.balance}")
            self.entries.append(-amount)


# %% right: one reentrant lock for all accounts (one global lock)
BANK = threading.RLock()


class NotEnough(ValueError):
    pass


class Account:
    def __init__(self, balance=0):
        self._money = balance

    @property
    def balance(self):
        with BANK:
            return self._money

    def deposit(self, amount):
        with BANK:
            self._money = self._money + amount

    def withdraw(self, amount):
        with BANK:
            rest = self._money - amount
            if rest < 0:
                raise NotEnough(amount)
            self._money = rest


# %% right: a dataclass whose reader takes no lock: a single number is read and written at once (outer lock)
@dataclass
class Account:
    _balance: int = 0
    _lock: object = field(default_factory=threading.RLock, repr=False)

    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.RLock()

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        self._lock.acquire()
        new = self._balance + amount
        self._balance = new
        self._lock.release()

    def withdraw(self, amount):
        with self._lock:
            new = self._balance - amount
            if new < 0:
                raise ValueError
            self._balance = new


# %% right: a plain Lock, name-mangled attributes, an unlocked helper (plain locks)
class Account:
    def __init__(self, balance=0):
        self.__balance = balance
        self.lock = threading.Lock()

    def _covers(self, amount):
        return self.__balance >= amount

    def _change(self, amount):
        self.__balance += amount

    @property
    def balance(self):
        with self.lock:
            return self.__balance

    def deposit(self, amount):
        with self.lock:
            self._change(amount)
        return self

    def withdraw(self, amount):
        with self.lock:
            if not self._covers(amount):
                raise ValueError("insufficient funds")
            self._change(-amount)
        return amount


# %% right: slots, a condition, and a reader without the lock: each write is a whole balance (try lock)
class Account:
    __slots__ = ("_balance", "_condition")

    def __init__(self, balance=0):
        self._balance = balance
        self._condition = threading.Condition(threading.Lock())

    @property
    def balance(self):
        with self._condition:
            return self._balance

    def deposit(self, amount):
        if amount < 0:
            raise ValueError("negative amount")
        with self._condition:
            self._balance = amount + self._balance
            self._condition.notify_all()

    def withdraw(self, amount):
        if amount < 0:
            raise ValueError("negative amount")
        with self._condition:
            if self._balance < amount:
                raise ValueError("not enough")
            self._balance = self._balance - amount


# %% wrong: no lock
class Account:
    def __init__(self, balance=0):
        self._balance = balance

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        self._balance += amount

    def withdraw(self, amount):
        if amount > self._balance:
            raise ValueError("not enough")
        self._balance -= amount


# %% wrong: checks before it takes the lock
class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.RLock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        if amount > self._balance:
            raise ValueError("not enough")
        with self._lock:
            self._balance -= amount


# %% wrong: checks under one lock, acts under the next
class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.RLock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError("not enough")
        with self._lock:
            self._balance -= amount


# %% wrong: reads under one lock, writes under the next
class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.RLock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            new = self._balance + amount
        with self._lock:
            self._balance = new

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough")
            self._balance -= amount


# %% wrong: overdraws for a moment, and readers see it
class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.RLock()

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        with self._lock:
            self._balance -= amount
            if self._balance < 0:
                self._balance += amount
                raise ValueError("not enough")


# %% wrong: a refused withdrawal changes the balance
class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.RLock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        with self._lock:
            self._balance -= amount
            if self._balance < 0:
                raise ValueError("not enough")


# %% wrong: only withdraw is locked
class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.RLock()

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        self._balance += amount

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough")
            self._balance -= amount


# %% wrong: a new lock in each call
class Account:
    def __init__(self, balance=0):
        self._balance = balance

    @property
    def balance(self):
        with threading.Lock():
            return self._balance

    def deposit(self, amount):
        with threading.Lock():
            self._balance += amount

    def withdraw(self, amount):
        with threading.Lock():
            if amount > self._balance:
                raise ValueError("not enough")
            self._balance -= amount


# %% wrong: the lock stays held after a refusal
class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        self._lock.acquire()
        if amount > self._balance:
            raise ValueError("not enough")
        self._balance -= amount
        self._lock.release()


# %% wrong: one balance for all accounts
class Account:
    _balance = 0
    _lock = threading.RLock()

    def __init__(self, balance=0):
        Account._balance = balance

    @property
    def balance(self):
        with self._lock:
            return Account._balance

    def deposit(self, amount):
        with self._lock:
            Account._balance += amount

    def withdraw(self, amount):
        with self._lock:
            if amount > Account._balance:
                raise ValueError("not enough")
            Account._balance -= amount


# %% wrong: the whole balance cannot be withdrawn (once more)
class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.RLock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        with self._lock:
            if amount >= self._balance:
                raise ValueError("not enough")
            self._balance -= amount


# %% wrong: a method asks for the lock that it holds
class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance = self.balance + amount

    def withdraw(self, amount):
        with self._lock:
            if amount > self.balance:
                raise ValueError("not enough")
            self._balance -= amount


# %% wrong: balance is a method
class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.RLock()

    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough")
            self._balance -= amount


# %% wrong: deposits twice over: out for a moment, and readers see it
class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.RLock()

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        with self._lock:
            old = self._balance
            self._balance = 0
            self._balance = old + amount

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough")
            self._balance -= amount


# %% right: one lock for all accounts, a decorator without keywords takes it
import functools
import threading

_bank = threading.RLock()


def whole(method):
    @functools.wraps(method)
    def guarded(*args):
        with _bank:
            return method(*args)

    return guarded


class Account:
    @whole
    def __init__(self, balance=0):
        self._balance = balance

    balance = property(whole(lambda self: self._balance))

    @whole
    def deposit(self, amount):
        self._balance += amount

    @whole
    def withdraw(self, amount):
        if self._balance - amount < 0:
            raise ValueError(amount)
        self._balance -= amount
