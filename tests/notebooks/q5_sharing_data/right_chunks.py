# %% q5-counter — a semaphore as the lock, a counter of itertools inside it
class Counter:
    def __init__(self):
        self.__numbers = itertools.count(1)
        self.__last = 0
        self.__gate = threading.BoundedSemaphore()

    def increment(self) -> int:
        with self.__gate:
            self.__last = next(self.__numbers)
            return self.__last

    def get(self):
        with self.__gate:
            return self.__last

    value = property(get)

# %% q5-crawl — the caller is one of the workers, results come through a second queue
def crawl(urls, fetch, workers=3):
    todo, done = queue.Queue(), queue.Queue()
    seen = []
    for url in urls:
        if url not in seen:
            seen.append(url)
            todo.put(url)

    def work():
        try:
            while True:
                url = todo.get(block=False)
                try:
                    done.put((url, fetch(url)))
                except Exception as error:
                    done.put((url, error))
        except queue.Empty:
            pass

    helpers = [threading.Thread(target=work) for _ in range(workers - 1)]
    [helper.start() for helper in helpers]
    work()
    [helper.join() for helper in helpers]
    pages = {}
    while not done.empty():
        url, page = done.get()
        pages[url] = page
    return pages

# %% q5-production-line — an event for each outcome, parts through a queue, futures by hand
def run_production_line(manufacture, assemble):
    made, shelf, product = threading.Event(), queue.Queue(), concurrent.futures.Future()

    def making():
        try:
            shelf.put(manufacture())
        except Exception as error:
            product.set_exception(error)
        finally:
            made.set()

    def assembling():
        made.wait()
        if product.done():
            return
        try:
            product.set_result(assemble(shelf.get()))
        except Exception as error:
            product.set_exception(error)

    line = (threading.Thread(target=assembling), threading.Thread(target=making))
    for thread in line:
        thread.start()
    for thread in line:
        thread.join()
    return product.result()

# %% q5-value-worker — a process class of its own, lock and value apart
# %%module q5_value_worker
import multiprocessing


def produce_items(counter, count):
    lock = counter.get_lock()
    made = 0
    while made != count:
        with lock:
            before = counter.value
            counter.value = before + 1
        made += 1


class Producer(multiprocessing.Process):
    def __init__(self, counter, count):
        super().__init__()
        self.counter, self.count = counter, count

    def run(self):
        produce_items(self.counter, self.count)

# %% q5-value — the process class
def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("L", 0)
    producers = [Producer(counter, per_process) for _ in range(processes)]
    for producer in producers:
        producer.start()
    for producer in producers:
        producer.join()
        producer.close()
    return int(counter.value)

# %% q5-manager-worker — a share of the orders for each process, which says what it does
# %%module q5_manager_worker
def complete_order(orders, order_id):
    message = "Order {} completed".format(order_id)
    orders.append(message)


def complete_share(orders, share):
    for order_id in share:
        complete_order(orders, order_id)

# %% q5-manager — every n-th order
def complete_orders(order_ids, processes):
    manager = multiprocessing.Manager()
    orders = manager.list()
    shares = [order_ids[start::processes] for start in range(processes)]
    workers = [
        multiprocessing.Process(target=complete_share, args=(orders, share))
        for share in shares
        if share
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    result = list(orders)
    manager.shutdown()
    return result
