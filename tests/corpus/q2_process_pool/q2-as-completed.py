"""q2-as-completed: other right solutions, and wrong ones with one flaw each."""

# %% right: imap_unordered of jobs with their position
# %%% q2-as-completed-worker
# %%module q2_as_completed_worker
def call_at(job):
    position, func, item = job
    return position, func(item)


# %%% q2-as-completed
import multiprocessing


def pool_progress(func, items, processes, on_result):
    jobs = [(position, func, item) for position, item in enumerate(items)]
    results = [None] * len(jobs)
    with multiprocessing.Pool(processes) as pool:
        for done, (position, result) in enumerate(pool.imap_unordered(call_at, jobs), start=1):
            results[position] = result
            on_result(done, len(jobs), result)
    return results


# %% right: imap_unordered with functools.partial, a dict of results, close and join
# %%% q2-as-completed-worker
# %%module q2_as_completed_worker
def numbered(func, pair):
    number, item = pair
    return number, func(item)


# %%% q2-as-completed
import functools
import multiprocessing


def pool_progress(func, items, processes, on_result):
    total = len(items)
    results = {}
    pool = multiprocessing.Pool(processes=processes)
    try:
        for number, result in pool.imap_unordered(functools.partial(numbered, func), enumerate(items)):
            results[number] = result
            on_result(len(results), total, result)
    finally:
        pool.close()
        pool.join()
    return [results[number] for number in range(total)]


# %% right: apply_async with a callback that reports under a lock, an error of on_result is kept for the caller
import multiprocessing
import threading


def pool_progress(func, items, processes, on_result):
    total = len(items)
    lock = threading.RLock()
    trouble = []
    done = 0

    def report(result):
        nonlocal done
        with lock:
            done += 1
            try:
                on_result(done, total, result)
            except Exception as error:  # it must not kill the pool's thread
                trouble.append(error)

    with multiprocessing.Pool(processes) as pool:
        handles = [pool.apply_async(func, (item,), callback=report) for item in items]
        results = [handle.get() for handle in handles]
    if trouble:
        raise trouble[0]
    return results


# %% right: ProcessPoolExecutor, as_completed over a dict from future to position
from concurrent.futures import ProcessPoolExecutor, as_completed


def pool_progress(func, items, processes, on_result):
    results = [None] * len(items)
    with ProcessPoolExecutor(max_workers=processes) as executor:
        position_of = {executor.submit(func, item): position for position, item in enumerate(items)}
        for done, future in enumerate(as_completed(position_of), 1):
            results[position_of[future]] = future.result()
            on_result(done, len(items), future.result())
    return results


# %% right: as_completed over a list, the results are read from the futures at the end
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from typing import Any, Callable, Sequence


def pool_progress(
    func: Callable[[Any], Any],
    items: Sequence[Any],
    processes: int,
    on_result: Callable[[int, int, Any], object],
) -> list[Any]:
    """Return func(item) for each item, in order; report each result as it arrives."""
    with ProcessPoolExecutor(processes) as executor:
        futures: list[Future] = [executor.submit(func, item) for item in items]
        done = 0
        try:
            for future in as_completed(futures):
                result = future.result()
                done += 1
                on_result(done, len(futures), result)
        except Exception:
            executor.shutdown(wait=True, cancel_futures=True)
            raise
        return [future.result() for future in futures]


# %% right: wait for FIRST_COMPLETED until nothing is pending
import concurrent.futures


def pool_progress(func, items, processes, on_result):
    total = len(items)
    done = 0
    with concurrent.futures.ProcessPoolExecutor(processes) as executor:
        futures = [executor.submit(func, item) for item in items]
        pending = set(futures)
        while pending:
            finished, pending = concurrent.futures.wait(
                pending, return_when=concurrent.futures.FIRST_COMPLETED
            )
            for future in finished:
                result = future.result()
                done += 1
                on_result(done, total, result)
    return [future.result() for future in futures]


# %% right: finished futures go into a queue, the caller's thread takes them out and reports
import queue
from concurrent.futures import ProcessPoolExecutor


def pool_progress(func, items, processes, on_result):
    finished = queue.SimpleQueue()
    futures = []
    with ProcessPoolExecutor(processes) as executor:
        for item in items:
            future = executor.submit(func, item)
            futures.append(future)
            future.add_done_callback(finished.put)
        for done in range(1, len(futures) + 1):
            result = finished.get().result()
            on_result(done, len(futures), result)
    return [future.result() for future in futures]


# %% right: a done callback with a lock around counter and report, everything awaited inside the with block
import threading
from concurrent.futures import ProcessPoolExecutor


