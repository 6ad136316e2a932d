# %% q4-add-remove — an exception tells that the list is empty
def add_numbers(numbers, shared, lock):
    numbers = iter(numbers)
    while True:
        try:
            number = next(numbers)
        except StopIteration:
            return
        with lock:
            shared.insert(len(shared), number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock, contextlib.suppress(IndexError):
            removed.append(shared.pop(0))


# %% q4-run-together — lambdas, daemon threads, a condition as the lock
def run_adder_and_remover(numbers, attempts):
    shared, removed = list(), list()
    lock = threading.Condition()
    a = threading.Thread(target=lambda: add_numbers(numbers, shared, lock), daemon=True)
    r = threading.Thread(
        target=lambda: remove_numbers(attempts, shared, removed, lock), daemon=True
    )
    a.start(), r.start()
    r.join(), a.join()
    return shared, removed


# %% q4-account — slots, a condition, and a reader without the lock: each write is a whole balance
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


# %% q4-transfer — tries the second lock, and backs off when it is taken
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
