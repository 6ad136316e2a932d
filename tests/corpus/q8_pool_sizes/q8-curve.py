"""q8-curve: other right solutions, and wrong ones with one flaw each."""

# %% right: time_pool in a nested comprehension
def timing_curve(sizes, items, func, repeats=3):
    return {size: [time_pool(size, items, func).work for _ in range(repeats)] for size in sizes}


# %% right: all sizes in turn, then the next round
def timing_curve(sizes, items, func, repeats=3):
    curve = {size: [] for size in sizes}
    for _ in range(repeats):
        for size in curve:
            curve[size].append(time_pool(size, items, func).work)
    return curve


# %% right: one Pool for each size, all its repeats run in it
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        times = []
        with multiprocessing.Pool(size) as pool:
            pool.map(abs, range(size), chunksize=1)
            for _ in range(repeats):
                begin = time.perf_counter()
                pool.map(func, items)
                times.append(time.perf_counter() - begin)
        curve[size] = times
    return curve


# %% right: a new ProcessPoolExecutor for each run, shutdown in a finally clause
def timing_curve(sizes, items, func, repeats=3):
    def one_run(size):
        pool = ProcessPoolExecutor(max_workers=size)
        try:
            for future in [pool.submit(abs, k) for k in range(size)]:
                future.result()
            begin = time.perf_counter()
            futures = [pool.submit(func, item) for item in items]
            for future in futures:
                future.result()
            return time.perf_counter() - begin
        finally:
            pool.shutdown(wait=True)

    curve = {}
    for size in sizes:
        curve[size] = []
        for _ in range(repeats):
            curve[size].append(one_run(size))
    return curve


# %% right: the course's measure repeats pool.map
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        with multiprocessing.Pool(size) as pool:
            curve[size] = list(measure(pool.map, func, items, repeats=repeats).seconds)
    return curve


# %% right: timeit.repeat with number=1
import timeit


def timing_curve(sizes, items, func, repeats=3):
    items = list(items)
    curve = {}
    for size in sizes:
        with multiprocessing.Pool(size) as pool:
            curve[size] = timeit.repeat(lambda: pool.map(func, items), repeat=repeats, number=1)
    return curve


# %% right: all pools are open at the same time, the runs take turns
from contextlib import ExitStack


def timing_curve(sizes, items, func, repeats=3):
    with ExitStack() as stack:
        pools = {}
        for size in sizes:
            pools[size] = stack.enter_context(multiprocessing.Pool(processes=size))
        curve = {size: [] for size in pools}
        for size, pool in list(pools.items()) * repeats:
            begin = time.perf_counter_ns()
            for _ in pool.imap_unordered(func, items):
                pass
            curve[size].append((time.perf_counter_ns() - begin) / 10**9)
    return curve


# %% right: largest pool first, collected in a defaultdict that becomes a plain dict
from collections import defaultdict


def timing_curve(sizes, items, func, repeats=3):
    times = defaultdict(list)
    for size in sorted(set(sizes), reverse=True):
        for _ in range(repeats):
            timing = time_pool(processes=size, items=items, func=func)
            times[size].append(timing.work)
        times[size].reverse()  # newest first, it makes no difference
    return dict(times)


# %% right: annotated, a generator of times and a stopwatch as context manager
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Lap:
    seconds: float = 0.0


@contextmanager
def stopwatch() -> Iterator[Lap]:
    lap = Lap()
    begin = time.perf_counter()
    try:
        yield lap
    finally:
        lap.seconds = time.perf_counter() - begin


def work_times(size: int, items: Sequence, func: Callable, repeats: int) -> Iterator[float]:
    with multiprocessing.get_context().Pool(size) as pool:
        for _ in range(repeats):
            with stopwatch() as lap:
                pool.map_async(func, items).get()
            yield lap.seconds


def timing_curve(
    sizes: Sequence[int], items: Sequence, func: Callable, repeats: int = 3
) -> dict[int, list[float]]:
    return {size: list(work_times(size, items, func, repeats)) for size in sizes}


# %% right: Process by hand, all start their share of the items together at a barrier
# %%% q8-curve-worker
# %%module q8_curve_worker
def take_jobs(func, items, next_index, start, done):
    start.wait()
    error = None
    while True:
        with next_index.get_lock():
            index = next_index.value
            next_index.value += 1
        if index >= len(items):
            break
        try:
            func(items[index])
        except Exception as caught:
            error = caught
    done.put(error)


