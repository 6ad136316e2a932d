"""q4-run-together: other right solutions, and wrong ones with one flaw each."""

# %% right: two threads, start both, join both
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    adder = threading.Thread(target=add_numbers, args=(numbers, shared, lock))
    remover = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock))
    adder.start()
    remover.start()
    adder.join()
    remover.join()
    return shared, removed


# %% right: a thread pool of two, results asked for
from concurrent.futures import ThreadPoolExecutor
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed = [], []
    lock = threading.Lock()
    with ThreadPoolExecutor(max_workers=2) as pool:
        jobs = [
            pool.submit(add_numbers, numbers, shared, lock),
            pool.submit(remove_numbers, attempts, shared, removed, lock),
        ]
        for job in jobs:
            job.result()
    return (shared, removed)


# %% right: the remover is started first, joined in a loop
import threading


def run_adder_and_remover(numbers, attempts):
    shared = list()
    removed = list()
    lock = threading.RLock()
    threads = []
    threads.append(threading.Thread(target=remove_numbers, args=[attempts, shared, removed, lock]))
    threads.append(threading.Thread(target=add_numbers, args=[numbers, shared, lock]))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return shared, removed


# %% right: daemon threads, which are joined, with keyword arguments
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    adder = threading.Thread(
        target=add_numbers, kwargs={"numbers": numbers, "shared": shared, "lock": lock}, daemon=True
    )
    remover = threading.Thread(
        target=remove_numbers,
        kwargs={"attempts": attempts, "shared": shared, "removed": removed, "lock": lock},
        daemon=True,
    )
    adder.start()
    remover.start()
    remover.join()
    adder.join()
    return shared, removed


# %% right: subclasses of Thread
import threading


class Adder(threading.Thread):
    def __init__(self, numbers, shared, lock):
        super().__init__(name="adder")
        self.numbers, self.shared, self.lock = numbers, shared, lock

    def run(self):
        add_numbers(self.numbers, self.shared, self.lock)


class Remover(threading.Thread):
    def __init__(self, attempts, shared, removed, lock):
        super().__init__(name="remover")
        self.attempts, self.shared, self.removed, self.lock = attempts, shared, removed, lock

    def run(self):
        remove_numbers(self.attempts, self.shared, self.removed, self.lock)


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    workers = Adder(numbers, shared, lock), Remover(attempts, shared, removed, lock)
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return shared, removed


# %% right: multiprocessing.pool.ThreadPool with apply_async, closed and joined
import threading
from multiprocessing.pool import ThreadPool


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    pool = ThreadPool(2)
    try:
        one = pool.apply_async(add_numbers, (numbers, shared, lock))
        two = pool.apply_async(remove_numbers, (attempts, shared, removed, lock))
        one.get()
        two.get()
    finally:
        pool.close()
        pool.join()
    return shared, removed


# %% right: both wait at a barrier, so that they really run together
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    ready = threading.Barrier(2)

    def add():
        ready.wait()
        add_numbers(numbers, shared, lock)

    def remove():
        ready.wait()
        remove_numbers(attempts, shared, removed, lock)

    threads = [threading.Thread(target=add), threading.Thread(target=remove)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return shared, removed


# %% right: executor.map over two partials
import functools
import threading
from concurrent.futures import ThreadPoolExecutor


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    jobs = [
        functools.partial(add_numbers, numbers, shared, lock),
        functools.partial(remove_numbers, attempts, shared, removed, lock),
    ]
    with ThreadPoolExecutor(len(jobs)) as pool:
        list(pool.map(lambda job: job(), jobs))
    return shared, removed


# %% right: typed, errors of the threads are collected and raised afterwards
import threading
from collections.abc import Callable, Sequence


def run_adder_and_remover(numbers: Sequence[int], attempts: int) -> tuple[list, list]:
    """Run the adder and the remover side by side."""
    shared: list = []
    removed: list = []
    errors: list[Exception] = []
    lock = threading.Lock()

    def guarded(function: Callable[..., None], *args: object) -> None:
        try:
            function(*args)
        except Exception as error:
            errors.append(error)

    threads = (
        threading.Thread(target=guarded, args=(add_numbers, numbers, shared, lock)),
        threading.Thread(target=guarded, args=(remove_numbers, attempts, shared, removed, lock)),
    )
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return shared, removed


# %% right: a context manager that starts on entry and joins on exit, nested
import contextlib
import threading


@contextlib.contextmanager
def running(target, *args):
    thread = threading.Thread(target=target, args=args)
    thread.start()
    try:
        yield thread
    finally:
        thread.join()


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    with running(add_numbers, numbers, shared, lock), running(remove_numbers, attempts, shared, removed, lock):
        pass
    return shared, removed


# %% right: futures.wait inside a pool of many workers
import concurrent.futures
import threading


def run_adder_and_remover(numbers, attempts):
    result = [], []
    lock = threading.Lock()
    with concurrent.futures.ThreadPoolExecutor(max_workers=8) as pool:
        concurrent.futures.wait(
            {pool.submit(remove_numbers, attempts, *result, lock), pool.submit(add_numbers, numbers, result[0], lock)}
        )
    return result


# %% right: done events as well as joins, over-cautious
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    added, taken = threading.Event(), threading.Event()

    def adder():
        try:
            add_numbers(numbers, shared, lock)
        finally:
            added.set()

    def remover():
        try:
            remove_numbers(attempts, shared, removed, lock)
        finally:
            taken.set()

    a = threading.Thread(target=adder)
    r = threading.Thread(target=remover)
    a.start()
    r.start()
    added.wait()
    taken.wait()
    a.join()
    r.join()
    with lock:
        return list(shared), list(removed)


# %% wrong: joins the adder before it starts the remover
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    adder = threading.Thread(target=add_numbers, args=(numbers, shared, lock))
    adder.start()
    adder.join()
    remover = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock))
    remover.start()
    remover.join()
    return shared, removed


