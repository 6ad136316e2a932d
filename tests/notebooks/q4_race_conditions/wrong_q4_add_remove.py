# %% q4-add-remove — no lock
def add_numbers(numbers, shared, lock):
    for n in numbers:
        shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        if shared:
            removed.append(shared.pop(0))


# %% q4-add-remove — one lock for the whole loop
def add_numbers(numbers, shared, lock):
    with lock:
        for n in numbers:
            shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    with lock:
        for _ in range(attempts):
            if shared:
                removed.append(shared.pop(0))


# %% q4-add-remove — looks outside of the lock
def add_numbers(numbers, shared, lock):
    for n in numbers:
        with lock:
            shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        if shared:
            with lock:
                removed.append(shared.pop(0))


# %% q4-add-remove — takes the newest
def add_numbers(numbers, shared, lock):
    for n in numbers:
        with lock:
            shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop())


# %% q4-add-remove — a move in two steps
def add_numbers(numbers, shared, lock):
    for n in numbers:
        with lock:
            shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            taken = shared.pop(0) if shared else None
        with lock:
            if taken is not None:
                removed.append(taken)


# %% q4-add-remove — the lock stays held after an error
def add_numbers(numbers, shared, lock):
    for n in numbers:
        lock.acquire()
        shared.append(n)
        lock.release()


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        lock.acquire()
        if shared:
            removed.append(shared.pop(0))
        lock.release()


# %% q4-add-remove — errors are swallowed
def add_numbers(numbers, shared, lock):
    for n in numbers:
        with lock:
            try:
                shared.append(n)
            except Exception:
                pass


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            try:
                removed.append(shared.pop(0))
            except Exception:
                pass


# %% q4-add-remove — a lock of its own
own_lock = threading.Lock()


def add_numbers(numbers, shared, lock):
    for n in numbers:
        with own_lock:
            shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with own_lock:
            if shared:
                removed.append(shared.pop(0))


# %% q4-add-remove — gives up at the first empty attempt
def add_numbers(numbers, shared, lock):
    for n in numbers:
        with lock:
            shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if not shared:
                break
            removed.append(shared.pop(0))


# %% q4-add-remove — waits for a number
def add_numbers(numbers, shared, lock):
    for n in numbers:
        with lock:
            shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        while True:
            with lock:
                if shared:
                    removed.append(shared.pop(0))
                    break
            time.sleep(0.01)


# %% q4-add-remove — takes the lock twice
def add_numbers(numbers, shared, lock):
    def append(n):
        with lock:
            shared.append(n)

    for n in numbers:
        with lock:
            append(n)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop(0))


# %% q4-add-remove — prints outside of the lock
def add_numbers(numbers, shared, lock):
    for n in numbers:
        with lock:
            shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop(0))
    print("left:", shared)


# %% q4-add-remove — clears the list, as a thread that removes everything would
def add_numbers(numbers, shared, lock):
    with lock:
        for n in numbers:
            shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    with lock:
        shared.clear()
