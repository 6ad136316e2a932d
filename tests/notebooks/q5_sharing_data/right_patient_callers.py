# %% q5-counter — a shared Value serves as number and lock
class Counter:
    def __init__(self):
        self._number = multiprocessing.Value("q", 0)

    def increment(self):
        with self._number.get_lock():
            self._number.value += 1
            return self._number.value

    @property
    def value(self):
        return self._number.value

# %% q5-crawl — workers give up after a moment without a URL, the caller looks now and then
def crawl(urls, fetch, workers=3):
    waiting = queue.LifoQueue()
    for url in sorted(set(urls)):
        waiting.put_nowait(url)
    pages, lock = {}, threading.Lock()

    def work():
        while True:
            try:
                url = waiting.get(timeout=0.05)
            except queue.Empty:
                break
            try:
                page = fetch(url)
            except Exception as error:
                page = error
            with lock:
                pages[url] = page

    threads = [threading.Thread(target=work) for _ in range(min(workers, waiting.qsize()))]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        time.sleep(0.02)
    return pages

# %% q5-production-line — a record with an event in it, a caller that joins with time-outs
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Shelf:
    ready: threading.Event = field(default_factory=threading.Event)
    parts: Any = None
    product: Any = None
    error: Exception | None = None
    made: bool = False


def run_production_line(manufacture, assemble):
    shelf = Shelf()

    def make():
        try:
            shelf.parts = manufacture()
            shelf.made = True
        except Exception as error:
            shelf.error = error
        shelf.ready.set()

    def put_together():
        shelf.ready.wait()
        if shelf.made:
            try:
                shelf.product = assemble(shelf.parts)
            except Exception as error:
                shelf.error = error

    stages = [threading.Thread(target=make), threading.Thread(target=put_together)]
    for stage in reversed(stages):
        stage.start()
    for stage in stages:
        while stage.is_alive():
            stage.join(timeout=0.1)
    if shelf.error:
        raise shelf.error
    return shelf.product

# %% q5-value-worker — the value without its wrapper, under the lock
# %%module q5_value_worker
def produce_items(counter, count):
    for _ in range(count):
        with counter.get_lock():
            counter.get_obj().value += 1

# %% q5-value — waits for the processes by their sentinels
import multiprocessing.connection


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    alive = []
    for number in range(processes):
        alive.append(
            multiprocessing.Process(
                target=produce_items, args=(counter, per_process), name=f"producer {number}"
            )
        )
    for process in alive:
        process.start()
    sentinels = {process.sentinel for process in alive}
    while sentinels:
        sentinels -= set(multiprocessing.connection.wait(sentinels))
    with counter.get_lock():
        return counter.value

# %% q5-manager — a process for each order, named after it, as many threads wait for them
def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()

        def complete(order_id):
            process = multiprocessing.Process(
                target=complete_order, args=(orders, order_id), name=f"order {order_id}"
            )
            process.start()
            process.join()

        with ThreadPoolExecutor(processes) as threads:
            list(threads.map(complete, order_ids))
        return [order for order in orders]