# %% wrong: each thread gets a lock of its own
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed = [], []
    adder = threading.Thread(target=add_numbers, args=(numbers, shared, threading.Lock()))
    remover = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, threading.Lock()))
    adder.start()
    remover.start()
    adder.join()
    remover.join()
    return shared, removed


# %% wrong: the remover runs in the thread of the caller
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    adder = threading.Thread(target=add_numbers, args=(numbers, shared, lock))
    adder.start()
    remove_numbers(attempts, shared, removed, lock)
    adder.join()
    return shared, removed


# %% wrong: does not wait for the remover
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    adder = threading.Thread(target=add_numbers, args=(numbers, shared, lock))
    remover = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock))
    adder.start()
    remover.start()
    adder.join()
    return shared, removed


# %% wrong: waits for the remover only, in the belief that it ends last
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    adder = threading.Thread(target=add_numbers, args=(numbers, shared, lock), daemon=True)
    remover = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock), daemon=True)
    adder.start()
    remover.start()
    remover.join()
    return shared, removed


# %% wrong: a pool with one worker
import threading
from concurrent.futures import ThreadPoolExecutor


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(add_numbers, numbers, shared, lock)
        pool.submit(remove_numbers, attempts, shared, removed, lock)
    return shared, removed


# %% wrong: asks for the first result before it submits the second job
import threading
from concurrent.futures import ThreadPoolExecutor


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    with ThreadPoolExecutor(max_workers=2) as pool:
        pool.submit(add_numbers, numbers, shared, lock).result()
        pool.submit(remove_numbers, attempts, shared, removed, lock).result()
    return shared, removed


# %% wrong: ThreadPool.apply waits for each call
import threading
from multiprocessing.pool import ThreadPool


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    pool = ThreadPool(2)
    try:
        pool.apply(add_numbers, (numbers, shared, lock))
        pool.apply(remove_numbers, (attempts, shared, removed, lock))
    finally:
        pool.close()
        pool.join()
    return shared, removed


# %% wrong: returns the lists the other way round
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    adder = threading.Thread(target=add_numbers, args=(numbers, shared, lock))
    remover = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock))
    adder.start()
    remover.start()
    adder.join()
    remover.join()
    return removed, shared


# %% wrong: copies the lists before it waits
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    adder = threading.Thread(target=add_numbers, args=(numbers, shared, lock))
    remover = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock))
    adder.start()
    remover.start()
    with lock:
        result = list(shared), list(removed)
    adder.join()
    remover.join()
    return result


# %% wrong: calls the functions where it should hand them to the threads
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    adder = threading.Thread(target=add_numbers(numbers, shared, lock))
    remover = threading.Thread(target=remove_numbers(attempts, shared, removed, lock))
    adder.start()
    remover.start()
    adder.join()
    remover.join()
    return shared, removed


# %% wrong: run() in place of start()
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    adder = threading.Thread(target=add_numbers, args=(numbers, shared, lock))
    remover = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock))
    adder.run()
    remover.run()
    return shared, removed


# %% wrong: the lists are default arguments and keep the numbers of the call before
import threading


def run_adder_and_remover(numbers, attempts, shared=[], removed=[]):
    lock = threading.Lock()
    adder = threading.Thread(target=add_numbers, args=(numbers, shared, lock))
    remover = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock))
    adder.start()
    remover.start()
    adder.join()
    remover.join()
    return shared, removed


