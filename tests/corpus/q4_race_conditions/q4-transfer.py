"""q4-transfer: other right solutions, and wrong ones with one flaw each."""

# %% right: RLocks in the order of id, withdraw and deposit inside
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    first, second = sorted([source, target], key=id)
    with first._lock, second._lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% right: plain locks in the order of id, the balances changed directly
# %%% q4-account
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
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    if id(source) < id(target):
        first, second = source, target
    else:
        first, second = target, source
    with first._lock:
        with second._lock:
            if source._balance < amount:
                raise ValueError("not enough money")
            source._balance -= amount
            target._balance += amount


# %% right: one RLock for the whole bank, nothing but the public interface inside
# %%% q4-account
import threading

bank_lock = threading.RLock()


class Account:
    def __init__(self, balance=0):
        self._balance = balance

    @property
    def balance(self):
        with bank_lock:
            return self._balance

    def deposit(self, amount):
        with bank_lock:
            self._balance += amount

    def withdraw(self, amount):
        with bank_lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    with bank_lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% right: account numbers handed out under a lock, ExitStack takes the locks in their order
# %%% q4-account
import itertools
import threading


class Account:
    _numbers = itertools.count(1)
    _numbers_lock = threading.Lock()

    def __init__(self, balance=0):
        with Account._numbers_lock:
            self.number = next(Account._numbers)
        self.lock = threading.Lock()
        self._balance = balance

    @property
    def balance(self):
        with self.lock:
            return self._balance

    def deposit(self, amount):
        with self.lock:
            self._balance += amount

    def withdraw(self, amount):
        with self.lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
import contextlib


def transfer(source, target, amount):
    accounts = {account.number: account for account in (source, target)}
    with contextlib.ExitStack() as stack:
        for number in sorted(accounts):
            stack.enter_context(accounts[number].lock)
        if source._balance < amount:
            raise ValueError("not enough money")
        source._balance -= amount
        target._balance += amount


# %% right: tries the second lock without waiting, lets go of the first and waits for the other one
# %%% q4-account
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
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    first, second = source._lock, target._lock
    while True:
        first.acquire()
        if second.acquire(blocking=False):
            break
        first.release()
        first, second = second, first
    try:
        if amount > source._balance:
            raise ValueError("not enough money")
        source._balance -= amount
        target._balance += amount
    finally:
        second.release()
        first.release()


# %% right: backs off for a random time when the second lock is taken
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
import random
import time


def transfer(source, target, amount):
    done = False
    while not done:
        with source._lock:
            if target._lock.acquire(blocking=False):
                try:
                    source.withdraw(amount)
                    target.deposit(amount)
                    done = True
                finally:
                    target._lock.release()
        if not done:
            time.sleep(random.uniform(0.0001, 0.002))


# %% right: one more lock for transfers, which makes the order of the others free
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
import threading

transfer_lock = threading.Lock()


def transfer(source, target, amount):
    with transfer_lock, source._lock, target._lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% right: all balances in one dict that is replaced, never changed, so that readers need no lock
# %%% q4-account
import itertools
import threading


class Account:
    _balances = {}
    _numbers = itertools.count()
    _lock = threading.Lock()

    def __init__(self, balance=0):
        with Account._lock:
            self._number = next(Account._numbers)
            Account._balances = {**Account._balances, self._number: balance}

    @property
    def balance(self):
        return Account._balances[self._number]

    def deposit(self, amount):
        with Account._lock:
            old = Account._balances
            Account._balances = {**old, self._number: old[self._number] + amount}

    def withdraw(self, amount):
        with Account._lock:
            old = Account._balances
            if old[self._number] < amount:
                raise ValueError("not enough money")
            Account._balances = {**old, self._number: old[self._number] - amount}


# %%% q4-transfer
def transfer(source, target, amount):
    with Account._lock:
        new = dict(Account._balances)
        if new[source._number] < amount:
            raise ValueError("not enough money")
        new[source._number] -= amount
        new[target._number] += amount
        Account._balances = new


