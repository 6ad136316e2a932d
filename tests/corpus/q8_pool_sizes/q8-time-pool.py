"""q8-time-pool: other right solutions, and wrong ones with one flaw each."""

# %% right: Pool, a barrier by the initializer, one meeting job for each worker
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
barrier = None


def remember(shared):
    global barrier
    barrier = shared


def meet(_):
    barrier.wait()


# %%% q8-time-pool
def time_pool(processes, items, func):
    begin = time.perf_counter()
    meeting = multiprocessing.Barrier(processes)
    with multiprocessing.Pool(processes, initializer=remember, initargs=(meeting,)) as pool:
        pool.map(meet, range(processes), chunksize=1)
        ready = time.perf_counter()
        results = pool.map(func, items)
        done = time.perf_counter()
    return PoolTiming(startup=ready - begin, work=done - ready, results=results)


# %% right: ProcessPoolExecutor, the meeting jobs are submitted one by one
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
import os

_meeting = None


def set_up(meeting):
    global _meeting
    _meeting = meeting


def answer():
    _meeting.wait()
    return os.getpid()


# %%% q8-time-pool
def time_pool(processes, items, func):
    meeting = multiprocessing.Barrier(processes)
    start = time.perf_counter()
    with ProcessPoolExecutor(max_workers=processes, initializer=set_up, initargs=(meeting,)) as pool:
        answers = [pool.submit(answer) for _ in range(processes)]
        pids = {future.result() for future in answers}
        startup = time.perf_counter() - start
        assert len(pids) == processes

        start = time.perf_counter()
        results = list(pool.map(func, items))
        work = time.perf_counter() - start
    return PoolTiming(startup=startup, work=work, results=results)


# %% right: each initializer puts its process id into a queue, the parent takes out as many as workers
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
import os


def announce(ready):
    ready.put(os.getpid())


# %%% q8-time-pool
def time_pool(processes, items, func):
    ready = multiprocessing.SimpleQueue()
    t0 = time.perf_counter()
    pool = multiprocessing.Pool(processes, announce, (ready,))
    try:
        for _ in range(processes):
            ready.get()
        t1 = time.perf_counter()
        results = pool.map(func, items)
        t2 = time.perf_counter()
    finally:
        pool.close()
        pool.join()
    return PoolTiming(startup=t1 - t0, work=t2 - t1, results=results)


# %% right: a semaphore that each initializer releases once
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def release(semaphore):
    semaphore.release()


# %%% q8-time-pool
def time_pool(processes, items, func):
    here = multiprocessing.Semaphore(0)
    clock = time.monotonic
    begin = clock()
    with multiprocessing.Pool(processes=processes, initializer=release, initargs=[here]) as workers:
        for _ in range(processes):
            here.acquire()
        startup = clock() - begin
        begin = clock()
        pending = [workers.apply_async(func, [item]) for item in items]
        results = [answer.get() for answer in pending]
        work = clock() - begin
    return PoolTiming(startup=startup, work=work, results=results)


# %% right: the barrier of a Manager is an ordinary argument of the meeting job
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def wait_at(barrier):
    return barrier.wait()


# %%% q8-time-pool
def time_pool(processes, items, func):
    with multiprocessing.Manager() as manager:
        barrier = manager.Barrier(processes)
        begin = time.perf_counter()
        with multiprocessing.Pool(processes) as pool:
            pool.map(wait_at, [barrier] * processes, 1)
            startup = time.perf_counter() - begin
            begin = time.perf_counter()
            results = pool.map(func, items)
            work = time.perf_counter() - begin
    return PoolTiming(startup, work, results)


# %% right: asks for process ids until every worker has given its own
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
import os
import time


def who_are_you(_):
    time.sleep(0.01)
    return os.getpid()


# %%% q8-time-pool
def time_pool(processes, items, func):
    begin = time.perf_counter()
    with multiprocessing.Pool(processes) as pool:
        seen = set()
        while len(seen) < processes:
            seen.update(pool.map(who_are_you, range(processes), chunksize=1))
        startup = time.perf_counter() - begin

        begin = time.perf_counter()
        results = pool.map(func, items)
        work = time.perf_counter() - begin
    return PoolTiming(startup=startup, work=work, results=results)


# %% right: the parent waits at the barrier, too, where the initializers wait
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def arrive(gate):
    gate.wait()


