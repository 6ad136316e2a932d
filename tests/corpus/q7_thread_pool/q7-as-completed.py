"""q7-as-completed: other right solutions, and wrong ones with one flaw each."""

# %% right: a dict from each future to its number, as_completed, all inside with
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        number_of = {pool.submit(func, n): n for n in numbers}
        for future in as_completed(number_of):
            yield number_of[future], future.result()


# %% right: shutdown in a finally clause that cancels what has not begun
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    pool = ThreadPoolExecutor(max_workers=max_workers)
    try:
        futures = {}
        for number in numbers:
            future = pool.submit(func, number)
            futures[future] = number
        for future in as_completed(futures):
            yield (futures[future], future.result())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


# %% right: the call itself returns the pair
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    def pair(n):
        return n, func(n)

    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(pair, n) for n in numbers]
        yield from (future.result() for future in as_completed(futures))


# %% right: wait(FIRST_COMPLETED) until nothing is pending
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        number_of = {pool.submit(func, n): n for n in numbers}
        pending = set(number_of)
        while pending:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                yield number_of[future], future.result()


# %% right: done-callbacks put the futures into a queue, as many are taken out as were submitted
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    finished = queue.SimpleQueue()
    with ThreadPoolExecutor(max_workers) as pool:
        number_of = {}
        for n in numbers:
            number_of[pool.submit(func, n)] = n
        for future in number_of:
            future.add_done_callback(finished.put)
        for _ in range(len(number_of)):
            future = finished.get()
            yield number_of[future], future.result()


# %% right: max_workers long jobs on two queues, an event stops them when the generator is closed
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    todo = queue.Queue()
    for n in numbers:
        todo.put(n)
    count = todo.qsize()
    outcomes = queue.Queue()
    stop = threading.Event()

    def work():
        while not stop.is_set():
            try:
                n = todo.get_nowait()
            except queue.Empty:
                return
            try:
                outcomes.put((n, func(n), None))
            except Exception as error:
                outcomes.put((n, None, error))

    with ThreadPoolExecutor(max_workers) as pool:
        for _ in range(max_workers):
            pool.submit(work)
        try:
            for _ in range(count):
                n, value, error = outcomes.get()
                if error is not None:
                    raise error
                yield n, value
        finally:
            stop.set()


# %% right: an ExitStack, and the number is an attribute of the future
from contextlib import ExitStack


def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(max_workers))
        futures = []
        for number in numbers:
            future = pool.submit(func, number)
            future.number = number
            stack.callback(future.cancel)
            futures.append(future)
        for future in as_completed(futures):
            yield future.number, future.result()


# %% right: a hand-written context manager for the pool, and yield from a helper generator
from contextlib import contextmanager


@contextmanager
def pool_of(max_workers):
    pool = ThreadPoolExecutor(max_workers)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def pairs_as_completed(number_of):
    for future in as_completed(number_of):
        yield number_of[future], future.result()


def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with pool_of(max_workers) as pool:
        yield from pairs_as_completed({pool.submit(func, n): n for n in numbers})


# %% right: a condition guards a deque of finished calls
from collections import deque


def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    ready = deque()
    news = threading.Condition()

    def job(n):
        value = error = None
        try:
            value = func(n)
        except Exception as caught:
            error = caught
        with news:
            ready.append((n, value, error))
            news.notify()

    with ThreadPoolExecutor(max_workers) as pool:
        missing = 0
        for n in numbers:
            pool.submit(job, n)
            missing += 1
        while missing:
            with news:
                while not ready:
                    news.wait()
                n, value, error = ready.popleft()
            missing -= 1
            if error is not None:
                raise error
            yield n, value


# %% right: a subclass of the executor that yields pairs
class PairPool(ThreadPoolExecutor):
    def pairs(self, func, items):
        item_of = {self.submit(func, item): item for item in items}
        for future in concurrent.futures.as_completed(item_of):
            yield item_of[future], future.result()