class Progress:
    __slots__ = ("_done", "_errors", "_lock", "_on_result", "_total")

    def __init__(self, total, on_result):
        self._total = total
        self._on_result = on_result
        self._done = 0
        self._errors = []
        self._lock = threading.Lock()

    def __call__(self, future):
        if future.exception() is not None:
            return
        with self._lock:
            self._done += 1
            try:
                self._on_result(self._done, self._total, future.result())
            except Exception as error:
                self._errors.append(error)

    def check(self):
        if self._errors:
            raise self._errors[0]


def pool_progress(func, items, processes, on_result):
    progress = Progress(len(items), on_result)
    futures = []
    with ProcessPoolExecutor(processes) as executor:
        for item in items:
            futures.append(executor.submit(func, item))
        for future in futures:
            future.add_done_callback(progress)
    results = [future.result() for future in futures]
    progress.check()
    return results


# %% right: worker processes by hand, a pipe for each, connection.wait says who is ready
# %%% q2-as-completed-worker
# %%module q2_as_completed_worker
def serve(connection, func):
    while True:
        job = connection.recv()
        if job is None:
            return
        position, item = job
        try:
            answer = (position, True, func(item))
            connection.send(answer)
        except Exception as error:
            connection.send((position, False, error))


# %%% q2-as-completed
import multiprocessing
import multiprocessing.connection


def pool_progress(func, items, processes, on_result):
    total = len(items)
    results = [None] * total
    jobs = iter(enumerate(items))
    workers = []
    connections = []
    done = 0
    try:
        for _ in range(processes):
            ours, theirs = multiprocessing.Pipe()
            connections.append(ours)
            worker = multiprocessing.Process(target=serve, args=(theirs, func))
            worker.start()
            workers.append(worker)
            theirs.close()
        busy = []
        for connection, job in zip(connections, jobs):
            connection.send(job)
            busy.append(connection)
        while busy:
            for connection in multiprocessing.connection.wait(busy):
                position, succeeded, value = connection.recv()
                if not succeeded:
                    raise value
                job = next(jobs, None)
                if job is None:
                    busy.remove(connection)
                else:
                    connection.send(job)
                results[position] = value
                done += 1
                on_result(done, total, value)
        return results
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()
        for connection in connections:
            connection.close()


# %% right: threads of the parent call Pool.apply, a ThreadPool hands out what is ready
import multiprocessing
from multiprocessing.pool import ThreadPool


def pool_progress(func, items, processes, on_result):
    results = [None] * len(items)
    with multiprocessing.Pool(processes) as pool:

        def compute(job):
            position, item = job
            return position, pool.apply(func, (item,))

        drivers = ThreadPool(processes)
        try:
            answers = drivers.imap_unordered(compute, list(enumerate(items)))
            for done, (position, result) in enumerate(answers, start=1):
                results[position] = result
                on_result(done, len(items), result)
        finally:
            drivers.close()
            drivers.join()
    return results


# %% right: workers send each result through a managed queue, chunks hold nothing back
# %%% q2-as-completed-worker
# %%module q2_as_completed_worker
def compute_and_send(job):
    position, func, item, outbox = job
    try:
        outbox.put((position, True, func(item)))
    except Exception as error:
        outbox.put((position, False, error))


# %%% q2-as-completed
import multiprocessing


def pool_progress(func, items, processes, on_result):
    total = len(items)
    results = [None] * total
    with multiprocessing.Manager() as manager, multiprocessing.Pool(processes) as pool:
        inbox = manager.Queue()
        pool.map_async(compute_and_send, [(k, func, item, inbox) for k, item in enumerate(items)])
        for done in range(1, total + 1):
            position, succeeded, value = inbox.get()
            if not succeeded:
                raise value
            results[position] = value
            on_result(done, total, value)
    return results


# %% right: a Condition and a deque between the pool's callbacks and the caller
import collections
import multiprocessing
import threading


def pool_progress(func, items, processes, on_result):
    arrived = collections.deque()
    changed = threading.Condition()

    def deliver(position, succeeded):
        def callback(value):
            with changed:
                arrived.append((position, succeeded, value))
                changed.notify()

        return callback

    results = [None] * len(items)
    with multiprocessing.Pool(processes) as pool:
        for position, item in enumerate(items):
            pool.apply_async(
                func,
                (item,),
                callback=deliver(position, True),
                error_callback=deliver(position, False),
            )
        for done in range(1, len(items) + 1):
            with changed:
                changed.wait_for(lambda: arrived)
                position, succeeded, value = arrived.popleft()
            if not succeeded:
                raise value
            results[position] = value
            on_result(done, len(items), value)
    return results


# %% right: beginner style, looks again and again which handle is ready
import multiprocessing
import time