# %%% q8-time-pool
def time_pool(processes, items, func):
    gate = multiprocessing.Barrier(processes + 1)
    begin = time.perf_counter_ns()
    with multiprocessing.Pool(processes, arrive, (gate,)) as pool:
        gate.wait()
        ready = time.perf_counter_ns()
        results = list(pool.imap(func, items))
        end = time.perf_counter_ns()
    return PoolTiming(startup=(ready - begin) / 1e9, work=(end - ready) / 1e9, results=results)


# %% right: a pool made by hand of Process, with queues
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def serve(func, ready, tasks, answers):
    ready.put(True)
    for index, item in iter(tasks.get, None):
        try:
            answers.put((index, func(item), None))
        except Exception as error:
            answers.put((index, None, error))


# %%% q8-time-pool
def time_pool(processes, items, func):
    ready, tasks, answers = (multiprocessing.SimpleQueue() for _ in range(3))
    results = [None] * len(items)
    jobs = enumerate(items)
    begin = time.perf_counter()
    workers = [
        multiprocessing.Process(target=serve, args=(func, ready, tasks, answers)) for _ in range(processes)
    ]
    try:
        for worker in workers:
            worker.start()
        for _ in workers:
            ready.get()
        startup = time.perf_counter() - begin

        begin = time.perf_counter()
        # never more jobs on the way than workers, so that no pipe can fill up
        for _, job in zip(range(processes), jobs):
            tasks.put(job)
        for _ in items:
            index, value, error = answers.get()
            if error is not None:
                raise error
            results[index] = value
            job = next(jobs, None)
            if job is not None:
                tasks.put(job)
        work = time.perf_counter() - begin
        return PoolTiming(startup=startup, work=work, results=results)
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join()


# %% right: a shared number and a condition count the workers
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def count_me(arrived, changed):
    with changed:
        arrived.value += 1
        changed.notify_all()


# %%% q8-time-pool
def time_pool(processes, items, func):
    arrived = multiprocessing.Value("i", 0, lock=False)
    changed = multiprocessing.Condition()
    t0 = time.perf_counter()
    with multiprocessing.Pool(processes, initializer=count_me, initargs=(arrived, changed)) as pool:
        with changed:
            changed.wait_for(lambda: arrived.value == processes)
        t1 = time.perf_counter()
        results = pool.starmap(func, [(item,) for item in items])
        t2 = time.perf_counter()
    return PoolTiming(startup=t1 - t0, work=t2 - t1, results=results)


# %% right: a stopwatch as context manager, an ExitStack, and unit chunks
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
_everyone = None


def init_worker(everyone):
    global _everyone
    _everyone = everyone


def show_up():
    _everyone.wait()


# %%% q8-time-pool
from contextlib import ExitStack


class Stopwatch:
    def __enter__(self):
        self._begin = time.perf_counter()
        return self

    def __exit__(self, *_):
        self.seconds = time.perf_counter() - self._begin


def time_pool(processes, items, func):
    with ExitStack() as stack:
        with Stopwatch() as startup:
            context = multiprocessing.get_context()
            everyone = context.Barrier(processes)
            pool = stack.enter_context(context.Pool(processes, init_worker, (everyone,)))
            for pending in [pool.apply_async(show_up) for _ in range(processes)]:
                pending.get()
        with Stopwatch() as work:
            results = pool.map(func, list(items), chunksize=1)
    return PoolTiming(startup=startup.seconds, work=work.seconds, results=results)


# %% right: no initializer returns before all have come, so one answer is enough
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def wait_for_the_others(barrier):
    barrier.wait()


def ping():
    return "pong"


# %%% q8-time-pool
def time_pool(processes, items, func):
    begin = time.perf_counter()
    barrier = multiprocessing.Barrier(processes)
    with multiprocessing.Pool(processes, wait_for_the_others, (barrier,)) as pool:
        pool.apply(ping)
        ready = time.perf_counter()
        results = pool.map(func, items)
        end = time.perf_counter()
        pool.close()
        pool.join()
    return PoolTiming(results=results, work=end - ready, startup=ready - begin)


# %% right: annotated, executor with futures in order, shutdown in a finally clause
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
from multiprocessing.synchronize import Barrier

_barrier: Barrier | None = None


def _initialize(barrier: Barrier) -> None:
    global _barrier
    _barrier = barrier


def _rendezvous(number: int) -> int:
    assert _barrier is not None
    _barrier.wait()
    return number


