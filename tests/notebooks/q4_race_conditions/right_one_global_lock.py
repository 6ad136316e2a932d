# %% q4-predict — A comes first and writes last
LOST_UPDATE = ["A read", "A add", "B read", "B add", "B write", "A write"]


# %% q4-add-remove — slices, and an exception for the empty list
def add_numbers(numbers, shared, lock):
    for n in list(numbers):
        with lock:
            shared += [n]


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            first = shared[:1]
            removed.extend(first)
            del shared[:1]


# %% q4-run-together — an executor
def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.RLock()
    with ThreadPoolExecutor(max_workers=2) as pool:
        jobs = [
            pool.submit(add_numbers, numbers, shared, lock),
            pool.submit(remove_numbers, attempts, shared, removed, lock),
        ]
        for job in jobs:
            job.result()
    return shared, removed


# %% q4-account — one reentrant lock for all accounts
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


# %% q4-transfer — withdraw and deposit under the lock of the bank
def transfer(source, target, amount):
    with BANK:
        source.withdraw(amount)
        target.deposit(amount)
