# %% q5-counter — returns after the lock was released
class Counter:
    def __init__(self):
        self._value, self._lock = 0, threading.Lock()

    def increment(self):
        with self._lock:
            self._value += 1
        return self._value

    @property
    def value(self):
        return self._value

# %% q5-counter — no lock
class Counter:
    def __init__(self):
        self._value = 0

    def increment(self):
        self._value += 1
        return self._value

    @property
    def value(self):
        return self._value

# %% q5-counter — a new lock for each increment
class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        with threading.Lock():
            self.value = self.value + 1
            return self.value

# %% q5-counter — reads outside the lock, writes inside it
class Counter:
    def __init__(self):
        self._value, self._lock = 0, threading.Lock()

    def increment(self):
        new = self._value + 1
        with self._lock:
            self._value = new
        return new

    @property
    def value(self):
        return self._value

# %% q5-counter — the number belongs to the class
class Counter:
    _value, _lock = 0, threading.Lock()

    def increment(self):
        with Counter._lock:
            Counter._value += 1
            return Counter._value

    @property
    def value(self):
        return Counter._value

# %% q5-counter — returns the old value
class Counter:
    def __init__(self):
        self._value, self._lock = 0, threading.Lock()

    def increment(self):
        with self._lock:
            old = self._value
            self._value += 1
            return old

    @property
    def value(self):
        return self._value

# %% q5-counter — increments, and then asks for the value in a second critical section
class Counter:
    def __init__(self):
        self._value, self._lock = 0, threading.Lock()

    def increment(self):
        with self._lock:
            self._value += 1
        return self.value

    @property
    def value(self):
        with self._lock:
            return self._value

# %% q5-counter — the property takes the lock that increment holds
class Counter:
    def __init__(self):
        self._value, self._lock = 0, threading.Lock()

    def increment(self):
        with self._lock:
            self._value += 1
            return self.value

    @property
    def value(self):
        with self._lock:
            return self._value

# %% q5-counter — value is a method
class Counter:
    def __init__(self):
        self._value, self._lock = 0, threading.Lock()

    def increment(self):
        with self._lock:
            self._value += 1
            return self._value

    def value(self):
        return self._value

# %% q5-counter — a number for each thread
class Counter:
    def __init__(self):
        self._local = threading.local()

    def increment(self):
        self._local.number = getattr(self._local, "number", 0) + 1
        return self._local.number

    @property
    def value(self):
        return getattr(self._local, "number", 0)
