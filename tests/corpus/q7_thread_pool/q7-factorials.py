"""q7-factorials: other right solutions, and wrong ones with one flaw each."""

# %% right: pool.map in a with block
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers=max_workers) as pool:
        return list(pool.map(func, numbers))


# %% right: submits everything, then asks the futures in order
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with concurrent.futures.ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(func, n) for n in numbers]
        return [future.result() for future in futures]


# %% right: as_completed, and every result goes to the position of its number
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    results = [None] * len(numbers)
    with ThreadPoolExecutor(max_workers) as pool:
        position = {pool.submit(func, n): i for i, n in enumerate(numbers)}
        for future in as_completed(position):
            results[position[future]] = future.result()
    return results


# %% right: done-callbacks fill the list, the error is raised after the pool has ended
from functools import partial


def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    results = [None] * len(numbers)
    errors = []

    def store(index, future):
        error = future.exception()
        if error is None:
            results[index] = future.result()
        else:
            errors.append(error)

    with ThreadPoolExecutor(max_workers) as pool:
        for index, n in enumerate(numbers):
            pool.submit(func, n).add_done_callback(partial(store, index))
    if errors:
        raise errors[0]
    return results


# %% right: shutdown by hand in a finally clause
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    pool = ThreadPoolExecutor(max_workers=max_workers)
    try:
        futures = []
        for number in numbers:
            futures.append(pool.submit(func, number))
        results = []
        for future in futures:
            results.append(future.result())
        return results
    finally:
        pool.shutdown(wait=True)


# %% right: waits for the first exception and cancels what has not begun
from concurrent.futures import FIRST_EXCEPTION


def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(func, n) for n in numbers]
        done, waiting = wait(futures, return_when=FIRST_EXCEPTION)
        for future in waiting:
            future.cancel()
        for future in done:
            if future.exception() is not None:
                raise future.exception()
        return [future.result() for future in futures]


# %% right: max_workers long jobs that share one locked iterator
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    results = [None] * len(numbers)
    errors = []
    todo = iter(enumerate(numbers))
    todo_lock = threading.Lock()

    def work():
        while True:
            with todo_lock:
                job = next(todo, None)
            if job is None:
                return
            index, number = job
            try:
                results[index] = func(number)
            except Exception as error:
                errors.append(error)

    with ThreadPoolExecutor(max_workers) as pool:
        for _ in range(max_workers):
            pool.submit(work)
    if errors:
        raise errors[0]
    return results


# %% right: jobs through a queue, one end mark for each worker, outcomes through another queue
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    END = object()
    todo = queue.Queue()
    outcomes = queue.SimpleQueue()

    def work():
        while (job := todo.get()) is not END:
            index, number = job
            try:
                outcomes.put((index, func(number), None))
            except Exception as error:
                outcomes.put((index, None, error))

    count = 0
    with ThreadPoolExecutor(max_workers) as pool:
        for _ in range(max_workers):
            pool.submit(work)
        for job in enumerate(numbers):
            todo.put(job)
            count += 1
        for _ in range(max_workers):
            todo.put(END)
        received = [outcomes.get() for _ in range(count)]

    results = [None] * count
    for index, value, error in received:
        if error is not None:
            raise error
        results[index] = value
    return results


# %% right: a window of max_workers futures, refilled as soon as any of them is done
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    results = {}
    running = {}
    with ThreadPoolExecutor(max_workers) as pool:
        for index, number in enumerate(numbers):
            if len(running) >= max_workers:
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    results[running.pop(future)] = future.result()
            running[pool.submit(func, number)] = index
        for future in as_completed(running):
            results[running[future]] = future.result()
    return [results[index] for index in sorted(results)]


# %% right: an ExitStack owns the pool, and unstarted calls are cancelled after an error
from contextlib import ExitStack


def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ExitStack() as stack:
        pool = ThreadPoolExecutor(max_workers, thread_name_prefix="factorial")
        stack.callback(pool.shutdown, wait=True, cancel_futures=True)
        return [*pool.map(func, numbers)]