# %%% q8-time-pool
from collections.abc import Callable, Sequence
from timeit import default_timer

from q8_time_pool_worker import _initialize, _rendezvous


def time_pool(processes: int, items: Sequence, func: Callable) -> PoolTiming:
    begin: float = default_timer()
    executor = ProcessPoolExecutor(
        processes, initializer=_initialize, initargs=(multiprocessing.Barrier(processes),)
    )
    try:
        list(executor.map(_rendezvous, range(processes)))
        startup: float = default_timer() - begin
        begin = default_timer()
        futures = [executor.submit(func, item) for item in items]
        results: list = [future.result() for future in futures]
        work: float = default_timer() - begin
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: the start-up clock stops when Pool() returns, before any worker is ready
def time_pool(processes, items, func):
    begin = time.perf_counter()
    with multiprocessing.Pool(processes) as pool:
        startup = time.perf_counter() - begin
        begin = time.perf_counter()
        results = pool.map(func, items)
        work = time.perf_counter() - begin
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: one worker has answered, the others may still be starting
def time_pool(processes, items, func):
    begin = time.perf_counter()
    with multiprocessing.Pool(processes) as pool:
        pool.apply(os.getpid)
        ready = time.perf_counter()
        results = pool.map(func, items)
        end = time.perf_counter()
    return PoolTiming(startup=ready - begin, work=end - ready, results=results)


# %% wrong: many pings, but the worker that is up first may answer them all
def time_pool(processes, items, func):
    begin = time.perf_counter()
    with multiprocessing.Pool(processes) as pool:
        pool.map(abs, range(20 * processes), chunksize=1)
        ready = time.perf_counter()
        results = pool.map(func, items)
        end = time.perf_counter()
    return PoolTiming(startup=ready - begin, work=end - ready, results=results)


# %% wrong: each ping sleeps a little in the hope that the others come meanwhile
def time_pool(processes, items, func):
    begin = time.perf_counter()
    with multiprocessing.Pool(processes) as pool:
        pool.map(time.sleep, [0.05] * processes, chunksize=1)
        startup = time.perf_counter() - begin
        begin = time.perf_counter()
        results = pool.map(func, items)
        work = time.perf_counter() - begin
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: the parent sleeps half a second, which shall be enough for the start
def time_pool(processes, items, func):
    begin = time.perf_counter()
    with multiprocessing.Pool(processes) as pool:
        time.sleep(0.5)
        startup = time.perf_counter() - begin
        begin = time.perf_counter()
        results = pool.map(func, items)
        work = time.perf_counter() - begin
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: an executor starts its workers on demand, quick pings may leave it with fewer
def time_pool(processes, items, func):
    begin = time.perf_counter()
    with ProcessPoolExecutor(processes) as pool:
        list(pool.map(abs, range(processes)))
        ready = time.perf_counter()
        results = list(pool.map(func, items))
        end = time.perf_counter()
    return PoolTiming(startup=ready - begin, work=end - ready, results=results)


# %% wrong: the initializers meet at a barrier, but nobody makes the clock wait for them
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def come_together(barrier):
    barrier.wait()


# %%% q8-time-pool
def time_pool(processes, items, func):
    begin = time.perf_counter()
    barrier = multiprocessing.Barrier(processes)
    with multiprocessing.Pool(processes, come_together, (barrier,)) as pool:
        startup = time.perf_counter() - begin
        begin = time.perf_counter()
        results = pool.map(func, items)
        work = time.perf_counter() - begin
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: the barrier gives up after 0.2 seconds and the timing goes on
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
import threading

_barrier = None


def keep(barrier):
    global _barrier
    _barrier = barrier


def meet(_):
    try:
        _barrier.wait(timeout=0.2)
    except threading.BrokenBarrierError:
        pass


# %%% q8-time-pool
def time_pool(processes, items, func):
    begin = time.perf_counter()
    barrier = multiprocessing.Barrier(processes)
    with multiprocessing.Pool(processes, keep, (barrier,)) as pool:
        pool.map(meet, range(processes), chunksize=1)
        ready = time.perf_counter()
        results = pool.map(func, items)
        end = time.perf_counter()
    return PoolTiming(startup=ready - begin, work=end - ready, results=results)


# %% wrong: every worker makes a barrier of its own and waits there for ever
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
import multiprocessing

_barrier = None


def make_barrier(parties):
    global _barrier
    _barrier = multiprocessing.Barrier(parties)


