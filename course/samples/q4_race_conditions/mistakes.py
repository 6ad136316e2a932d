# %% q4-predict — the wrong update is lost
LOST_UPDATE = ["A read", "B read", "A add", "A write", "B add", "B write"]

# %% q4-add-remove — holds the lock for the whole loop, takes the newest number, and keeps the lock after an error
def add_numbers(numbers, shared, lock):
    lock.acquire()
    for number in numbers:
        shared.append(number)
    lock.release()


def remove_numbers(attempts, shared, removed, lock):
    lock.acquire()
    for _ in range(attempts):
        if shared:
            removed.append(shared.pop())
    lock.release()

# %% q4-run-together — waits for the adder before it starts the remover, which works on a copy
def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    adder = threading.Thread(target=add_numbers, args=(numbers, shared, lock))
    adder.start()
    adder.join()
    remover = threading.Thread(target=remove_numbers, args=(attempts, list(shared), removed, lock))
    remover.start()
    remover.join()
    return shared, removed

# %% q4-account — no lock at all, and a refused withdrawal says nothing
class Account:
    def __init__(self, balance=0):
        self.balance = balance

    def deposit(self, amount):
        self.balance += amount

    def withdraw(self, amount):
        if amount <= self.balance:
            self.balance -= amount

# %% q4-transfer — takes the lock of the source, then the one of the target, and trusts the balance
transfer_locks = collections.defaultdict(threading.Lock)


def transfer(source, target, amount):
    with transfer_locks[id(source)]:
        source.withdraw(amount)
        with transfer_locks[id(target)]:
            target.deposit(amount)