# %% right: a thread for each number in the pool, bounded by a semaphore
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    gate = threading.BoundedSemaphore(max_workers)

    def bounded(number):
        with gate:
            return func(number)

    with ThreadPoolExecutor(max_workers=max(1, len(numbers))) as pool:
        return list(pool.map(bounded, numbers))


# %% right: a subclass of the executor with a helper method
class OrderedPool(ThreadPoolExecutor):
    def in_order(self, func, items):
        pending = tuple(self.submit(func, item) for item in items)
        wait(pending)
        return [future.result() for future in pending]


def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with OrderedPool(max_workers) as pool:
        return pool.in_order(func, numbers)


# %% right: no more threads than numbers, and an early return for no numbers
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    if len(numbers) == 0:
        return []
    workers = min(max_workers, len(numbers))
    with ThreadPoolExecutor(workers) as pool:
        results = pool.map(lambda n: func(n), numbers, chunksize=10)
        return list(results)


# %% right: annotated, each call reports an outcome object, the first error in order is raised
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class Attempt:
    value: object = None
    error: Exception | None = None

    def unwrap(self):
        if self.error is not None:
            raise self.error
        return self.value


def factorials(
    numbers: Sequence[int] = range(1, 11),
    max_workers: int = 3,
    func: Callable[[int], int] = math.factorial,
) -> list[int]:
    def attempt(number: int) -> Attempt:
        try:
            return Attempt(value=func(number))
        except Exception as error:
            return Attempt(error=error)

    with ThreadPoolExecutor(max_workers=max_workers) as pool:
        attempts = list(pool.map(attempt, numbers))
    return [attempt.unwrap() for attempt in attempts]


# %% right: a condition and a counter tell when all have come (more locks than needed)
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    numbers = list(numbers)
    results = {}
    failures = []
    finished = 0
    changed = threading.Condition(threading.RLock())

    def job(index):
        nonlocal finished
        value = failure = None
        try:
            value = func(numbers[index])
        except Exception as error:
            failure = error
        with changed:
            if failure is None:
                results[index] = value
            else:
                failures.append(failure)
            finished += 1
            changed.notify_all()

    pool = ThreadPoolExecutor(max_workers)
    try:
        for index in range(len(numbers)):
            pool.submit(job, index)
        with changed:
            changed.wait_for(lambda: finished == len(numbers))
            if failures:
                raise failures[0]
            return [results[index] for index in range(len(numbers))]
    finally:
        pool.shutdown()


# %% wrong: the results come in the order in which they finish
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(func, n) for n in numbers]
        return [future.result() for future in as_completed(futures)]


# %% wrong: waits for each result before the next number is submitted
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    results = []
    with ThreadPoolExecutor(max_workers) as pool:
        for n in numbers:
            future = pool.submit(func, n)
            results.append(future.result())
    return results


# %% wrong: the built-in map computes in the calling thread, the pool stays idle
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers=max_workers):
        return list(map(func, numbers))


# %% wrong: multiprocessing's ThreadPool is not a ThreadPoolExecutor
from multiprocessing.pool import ThreadPool


def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    pool = ThreadPool(max_workers)
    try:
        return pool.map(func, numbers, chunksize=1)
    finally:
        pool.close()
        pool.join()


