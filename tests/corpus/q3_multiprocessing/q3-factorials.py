"""q3-factorials: other right solutions, and wrong ones with one flaw each."""

# %% right: Pool.map in a with block
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes=processes) as pool:
        return pool.map(func, numbers)


# %% right: Pool.imap, the pool closed and joined by hand
def parallel_factorials(numbers, processes=3, func=math.factorial):
    pool = multiprocessing.Pool(processes)
    try:
        results = []
        for result in pool.imap(func, numbers):
            results.append(result)
    finally:
        pool.close()
        pool.join()
    return results


# %% right: apply_async for every number, all handed in before the first get
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes) as pool:
        pending = [pool.apply_async(func, (number,)) for number in numbers]
        pool.close()
        results = [one.get() for one in pending]
        pool.join()
    return results


# %% right: imap_unordered over (index, number), put in order afterwards
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def indexed_call(job):
    index, func, number = job
    return index, func(number)


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    jobs = [(index, func, number) for index, number in enumerate(numbers)]
    results = [None] * len(jobs)
    with multiprocessing.Pool(processes) as pool:
        for index, result in pool.imap_unordered(indexed_call, jobs):
            results[index] = result
    return results


# %% right: ProcessPoolExecutor.map
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with ProcessPoolExecutor(max_workers=processes) as executor:
        return list(executor.map(func, numbers))


# %% right: submit to an executor, the futures asked in order
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with concurrent.futures.ProcessPoolExecutor(processes) as executor:
        futures = [executor.submit(func, number) for number in numbers]
    return [future.result() for future in futures]


# %% right: as_completed with a dict from future to index
def parallel_factorials(numbers, processes=3, func=math.factorial):
    results = {}
    with ProcessPoolExecutor(max_workers=processes) as executor:
        index_of = {executor.submit(func, number): index for index, number in enumerate(numbers)}
        for future in concurrent.futures.as_completed(index_of):
            results[index_of[future]] = future.result()
    return [results[index] for index in range(len(numbers))]


# %% right: done callbacks fill the list, the executor is left before it is read
def parallel_factorials(numbers, processes=3, func=math.factorial):
    results = [None] * len(numbers)
    errors = []

    def keep(index, future):
        error = future.exception()
        if error is not None:
            errors.append(error)
        else:
            results[index] = future.result()

    with ProcessPoolExecutor(processes) as executor:
        for index, number in enumerate(numbers):
            future = executor.submit(func, number)
            future.add_done_callback(lambda done, index=index: keep(index, done))
    if errors:
        raise errors[0]
    return results


# %% right: Process workers on two queues, one sentinel for each, drained before the join
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def worker(func, tasks, answers):
    while True:
        task = tasks.get()
        if task is None:
            break
        index, number = task
        try:
            answers.put((index, func(number), None))
        except Exception as error:
            answers.put((index, None, error))


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    tasks = multiprocessing.Queue()
    answers = multiprocessing.SimpleQueue()
    workers = []
    for _ in range(processes):
        workers.append(multiprocessing.Process(target=worker, args=(func, tasks, answers)))
    for process in workers:
        process.start()
    for task in enumerate(numbers):
        tasks.put(task)
    for _ in range(processes):
        tasks.put(None)
    results = [None] * len(numbers)
    first_error = None
    for _ in range(len(numbers)):
        index, result, error = answers.get()
        results[index] = result
        if error is not None and first_error is None:
            first_error = error
    for process in workers:
        process.join()
    tasks.close()
    tasks.join_thread()
    if first_error is not None:
        raise first_error
    return results


# %% right: one Process and one Pipe for every number, at most `processes` of them running
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def answer(connection, func, number):
    try:
        reply = (True, func(number))
    except Exception as error:
        reply = (False, error)
    with connection:
        connection.send(reply)


# %%% q3-factorials
from multiprocessing.connection import wait