def pool_progress(func, items, processes, on_result):
    total = len(items)
    done = 0
    results = [None] * total
    with multiprocessing.Pool(processes) as pool:
        handles = []
        for item in items:
            handles.append(pool.apply_async(func, (item,)))
        open_positions = list(range(total))
        while len(open_positions) > 0:
            for position in list(open_positions):
                if handles[position].ready():
                    results[position] = handles[position].get()
                    open_positions.remove(position)
                    done = done + 1
                    on_result(done, total, results[position])
            time.sleep(0.01)
    return results


# %% right: a joined reporter thread calls on_result, an empty input needs no pool
import multiprocessing
import queue
import threading


def pool_progress(func, items, processes, on_result):
    if len(items) == 0:
        return []
    inbox = queue.Queue()
    stop = object()
    trouble = []

    def reporter():
        done = 0
        for result in iter(inbox.get, stop):
            done += 1
            try:
                on_result(done, len(items), result)
            except Exception as error:
                trouble.append(error)

    thread = threading.Thread(target=reporter)
    thread.start()
    try:
        with multiprocessing.Pool(processes) as pool:
            handles = [pool.apply_async(func, (item,), callback=inbox.put) for item in items]
            results = [handle.get() for handle in handles]
    finally:
        inbox.put(stop)
        thread.join()
    if trouble:
        raise trouble[0]
    return results


# %% right: a generator helper yields (position, result) as they complete, in a spawn context
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, as_completed


def completed(func, items, processes):
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=processes, mp_context=context) as executor:
        positions = {}
        for position, item in enumerate(items):
            positions[executor.submit(func, item)] = position
        for future in as_completed(positions):
            yield positions[future], future.result()


def pool_progress(func, items, processes, on_result):
    pairs = []
    generator = completed(func, items, processes)
    try:
        for position, result in generator:
            pairs.append((position, result))
            on_result(len(pairs), len(items), result)
    finally:
        generator.close()
    return [result for _, result in sorted(pairs, key=lambda pair: pair[0])]


# %% wrong: map waits for all results, the reports come at the end
import multiprocessing


def pool_progress(func, items, processes, on_result):
    with multiprocessing.Pool(processes) as pool:
        results = pool.map(func, items)
    for done, result in enumerate(results, 1):
        on_result(done, len(results), result)
    return results


# %% wrong: imap reports in the order of the items, a slow first item holds the others back
import multiprocessing


def pool_progress(func, items, processes, on_result):
    results = []
    with multiprocessing.Pool(processes) as pool:
        for done, result in enumerate(pool.imap(func, items), 1):
            results.append(result)
            on_result(done, len(items), result)
    return results


# %% wrong: waits for the futures in the order in which they were submitted
from concurrent.futures import ProcessPoolExecutor


def pool_progress(func, items, processes, on_result):
    results = []
    with ProcessPoolExecutor(processes) as executor:
        futures = [executor.submit(func, item) for item in items]
        for future in futures:
            results.append(future.result())
            on_result(len(results), len(futures), future.result())
    return results


# %% wrong: returns the results in the order of completion
import multiprocessing


def pool_progress(func, items, processes, on_result):
    results = []
    with multiprocessing.Pool(processes) as pool:
        for result in pool.imap_unordered(func, items):
            results.append(result)
            on_result(len(results), len(items), result)
    return results


# %% wrong: sorts the results by value instead of by item
import multiprocessing


def pool_progress(func, items, processes, on_result):
    results = []
    with multiprocessing.Pool(processes) as pool:
        for result in pool.imap_unordered(func, items):
            results.append(result)
            on_result(len(results), len(items), result)
    return sorted(results)


# %% wrong: imap_unordered with chunks, a result waits for the rest of its chunk
# %%% q2-as-completed-worker
# %%module q2_as_completed_worker
def call_at(job):
    position, func, item = job
    return position, func(item)


# %%% q2-as-completed
import multiprocessing


