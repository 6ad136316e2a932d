# %% q4-transfer — withdraw, then deposit, no lock for both
def transfer(source, target, amount):
    source.withdraw(amount)
    target.deposit(amount)


# %% q4-transfer — source first, then target
def transfer(source, target, amount):
    with source._lock, target._lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% q4-transfer — a lock for transfers only: readers see money on its way
MOVING = threading.Lock()


def transfer(source, target, amount):
    with MOVING:
        source.withdraw(amount)
        target.deposit(amount)


# %% q4-transfer — the locks are put in the order of the balances
def transfer(source, target, amount):
    first, second = sorted([source, target], key=lambda account: account._balance)
    with first._lock, second._lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% q4-transfer — deposit first, then withdraw
def transfer(source, target, amount):
    first, second = sorted([source, target], key=id)
    with first._lock, second._lock:
        target.deposit(amount)
        source.withdraw(amount)


# %% q4-transfer — moves what it can
def transfer(source, target, amount):
    first, second = sorted([source, target], key=id)
    with first._lock, second._lock:
        try:
            source.withdraw(amount)
        except ValueError:
            return
        target.deposit(amount)


# %% q4-transfer — checks before it takes the locks
def transfer(source, target, amount):
    if source.balance < amount:
        raise ValueError("not enough")
    first, second = sorted([source, target], key=id)
    with first._lock, second._lock:
        source._balance -= amount
        target._balance += amount


# %% q4-transfer — writes balances that it read before it took the locks
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


# %% q4-transfer — its own lock, past the locks of the accounts
MOVING = threading.Lock()


def transfer(source, target, amount):
    with MOVING:
        if source._balance < amount:
            raise ValueError("not enough")
        source._balance -= amount
        target._balance += amount


# %% q4-transfer — to itself it makes money
def transfer(source, target, amount):
    first, second = sorted([source, target], key=id)
    with first._lock, second._lock:
        if source.balance < amount:
            raise ValueError("not enough")
        source_after, target_after = source._balance - amount, target._balance + amount
        source._balance = source_after
        target._balance = target_after


# %% q4-transfer — one lock after the other
def transfer(source, target, amount):
    with source._lock:
        source.withdraw(amount)
    with target._lock:
        target.deposit(amount)


# %% q4-transfer — keeps the source while it asks for the target
def transfer(source, target, amount):
    with source._lock:
        source.withdraw(amount)
        target.deposit(amount)


# %% q4-transfer — the locks are kept after a refusal
def transfer(source, target, amount):
    first, second = sorted([source, target], key=id)
    first._lock.acquire()
    second._lock.acquire()
    source.withdraw(amount)
    target.deposit(amount)
    second._lock.release()
    first._lock.release()


# %% q4-transfer — refuses the whole balance
def transfer(source, target, amount):
    first, second = sorted([source, target], key=id)
    with first._lock, second._lock:
        if source.balance <= amount:
            raise ValueError("not enough")
        source.withdraw(amount)
        target.deposit(amount)