# %% right: a condition guards the set of accounts in use, both are reserved in one step
# %%% q4-account
import contextlib
import threading

changed = threading.Condition()
in_use = set()


@contextlib.contextmanager
def reserved(*accounts):
    wanted = {id(account) for account in accounts}
    with changed:
        changed.wait_for(lambda: not wanted & in_use)
        in_use.update(wanted)
    try:
        yield
    finally:
        with changed:
            in_use.difference_update(wanted)
            changed.notify_all()


class Account:
    def __init__(self, balance=0):
        self._balance = balance

    @property
    def balance(self):
        with reserved(self):
            return self._balance

    def deposit(self, amount):
        with reserved(self):
            self._balance += amount

    def withdraw(self, amount):
        with reserved(self):
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    with reserved(source, target):
        if amount > source._balance:
            raise ValueError("not enough money")
        source._balance -= amount
        target._balance += amount


# %% right: typed, accounts are compared by number and the account has the method that moves
# %%% q4-account
import contextlib
import threading
from collections.abc import Iterator


class Account:
    """A bank account that threads can share."""

    _class_lock = threading.Lock()
    _last_number = 0

    def __init__(self, balance: int = 0) -> None:
        with Account._class_lock:
            Account._last_number += 1
            self._number = Account._last_number
        self._lock = threading.RLock()
        self._balance = balance

    @property
    def balance(self) -> int:
        with self._lock:
            return self._balance

    def deposit(self, amount: int) -> None:
        with self._lock:
            self._balance += amount

    def withdraw(self, amount: int) -> None:
        with self._lock:
            if self._balance < amount:
                raise ValueError(f"a balance of {self._balance} does not reach for {amount}")
            self._balance -= amount

    @staticmethod
    @contextlib.contextmanager
    def _both(one: "Account", other: "Account") -> Iterator[None]:
        low, high = (one, other) if one._number <= other._number else (other, one)
        with low._lock, high._lock:
            yield

    def _move_to(self, other: "Account", amount: int) -> None:
        with self._both(self, other):
            self.withdraw(amount)
            other.deposit(amount)


# %%% q4-transfer
def transfer(source: Account, target: Account, amount: int) -> None:
    """Move the amount from one account to another."""
    source._move_to(target, amount)


# %% right: the balances lie in queues of one place, taken out in the order of id
# %%% q4-account
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
            money += amount
        finally:
            self._safe.put(money)

    def withdraw(self, amount):
        money = self._safe.get()
        try:
            if money < amount:
                raise ValueError("not enough money")
            money -= amount
        finally:
            self._safe.put(money)


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    money = {}
    order = sorted((source, target), key=id)
    for account in order:
        money[account] = account._safe.get()
    try:
        if money[source] < amount:
            raise ValueError("not enough money")
        money[source], money[target] = money[source] - amount, money[target] + amount
    finally:
        for account in order:
            account._safe.put(money[account])


# %% right: looks before it locks to refuse early, and looks again under both locks
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    if source.balance < amount:
        raise ValueError("not enough money")
    first, second = (source, target) if id(source) < id(target) else (target, source)
    with first._lock, second._lock:
        if source.balance < amount:
            raise ValueError("not enough money any more")
        source.withdraw(amount)
        target.deposit(amount)


# %% right: deposits first and takes it back when withdraw refuses, all under both locks
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    first, second = sorted((source, target), key=lambda account: id(account))
    with first._lock, second._lock:
        target.deposit(amount)
        try:
            source.withdraw(amount)
        except ValueError:
            target.withdraw(amount)
            raise


# %% right: beginner's acquire and release with finally, plain semaphores
# %%% q4-account
import threading


