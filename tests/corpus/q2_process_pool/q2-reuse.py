"""q2-reuse: other right solutions, and wrong ones with one flaw each."""

# %% right: Pool.map over os.getpid in a worker function, counted by a Counter
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os


def whoami(_):
    return os.getpid()


# %%% q2-reuse
import collections
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return dict(collections.Counter(pool.map(whoami, range(task_count))))


# %% right: no worker function at all, starmap of os.getpid with no arguments
import multiprocessing
import os


def tasks_per_worker(task_count, processes=3):
    counts = {}
    with multiprocessing.Pool(processes) as pool:
        for pid in pool.starmap(os.getpid, [()] * task_count, chunksize=1):
            counts[pid] = counts.get(pid, 0) + 1
    return counts


# %% right: beginner style, apply_async and get, if and else
import multiprocessing
import os


def tasks_per_worker(task_count, processes=3):
    handles = []
    counts = {}
    pool = multiprocessing.Pool(processes=processes)
    for number in range(task_count):
        handles.append(pool.apply_async(os.getpid))
    for handle in handles:
        pid = handle.get()
        if pid in counts:
            counts[pid] += 1
        else:
            counts[pid] = 1
    pool.close()
    pool.join()
    return counts


# %% right: imap_unordered and a defaultdict that becomes a dict, a task that takes a moment
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import multiprocessing
import time


def nap(seconds):
    time.sleep(seconds)
    return multiprocessing.current_process().pid


# %%% q2-reuse
import collections
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    counts = collections.defaultdict(int)
    with multiprocessing.Pool(processes) as pool:
        for pid in pool.imap_unordered(nap, [0.001] * task_count):
            counts[pid] += 1
    return dict(counts)


# %% right: ProcessPoolExecutor, submit and as_completed
import os
from concurrent.futures import ProcessPoolExecutor, as_completed


def tasks_per_worker(task_count, processes=3):
    counts = {}
    with ProcessPoolExecutor(max_workers=processes) as executor:
        futures = [executor.submit(os.getpid) for _ in range(task_count)]
        for future in as_completed(futures):
            counts[future.result()] = counts.get(future.result(), 0) + 1
    return counts


# %% right: ProcessPoolExecutor.map, functional with groupby, annotated
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import math
import os


def work(number: int) -> int:
    math.factorial(number % 50)
    return os.getpid()


# %%% q2-reuse
import itertools
from concurrent.futures import ProcessPoolExecutor


def tasks_per_worker(task_count: int, processes: int = 3) -> dict[int, int]:
    """Return {pid: number of tasks} for the workers of a pool."""
    with ProcessPoolExecutor(processes) as executor:
        pids = sorted(executor.map(work, range(task_count)))
    return {pid: sum(1 for _ in group) for pid, group in itertools.groupby(pids)}


# %% right: processes and queues by hand, a sentinel for each worker
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os


def work(tasks, answers):
    for _ in iter(tasks.get, None):
        answers.put(os.getpid())


