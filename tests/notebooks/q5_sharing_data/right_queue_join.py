# %% q5-counter — a condition as the lock, a private class for the state
class Counter:
    __slots__ = ("_guard", "_number")

    def __init__(self):
        self._guard, self._number = threading.Condition(), 0

    def increment(self) -> int:
        with self._guard:
            self._number += 1
            return self._number

    @property
    def value(self) -> int:
        with self._guard:
            return self._number

# %% q5-crawl — queue.join, then the workers are told to end
def crawl(urls, fetch, workers=3):
    class Waiting(queue.Queue):
        pass

    waiting, pages = Waiting(), {}

    def work():
        while True:
            url = waiting.get()
            try:
                if url is None:
                    return
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = error
            finally:
                waiting.task_done()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for url in dict.fromkeys(urls):
        waiting.put(url)
    waiting.join()
    for _ in threads:
        waiting.put(None)
    for thread in threads:
        thread.join()
    return pages

# %% q5-production-line — a subclass of Thread for the assembler, the maker started last
def run_production_line(manufacture, assemble):
    class Assembler(threading.Thread):
        result = error = None
        parts = ()

        def run(self):
            ready.wait()
            if self.parts:
                try:
                    self.result = assemble(self.parts[0])
                except Exception as error:
                    self.error = error

    failures = []

    def make():
        try:
            assembler.parts = (manufacture(),)
        except Exception as error:
            failures.append(error)
        ready.set()

    ready = threading.Event()
    assembler = Assembler(daemon=True)
    assembler.start()
    maker = threading.Thread(target=make)
    maker.start()
    maker.join()
    assembler.join()
    if failures:
        raise failures[0]
    if assembler.error is not None:
        raise assembler.error
    return assembler.result

# %% q5-value-worker — acquire and release
# %%module q5_value_worker
def produce_items(counter, count):
    lock = counter.get_lock()
    for _ in range(count):
        lock.acquire()
        try:
            counter.value += 1
        finally:
            lock.release()

# %% q5-value — an explicit context
def count_items(processes=5, per_process=100):
    context = multiprocessing.get_context("spawn")
    counter = context.Value("q")
    children = []
    for _ in range(processes):
        child = context.Process(target=produce_items, args=(counter, per_process), daemon=True)
        child.start()
        children.append(child)
    for child in children:
        child.join()
    return counter.value

# %% q5-manager — a process for each order, as many at once as there are slots
import multiprocessing.connection


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders, alive = manager.list(), {}
        for order_id in order_ids:
            if len(alive) == processes:
                for sentinel in multiprocessing.connection.wait(alive):
                    alive.pop(sentinel).join()
            process = multiprocessing.Process(target=complete_order, args=(orders, order_id))
            process.start()
            alive[process.sentinel] = process
        for process in alive.values():
            process.join()
        return list(orders)