# %%% q8-curve
def run_once(size, items, func):
    next_index = multiprocessing.Value("q", 0)
    start = multiprocessing.Barrier(size + 1)
    done = multiprocessing.SimpleQueue()
    workers = [
        multiprocessing.Process(target=take_jobs, args=(func, items, next_index, start, done)) for _ in range(size)
    ]
    for worker in workers:
        worker.start()
    start.wait()
    begin = time.perf_counter()
    errors = [done.get() for _ in workers]
    seconds = time.perf_counter() - begin
    for worker in workers:
        worker.join()
    for error in errors:
        if error is not None:
            raise error
    return seconds


def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        curve[size] = [run_once(size, items, func) for _ in range(repeats)]
    return curve


# %% right: its own pool with a meeting of all workers before each clock starts
# %%% q8-curve-worker
# %%module q8_curve_worker
barrier = None


def set_barrier(shared):
    global barrier
    barrier = shared


def meet(_):
    barrier.wait()


# %%% q8-curve
def timing_curve(sizes, items, func, repeats=3):
    curve = dict()
    for size in sizes:
        curve[size] = list()
        pool = multiprocessing.Pool(size, set_barrier, (multiprocessing.Barrier(size),))
        try:
            for _ in range(repeats):
                pool.map(meet, range(size), chunksize=1)
                start = time.monotonic()
                results = []
                for item in items:
                    results.append(pool.apply_async(func, (item,)))
                for result in results:
                    result.get()
                curve[size].append(time.monotonic() - start)
        finally:
            pool.close()
            pool.join()
    return curve


# %% right: functional, product of rounds and sizes in a shuffled order
import itertools
import random


def timing_curve(sizes, items, func, repeats=3):
    runs = list(itertools.product(sizes, range(repeats)))
    random.shuffle(runs)
    measured = {(size, k): time_pool(size, items, func).work for size, k in runs}
    return {size: [measured[size, k] for k in range(repeats)] for size in sizes}


# %% wrong: one measurement, copied `repeats` times
def timing_curve(sizes, items, func, repeats=3):
    return {size: [time_pool(size, items, func).work] * repeats for size in sizes}


# %% wrong: measures all repeats together and hands out their mean
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        with multiprocessing.Pool(size) as pool:
            begin = time.perf_counter()
            for _ in range(repeats):
                pool.map(func, items)
            seconds = time.perf_counter() - begin
        curve[size] = [seconds / repeats for _ in range(repeats)]
    return curve


# %% wrong: measures one worker and divides by the size
def timing_curve(sizes, items, func, repeats=3):
    if not sizes:
        return {}
    alone = [time_pool(1, items, func).work for _ in range(repeats)]
    return {size: [seconds / size for seconds in alone] for size in sizes}


# %% wrong: the first is measured, the others are the first with noise
import random


def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        first = time_pool(size, items, func).work
        curve[size] = [first] + [first * random.uniform(0.95, 1.05) for _ in range(repeats - 1)]
    return curve


# %% wrong: every time is the best so far
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        best = float("inf")
        curve[size] = []
        for _ in range(repeats):
            best = min(best, time_pool(size, items, func).work)
            curve[size].append(best)
    return curve


# %% wrong: an outlier is replaced by the median of the times
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        times = [time_pool(size, items, func).work for _ in range(repeats)]
        if times:
            middle = statistics.median(times)
            slowest = times.index(max(times))
            times[slowest] = middle
        curve[size] = times
    return curve


# %% wrong: Pool() without the size
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        curve[size] = []
        with multiprocessing.Pool() as pool:
            for _ in range(repeats):
                begin = time.perf_counter()
                pool.map(func, items)
                curve[size].append(time.perf_counter() - begin)
    return curve


# %% wrong: one pool of the largest size for all sizes
def timing_curve(sizes, items, func, repeats=3):
    curve = {size: [] for size in sizes}
    with multiprocessing.Pool(max(curve, default=1)) as pool:
        for size in curve:
            for _ in range(repeats):
                begin = time.perf_counter()
                pool.map(func, items)
                curve[size].append(time.perf_counter() - begin)
    return curve


# %% wrong: no more workers than items
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        workers = max(1, min(size, len(items)))
        curve[size] = [time_pool(workers, items, func).work for _ in range(repeats)]
    return curve