def parallel_factorials(numbers, processes=3, func=math.factorial):
    waiting = list(enumerate(numbers))[::-1]
    running = {}
    replies = {}
    while waiting or running:
        while waiting and len(running) < processes:
            index, number = waiting.pop()
            here, there = multiprocessing.Pipe(duplex=False)
            child = multiprocessing.Process(target=answer, args=(there, func, number))
            child.start()
            there.close()
            running[here] = (index, child)
        for here in wait(list(running)):
            index, child = running.pop(here)
            replies[index] = here.recv()
            here.close()
            child.join()
    results = []
    for index in range(len(numbers)):
        fine, value = replies[index]
        if not fine:
            raise value
        results.append(value)
    return results


# %% right: a Process subclass for every stripe of the numbers, answers through pipes
# %%% q3-factorials-worker
# %%module q3_factorials_worker
import multiprocessing


class Stripe(multiprocessing.Process):
    def __init__(self, func, numbers):
        super().__init__()
        self.func = func
        self.numbers = numbers
        self.receiver, self.sender = multiprocessing.Pipe(duplex=False)

    def run(self):
        try:
            reply = ([self.func(number) for number in self.numbers], None)
        except Exception as error:
            reply = (None, error)
        self.sender.send(reply)

    def result(self):
        reply = self.receiver.recv()
        self.join()
        return reply


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    stripes = [Stripe(func, list(numbers[start::processes])) for start in range(min(processes, len(numbers)))]
    for stripe in stripes:
        stripe.start()
    replies = [stripe.result() for stripe in stripes]
    for _, error in replies:
        if error is not None:
            raise error
    results = [None] * len(numbers)
    for start, (values, _) in enumerate(replies):
        results[start::processes] = values
    return results


# %% right: starmap over (func, number) pairs, early return for nothing
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def call(func, number):
    return func(number)


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    if len(numbers) == 0:
        return []
    with multiprocessing.Pool(min(processes, len(numbers))) as pool:
        return pool.starmap(call, [(func, number) for number in numbers], chunksize=1)


# %% right: the initializer keeps func in a global of the worker module
# %%% q3-factorials-worker
# %%module q3_factorials_worker
_func = None


def set_func(func):
    global _func
    _func = func


def call_func(number):
    return _func(number)


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with ProcessPoolExecutor(processes, initializer=set_func, initargs=(func,)) as executor:
        return [*executor.map(call_func, numbers)]


# %% right: threads of the parent that each drive Pool.apply
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes) as pool, ThreadPoolExecutor(processes) as drivers:
        return list(drivers.map(lambda number: pool.apply(func, (number,)), numbers))


# %% right: typed, map_async, an ExitStack closes and joins
from collections.abc import Callable, Sequence
from contextlib import ExitStack


def parallel_factorials(
    numbers: Sequence[int], processes: int = 3, func: Callable[[int], int] = math.factorial
) -> list[int]:
    with ExitStack() as stack:
        pool = multiprocessing.Pool(processes)
        stack.callback(pool.join)
        stack.callback(pool.close)
        return pool.map_async(func, numbers).get()


# %% right: a given context, a fresh worker process for every number
def parallel_factorials(numbers, processes=3, func=math.factorial):
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes, maxtasksperchild=1) as pool:
        return list(pool.imap(func, numbers, chunksize=1))


# %% right: a managed list of answers, the workers take the next index from a shared counter
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def fill(func, numbers, counter, results):
    while True:
        with counter.get_lock():
            index = counter.value
            counter.value += 1
        if index >= len(numbers):
            return
        try:
            results[index] = ("result", func(numbers[index]))
        except Exception as error:
            results[index] = ("error", error)


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Manager() as manager:
        results = manager.list([None] * len(numbers))
        counter = multiprocessing.Value("i", 0)
        workers = [
            multiprocessing.Process(target=fill, args=(func, numbers, counter, results)) for _ in range(processes)
        ]
        for one in workers:
            one.start()
        for one in workers:
            one.join()
        answers = list(results)
    for kind, value in answers:
        if kind == "error":
            raise value
    return [value for _, value in answers]


