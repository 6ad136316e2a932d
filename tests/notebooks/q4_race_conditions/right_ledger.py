# %% q4-add-remove — recursion-free helper functions
def under(lock, act):
    lock.acquire(True)
    try:
        return act()
    finally:
        lock.release()


def add_numbers(numbers, shared, lock):
    for number in numbers:
        under(lock, lambda: shared.append(number))


def remove_numbers(attempts, shared, removed, lock):
    def move():
        for number in shared:
            removed.append(number)
            shared.remove(number)
            break

    for _ in range(attempts):
        under(lock, move)


# %% q4-run-together — a class of threads
class Runner(threading.Thread):
    def __init__(self, act):
        super().__init__()
        self.act = act

    def run(self):
        self.act()


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Semaphore(1)
    runners = [
        Runner(lambda: add_numbers(numbers, shared, lock)),
        Runner(lambda: remove_numbers(attempts, shared, removed, lock)),
    ]
    [runner.start() for runner in runners]
    [runner.join() for runner in runners]
    return list(shared), list(removed)


# %% q4-account — entries in a list; the account is its own context manager; numbered accounts
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


# %% q4-transfer — ordered by the number of the account, an exit stack
def transfer(source, target, amount):
    with contextlib.ExitStack() as stack:
        for account in sorted({source, target}, key=lambda account: account.number):
            stack.enter_context(account)
        source.withdraw(amount)
        target.deposit(amount)
