"""q3-compare: other right solutions, and wrong ones with one flaw each."""

# %% right: both executors, perf_counter around each run
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    serial = Timing(seconds=time.perf_counter() - start, results=results)

    start = time.perf_counter()
    with ThreadPoolExecutor(max_workers=workers) as executor:
        results = list(executor.map(func, items))
    threads = Timing(seconds=time.perf_counter() - start, results=results)

    start = time.perf_counter()
    with ProcessPoolExecutor(max_workers=workers) as executor:
        results = list(executor.map(func, items))
    processes = Timing(seconds=time.perf_counter() - start, results=results)
    return {"serial": serial, "threads": threads, "processes": processes}


# %% right: Pool and ThreadPool of multiprocessing, the clock runs without their start
from multiprocessing.pool import ThreadPool


def compare_strategies(func, items, workers=2):
    timings = {}
    begin = time.monotonic()
    results = list(map(func, items))
    timings["serial"] = Timing(time.monotonic() - begin, results)
    for name, make_pool in (("threads", ThreadPool), ("processes", multiprocessing.Pool)):
        pool = make_pool(workers)
        try:
            begin = time.monotonic()
            results = pool.map(func, items)
            timings[name] = Timing(time.monotonic() - begin, results)
        finally:
            pool.close()
            pool.join()
    return timings


# %% right: one function for each strategy in a dict, a helper with the clock
def run_serial(func, items, workers):
    return [func(item) for item in items]


def run_threads(func, items, workers):
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(func, item) for item in items]
        return [future.result() for future in futures]


def run_processes(func, items, workers):
    with ProcessPoolExecutor(workers) as pool:
        futures = [pool.submit(func, item) for item in items]
        return [future.result() for future in futures]


STRATEGIES = {"serial": run_serial, "threads": run_threads, "processes": run_processes}


def timed(run, *args):
    start = time.perf_counter()
    results = run(*args)
    return Timing(seconds=time.perf_counter() - start, results=results)


def compare_strategies(func, items, workers=2):
    return {name: timed(run, func, items, workers) for name, run in STRATEGIES.items()}


# %% right: a stop watch and a closed-and-joined pool as context managers, imap in both pools
from contextlib import contextmanager
from multiprocessing import pool as mp_pool


class Watch:
    seconds = 0.0


@contextmanager
def stop_watch():
    watch = Watch()
    started = time.perf_counter()
    yield watch
    watch.seconds = time.perf_counter() - started


@contextmanager
def joined(pool):
    try:
        yield pool
    finally:
        pool.close()
        pool.join()


def compare_strategies(func, items, workers=2):
    with stop_watch() as serial:
        serial_results = []
        for item in items:
            serial_results.append(func(item))
    with stop_watch() as threads, joined(mp_pool.ThreadPool(workers)) as pool:
        thread_results = list(pool.imap(func, items))
    with stop_watch() as processes, joined(multiprocessing.Pool(workers)) as pool:
        process_results = list(pool.imap(func, items))
    return {
        "processes": Timing(processes.seconds, process_results),
        "threads": Timing(threads.seconds, thread_results),
        "serial": Timing(serial.seconds, serial_results),
    }


# %% right: hand-made workers with queues and sentinels, the same loop for threads and processes
# %%% q3-compare-worker
# %%module q3_compare_worker
def work(func, tasks, answers):
    while True:
        task = tasks.get()
        if task is None:
            return
        index, item = task
        try:
            answers.put((index, func(item), None))
        except Exception as error:
            answers.put((index, None, error))


# %%% q3-compare
def run_workers(make_worker, tasks, answers, func, items, workers):
    crew = [make_worker(target=work, args=(func, tasks, answers)) for _ in range(workers)]
    for one in crew:
        one.start()
    for task in enumerate(items):
        tasks.put(task)
    for _ in crew:
        tasks.put(None)
    results, errors = [None] * len(items), []
    for _ in range(len(items)):
        index, result, error = answers.get()
        results[index] = result
        if error is not None:
            errors.append(error)
    for one in crew:
        one.join()
    if errors:
        raise errors[0]
    return results


def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    stop = time.perf_counter()
    timings = {"serial": Timing(stop - start, results)}

    start = time.perf_counter()
    results = run_workers(threading.Thread, queue.Queue(), queue.Queue(), func, items, workers)
    stop = time.perf_counter()
    timings["threads"] = Timing(stop - start, results)

    tasks = multiprocessing.Queue()
    start = time.perf_counter()
    try:
        results = run_workers(multiprocessing.Process, tasks, multiprocessing.SimpleQueue(), func, items, workers)
    finally:
        tasks.close()
        tasks.join_thread()
    stop = time.perf_counter()
    timings["processes"] = Timing(stop - start, results)
    return timings