def pool_progress(func, items, processes, on_result):
    total = len(items)
    jobs = [(position, func, item) for position, item in enumerate(items)]
    results = [None] * total
    size = max(1, total // processes)
    with multiprocessing.Pool(processes) as pool:
        for done, (position, result) in enumerate(pool.imap_unordered(call_at, jobs, chunksize=size), 1):
            results[position] = result
            on_result(done, total, result)
    return results


# %% wrong: rounds of as many items as workers, reported when the round is complete
import multiprocessing


def pool_progress(func, items, processes, on_result):
    results = []
    with multiprocessing.Pool(processes) as pool:
        for start in range(0, len(items), processes):
            for result in pool.map(func, items[start : start + processes], chunksize=1):
                results.append(result)
                on_result(len(results), len(items), result)
    return results


# %% wrong: one result behind, each is reported when the next one arrives
# %%% q2-as-completed-worker
# %%module q2_as_completed_worker
def call_at(job):
    position, func, item = job
    return position, func(item)


# %%% q2-as-completed
import multiprocessing


def pool_progress(func, items, processes, on_result):
    total = len(items)
    results = [None] * total
    waiting = []
    done = 0
    with multiprocessing.Pool(processes) as pool:
        for position, result in pool.imap_unordered(call_at, [(k, func, item) for k, item in enumerate(items)]):
            results[position] = result
            if waiting:
                done += 1
                on_result(done, total, waiting.pop())
            waiting.append(result)
    for result in waiting:
        on_result(total, total, result)
    return results


# %% wrong: waits until all futures are completed before it reports
from concurrent.futures import FIRST_EXCEPTION, ProcessPoolExecutor, wait


def pool_progress(func, items, processes, on_result):
    done = 0
    with ProcessPoolExecutor(processes) as executor:
        futures = [executor.submit(func, item) for item in items]
        pending = set(futures)
        while pending:
            finished, pending = wait(pending, return_when=FIRST_EXCEPTION)
            for future in finished:
                result = future.result()
                done += 1
                on_result(done, len(futures), result)
    return [future.result() for future in futures]


# %% wrong: takes one future out of each set of finished ones and forgets the others
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait


def pool_progress(func, items, processes, on_result):
    done = 0
    with ProcessPoolExecutor(processes) as executor:
        futures = [executor.submit(func, item) for item in items]
        pending = set(futures)
        while pending:
            finished, pending = wait(pending, return_when=FIRST_COMPLETED)
            result = finished.pop().result()
            done += 1
            on_result(done, len(futures), result)
        return [future.result() for future in futures]


# %% wrong: done callbacks without a lock, the caller's thread and the executor's thread may report together
from concurrent.futures import ProcessPoolExecutor


def pool_progress(func, items, processes, on_result):
    total = len(items)
    done = 0

    def report(future):
        nonlocal done
        if future.exception() is None:
            done += 1
            on_result(done, total, future.result())

    futures = []
    with ProcessPoolExecutor(processes) as executor:
        for item in items:
            future = executor.submit(func, item)
            future.add_done_callback(report)
            futures.append(future)
    return [future.result() for future in futures]


# %% wrong: every done callback makes a lock of its own
import threading
from concurrent.futures import ProcessPoolExecutor


def pool_progress(func, items, processes, on_result):
    total = len(items)
    done = 0

    def report(future):
        nonlocal done
        lock = threading.Lock()
        with lock:
            if future.exception() is None:
                done += 1
                on_result(done, total, future.result())

    futures = []
    with ProcessPoolExecutor(processes) as executor:
        for item in items:
            future = executor.submit(func, item)
            future.add_done_callback(report)
            futures.append(future)
    return [future.result() for future in futures]


# %% wrong: the lock is held while submitting, a future that is already done calls back in the same thread and waits for it
import threading
from concurrent.futures import ProcessPoolExecutor


def pool_progress(func, items, processes, on_result):
    total = len(items)
    done = 0
    lock = threading.Lock()

    def report(future):
        nonlocal done
        with lock:
            if future.exception() is None:
                done += 1
                on_result(done, total, future.result())

    futures = []
    with ProcessPoolExecutor(processes) as executor:
        for item in items:
            with lock:
                future = executor.submit(func, item)
                future.add_done_callback(report)
                futures.append(future)
    return [future.result() for future in futures]


# %% wrong: a thread waits for each result, the count is locked but the report is not
import multiprocessing
import threading


def pool_progress(func, items, processes, on_result):
    total = len(items)
    lock = threading.Lock()
    done = 0

    def watch(handle):
        nonlocal done
        try:
            result = handle.get()
        except Exception:
            return  # the caller gets it below
        with lock:
            done += 1
            number = done
        on_result(number, total, result)

    with multiprocessing.Pool(processes) as pool:
        handles = [pool.apply_async(func, (item,)) for item in items]
        threads = [threading.Thread(target=watch, args=(handle,)) for handle in handles]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return [handle.get() for handle in handles]


# %% wrong: every report runs in a thread of its own, several at a time
import multiprocessing
import threading


def pool_progress(func, items, processes, on_result):
    threads = []

    def report(result):
        thread = threading.Thread(target=on_result, args=(len(threads) + 1, len(items), result))
        threads.append(thread)
        thread.start()

    try:
        with multiprocessing.Pool(processes) as pool:
            handles = [pool.apply_async(func, (item,), callback=report) for item in items]
            return [handle.get() for handle in handles]
    finally:
        for thread in threads:
            thread.join()


# %% wrong: the reporter thread is not joined, the last reports may come after the return
import multiprocessing
import queue
import threading


def pool_progress(func, items, processes, on_result):
    inbox = queue.Queue()
    stop = object()

    def reporter():
        for done, result in enumerate(iter(inbox.get, stop), 1):
            on_result(done, len(items), result)

    threading.Thread(target=reporter, daemon=True).start()
    try:
        with multiprocessing.Pool(processes) as pool:
            handles = [pool.apply_async(func, (item,), callback=inbox.put) for item in items]
            return [handle.get() for handle in handles]
    finally:
        inbox.put(stop)


# %% wrong: the workers number the results, and the numbers may arrive in another order
# %%% q2-as-completed-worker
# %%module q2_as_completed_worker
counter = None


def use(shared):
    global counter
    counter = shared


def call_numbered(job):
    position, func, item = job
    result = func(item)
    with counter.get_lock():
        counter.value += 1
        return position, counter.value, result


# %%% q2-as-completed
import multiprocessing


def pool_progress(func, items, processes, on_result):
    total = len(items)
    results = [None] * total
    shared = multiprocessing.Value("i", 0)
    with multiprocessing.Pool(processes, initializer=use, initargs=(shared,)) as pool:
        jobs = [(position, func, item) for position, item in enumerate(items)]
        for position, done, result in pool.imap_unordered(call_numbered, jobs):
            results[position] = result
            on_result(done, total, result)
    return results


# %% wrong: on_result is called in the worker processes
# %%% q2-as-completed-worker
# %%module q2_as_completed_worker
counter = None


def use(shared):
    global counter
    counter = shared


def call_and_report(job):
    func, item, total, on_result = job
    result = func(item)
    with counter.get_lock():
        counter.value += 1
        on_result(counter.value, total, result)
    return result


# %%% q2-as-completed
import multiprocessing


def pool_progress(func, items, processes, on_result):
    shared = multiprocessing.Value("i", 0)
    with multiprocessing.Pool(processes, initializer=use, initargs=(shared,)) as pool:
        jobs = [(func, item, len(items), on_result) for item in items]
        return pool.map(call_and_report, jobs, chunksize=1)


# %% wrong: done is the position of the item and not a count of what has arrived
from concurrent.futures import ProcessPoolExecutor, as_completed


def pool_progress(func, items, processes, on_result):
    results = [None] * len(items)
    with ProcessPoolExecutor(processes) as executor:
        position_of = {executor.submit(func, item): position for position, item in enumerate(items)}
        for future in as_completed(position_of):
            position = position_of[future]
            results[position] = future.result()
            on_result(position + 1, len(items), results[position])
    return results


# %% wrong: total is the number of items submitted so far
import multiprocessing


def pool_progress(func, items, processes, on_result):
    handles = []
    done = 0

    def report(result):
        nonlocal done
        done += 1
        on_result(done, max(done, len(handles)), result)

    with multiprocessing.Pool(processes) as pool:
        for item in items:
            handles.append(pool.apply_async(func, (item,), callback=report))
        return [handle.get() for handle in handles]


# %% wrong: done counts from the calls before, in a default argument
import itertools
from concurrent.futures import ProcessPoolExecutor, as_completed


def pool_progress(func, items, processes, on_result, _numbers=itertools.count(1)):
    with ProcessPoolExecutor(processes) as executor:
        futures = [executor.submit(func, item) for item in items]
        for future in as_completed(futures):
            result = future.result()
            on_result(next(_numbers), len(futures), result)
    return [future.result() for future in futures]


# %% wrong: the position is looked up with index, the second of two equal items gets no result
# %%% q2-as-completed-worker
# %%module q2_as_completed_worker
def with_item(job):
    func, item = job
    return item, func(item)


# %%% q2-as-completed
import multiprocessing


def pool_progress(func, items, processes, on_result):
    results = [None] * len(items)
    with multiprocessing.Pool(processes) as pool:
        answers = pool.imap_unordered(with_item, [(func, item) for item in items])
        for done, (item, result) in enumerate(answers, 1):
            results[items.index(item)] = result
            on_result(done, len(items), result)
    return results


# %% wrong: one future for each distinct item, equal items are reported once
from concurrent.futures import ProcessPoolExecutor, as_completed


def pool_progress(func, items, processes, on_result):
    with ProcessPoolExecutor(processes) as executor:
        futures = {item: executor.submit(func, item) for item in dict.fromkeys(items)}
        for done, future in enumerate(as_completed(futures.values()), 1):
            result = future.result()
            on_result(done, len(items), result)
    return [futures[item].result() for item in items]


# %% wrong: None marks the end of the results, so a result that is None ends the reports
import multiprocessing
import queue
import threading


def pool_progress(func, items, processes, on_result):
    inbox = queue.Queue()

    def finish():
        pool.close()
        pool.join()
        inbox.put(None)

    with multiprocessing.Pool(processes) as pool:
        handles = [pool.apply_async(func, (item,), callback=inbox.put) for item in items]
        finisher = threading.Thread(target=finish)
        finisher.start()
        try:
            for done, result in enumerate(iter(inbox.get, None), 1):
                on_result(done, len(items), result)
        finally:
            finisher.join()
        return [handle.get() for handle in handles]


# %% wrong: a result of None is not reported
from concurrent.futures import ProcessPoolExecutor, as_completed


def pool_progress(func, items, processes, on_result):
    done = 0
    with ProcessPoolExecutor(processes) as executor:
        futures = [executor.submit(func, item) for item in items]
        for future in as_completed(futures):
            result = future.result()
            if result is not None:
                done += 1
                on_result(done, len(futures), result)
    return [future.result() for future in futures]


# %% wrong: waits for an event that the last callback sets, an empty input waits forever
import multiprocessing
import threading


def pool_progress(func, items, processes, on_result):
    total = len(items)
    finished = threading.Event()
    done = 0

    def report(result):
        nonlocal done
        done += 1
        on_result(done, total, result)
        if done == total:
            finished.set()

    def failed(error):
        finished.set()

    with multiprocessing.Pool(processes) as pool:
        handles = [pool.apply_async(func, (item,), callback=report, error_callback=failed) for item in items]
        finished.wait()
        return [handle.get() for handle in handles]


# %% wrong: waits until all results are there, an error is never one and the wait never ends
import multiprocessing
import threading


def pool_progress(func, items, processes, on_result):
    total = len(items)
    changed = threading.Condition()
    results = {}

    def arrived(position):
        def callback(result):
            with changed:
                results[position] = result
                on_result(len(results), total, result)
                changed.notify_all()

        return callback

    with multiprocessing.Pool(processes) as pool:
        for position, item in enumerate(items):
            pool.apply_async(func, (item,), callback=arrived(position))
        with changed:
            changed.wait_for(lambda: len(results) == total)
    return [results[position] for position in range(total)]


# %% wrong: an error is reported as if it were a result
import multiprocessing
import threading


def pool_progress(func, items, processes, on_result):
    total = len(items)
    lock = threading.Lock()
    done = 0

    def report(result):
        nonlocal done
        with lock:
            done += 1
            on_result(done, total, result)

    with multiprocessing.Pool(processes) as pool:
        handles = [pool.apply_async(func, (item,), callback=report, error_callback=report) for item in items]
        for handle in handles:
            handle.wait()
        return [handle.get() for handle in handles]


# %% wrong: an error is printed and None stands in its place
from concurrent.futures import ProcessPoolExecutor, as_completed


def pool_progress(func, items, processes, on_result):
    results = [None] * len(items)
    done = 0
    with ProcessPoolExecutor(processes) as executor:
        position_of = {executor.submit(func, item): position for position, item in enumerate(items)}
        for future in as_completed(position_of):
            try:
                result = future.result()
            except Exception as error:
                print("failed:", error)
                continue
            done += 1
            results[position_of[future]] = result
            on_result(done, len(items), result)
    return results


# %% wrong: the error is replaced by a RuntimeError that names the item
from concurrent.futures import ProcessPoolExecutor, as_completed


def pool_progress(func, items, processes, on_result):
    results = [None] * len(items)
    with ProcessPoolExecutor(processes) as executor:
        position_of = {executor.submit(func, item): position for position, item in enumerate(items)}
        for done, future in enumerate(as_completed(position_of), 1):
            position = position_of[future]
            if future.exception() is not None:
                raise RuntimeError(f"item {position} failed") from future.exception()
            results[position] = future.result()
            on_result(done, len(items), results[position])
    return results


# %% wrong: an exception that func returns is taken for an error
# %%% q2-as-completed-worker
# %%module q2_as_completed_worker
def guarded(job):
    position, func, item = job
    try:
        return position, func(item)
    except Exception as error:
        return position, error


# %%% q2-as-completed
import multiprocessing


def pool_progress(func, items, processes, on_result):
    results = [None] * len(items)
    jobs = [(position, func, item) for position, item in enumerate(items)]
    with multiprocessing.Pool(processes) as pool:
        for done, (position, result) in enumerate(pool.imap_unordered(guarded, jobs), 1):
            if isinstance(result, Exception):
                raise result
            results[position] = result
            on_result(done, len(items), result)
    return results


# %% wrong: an error jumps over close and join, the workers of the pool stay
# %%% q2-as-completed-worker
# %%module q2_as_completed_worker
def call_at(job):
    position, func, item = job
    return position, func(item)


# %%% q2-as-completed
import multiprocessing


def pool_progress(func, items, processes, on_result):
    jobs = [(position, func, item) for position, item in enumerate(items)]
    results = [None] * len(jobs)
    pool = multiprocessing.Pool(processes)
    for done, (position, result) in enumerate(pool.imap_unordered(call_at, jobs), 1):
        results[position] = result
        on_result(done, len(jobs), result)
    pool.close()
    pool.join()
    return results


# %% wrong: after an error the executor is shut down without waiting, running workers stay
from concurrent.futures import ProcessPoolExecutor, as_completed


def pool_progress(func, items, processes, on_result):
    executor = ProcessPoolExecutor(processes)
    futures = [executor.submit(func, item) for item in items]
    try:
        for done, future in enumerate(as_completed(futures), 1):
            result = future.result()
            on_result(done, len(futures), result)
    except Exception:
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown(wait=True)
    return [future.result() for future in futures]


# %% wrong: the executor is never shut down
from concurrent.futures import ProcessPoolExecutor, as_completed


def pool_progress(func, items, processes, on_result):
    executor = ProcessPoolExecutor(processes)
    futures = [executor.submit(func, item) for item in items]
    for done, future in enumerate(as_completed(futures), 1):
        result = future.result()
        on_result(done, len(futures), result)
    return [future.result() for future in futures]


# %% wrong: gives up when the results take longer than five seconds
from concurrent.futures import ProcessPoolExecutor, as_completed


def pool_progress(func, items, processes, on_result):
    with ProcessPoolExecutor(processes) as executor:
        futures = [executor.submit(func, item) for item in items]
        for done, future in enumerate(as_completed(futures, timeout=5), 1):
            result = future.result()
            on_result(done, len(futures), result)
    return [future.result() for future in futures]


# %% wrong: threads compute, no worker process is started
from concurrent.futures import ThreadPoolExecutor, as_completed


def pool_progress(func, items, processes, on_result):
    with ThreadPoolExecutor(processes) as executor:
        futures = [executor.submit(func, item) for item in items]
        for done, future in enumerate(as_completed(futures), 1):
            result = future.result()
            on_result(done, len(futures), result)
    return [future.result() for future in futures]


# %% wrong: the parent computes too, the first item itself
from concurrent.futures import ProcessPoolExecutor, as_completed


def pool_progress(func, items, processes, on_result):
    total = len(items)
    if total == 0:
        return []
    with ProcessPoolExecutor(processes) as executor:
        futures = [executor.submit(func, item) for item in items[1:]]
        first = func(items[0])
        on_result(1, total, first)
        for done, future in enumerate(as_completed(futures), 2):
            result = future.result()
            on_result(done, total, result)
    return [first] + [future.result() for future in futures]


# %% wrong: a pool of the default size, whatever processes says
from concurrent.futures import ProcessPoolExecutor, as_completed


def pool_progress(func, items, processes, on_result):
    with ProcessPoolExecutor() as executor:
        futures = [executor.submit(func, item) for item in items]
        for done, future in enumerate(as_completed(futures), 1):
            result = future.result()
            on_result(done, len(futures), result)
    return [future.result() for future in futures]


# %% wrong: one worker more than asked for
# %%% q2-as-completed-worker
# %%module q2_as_completed_worker
def call_at(job):
    position, func, item = job
    return position, func(item)


# %%% q2-as-completed
import multiprocessing


def pool_progress(func, items, processes, on_result):
    jobs = [(position, func, item) for position, item in enumerate(items)]
    results = [None] * len(jobs)
    with multiprocessing.Pool(processes + 1) as pool:
        for done, (position, result) in enumerate(pool.imap_unordered(call_at, jobs), 1):
            results[position] = result
            on_result(done, len(jobs), result)
    return results


# %% wrong: no more worker processes than cores
import os
from concurrent.futures import ProcessPoolExecutor, as_completed


def pool_progress(func, items, processes, on_result):
    with ProcessPoolExecutor(min(processes, os.cpu_count() or 1)) as executor:
        futures = [executor.submit(func, item) for item in items]
        for done, future in enumerate(as_completed(futures), 1):
            result = future.result()
            on_result(done, len(futures), result)
    return [future.result() for future in futures]


# %% wrong: submits the next item only when the last one has been reported
import multiprocessing


def pool_progress(func, items, processes, on_result):
    results = []
    with multiprocessing.Pool(processes) as pool:
        for item in items:
            results.append(pool.apply(func, (item,)))
            on_result(len(results), len(items), results[-1])
    return results


# %% wrong: hand-made workers die of an error and the parent waits for their result
# %%% q2-as-completed-worker
# %%module q2_as_completed_worker
def work(func, tasks, answers):
    for position, item in iter(tasks.get, None):
        answers.put((position, func(item)))


# %%% q2-as-completed
import multiprocessing


def pool_progress(func, items, processes, on_result):
    total = len(items)
    tasks = multiprocessing.Queue()
    answers = multiprocessing.SimpleQueue()
    workers = [multiprocessing.Process(target=work, args=(func, tasks, answers)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for job in enumerate(items):
        tasks.put(job)
    for _ in workers:
        tasks.put(None)
    results = [None] * total
    for done in range(1, total + 1):
        position, result = answers.get()
        results[position] = result
        on_result(done, total, result)
    for worker in workers:
        worker.join()
    tasks.close()
    tasks.join_thread()
    return results


# %% wrong: each worker gets a fixed share and sends its results back as a whole
# %%% q2-as-completed-worker
# %%module q2_as_completed_worker
def work_share(job):
    func, pairs = job
    return [(position, func(item)) for position, item in pairs]


# %%% q2-as-completed
import multiprocessing


def pool_progress(func, items, processes, on_result):
    total = len(items)
    pairs = list(enumerate(items))
    results = [None] * total
    done = 0
    with multiprocessing.Pool(processes) as pool:
        shares = [(func, pairs[k::processes]) for k in range(processes)]
        for share in pool.imap_unordered(work_share, shares):
            for position, result in share:
                results[position] = result
                done += 1
                on_result(done, total, result)
    return results


# %% wrong: the caller's list is overwritten with the results
# %%% q2-as-completed-worker
# %%module q2_as_completed_worker
def call_at(job):
    position, func, item = job
    return position, func(item)


# %%% q2-as-completed
import multiprocessing


def pool_progress(func, items, processes, on_result):
    jobs = [(position, func, item) for position, item in enumerate(items)]
    results = items if isinstance(items, list) else list(items)
    with multiprocessing.Pool(processes) as pool:
        for done, (position, result) in enumerate(pool.imap_unordered(call_at, jobs), 1):
            results[position] = result
            on_result(done, len(jobs), result)
    return results


# %% wrong: returns the values of a dict, no list
# %%% q2-as-completed-worker
# %%module q2_as_completed_worker
def call_at(job):
    position, func, item = job
    return position, func(item)


# %%% q2-as-completed
import multiprocessing


def pool_progress(func, items, processes, on_result):
    jobs = [(position, func, item) for position, item in enumerate(items)]
    results = dict.fromkeys(range(len(jobs)))
    with multiprocessing.Pool(processes) as pool:
        for done, (position, result) in enumerate(pool.imap_unordered(call_at, jobs), 1):
            results[position] = result
            on_result(done, len(jobs), result)
    return results.values()


# %% wrong: stops at the first error and returns the results so far
import multiprocessing
import threading


def pool_progress(func, items, processes, on_result):
    total = len(items)
    lock = threading.Lock()
    done = 0

    def report(result):
        nonlocal done
        with lock:
            done += 1
            on_result(done, total, result)

    results = []
    with multiprocessing.Pool(processes) as pool:
        handles = [pool.apply_async(func, (item,), callback=report) for item in items]
        try:
            for handle in handles:
                results.append(handle.get())
        except Exception:
            pass
    return results


# %% right: callbacks of apply_async, which run in a thread of the pool (callbacks)
def pool_progress(func, items, processes, on_result):
    done = 0

    def report_one(result):
        nonlocal done
        done += 1
        on_result(done, len(items), result)

    with multiprocessing.Pool(processes) as pool:
        handles = [pool.apply_async(func, (item,), callback=report_one) for item in items]
        results = [handle.get() for handle in handles]
        pool.close()
        pool.join()
    return results


# %% right: an executor and as_completed (styles)
def pool_progress(func, items, processes, on_result):
    results = {}
    with ProcessPoolExecutor(max_workers=processes) as pool:
        futures = {pool.submit(func, item): index for index, item in enumerate(items)}
        for done, future in enumerate(as_completed(futures), 1):
            results[futures[future]] = future.result()
            on_result(done, len(futures), future.result())
    return [results[index] for index in range(len(results))]


# %% wrong: imap keeps the order, so a late first result holds back the others
def pool_progress(func, items, processes, on_result):
    results = []
    with multiprocessing.Pool(processes) as pool:
        for done, result in enumerate(pool.imap(func, items), 1):
            results.append(result)
            on_result(done, len(items), result)
    return results


# %% wrong: in chunks
def pool_progress(func, items, processes, on_result):
    jobs = [(func, position, item) for position, item in enumerate(items)]
    results = [None] * len(items)
    with multiprocessing.Pool(processes) as pool:
        for done, (position, result) in enumerate(pool.imap_unordered(numbered, jobs, chunksize=4), 1):
            results[position] = result
            on_result(done, len(items), result)
    return results
