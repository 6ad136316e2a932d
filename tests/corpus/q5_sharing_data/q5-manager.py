"""q5-manager: other right solutions, and wrong ones with one flaw each."""

# %% right: starmap of a pool, a copy before the manager ends
# %%% q5-manager-worker
# %%module q5_manager_worker


def complete_order(orders, order_id):
    orders.append(f"Order {order_id} completed")


# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(processes) as pool:
            pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
        return list(orders)


# %% right: Pool.map with a partial, closed and joined by hand in a finally
# %%% q5-manager
import functools
from multiprocessing import Manager, Pool


def complete_orders(order_ids, processes):
    manager = Manager()
    try:
        orders = manager.list()
        pool = Pool(processes=processes)
        try:
            pool.map(functools.partial(complete_order, orders), order_ids)
        finally:
            pool.close()
            pool.join()
        return [message for message in orders]
    finally:
        manager.shutdown()


# %% right: imap_unordered, drained by a loop, one order per task
# %%% q5-manager
import multiprocessing
from functools import partial


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager, multiprocessing.Pool(processes) as pool:
        orders = manager.list()
        for _ in pool.imap_unordered(partial(complete_order, orders), order_ids, chunksize=1):
            pass
        return orders[:]


# %% right: apply_async for each order, every result waited for
# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    finished = []
    with multiprocessing.Manager() as manager:
        shared = manager.list()
        with multiprocessing.Pool(processes) as pool:
            answers = [pool.apply_async(complete_order, args=(shared, order_id)) for order_id in order_ids]
            for answer in answers:
                answer.get()
            pool.close()
            pool.join()
        finished.extend(shared)
    return finished


# %% right: a ProcessPoolExecutor with submit, the results asked for as they complete
# %%% q5-manager
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, as_completed


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with ProcessPoolExecutor(max_workers=processes) as executor:
            futures = [executor.submit(complete_order, orders, order_id) for order_id in order_ids]
            for future in as_completed(futures):
                future.result()
        return list(orders)


# %% right: executor.map with repeat, no orders are an early return
# %%% q5-manager
import multiprocessing
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat


def complete_orders(order_ids, processes):
    if len(order_ids) == 0:
        return []
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with ProcessPoolExecutor(min(processes, len(order_ids))) as executor:
            deque(executor.map(complete_order, repeat(orders, len(order_ids)), order_ids), maxlen=0)
        return sorted(orders)


# %% right: a sliding window of one process per order, the next one starts when one has ended
# %%% q5-manager
import multiprocessing
from multiprocessing.connection import wait


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        alive = {}
        try:
            for order_id in order_ids:
                if len(alive) == processes:
                    for sentinel in wait(list(alive)):
                        alive.pop(sentinel).join()
                process = multiprocessing.Process(target=complete_order, args=(orders, order_id))
                process.start()
                alive[process.sentinel] = process
        finally:
            for process in alive.values():
                process.join()
        return list(orders)


# %% right: worker processes that read a SimpleQueue until their end mark
# %%% q5-manager-worker
# %%module q5_manager_worker


def complete_order(orders, order_id):
    orders.append("Order {} completed".format(order_id))


def work_through(orders, waiting):
    while True:
        message = waiting.get()
        if message == "stop":
            return
        _, order_id = message
        complete_order(orders, order_id)


# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        waiting = multiprocessing.SimpleQueue()
        crew = [multiprocessing.Process(target=work_through, args=(orders, waiting)) for _ in range(processes)]
        for member in crew:
            member.start()
        for order_id in order_ids:
            waiting.put(("order", order_id))
        for _ in crew:
            waiting.put("stop")
        for member in crew:
            member.join()
        waiting.close()
        return list(orders)


# %% right: a subclass of Process and a multiprocessing.Queue whose feeder thread is joined
# %%% q5-manager-worker
# %%module q5_manager_worker
import multiprocessing


def complete_order(orders, order_id):
    message = f"Order {order_id} completed"
    orders.append(message)


class Clerk(multiprocessing.Process):
    def __init__(self, orders, todo):
        super().__init__()
        self.orders = orders
        self.todo = todo

    def run(self):
        job = self.todo.get()
        while job is not None:
            complete_order(self.orders, job[0])
            job = self.todo.get()


# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders, todo = manager.list(), multiprocessing.Queue()
        clerks = [Clerk(orders, todo) for _ in range(processes)]
        for clerk in clerks:
            clerk.start()
        for order_id in order_ids:
            todo.put((order_id,))
        for _ in clerks:
            todo.put(None)
        for clerk in clerks:
            clerk.join()
        todo.close()
        todo.join_thread()
        return list(orders)


