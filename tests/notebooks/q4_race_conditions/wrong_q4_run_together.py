# %% q4-run-together — never at the same time
def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    for target, args in [
        (add_numbers, (numbers, shared, lock)),
        (remove_numbers, (attempts, shared, removed, lock)),
    ]:
        t = threading.Thread(target=target, args=args)
        t.start()
        t.join()
    return shared, removed


# %% q4-run-together — one in the thread of the caller
def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    t = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock))
    t.start()
    add_numbers(numbers, shared, lock)
    t.join()
    return shared, removed


# %% q4-run-together — two locks
def run_adder_and_remover(numbers, attempts):
    shared, removed = [], []
    a = threading.Thread(target=add_numbers, args=(numbers, shared, threading.Lock()))
    r = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, threading.Lock()))
    a.start(), r.start()
    a.join(), r.join()
    return shared, removed


# %% q4-run-together — does not join
def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    threading.Thread(target=add_numbers, args=(numbers, shared, lock)).start()
    threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock)).start()
    return shared, removed


# %% q4-run-together — calls the function in place of handing it over
def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    a = threading.Thread(target=add_numbers(numbers, shared, lock))
    r = threading.Thread(target=remove_numbers(attempts, shared, removed, lock))
    a.start(), r.start()
    a.join(), r.join()
    return shared, removed


# %% q4-run-together — does not use the functions
def run_adder_and_remover(numbers, attempts):
    numbers = list(numbers)
    return numbers[attempts:], numbers[:attempts]


# %% q4-run-together — a pool of one
def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(add_numbers, numbers, shared, lock)
        pool.submit(remove_numbers, attempts, shared, removed, lock)
    return shared, removed


# %% q4-run-together — lists that remember the last call
all_shared, all_removed = [], []


def run_adder_and_remover(numbers, attempts):
    lock = threading.Lock()
    a = threading.Thread(target=add_numbers, args=(numbers, all_shared, lock))
    r = threading.Thread(target=remove_numbers, args=(attempts, all_shared, all_removed, lock))
    a.start(), r.start()
    a.join(), r.join()
    return all_shared, all_removed


# %% q4-run-together — a lock that locks nothing
def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], contextlib.nullcontext()
    a = threading.Thread(target=add_numbers, args=(numbers, shared, lock))
    r = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock))
    a.start(), r.start()
    a.join(), r.join()
    return shared, removed


# %% q4-run-together — holds the lock while it waits
def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    with lock:
        a = threading.Thread(target=add_numbers, args=(numbers, shared, lock))
        r = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock))
        a.start(), r.start()
        a.join(), r.join()
    return shared, removed