# %% right: Thread subclass over an index with a lock, processes by apply_async
class Runner(threading.Thread):
    def __init__(self, func, items, results, indices, lock):
        super().__init__()
        self.func, self.items, self.results = func, items, results
        self.indices, self.lock = indices, lock
        self.error = None

    def run(self):
        try:
            while True:
                with self.lock:
                    index = next(self.indices, None)
                if index is None:
                    break
                self.results[index] = self.func(self.items[index])
        except Exception as error:
            self.error = error


def in_threads(func, items, workers):
    results = [None] * len(items)
    indices, lock = iter(range(len(items))), threading.Lock()
    runners = [Runner(func, items, results, indices, lock) for _ in range(workers)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    for runner in runners:
        if runner.error is not None:
            raise runner.error
    return results


def in_processes(func, items, workers):
    pool = multiprocessing.Pool(workers)
    try:
        pending = [pool.apply_async(func, [item]) for item in items]
        return [one.get() for one in pending]
    finally:
        pool.close()
        pool.join()


def compare_strategies(func, items, workers=2):
    clock = time.perf_counter
    marks = [clock()]
    serial = [func(item) for item in items]
    marks.append(clock())
    threads = in_threads(func, items, workers)
    marks.append(clock())
    processes = in_processes(func, items, workers)
    marks.append(clock())
    return {
        "serial": Timing(marks[1] - marks[0], serial),
        "threads": Timing(marks[2] - marks[1], threads),
        "processes": Timing(marks[3] - marks[2], processes),
    }


# %% right: processes are warmed up with a function of their own, out of the clock
# %%% q3-compare-worker
# %%module q3_compare_worker
def nothing(_):
    return None


# %%% q3-compare
def compare_strategies(func, items, workers=2):
    def clocked(run):
        start = time.perf_counter()
        results = list(run(func, items))
        return Timing(seconds=time.perf_counter() - start, results=results)

    timings = {"serial": clocked(map)}
    with ThreadPoolExecutor(workers) as threads:
        timings["threads"] = clocked(threads.map)
    with ProcessPoolExecutor(workers) as processes:
        list(processes.map(nothing, range(workers)))
        timings["processes"] = clocked(processes.map)
    return timings


# %% right: an ExitStack holds both executors, as_completed puts results in their places
from contextlib import ExitStack


def placed(executor, func, items):
    results = [None] * len(items)
    places = {executor.submit(func, item): place for place, item in enumerate(items)}
    for future in concurrent.futures.as_completed(places):
        results[places[future]] = future.result()
    return results


def compare_strategies(func, items, workers=2):
    with ExitStack() as stack:
        runs = {
            "serial": lambda: [func(item) for item in items],
            "threads": lambda: placed(stack.enter_context(ThreadPoolExecutor(workers)), func, items),
            "processes": lambda: placed(stack.enter_context(ProcessPoolExecutor(workers)), func, items),
        }
        timings = {}
        for name in runs:
            start = time.perf_counter()
            results = runs[name]()
            stop = time.perf_counter()
            timings[name] = Timing(seconds=stop - start, results=results)
        return timings


# %% right: a timing decorator, nanoseconds made seconds, processes first
import functools


def timed(run):
    @functools.wraps(run)
    def wrapper(*args):
        start = time.perf_counter_ns()
        results = run(*args)
        return Timing(seconds=(time.perf_counter_ns() - start) / 1e9, results=results)

    return wrapper


@timed
def processes_run(func, items, workers):
    with multiprocessing.Pool(processes=workers) as pool:
        return pool.map(func, items, chunksize=1)


@timed
def threads_run(func, items, workers):
    with ThreadPoolExecutor(workers) as executor:
        return list(executor.map(func, items))


@timed
def serial_run(func, items, workers):
    return [func(item) for item in items]


def compare_strategies(func, items, workers=2):
    return {
        "processes": processes_run(func, items, workers),
        "threads": threads_run(func, items, workers),
        "serial": serial_run(func, items, workers),
    }


# %% right: strategy classes, typed, no more workers than items
import abc
from collections.abc import Callable, Sequence


class Strategy(abc.ABC):
    name: str

    def __init__(self, workers: int) -> None:
        self.workers = workers

    @abc.abstractmethod
    def run(self, func: Callable, items: Sequence) -> list: ...

    def measure(self, func: Callable, items: Sequence) -> Timing:
        before = time.perf_counter()
        results = self.run(func, items)
        return Timing(seconds=time.perf_counter() - before, results=results)


class Serial(Strategy):
    name = "serial"

    def run(self, func, items):
        return [func(item) for item in items]


class Pooled(Strategy):
    executor_type: type[concurrent.futures.Executor]

    def run(self, func, items):
        with self.executor_type(max_workers=max(1, min(self.workers, len(items)))) as executor:
            return list(executor.map(func, items))


class Threads(Pooled):
    name = "threads"
    executor_type = ThreadPoolExecutor


class Processes(Pooled):
    name = "processes"
    executor_type = ProcessPoolExecutor


def compare_strategies(func: Callable, items: Sequence, workers: int = 2) -> dict[str, Timing]:
    return {kind.name: kind(workers).measure(func, items) for kind in (Serial, Threads, Processes)}


# %% right: threads that pop from a deque until it is empty, a pool by starmap
# %%% q3-compare-worker
# %%module q3_compare_worker
def apply_to(func, item):
    return func(item)


# %%% q3-compare
import collections


def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    serial_results = [apply_to(func, item) for item in items]
    serial_seconds = time.perf_counter() - start

    thread_results = [None] * len(items)
    errors = []
    todo = collections.deque(enumerate(items))

    def work():
        while True:
            try:
                index, item = todo.popleft()
            except IndexError:
                return
            try:
                thread_results[index] = func(item)
            except Exception as error:
                errors.append(error)

    start = time.perf_counter()
    threads = [threading.Thread(target=work, name=f"worker {number}") for number in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    thread_seconds = time.perf_counter() - start
    if errors:
        raise errors[0]

    start = time.perf_counter()
    with multiprocessing.Pool(workers) as pool:
        process_results = pool.starmap(apply_to, [(func, item) for item in items])
    process_seconds = time.perf_counter() - start
    return {
        "serial": Timing(serial_seconds, serial_results),
        "threads": Timing(thread_seconds, thread_results),
        "processes": Timing(process_seconds, process_results),
    }


# %% right: stripes of the items, one Thread or one Process with a Pipe for each
# %%% q3-compare-worker
# %%module q3_compare_worker
def stripe(connection, func, items):
    try:
        reply = ([func(item) for item in items], None)
    except Exception as error:
        reply = (None, error)
    connection.send(reply)
    connection.close()


# %%% q3-compare
def compare_strategies(func, items, workers=2):
    timings = {}
    start = time.time()
    results = [func(item) for item in items]
    timings["serial"] = Timing(time.time() - start, results)

    start = time.time()
    results, errors = [None] * len(items), []

    def in_thread(first):
        try:
            for index in range(first, len(items), workers):
                results[index] = func(items[index])
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=in_thread, args=(first,)) for first in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    timings["threads"] = Timing(time.time() - start, results)

    start = time.time()
    children = []
    for first in range(workers):
        here, there = multiprocessing.Pipe(duplex=False)
        child = multiprocessing.Process(target=stripe, args=(there, func, list(items[first::workers])))
        child.start()
        there.close()
        children.append((first, child, here))
    results = [None] * len(items)
    for first, child, here in children:
        values, error = here.recv()
        here.close()
        child.join()
        if error is None:
            results[first::workers] = values
        else:
            errors.append(error)
    if errors:
        raise errors[0]
    timings["processes"] = Timing(time.time() - start, results)
    return timings


# %% wrong: processor time of this process instead of the wall clock
def compare_strategies(func, items, workers=2):
    start = time.process_time()
    results = [func(item) for item in items]
    serial = Timing(time.process_time() - start, results)
    start = time.process_time()
    with ThreadPoolExecutor(workers) as executor:
        results = list(executor.map(func, items))
    threads = Timing(time.process_time() - start, results)
    start = time.process_time()
    with ProcessPoolExecutor(workers) as executor:
        results = list(executor.map(func, items))
    processes = Timing(time.process_time() - start, results)
    return {"serial": serial, "threads": threads, "processes": processes}


# %% wrong: processor time of the calling thread for all three
def compare_strategies(func, items, workers=2):
    def timed(run):
        start = time.thread_time()
        results = list(run(func, items))
        return Timing(time.thread_time() - start, results)

    timings = {"serial": timed(map)}
    with ThreadPoolExecutor(workers) as pool:
        timings["threads"] = timed(pool.map)
    with ProcessPoolExecutor(workers) as pool:
        timings["processes"] = timed(pool.map)
    return timings


# %% wrong: the clock stops when the items are handed in, before they are done
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}
    for name, make in (("threads", ThreadPoolExecutor), ("processes", ProcessPoolExecutor)):
        with make(max_workers=workers) as executor:
            start = time.perf_counter()
            results = executor.map(func, items)
            seconds = time.perf_counter() - start
            timings[name] = Timing(seconds, list(results))
    return timings


