# %% q4-account — no lock
class Account:
    def __init__(self, balance=0):
        self._balance = balance

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        self._balance += amount

    def withdraw(self, amount):
        if amount > self._balance:
            raise ValueError("not enough")
        self._balance -= amount


# %% q4-account — checks before it takes the lock
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
        if amount > self._balance:
            raise ValueError("not enough")
        with self._lock:
            self._balance -= amount


# %% q4-account — checks under one lock, acts under the next
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
        if amount > self.balance:
            raise ValueError("not enough")
        with self._lock:
            self._balance -= amount


# %% q4-account — reads under one lock, writes under the next
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
            new = self._balance + amount
        with self._lock:
            self._balance = new

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough")
            self._balance -= amount


# %% q4-account — overdraws for a moment, and readers see it
class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.RLock()

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        with self._lock:
            self._balance -= amount
            if self._balance < 0:
                self._balance += amount
                raise ValueError("not enough")


# %% q4-account — a refused withdrawal changes the balance
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
            self._balance -= amount
            if self._balance < 0:
                raise ValueError("not enough")


# %% q4-account — only withdraw is locked
class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.RLock()

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        self._balance += amount

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough")
            self._balance -= amount


# %% q4-account — a new lock in each call
class Account:
    def __init__(self, balance=0):
        self._balance = balance

    @property
    def balance(self):
        with threading.Lock():
            return self._balance

    def deposit(self, amount):
        with threading.Lock():
            self._balance += amount

    def withdraw(self, amount):
        with threading.Lock():
            if amount > self._balance:
                raise ValueError("not enough")
            self._balance -= amount


# %% q4-account — the lock stays held after a refusal
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
        self._lock.acquire()
        if amount > self._balance:
            raise ValueError("not enough")
        self._balance -= amount
        self._lock.release()


# %% q4-account — one balance for all accounts
class Account:
    _balance = 0
    _lock = threading.RLock()

    def __init__(self, balance=0):
        Account._balance = balance

    @property
    def balance(self):
        with self._lock:
            return Account._balance

    def deposit(self, amount):
        with self._lock:
            Account._balance += amount

    def withdraw(self, amount):
        with self._lock:
            if amount > Account._balance:
                raise ValueError("not enough")
            Account._balance -= amount


# %% q4-account — the whole balance cannot be withdrawn
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
            if amount >= self._balance:
                raise ValueError("not enough")
            self._balance -= amount


# %% q4-account — a method asks for the lock that it holds
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
            self._balance = self.balance + amount

    def withdraw(self, amount):
        with self._lock:
            if amount > self.balance:
                raise ValueError("not enough")
            self._balance -= amount


# %% q4-account — balance is a method
class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.RLock()

    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        with self._lock:
            self._balance += amount

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough")
            self._balance -= amount


# %% q4-account — deposits twice over: out for a moment, and readers see it
class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._lock = threading.RLock()

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        with self._lock:
            old = self._balance
            self._balance = 0
            self._balance = old + amount

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise ValueError("not enough")
            self._balance -= amount