# %% right: an initializer gives each worker of the pool the managed list
# %%% q5-manager-worker
# %%module q5_manager_worker

the_orders = None


def complete_order(orders, order_id):
    orders.append(f"Order {order_id} completed")


def remember(orders):
    global the_orders
    the_orders = orders


def complete(order_id):
    complete_order(the_orders, order_id)


# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(processes, initializer=remember, initargs=(orders,)) as pool:
            pool.map(complete, order_ids, chunksize=1)
        return list(orders)


# %% right: typed, an ExitStack, an explicit context
# %%% q5-manager-worker
# %%module q5_manager_worker
from collections.abc import MutableSequence


def complete_order(orders: MutableSequence[str], order_id: object) -> None:
    """Append the message that this order is completed."""
    orders.append(f"Order {order_id} completed")


# %%% q5-manager
import multiprocessing
from collections.abc import Sequence
from contextlib import ExitStack


def complete_orders(order_ids: Sequence[object], processes: int) -> list[str]:
    """Complete all orders in a pool; return the messages."""
    context = multiprocessing.get_context()
    with ExitStack() as stack:
        manager = stack.enter_context(context.Manager())
        orders = manager.list()
        pool = stack.enter_context(context.Pool(processes))
        pool.starmap_async(complete_order, ((orders, order_id) for order_id in order_ids), chunksize=1).get()
        pool.close()
        pool.join()
        return [*orders]


# %% right: a new worker for each order in a pool of bounded size
# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    jobs = []
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        for order_id in order_ids:
            jobs.append((orders, order_id))
        if jobs:
            with multiprocessing.Pool(min(processes, len(jobs)), maxtasksperchild=1) as pool:
                pool.starmap(complete_order, jobs, chunksize=1)
                pool.close()
                pool.join()
        result = []
        for message in orders:
            result.append(message)
    return result


# %% wrong: a process for every order, all alive at once
# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        workers = [multiprocessing.Process(target=complete_order, args=(orders, order_id)) for order_id in order_ids]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return list(orders)


# %% wrong: starts and joins one process after the other
# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        for order_id in order_ids:
            worker = multiprocessing.Process(target=complete_order, args=(orders, order_id))
            worker.start()
            worker.join()
        return list(orders)


# %% wrong: all processes are alive at once, a semaphore only lets `processes` of them write
# %%% q5-manager-worker
# %%module q5_manager_worker


def complete_order(orders, order_id):
    orders.append(f"Order {order_id} completed")


def complete_when_free(slots, orders, order_id):
    with slots:
        complete_order(orders, order_id)


# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    slots = multiprocessing.Semaphore(processes)
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        workers = [
            multiprocessing.Process(target=complete_when_free, args=(slots, orders, order_id)) for order_id in order_ids
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return list(orders)


# %% wrong: a child gives its slot back while it is still alive, so one too many may live
# %%% q5-manager-worker
# %%module q5_manager_worker


def complete_order(orders, order_id):
    orders.append(f"Order {order_id} completed")


def complete_and_free(slots, orders, order_id):
    try:
        complete_order(orders, order_id)
    finally:
        slots.release()


# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    slots = multiprocessing.Semaphore(processes)
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        workers = []
        for order_id in order_ids:
            slots.acquire()
            worker = multiprocessing.Process(target=complete_and_free, args=(slots, orders, order_id))
            worker.start()
            workers.append(worker)
        for worker in workers:
            worker.join()
        return list(orders)


# %% wrong: batches: the next processes start only when the whole batch has ended
# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        for first in range(0, len(order_ids), processes):
            batch = [
                multiprocessing.Process(target=complete_order, args=(orders, order_id))
                for order_id in order_ids[first : first + processes]
            ]
            for worker in batch:
                worker.start()
            for worker in batch:
                worker.join()
        return list(orders)


# %% wrong: returns the proxy, whose manager is gone
# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(processes) as pool:
            pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
    return orders


# %% wrong: copies the list after the manager has ended
# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(processes) as pool:
            pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
    return list(orders)


# %% wrong: the parent completes the orders itself
# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        for order_id in order_ids:
            complete_order(orders, order_id)
        return list(orders)


# %% wrong: multiprocessing.dummy: a pool of threads that looks like a pool of processes
# %%% q5-manager
import multiprocessing
from multiprocessing.dummy import Pool as WorkerPool


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        pool = WorkerPool(processes)
        try:
            pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
        finally:
            pool.close()
            pool.join()
        return list(orders)


# %% wrong: a plain list, of which each worker gets a copy
# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    orders = []
    with multiprocessing.Pool(processes) as pool:
        pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
    return orders


# %% wrong: no managed list: the workers send their messages back as results
# %%% q5-manager-worker
# %%module q5_manager_worker


def complete_order(orders, order_id):
    orders.append(f"Order {order_id} completed")


def completed_message(order_id):
    mine = []
    complete_order(mine, order_id)
    return mine[0]


# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Pool(processes) as pool:
        return pool.map(completed_message, order_ids)


# %% wrong: a manager for the whole notebook that is never shut down
# %%% q5-manager
import multiprocessing

the_manager = None


def complete_orders(order_ids, processes):
    global the_manager
    if the_manager is None:
        the_manager = multiprocessing.Manager()
    orders = the_manager.list()
    with multiprocessing.Pool(processes) as pool:
        pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
    return list(orders)


# %% wrong: the pool is kept for the next call, and its workers with it
# %%% q5-manager
import functools
import multiprocessing


@functools.lru_cache(maxsize=None)
def pool_of(processes):
    return multiprocessing.Pool(processes)


def complete_orders(order_ids, processes):
    pool = pool_of(processes)
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
        return list(orders)


# %% wrong: the executor is told to shut down without waiting, its processes outlive the call
# %%% q5-manager
import concurrent.futures
import multiprocessing


def complete_orders(order_ids, processes):
    executor = concurrent.futures.ProcessPoolExecutor(max_workers=processes)
    try:
        with multiprocessing.Manager() as manager:
            orders = manager.list()
            futures = [executor.submit(complete_order, orders, order_id) for order_id in order_ids]
            for future in futures:
                future.result()
            return list(orders)
    finally:
        executor.shutdown(wait=False)


# %% wrong: apply_async without a wait, and the end of the with block ends the pool
# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(processes) as pool:
            for order_id in order_ids:
                pool.apply_async(complete_order, (orders, order_id))
        return list(orders)


# %% wrong: imap_unordered, whose results nobody takes before the pool is terminated
# %%% q5-manager
import functools
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(processes) as pool:
            pool.imap_unordered(functools.partial(complete_order, orders), order_ids)
        return list(orders)


# %% wrong: copies the list when all is submitted, not when all is done
# %%% q5-manager
import multiprocessing
from concurrent.futures import ProcessPoolExecutor


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with ProcessPoolExecutor(max_workers=processes) as executor:
            for order_id in order_ids:
                executor.submit(complete_order, orders, order_id)
            finished = list(orders)
        return finished


# %% wrong: a large chunksize gives all orders to one worker
# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(processes) as pool:
            pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids], chunksize=25)
        return list(orders)


# %% wrong: the pool has one worker per processor, whatever was asked for
# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool() as pool:
            pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
        return list(orders)


# %% wrong: counts the manager as one of the processes, one worker too few
# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(max(1, processes - 1)) as pool:
            pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
        return list(orders)


# %% wrong: a worker less when there are as many orders as processes (strict comparison off by one)
# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    size = processes
    if size >= len(order_ids):
        size = max(1, len(order_ids) - 1)
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(size) as pool:
            pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
        return list(orders)


# %% wrong: a pool no larger than the orders, so for no orders Pool(0) raises
# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(min(processes, len(order_ids))) as pool:
            pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
        return list(orders)


# %% wrong: complete_order copies the managed list, appends, and writes it back
# %%% q5-manager-worker
# %%module q5_manager_worker


def complete_order(orders, order_id):
    finished = list(orders)
    finished.append(f"Order {order_id} completed")
    orders[:] = finished


# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(processes) as pool:
            pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
        return list(orders)


# %% wrong: complete_order writes to the place len(orders), which two workers may see alike
# %%% q5-manager-worker
# %%module q5_manager_worker


def complete_order(orders, order_id):
    end = len(orders)
    orders[end : end + 1] = [f"Order {order_id} completed"]


# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(processes) as pool:
            pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
        return list(orders)


# %% wrong: worker processes that ask empty() before get(), and may wait for ever
# %%% q5-manager-worker
# %%module q5_manager_worker


def complete_order(orders, order_id):
    orders.append(f"Order {order_id} completed")


def work_through(orders, waiting):
    while not waiting.empty():
        complete_order(orders, waiting.get())


# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders, waiting = manager.list(), manager.Queue()
        for order_id in order_ids:
            waiting.put(order_id)
        crew = [multiprocessing.Process(target=work_through, args=(orders, waiting)) for _ in range(processes)]
        for member in crew:
            member.start()
        for member in crew:
            member.join()
        return list(orders)


# %% wrong: the results of all calls are collected in one list of the module
# %%% q5-manager
import multiprocessing