# %% right: futures waited for until the first exception, the rest cancelled
def parallel_factorials(numbers, processes=3, func=math.factorial):
    executor = ProcessPoolExecutor(max_workers=processes)
    try:
        futures = [executor.submit(func, number) for number in numbers]
        concurrent.futures.wait(futures, return_when=concurrent.futures.FIRST_EXCEPTION)
        for future in futures:
            if future.done() and future.exception() is not None:
                raise future.exception()
        return [future.result() for future in futures]
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


# %% wrong: a pool of threads instead of processes
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers=processes) as executor:
        return list(executor.map(func, numbers))


# %% wrong: multiprocessing.dummy, whose pool has threads
import multiprocessing.dummy


def parallel_factorials(numbers, processes=3, func=math.factorial):
    pool = multiprocessing.dummy.Pool(processes)
    try:
        return pool.map(func, numbers)
    finally:
        pool.close()
        pool.join()


# %% wrong: a single number is computed in the parent to save the pool
def parallel_factorials(numbers, processes=3, func=math.factorial):
    if len(numbers) == 1:
        return [func(numbers[0])]
    with multiprocessing.Pool(processes) as pool:
        return pool.map(func, numbers)


# %% wrong: after an error the parent tries all numbers again itself
def parallel_factorials(numbers, processes=3, func=math.factorial):
    try:
        with multiprocessing.Pool(processes) as pool:
            return pool.map(func, numbers)
    except Exception:
        return [func(number) for number in numbers]


# %% wrong: the parent calls func for the first number to see whether it works
def parallel_factorials(numbers, processes=3, func=math.factorial):
    if numbers:
        func(numbers[0])
    with multiprocessing.Pool(processes) as pool:
        return pool.map(func, numbers)


# %% wrong: the pool is warmed up with an extra call of func
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes) as pool:
        pool.map(func, [1] * processes)
        return pool.map(func, numbers)


# %% wrong: imap_unordered gives the results as they arrive
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes) as pool:
        return list(pool.imap_unordered(func, numbers))


# %% wrong: as_completed gives the results as they arrive
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with ProcessPoolExecutor(processes) as executor:
        futures = [executor.submit(func, number) for number in numbers]
        return [future.result() for future in concurrent.futures.as_completed(futures)]


# %% wrong: the unordered results are sorted by size
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes) as pool:
        return sorted(pool.imap_unordered(func, numbers))


# %% wrong: every distinct number is computed once only
def parallel_factorials(numbers, processes=3, func=math.factorial):
    distinct = list(dict.fromkeys(numbers))
    with multiprocessing.Pool(processes) as pool:
        known = dict(zip(distinct, pool.map(func, distinct)))
    return [known[number] for number in numbers]


# %% wrong: results kept in a dict by number, duplicates collapse
def parallel_factorials(numbers, processes=3, func=math.factorial):
    results = {}
    with ProcessPoolExecutor(processes) as executor:
        for number, result in zip(numbers, executor.map(func, numbers)):
            results[number] = result
    return list(results.values())


# %% wrong: known factorials are remembered between calls
KNOWN = {}


def parallel_factorials(numbers, processes=3, func=math.factorial):
    missing = [number for number in numbers if (func, number) not in KNOWN]
    with multiprocessing.Pool(processes) as pool:
        for number, result in zip(missing, pool.map(func, missing)):
            KNOWN[func, number] = result
    return [KNOWN[func, number] for number in numbers]


# %% wrong: func is ignored, always math.factorial
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes) as pool:
        return pool.map(math.factorial, numbers)


# %% wrong: always three processes as in the example
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(3) as pool:
        return pool.map(func, numbers)


# %% wrong: one process more than asked for
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes + 1) as pool:
        return pool.map(func, numbers, chunksize=1)


