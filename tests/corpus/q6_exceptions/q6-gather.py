"""q6-gather: other right solutions, and wrong ones with one flaw each."""

# %% right: submit all, then ask every future for its exception
def gather(tasks, max_workers=4):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(task) for task in tasks]
    return [
        Outcome(value=future.result()) if future.exception() is None else Outcome(error=future.exception())
        for future in futures
    ]


# %% right: try and except around result(), inside the with block
from concurrent.futures import ThreadPoolExecutor


def gather(tasks, max_workers=4):
    outcomes = []
    with ThreadPoolExecutor(max_workers=max_workers) as executor:
        futures = []
        for task in tasks:
            futures.append(executor.submit(task))
        for future in futures:
            try:
                value = future.result()
            except Exception as error:
                outcomes.append(Outcome(error=error))
            else:
                outcomes.append(Outcome(value=value))
    return outcomes


# %% right: Executor.map over a helper that never raises
from concurrent.futures import ThreadPoolExecutor


def _outcome(task):
    try:
        return Outcome(value=task())
    except Exception as error:
        return Outcome(error=error)


def gather(tasks, max_workers=4):
    with ThreadPoolExecutor(max_workers=max_workers) as pool:
        return list(pool.map(_outcome, tasks))


# %% right: as_completed with a dict from future to position
from concurrent.futures import ThreadPoolExecutor, as_completed


def gather(tasks, max_workers=4):
    outcomes = [None] * len(tasks)
    with ThreadPoolExecutor(max_workers=max_workers) as pool:
        position_of = {pool.submit(task): position for position, task in enumerate(tasks)}
        for future in as_completed(position_of):
            error = future.exception()
            if error is not None:
                outcomes[position_of[future]] = Outcome(error=error)
            else:
                outcomes[position_of[future]] = Outcome(value=future.result())
    return outcomes


# %% right: done callbacks fill the slots, read after the pool has ended
import functools
from concurrent.futures import ThreadPoolExecutor


def gather(tasks, max_workers=4):
    slots = {}

    def store(position, future):
        error = future.exception()
        slots[position] = Outcome(error=error) if error is not None else Outcome(value=future.result())

    with ThreadPoolExecutor(max_workers=max_workers) as pool:
        for position, task in enumerate(tasks):
            pool.submit(task).add_done_callback(functools.partial(store, position))
    return [slots[position] for position in range(len(tasks))]


# %% right: concurrent.futures.wait, and shutdown in a finally
import concurrent.futures


def gather(tasks, max_workers=4):
    pool = concurrent.futures.ThreadPoolExecutor(max_workers)
    try:
        futures = list(map(pool.submit, tasks))
        concurrent.futures.wait(futures)
    finally:
        pool.shutdown(wait=True)
    outcomes = []
    for future in futures:
        match future.exception():
            case None:
                outcomes.append(Outcome(value=future.result()))
            case error:
                outcomes.append(Outcome(error=error))
    return outcomes


# %% right: threads of our own that take (future, task) pairs from a queue, a sentinel for each
import queue
import threading
from concurrent.futures import Future


def gather(tasks, max_workers=4):
    jobs = queue.Queue()
    futures = []
    for task in tasks:
        future = Future()
        futures.append(future)
        jobs.put((future, task))

    def work():
        while True:
            job = jobs.get()
            if job is None:
                return
            future, task = job
            future.set_running_or_notify_cancel()
            try:
                value = task()
            except Exception as error:
                future.set_exception(error)
            else:
                future.set_result(value)

    workers = [threading.Thread(target=work) for _ in range(max_workers)]
    for _ in workers:
        jobs.put(None)
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    outcomes = []
    for future in futures:
        error = future.exception()
        outcomes.append(Outcome(value=future.result()) if error is None else Outcome(error=error))
    return outcomes


# %% right: never more than max_workers submitted, topped up with FIRST_COMPLETED
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait


def gather(tasks, max_workers=4):
    outcomes = [None] * len(tasks)
    todo = iter(enumerate(tasks))
    running = {}
    with ThreadPoolExecutor(max_workers=max_workers) as pool:
        while True:
            while len(running) < max_workers:
                job = next(todo, None)
                if job is None:
                    break
                index, task = job
                running[pool.submit(task)] = index
            if not running:
                break
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                index = running.pop(future)
                try:
                    outcomes[index] = Outcome(value=future.result())
                except Exception as error:
                    outcomes[index] = Outcome(error=error)
    return outcomes


# %% right: a thread for each task with its own future, and a semaphore for the bound
import threading
from concurrent.futures import Future


def gather(tasks, max_workers=4):
    slots = threading.BoundedSemaphore(max_workers)

    def run(task, future):
        with slots:
            try:
                future.set_result(task())
            except Exception as error:
                future.set_exception(error)

    futures = [Future() for _ in tasks]
    threads = [threading.Thread(target=run, args=pair) for pair in zip(tasks, futures)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [Outcome(None, f.exception()) if f.exception() is not None else Outcome(f.result(), None) for f in futures]


# %% right: a subclass of ThreadPoolExecutor with a method for outcomes
from concurrent.futures import ThreadPoolExecutor


class OutcomePool(ThreadPoolExecutor):
    """A pool whose futures always succeed, with an Outcome."""

    @staticmethod
    def _run(task):
        try:
            value = task()
        except Exception as error:
            return Outcome(error=error)
        return Outcome(value=value)

    def submit_task(self, task):
        return self.submit(self._run, task)


def gather(tasks, max_workers=4):
    with OutcomePool(max_workers=max_workers) as pool:
        futures = [pool.submit_task(task) for task in tasks]
        return [future.result() for future in futures]


# %% right: asyncio in a helper thread, its executor does the work
import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor


def _attempt(task):
    try:
        return Outcome(value=task())
    except Exception as error:
        return Outcome(error=error)


async def _gather(tasks, pool):
    loop = asyncio.get_running_loop()
    futures = [loop.run_in_executor(pool, _attempt, task) for task in tasks]
    return list(await asyncio.gather(*futures))


def gather(tasks, max_workers=4):
    outcomes = []

    def main():
        with ThreadPoolExecutor(max_workers=max_workers) as pool:
            outcomes.extend(asyncio.run(_gather(tasks, pool)))

    thread = threading.Thread(target=main)
    thread.start()
    thread.join()
    return outcomes


# %% right: annotated professional style, an ExitStack and a helper for one future
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack


def _settle(future: Future[object]) -> Outcome:
    if (error := future.exception()) is not None:
        return Outcome(error=error)
    return Outcome(value=future.result())


def gather(tasks: Sequence[Callable[[], object]], max_workers: int = 4) -> list[Outcome]:
    """Return the outcome of every task, in the order of the tasks."""
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(max_workers, thread_name_prefix="gather"))
        futures = [pool.submit(task) for task in tasks]
        return [_settle(future) for future in futures]


# %% right: beginner style, long-winded, pool made no larger than the work
import concurrent.futures


def gather(tasks, max_workers=4):
    if len(tasks) == 0:
        return []
    number_of_workers = max_workers
    if len(tasks) < number_of_workers:
        number_of_workers = len(tasks)
    my_futures = []
    my_outcomes = []
    with concurrent.futures.ThreadPoolExecutor(max_workers=number_of_workers) as my_pool:
        for i in range(len(tasks)):
            my_future = my_pool.submit(tasks[i])
            my_futures.append(my_future)
    for i in range(len(my_futures)):
        the_error = my_futures[i].exception()
        if the_error is None:
            the_value = my_futures[i].result()
            my_outcomes.append(Outcome(value=the_value, error=None))
        else:
            my_outcomes.append(Outcome(value=None, error=the_error))
    return my_outcomes


