# %% q4-account — the balances live in one dictionary that is replaced as a whole
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


# %% q4-transfer — one new dictionary, so readers need no lock
def transfer(source, target, amount):
    global BALANCES
    with WRITING:
        new = dict(BALANCES)
        if new[source] < amount:
            raise ValueError("not enough")
        new[source] -= amount
        new[target] += amount
        BALANCES = new