# %% wrong: the parent counts as one of the processes, so one is missing
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with ProcessPoolExecutor(max_workers=max(1, processes - 1)) as executor:
        return list(executor.map(func, numbers))


# %% wrong: a process for every number, however many there are
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def answer(connection, func, number):
    try:
        reply = (func(number), None)
    except Exception as error:
        reply = (None, error)
    connection.send(reply)
    connection.close()


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    children = []
    for number in numbers:
        here, there = multiprocessing.Pipe(duplex=False)
        child = multiprocessing.Process(target=answer, args=(there, func, number))
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
    return [result for result, _ in replies]


# %% wrong: a process for every number, started and joined one after the other
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def answer(queue, func, number):
    try:
        queue.put((func(number), None))
    except Exception as error:
        queue.put((None, error))


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    results = []
    for number in numbers:
        answers = multiprocessing.Queue()
        child = multiprocessing.Process(target=answer, args=(answers, func, number))
        child.start()
        result, error = answers.get()
        child.join()
        if error is not None:
            raise error
        results.append(result)
    return results


# %% wrong: pool.apply waits for each number before the next
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes) as pool:
        return [pool.apply(func, (number,)) for number in numbers]


# %% wrong: submit and result in the same comprehension
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with ProcessPoolExecutor(processes) as executor:
        return [executor.submit(func, number).result() for number in numbers]


# %% wrong: a chunk of two keeps one of two processes idle
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes) as pool:
        return pool.map(func, numbers, chunksize=2)


# %% wrong: chunk size off by one, n numbers never reach n processes
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with ProcessPoolExecutor(processes) as executor:
        return list(executor.map(func, numbers, chunksize=len(numbers) // processes + 1))


# %% wrong: a negative number becomes None instead of an error
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def safe_call(func, number):
    try:
        return func(number)
    except ValueError:
        return None


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes) as pool:
        return pool.starmap(safe_call, [(func, number) for number in numbers])


# %% wrong: the ValueError stands in the list instead of being raised
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def call_or_error(func, number):
    try:
        return func(number)
    except Exception as error:
        return error


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes) as pool:
        return pool.starmap(call_or_error, [(func, number) for number in numbers])


# %% wrong: any error is turned into a ValueError
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes) as pool:
        try:
            return pool.map(func, numbers)
        except Exception as error:
            raise ValueError(f"cannot compute the factorials: {error}")


# %% wrong: only ValueError travels back, any other error leaves a gap
def parallel_factorials(numbers, processes=3, func=math.factorial):
    results = []
    with ProcessPoolExecutor(processes) as executor:
        for future in [executor.submit(func, number) for number in numbers]:
            error = future.exception()
            if isinstance(error, ValueError):
                raise error
            if error is None:
                results.append(future.result())
    return results


# %% wrong: a result of 0 is taken for a missing one
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes) as pool:
        return [result for result in pool.map(func, numbers) if result]


# %% wrong: close and join are skipped when func raises
def parallel_factorials(numbers, processes=3, func=math.factorial):
    pool = multiprocessing.Pool(processes)
    results = pool.map(func, numbers)
    pool.close()
    pool.join()
    return results


# %% wrong: the executor is shut down without waiting for its processes
def parallel_factorials(numbers, processes=3, func=math.factorial):
    executor = ProcessPoolExecutor(max_workers=processes)
    try:
        return list(executor.map(func, numbers))
    finally:
        executor.shutdown(wait=False)


# %% wrong: the executor is never shut down
def parallel_factorials(numbers, processes=3, func=math.factorial):
    executor = ProcessPoolExecutor(max_workers=processes)
    futures = [executor.submit(func, number) for number in numbers]
    concurrent.futures.wait(futures)
    return [future.result() for future in futures]


# %% wrong: a global pool is kept for the next call
POOLS = {}


