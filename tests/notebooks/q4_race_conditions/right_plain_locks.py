# %% q4-predict — the other way round
LOST_UPDATE = ["B read", "A read", "A add", "B add", "B write", "A write"]


# %% q4-add-remove — acquire and release in try and finally, while loops
def add_numbers(numbers, shared, lock):
    i = 0
    while i < len(numbers):
        lock.acquire()
        try:
            shared.append(numbers[i])
        finally:
            lock.release()
        i += 1


def remove_numbers(attempts, shared, removed, lock):
    while attempts > 0:
        attempts -= 1
        lock.acquire()
        try:
            if len(shared) == 0:
                continue
            removed.append(shared.pop(0))
        finally:
            lock.release()


# %% q4-run-together — keyword arguments, a list of threads
def run_adder_and_remover(numbers, attempts):
    shared, removed = [], []
    lock = threading.Lock()
    threads = [
        threading.Thread(
            target=remove_numbers,
            kwargs=dict(attempts=attempts, shared=shared, removed=removed, lock=lock),
        ),
        threading.Thread(
            target=add_numbers, kwargs=dict(numbers=numbers, shared=shared, lock=lock)
        ),
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return (shared, removed)


# %% q4-account — a plain Lock, name-mangled attributes, an unlocked helper
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


# %% q4-transfer — plain locks in the order of id, itself apart
def transfer(source, target, amount):
    if source is target:
        return
    first, second = (source, target) if id(source) < id(target) else (target, source)
    with first.lock, second.lock:
        if not source._covers(amount):
            raise ValueError("insufficient funds")
        source._change(-amount)
        target._change(amount)