class Account:
    def __init__(self, balance=0):
        self.money = balance
        self.gate = threading.Semaphore(1)

    @property
    def balance(self):
        self.gate.acquire()
        result = self.money
        self.gate.release()
        return result

    def deposit(self, amount):
        self.gate.acquire()
        self.money = self.money + amount
        self.gate.release()

    def withdraw(self, amount):
        self.gate.acquire()
        try:
            if self.money < amount:
                raise ValueError("not enough money")
            self.money = self.money - amount
        finally:
            self.gate.release()


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return None
    if id(source) < id(target):
        source.gate.acquire()
        target.gate.acquire()
    else:
        target.gate.acquire()
        source.gate.acquire()
    try:
        money = source.money
        if money < amount:
            raise ValueError("not enough money")
        source.money = money - amount
        target.money = target.money + amount
    finally:
        target.gate.release()
        source.gate.release()


# %% right: lets the source go as soon as it is changed, and still holds the target
# %%% q4-account
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
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    first, second = sorted((source._lock, target._lock), key=id)
    first.acquire()
    second.acquire()
    try:
        try:
            if source._balance < amount:
                raise ValueError("not enough money")
            source._balance -= amount
        finally:
            source._lock.release()
        target._balance += amount
    finally:
        target._lock.release()


# %% right: a helper thread does the work, it is joined and its error handed on
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
from concurrent.futures import ThreadPoolExecutor


def _move(source, target, amount):
    first, second = sorted((source, target), key=id)
    with first._lock, second._lock:
        source.withdraw(amount)
        target.deposit(amount)


def transfer(source, target, amount):
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(_move, source, target, amount).result()


# %% right: operations share a readers-writer lock of the bank, a transfer is the writer
# %%% q4-account
import contextlib
import threading


class Bank:
    def __init__(self):
        self._condition = threading.Condition()
        self._visitors = 0
        self._closed = False

    @contextlib.contextmanager
    def open(self):
        with self._condition:
            while self._closed:
                self._condition.wait()
            self._visitors += 1
        try:
            yield
        finally:
            with self._condition:
                self._visitors -= 1
                self._condition.notify_all()

    @contextlib.contextmanager
    def closed(self):
        with self._condition:
            while self._closed or self._visitors:
                self._condition.wait()
            self._closed = True
        try:
            yield
        finally:
            with self._condition:
                self._closed = False
                self._condition.notify_all()


bank = Bank()


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self):
        with bank.open(), self._lock:
            return self._balance

    def deposit(self, amount):
        with bank.open(), self._lock:
            self._balance += amount

    def withdraw(self, amount):
        with bank.open(), self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    with bank.closed():
        if amount > source._balance:
            raise ValueError("not enough money")
        source._balance -= amount
        target._balance += amount


# %% right: computes without a lock and commits under one when neither account has changed
# %%% q4-account
import threading


class Account:
    _commit_lock = threading.Lock()

    def __init__(self, balance=0):
        self._state = (balance,)

    @staticmethod
    def _commit(*changes):
        with Account._commit_lock:
            if any(account._state is not old for account, old, _ in changes):
                return False
            for account, _, new in changes:
                account._state = (new,)
            return True

    @property
    def balance(self):
        with Account._commit_lock:
            return self._state[0]

    def deposit(self, amount):
        while True:
            old = self._state
            if Account._commit((self, old, old[0] + amount)):
                return

    def withdraw(self, amount):
        while True:
            old = self._state
            if old[0] < amount:
                if Account._commit((self, old, old[0])):
                    raise ValueError("not enough money")
            elif Account._commit((self, old, old[0] - amount)):
                return


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    while True:
        here, there = source._state, target._state
        if here[0] < amount:
            if Account._commit((source, here, here[0])):
                raise ValueError("not enough money")
        elif Account._commit((source, here, here[0] - amount), (target, there, there[0] + amount)):
            return


# %% right: a generator that holds any number of accounts, each once
# %%% q4-account
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
            self._balance -= amount


# %%% q4-transfer
import contextlib


