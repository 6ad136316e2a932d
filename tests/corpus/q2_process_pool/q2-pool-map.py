"""q2-pool-map: other right solutions, and wrong ones with one flaw each."""

# %% right: the shortest, Pool.map in a with block
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return pool.map(func, items)


# %% right: no with block, close and join in a finally
from multiprocessing import Pool


def pool_map(func, items, processes=3):
    pool = Pool(processes=processes)
    try:
        results = pool.map(func, items, chunksize=1)
    finally:
        pool.close()
        pool.join()
    return results


# %% right: beginner style, one apply_async for each item and then all the gets
import multiprocessing


def pool_map(func, items, processes=3):
    handles = []
    results = []
    with multiprocessing.Pool(processes=processes) as my_pool:
        for item in items:
            handle = my_pool.apply_async(func, args=(item,))
            handles.append(handle)
        for handle in handles:
            result = handle.get()
            results.append(result)
    return results


# %% right: list of Pool.imap, annotated
import multiprocessing
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def pool_map(func: Callable[[Item], Result], items: Sequence[Item], processes: int = 3) -> list[Result]:
    """Return ``[func(item) for item in items]``, computed in exactly ``processes`` worker processes."""
    with multiprocessing.Pool(processes) as pool:
        return list(pool.imap(func, items))


# %% right: starmap over one-tuples made by zip
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return pool.starmap(func, zip(items))


# %% right: imap_unordered with the position, put back into slots
# %%% q2-pool-map-worker
# %%module q2_pool_map_worker
def call_at(job):
    position, func, item = job
    return position, func(item)


# %%% q2-pool-map
import multiprocessing


def pool_map(func, items, processes=3):
    jobs = [(position, func, item) for position, item in enumerate(items)]
    results = [None] * len(jobs)
    with multiprocessing.Pool(processes) as pool:
        for position, result in pool.imap_unordered(call_at, jobs):
            results[position] = result
    return results


# %% right: the class multiprocessing.pool.Pool itself, map_async and get
from multiprocessing.pool import Pool as ProcessPool


def pool_map(func, items, processes=3):
    with ProcessPool(processes) as workers:
        pending = workers.map_async(func, list(items))
        return pending.get()


# %% right: a pool of an explicit spawn context
import multiprocessing


def pool_map(func, items, processes=3):
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes) as pool:
        return pool.map(func, items)


# %% right: a subclass of Pool that closes and joins instead of terminating
import multiprocessing.pool


class PatientPool(multiprocessing.pool.Pool):
    def __exit__(self, *exc_info):
        self.close()
        self.join()


def pool_map(func, items, processes=3):
    with PatientPool(processes) as pool:
        return pool.map(func, items)


# %% right: a context manager written by hand
import contextlib
import multiprocessing


@contextlib.contextmanager
def joined_pool(size):
    pool = multiprocessing.Pool(size)
    try:
        yield pool
    finally:
        pool.close()
        pool.join()


def pool_map(func, items, processes=3):
    with joined_pool(processes) as pool:
        return [*pool.imap(func, items)]


# %% right: ExitStack with close and join as callbacks
import multiprocessing
from contextlib import ExitStack


def pool_map(func, items, processes=3):
    with ExitStack() as stack:
        pool = multiprocessing.Pool(processes)
        stack.callback(pool.join)
        stack.callback(pool.close)  # runs first
        return pool.map(func, items)


# %% right: callbacks store by position, the error is raised after close and join
import functools
import multiprocessing


def pool_map(func, items, processes=3):
    results = {}
    errors = []
    pool = multiprocessing.Pool(processes)
    for position, item in enumerate(items):
        pool.apply_async(
            func,
            (item,),
            callback=functools.partial(results.__setitem__, position),
            error_callback=errors.append,
        )
    pool.close()
    pool.join()
    if errors:
        raise errors[0]
    return [results[position] for position in range(len(items))]


# %% right: every worker gets func once, through the initializer
# %%% q2-pool-map-worker
# %%module q2_pool_map_worker
the_func = None


def remember(func):
    global the_func
    the_func = func


def call(item):
    return the_func(item)


# %%% q2-pool-map
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes, initializer=remember, initargs=(func,)) as pool:
        return pool.map(call, items)