def parallel_factorials(numbers, processes=3, func=math.factorial):
    if processes not in POOLS:
        POOLS[processes] = multiprocessing.Pool(processes)
    return POOLS[processes].map(func, numbers)


# %% wrong: empty input asks for a pool of 0 processes
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(min(processes, len(numbers))) as pool:
        return pool.map(func, numbers)


# %% wrong: the numbers are handed out by popping them from the caller's list
def parallel_factorials(numbers, processes=3, func=math.factorial):
    if not isinstance(numbers, list):
        numbers = list(numbers)
    pending = []
    with multiprocessing.Pool(processes) as pool:
        while numbers:
            pending.append(pool.apply_async(func, (numbers.pop(0),)))
        return [one.get() for one in pending]


# %% wrong: the caller's list is sorted to start with the largest number
def parallel_factorials(numbers, processes=3, func=math.factorial):
    order = list(numbers)
    if isinstance(numbers, list):
        numbers.sort(reverse=True)
    with multiprocessing.Pool(processes) as pool:
        by_size = sorted(range(len(order)), key=lambda index: -order[index])
        results = [None] * len(order)
        for index, result in zip(by_size, pool.imap(func, [order[index] for index in by_size])):
            results[index] = result
    return results


# %% wrong: results travel as text, which int() refuses beyond 4300 digits
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def as_text(func, number):
    return str(func(number))


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes) as pool:
        return [int(text) for text in pool.starmap(as_text, [(func, number) for number in numbers])]


# %% wrong: results are stored in a shared array of 64-bit integers
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def connect(array):
    global shared
    shared = array


def store(index, func, number):
    shared[index] = func(number)


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    array = multiprocessing.Array("q", len(numbers))
    with multiprocessing.Pool(processes, initializer=connect, initargs=(array,)) as pool:
        pool.starmap(store, [(index, func, number) for index, number in enumerate(numbers)], chunksize=1)
    return list(array)


