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

# %% q5-crawl — a worker dies of the first error
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def work():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            pages[url] = fetch(url)

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return pages

# %% q5-crawl — waits for a page that another worker took
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def work():
        while len(pages) < len(set(urls)):
            url = waiting.get()
            try:
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = error

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return pages

# %% q5-crawl — no queue
def crawl(urls, fetch, workers=3):
    def one(url):
        try:
            return fetch(url)
        except Exception as error:
            return error

    urls = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(workers) as pool:
        return dict(zip(urls, pool.map(one, urls)))

# %% q5-production-line — polls
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def make():
        try:
            outcome["parts"] = manufacture()
        except Exception as error:
            outcome["error"] = error
        ready.set()

    def put_together():
        while not ready.is_set():
            time.sleep(0.01)
        if "parts" in outcome:
            try:
                outcome["product"] = assemble(outcome["parts"])
            except Exception as error:
                outcome["error"] = error

    threads = [threading.Thread(target=put_together), threading.Thread(target=make)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in outcome:
        raise outcome["error"]
    return outcome["product"]

# %% q5-production-line — a condition of its own in place of the event
def run_production_line(manufacture, assemble):
    with ThreadPoolExecutor(1) as maker, ThreadPoolExecutor(1) as assembler:
        parts = maker.submit(manufacture)
        return assembler.submit(lambda: assemble(parts.result())).result()

# %% q5-production-line — the maker's error leaves the assembler waiting
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def make():
        outcome["parts"] = manufacture()
        ready.set()

    def put_together():
        ready.wait()
        outcome["product"] = assemble(outcome["parts"])

    threads = [threading.Thread(target=put_together), threading.Thread(target=make)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcome["product"]

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

# %% q5-manager — returns the proxy
def complete_orders(order_ids, processes):
    manager = multiprocessing.Manager()
    orders = manager.list()
    with multiprocessing.Pool(processes) as pool:
        pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
    return orders

# %% q5-manager — a process for each order
def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        workers = [multiprocessing.Process(target=complete_order, args=(orders, n)) for n in order_ids]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return list(orders)

# %% q5-manager — threads
def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with ThreadPoolExecutor(processes) as pool:
            list(pool.map(lambda order_id: complete_order(orders, order_id), order_ids))
        return list(orders)