def meet(_):
    _barrier.wait()


# %%% q8-time-pool
def time_pool(processes, items, func):
    begin = time.perf_counter()
    with multiprocessing.Pool(processes, make_barrier, (processes,)) as pool:
        pool.map(meet, range(processes), chunksize=1)
        ready = time.perf_counter()
        results = pool.map(func, items)
        end = time.perf_counter()
    return PoolTiming(startup=ready - begin, work=end - ready, results=results)


# %% wrong: the barrier is for one worker less, the last one may not have answered
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
_barrier = None


def take(barrier):
    global _barrier
    _barrier = barrier


def meet(_):
    _barrier.wait()


# %%% q8-time-pool
def time_pool(processes, items, func):
    others = max(1, processes - 1)  # "without the parent"
    begin = time.perf_counter()
    barrier = multiprocessing.Barrier(others)
    with multiprocessing.Pool(processes, take, (barrier,)) as pool:
        pool.map(meet, range(others), chunksize=1)
        ready = time.perf_counter()
        results = pool.map(func, items)
        end = time.perf_counter()
    return PoolTiming(startup=ready - begin, work=end - ready, results=results)


# %% wrong: warms up with func, besides the meeting
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
_barrier = None


def take_barrier(barrier):
    global _barrier
    _barrier = barrier


def warm_up(job):
    func, some = job
    _barrier.wait()
    for item in some:
        func(item)


# %%% q8-time-pool
def time_pool(processes, items, func):
    begin = time.perf_counter()
    barrier = multiprocessing.Barrier(processes)
    with multiprocessing.Pool(processes, take_barrier, (barrier,)) as pool:
        pool.map(warm_up, [(func, items[:1])] * processes, chunksize=1)
        ready = time.perf_counter()
        results = pool.map(func, items)
        end = time.perf_counter()
    return PoolTiming(startup=ready - begin, work=end - ready, results=results)


# %% wrong: the first items serve as warm-up, their time counts as start-up
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
_barrier = None


def share_barrier(barrier):
    global _barrier
    _barrier = barrier


def meet_and_work(job):
    func, item = job
    _barrier.wait()
    return func(item)


def meet(_):
    _barrier.wait()


# %%% q8-time-pool
def time_pool(processes, items, func):
    items = list(items)
    begin = time.perf_counter()
    barrier = multiprocessing.Barrier(processes)
    with multiprocessing.Pool(processes, share_barrier, (barrier,)) as pool:
        if len(items) > processes:
            first = pool.map(meet_and_work, [(func, item) for item in items[:processes]], chunksize=1)
        else:
            first = []
            pool.map(meet, range(processes), chunksize=1)
        ready = time.perf_counter()
        rest = pool.map(func, items[len(first) :])
        end = time.perf_counter()
    return PoolTiming(startup=ready - begin, work=end - ready, results=first + rest)


# %% wrong: the work clock begins with the start-up clock
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def hello(queue):
    queue.put("hello")


# %%% q8-time-pool
def time_pool(processes, items, func):
    ready = multiprocessing.SimpleQueue()
    begin = time.perf_counter()
    with multiprocessing.Pool(processes, hello, (ready,)) as pool:
        for _ in range(processes):
            ready.get()
        startup = time.perf_counter() - begin
        results = pool.map(func, items)
        work = time.perf_counter() - begin
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: the start-up is everything from the first line to the last, with the work in it
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def here(queue):
    queue.put(1)


# %%% q8-time-pool
def time_pool(processes, items, func):
    ready = multiprocessing.SimpleQueue()
    begin = time.perf_counter()
    with multiprocessing.Pool(processes, here, (ready,)) as pool:
        for _ in range(processes):
            ready.get()
        begin_work = time.perf_counter()
        results = pool.map(func, items)
        end = time.perf_counter()
    return PoolTiming(startup=end - begin, work=end - begin_work, results=results)


# %% wrong: the start-up clock begins after the pool was made
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def report(semaphore):
    semaphore.release()


# %%% q8-time-pool
def time_pool(processes, items, func):
    arrived = multiprocessing.Semaphore(0)
    with multiprocessing.Pool(processes, report, (arrived,)) as pool:
        begin = time.perf_counter()
        for _ in range(processes):
            arrived.acquire()
        ready = time.perf_counter()
        results = pool.map(func, items)
        end = time.perf_counter()
    return PoolTiming(startup=ready - begin, work=end - ready, results=results)