@contextlib.contextmanager
def holding(*accounts):
    taken = []
    try:
        for _, account in sorted({id(account): account for account in accounts}.items()):
            account._lock.acquire()
            taken.append(account)
        yield
    finally:
        for account in reversed(taken):
            account._lock.release()


def transfer(source, target, amount):
    with holding(source, target):
        rest = source._balance - amount
        if rest < 0:
            raise ValueError("not enough money")
        source._balance = rest
        target._balance = target._balance + amount


# %% right: holds the RLock of one account only, the first by id, the other one is taken inside its operation
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    with min(source, target, key=id)._lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% wrong: withdraws and deposits with no lock around both, for a while the money is on its way
# %%% q4-transfer
def transfer(source, target, amount):
    source.withdraw(amount)
    target.deposit(amount)


# %% wrong: takes the lock of the source first, then that of the target
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    with source._lock:
        with target._lock:
            source.withdraw(amount)
            target.deposit(amount)


# %% wrong: deposits before the source has paid, and takes it back when refused
# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    target.deposit(amount)
    try:
        source.withdraw(amount)
    except ValueError:
        target.withdraw(amount)
        raise


# %% wrong: plain locks in order, and a transfer to itself takes the same one twice
# %%% q4-account
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
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    first, second = sorted((source, target), key=id)
    with first._lock, second._lock:
        if amount > source._balance:
            raise ValueError("not enough money")
        source._balance -= amount
        target._balance += amount


# %% wrong: a transfer to itself makes money, as both balances are read first
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    first, second = sorted((source, target), key=id)
    with first._lock, second._lock:
        here, there = source._balance, target._balance
        if here < amount:
            raise ValueError("not enough money")
        source._balance = here - amount
        target._balance = there + amount


# %% wrong: the order of the locks is that of the balances, which may be equal
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    first, second = sorted((source, target), key=lambda account: account.balance)
    with first._lock, second._lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% wrong: accounts with equal balances are taken for the same account
# %%% q4-account
import threading
from dataclasses import dataclass, field


@dataclass
class Money:
    amount: int = 0


class Account:
    def __init__(self, balance=0):
        self._money = Money(balance)
        self._lock = threading.RLock()

    @property
    def balance(self):
        with self._lock:
            return self._money.amount

    def deposit(self, amount):
        with self._lock:
            self._money.amount += amount

    def withdraw(self, amount):
        with self._lock:
            if amount > self._money.amount:
                raise ValueError("not enough money")
            self._money.amount -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    first, second = sorted((source, target), key=id)
    with first._lock, second._lock:
        if source._money == target._money:
            return
        source.withdraw(amount)
        target.deposit(amount)


# %% wrong: one lock for all transfers, but readers do not take it
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
import threading

transfer_lock = threading.Lock()


def transfer(source, target, amount):
    with transfer_lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% wrong: holds both locks, but the reader of a balance takes none
# %%% q4-account
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
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    first, second = sorted((source, target), key=id)
    with first._lock, second._lock:
        if amount > source._balance:
            raise ValueError("not enough money")
        source._balance -= amount
        target._balance += amount


# %% wrong: checks the balance before it has the locks
# %%% q4-account
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
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    if source.balance < amount:
        raise ValueError("not enough money")
    first, second = sorted((source, target), key=id)
    with first._lock, second._lock:
        source._balance -= amount
        target._balance += amount


# %% wrong: checks under the lock of the source, lets it go, and takes both without another look
# %%% q4-account
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
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    with source._lock:
        enough = source._balance >= amount
    if not enough:
        raise ValueError("not enough money")
    first, second = sorted((source, target), key=id)
    with first._lock:
        with second._lock:
            source._balance -= amount
            target._balance += amount


# %% wrong: one lock after the other, each around its own half
# %%% q4-account
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
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    with source._lock:
        if amount > source._balance:
            raise ValueError("not enough money")
        source._balance -= amount
    with target._lock:
        target._balance += amount