# %% wrong: result() without try, so that the first failure hides all others
def gather(tasks, max_workers=4):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(task) for task in tasks]
    return [Outcome(value=future.result()) for future in futures]


# %% wrong: it goes on with the iterator of map after an error, which has ended by then
def gather(tasks, max_workers=4):
    outcomes = []
    with ThreadPoolExecutor(max_workers) as pool:
        results = pool.map(lambda task: task(), tasks)
        while True:
            try:
                value = next(results)
            except StopIteration:
                break
            except Exception as error:
                outcomes.append(Outcome(error=error))
            else:
                outcomes.append(Outcome(value=value))
    return outcomes


# %% wrong: the outcomes come in the order of completion
def gather(tasks, max_workers=4):
    outcomes = []
    with ThreadPoolExecutor(max_workers) as pool:
        for future in as_completed([pool.submit(task) for task in tasks]):
            if future.exception() is not None:
                outcomes.append(Outcome(error=future.exception()))
            else:
                outcomes.append(Outcome(value=future.result()))
    return outcomes


# %% wrong: an exception that a task returns is taken for its error
def gather(tasks, max_workers=4):
    def attempt(task):
        try:
            return task()
        except Exception as error:
            return error

    with ThreadPoolExecutor(max_workers) as pool:
        results = list(pool.map(attempt, tasks))
    return [Outcome(error=result) if isinstance(result, Exception) else Outcome(value=result) for result in results]


# %% wrong: a value that counts as false is lost
def gather(tasks, max_workers=4):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(task) for task in tasks]
    outcomes = []
    for future in futures:
        outcome = Outcome(error=future.exception())
        if future.exception() is None and future.result():
            outcome = Outcome(value=future.result())
        outcomes.append(outcome)
    return outcomes


# %% wrong: the pool has its default size instead of max_workers
def gather(tasks, max_workers=4):
    with ThreadPoolExecutor() as pool:
        futures = [pool.submit(task) for task in tasks]
    return [Outcome(None, f.exception()) if f.exception() is not None else Outcome(f.result()) for f in futures]


# %% wrong: a pool as large as the list of tasks
def gather(tasks, max_workers=4):
    with ThreadPoolExecutor(max(max_workers, len(tasks))) as pool:
        futures = [pool.submit(task) for task in tasks]
    return [Outcome(None, f.exception()) if f.exception() is not None else Outcome(f.result()) for f in futures]


# %% wrong: batches of max_workers, each of which is waited for before the next one
def gather(tasks, max_workers=4):
    outcomes = []
    with ThreadPoolExecutor(max_workers) as pool:
        for begin in range(0, len(tasks), max_workers):
            futures = [pool.submit(task) for task in tasks[begin : begin + max_workers]]
            for future in futures:
                error = future.exception()
                outcomes.append(Outcome(error=error) if error is not None else Outcome(value=future.result()))
    return outcomes


# %% wrong: a window of futures that always waits for the oldest one before it submits another
from collections import deque


def gather(tasks, max_workers=4):
    outcomes, window = [], deque()

    def take():
        future = window.popleft()
        error = future.exception()
        outcomes.append(Outcome(error=error) if error is not None else Outcome(value=future.result()))

    with ThreadPoolExecutor(max_workers) as pool:
        for task in tasks:
            if len(window) == max_workers:
                take()
            window.append(pool.submit(task))
        while window:
            take()
    return outcomes


# %% wrong: every worker has a fixed share of the tasks, however long they take
def gather(tasks, max_workers=4):
    tasks = list(tasks)
    outcomes = [None] * len(tasks)

    def share(first):
        for index in range(first, len(tasks), max_workers):
            try:
                outcomes[index] = Outcome(value=tasks[index]())
            except Exception as error:
                outcomes[index] = Outcome(error=error)

    with ThreadPoolExecutor(max_workers) as pool:
        for future in [pool.submit(share, first) for first in range(max_workers)]:
            future.result()
    return outcomes