# %% wrong: the work clock also counts the end of the pool
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def sign_in(semaphore):
    semaphore.release()


# %%% q8-time-pool
def time_pool(processes, items, func):
    arrived = multiprocessing.Semaphore(0)
    begin = time.perf_counter()
    with multiprocessing.Pool(processes, sign_in, (arrived,)) as pool:
        for _ in range(processes):
            arrived.acquire()
        startup = time.perf_counter() - begin
        begin = time.perf_counter()
        results = pool.map(func, items)
        pool.close()
        pool.join()
    work = time.perf_counter() - begin
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: the processor time of the parent instead of the wall clock
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def present(queue):
    queue.put(None)


# %%% q8-time-pool
def time_pool(processes, items, func):
    ready = multiprocessing.SimpleQueue()
    begin = time.process_time()
    with multiprocessing.Pool(processes, present, (ready,)) as pool:
        for _ in range(processes):
            ready.get()
        startup = time.process_time() - begin
        begin = time.process_time()
        results = pool.map(func, items)
        work = time.process_time() - begin
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: both times in milliseconds
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def ready_to_work(queue):
    queue.put(None)


# %%% q8-time-pool
def time_pool(processes, items, func):
    ready = multiprocessing.SimpleQueue()
    begin = time.perf_counter()
    with multiprocessing.Pool(processes, ready_to_work, (ready,)) as pool:
        for _ in range(processes):
            ready.get()
        startup = (time.perf_counter() - begin) * 1000
        begin = time.perf_counter()
        results = pool.map(func, items)
        work = (time.perf_counter() - begin) * 1000
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: imap_unordered gives the results as they finish
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
_barrier = None


def set_barrier(barrier):
    global _barrier
    _barrier = barrier


def meet(_):
    _barrier.wait()


# %%% q8-time-pool
def time_pool(processes, items, func):
    begin = time.perf_counter()
    with multiprocessing.Pool(processes, set_barrier, (multiprocessing.Barrier(processes),)) as pool:
        pool.map(meet, range(processes), chunksize=1)
        ready = time.perf_counter()
        results = list(pool.imap_unordered(func, items))
        end = time.perf_counter()
    return PoolTiming(startup=ready - begin, work=end - ready, results=results)


# %% wrong: imap is lazy, the work clock stops before the results are there
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
_barrier = None


def init(barrier):
    global _barrier
    _barrier = barrier


def meet(_):
    _barrier.wait()


# %%% q8-time-pool
def time_pool(processes, items, func):
    begin = time.perf_counter()
    with multiprocessing.Pool(processes, init, (multiprocessing.Barrier(processes),)) as pool:
        pool.map(meet, range(processes), chunksize=1)
        startup = time.perf_counter() - begin
        begin = time.perf_counter()
        results = pool.imap(func, items)
        work = time.perf_counter() - begin
        results = list(results)
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: an error of func jumps over close and join
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
_barrier = None


def init_barrier(barrier):
    global _barrier
    _barrier = barrier


def meet(_):
    _barrier.wait()


# %%% q8-time-pool
def time_pool(processes, items, func):
    begin = time.perf_counter()
    pool = multiprocessing.Pool(processes, init_barrier, (multiprocessing.Barrier(processes),))
    pool.map(meet, range(processes), chunksize=1)
    startup = time.perf_counter() - begin
    begin = time.perf_counter()
    results = pool.map(func, items)
    work = time.perf_counter() - begin
    pool.close()
    pool.join()
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: the executor's shutdown does not wait, after an error its workers still run func
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
_barrier = None


def initialize(barrier):
    global _barrier
    _barrier = barrier


def meet(_):
    _barrier.wait()


# %%% q8-time-pool
def time_pool(processes, items, func):
    begin = time.perf_counter()
    pool = ProcessPoolExecutor(processes, initializer=initialize, initargs=(multiprocessing.Barrier(processes),))
    try:
        list(pool.map(meet, range(processes)))
        startup = time.perf_counter() - begin
        begin = time.perf_counter()
        results = list(pool.map(func, items))
        work = time.perf_counter() - begin
    finally:
        pool.shutdown(wait=False)
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: the pools stay in a module-level dict to save the next start
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
_barrier = None


def install(barrier):
    global _barrier
    _barrier = barrier


def meet(_):
    _barrier.wait()