def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with PairPool(max_workers) as pool:
        for pair in pool.pairs(func, numbers):
            yield pair


# %% right: no more threads than numbers, nothing at all for no numbers, annotated
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future


def factorials_as_completed(
    numbers: Sequence[int], max_workers: int = 3, func: Callable[[int], int] = math.factorial
) -> Iterator[tuple[int, int]]:
    if not numbers:
        return
    with ThreadPoolExecutor(max_workers=min(max_workers, len(numbers))) as pool:
        jobs: dict[Future, int] = {}
        for number in numbers:
            jobs[pool.submit(func, number)] = number
        for job in as_completed(jobs):
            result = job.result()
            yield jobs[job], result


# %% right: a thread for each number in the pool, bounded by a semaphore, end mark after the last
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    gate = threading.Semaphore(max_workers)
    outcomes = queue.SimpleQueue()

    def bounded(n):
        with gate:
            try:
                outcome = n, func(n), None
            except Exception as error:
                outcome = n, None, error
        outcomes.put(outcome)

    numbers = tuple(numbers)
    with ThreadPoolExecutor(max(1, len(numbers))) as pool:
        for n in numbers:
            pool.submit(bounded, n)
        for _ in numbers:
            n, value, error = outcomes.get()
            if error is not None:
                raise error
            yield n, value


# %% wrong: the pairs come in the order of the numbers
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        for n, value in zip(numbers, pool.map(func, numbers)):
            yield n, value


# %% wrong: waits for all results before it yields the first
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    pairs = []
    with ThreadPoolExecutor(max_workers) as pool:
        number_of = {pool.submit(func, n): n for n in numbers}
        for future in as_completed(number_of):
            pairs.append((number_of[future], future.result()))
    yield from pairs


# %% wrong: as_completed stands after the with block, which waits for everything
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        number_of = {pool.submit(func, n): n for n in numbers}
    for future in as_completed(number_of):
        yield number_of[future], future.result()


# %% wrong: FIRST_EXCEPTION waits for all calls unless one fails
from concurrent.futures import FIRST_EXCEPTION


def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        number_of = {pool.submit(func, n): n for n in numbers}
        pending = set(number_of)
        while pending:
            done, pending = wait(pending, return_when=FIRST_EXCEPTION)
            for future in done:
                yield number_of[future], future.result()


# %% wrong: takes one future out of the done ones and forgets the others that finished with it
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        number_of = {pool.submit(func, n): n for n in numbers}
        pending = set(number_of)
        while pending:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            future = done.pop()
            yield number_of[future], future.result()


# %% wrong: zips the numbers with the futures in the order of completion
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(func, n) for n in numbers]
        for n, future in zip(numbers, as_completed(futures)):
            yield n, future.result()


# %% wrong: a dict by number loses the futures of duplicates
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        future_of = {n: pool.submit(func, n) for n in numbers}
        number_of = {future: n for n, future in future_of.items()}
        for future in as_completed(number_of):
            yield number_of[future], future.result()


# %% wrong: one call for equal numbers, its pair is yielded several times
from collections import Counter


def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    times = Counter(numbers)
    with ThreadPoolExecutor(max_workers) as pool:
        number_of = {pool.submit(func, n): n for n in times}
        for future in as_completed(number_of):
            n = number_of[future]
            for _ in range(times[n]):
                yield n, future.result()


# %% wrong: a pair that was seen before is not yielded again
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    seen = set()
    with ThreadPoolExecutor(max_workers) as pool:
        number_of = {pool.submit(func, n): n for n in numbers}
        for future in as_completed(number_of):
            pair = number_of[future], future.result()
            if pair not in seen:
                seen.add(pair)
                yield pair


# %% wrong: each group of max_workers waits for the slowest of the group before
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        for start in range(0, len(numbers), max_workers):
            number_of = {pool.submit(func, n): n for n in numbers[start : start + max_workers]}
            for future in as_completed(number_of):
                yield number_of[future], future.result()