# %%% q2-reuse
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    tasks = multiprocessing.Queue()
    answers = multiprocessing.Queue()
    workers = [multiprocessing.Process(target=work, args=(tasks, answers)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for number in range(task_count):
        tasks.put(number)
    for _ in workers:
        tasks.put(None)
    counts = {}
    for _ in range(task_count):
        pid = answers.get()
        counts[pid] = counts.get(pid, 0) + 1
    for worker in workers:
        worker.join()
    for channel in (tasks, answers):
        channel.close()
        channel.join_thread()
    return counts


# %% right: every worker counts under its own key of a managed dict, copied to a plain dict
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os


def count_me(counts):
    pid = os.getpid()
    counts[pid] = counts.get(pid, 0) + 1  # nobody else writes this key


# %%% q2-reuse
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Manager() as manager, multiprocessing.Pool(processes) as pool:
        counts = manager.dict()
        pool.map(count_me, [counts] * task_count)
        return dict(counts)


# %% right: the parent counts in the callback, closes and joins before it returns
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os


def who_ran(number):
    return number, os.getpid()


# %%% q2-reuse
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    counts = {}

    def note(answer):
        _, pid = answer
        counts[pid] = counts.setdefault(pid, 0) + 1

    pool = multiprocessing.Pool(processes)
    try:
        for number in range(task_count):
            pool.apply_async(who_ran, (number,), callback=note)
    finally:
        pool.close()
        pool.join()
    return counts


# %% right: every task returns its worker's running total, the parent keeps the largest
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os

finished = 0


def count_up(_):
    global finished
    finished += 1
    return os.getpid(), finished


# %%% q2-reuse
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    totals = {}
    with multiprocessing.Pool(processes) as pool:
        for pid, finished_so_far in pool.imap_unordered(count_up, range(task_count)):
            totals[pid] = max(finished_so_far, totals.get(pid, 0))
    return totals


# %% right: workers count for themselves, a barrier makes every one of them answer once
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os

ran = 0
everybody = None


def prepare(barrier):
    global everybody
    everybody = barrier


def task(_):
    global ran
    ran += 1


def answer(_):
    everybody.wait()
    return os.getpid(), ran


# %%% q2-reuse
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    barrier = multiprocessing.Barrier(processes)
    with multiprocessing.Pool(processes, initializer=prepare, initargs=(barrier,)) as pool:
        pool.map(task, range(task_count), chunksize=1)
        answers = pool.map(answer, range(processes), chunksize=1)
    return {pid: ran for pid, ran in answers if ran > 0}


# %% right: a shared array of process ids, filled under the lock of the index
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os

next_slot = pids = None


def share(index, array):
    global next_slot, pids
    next_slot, pids = index, array


def sign(_):
    with next_slot.get_lock():
        pids[next_slot.value] = os.getpid()
        next_slot.value += 1


# %%% q2-reuse
import collections
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    index = multiprocessing.Value("i", 0)
    array = multiprocessing.Array("q", task_count + 1)
    with multiprocessing.Pool(processes, share, (index, array)) as pool:
        pool.map(sign, range(task_count))
    return dict(collections.Counter(array[:task_count]))


# %% right: batches, a worker runs the tasks of a batch in a loop and says how many
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os


def square(number):
    return number * number


def run_batch(numbers):
    ran = 0
    for number in numbers:
        square(number)
        ran += 1
    return os.getpid(), ran


# %%% q2-reuse
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    batches = [range(start, min(start + 4, task_count)) for start in range(0, task_count, 4)]
    counts = dict()
    with multiprocessing.Pool(processes) as pool:
        for pid, ran in pool.map(run_batch, batches, chunksize=1):
            counts.setdefault(pid, 0)
            counts[pid] += ran
    return counts


# %% right: threads of the parent call Pool.apply and count under a lock
import multiprocessing
import os
import threading


def tasks_per_worker(task_count, processes=3):
    counts = {}
    lock = threading.Lock()
    numbers = iter(range(task_count))

    def driver(pool):
        while True:
            with lock:
                if next(numbers, None) is None:
                    return
            pid = pool.apply(os.getpid)
            with lock:
                counts[pid] = counts.get(pid, 0) + 1

    with multiprocessing.Pool(processes) as pool:
        threads = [threading.Thread(target=driver, args=(pool,)) for _ in range(processes)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return counts


# %% wrong: returns the Counter itself, no plain dict
import collections
import multiprocessing
import os


def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return collections.Counter(pool.starmap(os.getpid, [()] * task_count))


# %% wrong: returns a defaultdict
import collections
import multiprocessing
import os


def tasks_per_worker(task_count, processes=3):
    counts = collections.defaultdict(int)
    with multiprocessing.Pool(processes) as pool:
        for pid in pool.starmap(os.getpid, [()] * task_count):
            counts[pid] += 1
    return counts


# %% wrong: threads, every task runs in the notebook's own process
import os
from multiprocessing.pool import ThreadPool


def tasks_per_worker(task_count, processes=3):
    counts = {}
    pool = ThreadPool(processes)
    for pid in pool.starmap(os.getpid, [()] * task_count):
        counts[pid] = counts.get(pid, 0) + 1
    pool.close()
    pool.join()
    return counts


# %% wrong: the callback asks for the process id, and it runs in the parent
import multiprocessing
import os


def tasks_per_worker(task_count, processes=3):
    counts = {}

    def note(_):
        counts[os.getpid()] = counts.get(os.getpid(), 0) + 1

    pool = multiprocessing.Pool(processes)
    for number in range(task_count):
        pool.apply_async(abs, (number,), callback=note)
    pool.close()
    pool.join()
    return counts


# %% wrong: the task returns the id of its parent process
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os


def whose_worker(_):
    return os.getppid()


# %%% q2-reuse
import collections
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return dict(collections.Counter(pool.map(whose_worker, range(task_count))))


# %% wrong: maxtasksperchild=1, a new process for every task
import collections
import multiprocessing
import os


def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Pool(processes, maxtasksperchild=1) as pool:
        return dict(collections.Counter(pool.starmap(os.getpid, [()] * task_count, chunksize=1)))


# %% wrong: maxtasksperchild=10, many tasks get more processes than allowed
import collections
import multiprocessing
import os


def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Pool(processes, maxtasksperchild=10) as pool:
        return dict(collections.Counter(pool.starmap(os.getpid, [()] * task_count, chunksize=1)))


# %% wrong: a new pool for every round of tasks
import multiprocessing
import os


def tasks_per_worker(task_count, processes=3):
    counts = {}
    for start in range(0, task_count, processes):
        size = min(processes, task_count - start)
        with multiprocessing.Pool(processes) as pool:
            for pid in pool.starmap(os.getpid, [()] * size, chunksize=1):
                counts[pid] = counts.get(pid, 0) + 1
    return counts


# %% wrong: one Process for each task, never more than allowed at once, but more keys
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os


def tell(answers):
    answers.put(os.getpid())


# %%% q2-reuse
import collections
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    answers = multiprocessing.SimpleQueue()
    pids = []
    for start in range(0, task_count, processes):
        group = [
            multiprocessing.Process(target=tell, args=(answers,))
            for _ in range(start, min(start + processes, task_count))
        ]
        for process in group:
            process.start()
        for process in group:
            process.join()
            pids.append(answers.get())
    return dict(collections.Counter(pids))


# %% wrong: one worker too many
import collections
import multiprocessing
import os


def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Pool(processes + 1) as pool:
        return dict(collections.Counter(pool.starmap(os.getpid, [()] * task_count, chunksize=1)))


# %% wrong: the size of the pool is fixed to three
import collections
import multiprocessing
import os


def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Pool(3) as pool:
        return dict(collections.Counter(pool.starmap(os.getpid, [()] * task_count, chunksize=1)))


# %% wrong: one worker fewer, "the parent is a process too"
import collections
import multiprocessing
import os


def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Pool(max(1, processes - 1)) as pool:
        return dict(collections.Counter(pool.starmap(os.getpid, [()] * task_count, chunksize=1)))


# %% wrong: counts the chunks and not the tasks in them
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os


def run_chunk(numbers):
    for number in numbers:
        number * number
    return os.getpid()


# %%% q2-reuse
import collections
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    chunks = [range(start, min(start + 2, task_count)) for start in range(0, task_count, 2)]
    with multiprocessing.Pool(processes) as pool:
        return dict(collections.Counter(pool.map(run_chunk, chunks, chunksize=1)))


# %% wrong: the workers count in a global dict of their own, the parent returns its empty one
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os

counts = {}


def count_here(_):
    counts[os.getpid()] = counts.get(os.getpid(), 0) + 1


# %%% q2-reuse
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Pool(processes) as pool:
        pool.map(count_here, range(task_count))
    return dict(counts)


# %% wrong: asks as many times as there are workers for their totals, but one worker may answer twice
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os

ran = 0


def task(_):
    global ran
    ran += 1


def total(_):
    return os.getpid(), ran


# %%% q2-reuse
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Pool(processes) as pool:
        pool.map(task, range(task_count), chunksize=1)
        answers = pool.map(total, range(processes), chunksize=1)
    return {pid: ran for pid, ran in answers if ran > 0}


# %% wrong: reads, changes and writes back a managed dict without a lock
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os


def count_shared(shared):
    counts = shared.counts
    counts[os.getpid()] = counts.get(os.getpid(), 0) + 1
    shared.counts = counts


# %%% q2-reuse
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Manager() as manager, multiprocessing.Pool(processes) as pool:
        shared = manager.Namespace(counts={})
        pool.map(count_shared, [shared] * task_count)
        return dict(shared.counts)


# %% wrong: the next slot of the shared array is read and moved on without holding its lock
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os

next_slot = pids = None


def share(index, array):
    global next_slot, pids
    next_slot, pids = index, array


def sign(_):
    slot = next_slot.value
    next_slot.value = slot + 1
    pids[slot] = os.getpid()


# %%% q2-reuse
import collections
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    index = multiprocessing.Value("i", 0)
    array = multiprocessing.Array("q", task_count + 1)
    with multiprocessing.Pool(processes, share, (index, array)) as pool:
        pool.map(sign, range(task_count))
    return dict(collections.Counter(array[: index.value]))


# %% wrong: returns the proxy of the managed dict
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os


def count_me(counts):
    pid = os.getpid()
    counts[pid] = counts.get(pid, 0) + 1


# %%% q2-reuse
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Manager() as manager, multiprocessing.Pool(processes) as pool:
        counts = manager.dict()
        pool.map(count_me, [counts] * task_count)
        return counts


# %% wrong: an equal share for each worker, the rest of the division is never run
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os


def run_share(size):
    ran = 0
    for _ in range(size):
        ran += 1
    return os.getpid(), ran


# %%% q2-reuse
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    counts = {}
    share = task_count // processes
    with multiprocessing.Pool(processes) as pool:
        for pid, ran in pool.map(run_share, [share] * processes, chunksize=1):
            counts[pid] = counts.get(pid, 0) + ran
    return {pid: ran for pid, ran in counts.items() if ran}


# %% wrong: off by one, a task too few
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os


def whoami(number):
    return os.getpid()


# %%% q2-reuse
import collections
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return dict(collections.Counter(pool.map(whoami, range(1, task_count))))


# %% wrong: the tasks that wake the workers up are counted too
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os
import time


def whoami(pause):
    time.sleep(pause)
    return os.getpid()


# %%% q2-reuse
import collections
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Pool(processes) as pool:
        pids = pool.map(whoami, [0.05] * processes, chunksize=1)
        pids += pool.map(whoami, [0] * task_count, chunksize=1)
    return dict(collections.Counter(pids))


# %% wrong: the keys are the names of the workers
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import multiprocessing


def my_name(_):
    return multiprocessing.current_process().name


# %%% q2-reuse
import collections
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return dict(collections.Counter(pool.map(my_name, range(task_count))))


# %% wrong: the counts of all calls add up in a module-level dict
import multiprocessing
import os

COUNTS = {}


def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Pool(processes) as pool:
        for pid in pool.starmap(os.getpid, [()] * task_count):
            COUNTS[pid] = COUNTS.get(pid, 0) + 1
    return COUNTS


# %% wrong: one pool for all calls, made once and never closed
import collections
import multiprocessing
import os

_pools = {}


def tasks_per_worker(task_count, processes=3):
    if processes not in _pools:
        _pools[processes] = multiprocessing.Pool(processes)
    return dict(collections.Counter(_pools[processes].starmap(os.getpid, [()] * task_count)))


# %% wrong: the executor is shut down without waiting, its workers may outlive the call
import collections
import os
from concurrent.futures import ProcessPoolExecutor


def tasks_per_worker(task_count, processes=3):
    executor = ProcessPoolExecutor(processes)
    futures = [executor.submit(os.getpid) for _ in range(task_count)]
    pids = [future.result() for future in futures]
    executor.shutdown(wait=False)
    return dict(collections.Counter(pids))


# %% wrong: returns before the callbacks have counted everything
import multiprocessing
import os


def tasks_per_worker(task_count, processes=3):
    counts = {}

    def note(pid):
        counts[pid] = counts.get(pid, 0) + 1

    with multiprocessing.Pool(processes) as pool:
        for _ in range(task_count):
            pool.apply_async(os.getpid, callback=note)
        pool.close()
    return counts


# %% wrong: tasks that take longer than a second are given up and not counted
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os


def whoami(_):
    return os.getpid()


# %%% q2-reuse
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    counts = {}
    with multiprocessing.Pool(processes) as pool:
        handles = [pool.apply_async(whoami, (number,)) for number in range(task_count)]
        for handle in handles:
            try:
                pid = handle.get(timeout=1)
            except multiprocessing.TimeoutError:
                continue
            counts[pid] = counts.get(pid, 0) + 1
    return counts


# %% wrong: hand-made workers look whether the task queue is empty and then wait for a task
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os


def work(tasks, answers):
    while not tasks.empty():
        tasks.get()
        answers.put(os.getpid())


# %%% q2-reuse
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    tasks = multiprocessing.Queue()
    answers = multiprocessing.Queue()
    for number in range(task_count):
        tasks.put(number)
    workers = [multiprocessing.Process(target=work, args=(tasks, answers)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    counts = {}
    for _ in range(task_count):
        pid = answers.get()
        counts[pid] = counts.get(pid, 0) + 1
    for worker in workers:
        worker.join()
    tasks.close()
    tasks.join_thread()
    return counts


# %% wrong: hand-made workers give up at the first queue.Empty, a busy queue loses tasks
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os
import queue


def work(tasks, answers):
    ran = 0
    while True:
        try:
            tasks.get_nowait()
        except queue.Empty:
            break
        ran += 1
    answers.put((os.getpid(), ran))


# %%% q2-reuse
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    tasks = multiprocessing.Queue()
    answers = multiprocessing.Queue()
    workers = [multiprocessing.Process(target=work, args=(tasks, answers)) for _ in range(processes)]
    for number in range(task_count):
        tasks.put(number)
    for worker in workers:
        worker.start()
    counts = dict(answers.get() for _ in workers)
    for worker in workers:
        worker.join()
    tasks.cancel_join_thread()
    tasks.close()
    return {pid: ran for pid, ran in counts.items() if ran}


# %% wrong: one sentinel for all hand-made workers, the others never stop
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os


def work(tasks, answers):
    for _ in iter(tasks.get, None):
        answers.put(os.getpid())


# %%% q2-reuse
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    tasks = multiprocessing.Queue()
    answers = multiprocessing.Queue()
    workers = [multiprocessing.Process(target=work, args=(tasks, answers)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for number in range(task_count):
        tasks.put(number)
    tasks.put(None)
    counts = {}
    for _ in range(task_count):
        pid = answers.get()
        counts[pid] = counts.get(pid, 0) + 1
    for worker in workers:
        worker.join()
    tasks.close()
    tasks.join_thread()
    return counts


# %% wrong: hand-made daemon workers are never told to stop
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os


def work(tasks, answers):
    while True:
        tasks.get()
        answers.put(os.getpid())


# %%% q2-reuse
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    tasks = multiprocessing.Queue()
    answers = multiprocessing.Queue()
    for _ in range(processes):
        multiprocessing.Process(target=work, args=(tasks, answers), daemon=True).start()
    for number in range(task_count):
        tasks.put(number)
    counts = {}
    for _ in range(task_count):
        pid = answers.get()
        counts[pid] = counts.get(pid, 0) + 1
    tasks.close()
    tasks.join_thread()
    return counts


# %% wrong: hand-made workers get their sentinels but are not joined
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os


def work(tasks, answers):
    for _ in iter(tasks.get, None):
        answers.put(os.getpid())


# %%% q2-reuse
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    tasks = multiprocessing.Queue()
    answers = multiprocessing.Queue()
    for _ in range(processes):
        multiprocessing.Process(target=work, args=(tasks, answers)).start()
    for number in range(task_count):
        tasks.put(number)
    for _ in range(processes):
        tasks.put(None)
    counts = {}
    for _ in range(task_count):
        pid = answers.get()
        counts[pid] = counts.get(pid, 0) + 1
    tasks.close()
    tasks.join_thread()
    return counts


# %% wrong: joins the hand-made workers before it empties their queue, many tasks fill the pipe and nobody goes on
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os


def work(tasks, answers):
    for _ in iter(tasks.get, None):
        answers.put(os.getpid())


# %%% q2-reuse
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    tasks = multiprocessing.Queue()
    answers = multiprocessing.Queue()
    workers = [multiprocessing.Process(target=work, args=(tasks, answers)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for number in range(task_count):
        tasks.put(number)
    for _ in workers:
        tasks.put(None)
    for worker in workers:
        worker.join()
    counts = {}
    for _ in range(task_count):
        pid = answers.get()
        counts[pid] = counts.get(pid, 0) + 1
    tasks.close()
    tasks.join_thread()
    return counts


# %% wrong: stops counting when no answer has come for half a second
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os


def work(tasks, answers):
    for _ in iter(tasks.get, None):
        answers.put(os.getpid())


# %%% q2-reuse
import multiprocessing
import queue


def tasks_per_worker(task_count, processes=3):
    tasks = multiprocessing.Queue()
    answers = multiprocessing.Queue()
    workers = [multiprocessing.Process(target=work, args=(tasks, answers)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for number in range(task_count):
        tasks.put(number)
    for _ in workers:
        tasks.put(None)
    counts = {}
    while True:
        try:
            pid = answers.get(timeout=0.5)
        except queue.Empty:
            break
        counts[pid] = counts.get(pid, 0) + 1
    for worker in workers:
        worker.join()
    tasks.close()
    tasks.join_thread()
    return counts


# %% wrong: the queue is a global of the worker module, shared only under fork
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import multiprocessing
import os

answers = multiprocessing.SimpleQueue()


def tell(_):
    answers.put(os.getpid())


# %%% q2-reuse
import multiprocessing


def tasks_per_worker(task_count, processes=3):
    counts = {}
    with multiprocessing.Pool(processes) as pool:
        pool.map(tell, range(task_count))
        for _ in range(task_count):
            pid = answers.get()
            counts[pid] = counts.get(pid, 0) + 1
    return counts


# %% wrong: a lambda goes to the workers
import collections
import multiprocessing
import os


def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return dict(collections.Counter(pool.map(lambda _: os.getpid(), range(task_count))))


# %% right: processes and queues by hand (callbacks)
# %%% q2-reuse-worker
# %%module q2_reuse_worker
import os
import queue


def work(tasks, counts):
    done = 0
    while tasks.get() is not None:
        done += 1
    counts.put((os.getpid(), done))

# %%% q2-reuse
def tasks_per_worker(task_count, processes=3):
    tasks, counts = multiprocessing.Queue(), multiprocessing.Queue()
    workers = [multiprocessing.Process(target=work, args=(tasks, counts)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for number in range(task_count):
        tasks.put(number)
    for _ in workers:
        tasks.put(None)
    found = dict(counts.get() for _ in workers)
    for worker in workers:
        worker.join()
    return {pid: done for pid, done in found.items() if done}


# %% right: futures of an executor (styles)
def tasks_per_worker(task_count, processes=3):
    counts = {}
    with ProcessPoolExecutor(max_workers=processes) as pool:
        for pid in pool.map(report, range(task_count)):
            counts[pid] = counts.get(pid, 0) + 1
    return counts


# %% wrong: a Counter
def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return collections.Counter(pool.map(report, range(task_count)))


# %% wrong: invents the ids
def tasks_per_worker(task_count, processes=3):
    share, rest = divmod(task_count, processes)
    return {100000 + n: share + (n < rest) for n in range(processes) if share + (n < rest)}
