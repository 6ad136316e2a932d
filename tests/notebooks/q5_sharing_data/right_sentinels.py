# %% q5-counter — a reentrant lock, a value that is read without it
class Counter:
    def __init__(self):
        self.lock = threading.RLock()
        self.count = 0

    def increment(self):
        self.lock.acquire()
        try:
            self.count = self.count + 1
            result = self.count
        finally:
            self.lock.release()
        return result

    value = property(lambda self: self.count)

# %% q5-crawl — an end mark for each worker
def crawl(urls, fetch, workers=3):
    waiting, done = queue.Queue(), queue.Queue()
    for url in set(urls):
        waiting.put(url)
    for _ in range(workers):
        waiting.put(None)

    def work():
        while (url := waiting.get()) is not None:
            try:
                done.put((url, fetch(url)))
            except Exception as error:
                done.put((url, error))

    threads = [threading.Thread(target=work, daemon=True) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return dict(done.get() for _ in range(done.qsize()))

# %% q5-production-line — an executor, an event, a list
def run_production_line(manufacture, assemble):
    ready, shelf = threading.Event(), []

    def make():
        try:
            shelf.append(manufacture())
        finally:
            ready.set()

    def put_together():
        ready.wait()
        return assemble(shelf[0]) if shelf else None

    with ThreadPoolExecutor(2) as pool:
        product = pool.submit(put_together)
        parts = pool.submit(make)
        parts.result()
        return product.result()

# %% q5-value-worker — the counter is its own lock
# %%module q5_value_worker
def produce_items(counter, count):
    while count > 0:
        with counter:
            counter.value = counter.value + 1
        count -= 1

# %% q5-manager — an executor, a manager that is shut down
def complete_orders(order_ids, processes):
    manager = multiprocessing.Manager()
    try:
        orders = manager.list()
        with ProcessPoolExecutor(processes) as pool:
            for future in [pool.submit(complete_order, orders, order_id) for order_id in order_ids]:
                future.result()
        return orders[:]
    finally:
        manager.shutdown()