# %% wrong: submits a number and waits for it, one call at a time
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        for n in numbers:
            future = pool.submit(func, n)
            yield n, future.result()


# %% wrong: imap_unordered of multiprocessing's ThreadPool instead of a ThreadPoolExecutor
from multiprocessing.pool import ThreadPool


def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    pool = ThreadPool(max_workers)
    try:
        yield from pool.imap_unordered(lambda n: (n, func(n)), numbers)
    finally:
        pool.close()
        pool.join()


# %% wrong: the pool has its default size
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor() as pool:
        number_of = {pool.submit(func, n): n for n in numbers}
        for future in as_completed(number_of):
            yield number_of[future], future.result()


# %% wrong: one spare worker more than max_workers
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers + 1) as pool:
        number_of = {pool.submit(func, n): n for n in numbers}
        for future in as_completed(number_of):
            yield number_of[future], future.result()


# %% wrong: shutdown only after the last pair, not after an error or an early close
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    pool = ThreadPoolExecutor(max_workers)
    number_of = {pool.submit(func, n): n for n in numbers}
    for future in as_completed(number_of):
        yield number_of[future], future.result()
    pool.shutdown()


# %% wrong: closing cancels what has not begun, but does not wait for the running calls
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    pool = ThreadPoolExecutor(max_workers)
    try:
        number_of = {pool.submit(func, n): n for n in numbers}
        for future in as_completed(number_of):
            yield number_of[future], future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


# %% wrong: the pool starts at the call, and a generator closed before its first pair never ends it
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    pool = ThreadPoolExecutor(max_workers)
    number_of = {pool.submit(func, n): n for n in numbers}

    def pairs():
        with pool:
            for future in as_completed(number_of):
                yield number_of[future], future.result()

    return pairs()


# %% wrong: a background thread holds the pool, nobody joins it when the generator is closed
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    END = object()
    outcomes = queue.SimpleQueue()

    def job(n):
        try:
            outcomes.put((n, func(n), None))
        except Exception as error:
            outcomes.put((n, None, error))

    def run_pool():
        with ThreadPoolExecutor(max_workers) as pool:
            for n in numbers:
                pool.submit(job, n)
        outcomes.put(END)

    runner = threading.Thread(target=run_pool, daemon=True)
    runner.start()
    while (outcome := outcomes.get()) is not END:
        n, value, error = outcome
        if error is not None:
            raise error
        yield n, value
    runner.join()


# %% wrong: workers block on a bounded queue, closing early waits for them for ever
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    finished = queue.Queue(maxsize=1)

    def job(n):
        try:
            outcome = n, func(n), None
        except Exception as error:
            outcome = n, None, error
        finished.put(outcome)

    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(job, n) for n in numbers]
        for _ in futures:
            n, value, error = finished.get()
            if error is not None:
                raise error
            yield n, value


# %% wrong: a failed call is printed and skipped
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        number_of = {pool.submit(func, n): n for n in numbers}
        for future in as_completed(number_of):
            try:
                result = future.result()
            except Exception as error:
                print(f"{number_of[future]} failed: {error!r}")
            else:
                yield number_of[future], result


# %% wrong: a bare except around the yield catches the close and goes on
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    errors = []
    with ThreadPoolExecutor(max_workers) as pool:
        number_of = {pool.submit(func, n): n for n in numbers}
        for future in as_completed(number_of):
            try:
                yield number_of[future], future.result()
            except:  # noqa: E722
                errors.append(future.exception())
    if errors:
        raise errors[0]


# %% wrong: yields the exception as if it were the factorial
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    def attempt(n):
        try:
            return n, func(n)
        except Exception as error:
            return n, error

    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(attempt, n) for n in numbers]
        for future in as_completed(futures):
            yield future.result()