# %% wrong: size 1 runs in the parent without a pool
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        curve[size] = []
        for _ in range(repeats):
            if size == 1:
                begin = time.perf_counter()
                for item in items:
                    func(item)
                curve[size].append(time.perf_counter() - begin)
            else:
                curve[size].append(time_pool(size, items, func).work)
    return curve


# %% wrong: the built-in map computes in the parent, the pool is idle
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        curve[size] = []
        with multiprocessing.Pool(size):
            for _ in range(repeats):
                begin = time.perf_counter()
                list(map(func, items))
                curve[size].append(time.perf_counter() - begin)
    return curve


# %% wrong: the items are shared out among the repeats
def timing_curve(sizes, items, func, repeats=3):
    return {
        size: [time_pool(size, items[k::repeats], func).work for k in range(repeats)] for size in sizes
    }


# %% wrong: an iterator over the items is used up by the first run
def timing_curve(sizes, items, func, repeats=3):
    jobs = (item for item in items)
    curve = {}
    for size in sizes:
        curve[size] = []
        for _ in range(repeats):
            with multiprocessing.Pool(size) as pool:
                begin = time.perf_counter()
                pool.map(func, jobs)
                curve[size].append(time.perf_counter() - begin)
    return curve


# %% wrong: each time is that of a single item
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        curve[size] = []
        for k in range(repeats):
            job = [items[k % len(items)]] if items else []
            curve[size].append(time_pool(size, job, func).work)
    return curve


# %% wrong: equal items are left out
def timing_curve(sizes, items, func, repeats=3):
    distinct = list(dict.fromkeys(items))
    return {size: [time_pool(size, distinct, func).work for _ in range(repeats)] for size in sizes}


# %% wrong: dict.fromkeys gives all sizes one and the same list
def timing_curve(sizes, items, func, repeats=3):
    curve = dict.fromkeys(sizes, [])
    for size in curve:
        for _ in range(repeats):
            curve[size].append(time_pool(size, items, func).work)
    return curve


# %% wrong: the clock is started once, each time contains the runs before it
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        curve[size] = []
        with multiprocessing.Pool(size) as pool:
            begin = time.perf_counter()
            for _ in range(repeats):
                pool.map(func, items)
                curve[size].append(time.perf_counter() - begin)
    return curve


# %% wrong: imap only submits, the clock stops and the pool ends before the items are done
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        curve[size] = []
        for _ in range(repeats):
            with multiprocessing.Pool(size) as pool:
                begin = time.perf_counter()
                pool.imap(func, items)
                curve[size].append(time.perf_counter() - begin)
    return curve


# %% wrong: an executor works on after the clock has stopped, nobody asks for the results
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        curve[size] = []
        for _ in range(repeats):
            with ProcessPoolExecutor(size) as pool:
                begin = time.perf_counter()
                for item in items:
                    pool.submit(func, item)
                curve[size].append(time.perf_counter() - begin)
    return curve


# %% wrong: takes the start-up for the work
def timing_curve(sizes, items, func, repeats=3):
    return {size: [time_pool(size, items, func).startup for _ in range(repeats)] for size in sizes}


# %% wrong: measures an empty pool, the items never run
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        with multiprocessing.Pool(size) as pool:
            curve[size] = list(measure(pool.map, func, items[:0], repeats=repeats).seconds)
    return curve


# %% wrong: milliseconds instead of seconds
def timing_curve(sizes, items, func, repeats=3):
    return {size: [time_pool(size, items, func).work * 1000 for _ in range(repeats)] for size in sizes}


# %% wrong: seconds per item instead of the time of the run
def timing_curve(sizes, items, func, repeats=3):
    return {
        size: [time_pool(size, items, func).work / max(1, len(items)) for _ in range(repeats)] for size in sizes
    }


# %% wrong: only the median of the times
def timing_curve(sizes, items, func, repeats=3):
    return {
        size: [statistics.median(time_pool(size, items, func).work for _ in range(repeats))] for size in sizes
    }


# %% wrong: the first run of each size is dropped as a warm-up, one time is missing
def timing_curve(sizes, items, func, repeats=3):
    return {size: [time_pool(size, items, func).work for _ in range(repeats)][1:] for size in sizes}


# %% wrong: always three repeats
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        curve[size] = []
        for _ in range(3):
            curve[size].append(time_pool(size, items, func).work)
    return curve