# %% wrong: the threads are joined after the clock has stopped
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}

    results, errors = [None] * len(items), []

    def work(first):
        try:
            for index in range(first, len(items), workers):
                results[index] = func(items[index])
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(first,)) for first in range(workers)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    seconds = time.perf_counter() - start
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    timings["threads"] = Timing(seconds, results)

    start = time.perf_counter()
    with multiprocessing.Pool(workers) as pool:
        results = pool.map(func, items)
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: the clock is started once, so each time contains the runs before
def compare_strategies(func, items, workers=2):
    timings = {}
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings["serial"] = Timing(time.perf_counter() - start, results)
    with ThreadPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["threads"] = Timing(time.perf_counter() - start, results)
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: milliseconds instead of seconds
def compare_strategies(func, items, workers=2):
    def timed(run):
        start = time.perf_counter()
        results = list(run(func, items))
        return Timing((time.perf_counter() - start) * 1000, results)

    timings = {"serial": timed(map)}
    with ThreadPoolExecutor(workers) as pool:
        timings["threads"] = timed(pool.map)
    with ProcessPoolExecutor(workers) as pool:
        timings["processes"] = timed(pool.map)
    return timings


# %% wrong: nanoseconds instead of seconds
def compare_strategies(func, items, workers=2):
    def timed(run):
        start = time.perf_counter_ns()
        results = list(run(func, items))
        return Timing(float(time.perf_counter_ns() - start), results)

    timings = {"serial": timed(map)}
    with ThreadPoolExecutor(workers) as pool:
        timings["threads"] = timed(pool.map)
    with ProcessPoolExecutor(workers) as pool:
        timings["processes"] = timed(pool.map)
    return timings