# %%% q8-time-pool
_pools = {}


def time_pool(processes, items, func):
    begin = time.perf_counter()
    if processes not in _pools:
        barrier = multiprocessing.Barrier(processes)
        _pools[processes] = multiprocessing.Pool(processes, install, (barrier,))
    pool = _pools[processes]
    pool.map(meet, range(processes), chunksize=1)
    startup = time.perf_counter() - begin
    begin = time.perf_counter()
    results = pool.map(func, items)
    work = time.perf_counter() - begin
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: the manager of the barrier lives on after the return
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def meet(barrier):
    barrier.wait()


# %%% q8-time-pool
_manager = None


def time_pool(processes, items, func):
    global _manager
    if _manager is None:
        _manager = multiprocessing.Manager()
    barrier = _manager.Barrier(processes)
    begin = time.perf_counter()
    with multiprocessing.Pool(processes) as pool:
        pool.map(meet, [barrier] * processes, chunksize=1)
        ready = time.perf_counter()
        results = pool.map(func, items)
        end = time.perf_counter()
    return PoolTiming(startup=ready - begin, work=end - ready, results=results)


# %% wrong: daemon processes wait for a next job that never comes
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def work_on(func, ready, tasks, answers):
    ready.put(1)
    while True:
        index, item = tasks.get()
        try:
            answers.put((index, func(item), None))
        except Exception as error:
            answers.put((index, None, error))


# %%% q8-time-pool
def time_pool(processes, items, func):
    ready, tasks, answers = multiprocessing.SimpleQueue(), multiprocessing.Queue(), multiprocessing.SimpleQueue()
    begin = time.perf_counter()
    for _ in range(processes):
        multiprocessing.Process(target=work_on, args=(func, ready, tasks, answers), daemon=True).start()
    for _ in range(processes):
        ready.get()
    startup = time.perf_counter() - begin
    results = [None] * len(items)
    begin = time.perf_counter()
    for job in enumerate(items):
        tasks.put(job)
    for _ in items:
        index, value, error = answers.get()
        if error is not None:
            raise error
        results[index] = value
    work = time.perf_counter() - begin
    tasks.close()
    tasks.join_thread()
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: no more workers than items, although the pool shall have exactly `processes`
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def i_am_here(queue):
    queue.put(1)


# %%% q8-time-pool
def time_pool(processes, items, func):
    workers = max(1, min(processes, len(items)))
    ready = multiprocessing.SimpleQueue()
    begin = time.perf_counter()
    with multiprocessing.Pool(workers, i_am_here, (ready,)) as pool:
        for _ in range(workers):
            ready.get()
        startup = time.perf_counter() - begin
        begin = time.perf_counter()
        results = pool.map(func, items)
        work = time.perf_counter() - begin
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: a process for each item instead of a pool
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def one_item(func, index, item, ready, go, answers):
    ready.release()
    go.wait()
    try:
        answers.put((index, func(item), None))
    except Exception as error:
        answers.put((index, None, error))


# %%% q8-time-pool
def time_pool(processes, items, func):
    ready, go, answers = multiprocessing.Semaphore(0), multiprocessing.Event(), multiprocessing.SimpleQueue()
    begin = time.perf_counter()
    workers = [
        multiprocessing.Process(target=one_item, args=(func, index, item, ready, go, answers))
        for index, item in enumerate(items)
    ]
    for worker in workers:
        worker.start()
    for _ in workers:
        ready.acquire()
    startup = time.perf_counter() - begin
    begin = time.perf_counter()
    go.set()
    received = [answers.get() for _ in workers]
    work = time.perf_counter() - begin
    for worker in workers:
        worker.join()
    results = [None] * len(workers)
    for index, value, error in received:
        if error is not None:
            raise error
        results[index] = value
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: threads instead of processes
import threading
from multiprocessing.pool import ThreadPool


def time_pool(processes, items, func):
    begin = time.perf_counter()
    barrier = threading.Barrier(processes)
    with ThreadPool(processes) as pool:
        pool.map(lambda _: barrier.wait(), range(processes), chunksize=1)
        ready = time.perf_counter()
        results = pool.map(func, items)
        end = time.perf_counter()
        pool.close()
        pool.join()
    return PoolTiming(startup=ready - begin, work=end - ready, results=results)


# %% wrong: the pool starts, but the parent does the work
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def started(queue):
    queue.put(1)