# %% right: threads of the parent that each call Pool.apply
import multiprocessing
from concurrent.futures import ThreadPoolExecutor


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool, ThreadPoolExecutor(processes) as threads:
        return list(threads.map(lambda item: pool.apply(func, (item,)), items))


# %% right: terminates and joins on an error, closes and joins otherwise
import multiprocessing


def pool_map(func, items, processes=3):
    pool = multiprocessing.Pool(processes)
    try:
        results = list(pool.map(func, tuple(items), chunksize=max(1, len(items) // (processes * 4))))
    except Exception:
        pool.terminate()
        raise
    else:
        pool.close()
        return results
    finally:
        pool.join()


# %% right: waits for every handle, then lets get raise the first error in order
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        handles = [pool.apply_async(func, [item]) for item in items]
        for handle in handles:
            handle.wait()
        return [handle.get() for handle in handles]


# %% wrong: a ThreadPool, everything runs in the notebook's own process
from multiprocessing.pool import ThreadPool


def pool_map(func, items, processes=3):
    with ThreadPool(processes) as pool:
        results = pool.map(func, items)
        pool.close()
        pool.join()
    return results


# %% wrong: a ProcessPoolExecutor instead of a multiprocessing.Pool
from concurrent.futures import ProcessPoolExecutor


def pool_map(func, items, processes=3):
    with ProcessPoolExecutor(max_workers=processes) as executor:
        return list(executor.map(func, items))


# %% wrong: the Pool is only for show, a ProcessPoolExecutor does the work
import multiprocessing
from concurrent.futures import ProcessPoolExecutor


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes):
        with ProcessPoolExecutor(max_workers=processes) as executor:
            return list(executor.map(func, items))


# %% wrong: a Pool is made, but a list comprehension in the parent does the work
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        results = [func(item) for item in items]
        pool.close()
        pool.join()
    return results


# %% wrong: one chunk with all items, one worker does everything
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return pool.map(func, items, chunksize=max(1, len(items)))


# %% wrong: no more workers than items
import multiprocessing


def pool_map(func, items, processes=3):
    workers = max(1, min(processes, len(items)))
    with multiprocessing.Pool(workers) as pool:
        return pool.map(func, items)


# %% wrong: no more workers than the machine has cores
import multiprocessing
import os


def pool_map(func, items, processes=3):
    workers = min(processes, os.cpu_count() or 1)
    with multiprocessing.Pool(workers) as pool:
        return pool.map(func, items)


# %% wrong: at least two workers, even if one is asked for
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(max(2, processes)) as pool:
        return pool.map(func, items)


# %% wrong: the chunk size is rounded down to 0 for fewer items than workers, the results are all None
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return pool.map(func, items, chunksize=len(items) // processes)


# %% wrong: equal slices for the workers, the rest of the division is dropped
# %%% q2-pool-map-worker
# %%module q2_pool_map_worker
def call_each(job):
    func, part = job
    return [func(item) for item in part]


# %%% q2-pool-map
import multiprocessing


def pool_map(func, items, processes=3):
    size = max(1, len(items) // processes)
    parts = [(func, items[k * size : (k + 1) * size]) for k in range(processes)]
    with multiprocessing.Pool(processes) as pool:
        return [result for part in pool.map(call_each, parts, chunksize=1) for result in part]


# %% wrong: imap_unordered, the order is that of completion
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return list(pool.imap_unordered(func, items))


# %% wrong: the callbacks append, so the order is that of completion
import multiprocessing


def pool_map(func, items, processes=3):
    results = []
    errors = []
    pool = multiprocessing.Pool(processes)
    for item in items:
        pool.apply_async(func, (item,), callback=results.append, error_callback=errors.append)
    pool.close()
    pool.join()
    if errors:
        raise errors[0]
    return results


# %% wrong: imap_unordered and then sorted by value
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return sorted(pool.imap_unordered(func, items))


# %% wrong: Pool.apply in a loop, one item after the other
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return [pool.apply(func, (item,)) for item in items]


# %% wrong: waits for each apply_async before it submits the next
import multiprocessing


def pool_map(func, items, processes=3):
    results = []
    with multiprocessing.Pool(processes) as pool:
        for item in items:
            handle = pool.apply_async(func, (item,))
            results.append(handle.get())
    return results


# %% wrong: a new pool of one for every item
import multiprocessing


def pool_map(func, items, processes=3):
    pools = []
    handles = []
    try:
        for item in items:
            pool = multiprocessing.Pool(1)
            pools.append(pool)
            handles.append(pool.apply_async(func, (item,)))
        return [handle.get() for handle in handles]
    finally:
        for pool in pools:
            pool.close()
            pool.join()


# %% wrong: two full pools at the same time, one for each half
import multiprocessing


def pool_map(func, items, processes=3):
    middle = (len(items) + 1) // 2
    with multiprocessing.Pool(processes) as left, multiprocessing.Pool(processes) as right:
        first = left.map_async(func, items[:middle])
        second = right.map_async(func, items[middle:])
        return first.get() + second.get()


# %% wrong: a single item is computed in the parent, "no pool needed"
import multiprocessing


def pool_map(func, items, processes=3):
    if len(items) == 1:
        return [func(items[0])]
    with multiprocessing.Pool(processes) as pool:
        return pool.map(func, items)


# %% wrong: with processes=1 the parent does the work itself
import multiprocessing


def pool_map(func, items, processes=3):
    if processes == 1:
        return [func(item) for item in items]
    with multiprocessing.Pool(processes) as pool:
        return pool.map(func, items)


# %% wrong: after an error everything runs again in the parent
import multiprocessing


def pool_map(func, items, processes=3):
    try:
        with multiprocessing.Pool(processes) as pool:
            return pool.map(func, items)
    except Exception:
        return [func(item) for item in items]


# %% wrong: the worker tries a failed item a second time
# %%% q2-pool-map-worker
# %%module q2_pool_map_worker
import functools


def call_with_retry(func, item):
    try:
        return func(item)
    except Exception:
        return func(item)


# %%% q2-pool-map
import functools
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return pool.map(functools.partial(call_with_retry, func), items)


# %% wrong: the error is wrapped in a RuntimeError
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        try:
            return pool.map(func, items)
        except Exception as error:
            raise RuntimeError(f"a worker failed: {error}") from error


# %% wrong: the error is rebuilt from its text and loses its arguments
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        try:
            return pool.map(func, items)
        except Exception as error:
            raise type(error)(str(error))


# %% wrong: an exception that func returns as its result is raised
# %%% q2-pool-map-worker
# %%module q2_pool_map_worker
def call_guarded(job):
    func, item = job
    try:
        return func(item)
    except Exception as error:
        return error


# %%% q2-pool-map
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        results = pool.map(call_guarded, [(func, item) for item in items])
    for result in results:
        if isinstance(result, Exception):
            raise result
    return results


# %% wrong: errors come back as values in the list
# %%% q2-pool-map-worker
# %%module q2_pool_map_worker
def call_caught(job):
    func, item = job
    try:
        return func(item)
    except Exception as error:
        return error


# %%% q2-pool-map
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return pool.map(call_caught, [(func, item) for item in items])


# %% wrong: an error is printed by the error callback and leaves a None
import multiprocessing


def pool_map(func, items, processes=3):
    results = [None] * len(items)

    def keep(position):
        def store(result):
            results[position] = result

        return store

    pool = multiprocessing.Pool(processes)
    for position, item in enumerate(items):
        pool.apply_async(func, (item,), callback=keep(position), error_callback=print)
    pool.close()
    pool.join()
    return results


# %% wrong: results that are None are dropped
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        handles = [pool.apply_async(func, (item,)) for item in items]
        results = []
        for handle in handles:
            result = handle.get()
            if result is not None:
                results.append(result)
    return results


# %% wrong: equal items are computed only once
import multiprocessing


def pool_map(func, items, processes=3):
    distinct = list(dict.fromkeys(items))
    with multiprocessing.Pool(processes) as pool:
        known = dict(zip(distinct, pool.map(func, distinct)))
    return [known[item] for item in items]


# %% wrong: an error jumps over close and join, the workers stay
import multiprocessing


def pool_map(func, items, processes=3):
    pool = multiprocessing.Pool(processes)
    results = pool.map(func, items)
    pool.close()
    pool.join()
    return results


# %% wrong: the pools are kept in a module-level cache and never closed
import multiprocessing

POOLS = {}


def pool_map(func, items, processes=3):
    if processes not in POOLS:
        POOLS[processes] = multiprocessing.Pool(processes)
    return POOLS[processes].map(func, items)


# %% wrong: waits until all have succeeded, so an error waits forever
import multiprocessing
import threading


def pool_map(func, items, processes=3):
    results = {}
    finished = threading.Event()
    if len(items) == 0:
        finished.set()

    def store(position):
        def callback(result):
            results[position] = result
            if len(results) == len(items):
                finished.set()

        return callback

    with multiprocessing.Pool(processes) as pool:
        handles = [pool.apply_async(func, (item,), callback=store(k)) for k, item in enumerate(items)]
        finished.wait()
        return [handle.get() for handle in handles]


# %% wrong: gives up with a TimeoutError when the work takes longer than three seconds
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return pool.map_async(func, items).get(timeout=3)


# %% wrong: items that are tuples are unpacked into several arguments
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return pool.starmap(func, [item if isinstance(item, tuple) else (item,) for item in items])


# %% wrong: a generator function, no list and nothing runs before somebody iterates
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        yield from pool.imap(func, items)


# %% wrong: the caller's list is emptied while the items are submitted
import multiprocessing


def pool_map(func, items, processes=3):
    todo = items if isinstance(items, list) else list(items)
    handles = []
    with multiprocessing.Pool(processes) as pool:
        while todo:
            handles.append(pool.apply_async(func, (todo.pop(0),)))
        return [handle.get() for handle in handles]


# %% wrong: asks for the results after the with block has terminated the pool
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        pending = pool.map_async(func, items)
    return pending.get()


# %% wrong: the first item is tried out in the parent before the pool is made
import multiprocessing


def pool_map(func, items, processes=3):
    if len(items) > 0:
        func(items[0])  # fail early if func does not work at all
    with multiprocessing.Pool(processes) as pool:
        return pool.map(func, items)


# %% wrong: only the error of the last item reaches the caller
import multiprocessing


def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        handles = [pool.apply_async(func, (item,)) for item in items]
        for handle in handles:
            handle.wait()
        if handles:
            handles[-1].get()
        return [handle.get() for handle in handles if handle.successful()]


# %% wrong: stops at the first error and returns what it has
import multiprocessing


def pool_map(func, items, processes=3):
    results = []
    with multiprocessing.Pool(processes) as pool:
        answers = pool.imap(func, items)
        while len(results) < len(items):
            try:
                results.append(next(answers))
            except Exception:
                break
    return results


# %% right: apply_async, closed and joined, in an explicit spawn context (callbacks)
def pool_map(func, items, processes=3):
    pool = multiprocessing.get_context("spawn").Pool(processes)
    handles = [pool.apply_async(func, (item,)) for item in items]
    try:
        return [handle.get() for handle in handles]
    finally:
        pool.close()
        pool.join()


# %% right: imap in chunks of one, and a pool that is ended by hand (styles)
def pool_map(func, items, processes=3):
    pool = multiprocessing.Pool(processes=processes, maxtasksperchild=1)
    try:
        return [result for result in pool.imap(func, items)]
    finally:
        pool.terminate()


# %% wrong: as many workers as there are items
def pool_map(func, items, processes=3):
    if not items:
        return []
    with multiprocessing.Pool(min(processes, len(items))) as pool:
        return pool.map(func, items)


# %% wrong: threads that look like a pool
def pool_map(func, items, processes=3):
    with multiprocessing.pool.ThreadPool(processes) as pool:
        return pool.map(func, items)


# %% wrong: in the order in which the results arrive
def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return sorted(pool.imap_unordered(func, items))


# %% wrong: swallows the errors
def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        try:
            return pool.map(func, items)
        except Exception:
            return []


# %% right: no pool for no items
def pool_map(func, items, processes=3):
    if not items:
        return []
    with multiprocessing.Pool(processes) as pool:
        return pool.map(func, items)