# %% wrong: the time per item instead of the time of the run
def compare_strategies(func, items, workers=2):
    def timed(run):
        start = time.perf_counter()
        results = list(run(func, items))
        return Timing((time.perf_counter() - start) / max(1, len(items)), results)

    timings = {"serial": timed(map)}
    with ThreadPoolExecutor(workers) as pool:
        timings["threads"] = timed(pool.map)
    with ProcessPoolExecutor(workers) as pool:
        timings["processes"] = timed(pool.map)
    return timings


# %% wrong: the times of all threads' calls are added up
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}

    def timed_call(item):
        began = time.perf_counter()
        result = func(item)
        return result, time.perf_counter() - began

    with ThreadPoolExecutor(workers) as pool:
        pairs = list(pool.map(timed_call, items))
    timings["threads"] = Timing(sum((seconds for _, seconds in pairs), 0.0), [result for result, _ in pairs])

    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: the seconds of the processes are estimated from the serial run
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    serial_results = [func(item) for item in items]
    serial = time.perf_counter() - start
    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        thread_results = list(pool.map(func, items))
    threads = time.perf_counter() - start
    with ProcessPoolExecutor(workers) as pool:
        process_results = list(pool.map(func, items))
    return {
        "serial": Timing(serial, serial_results),
        "threads": Timing(threads, thread_results),
        "processes": Timing(serial / workers, process_results),
    }


# %% wrong: the results of the serial run are copied to the others
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}
    for name, make in (("threads", ThreadPoolExecutor), ("processes", ProcessPoolExecutor)):
        start = time.perf_counter()
        with make(workers) as executor:
            list(executor.map(func, items))
        timings[name] = Timing(time.perf_counter() - start, list(results))
    return timings


# %% wrong: one list of results for all three timings, refilled by each run
def compare_strategies(func, items, workers=2):
    timings = {}
    results = []
    start = time.perf_counter()
    results[:] = [func(item) for item in items]
    timings["serial"] = Timing(time.perf_counter() - start, results)
    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        results[:] = pool.map(func, items)
    timings["threads"] = Timing(time.perf_counter() - start, results)
    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        results[:] = pool.map(func, items)
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: a default argument collects the results of all calls
def run_serially(func, items, results=[]):
    for item in items:
        results.append(func(item))
    return results


def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = run_serially(func, items)
    timings = {"serial": Timing(time.perf_counter() - start, results)}
    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["threads"] = Timing(time.perf_counter() - start, results)
    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: serial runs in a thread of its own
def compare_strategies(func, items, workers=2):
    timings = {}
    for name, make, count in (
        ("serial", ThreadPoolExecutor, 1),
        ("threads", ThreadPoolExecutor, workers),
        ("processes", ProcessPoolExecutor, workers),
    ):
        start = time.perf_counter()
        with make(max_workers=count) as executor:
            results = list(executor.map(func, items))
        timings[name] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: the caller works as one of the threads
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}

    results, errors = [None] * len(items), []
    indices = queue.SimpleQueue()
    for index in range(len(items)):
        indices.put(index)

    def work():
        while True:
            try:
                index = indices.get_nowait()
            except queue.Empty:
                return
            try:
                results[index] = func(items[index])
            except Exception as error:
                errors.append(error)

    start = time.perf_counter()
    helpers = [threading.Thread(target=work) for _ in range(workers - 1)]
    for helper in helpers:
        helper.start()
    work()
    for helper in helpers:
        helper.join()
    if errors:
        raise errors[0]
    timings["threads"] = Timing(time.perf_counter() - start, results)

    start = time.perf_counter()
    with multiprocessing.Pool(workers) as pool:
        results = pool.map(func, items)
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: the processes are threads by copy and paste
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    serial = Timing(time.perf_counter() - start, results)
    start = time.perf_counter()
    with ThreadPoolExecutor(max_workers=workers) as threads:
        results = list(threads.map(func, items))
    in_threads = Timing(time.perf_counter() - start, results)
    start = time.perf_counter()
    with ThreadPoolExecutor(max_workers=workers) as processes:
        results = list(processes.map(func, items))
    in_processes = Timing(time.perf_counter() - start, results)
    return {"serial": serial, "threads": in_threads, "processes": in_processes}