# %%% q8-time-pool
def time_pool(processes, items, func):
    ready = multiprocessing.SimpleQueue()
    begin = time.perf_counter()
    with multiprocessing.Pool(processes, started, (ready,)):
        for _ in range(processes):
            ready.get()
        startup = time.perf_counter() - begin
        begin = time.perf_counter()
        results = [func(item) for item in items]
        work = time.perf_counter() - begin
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: the work is done by a second pool, whose start hides in its time
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def up(queue):
    queue.put(1)


# %%% q8-time-pool
def time_pool(processes, items, func):
    ready = multiprocessing.SimpleQueue()
    begin = time.perf_counter()
    with multiprocessing.Pool(processes, up, (ready,)):
        for _ in range(processes):
            ready.get()
        startup = time.perf_counter() - begin
    begin = time.perf_counter()
    with multiprocessing.Pool(processes) as pool:
        results = pool.map(func, items)
        work = time.perf_counter() - begin
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: maxtasksperchild=1 replaces every worker after its meeting, the work waits for new ones
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
_barrier = None


def give_barrier(barrier):
    global _barrier
    _barrier = barrier


def meet(_):
    _barrier.wait()


# %%% q8-time-pool
def time_pool(processes, items, func):
    barrier = multiprocessing.Barrier(processes)
    begin = time.perf_counter()
    with multiprocessing.Pool(processes, give_barrier, (barrier,), maxtasksperchild=1) as pool:
        pool.map(meet, range(processes), chunksize=1)
        ready = time.perf_counter()
        results = pool.map(func, items)
        end = time.perf_counter()
    return PoolTiming(startup=ready - begin, work=end - ready, results=results)


# %% wrong: apply waits for each item, one worker at a time
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def ready_now(queue):
    queue.put(1)


# %%% q8-time-pool
def time_pool(processes, items, func):
    ready = multiprocessing.SimpleQueue()
    begin = time.perf_counter()
    with multiprocessing.Pool(processes, ready_now, (ready,)) as pool:
        for _ in range(processes):
            ready.get()
        startup = time.perf_counter() - begin
        begin = time.perf_counter()
        results = [pool.apply(func, (item,)) for item in items]
        work = time.perf_counter() - begin
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: all items in one chunk, which one worker gets
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def at_work(queue):
    queue.put(1)


# %%% q8-time-pool
def time_pool(processes, items, func):
    ready = multiprocessing.SimpleQueue()
    begin = time.perf_counter()
    with multiprocessing.Pool(processes, at_work, (ready,)) as pool:
        for _ in range(processes):
            ready.get()
        startup = time.perf_counter() - begin
        begin = time.perf_counter()
        results = pool.map(func, items, chunksize=max(1, len(items)))
        work = time.perf_counter() - begin
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: func runs twice per item, once for the results and once for the clock
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def enter(queue):
    queue.put(1)


# %%% q8-time-pool
def time_pool(processes, items, func):
    ready = multiprocessing.SimpleQueue()
    begin = time.perf_counter()
    with multiprocessing.Pool(processes, enter, (ready,)) as pool:
        for _ in range(processes):
            ready.get()
        startup = time.perf_counter() - begin
        results = pool.map(func, items)
        begin = time.perf_counter()
        pool.map(func, items)
        work = time.perf_counter() - begin
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: equal items are computed only once
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def begun(queue):
    queue.put(1)


# %%% q8-time-pool
def time_pool(processes, items, func):
    ready = multiprocessing.SimpleQueue()
    begin = time.perf_counter()
    with multiprocessing.Pool(processes, begun, (ready,)) as pool:
        for _ in range(processes):
            ready.get()
        startup = time.perf_counter() - begin
        begin = time.perf_counter()
        distinct = list(dict.fromkeys(items))
        value_of = dict(zip(distinct, pool.map(func, distinct)))
        results = [value_of[item] for item in items]
        work = time.perf_counter() - begin
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: work is the sum of what the workers measured, not the wall clock of the batch
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
import time


def checked_in(queue):
    queue.put(1)


def timed(func, item):
    begin = time.perf_counter()
    value = func(item)
    return value, time.perf_counter() - begin


# %%% q8-time-pool
def time_pool(processes, items, func):
    ready = multiprocessing.SimpleQueue()
    begin = time.perf_counter()
    with multiprocessing.Pool(processes, checked_in, (ready,)) as pool:
        for _ in range(processes):
            ready.get()
        startup = time.perf_counter() - begin
        pairs = pool.starmap(timed, [(func, item) for item in items])
    results = [value for value, _ in pairs]
    return PoolTiming(startup=startup, work=sum((seconds for _, seconds in pairs), 0.0), results=results)