# %% wrong: a task that failed gets a second chance
def gather(tasks, max_workers=4):
    def attempt(task):
        try:
            return Outcome(value=task())
        except Exception:
            pass
        try:
            return Outcome(value=task())
        except Exception as error:
            return Outcome(error=error)

    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(attempt, task) for task in tasks]
        return [future.result() for future in futures]


# %% wrong: the pool is shut down without waiting for its threads
def gather(tasks, max_workers=4):
    pool = ThreadPoolExecutor(max_workers)
    futures = [pool.submit(task) for task in tasks]
    outcomes = []
    for future in futures:
        error = future.exception()
        outcomes.append(Outcome(error=error) if error is not None else Outcome(value=future.result()))
    pool.shutdown(wait=False)
    return outcomes


# %% wrong: the pool is never shut down
def gather(tasks, max_workers=4):
    pool = ThreadPoolExecutor(max_workers)
    futures = [pool.submit(task) for task in tasks]
    outcomes = []
    for future in futures:
        error = future.exception()
        outcomes.append(Outcome(error=error) if error is not None else Outcome(value=future.result()))
    return outcomes


# %% wrong: pools are kept for later calls in a module-level dict
_pools = {}


def gather(tasks, max_workers=4):
    pool = _pools.setdefault(max_workers, ThreadPoolExecutor(max_workers))
    futures = [pool.submit(task) for task in tasks]
    wait(futures)
    return [Outcome(None, f.exception()) if f.exception() is not None else Outcome(f.result()) for f in futures]


# %% wrong: bare threads and a semaphore, without futures
def gather(tasks, max_workers=4):
    outcomes = [None] * len(tasks)
    slots = threading.Semaphore(max_workers)

    def run(index, task):
        with slots:
            try:
                outcomes[index] = Outcome(value=task())
            except Exception as error:
                outcomes[index] = Outcome(error=error)

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


# %% wrong: the ThreadPool of multiprocessing, which has no futures
from multiprocessing.pool import ThreadPool


def gather(tasks, max_workers=4):
    def attempt(task):
        try:
            return Outcome(value=task())
        except Exception as error:
            return Outcome(error=error)

    with ThreadPool(max_workers) as pool:
        outcomes = pool.map(attempt, tasks, chunksize=1)
        pool.close()
        pool.join()
    return outcomes


# %% wrong: each future is asked before the next task is submitted
def gather(tasks, max_workers=4):
    outcomes = []
    with ThreadPoolExecutor(max_workers) as pool:
        for task in tasks:
            future = pool.submit(task)
            error = future.exception()
            outcomes.append(Outcome(error=error) if error is not None else Outcome(value=future.result()))
    return outcomes


# %% wrong: futures are kept by task, so the same task given twice runs once
def gather(tasks, max_workers=4):
    futures = {}
    with ThreadPoolExecutor(max_workers) as pool:
        for task in tasks:
            if id(task) not in futures:
                futures[id(task)] = pool.submit(task)
    chosen = [futures[id(task)] for task in tasks]
    return [Outcome(None, f.exception()) if f.exception() is not None else Outcome(f.result()) for f in chosen]


# %% wrong: a task that takes longer than a second is reported as a TimeoutError
def gather(tasks, max_workers=4):
    outcomes = []
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(task) for task in tasks]
        for future in futures:
            try:
                outcomes.append(Outcome(value=future.result(timeout=1)))
            except Exception as error:
                outcomes.append(Outcome(error=error))
    return outcomes


# %% wrong: callbacks fill the list, which is copied after wait() and perhaps before the last callback has run
def gather(tasks, max_workers=4):
    outcomes = [None] * len(tasks)

    def store(index):
        def callback(future):
            error = future.exception()
            outcomes[index] = Outcome(error=error) if error is not None else Outcome(value=future.result())

        return callback

    with ThreadPoolExecutor(max_workers) as pool:
        futures = []
        for index, task in enumerate(tasks):
            future = pool.submit(task)
            future.add_done_callback(store(index))
            futures.append(future)
        wait(futures)
        return list(outcomes)