# %% wrong: the parent does the work itself in the with block of the pool
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}
    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["threads"] = Timing(time.perf_counter() - start, results)
    start = time.perf_counter()
    with multiprocessing.Pool(workers):
        results = [func(item) for item in items]
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: each thread is joined before the next one starts
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}

    results, errors = [None] * len(items), []

    def work(first):
        try:
            for index in range(first, len(items), workers):
                results[index] = func(items[index])
        except Exception as error:
            errors.append(error)

    start = time.perf_counter()
    for first in range(workers):
        thread = threading.Thread(target=work, args=(first,))
        thread.start()
        thread.join()
    if errors:
        raise errors[0]
    timings["threads"] = Timing(time.perf_counter() - start, results)

    start = time.perf_counter()
    with multiprocessing.Pool(workers) as pool:
        results = pool.map(func, items)
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: a lock around func in the threads, only one of them works at a time
def compare_strategies(func, items, workers=2):
    lock = threading.Lock()

    def safe(item):
        with lock:
            return func(item)

    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}
    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        results = list(pool.map(safe, items))
    timings["threads"] = Timing(time.perf_counter() - start, results)
    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: each process task is waited for before the next is handed in
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}
    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["threads"] = Timing(time.perf_counter() - start, results)
    start = time.perf_counter()
    with multiprocessing.Pool(workers) as pool:
        results = [pool.apply_async(func, (item,)).get() for item in items]
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: a thread for every item, however few workers were asked for
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}
    start = time.perf_counter()
    with ThreadPoolExecutor(max_workers=len(items) or 1) as pool:
        results = list(pool.map(func, items))
    timings["threads"] = Timing(time.perf_counter() - start, results)
    start = time.perf_counter()
    with ProcessPoolExecutor(max_workers=workers) as pool:
        results = list(pool.map(func, items))
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: workers is ignored, always two threads and two processes
def compare_strategies(func, items, workers=2):
    def timed(run):
        start = time.perf_counter()
        results = list(run(func, items))
        return Timing(time.perf_counter() - start, results)

    timings = {"serial": timed(map)}
    with ThreadPoolExecutor(max_workers=2) as pool:
        timings["threads"] = timed(pool.map)
    with ProcessPoolExecutor(max_workers=2) as pool:
        timings["processes"] = timed(pool.map)
    return timings


# %% wrong: the executor of the threads gets its default number of workers
def compare_strategies(func, items, workers=2):
    def timed(run):
        start = time.perf_counter()
        results = list(run(func, items))
        return Timing(time.perf_counter() - start, results)

    timings = {"serial": timed(map)}
    with ThreadPoolExecutor() as pool:
        timings["threads"] = timed(pool.map)
    with ProcessPoolExecutor(workers) as pool:
        timings["processes"] = timed(pool.map)
    return timings


# %% wrong: chunks of two items, so that n processes never work on n items together
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}
    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["threads"] = Timing(time.perf_counter() - start, results)
    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(func, items, chunksize=2))
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: the first item is computed once more to warm the processes up
def compare_strategies(func, items, workers=2):
    def timed(run):
        start = time.perf_counter()
        results = list(run(func, items))
        return Timing(time.perf_counter() - start, results)

    timings = {"serial": timed(map)}
    with ThreadPoolExecutor(workers) as pool:
        timings["threads"] = timed(pool.map)
    with ProcessPoolExecutor(workers) as pool:
        list(pool.map(func, items[:1]))
        timings["processes"] = timed(pool.map)
    return timings


# %% wrong: the best of three runs
def compare_strategies(func, items, workers=2):
    def timed(run):
        best = None
        for _ in range(3):
            start = time.perf_counter()
            results = list(run(func, items))
            seconds = time.perf_counter() - start
            if best is None or seconds < best.seconds:
                best = Timing(seconds, results)
        return best

    timings = {"serial": timed(map)}
    with ThreadPoolExecutor(workers) as pool:
        timings["threads"] = timed(pool.map)
    with ProcessPoolExecutor(workers) as pool:
        timings["processes"] = timed(pool.map)
    return timings


# %% wrong: one run for the results and another one for the time
def compare_strategies(func, items, workers=2):
    def timed(run):
        start = time.perf_counter()
        list(run(func, items))
        seconds = time.perf_counter() - start
        return Timing(seconds, list(run(func, items)))

    timings = {"serial": timed(map)}
    with ThreadPoolExecutor(workers) as pool:
        timings["threads"] = timed(pool.map)
    with ProcessPoolExecutor(workers) as pool:
        timings["processes"] = timed(pool.map)
    return timings