# %% wrong: computes both new balances before it takes the locks
# %%% q4-account
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
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    here = source.balance - amount
    there = target.balance + amount
    if here < 0:
        raise ValueError("not enough money")
    first, second = sorted((source, target), key=id)
    with first._lock, second._lock:
        source._balance = here
        target._balance = there


# %% wrong: reads the target's balance before it takes the locks, the source's under them
# %%% q4-account
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
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    there = target.balance
    first, second = sorted((source, target), key=id)
    with first._lock, second._lock:
        if amount > source._balance:
            raise ValueError("not enough money")
        source._balance -= amount
        target._balance = there + amount


# %% wrong: a refused transfer keeps both locks
# %%% q4-account
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
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    first, second = sorted((source, target), key=id)
    first._lock.acquire()
    second._lock.acquire()
    if amount > source._balance:
        raise ValueError("not enough money")
    source._balance -= amount
    target._balance += amount
    second._lock.release()
    first._lock.release()


# %% wrong: a refused transfer gives back the source's lock only
# %%% q4-account
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
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    first, second = sorted((source, target), key=id)
    first._lock.acquire()
    second._lock.acquire()
    if source._balance < amount:
        source._lock.release()
        raise ValueError("not enough money")
    source._balance -= amount
    target._balance += amount
    second._lock.release()
    first._lock.release()


# %% wrong: gives up without a word when the second lock is taken for too long
# %%% q4-account
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
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    with source._lock:
        if target._lock.acquire(timeout=0.5):
            try:
                if amount > source._balance:
                    raise ValueError("not enough money")
                source._balance -= amount
                target._balance += amount
            finally:
                target._lock.release()


# %% wrong: refuses with ValueError when the second lock is taken, though the balance reaches
# %%% q4-account
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
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    with source._lock:
        if not target._lock.acquire(blocking=False):
            raise ValueError("the target is busy")
        try:
            if amount > source._balance:
                raise ValueError("not enough money")
            source._balance -= amount
            target._balance += amount
        finally:
            target._lock.release()


# %% wrong: asks for the second lock again and again, but never lets the first one go
# %%% q4-account
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
            self._balance -= amount


# %%% q4-transfer
import time


def transfer(source, target, amount):
    if source is target:
        return
    with source._lock:
        while not target._lock.acquire(blocking=False):
            time.sleep(0.001)
        try:
            if amount > source._balance:
                raise ValueError("not enough money")
            source._balance -= amount
            target._balance += amount
        finally:
            target._lock.release()


# %% wrong: numbers the accounts at their first transfer, two threads may give the same number
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
numbers = {}


def number(account):
    if account not in numbers:
        numbers[account] = len(numbers)
    return numbers[account]


def transfer(source, target, amount):
    if source is target:
        return
    first, second = sorted((source, target), key=number)
    with first._lock, second._lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% wrong: swaps the accounts themselves to get the order, and then moves the wrong way
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    if id(source) > id(target):
        source, target = target, source
    with source._lock, target._lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% wrong: holds the source while it takes both locks in order
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    first, second = sorted((source, target), key=id)
    with source._lock:
        if source.balance < amount:
            raise ValueError("not enough money")
        with first._lock, second._lock:
            source.withdraw(amount)
            target.deposit(amount)


# %% wrong: a lock for each pair of accounts, which deposits and readers do not take
# %%% q4-account
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
            self._balance -= amount


# %%% q4-transfer
import threading

pair_locks = {}
pair_locks_lock = threading.Lock()


def transfer(source, target, amount):
    if source is target:
        return
    pair = frozenset((source, target))
    with pair_locks_lock:
        lock = pair_locks.setdefault(pair, threading.Lock())
    with lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% wrong: locks of its own for the accounts, not those that the accounts use
# %%% q4-account
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
            self._balance -= amount


# %%% q4-transfer
import threading

transfer_locks = {}
transfer_locks_lock = threading.Lock()


def lock_of(account):
    with transfer_locks_lock:
        return transfer_locks.setdefault(account, threading.RLock())