# %% wrong: the processes are joined before the queue is drained, large results block
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def stripe(answers, func, indexed):
    for index, number in indexed:
        try:
            answers.put((index, func(number), None))
        except Exception as error:
            answers.put((index, None, error))


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    answers = multiprocessing.Queue()
    indexed = list(enumerate(numbers))
    children = [
        multiprocessing.Process(target=stripe, args=(answers, func, indexed[start::processes]))
        for start in range(processes)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    results = {}
    for _ in indexed:
        index, result, error = answers.get()
        if error is not None:
            raise error
        results[index] = result
    return [results[index] for index, _ in indexed]


# %% wrong: a child sends into a pipe that is read after its join only
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def stripe(connection, func, numbers):
    try:
        reply = ([func(number) for number in numbers], None)
    except Exception as error:
        reply = (None, error)
    connection.send(reply)


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    children = []
    for start in range(processes):
        here, there = multiprocessing.Pipe(duplex=False)
        child = multiprocessing.Process(target=stripe, args=(there, func, list(numbers[start::processes])))
        child.start()
        children.append((child, here))
    for child, _ in children:
        child.join()
    replies = [here.recv() for _, here in children]
    results = [None] * len(numbers)
    for start, (values, error) in enumerate(replies):
        if error is not None:
            raise error
        results[start::processes] = values
    return results


# %% wrong: workers look with empty() and then get(), and two want the last number
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def worker(tasks, answers, func):
    while not tasks.empty():
        index, number = tasks.get()
        try:
            answers.put((index, func(number), None))
        except Exception as error:
            answers.put((index, None, error))


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    tasks, answers = multiprocessing.SimpleQueue(), multiprocessing.SimpleQueue()
    feeder = threading.Thread(target=lambda: [tasks.put(task) for task in enumerate(numbers)])
    children = [multiprocessing.Process(target=worker, args=(tasks, answers, func)) for _ in range(processes)]
    feeder.start()
    for child in children:
        child.start()
    replies = sorted((answers.get() for _ in numbers), key=lambda reply: reply[0])
    feeder.join()
    for child in children:
        child.join()
    for _, _, error in replies:
        if error is not None:
            raise error
    return [result for _, result, _ in replies]


# %% wrong: only one sentinel for all workers, the others wait for ever
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def worker(tasks, answers, func):
    for index, number in iter(tasks.get, None):
        try:
            answers.put((index, func(number), None))
        except Exception as error:
            answers.put((index, None, error))


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    tasks, answers = multiprocessing.Queue(), multiprocessing.SimpleQueue()
    children = [multiprocessing.Process(target=worker, args=(tasks, answers, func)) for _ in range(processes)]
    for child in children:
        child.start()
    for task in enumerate(numbers):
        tasks.put(task)
    tasks.put(None)
    replies = sorted((answers.get() for _ in numbers), key=lambda reply: reply[0])
    for child in children:
        child.join()
    tasks.close()
    tasks.join_thread()
    for _, _, error in replies:
        if error is not None:
            raise error
    return [result for _, result, _ in replies]


# %% wrong: a worker dies of the error of func and its answer never comes
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def worker(tasks, answers, func):
    while True:
        task = tasks.get()
        if task is None:
            return
        index, number = task
        answers.put((index, func(number)))


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    tasks, answers = multiprocessing.Queue(), multiprocessing.SimpleQueue()
    children = [multiprocessing.Process(target=worker, args=(tasks, answers, func)) for _ in range(processes)]
    for child in children:
        child.start()
    for task in enumerate(numbers):
        tasks.put(task)
    for _ in children:
        tasks.put(None)
    results = dict(answers.get() for _ in numbers)
    for child in children:
        child.join()
    tasks.close()
    tasks.join_thread()
    return [results[index] for index in range(len(numbers))]


# %% wrong: the error is raised before the other workers are told to stop
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def worker(tasks, answers, func):
    while True:
        task = tasks.get()
        if task is None:
            return
        index, number = task
        try:
            answers.put((index, func(number), None))
        except Exception as error:
            answers.put((index, None, error))


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    tasks, answers = multiprocessing.Queue(), multiprocessing.SimpleQueue()
    children = [
        multiprocessing.Process(target=worker, args=(tasks, answers, func), daemon=True) for _ in range(processes)
    ]
    for child in children:
        child.start()
    for task in enumerate(numbers):
        tasks.put(task)
    results = [None] * len(numbers)
    for _ in numbers:
        index, result, error = answers.get()
        if error is not None:
            raise error
        results[index] = result
    for _ in children:
        tasks.put(None)
    for child in children:
        child.join()
    tasks.close()
    tasks.join_thread()
    return results


# %% wrong: daemon workers are left waiting on the queue
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def worker(tasks, answers, func):
    while True:
        index, number = tasks.get()
        try:
            answers.put((index, func(number), None))
        except Exception as error:
            answers.put((index, None, error))


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    tasks, answers = multiprocessing.Queue(), multiprocessing.SimpleQueue()
    for _ in range(processes):
        multiprocessing.Process(target=worker, args=(tasks, answers, func), daemon=True).start()
    for task in enumerate(numbers):
        tasks.put(task)
    results, errors = [None] * len(numbers), []
    for _ in numbers:
        index, result, error = answers.get()
        results[index] = result
        if error is not None:
            errors.append(error)
    tasks.close()
    tasks.join_thread()
    if errors:
        raise errors[0]
    return results


# %% wrong: a second without an answer is taken for the end, slow numbers are lost
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def worker(tasks, answers, func):
    for index, number in iter(tasks.get, None):
        try:
            answers.put((index, func(number), None))
        except Exception as error:
            answers.put((index, None, error))


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    tasks, answers = multiprocessing.Queue(), multiprocessing.Queue()
    children = [multiprocessing.Process(target=worker, args=(tasks, answers, func)) for _ in range(processes)]
    for child in children:
        child.start()
    for task in [*enumerate(numbers), *[None] * processes]:
        tasks.put(task)
    replies = []
    while len(replies) < len(numbers):
        try:
            replies.append(answers.get(timeout=1))
        except queue.Empty:
            break
    for child in children:
        child.join()
    tasks.close()
    tasks.join_thread()
    for _, _, error in replies:
        if error is not None:
            raise error
    return [result for _, result, _ in sorted(replies, key=lambda reply: reply[0])]


# %% wrong: gives up with a TimeoutError when a number takes more than a second
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes) as pool:
        pending = [pool.apply_async(func, (number,)) for number in numbers]
        return [one.get(timeout=1) for one in pending]