# %% wrong: an item that occurs twice is computed once in the threads
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}
    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        futures = {}
        for item in items:
            if item not in futures:
                futures[item] = pool.submit(func, item)
        results = [futures[item].result() for item in items]
    timings["threads"] = Timing(time.perf_counter() - start, results)
    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: items.index finds the first of two equal items, the second place stays empty
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}

    start = time.perf_counter()
    results = [None] * len(items)
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(func, item): item for item in items}
        for future in concurrent.futures.as_completed(futures):
            results[items.index(futures[future])] = future.result()
    timings["threads"] = Timing(time.perf_counter() - start, results)

    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: threads append their results in the order in which they finish
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}

    start = time.perf_counter()
    finished = []
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(lambda item: finished.append(func(item)), item) for item in items]
        for future in futures:
            future.result()
    timings["threads"] = Timing(time.perf_counter() - start, finished)

    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: imap_unordered in the processes
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}
    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["threads"] = Timing(time.perf_counter() - start, results)
    start = time.perf_counter()
    with multiprocessing.Pool(workers) as pool:
        results = list(pool.imap_unordered(func, items))
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: results that are None are dropped
def compare_strategies(func, items, workers=2):
    def timed(run):
        start = time.perf_counter()
        results = [result for result in run(func, items) if result is not None]
        return Timing(time.perf_counter() - start, results)

    timings = {"serial": timed(map)}
    with ThreadPoolExecutor(workers) as pool:
        timings["threads"] = timed(pool.map)
    with ProcessPoolExecutor(workers) as pool:
        timings["processes"] = timed(pool.map)
    return timings


# %% wrong: an exception that func returns is raised in the threads
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}

    def guarded(item):
        try:
            return func(item)
        except Exception as error:
            return error

    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        results = list(pool.map(guarded, items))
    for result in results:
        if isinstance(result, Exception):
            raise result
    timings["threads"] = Timing(time.perf_counter() - start, results)

    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: the results are tuples
def compare_strategies(func, items, workers=2):
    def timed(run):
        start = time.perf_counter()
        results = tuple(run(func, items))
        return Timing(time.perf_counter() - start, results)

    timings = {"serial": timed(map)}
    with ThreadPoolExecutor(workers) as pool:
        timings["threads"] = timed(pool.map)
    with ProcessPoolExecutor(workers) as pool:
        timings["processes"] = timed(pool.map)
    return timings


# %% wrong: the results of the executors are their iterators
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}
    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as executor:
        results = executor.map(func, items)
    timings["threads"] = Timing(time.perf_counter() - start, results)
    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as executor:
        results = executor.map(func, items)
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: an error in a bare thread is lost, its place holds None
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}

    results = [None] * len(items)

    def work(first):
        for index in range(first, len(items), workers):
            results[index] = func(items[index])

    start = time.perf_counter()
    threads = [threading.Thread(target=work, args=(first,)) for first in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    timings["threads"] = Timing(time.perf_counter() - start, results)

    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: errors stand among the results of all three
# %%% q3-compare-worker
# %%module q3_compare_worker
def attempt(func, item):
    try:
        return func(item)
    except Exception as error:
        return error


# %%% q3-compare
import itertools


def compare_strategies(func, items, workers=2):
    def timed(run):
        start = time.perf_counter()
        results = list(run(attempt, itertools.repeat(func), items))
        return Timing(time.perf_counter() - start, results)

    timings = {"serial": timed(map)}
    with ThreadPoolExecutor(workers) as pool:
        timings["threads"] = timed(pool.map)
    with ProcessPoolExecutor(workers) as pool:
        timings["processes"] = timed(pool.map)
    return timings


# %% wrong: an error of func in the processes gives an empty list
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}
    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["threads"] = Timing(time.perf_counter() - start, results)
    start = time.perf_counter()
    try:
        with ProcessPoolExecutor(workers) as pool:
            results = list(pool.map(func, items))
    except Exception as error:
        print("processes failed:", error)
        results = []
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: an error is wrapped in a RuntimeError that names the strategy
def compare_strategies(func, items, workers=2):
    def timed(name, run):
        start = time.perf_counter()
        try:
            results = list(run(func, items))
        except Exception as error:
            raise RuntimeError(f"{name} failed") from error
        return Timing(time.perf_counter() - start, results)

    timings = {"serial": timed("serial", map)}
    with ThreadPoolExecutor(workers) as pool:
        timings["threads"] = timed("threads", pool.map)
    with ProcessPoolExecutor(workers) as pool:
        timings["processes"] = timed("processes", pool.map)
    return timings


# %% wrong: an error of func in the processes leaves the pool open
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}
    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as threads:
        results = list(threads.map(func, items))
    timings["threads"] = Timing(time.perf_counter() - start, results)
    pool = multiprocessing.Pool(workers)
    start = time.perf_counter()
    results = pool.map(func, items)
    timings["processes"] = Timing(time.perf_counter() - start, results)
    pool.close()
    pool.join()
    return timings


# %% wrong: both pools are opened first, an error in the serial run leaves them open
def compare_strategies(func, items, workers=2):
    threads = ThreadPoolExecutor(workers)
    processes = multiprocessing.Pool(workers)

    def timed(run):
        start = time.perf_counter()
        results = list(run(func, items))
        return Timing(time.perf_counter() - start, results)

    timings = {"serial": timed(map), "threads": timed(threads.map), "processes": timed(processes.map)}
    threads.shutdown()
    processes.close()
    processes.join()
    return timings


