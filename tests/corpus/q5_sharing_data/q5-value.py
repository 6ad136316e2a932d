"""q5-value: other right solutions, and wrong ones with one flaw each."""

# %% right: get_lock in the loop, a list of processes
# %%% q5-value-worker
# %%module q5_value_worker


def produce_items(counter, count):
    for _ in range(count):
        with counter.get_lock():
            counter.value += 1


# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value


# %% right: the counter itself as a context manager, read and write as two statements
# %%% q5-value-worker
# %%module q5_value_worker


def produce_items(counter, count):
    made = 0
    while made < count:
        with counter:
            seen = counter.value
            counter.value = seen + 1
        made = made + 1


# %%% q5-value
from multiprocessing import Process, Value


def count_items(processes=5, per_process=100):
    total = Value("l", 0)
    started = []
    for number in range(processes):
        process = Process(target=produce_items, args=(total, per_process), name=f"producer {number}")
        process.start()
        started.append(process)
    while started:
        started.pop().join()
    with total.get_lock():
        return total.value


# %% right: acquire and release by hand, and every process joined and closed in a finally
# %%% q5-value-worker
# %%module q5_value_worker


def produce_items(counter, count):
    for _ in range(count):
        counter.acquire()
        try:
            counter.value += 1
        finally:
            counter.release()


# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("q", 0)
    started = []
    try:
        for _ in range(processes):
            child = multiprocessing.Process(target=produce_items, args=(counter, per_process))
            child.start()
            started.append(child)
    finally:
        for child in started:
            child.join()
            child.close()
    return counter.value


# %% right: a subclass of Process in the module
# %%% q5-value-worker
# %%module q5_value_worker
import multiprocessing


def produce_items(counter, count):
    lock = counter.get_lock()
    for _ in range(count):
        lock.acquire()
        try:
            counter.value = counter.value + 1
        finally:
            lock.release()


class Producer(multiprocessing.Process):
    def __init__(self, counter, count):
        super().__init__()
        self.counter = counter
        self.count = count

    def run(self):
        produce_items(self.counter, self.count)


# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    producers = [Producer(counter, per_process) for _ in range(processes)]
    for producer in producers:
        producer.start()
    for producer in producers:
        producer.join()
    return int(counter.value)


# %% right: a helper adds one, typed, and an explicit context
# %%% q5-value-worker
# %%module q5_value_worker
from itertools import repeat


def add_one(counter) -> None:
    """Read, add and write in one critical section."""
    with counter.get_lock():
        counter.value += 1


def produce_items(counter, count: int) -> None:
    """Add 1 to counter, count times."""
    for shared in repeat(counter, count):
        add_one(shared)


# %%% q5-value
import multiprocessing
from multiprocessing.process import BaseProcess