# %% wrong: the error arrives as a new ValueError with another text
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        number_of = {pool.submit(func, n): n for n in numbers}
        for future in as_completed(number_of):
            if future.exception() is not None:
                raise ValueError(f"no factorial of {number_of[future]}") from future.exception()
            yield number_of[future], future.result()


# %% wrong: only successful calls report, after an error the consumer waits for ever
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    finished = queue.Queue()

    def job(n):
        finished.put((n, func(n)))

    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(job, n) for n in numbers]
        for _ in futures:
            yield finished.get()
        for future in futures:
            future.result()


# %% wrong: the last call counts itself done before it puts its pair, which can be missed
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    finished = queue.SimpleQueue()
    lock = threading.Lock()
    running = len(numbers)

    def report(future):
        nonlocal running
        with lock:
            running -= 1
        finished.put(future)

    with ThreadPoolExecutor(max_workers) as pool:
        number_of = {pool.submit(func, n): n for n in numbers}
        for future in list(number_of):
            future.add_done_callback(report)
        while running > 0 or not finished.empty():
            future = finished.get()
            yield number_of[future], future.result()


# %% wrong: stops when all futures are done, although a callback may still have a pair in its hands
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    finished = queue.SimpleQueue()
    with ThreadPoolExecutor(max_workers) as pool:
        number_of = {pool.submit(func, n): n for n in numbers}
        for future in number_of:
            future.add_done_callback(finished.put)
        while not (all(future.done() for future in number_of) and finished.empty()):
            future = finished.get()
            yield number_of[future], future.result()


# %% wrong: one module-level queue for all generators
_finished = queue.SimpleQueue()


def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    def job(n):
        try:
            _finished.put((n, func(n), None))
        except Exception as error:
            _finished.put((n, None, error))

    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(job, n) for n in numbers]
        for _ in futures:
            n, value, error = _finished.get()
            if error is not None:
                raise error
            yield n, value


# %% wrong: the dict of futures is a mutable default and keeps those of earlier calls
def factorials_as_completed(numbers, max_workers=3, func=math.factorial, number_of={}):
    with ThreadPoolExecutor(max_workers) as pool:
        for n in numbers:
            number_of[pool.submit(func, n)] = n
        for future in as_completed(number_of):
            yield number_of[future], future.result()


# %% wrong: the lambda takes the loop variable when it runs, not when it is submitted
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    futures = []
    with ThreadPoolExecutor(max_workers) as pool:
        for n in numbers:
            futures.append(pool.submit(lambda: (n, func(n))))
        for future in as_completed(futures):
            yield future.result()


# %% wrong: yields from a loop that asks done() only once for each future
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        number_of = {pool.submit(func, n): n for n in numbers}
        wait(number_of, return_when=FIRST_COMPLETED)
        for future, n in number_of.items():
            if future.done():
                yield n, future.result()


# %% wrong: gives up when no call finishes within a second
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    finished = queue.SimpleQueue()
    with ThreadPoolExecutor(max_workers) as pool:
        number_of = {pool.submit(func, n): n for n in numbers}
        for future in number_of:
            future.add_done_callback(finished.put)
        for _ in number_of:
            try:
                future = finished.get(timeout=1)
            except queue.Empty:
                return
            yield number_of[future], future.result()


# %% wrong: the caller's thread computes the first number itself
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        number_of = {pool.submit(func, n): n for n in numbers[1:]}
        if numbers:
            yield numbers[0], func(numbers[0])
        for future in as_completed(number_of):
            yield number_of[future], future.result()


# %% wrong: after an error the generator just ends
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        number_of = {pool.submit(func, n): n for n in numbers}
        for future in as_completed(number_of):
            if future.exception() is not None:
                return
            yield number_of[future], future.result()


# %% wrong: no numbers make a pool of 0 workers, a ValueError for the consumer
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(min(max_workers, len(numbers))) as pool:
        number_of = {pool.submit(func, n): n for n in numbers}
        for future in as_completed(number_of):
            yield number_of[future], future.result()