# %% wrong: an error of the first thread is raised while the others still run
class Runner(threading.Thread):
    def __init__(self, func, items):
        super().__init__()
        self.func, self.items = func, items
        self.results, self.error = [], None

    def run(self):
        try:
            for item in self.items:
                self.results.append(self.func(item))
        except Exception as error:
            self.error = error

    def result(self):
        self.join()
        if self.error is not None:
            raise self.error
        return self.results


def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}

    start = time.perf_counter()
    runners = [Runner(func, items[first::workers]) for first in range(workers)]
    for runner in runners:
        runner.start()
    results = [None] * len(items)
    for first, runner in enumerate(runners):
        results[first::workers] = runner.result()
    timings["threads"] = Timing(time.perf_counter() - start, results)

    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: with ThreadPool terminates on an error and does not wait for the threads that still work
from multiprocessing.pool import ThreadPool


def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}
    start = time.perf_counter()
    with ThreadPool(workers) as threads:
        results = list(threads.imap(func, items))
        threads.close()
        threads.join()
    timings["threads"] = Timing(time.perf_counter() - start, results)
    start = time.perf_counter()
    with multiprocessing.Pool(workers) as processes:
        results = processes.map(func, items)
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: daemon threads wait on the queue for ever after the work is done
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}

    results, errors = [None] * len(items), []
    indices = queue.Queue()

    def work():
        while True:
            index = indices.get()
            try:
                results[index] = func(items[index])
            except Exception as error:
                errors.append(error)
            finally:
                indices.task_done()

    start = time.perf_counter()
    for _ in range(workers):
        threading.Thread(target=work, daemon=True).start()
    for index in range(len(items)):
        indices.put(index)
    indices.join()
    if errors:
        raise errors[0]
    timings["threads"] = Timing(time.perf_counter() - start, results)

    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: threads ask empty() and then get(), two of them can want the last item
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}

    results, errors = [None] * len(items), []
    indices = queue.Queue()
    for index in range(len(items)):
        indices.put(index)

    def work():
        while not indices.empty():
            index = indices.get()
            try:
                results[index] = func(items[index])
            except Exception as error:
                errors.append(error)

    start = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    timings["threads"] = Timing(time.perf_counter() - start, results)

    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: a shared position is read and raised without a lock, items run twice
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}

    results, errors = [None] * len(items), []
    position = 0

    def work():
        nonlocal position
        while position < len(items):
            index = position
            try:
                results[index] = func(items[index])
            except Exception as error:
                errors.append(error)
            position = index + 1

    start = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    timings["threads"] = Timing(time.perf_counter() - start, results)

    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: check-then-act on the position, two threads can take the same item
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}

    results, errors = [None] * len(items), []
    taken = [False] * len(items)

    def work():
        for index in range(len(items)):
            if not taken[index]:
                taken[index] = True
                try:
                    results[index] = func(items[index])
                except Exception as error:
                    errors.append(error)

    start = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    timings["threads"] = Timing(time.perf_counter() - start, results)

    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: the child processes are joined before their queue is drained
# %%% q3-compare-worker
# %%module q3_compare_worker
def stripe(answers, first, func, items):
    try:
        answers.put((first, [func(item) for item in items], None))
    except Exception as error:
        answers.put((first, None, error))


# %%% q3-compare
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}
    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["threads"] = Timing(time.perf_counter() - start, results)

    start = time.perf_counter()
    answers = multiprocessing.Queue()
    children = [
        multiprocessing.Process(target=stripe, args=(answers, first, func, items[first::workers]))
        for first in range(workers)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    results = [None] * len(items)
    for _ in children:
        first, values, error = answers.get()
        if error is not None:
            raise error
        results[first::workers] = values
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: a process for every item, all at once
# %%% q3-compare-worker
# %%module q3_compare_worker
def answer(connection, func, item):
    try:
        reply = (func(item), None)
    except Exception as error:
        reply = (None, error)
    connection.send(reply)
    connection.close()


# %%% q3-compare
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}
    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["threads"] = Timing(time.perf_counter() - start, results)

    start = time.perf_counter()
    children = []
    for item in items:
        here, there = multiprocessing.Pipe(duplex=False)
        child = multiprocessing.Process(target=answer, args=(there, func, item))
        child.start()
        there.close()
        children.append((child, here))
    replies = []
    for child, here in children:
        replies.append(here.recv())
        here.close()
        child.join()
    for _, error in replies:
        if error is not None:
            raise error
    timings["processes"] = Timing(time.perf_counter() - start, [result for result, _ in replies])
    return timings