# %% wrong: the remover waits until the adder is finished
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    all_there = threading.Event()

    def adder():
        try:
            add_numbers(numbers, shared, lock)
        finally:
            all_there.set()

    def remover():
        all_there.wait()
        remove_numbers(attempts, shared, removed, lock)

    threads = [threading.Thread(target=adder), threading.Thread(target=remover)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return shared, removed


# %% wrong: the caller holds the lock while it waits for the threads
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    adder = threading.Thread(target=add_numbers, args=(numbers, shared, lock), daemon=True)
    remover = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock), daemon=True)
    with lock:
        adder.start()
        remover.start()
        adder.join()
        remover.join()
    return shared, removed


# %% wrong: each thread takes the lock around its whole function, one RLock for both
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.RLock()

    def adder():
        with lock:
            add_numbers(numbers, shared, lock)

    def remover():
        with lock:
            remove_numbers(attempts, shared, removed, lock)

    threads = [threading.Thread(target=adder), threading.Thread(target=remover)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return shared, removed


# %% wrong: calls remove_numbers once for each attempt
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()

    def remover():
        for _ in range(attempts):
            remove_numbers(1, shared, removed, lock)

    adder = threading.Thread(target=add_numbers, args=(numbers, shared, lock))
    taker = threading.Thread(target=remover)
    adder.start()
    taker.start()
    adder.join()
    taker.join()
    return shared, removed


# %% wrong: one thread for each number
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    threads = [threading.Thread(target=add_numbers, args=([number], shared, lock)) for number in numbers]
    threads.append(threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return shared, removed


# %% wrong: waits for one second at most
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    adder = threading.Thread(target=add_numbers, args=(numbers, shared, lock))
    remover = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock))
    adder.start()
    remover.start()
    adder.join(timeout=1)
    remover.join(timeout=1)
    return shared, removed


# %% wrong: a pool kept in a global, whose threads stay behind
import threading
from concurrent.futures import ThreadPoolExecutor

two_workers = ThreadPoolExecutor(max_workers=2)


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    adder = two_workers.submit(add_numbers, numbers, shared, lock)
    remover = two_workers.submit(remove_numbers, attempts, shared, removed, lock)
    adder.result()
    remover.result()
    return shared, removed


# %% wrong: the pool is shut down without waiting
import threading
from concurrent.futures import ThreadPoolExecutor


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    pool = ThreadPoolExecutor(max_workers=2)
    pool.submit(add_numbers, numbers, shared, lock)
    pool.submit(remove_numbers, attempts, shared, removed, lock)
    pool.shutdown(wait=False)
    return shared, removed


# %% wrong: waits for the first future only
import concurrent.futures
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    pool = concurrent.futures.ThreadPoolExecutor(max_workers=2)
    jobs = [
        pool.submit(add_numbers, numbers, shared, lock),
        pool.submit(remove_numbers, attempts, shared, removed, lock),
    ]
    concurrent.futures.wait(jobs, return_when=concurrent.futures.FIRST_COMPLETED)
    pool.shutdown(wait=False)
    return shared, removed


# %% wrong: has its own loops and does not run the functions of the task before
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()

    def add():
        for number in numbers:
            with lock:
                shared.append(number)

    def remove():
        for _ in range(attempts):
            with lock:
                if shared:
                    removed.append(shared.pop(0))

    threads = [threading.Thread(target=add), threading.Thread(target=remove)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return shared, removed


# %% wrong: returns as soon as all numbers are in the lists, though the threads still run
import threading
import time


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    adder = threading.Thread(target=add_numbers, args=(numbers, shared, lock))
    remover = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock))
    adder.start()
    remover.start()
    while True:
        with lock:
            if len(shared) + len(removed) == len(numbers):
                return shared, removed
        time.sleep(0.001)


# %% wrong: waits until no thread but the main one is left, which other threads can prevent for ever
import threading
import time


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    threading.Thread(target=add_numbers, args=(numbers, shared, lock)).start()
    threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock)).start()
    while threading.active_count() > 1:
        time.sleep(0.001)
    return shared, removed


# %% wrong: a list of two lists, not a tuple
import threading


def run_adder_and_remover(numbers, attempts):
    lists, lock = [[], []], threading.Lock()
    adder = threading.Thread(target=add_numbers, args=(numbers, lists[0], lock))
    remover = threading.Thread(target=remove_numbers, args=(attempts, lists[0], lists[1], lock))
    adder.start()
    remover.start()
    adder.join()
    remover.join()
    return lists