# %% wrong: the times are tuples
def timing_curve(sizes, items, func, repeats=3):
    return {size: tuple(time_pool(size, items, func).work for _ in range(repeats)) for size in sizes}


# %% wrong: a module-level cache by size gives old times for other items
_measured = {}


def timing_curve(sizes, items, func, repeats=3):
    for size in sizes:
        if len(_measured.get(size, [])) != repeats:
            _measured[size] = [time_pool(size, items, func).work for _ in range(repeats)]
    return {size: list(_measured[size]) for size in sizes}


# %% wrong: the curve is a mutable default argument, sizes of earlier calls stay in it
def timing_curve(sizes, items, func, repeats=3, curve={}):
    for size in sizes:
        curve[size] = [time_pool(size, items, func).work for _ in range(repeats)]
    return curve


# %% wrong: sorts the caller's list of sizes
def timing_curve(sizes, items, func, repeats=3):
    if not isinstance(sizes, list):
        sizes = list(sizes)
    sizes.sort()
    return {size: [time_pool(size, items, func).work for _ in range(repeats)] for size in sizes}


# %% wrong: no sizes make max() raise a ValueError
def timing_curve(sizes, items, func, repeats=3):
    width = len(str(max(sizes)))
    curve = {}
    for size in sizes:
        curve[size] = [time_pool(size, items, func).work for _ in range(repeats)]
        print(f"{size:{width}} processes done")
    return curve


# %% wrong: leaves out the sizes that are larger than the number of items
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        if size > len(items):
            continue
        curve[size] = [time_pool(size, items, func).work for _ in range(repeats)]
    return curve


# %% wrong: all the pools are kept open in a module-level list
_open_pools = []


def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        pool = multiprocessing.Pool(size)
        _open_pools.append(pool)
        curve[size] = []
        for _ in range(repeats):
            begin = time.perf_counter()
            pool.map(func, items)
            curve[size].append(time.perf_counter() - begin)
    return curve


# %% wrong: close and join are skipped when func raises
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        pool = multiprocessing.Pool(size)
        curve[size] = []
        for _ in range(repeats):
            begin = time.perf_counter()
            pool.map(func, items)
            curve[size].append(time.perf_counter() - begin)
        pool.close()
        pool.join()
    return curve


# %% wrong: daemon processes made by hand are never told to end
# %%% q8-curve-worker
# %%module q8_curve_worker
def serve(func, tasks, done):
    while True:
        item = tasks.get()
        try:
            func(item)
        except Exception as error:
            done.put(error)
        else:
            done.put(None)


# %%% q8-curve
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        tasks, done = multiprocessing.Queue(), multiprocessing.SimpleQueue()
        for _ in range(size):
            multiprocessing.Process(target=serve, args=(func, tasks, done), daemon=True).start()
        curve[size] = []
        for _ in range(repeats):
            begin = time.perf_counter()
            for item in items:
                tasks.put(item)
            errors = [done.get() for _ in items]
            curve[size].append(time.perf_counter() - begin)
            for error in errors:
                if error is not None:
                    raise error
        tasks.close()
        tasks.join_thread()
    return curve


# %% right: round by round, largest pool first (styles)
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

# %%% q8-time-pool-worker
# %%module q8_time_pool_worker
import time


def share(barrier):
    global gate
    gate = barrier


def pass_gate(_):
    gate.wait()
    return True

# %%% q8-curve
def timing_curve(sizes, items, func, repeats=3):
    curve = {size: [] for size in sizes}
    for _ in range(repeats):
        for size in sorted(sizes, reverse=True):
            with multiprocessing.Pool(size) as pool:
                begin = time.perf_counter()
                pool.map(func, items, chunksize=1)
                curve[size].append(time.perf_counter() - begin)
    return curve


# %% wrong: copies the first measurement
def timing_curve(sizes, items, func, repeats=3):
    return {size: [time_pool(size, items, func).work] * repeats for size in sizes}


# %% wrong: always the same pool size
def timing_curve(sizes, items, func, repeats=3):
    return {size: [time_pool(max(sizes), items, func).work for _ in range(repeats)] for size in sizes}


# %% wrong: divides the time of one process
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        curve[size] = [time_pool(1, items, func).work / size for _ in range(repeats)]
    return curve


# %% wrong: stops at the number of processors: larger sizes are missing
def timing_curve(sizes, items, func, repeats=3):
    return {size: [time_pool(size, items, func).work for _ in range(repeats)] for size in sizes if size <= 2}