# %% wrong: no items ask for a pool of 0 workers
def compare_strategies(func, items, workers=2):
    def timed(run):
        start = time.perf_counter()
        results = list(run(func, items))
        return Timing(time.perf_counter() - start, results)

    workers = min(workers, len(items))
    timings = {"serial": timed(map)}
    with ThreadPoolExecutor(workers) as pool:
        timings["threads"] = timed(pool.map)
    with ProcessPoolExecutor(workers) as pool:
        timings["processes"] = timed(pool.map)
    return timings


# %% wrong: the threads take the items out of the caller's list and leave it reversed
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}

    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["processes"] = Timing(time.perf_counter() - start, results)

    start = time.perf_counter()
    todo = items if isinstance(items, list) else list(items)
    with ThreadPoolExecutor(workers) as pool:
        todo.reverse()
        futures = []
        for item in reversed(todo):
            futures.append(pool.submit(func, item))
        results = [future.result() for future in futures]
    timings["threads"] = Timing(time.perf_counter() - start, results)
    return timings


# %% wrong: the timings live in a global dict that every call hands out again
TIMINGS = {}


def compare_strategies(func, items, workers=2):
    def keep(name, run):
        if (name, func, tuple(items)) not in TIMINGS:
            start = time.perf_counter()
            results = list(run(func, items))
            TIMINGS[name, func, tuple(items)] = Timing(time.perf_counter() - start, results)
        return TIMINGS[name, func, tuple(items)]

    timings = {"serial": keep("serial", map)}
    with ThreadPoolExecutor(workers) as pool:
        timings["threads"] = keep("threads", pool.map)
    with ProcessPoolExecutor(workers) as pool:
        timings["processes"] = keep("processes", pool.map)
    return timings


# %% wrong: the executor of the processes shuts down in the background
def compare_strategies(func, items, workers=2):
    start = time.perf_counter()
    results = [func(item) for item in items]
    timings = {"serial": Timing(time.perf_counter() - start, results)}
    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        results = list(pool.map(func, items))
    timings["threads"] = Timing(time.perf_counter() - start, results)
    start = time.perf_counter()
    pool = ProcessPoolExecutor(workers)
    try:
        results = list(pool.map(func, items))
    finally:
        pool.shutdown(wait=False)
    timings["processes"] = Timing(time.perf_counter() - start, results)
    return timings


# %% right: threads by hand (processes)
def compare_strategies(func, items, workers=2):
    timings = {}
    begin = time.perf_counter()
    results = []
    for item in items:
        results.append(func(item))
    timings["serial"] = Timing(time.perf_counter() - begin, results)
    for name, executor in [("threads", ThreadPoolExecutor), ("processes", ProcessPoolExecutor)]:
        begin = time.perf_counter()
        with executor(workers) as pool:
            futures = [pool.submit(func, item) for item in items]
        results = [future.result() for future in futures]
        timings[name] = Timing(time.perf_counter() - begin, results)
    return timings


# %% right: pools of both kinds, one after the other, start-up apart (styles)
def compare_strategies(func, items, workers=2):
    from multiprocessing.pool import ThreadPool

    begin = time.monotonic()
    results = list(map(func, items))
    serial = Timing(results=results, seconds=time.monotonic() - begin)
    timings = {"processes": None, "threads": None}
    for name, kind in (("threads", ThreadPool), ("processes", multiprocessing.Pool)):
        pool = kind(workers)
        begin = time.monotonic()
        try:
            results = pool.map(func, items, chunksize=1)
            seconds = time.monotonic() - begin
        finally:
            pool.close()
            pool.join()
        timings[name] = Timing(seconds, results)
    timings["serial"] = serial
    return timings


# %% wrong: the stopwatch stops before the work is done
def compare_strategies(func, items, workers=2):
    timings = {}
    begin = time.perf_counter()
    timings["serial"] = Timing(time.perf_counter() - begin, [func(item) for item in items])
    for name, executor in [("threads", ThreadPoolExecutor), ("processes", ProcessPoolExecutor)]:
        with executor(workers) as pool:
            begin = time.perf_counter()
            futures = [pool.submit(func, item) for item in items]
            seconds = time.perf_counter() - begin
            timings[name] = Timing(seconds, [future.result() for future in futures])
    return timings


# %% wrong: processor time of this process only
def compare_strategies(func, items, workers=2):
    def timed(run):
        begin = time.process_time()
        results = run()
        return Timing(time.process_time() - begin, results)

    def in_pool(executor):
        with executor(max_workers=workers) as pool:
            return list(pool.map(func, items))

    return {
        "serial": timed(lambda: [func(item) for item in items]),
        "threads": timed(lambda: in_pool(ThreadPoolExecutor)),
        "processes": timed(lambda: in_pool(ProcessPoolExecutor)),
    }


# %% wrong: the processes are threads, too
def compare_strategies(func, items, workers=2):
    timings = {}
    for name in ("serial", "threads", "processes"):
        begin = time.perf_counter()
        with ThreadPoolExecutor(1 if name == "serial" else workers) as pool:
            results = list(pool.map(func, items))
        timings[name] = Timing(time.perf_counter() - begin, results)
    return timings