# %% wrong: threads and a queue by hand, without an executor
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    todo = queue.SimpleQueue()
    for job in enumerate(numbers):
        todo.put(job)
    results = [None] * len(numbers)
    errors = []

    def work():
        while True:
            try:
                index, n = todo.get_nowait()
            except queue.Empty:
                return
            try:
                results[index] = func(n)
            except Exception as error:
                errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(max_workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results


# %% wrong: groups of max_workers, each waits for the slowest of the group before
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    results = []
    with ThreadPoolExecutor(max_workers) as pool:
        for start in range(0, len(numbers), max_workers):
            results.extend(pool.map(func, numbers[start : start + max_workers]))
    return results


# %% wrong: every worker has its own fixed share (each max_workers-th number)
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    def share(k):
        return [func(n) for n in numbers[k::max_workers]]

    results = [None] * len(numbers)
    with ThreadPoolExecutor(max_workers) as pool:
        for k, part in enumerate(pool.map(share, range(max_workers))):
            results[k::max_workers] = part
    return results


# %% wrong: the numbers are cut into one block per worker beforehand
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    size = max(1, -(-len(numbers) // max_workers))
    blocks = [numbers[i : i + size] for i in range(0, len(numbers), size)]
    with ThreadPoolExecutor(max_workers) as pool:
        parts = list(pool.map(lambda block: [func(n) for n in block], blocks))
    return [value for part in parts for value in part]


# %% wrong: the window moves on only when its oldest call is done
from collections import deque


def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    results = []
    window = deque()
    with ThreadPoolExecutor(max_workers) as pool:
        for n in numbers:
            if len(window) == max_workers:
                results.append(window.popleft().result())
            window.append(pool.submit(func, n))
        while window:
            results.append(window.popleft().result())
    return results


# %% wrong: max_workers is not handed to the pool
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor() as pool:
        return list(pool.map(func, numbers))


# %% wrong: always three workers
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers=3) as pool:
        return list(pool.map(func, numbers))


# %% wrong: one worker less than asked, as if the main thread counted
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max(1, max_workers - 1)) as pool:
        return list(pool.map(func, numbers))


# %% wrong: the caller takes numbers from the end and computes them while the pool is busy
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    results = {}
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(func, n) for n in numbers]
        for index in reversed(range(len(futures))):
            if futures[index].cancel():
                results[index] = func(numbers[index])
        for index, future in enumerate(futures):
            if index not in results:
                results[index] = future.result()
    return [results[index] for index in range(len(futures))]


# %% wrong: a single number is computed in the calling thread, because a pool is not worth it
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    if len(numbers) == 1:
        return [func(numbers[0])]
    with ThreadPoolExecutor(max_workers) as pool:
        return list(pool.map(func, numbers))


# %% wrong: with max_workers=1 there is no pool at all
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    if max_workers == 1:
        return [func(n) for n in numbers]
    with ThreadPoolExecutor(max_workers) as pool:
        return list(pool.map(func, numbers))


# %% wrong: after an error the pool is left working (shutdown does not wait)
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    pool = ThreadPoolExecutor(max_workers)
    try:
        futures = [pool.submit(func, n) for n in numbers]
        return [future.result() for future in futures]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


# %% wrong: an error jumps over the shutdown
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    pool = ThreadPoolExecutor(max_workers)
    results = list(pool.map(func, numbers))
    pool.shutdown(wait=True)
    return results


# %% wrong: the pools are kept in a module-level dict for the next call
_pools = {}


def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    if max_workers not in _pools:
        _pools[max_workers] = ThreadPoolExecutor(max_workers)
    futures = [_pools[max_workers].submit(func, n) for n in numbers]
    wait(futures)
    return [future.result() for future in futures]


# %% wrong: a daemon thread that shows the progress waits for news for ever
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    news = queue.SimpleQueue()
    done = []

    def collect_news():
        while True:
            done.append(news.get())

    threading.Thread(target=collect_news, daemon=True).start()

    def job(n):
        value = func(n)
        news.put(n)
        return value

    with ThreadPoolExecutor(max_workers) as pool:
        return list(pool.map(job, numbers))


# %% wrong: a failed number is left out of the list, its error is lost in the callback
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    results = {}

    def job(index, n):
        results[index] = func(n)

    with ThreadPoolExecutor(max_workers) as pool:
        for index, n in enumerate(numbers):
            pool.submit(job, index, n)
    return [results[index] for index in sorted(results)]


# %% wrong: the exception stands in the list as if it were a result
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(func, n) for n in numbers]
        wait(futures)
    return [future.exception() or future.result() for future in futures]


# %% wrong: the error of func is wrapped into a RuntimeError
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    results = []
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [(n, pool.submit(func, n)) for n in numbers]
        for n, future in futures:
            try:
                results.append(future.result())
            except Exception as error:
                raise RuntimeError(f"the factorial of {n} failed") from error
    return results


# %% wrong: a later success overwrites the remembered error
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(func, n) for n in numbers]
    error = None
    results = []
    for future in futures:
        error = future.exception()
        if error is None:
            results.append(future.result())
    if error is not None:
        raise error
    return results