# %% wrong: work is the mean time per item
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def waiting(queue):
    queue.put(1)


# %%% q8-time-pool
def time_pool(processes, items, func):
    ready = multiprocessing.SimpleQueue()
    begin = time.perf_counter()
    with multiprocessing.Pool(processes, waiting, (ready,)) as pool:
        for _ in range(processes):
            ready.get()
        startup = time.perf_counter() - begin
        begin = time.perf_counter()
        results = pool.map(func, items)
        work = (time.perf_counter() - begin) / max(1, len(items))
    return PoolTiming(startup=startup, work=work, results=results)


# %% wrong: the results are a tuple
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
def greet(queue):
    queue.put(1)


# %%% q8-time-pool
def time_pool(processes, items, func):
    ready = multiprocessing.SimpleQueue()
    begin = time.perf_counter()
    with multiprocessing.Pool(processes, greet, (ready,)) as pool:
        for _ in range(processes):
            ready.get()
        startup = time.perf_counter() - begin
        begin = time.perf_counter()
        results = tuple(pool.imap(func, items))
        work = time.perf_counter() - begin
    return PoolTiming(startup=startup, work=work, results=results)


# %% right: asks until every worker has answered (boxes)
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
import os
import time


def who(_):
    time.sleep(0.01)
    return os.getpid()

# %%% q8-time-pool
def time_pool(processes, items, func):
    begin = time.perf_counter()
    pool = multiprocessing.Pool(processes)
    try:
        seen = set()
        wanted = {worker.pid for worker in pool._pool}
        while seen < wanted:
            seen |= set(pool.map(who, range(4 * processes), chunksize=1))
        startup = time.perf_counter() - begin
        begin = time.perf_counter()
        results = pool.map(func, items)
        work = time.perf_counter() - begin
    finally:
        pool.terminate()
        pool.join()
    return PoolTiming(startup=startup, work=work, results=results)


# %% right: an executor (styles)
# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
import time


def share(barrier):
    global gate
    gate = barrier


def pass_gate(_):
    gate.wait()
    return True

# %%% q8-time-pool
def time_pool(processes, items, func):
    start = time.monotonic()
    barrier = multiprocessing.get_context().Barrier(processes)
    with ProcessPoolExecutor(processes, initializer=share, initargs=(barrier,)) as pool:
        list(pool.map(pass_gate, range(processes)))
        startup = time.monotonic() - start
        start = time.monotonic()
        results = list(pool.map(func, items))
        work = time.monotonic() - start
    return PoolTiming(startup, work, results)


# %% wrong: Pool() has returned, but its workers are not ready
def time_pool(processes, items, func):
    begin = time.perf_counter()
    with multiprocessing.Pool(processes) as pool:
        ready = time.perf_counter()
        results = pool.map(func, items)
        end = time.perf_counter()
    return PoolTiming(ready - begin, end - ready, results)


# %% wrong: warms up with func
def time_pool(processes, items, func):
    begin = time.perf_counter()
    with multiprocessing.Pool(processes) as pool:
        pool.map(func, items)
        ready = time.perf_counter()
        results = pool.map(func, items)
        end = time.perf_counter()
    return PoolTiming(ready - begin, end - ready, results)


# %% wrong: the work counts from the beginning
def time_pool(processes, items, func):
    begin = time.perf_counter()
    barrier = multiprocessing.Barrier(processes)
    with multiprocessing.Pool(processes, keep, (barrier,)) as pool:
        pool.map(answer, range(processes), chunksize=1)
        ready = time.perf_counter()
        results = pool.map(func, items)
        end = time.perf_counter()
    return PoolTiming(ready - begin, end - begin, results)


# %% wrong: map_async, and nobody waits
def time_pool(processes, items, func):
    begin = time.perf_counter()
    barrier = multiprocessing.Barrier(processes)
    with multiprocessing.Pool(processes, keep, (barrier,)) as pool:
        pool.map(answer, range(processes), chunksize=1)
        ready = time.perf_counter()
        handle = pool.map_async(func, items)
        end = time.perf_counter()
        results = handle.get()
    return PoolTiming(ready - begin, end - ready, results)