def count_items(processes: int = 5, per_process: int = 100) -> int:
    context = multiprocessing.get_context()
    counter = context.Value("i", 0)
    crew: list[BaseProcess] = [context.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for member in crew:
        member.start()
    for member in crew:
        member.join()
    return counter.value


# %% right: the children wait for a go from the parent, so that all work at the same time
# %%% q5-value-worker
# %%module q5_value_worker


def produce_items(counter, count):
    for _ in range(count):
        with counter.get_lock():
            counter.value += 1


def produce_after(go, counter, count):
    go.wait()
    produce_items(counter, count)


# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter, go = multiprocessing.Value("i", 0), multiprocessing.Event()
    workers = []
    try:
        for _ in range(processes):
            worker = multiprocessing.Process(target=produce_after, args=(go, counter, per_process))
            worker.start()
            workers.append(worker)
    finally:
        go.set()
        for worker in workers:
            worker.join()
    return counter.value


# %% right: an ExitStack that joins whatever was started
# %%% q5-value
import multiprocessing
from contextlib import ExitStack


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    with ExitStack() as stack:
        for _ in range(processes):
            process = multiprocessing.Process(target=produce_items, kwargs={"counter": counter, "count": per_process})
            process.start()
            stack.callback(process.join)
    return counter.value


# %% right: a ctypes type and a reentrant lock that is handed in
# %%% q5-value
import ctypes
import multiprocessing


def count_items(processes=5, per_process=100):
    lock = multiprocessing.RLock()
    counter = multiprocessing.Value(ctypes.c_longlong, 0, lock=lock)
    workers = tuple(
        multiprocessing.Process(target=produce_items, args=(counter, per_process), daemon=True) for _ in range(processes)
    )
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    with lock:
        return counter.value


# %% right: a context manager written by hand around start and join
# %%% q5-value
import multiprocessing
from contextlib import contextmanager


@contextmanager
def running(jobs):
    started = []
    try:
        for job in jobs:
            job.start()
            started.append(job)
        yield started
    finally:
        for job in started:
            job.join()


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    jobs = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    with running(jobs):
        pass
    return counter.value


# %% right: waits for all sentinels at once before it joins
# %%% q5-value
import multiprocessing
from multiprocessing.connection import wait


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    running = {worker.sentinel: worker for worker in workers}
    while running:
        for sentinel in wait(list(running)):
            running.pop(sentinel).join()
    return counter.value


# %% right: over-cautious: the lock twice (it is reentrant), the total read under it
# %%% q5-value-worker
# %%module q5_value_worker


def produce_items(counter, count):
    for _ in range(count):
        with counter.get_lock():
            with counter.get_lock():
                old = counter.value
                new = old + 1
                counter.value = new


# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = []
    for i in range(processes):
        workers.append(multiprocessing.Process(target=produce_items, args=(counter, per_process)))
    for i in range(len(workers)):
        workers[i].start()
    for i in range(len(workers)):
        workers[i].join()
    counter.acquire()
    total = counter.value
    counter.release()
    return total


# %% right: the children meet at a barrier before they count
# %%% q5-value-worker
# %%module q5_value_worker


def produce_items(counter, count):
    for _ in range(count):
        with counter.get_lock():
            counter.value += 1


def meet_and_produce(barrier, counter, count):
    barrier.wait()
    produce_items(counter, count)


# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    if processes == 0:
        return 0
    counter = multiprocessing.Value("i", 0)
    barrier = multiprocessing.Barrier(processes)
    workers = [
        multiprocessing.Process(target=meet_and_produce, args=(barrier, counter, per_process)) for _ in range(processes)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value


# %% wrong: no lock around the addition
# %%% q5-value-worker
# %%module q5_value_worker


def produce_items(counter, count):
    for _ in range(count):
        counter.value += 1


# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value


# %% wrong: produce_items takes a new lock of its own instead of the counter's
# %%% q5-value-worker
# %%module q5_value_worker
import multiprocessing


def produce_items(counter, count):
    lock = multiprocessing.Lock()
    for _ in range(count):
        with lock:
            counter.value += 1


# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value


# %% wrong: a threading lock of the module, of which every process has its own
# %%% q5-value-worker
# %%module q5_value_worker
import threading

counter_lock = threading.Lock()


def produce_items(counter, count):
    for _ in range(count):
        with counter_lock:
            counter.value += 1


# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value


# %% wrong: reads before it takes the lock
# %%% q5-value-worker
# %%module q5_value_worker


def produce_items(counter, count):
    for _ in range(count):
        new = counter.value + 1
        with counter.get_lock():
            counter.value = new


# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value


# %% wrong: read and write are each locked, but the lock is free between them
# %%% q5-value-worker
# %%module q5_value_worker


def produce_items(counter, count):
    for _ in range(count):
        with counter.get_lock():
            seen = counter.value
        with counter.get_lock():
            counter.value = seen + 1


# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value


# %% wrong: counts in a local number from an old read, and only the last write is locked
# %%% q5-value-worker
# %%module q5_value_worker


def produce_items(counter, count):
    with counter.get_lock():
        total = counter.value
    for _ in range(count):
        total += 1
        with counter.get_lock():
            counter.value = total


# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value


# %% wrong: tries the lock without blocking, and adds even when another process holds it
# %%% q5-value-worker
# %%module q5_value_worker


def produce_items(counter, count):
    for _ in range(count):
        locked = counter.acquire(False)
        counter.value += 1
        if locked:
            counter.release()


# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value


# %% wrong: an item is skipped when the lock is busy at the moment
# %%% q5-value-worker
# %%module q5_value_worker


def produce_items(counter, count):
    for _ in range(count):
        if counter.acquire(False):
            try:
                counter.value += 1
            finally:
                counter.release()


# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value


# %% wrong: adds until the counter has grown by count, so the others' items count as its own
# %%% q5-value-worker
# %%module q5_value_worker


def produce_items(counter, count):
    with counter.get_lock():
        goal = counter.value + count
    while True:
        with counter.get_lock():
            if counter.value >= goal:
                return
            counter.value += 1


# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value


# %% wrong: the lock is taken and never given back, so one process shuts out the others
# %%% q5-value-worker
# %%module q5_value_worker


def produce_items(counter, count):
    for _ in range(count):
        counter.get_lock().acquire()
        counter.value += 1


# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value


# %% wrong: starts and joins one process after the other
# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    for _ in range(processes):
        worker = multiprocessing.Process(target=produce_items, args=(counter, per_process))
        worker.start()
        worker.join()
    return counter.value


# %% wrong: starts the processes in pairs and joins each pair before the next
# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for first in range(0, processes, 2):
        pair = workers[first : first + 2]
        for worker in pair:
            worker.start()
        for worker in pair:
            worker.join()
    return counter.value


# %% wrong: the join is outside the loop, only the last process is waited for
# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = []
    for _ in range(processes):
        worker = multiprocessing.Process(target=produce_items, args=(counter, per_process))
        workers.append(worker)
        worker.start()
    if workers:
        worker.join()
    return counter.value


# %% wrong: reads the total before it joins
# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    total = counter.value
    for worker in workers:
        worker.join()
    return total


# %% wrong: joins with a time-out and ends the processes that are still counting
# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=2)
        if worker.is_alive():
            worker.terminate()
            worker.join()
    return counter.value


# %% wrong: threads of this process in place of child processes
# %%% q5-value
import multiprocessing
import threading


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [threading.Thread(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value


# %% wrong: the parent takes one of the shares itself and starts a process less
# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes - 1)]
    for worker in workers:
        worker.start()
    if processes > 0:
        produce_items(counter, per_process)
    for worker in workers:
        worker.join()
    return counter.value


# %% wrong: no more processes than two, who share out all the items
# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    total = processes * per_process
    crew = min(processes, 2)
    shares = [total // crew + (number < total % crew) for number in range(crew)]
    workers = [multiprocessing.Process(target=produce_items, args=(counter, share)) for share in shares]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value


# %% wrong: each process has a Value of its own, and the parent adds them up
# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counters = [multiprocessing.Value("i", 0) for _ in range(processes)]
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for counter in counters]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(counter.value for counter in counters)


# %% wrong: no shared Value in count_items, the children report through a queue
# %%% q5-value-worker
# %%module q5_value_worker


def produce_items(counter, count):
    for _ in range(count):
        with counter.get_lock():
            counter.value += 1


def report_items(answers, count):
    made = 0
    for _ in range(count):
        made += 1
    answers.put(made)


# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    answers = multiprocessing.SimpleQueue()
    workers = [multiprocessing.Process(target=report_items, args=(answers, per_process)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    total = sum(answers.get() for _ in workers)
    for worker in workers:
        worker.join()
    return total


# %% wrong: the Value is made once for all calls, the second call goes on from the first
# %%% q5-value
import multiprocessing

shared_counter = multiprocessing.Value("i", 0)


def count_items(processes=5, per_process=100):
    workers = [
        multiprocessing.Process(target=produce_items, args=(shared_counter, per_process)) for _ in range(processes)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return shared_counter.value


# %% wrong: a Value with a plain Lock, which its own property wants a second time
# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0, lock=multiprocessing.Lock())
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value


# %% wrong: a Value of type double, so a float comes back
# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("d", 0)
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value


# %% wrong: holds the lock while it joins the children, who need it
# %%% q5-value
import multiprocessing


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    with counter.get_lock():
        for worker in workers:
            worker.join()
        return counter.value


# %% wrong: waits until the total is reached and returns without a join
# %%% q5-value
import multiprocessing
import time


def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    workers = [
        multiprocessing.Process(target=produce_items, args=(counter, per_process), daemon=True) for _ in range(processes)
    ]
    for worker in workers:
        worker.start()
    while counter.value < processes * per_process:
        time.sleep(0.01)
    return counter.value


# %% right: the process class (chunks)
# %%% q5-value-worker
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

# %%% q5-value
def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("L", 0)
    producers = [Producer(counter, per_process) for _ in range(processes)]
    for producer in producers:
        producer.start()
    for producer in producers:
        producer.join()
        producer.close()
    return int(counter.value)


# %% right: waits for the processes by their sentinels (patient callers)
# %%% q5-value-worker
# %%module q5_value_worker
def produce_items(counter, count):
    for _ in range(count):
        with counter.get_lock():
            counter.get_obj().value += 1

# %%% q5-value
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


# %% right: processes, started by a comprehension (pools)
# %%% q5-value-worker
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

# %%% q5-value
def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i")
    workers = {n: multiprocessing.Process(target=produce_items, args=[counter], kwargs={"count": per_process}) for n in range(processes)}
    [worker.start() for worker in workers.values()]
    [worker.join() for worker in workers.values()]
    assert all(worker.exitcode == 0 for worker in workers.values())
    return counter.value


# %% right: an explicit context (queue join)
# %%% q5-value-worker
# %%module q5_value_worker
def produce_items(counter, count):
    lock = counter.get_lock()
    for _ in range(count):
        lock.acquire()
        try:
            counter.value += 1
        finally:
            lock.release()

# %%% q5-value
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


# %% wrong: reads under the lock and writes outside it
# %%% q5-value-worker
# %%module q5_value_worker
def produce_items(counter, count):
    for _ in range(count):
        with counter.get_lock():
            seen = counter.value
        counter.value = seen + 1


# %% wrong: no lock
# %%% q5-value-worker
# %%module q5_value_worker
def produce_items(counter, count):
    for _ in range(count):
        counter.value += 1


# %% wrong: computes what should come out
def count_items(processes=5, per_process=100):
    workers = [multiprocessing.Process(target=print) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return processes * per_process


# %% wrong: adds all at once
# %%% q5-value-worker
# %%module q5_value_worker
def produce_items(counter, count):
    with counter.get_lock():
        counter.value += count


# %% wrong: a lock of its own
# %%% q5-value-worker
# %%module q5_value_worker
import multiprocessing


def produce_items(counter, count):
    lock = multiprocessing.Lock()
    for _ in range(count):
        with lock:
            counter.value += 1


# %% wrong: keeps the lock
# %%% q5-value-worker
# %%module q5_value_worker
def produce_items(counter, count):
    for _ in range(count):
        counter.acquire()
        counter.value += 1


# %% wrong: counts in private, and writes the sum
# %%% q5-value-worker
# %%module q5_value_worker
def produce_items(counter, count):
    mine = counter.value
    for _ in range(count):
        mine += 1
    with counter.get_lock():
        counter.value = mine


# %% wrong: starts and joins in one loop
def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    for _ in range(processes):
        worker = multiprocessing.Process(target=produce_items, args=(counter, per_process))
        worker.start()
        worker.join()
    return counter.value


# %% wrong: waits for each process by looking whether it lives
def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    for _ in range(processes):
        worker = multiprocessing.Process(target=produce_items, args=(counter, per_process))
        worker.start()
        while worker.is_alive():
            time.sleep(0.01)
        worker.join()
    return counter.value


# %% wrong: does not wait for the processes
def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    for _ in range(processes):
        multiprocessing.Process(target=produce_items, args=(counter, per_process)).start()
    return counter.value


# %% wrong: joins the last process only
def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    for _ in range(processes):
        worker = multiprocessing.Process(target=produce_items, args=(counter, per_process))
        worker.start()
    worker.join()
    return counter.value


# %% wrong: threads
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


# %% wrong: returns the Value
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


# %% wrong: a value without a lock
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


# %% wrong: always five processes
def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    share = processes * per_process // 5
    workers = [multiprocessing.Process(target=produce_items, args=(counter, share)) for _ in range(5)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter.value


# %% wrong: multiplies in place of counting
# %%% q5-value-worker
# %%module q5_value_worker
def produce_items(counter, count):
    for _ in range(count):
        with counter.get_lock():
            counter.value += 1
# %%% q5-value
def count_items(processes=5, per_process=100):
    counter = multiprocessing.Value("i", 0)
    crew = [multiprocessing.Process(target=produce_items, args=(counter, per_process)) for _ in range(processes)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    return processes * per_process
