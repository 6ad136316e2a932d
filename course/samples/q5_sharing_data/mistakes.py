# %% q5-counter — the number belongs to the class, and the first increment returns 0
class Counter:
    number = 0

    def increment(self):
        Counter.number += 1
        return Counter.number - 1

    @property
    def value(self):
        return Counter.number

# %% q5-crawl — a loop over all URLs, duplicates too, which stops at the first error
def crawl(urls, fetch, workers=3):
    waiting = queue.Queue()
    for url in urls:
        waiting.put(url)
    pages = {}
    while not waiting.empty():
        url = waiting.get()
        pages[url] = fetch(url)
    return list(pages.items())

# %% q5-production-line — one stage after the other, in the caller's thread; errors become results
def run_production_line(manufacture, assemble):
    try:
        return [assemble(manufacture())]
    except Exception as error:
        return error

# %% q5-value-worker — reads and writes without the lock, and counts one too many
# %%module q5_value_worker


def produce_items(counter, count):
    for _ in range(count + 1):
        counter.value += 1

# %% q5-value — joins each process before it starts the next
def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    for _ in range(processes):
        worker = multiprocessing.Process(target=produce_items, args=(counter, per_process))
        worker.start()
        worker.join()
    return counter.value

# %% q5-manager-worker — forgets to say which order
# %%module q5_manager_worker


def complete_order(orders, order_id):
    orders.append("Order completed")

# %% q5-manager — completes the orders in the notebook's own process
def complete_orders(order_ids, processes):
    orders = []
    for order_id in order_ids:
        complete_order(orders, order_id)
    return orders
