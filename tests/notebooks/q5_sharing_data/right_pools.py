# %% q5-counter — the critical section in a decorator
def synchronized(method):
    def guarded(self):
        with self._lock:
            return method(self)

    return guarded


class Counter:
    def __init__(self):
        self._lock, self._count = threading.Lock(), 0

    @synchronized
    def increment(self):
        self._count += 1
        return self._count

    @property
    @synchronized
    def value(self):
        return self._count

# %% q5-crawl — an executor runs the workers
def crawl(urls, fetch, workers=3):
    todo: queue.Queue[str] = queue.Queue()
    for url in dict.fromkeys(urls):
        todo.put(url)

    def work():
        mine = {}
        while not todo.empty():
            try:
                url = todo.get_nowait()
            except queue.Empty:
                break
            try:
                mine[url] = fetch(url)
            except Exception as error:
                mine[url] = error
        return mine

    pages = {}
    with ThreadPoolExecutor(max_workers=workers) as pool:
        for future in [pool.submit(work) for _ in range(workers)]:
            pages.update(future.result())
    return pages

# %% q5-production-line — one global event, cleared before each run
parts_are_ready = threading.Event()


class Stage(threading.Thread):
    def __init__(self, work):
        super().__init__()
        self.work, self.result, self.error = work, None, None

    def run(self):
        try:
            self.result = self.work()
        except Exception as error:
            self.error = error


def run_production_line(manufacture, assemble):
    parts_are_ready.clear()

    def make():
        try:
            return manufacture()
        finally:
            parts_are_ready.set()

    def put_together():
        parts_are_ready.wait()
        maker.join()
        if maker.error is None:
            return assemble(maker.result)

    maker, assembler = Stage(make), Stage(put_together)
    assembler.start()
    maker.start()
    assembler.join()
    for stage in (maker, assembler):
        if stage.error is not None:
            raise stage.error
    return assembler.result

# %% q5-value-worker — the pool's workers inherit the counter
# %%module q5_value_worker
_counter = None


def inherit(counter):
    global _counter
    _counter = counter


def produce_items(counter, count):
    for _ in range(count):
        counter.acquire()
        counter.value += 1
        counter.release()


def produce(count):
    produce_items(_counter, count)

# %% q5-value — processes, started by a comprehension
def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i")
    workers = {n: multiprocessing.Process(target=produce_items, args=[counter], kwargs={"count": per_process}) for n in range(processes)}
    [worker.start() for worker in workers.values()]
    [worker.join() for worker in workers.values()]
    assert all(worker.exitcode == 0 for worker in workers.values())
    return counter.value

# %% q5-manager-worker — by percent, and noisy
# %%module q5_manager_worker
def complete_order(orders, order_id):
    text = "Order %s completed" % (order_id,)
    orders += [text]

# %% q5-manager — a process pool's map, in a context of its own
import functools


def complete_orders(order_ids, processes):
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager:
        orders = manager.list()
        with context.Pool(processes=processes) as pool:
            pool.map(functools.partial(complete_order, orders), order_ids, chunksize=1)
            pool.close()
            pool.join()
        return list(orders)