# %% right: finished futures come through a queue (queue)
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    finished = queue.Queue()
    pool = ThreadPoolExecutor(max_workers)
    try:
        count = 0
        for number in numbers:
            future = pool.submit(func, number)
            future.add_done_callback(lambda future, number=number: finished.put((number, future)))
            count += 1
        for _ in range(count):
            number, future = finished.get()
            yield number, future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


# %% right: wait for the first, again and again (styles)
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with concurrent.futures.ThreadPoolExecutor(max_workers) as executor:
        pending = {executor.submit(func, number): number for number in numbers}
        while pending:
            done, _ = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                yield pending.pop(future), future.result()


# %% wrong: in the order of the numbers
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        yield from zip(numbers, pool.map(func, numbers))


# %% wrong: a dict loses the duplicates
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = {n: pool.submit(func, n) for n in numbers}
        back = {future: n for n, future in futures.items()}
        for future in as_completed(back):
            yield back[future], future.result()


# %% wrong: collects everything first
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = {pool.submit(func, n): n for n in numbers}
    return iter([(futures[f], f.result()) for f in as_completed(futures)])


# %% right: a window of max_workers futures, refilled when the consumer asks for the next pair
import itertools


def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    numbers, window = iter(numbers), {}
    with ThreadPoolExecutor(max_workers) as pool:

        def refill():
            for number in itertools.islice(numbers, max_workers - len(window)):
                window[pool.submit(func, number)] = number

        refill()
        while window:
            for future in wait(window, return_when=FIRST_COMPLETED).done:
                number = window.pop(future)
                refill()
                yield number, future.result()


# %% right: a window that is refilled before the pairs of the finished calls are yielded
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    source = iter(numbers)
    flying = {}
    ready = []

    def fill(pool):
        while len(flying) < max_workers:
            try:
                number = next(source)
            except StopIteration:
                return
            flying[pool.submit(func, number)] = number

    with ThreadPoolExecutor(max_workers) as pool:
        fill(pool)
        while flying:
            for future in wait(flying, return_when=FIRST_COMPLETED).done:
                ready.append((flying.pop(future), future))
            fill(pool)
            while ready:
                number, future = ready.pop(0)
                yield number, future.result()


# %% right: asyncio in a helper thread, whose executor makes the calls; the pairs come through a queue
import asyncio


def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    numbers, reports = list(numbers), queue.Queue()

    async def one(pool, number):
        try:
            value = await asyncio.get_running_loop().run_in_executor(pool, func, number)
        except Exception as error:
            reports.put((number, None, error))
        else:
            reports.put((number, value, None))

    async def everything(pool):
        await asyncio.gather(*(one(pool, number) for number in numbers))

    with ThreadPoolExecutor(max_workers) as pool:
        runner = threading.Thread(target=lambda: asyncio.run(everything(pool)))
        runner.start()
        try:
            for _ in numbers:
                number, value, error = reports.get()
                if error is not None:
                    raise error
                yield number, value
        finally:
            runner.join()


# %% wrong: takes max_workers numbers, yields all of their pairs, and only then takes the next ones
import itertools


def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    numbers = iter(numbers)
    with ThreadPoolExecutor(max_workers) as pool:
        while batch := list(itertools.islice(numbers, max_workers)):
            futures = {pool.submit(func, number): number for number in batch}
            for future in as_completed(futures):
                yield futures[future], future.result()


# %% wrong: a list is emptied by pop(0), the consumer's numbers are gone
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    if not isinstance(numbers, list):
        numbers = list(numbers)
    futures = {}
    with ThreadPoolExecutor(max_workers) as pool:
        while numbers:
            number = numbers.pop(0)
            futures[pool.submit(func, number)] = number
        for future in as_completed(futures):
            yield futures[future], future.result()
