# %% q4-account — a dataclass whose reader takes no lock: a single number is read and written at once
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


# %% q4-transfer — needs a locked reader, so the accounts get one
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
