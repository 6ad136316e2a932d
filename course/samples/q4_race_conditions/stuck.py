# %% q4-transfer — the lock of the transfers is taken again by the thread that holds it: it waits for itself
transfer_lock = threading.Lock()


def take_off(account, amount):
    with transfer_lock:
        account.withdraw(amount)


def transfer(source, target, amount):
    with transfer_lock:
        take_off(source, amount)
        target.deposit(amount)