# %% wrong: the callback calls result(), and its error is logged and swallowed by the executor
def gather(tasks, max_workers=4):
    outcomes = [Outcome()] * len(tasks)

    def store(index):
        def callback(future):
            outcomes[index] = Outcome(value=future.result(), error=future.exception())

        return callback

    with ThreadPoolExecutor(max_workers) as pool:
        for index, task in enumerate(tasks):
            pool.submit(task).add_done_callback(store(index))
    return outcomes


# %% wrong: it waits for the first exception only, and cancels what has not begun
from concurrent.futures import FIRST_EXCEPTION, CancelledError


def gather(tasks, max_workers=4):
    outcomes = []
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(task) for task in tasks]
        _, pending = wait(futures, return_when=FIRST_EXCEPTION)
        for future in pending:
            future.cancel()
    for future in futures:
        try:
            outcomes.append(Outcome(value=future.result()))
        except (Exception, CancelledError) as error:
            outcomes.append(Outcome(error=error))
    return outcomes


# %% wrong: errors are wrapped in a RuntimeError
def gather(tasks, max_workers=4):
    outcomes = []
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(task) for task in tasks]
    for number, future in enumerate(futures):
        try:
            outcomes.append(Outcome(value=future.result()))
        except Exception as error:
            wrapped = RuntimeError(f"task {number}: {error}")
            wrapped.__cause__ = error
            outcomes.append(Outcome(error=wrapped))
    return outcomes


# %% wrong: min(max_workers, len(tasks)) makes a pool of no workers for no tasks
def gather(tasks, max_workers=4):
    with ThreadPoolExecutor(min(max_workers, len(tasks))) as pool:
        futures = [pool.submit(task) for task in tasks]
    return [Outcome(None, f.exception()) if f.exception() is not None else Outcome(f.result()) for f in futures]


# %% wrong: a lock for the shared list is held while the task runs
def gather(tasks, max_workers=4):
    outcomes = [None] * len(tasks)
    lock = threading.Lock()

    def attempt(index, task):
        with lock:
            try:
                outcomes[index] = Outcome(value=task())
            except Exception as error:
                outcomes[index] = Outcome(error=error)

    with ThreadPoolExecutor(max_workers) as pool:
        wait([pool.submit(attempt, index, task) for index, task in enumerate(tasks)])
    return outcomes


# %% wrong: the caller helps with the tasks that have not begun, one more than max_workers
def gather(tasks, max_workers=4):
    def attempt(task):
        try:
            return Outcome(value=task())
        except Exception as error:
            return Outcome(error=error)

    outcomes = []
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(attempt, task) for task in tasks]
        for future, task in zip(futures, tasks):
            outcomes.append(attempt(task) if future.cancel() else future.result())
    return outcomes


# %% wrong: workers of our own look at empty() and then get, and two may race for the last job
from concurrent.futures import Future