def transfer(source, target, amount):
    first, second = sorted((source, target), key=id)
    with lock_of(first), lock_of(second):
        if amount > source._balance:
            raise ValueError("not enough money")
        source._balance -= amount
        target._balance += amount


# %% wrong: the ExitStack ends, and frees the locks, before the money moves
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
import contextlib


def transfer(source, target, amount):
    if source is target:
        return
    with contextlib.ExitStack() as stack:
        for account in sorted((source, target), key=id):
            stack.enter_context(account._lock)
    source.withdraw(amount)
    target.deposit(amount)


# %% wrong: a refusal is swallowed
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return True
    first, second = sorted((source, target), key=id)
    with first._lock, second._lock:
        try:
            source.withdraw(amount)
        except ValueError:
            return False
        target.deposit(amount)
        return True


# %% wrong: holds the source's lock only, and deposit waits for the target's inside
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    with source._lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% wrong: holds the lock of the richer account only, which may be another one in the next moment
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    outer = source if source.balance >= target.balance else target
    with outer._lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% wrong: finally pays the target although the source was refused
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    first, second = sorted((source, target), key=id)
    with first._lock, second._lock:
        try:
            source.withdraw(amount)
        finally:
            target.deposit(amount)


# %% wrong: deposits first under both locks, and a refusal leaves the money with the target
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    first, second = sorted((source, target), key=id)
    with first._lock, second._lock:
        target.deposit(amount)
        source.withdraw(amount)


# %% wrong: the whole balance cannot be moved
# %%% q4-account
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
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    first, second = sorted((source, target), key=id)
    with first._lock, second._lock:
        if source._balance <= amount:
            raise ValueError("not enough money")
        source._balance -= amount
        target._balance += amount


# %% wrong: works in a thread that nobody waits for
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
import threading


def _move(source, target, amount):
    first, second = sorted((source, target), key=id)
    with first._lock, second._lock:
        if source.balance >= amount:
            source.withdraw(amount)
            target.deposit(amount)


def transfer(source, target, amount):
    if source is target:
        return
    if source.balance < amount:
        raise ValueError("not enough money")
    threading.Thread(target=_move, args=(source, target, amount), daemon=True).start()


# %% wrong: works in a thread of its own, where the ValueError ends
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
import threading


def transfer(source, target, amount):
    if source is target:
        return

    def move():
        first, second = sorted((source, target), key=id)
        with first._lock, second._lock:
            try:
                source.withdraw(amount)
            except ValueError as error:
                print("refused:", error)
            else:
                target.deposit(amount)

    thread = threading.Thread(target=move)
    thread.start()
    thread.join()


# %% wrong: the message of a refusal asks for the balance under a plain lock and waits for itself
# %%% q4-account
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
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    first, second = sorted((source, target), key=id)
    with first._lock, second._lock:
        if amount > source._balance:
            raise ValueError(f"only {source.balance} in the account, not {amount}")
        source._balance -= amount
        target._balance += amount


# %% wrong: takes the locks in the order of a set, which depends on the order of insertion when places collide
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
import contextlib


def transfer(source, target, amount):
    with contextlib.ExitStack() as stack:
        for lock in {source._lock, target._lock}:
            stack.enter_context(lock)
        source.withdraw(amount)
        target.deposit(amount)


# %% wrong: waits until the source has enough money
# %%% q4-account
import threading

bank = threading.Condition(threading.RLock())


class Account:
    def __init__(self, balance=0):
        self._balance = balance

    @property
    def balance(self):
        with bank:
            return self._balance

    def deposit(self, amount):
        with bank:
            self._balance += amount
            bank.notify_all()

    def withdraw(self, amount):
        with bank:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    with bank:
        bank.wait_for(lambda: source.balance >= amount)
        source.withdraw(amount)
        target.deposit(amount)


# %% wrong: makes new locks in each call
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
import threading


