# %% q5-value-worker — reads under the lock and writes outside it
# %%module q5_value_worker
def produce_items(counter, count):
    for _ in range(count):
        with counter.get_lock():
            seen = counter.value
        counter.value = seen + 1

# %% q5-value-worker — no lock
# %%module q5_value_worker
def produce_items(counter, count):
    for _ in range(count):
        counter.value += 1

# %% q5-value — computes what should come out
def count_items(processes=5, per_process=100):
    workers = [multiprocessing.Process(target=print) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return processes * per_process

# %% q5-value-worker — adds all at once
# %%module q5_value_worker
def produce_items(counter, count):
    with counter.get_lock():
        counter.value += count

# %% q5-value-worker — a lock of its own
# %%module q5_value_worker
import multiprocessing


def produce_items(counter, count):
    lock = multiprocessing.Lock()
    for _ in range(count):
        with lock:
            counter.value += 1

# %% q5-value-worker — keeps the lock
# %%module q5_value_worker
def produce_items(counter, count):
    for _ in range(count):
        counter.acquire()
        counter.value += 1

# %% q5-value-worker — counts in private, and writes the sum
# %%module q5_value_worker
def produce_items(counter, count):
    mine = counter.value
    for _ in range(count):
        mine += 1
    with counter.get_lock():
        counter.value = mine

# %% q5-value — starts and joins in one loop
def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    for _ in range(processes):
        worker = multiprocessing.Process(target=produce_items, args=(counter, per_process))
        worker.start()
        worker.join()
    return counter.value

# %% q5-value — waits for each process by looking whether it lives
def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    for _ in range(processes):
        worker = multiprocessing.Process(target=produce_items, args=(counter, per_process))
        worker.start()
        while worker.is_alive():
            time.sleep(0.01)
        worker.join()
    return counter.value

# %% q5-value — does not wait for the processes
def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    for _ in range(processes):
        multiprocessing.Process(target=produce_items, args=(counter, per_process)).start()
    return counter.value

# %% q5-value — joins the last process only
def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    for _ in range(processes):
        worker = multiprocessing.Process(target=produce_items, args=(counter, per_process))
        worker.start()
    worker.join()
    return counter.value

# %% q5-value — threads
def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [
        threading.Thread(target=produce_items, args=(counter, per_process))
        for _ in range(processes)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value

# %% q5-value — returns the Value
def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [
        multiprocessing.Process(target=produce_items, args=(counter, per_process))
        for _ in range(processes)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter

# %% q5-value — a value without a lock
def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0, lock=False)
    workers = [
        multiprocessing.Process(target=produce_items, args=(counter, per_process))
        for _ in range(processes)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value

# %% q5-value — always five processes
def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    share = processes * per_process // 5
    workers = [multiprocessing.Process(target=produce_items, args=(counter, share)) for _ in range(5)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value