# %% wrong: only a ValueError is passed on, every other error becomes an empty slot
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    results = []
    with ThreadPoolExecutor(max_workers) as pool:
        for future in [pool.submit(func, n) for n in numbers]:
            try:
                results.append(future.result())
            except ValueError:
                raise
            except Exception:
                results.append(None)
    return results


# %% wrong: refuses negative numbers itself instead of asking func
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    for n in numbers:
        if n < 0:
            raise ValueError("factorial() not defined for negative values")
    with ThreadPoolExecutor(max_workers) as pool:
        return list(pool.map(func, numbers))


# %% wrong: a failed number is tried once more, so a passing error never reaches the caller
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    def patient(n):
        try:
            return func(n)
        except Exception:
            return func(n)

    with ThreadPoolExecutor(max_workers) as pool:
        return list(pool.map(patient, numbers))


# %% wrong: one future per distinct number, duplicates share it
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = {n: pool.submit(func, n) for n in set(numbers)}
        return [futures[n].result() for n in numbers]


# %% wrong: futures in a dict by number, the first call of a duplicate is never asked for its error
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = {n: pool.submit(func, n) for n in numbers}
        # the dict comprehension submits every number, duplicates replace each other
        return [futures[n].result() for n in numbers]


# %% wrong: index() finds the first of equal numbers, the others stay None
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    results = [None] * len(numbers)
    with ThreadPoolExecutor(max_workers) as pool:
        futures = {pool.submit(func, n): n for n in numbers}
        for future in as_completed(futures):
            results[numbers.index(futures[future])] = future.result()
    return results


# %% wrong: a module-level memo by number answers for another func, too
_memo = {}


def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    def remembered(n):
        if n not in _memo:
            _memo[n] = func(n)
        return _memo[n]

    with ThreadPoolExecutor(max_workers) as pool:
        return list(pool.map(remembered, numbers))


# %% wrong: a list is emptied by pop(0), the caller loses the numbers
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    if not isinstance(numbers, list):
        numbers = list(numbers)
    futures = []
    with ThreadPoolExecutor(max_workers) as pool:
        while numbers:
            futures.append(pool.submit(func, numbers.pop(0)))
    return [future.result() for future in futures]


# %% wrong: returns the generator of pool.map instead of a list
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        return pool.map(func, numbers)


# %% wrong: no numbers make a pool of 0 workers, which is a ValueError
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(min(max_workers, len(numbers))) as pool:
        return list(pool.map(func, numbers))


# %% wrong: a result of 0 is taken for a missing one and dropped
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        results = pool.map(func, numbers)
        return [result for result in results if result]


# %% wrong: a lock around the call of func, one at a time
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    lock = threading.Lock()
    results = [None] * len(numbers)

    def job(index, n):
        with lock:
            results[index] = func(n)

    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(job, index, n) for index, n in enumerate(numbers)]
        for future in futures:
            future.result()
    return results


# %% wrong: the job reads the loop variable only when it runs
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    futures = []
    with ThreadPoolExecutor(max_workers) as pool:
        for n in numbers:
            futures.append(pool.submit(lambda: func(n)))
        return [future.result() for future in futures]


# %% wrong: the callback reads the index of the loop only when the call is done
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    results = [None] * len(numbers)
    futures = []
    with ThreadPoolExecutor(max_workers) as pool:
        for index, n in enumerate(numbers):

            def store(future):
                if future.exception() is None:
                    results[index] = future.result()

            future = pool.submit(func, n)
            future.add_done_callback(store)
            futures.append(future)
    for future in futures:
        future.result()
    return results


# %% wrong: looks whether a number is left and takes it in two steps (IndexError of the other worker)
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    results = [None] * len(numbers)
    position = 0

    def work():
        nonlocal position
        while position < len(numbers):
            index = position
            position += 1
            results[index] = func(numbers[index])

    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(work) for _ in range(max_workers)]
    for future in futures:
        future.result()
    return results