def gather(tasks, max_workers=4):
    jobs, futures = queue.Queue(), []
    for task in tasks:
        futures.append(Future())
        jobs.put((futures[-1], task))

    def work():
        while not jobs.empty():
            future, task = jobs.get()
            try:
                future.set_result(task())
            except Exception as error:
                future.set_exception(error)

    workers = [threading.Thread(target=work) for _ in range(max_workers)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return [Outcome(None, f.exception()) if f.exception() is not None else Outcome(f.result()) for f in futures]


# %% wrong: the try stands around the loop of a worker, which ends with its first failing task
from concurrent.futures import Future


def gather(tasks, max_workers=4):
    jobs, futures = queue.Queue(), []
    for task in tasks:
        futures.append(Future())
        jobs.put((futures[-1], task))

    def work():
        future = None
        try:
            while (job := jobs.get()) is not None:
                future, task = job
                future.set_result(task())
        except Exception as error:
            future.set_exception(error)

    workers = [threading.Thread(target=work) for _ in range(max_workers)]
    for _ in workers:
        jobs.put(None)
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return [Outcome(None, f.exception()) if f.exception() is not None else Outcome(f.result()) for f in futures]


# %% wrong: the semaphore is not released by a task that fails
from concurrent.futures import Future


def gather(tasks, max_workers=4):
    slots = threading.Semaphore(max_workers)

    def run(task, future):
        slots.acquire()
        try:
            value = task()
            slots.release()
            future.set_result(value)
        except Exception as error:
            future.set_exception(error)

    futures = [Future() for _ in tasks]
    threads = [threading.Thread(target=run, args=pair) for pair in zip(tasks, futures)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [Outcome(None, f.exception()) if f.exception() is not None else Outcome(f.result()) for f in futures]


# %% wrong: a future that is not done yet counts as one without value
def gather(tasks, max_workers=4):
    outcomes = []
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(task) for task in tasks]
        for future in futures:
            if not future.done():
                outcomes.append(Outcome())
            elif future.exception() is not None:
                outcomes.append(Outcome(error=future.exception()))
            else:
                outcomes.append(Outcome(value=future.result()))
    return outcomes


# %% wrong: a generator of outcomes instead of a list
def gather(tasks, max_workers=4):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(task) for task in tasks]
    return (Outcome(None, f.exception()) if f.exception() is not None else Outcome(f.result()) for f in futures)


# %% wrong: the list of outcomes is a default argument that grows from call to call
def gather(tasks, max_workers=4, outcomes=[]):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(task) for task in tasks]
    for future in futures:
        error = future.exception()
        outcomes.append(Outcome(error=error) if error is not None else Outcome(value=future.result()))
    return outcomes


# %% wrong: asyncio.gather with return_exceptions, where an exception that a task returns looks like its error
import asyncio


def gather(tasks, max_workers=4):
    async def main(pool):
        loop = asyncio.get_running_loop()
        futures = [loop.run_in_executor(pool, task) for task in tasks]
        return await asyncio.gather(*futures, return_exceptions=True)

    results = []

    def run():
        with ThreadPoolExecutor(max_workers) as pool:
            results.extend(asyncio.run(main(pool)))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return [Outcome(error=r) if isinstance(r, Exception) else Outcome(value=r) for r in results]


# %% right: as_completed, positions in a dict (styles)
def gather(tasks, max_workers=4):
    outcomes = [None] * len(tasks)
    with concurrent.futures.ThreadPoolExecutor(max_workers=max_workers) as pool:
        positions = {pool.submit(task): position for position, task in enumerate(tasks)}
        for future in concurrent.futures.as_completed(positions):
            try:
                outcomes[positions[future]] = Outcome(value=future.result())
            except Exception as error:
                outcomes[positions[future]] = Outcome(error=error)
    return outcomes


# %% wrong: an exception that is returned counts as a failure
def gather(tasks, max_workers=4):
    def attempt(task):
        try:
            return task()
        except Exception as error:
            return error

    with ThreadPoolExecutor(max_workers) as pool:
        results = list(pool.map(attempt, tasks))
    return [Outcome(error=r) if isinstance(r, Exception) else Outcome(value=r) for r in results]


# %% wrong: a false value is taken for none
def gather(tasks, max_workers=4):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(task) for task in tasks]
    return [Outcome(error=f.exception()) if f.exception() else Outcome(value=f.result() or None) for f in futures]


# %% wrong: ignores max_workers
def gather(tasks, max_workers=4):
    with ThreadPoolExecutor(32) as pool:
        futures = [pool.submit(task) for task in tasks]
    return [Outcome(error=f.exception()) if f.exception() else Outcome(value=f.result()) for f in futures]