def transfer(source, target, amount):
    if source is target:
        return
    source_lock, target_lock = threading.Lock(), threading.Lock()
    with source_lock, target_lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% wrong: two may transfer at a time, so that one guard lock no longer makes the order free
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
import threading

transfers = threading.Semaphore(2)


def transfer(source, target, amount):
    if source is target:
        return
    with transfers, source._lock, target._lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% wrong: opens the guard lock of transfers again after the first account's lock is taken
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
import threading

transfer_lock = threading.Lock()


def transfer(source, target, amount):
    if source is target:
        return
    with transfer_lock:
        source._lock.acquire()
    try:
        with target._lock:
            source.withdraw(amount)
            target.deposit(amount)
    finally:
        source._lock.release()


# %% wrong: a transfer of 0 is refused
# %%% q4-account
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
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough money")
            self._balance -= amount


# %%% q4-transfer
def transfer(source, target, amount):
    if amount <= 0:
        raise ValueError("the amount must be positive")
    if source is target:
        return
    first, second = sorted((source, target), key=id)
    with first._lock, second._lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% wrong: balances in one dict read without a lock, replaced once for each account
# %%% q4-account
import itertools
import threading


class Account:
    _balances = {}
    _numbers = itertools.count()
    _lock = threading.Lock()

    def __init__(self, balance=0):
        with Account._lock:
            self._number = next(Account._numbers)
            Account._balances = {**Account._balances, self._number: balance}

    @property
    def balance(self):
        return Account._balances[self._number]

    def deposit(self, amount):
        with Account._lock:
            old = Account._balances
            Account._balances = {**old, self._number: old[self._number] + amount}

    def withdraw(self, amount):
        with Account._lock:
            old = Account._balances
            if old[self._number] < amount:
                raise ValueError("not enough money")
            Account._balances = {**old, self._number: old[self._number] - amount}


# %%% q4-transfer
def transfer(source, target, amount):
    with Account._lock:
        for account, change in (source, -amount), (target, amount):
            new = dict(Account._balances)
            new[account._number] += change
            if new[account._number] < 0:
                raise ValueError("not enough money")
            Account._balances = new


# %% right: one new dictionary, so readers need no lock (closures)
# %%% q4-account
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

# %%% q4-transfer
def transfer(source, target, amount):
    global BALANCES
    with WRITING:
        new = dict(BALANCES)
        if new[source] < amount:
            raise ValueError("not enough")
        new[source] -= amount
        new[target] += amount
        BALANCES = new


# %% right: ordered by the number of the account, an exit stack (ledger)
# %%% q4-account
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

# %%% q4-transfer
def transfer(source, target, amount):
    with contextlib.ExitStack() as stack:
        for account in sorted({source, target}, key=lambda account: account.number):
            stack.enter_context(account)
        source.withdraw(amount)
        target.deposit(amount)


# %% right: withdraw and deposit under the lock of the bank (one global lock)
# %%% q4-account
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

# %%% q4-transfer
def transfer(source, target, amount):
    with BANK:
        source.withdraw(amount)
        target.deposit(amount)


# %% right: needs a locked reader, so the accounts get one (outer lock)
# %%% q4-account
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

# %%% q4-transfer
class Account(Account):
    @property
    def balance(self):
        with self._lock:
            return self._balance


MOVING = threading.Lock()


def transfer(source, target, amount):
    """One transfer at a time: then the order of the accounts' locks does not matter."""
    with MOVING, source._lock, target._lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% right: plain locks in the order of id, itself apart (plain locks)
# %%% q4-account
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

# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        return
    first, second = (source, target) if id(source) < id(target) else (target, source)
    with first.lock, second.lock:
        if not source._covers(amount):
            raise ValueError("insufficient funds")
        source._change(-amount)
        target._change(amount)


# %% right: tries the second lock, and backs off when it is taken (try lock)
# %%% q4-account
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