# %% wrong: the remover gets a copy of the list
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    adder = threading.Thread(target=add_numbers, args=(numbers, shared, lock))
    remover = threading.Thread(target=remove_numbers, args=(attempts, shared[:], removed, lock))
    adder.start()
    remover.start()
    adder.join()
    remover.join()
    return shared, removed


# %% wrong: both functions one after the other in a single extra thread
import threading


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()

    def work():
        add_numbers(numbers, shared, lock)
        remove_numbers(attempts, shared, removed, lock)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return shared, removed


# %% right: a class of threads (ledger)
class Runner(threading.Thread):
    def __init__(self, act):
        super().__init__()
        self.act = act

    def run(self):
        self.act()


def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Semaphore(1)
    runners = [
        Runner(lambda: add_numbers(numbers, shared, lock)),
        Runner(lambda: remove_numbers(attempts, shared, removed, lock)),
    ]
    [runner.start() for runner in runners]
    [runner.join() for runner in runners]
    return list(shared), list(removed)


# %% right: an executor (one global lock)
def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.RLock()
    with ThreadPoolExecutor(max_workers=2) as pool:
        jobs = [
            pool.submit(add_numbers, numbers, shared, lock),
            pool.submit(remove_numbers, attempts, shared, removed, lock),
        ]
        for job in jobs:
            job.result()
    return shared, removed


# %% right: keyword arguments, a list of threads (plain locks)
def run_adder_and_remover(numbers, attempts):
    shared, removed = [], []
    lock = threading.Lock()
    threads = [
        threading.Thread(
            target=remove_numbers,
            kwargs=dict(attempts=attempts, shared=shared, removed=removed, lock=lock),
        ),
        threading.Thread(
            target=add_numbers, kwargs=dict(numbers=numbers, shared=shared, lock=lock)
        ),
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return (shared, removed)


# %% right: lambdas, daemon threads, a condition as the lock (try lock)
def run_adder_and_remover(numbers, attempts):
    shared, removed = list(), list()
    lock = threading.Condition()
    a = threading.Thread(target=lambda: add_numbers(numbers, shared, lock), daemon=True)
    r = threading.Thread(
        target=lambda: remove_numbers(attempts, shared, removed, lock), daemon=True
    )
    a.start(), r.start()
    r.join(), a.join()
    return shared, removed


# %% wrong: never at the same time
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


# %% wrong: one in the thread of the caller
def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    t = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock))
    t.start()
    add_numbers(numbers, shared, lock)
    t.join()
    return shared, removed


# %% wrong: two locks
def run_adder_and_remover(numbers, attempts):
    shared, removed = [], []
    a = threading.Thread(target=add_numbers, args=(numbers, shared, threading.Lock()))
    r = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, threading.Lock()))
    a.start(), r.start()
    a.join(), r.join()
    return shared, removed


# %% wrong: does not join
def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    threading.Thread(target=add_numbers, args=(numbers, shared, lock)).start()
    threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock)).start()
    return shared, removed


# %% wrong: calls the function in place of handing it over
def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    a = threading.Thread(target=add_numbers(numbers, shared, lock))
    r = threading.Thread(target=remove_numbers(attempts, shared, removed, lock))
    a.start(), r.start()
    a.join(), r.join()
    return shared, removed


# %% wrong: does not use the functions
def run_adder_and_remover(numbers, attempts):
    numbers = list(numbers)
    return numbers[attempts:], numbers[:attempts]


# %% wrong: a pool of one
def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(add_numbers, numbers, shared, lock)
        pool.submit(remove_numbers, attempts, shared, removed, lock)
    return shared, removed


# %% wrong: lists that remember the last call
all_shared, all_removed = [], []


def run_adder_and_remover(numbers, attempts):
    lock = threading.Lock()
    a = threading.Thread(target=add_numbers, args=(numbers, all_shared, lock))
    r = threading.Thread(target=remove_numbers, args=(attempts, all_shared, all_removed, lock))
    a.start(), r.start()
    a.join(), r.join()
    return all_shared, all_removed


# %% wrong: a lock that locks nothing
def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], contextlib.nullcontext()
    a = threading.Thread(target=add_numbers, args=(numbers, shared, lock))
    r = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock))
    a.start(), r.start()
    a.join(), r.join()
    return shared, removed


# %% wrong: holds the lock while it waits
def run_adder_and_remover(numbers, attempts):
    shared, removed, lock = [], [], threading.Lock()
    with lock:
        a = threading.Thread(target=add_numbers, args=(numbers, shared, lock))
        r = threading.Thread(target=remove_numbers, args=(attempts, shared, removed, lock))
        a.start(), r.start()
        a.join(), r.join()
    return shared, removed