# %% wrong: returns the tuple that was built instead of a list
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes) as pool:
        return tuple(pool.map(func, numbers))


# %% wrong: returns the executor's generator
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with ProcessPoolExecutor(processes) as executor:
        return executor.map(func, numbers)


# %% wrong: whole chunks only, the remainder of the division is lost
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def all_of(func, numbers):
    return [func(number) for number in numbers]


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    size = max(1, len(numbers) // processes)
    with multiprocessing.Pool(processes) as pool:
        chunks = [(func, numbers[start * size : (start + 1) * size]) for start in range(processes)]
        return [result for chunk in pool.starmap(all_of, chunks, chunksize=1) for result in chunk]


# %% wrong: one lock around func lets a single process work at a time
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def connect(shared_lock):
    global lock
    lock = shared_lock


def locked_call(func, number):
    with lock:
        return func(number)


# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes, initializer=connect, initargs=(multiprocessing.Lock(),)) as pool:
        return pool.starmap(locked_call, [(func, number) for number in numbers], chunksize=1)


# %% wrong: a nested function as the pool's task cannot be imported by the workers
def parallel_factorials(numbers, processes=3, func=math.factorial):
    def task(number):
        return func(number)

    with multiprocessing.Pool(processes) as pool:
        return pool.map(task, numbers)


# %% right: processes by hand, in groups (processes)
# %%% q3-factorials-worker
# %%module q3_factorials_worker
def compute(results, position, func, number):
    try:
        results.put((position, func(number), None))
    except Exception as error:
        results.put((position, None, error))

# %%% q3-factorials
def parallel_factorials(numbers, processes=3, func=math.factorial):
    found, errors = {}, []
    results = multiprocessing.Queue()
    jobs = list(enumerate(numbers))
    for start in range(0, len(jobs), processes):
        group = [
            multiprocessing.Process(target=compute, args=(results, position, func, number))
            for position, number in jobs[start : start + processes]
        ]
        for process in group:
            process.start()
        for _ in group:
            position, value, error = results.get()
            found[position] = value
            if error is not None:
                errors.append(error)
        for process in group:
            process.join()
    if errors:
        raise errors[0]
    return [found[position] for position in range(len(jobs))]


# %% right: an executor, futures (styles)
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with ProcessPoolExecutor(processes) as pool:
        return [future.result() for future in [pool.submit(func, n) for n in numbers]]


# %% wrong: the first in the notebook's own process
def parallel_factorials(numbers, processes=3, func=math.factorial):
    if not numbers:
        return []
    first = func(numbers[0])
    with multiprocessing.Pool(processes) as pool:
        return [first, *pool.map(func, numbers[1:])]


# %% wrong: one process at a time
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes) as pool:
        return [pool.apply(func, (n,)) for n in numbers]


# %% wrong: None for a negative number
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with ProcessPoolExecutor(processes) as pool:
        futures = [pool.submit(func, n) for n in numbers]
    return [None if future.exception() else future.result() for future in futures]


# %% right: imap, each result is put into its place as it comes
def parallel_factorials(numbers, processes=3, func=math.factorial):
    results = [None] * len(numbers)
    with multiprocessing.Pool(processes) as pool:
        for index, result in enumerate(pool.imap(func, numbers)):
            results[index] = result
    return results