# %% wrong: empty() and then get(): two workers see the last number, one of them waits for ever
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    todo = queue.Queue()
    for job in enumerate(numbers):
        todo.put(job)
    results = [None] * len(numbers)
    errors = []

    def work():
        while not todo.empty():
            index, n = todo.get()
            try:
                results[index] = func(n)
            except Exception as error:
                errors.append(error)

    with ThreadPoolExecutor(max_workers) as pool:
        for _ in range(max_workers):
            pool.submit(work)
    if errors:
        raise errors[0]
    return results


# %% wrong: one end mark for all workers, the others wait for ever
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    todo = queue.Queue()
    results = [None] * len(numbers)
    errors = []

    def work():
        while (job := todo.get()) is not None:
            index, n = job
            try:
                results[index] = func(n)
            except Exception as error:
                errors.append(error)

    with ThreadPoolExecutor(max_workers) as pool:
        for _ in range(max_workers):
            pool.submit(work)
        for job in enumerate(numbers):
            todo.put(job)
        todo.put(None)
    if errors:
        raise errors[0]
    return results


# %% wrong: an error keeps its permit of the semaphore, the numbers after it wait for ever
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    gate = threading.Semaphore(max_workers)

    def bounded(n):
        gate.acquire()
        result = func(n)
        gate.release()
        return result

    with ThreadPoolExecutor(max(1, len(numbers))) as pool:
        return list(pool.map(bounded, numbers))


# %% wrong: a job of the pool hands out the numbers and waits for them in its worker
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:

        def hand_out():
            futures = [pool.submit(func, n) for n in numbers]
            return [future.result() for future in futures]

        return pool.submit(hand_out).result()


# %% wrong: the workers meet at a barrier before each call, the last group is never complete
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    barrier = threading.Barrier(max_workers)

    def together(n):
        barrier.wait()
        return func(n)

    with ThreadPoolExecutor(max_workers) as pool:
        return list(pool.map(together, numbers))


# %% wrong: a call that takes longer than a second ends in a TimeoutError
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        return list(pool.map(func, numbers, timeout=1))


# %% wrong: two pools of max_workers at the same time, one for each half
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    middle = len(numbers) // 2
    with ThreadPoolExecutor(max_workers) as left, ThreadPoolExecutor(max_workers) as right:
        first = left.map(func, numbers[:middle])
        second = right.map(func, numbers[middle:])
        return list(first) + list(second)


# %% right: a subclass of the executor (queue)
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    class Pool(ThreadPoolExecutor):
        pass

    with Pool(max_workers) as pool:
        return [*pool.map(func, numbers)]


# %% right: futures, shut down by hand (styles)
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    pool = ThreadPoolExecutor(max_workers=max_workers)
    futures = [pool.submit(func, n) for n in numbers]
    try:
        return [future.result() for future in futures]
    finally:
        pool.shutdown()


# %% wrong: in groups
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    numbers, results = list(numbers), []
    with ThreadPoolExecutor(max_workers) as pool:
        for start in range(0, len(numbers), max_workers):
            results += pool.map(func, numbers[start : start + max_workers])
    return results


# %% wrong: waits for each before it submits the next
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        return [pool.submit(func, n).result() for n in numbers]


# %% wrong: threads of its own
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    results, gate = {}, threading.Semaphore(max_workers)

    def compute(index, n):
        with gate:
            results[index] = func(n)

    threads = [threading.Thread(target=compute, args=pair) for pair in enumerate(numbers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results[i] for i in range(len(threads))]


# %% wrong: the errors are dropped
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(func, n) for n in numbers]
    return [future.result() for future in futures if future.exception() is None]


# %% wrong: the default number of workers
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor() as pool:
        return list(pool.map(func, numbers))


# %% wrong: ignores func
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        return list(pool.map(math.factorial, numbers))


# %% right: asyncio in a helper thread, run_in_executor over the pool
import asyncio


def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    async def gathered(pool):
        loop = asyncio.get_running_loop()
        return await asyncio.gather(*(loop.run_in_executor(pool, func, n) for n in numbers))

    with ThreadPoolExecutor(max_workers) as pool, ThreadPoolExecutor(1) as runner:
        return list(runner.submit(lambda: asyncio.run(gathered(pool))).result())