# %%% q4-transfer
def transfer(source, target, amount):
    if source is target:
        if source.balance < amount:
            raise ValueError("not enough")
        return
    while True:
        with source._condition:
            if target._condition.acquire(blocking=False):
                try:
                    if source._balance < amount:
                        raise ValueError("not enough")
                    source._balance -= amount
                    target._balance += amount
                    return
                finally:
                    target._condition.release()
        time.sleep(0.001)


# %% wrong: withdraw, then deposit, no lock for both
def transfer(source, target, amount):
    source.withdraw(amount)
    target.deposit(amount)


# %% wrong: source first, then target
def transfer(source, target, amount):
    with source._lock, target._lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% wrong: a lock for transfers only: readers see money on its way
MOVING = threading.Lock()


def transfer(source, target, amount):
    with MOVING:
        source.withdraw(amount)
        target.deposit(amount)


# %% wrong: the locks are put in the order of the balances
def transfer(source, target, amount):
    first, second = sorted([source, target], key=lambda account: account._balance)
    with first._lock, second._lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% wrong: deposit first, then withdraw
def transfer(source, target, amount):
    first, second = sorted([source, target], key=id)
    with first._lock, second._lock:
        target.deposit(amount)
        source.withdraw(amount)


# %% wrong: moves what it can
def transfer(source, target, amount):
    first, second = sorted([source, target], key=id)
    with first._lock, second._lock:
        try:
            source.withdraw(amount)
        except ValueError:
            return
        target.deposit(amount)


# %% wrong: checks before it takes the locks
def transfer(source, target, amount):
    if source.balance < amount:
        raise ValueError("not enough")
    first, second = sorted([source, target], key=id)
    with first._lock, second._lock:
        source._balance -= amount
        target._balance += amount


# %% wrong: writes balances that it read before it took the locks
def transfer(source, target, amount):
    old_source, old_target = source.balance, target.balance
    if old_source < amount:
        raise ValueError("not enough")
    if source is target:
        return
    first, second = sorted([source, target], key=id)
    with first._lock, second._lock:
        source._balance = old_source - amount
        target._balance = old_target + amount


# %% wrong: its own lock, past the locks of the accounts
MOVING = threading.Lock()


def transfer(source, target, amount):
    with MOVING:
        if source._balance < amount:
            raise ValueError("not enough")
        source._balance -= amount
        target._balance += amount


# %% wrong: to itself it makes money
def transfer(source, target, amount):
    first, second = sorted([source, target], key=id)
    with first._lock, second._lock:
        if source.balance < amount:
            raise ValueError("not enough")
        source_after, target_after = source._balance - amount, target._balance + amount
        source._balance = source_after
        target._balance = target_after


# %% wrong: one lock after the other
def transfer(source, target, amount):
    with source._lock:
        source.withdraw(amount)
    with target._lock:
        target.deposit(amount)


# %% wrong: keeps the source while it asks for the target
def transfer(source, target, amount):
    with source._lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% wrong: the locks are kept after a refusal
def transfer(source, target, amount):
    first, second = sorted([source, target], key=id)
    first._lock.acquire()
    second._lock.acquire()
    source.withdraw(amount)
    target.deposit(amount)
    second._lock.release()
    first._lock.release()


# %% wrong: refuses the whole balance
def transfer(source, target, amount):
    first, second = sorted([source, target], key=id)
    with first._lock, second._lock:
        if source.balance <= amount:
            raise ValueError("not enough")
        source.withdraw(amount)
        target.deposit(amount)


# %% wrong: the order knows only odd and even accounts
def transfer(source, target, amount):
    if source is target:
        return
    first, second = sorted((source, target), key=lambda a: a._number % 2)
    with first._lock, second._lock:
        if source._balance < amount:
            raise ValueError("not enough")
        source._balance -= amount
        target._balance += amount

# %%% q4-account
import itertools
import threading

_numbers = itertools.count()


class Account:
    def __init__(self, balance=0):
        self._number = next(_numbers)
        self._lock = threading.Lock()
        self._balance = balance

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
                raise ValueError("no money")
            self._balance -= amount