finished = []


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(processes) as pool:
            pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
        finished.extend(orders)
    return finished


# %% wrong: waits for the workers with a time-out, and terminates those that are slow
# %%% q5-manager
import functools
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(processes) as pool:
            pending = pool.map_async(functools.partial(complete_order, orders), order_ids)
            pending.wait(timeout=3)
        return list(orders)


# %% wrong: equal shares by integer division, the orders of the remainder are forgotten
# %%% q5-manager-worker
# %%module q5_manager_worker


def complete_order(orders, order_id):
    orders.append(f"Order {order_id} completed")


def complete_share(orders, share):
    for order_id in share:
        complete_order(orders, order_id)


# %%% q5-manager
import multiprocessing


def complete_orders(order_ids, processes):
    size = max(1, len(order_ids) // processes)
    shares = [order_ids[number * size : (number + 1) * size] for number in range(processes)]
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(processes) as pool:
            pool.starmap(complete_share, [(orders, share) for share in shares], chunksize=1)
        return list(orders)


# %% right: every n-th order (chunks)
# %%% q5-manager-worker
# %%module q5_manager_worker
def complete_order(orders, order_id):
    message = "Order {} completed".format(order_id)
    orders.append(message)


def complete_share(orders, share):
    for order_id in share:
        complete_order(orders, order_id)

# %%% q5-manager
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


# %% right: a process for each order, named after it, as many threads wait for them (patient callers)
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


# %% right: a process pool's map, in a context of its own (pools)
# %%% q5-manager-worker
# %%module q5_manager_worker
def complete_order(orders, order_id):
    text = "Order %s completed" % (order_id,)
    orders += [text]

# %%% q5-manager
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


# %% right: a process for each order, as many at once as there are slots (queue join)
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


# %% right: an executor, a manager that is shut down (sentinels)
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


# %% wrong: returns the proxy
def complete_orders(order_ids, processes):
    manager = multiprocessing.Manager()
    orders = manager.list()
    with multiprocessing.Pool(processes) as pool:
        pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
    return orders


# %% wrong: a process for each order
def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        workers = [multiprocessing.Process(target=complete_order, args=(orders, n)) for n in order_ids]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return list(orders)


# %% wrong: threads
def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with ThreadPoolExecutor(processes) as pool:
            list(pool.map(lambda order_id: complete_order(orders, order_id), order_ids))
        return list(orders)


# %% wrong: forgets the word
# %%% q5-manager-worker
# %%module q5_manager_worker
def complete_order(orders, order_id):
    orders.append(f"Order {order_id} complete")


# %% wrong: replaces the list
# %%% q5-manager-worker
# %%module q5_manager_worker
def complete_order(orders, order_id):
    orders = orders + [f"Order {order_id} completed"]


# %% wrong: one process after the other
def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        for order_id in order_ids:
            worker = multiprocessing.Process(target=complete_order, args=(orders, order_id))
            worker.start()
            worker.join()
        return list(orders)


# %% wrong: an ordinary list
def complete_orders(order_ids, processes):
    orders = []
    with multiprocessing.Pool(processes) as pool:
        pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
    return orders


# %% wrong: the pool's size is left to the machine
def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(6) as pool:
            pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
        return list(orders)


# %% wrong: ends the pool before the orders are completed
def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(processes) as pool:
            for order_id in order_ids:
                pool.apply_async(complete_order, (orders, order_id))
        return list(orders)


# %% wrong: reads the list when its manager has ended
def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(processes) as pool:
            pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
    return list(orders)


# %% wrong: an executor for each order
def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        pools = [ProcessPoolExecutor(1) for _ in order_ids]
        futures = [p.submit(complete_order, orders, n) for p, n in zip(pools, order_ids)]
        for pool, future in zip(pools, futures):
            future.result()
            pool.shutdown()
        return list(orders)


# %% wrong: texts from the pool, no managed list
def complete_orders(order_ids, processes):
    with multiprocessing.Pool(processes) as pool:
        return pool.map("Order {} completed".format, order_ids)


# %% wrong: apply, one order after the other in the pool
def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(processes) as pool:
            for order_id in order_ids:
                pool.apply(complete_order, (orders, order_id))
        return list(orders)


# %% wrong: the workers return the messages, the managed list is filled in the parent
import multiprocessing


def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(processes) as pool:
            orders.extend(pool.map(message, order_ids))
        return list(orders)

# %%% q5-manager-worker
# %%module q5_manager_worker
def complete_order(orders, order_id):
    orders.append(f"Order {order_id} completed")


def message(order_id):
    orders = []
    complete_order(orders, order_id)
    return orders[0]
