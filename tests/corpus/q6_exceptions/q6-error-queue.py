"""q6-error-queue: other right solutions, and wrong ones with one flaw each."""

# %% right: join all threads, then take as many as qsize() says
def collect_errors(tasks):
    errors = queue.Queue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted((errors.get() for _ in range(errors.qsize())), key=lambda pair: pair[0])


# %% right: a SimpleQueue, emptied with empty() after the joins
import queue
import threading
from operator import itemgetter


def collect_errors(tasks):
    reports = queue.SimpleQueue()

    def guarded(index):
        try:
            tasks[index]()
        except Exception as exc:
            reports.put((index, exc))

    workers = [threading.Thread(target=guarded, args=(index,)) for index in range(len(tasks))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    found = []
    while not reports.empty():
        found.append(reports.get_nowait())
    found.sort(key=itemgetter(0))
    return found


# %% right: every thread reports, with None for no error, and as many reports are taken as there are threads
import queue
import threading


def collect_errors(tasks):
    reports = queue.Queue()

    def work(index, task):
        error = None
        try:
            task()
        except Exception as caught:
            error = caught
        finally:
            reports.put((index, error))

    threads = []
    for index, task in enumerate(tasks):
        thread = threading.Thread(target=work, args=(index, task))
        thread.start()
        threads.append(thread)
    errors = {}
    for _ in threads:
        index, error = reports.get()
        if error is not None:
            errors[index] = error
    for thread in threads:
        thread.join()
    return sorted(errors.items(), key=lambda item: item[0])


# %% right: a LifoQueue emptied with get_nowait until Empty
import queue
import threading


def collect_errors(tasks):
    stack = queue.LifoQueue()

    def work(number, task):
        try:
            task()
        except Exception as error:
            stack.put_nowait((number, error))

    threads = [threading.Thread(target=work, args=(n, t), daemon=True) for n, t in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    collected = []
    try:
        while True:
            collected.append(stack.get_nowait())
    except queue.Empty:
        pass
    return sorted(collected, key=lambda pair: pair[0])


# %% right: a PriorityQueue, whose entries differ in their index already
import queue
import threading


def collect_errors(tasks):
    ranked = queue.PriorityQueue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            ranked.put((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [ranked.get() for _ in range(ranked.qsize())]


# %% right: a supervisor thread that reads up to a sentinel, which is put after the last join
import queue
import threading


def collect_errors(tasks):
    mailbox = queue.Queue()
    end = object()
    errors = []

    def work(index, task):
        try:
            task()
        except Exception as error:
            mailbox.put((index, error))

    def supervise():
        while True:
            message = mailbox.get()
            if message is end:
                break
            errors.append(message)

    supervisor = threading.Thread(target=supervise, name="supervisor")
    supervisor.start()
    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    mailbox.put(end)
    supervisor.join()
    errors.sort(key=lambda pair: pair[0])
    return errors


# %% right: a collector with task_done, joined through the queue and then ended
import queue
import threading


def collect_errors(tasks):
    inbox = queue.Queue()
    errors = {}

    def collector():
        for index, error in iter(inbox.get, None):
            errors[index] = error
            inbox.task_done()

    def work(index, task):
        try:
            task()
        except Exception as error:
            inbox.put((index, error))

    reader = threading.Thread(target=collector)
    reader.start()
    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    inbox.join()
    inbox.put(None)
    reader.join()
    return [(index, errors[index]) for index in range(len(tasks)) if index in errors]


# %% right: each thread ends with a sentinel of its own, and the caller counts them while it reads
import queue
import threading

DONE = object()


def collect_errors(tasks):
    channel = queue.Queue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            channel.put((index, error))
        finally:
            channel.put(DONE)

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    running = len(threads)
    errors = []
    while running:
        message = channel.get()
        if message is DONE:
            running -= 1
        else:
            errors.append(message)
    for thread in threads:
        thread.join()
    return sorted(errors, key=lambda pair: pair[0])


# %% right: a Thread subclass, a queue with room for every task, and tuples sorted as they are
import queue
import threading


class Reporter(threading.Thread):
    def __init__(self, index, task, errors):
        super().__init__(name=f"task {index}")
        self._index = index
        self._task = task
        self._errors = errors

    def run(self):
        try:
            self._task()
        except Exception as error:
            self._errors.put((self._index, error))


def collect_errors(tasks):
    errors = queue.Queue(maxsize=len(tasks))
    threads = [Reporter(index, task, errors) for index, task in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pairs = []
    while errors.qsize() > 0:
        pairs.append(errors.get())
    return sorted(pairs)  # the indexes differ, so no errors are compared


# %% right: a subclass of Queue that reports and drains, annotated
import queue
import threading
from collections.abc import Callable, Iterator, Sequence


class ErrorQueue(queue.Queue):
    """A queue of (index, error) pairs."""

    def run(self, index: int, task: Callable[[], object]) -> None:
        try:
            task()
        except Exception as error:  # noqa: BLE001 - that is its purpose
            self.put((index, error))

    def drain(self) -> Iterator[tuple[int, Exception]]:
        """Yield what is there; call it when nobody puts any more."""
        while True:
            try:
                yield self.get_nowait()
            except queue.Empty:
                return


def collect_errors(tasks: Sequence[Callable[[], object]]) -> list[tuple[int, Exception]]:
    """Run each task in a thread of its own and return the errors by index."""
    errors = ErrorQueue()
    threads = [threading.Thread(target=errors.run, args=(i, task)) for i, task in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(errors.drain(), key=lambda pair: pair[0])


# %% right: a context manager that reports into the queue, and a barrier for a common start
import queue
import threading
from contextlib import contextmanager


@contextmanager
def reporting(errors, index):
    try:
        yield
    except Exception as error:
        errors.put((index, error))


def collect_errors(tasks):
    if not tasks:
        return []
    errors = queue.Queue()
    start = threading.Barrier(len(tasks))

    def work(index):
        start.wait()
        with reporting(errors, index):
            tasks[index]()

    threads = [threading.Thread(target=work, args=(index,)) for index in range(len(tasks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    errors.put(None)
    return sorted(iter(errors.get, None), key=lambda pair: pair[0])


# %% right: a queue with a single place for each task, asked in order
import queue
import threading


def collect_errors(tasks):
    boxes = [queue.Queue(maxsize=1) for _ in tasks]

    def work(index, task, box):
        try:
            task()
        except Exception as error:
            box.put((index, error))

    threads = []
    for index, (task, box) in enumerate(zip(tasks, boxes)):
        threads.append(threading.Thread(target=work, args=(index, task, box)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [box.get() for box in boxes if not box.empty()]


# %% right: a single-thread executor for each task, whose wrapper reports into the queue
import queue
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack


def collect_errors(tasks):
    errors = queue.Queue()

    def attempt(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    with ExitStack() as stack:
        for index, task in enumerate(tasks):
            stack.enter_context(ThreadPoolExecutor(1)).submit(attempt, index, task)
    pairs = [errors.get_nowait() for _ in range(errors.qsize())]
    return sorted(pairs, key=lambda pair: pair[0])


# %% right: beginner style, long-winded, sorted by hand
import queue
import threading


def collect_errors(tasks):
    error_queue = queue.Queue()
    thread_list = []

    def run_task(number, the_task):
        try:
            the_task()
        except Exception as e:
            entry = (number, e)
            error_queue.put(entry)

    number = 0
    for the_task in tasks:
        t = threading.Thread(target=run_task, args=(number, the_task))
        thread_list.append(t)
        number = number + 1
    for t in thread_list:
        t.start()
    for t in thread_list:
        t.join()
    entries = []
    while error_queue.empty() == False:
        entries.append(error_queue.get())
    sorted_entries = []
    for i in range(len(tasks)):
        for entry in entries:
            if entry[0] == i:
                sorted_entries.append(entry)
    return sorted_entries


# %% wrong: it waits for as many errors as there are tasks
def collect_errors(tasks):
    errors = queue.Queue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted((errors.get() for _ in tasks), key=lambda pair: pair[0])


# %% wrong: it reads until no error has come for a second, and a later one is lost
def collect_errors(tasks):
    errors = queue.Queue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    found = []
    while True:
        try:
            found.append(errors.get(timeout=1))
        except queue.Empty:
            break
    for thread in threads:
        thread.join()
    return sorted(found, key=lambda pair: pair[0])


# %% wrong: it reads while a thread is alive, and not once more after the last has ended
def collect_errors(tasks):
    errors = queue.Queue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    found = []
    while any(thread.is_alive() for thread in threads):
        try:
            found.append(errors.get(timeout=0.05))
        except queue.Empty:
            pass
    return sorted(found, key=lambda pair: pair[0])


# %% wrong: the queue is emptied before the threads are joined
def collect_errors(tasks):
    errors = queue.Queue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    found = []
    while not errors.empty():
        found.append(errors.get())
    for thread in threads:
        thread.join()
    return sorted(found, key=lambda pair: pair[0])


# %% wrong: the number of errors is read before the joins
def collect_errors(tasks):
    errors = queue.Queue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    count = errors.qsize()
    for thread in threads:
        thread.join()
    return sorted((errors.get() for _ in range(count)), key=lambda pair: pair[0])


# %% wrong: a queue with ten places is full after ten errors, and nobody reads before the joins
def collect_errors(tasks):
    errors = queue.Queue(maxsize=10)

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted((errors.get() for _ in range(errors.qsize())), key=lambda pair: pair[0])


# %% wrong: errors that find the queue of ten places full are dropped
def collect_errors(tasks):
    errors = queue.Queue(maxsize=10)

    def work(index, task):
        try:
            task()
        except Exception as error:
            try:
                errors.put_nowait((index, error))
            except queue.Full:
                pass

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted((errors.get() for _ in range(errors.qsize())), key=lambda pair: pair[0])


# %% wrong: the errors come in the order in which they arose
def collect_errors(tasks):
    errors = queue.Queue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [errors.get() for _ in range(errors.qsize())]


# %% wrong: sorted by the text of the pair, where 10 comes before 2
def collect_errors(tasks):
    errors = queue.Queue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted((errors.get() for _ in range(errors.qsize())), key=str)


# %% wrong: a queue of multiprocessing, which hands over copies of the errors
def collect_errors(tasks):
    reports = multiprocessing.SimpleQueue()

    def work(index, task):
        error = None
        try:
            task()
        except Exception as caught:
            error = caught
        reports.put((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    found = [reports.get() for _ in threads]
    for thread in threads:
        thread.join()
    reports.close()
    return sorted((pair for pair in found if pair[1] is not None), key=lambda pair: pair[0])


# %% wrong: each thread is joined before the next one starts
def collect_errors(tasks):
    errors = queue.Queue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    for index, task in enumerate(tasks):
        thread = threading.Thread(target=work, args=(index, task))
        thread.start()
        thread.join()
    return [errors.get() for _ in range(errors.qsize())]


# %% wrong: a list with a lock instead of a queue
def collect_errors(tasks):
    errors = []
    lock = threading.Lock()

    def work(index, task):
        try:
            task()
        except Exception as error:
            with lock:
                errors.append((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(errors, key=lambda pair: pair[0])


# %% wrong: a deque instead of a queue
from collections import deque


def collect_errors(tasks):
    errors = deque()

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.append((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(errors, key=lambda pair: pair[0])


# %% wrong: the closure reads the loop's index when the error arises, which may be that of a later task
def collect_errors(tasks):
    errors = queue.Queue()
    threads = []
    for index, task in enumerate(tasks):

        def work(task=task):
            try:
                task()
            except Exception as error:
                errors.put((index, error))

        thread = threading.Thread(target=work)
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return sorted((errors.get() for _ in range(errors.qsize())), key=lambda pair: pair[0])


# %% wrong: the index is looked up with index(), which finds the first of equal tasks
def collect_errors(tasks):
    errors = queue.Queue()

    def work(task):
        try:
            task()
        except Exception as error:
            errors.put((tasks.index(task), error))

    threads = [threading.Thread(target=work, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted((errors.get() for _ in range(errors.qsize())), key=lambda pair: pair[0])


# %% wrong: an error object that was reported before is not reported again
def collect_errors(tasks):
    errors = queue.Queue()
    seen, lock = [], threading.Lock()

    def work(index, task):
        try:
            task()
        except Exception as error:
            with lock:
                known = any(error is other for other in seen)
                seen.append(error)
            if not known:
                errors.put((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted((errors.get() for _ in range(errors.qsize())), key=lambda pair: pair[0])


# %% wrong: errors are collected by type, and of each type only the last is kept
def collect_errors(tasks):
    errors = queue.Queue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    by_type = {}
    while not errors.empty():
        index, error = errors.get()
        by_type[type(error)] = (index, error)
    return sorted(by_type.values(), key=lambda pair: pair[0])


# %% wrong: only the first error of the queue is taken
def collect_errors(tasks):
    errors = queue.Queue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    try:
        return [errors.get_nowait()]
    except queue.Empty:
        return []


# %% wrong: a lock is held while a task runs
def collect_errors(tasks):
    errors = queue.Queue()
    lock = threading.Lock()

    def work(index, task):
        with lock:
            try:
                task()
            except Exception as error:
                errors.put((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted((errors.get() for _ in range(errors.qsize())), key=lambda pair: pair[0])


# %% wrong: all calls share one queue, and a call within a task takes the errors of the outer one
_queue = queue.Queue()


def _work(index, task):
    try:
        task()
    except Exception as error:
        _queue.put((index, error))


def collect_errors(tasks):
    threads = [threading.Thread(target=_work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = []
    while True:
        try:
            found.append(_queue.get_nowait())
        except queue.Empty:
            return sorted(found, key=lambda pair: pair[0])


# %% wrong: it waits for a report of each thread, but not for the end of the threads
def collect_errors(tasks):
    reports = queue.Queue()

    def work(index, task):
        error = None
        try:
            task()
        except Exception as caught:
            error = caught
        reports.put((index, error))

    for index, task in enumerate(tasks):
        threading.Thread(target=work, args=(index, task)).start()
    found = [reports.get() for _ in tasks]
    return sorted((pair for pair in found if pair[1] is not None), key=lambda pair: pair[0])


# %% wrong: join with a time-out gives up on a slow thread, its error is lost
def collect_errors(tasks):
    errors = queue.Queue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    threads = [threading.Thread(target=work, args=pair, daemon=True) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(0.5)
    return sorted((errors.get() for _ in range(errors.qsize())), key=lambda pair: pair[0])


# %% wrong: a pool of default size is too small for many tasks
def collect_errors(tasks):
    errors = queue.Queue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    with ThreadPoolExecutor() as pool:
        for index, task in enumerate(tasks):
            pool.submit(work, index, task)
    return sorted((errors.get() for _ in range(errors.qsize())), key=lambda pair: pair[0])


# %% wrong: the caller's own thread does the first task
def collect_errors(tasks):
    errors = queue.Queue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    jobs = list(enumerate(tasks))
    threads = [threading.Thread(target=work, args=job) for job in jobs[1:]]
    for thread in threads:
        thread.start()
    for job in jobs[:1]:
        work(*job)
    for thread in threads:
        thread.join()
    return sorted((errors.get() for _ in range(errors.qsize())), key=lambda pair: pair[0])


# %% wrong: the queue is joined, but nobody calls task_done
def collect_errors(tasks):
    errors = queue.Queue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    errors.join()
    return sorted((errors.get() for _ in range(errors.qsize())), key=lambda pair: pair[0])


# %% wrong: the queue is joined instead of the threads, and a queue without errors is done at once
def collect_errors(tasks):
    errors = queue.Queue()
    found = []

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    def collect():
        for pair in iter(errors.get, None):
            found.append(pair)
            errors.task_done()

    collector = threading.Thread(target=collect)
    collector.start()
    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    errors.join()
    errors.put(None)
    collector.join()
    for thread in threads:
        thread.join()
    return sorted(found, key=lambda pair: pair[0])


# %% wrong: the sentinel is put before the workers are joined, errors behind it are lost
def collect_errors(tasks):
    errors = queue.Queue()
    found = []

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    errors.put(None)
    for pair in iter(errors.get, None):
        found.append(pair)
    for thread in threads:
        thread.join()
    return sorted(found, key=lambda pair: pair[0])


# %% wrong: reading stops at the first report of a task that went well
def collect_errors(tasks):
    reports = queue.Queue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            reports.put((index, error))
        else:
            reports.put(None)

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    reports.put(None)
    return sorted(iter(reports.get, None), key=lambda pair: pair[0])


# %% wrong: the collector is a daemon thread that waits for more errors for ever
def collect_errors(tasks):
    errors = queue.Queue()
    found = []

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, error))

    def collect():
        while True:
            found.append(errors.get())
            errors.task_done()

    threading.Thread(target=collect, daemon=True).start()
    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    errors.join()
    return sorted(found, key=lambda pair: pair[0])


# %% wrong: the text of the error is reported instead of the error
def collect_errors(tasks):
    errors = queue.Queue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            errors.put((index, repr(error)))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted((errors.get() for _ in range(errors.qsize())), key=lambda pair: pair[0])


# %% wrong: only the errors that came to mind are caught
def collect_errors(tasks):
    errors = queue.Queue()

    def work(index, task):
        try:
            task()
        except (ArithmeticError, LookupError, TypeError, ValueError, OSError) as error:
            errors.put((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted((errors.get() for _ in range(errors.qsize())), key=lambda pair: pair[0])


# %% wrong: no more than sixteen tasks are under way at a time
def collect_errors(tasks):
    errors = queue.Queue()
    slots = threading.Semaphore(16)

    def work(index, task):
        with slots:
            try:
                task()
            except Exception as error:
                errors.put((index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted((errors.get() for _ in range(errors.qsize())), key=lambda pair: pair[0])


# %% wrong: a PriorityQueue ordered by the kind of error, with the index behind it
def collect_errors(tasks):
    ranked = queue.PriorityQueue()

    def work(index, task):
        try:
            task()
        except Exception as error:
            ranked.put((type(error).__name__, index, error))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = []
    while not ranked.empty():
        _, index, error = ranked.get()
        found.append((index, error))
    return found


# %% right: a priority queue, drained with get_nowait (pools)
def collect_errors(tasks):
    errors = queue.PriorityQueue()

    def attempt(number, task):
        try:
            task()
        except Exception as error:
            errors.put((number, error))

    crew = []
    for number, task in enumerate(tasks):
        crew.append(threading.Thread(target=attempt, args=(number, task), daemon=True))
        crew[-1].start()
    for thread in crew:
        thread.join()
    found = []
    while True:
        try:
            found.append(errors.get_nowait())
        except queue.Empty:
            return found


# %% right: every thread reports, also that there was no error (styles)
def collect_errors(tasks):
    reports = queue.SimpleQueue()

    def work(index):
        try:
            tasks[index]()
        except Exception as error:
            reports.put((index, error))
        else:
            reports.put((index, None))

    threads = [threading.Thread(target=work, args=(index,)) for index in range(len(tasks))]
    for thread in threads:
        thread.start()
    found = dict(reports.get() for _ in threads)
    for thread in threads:
        thread.join()
    return [(index, found[index]) for index in sorted(found) if found[index] is not None]


# %% wrong: waits a second for errors that never come
def collect_errors(tasks):
    reports = queue.Queue()

    def report(index, task):
        try:
            task()
        except Exception as error:
            reports.put((index, error))

    threads = [threading.Thread(target=report, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    errors = []
    while True:
        try:
            errors.append(reports.get(timeout=1))
        except queue.Empty:
            return sorted(errors, key=lambda pair: pair[0])


# %% wrong: looks before the threads have ended
def collect_errors(tasks):
    reports = queue.Queue()

    def report(index, task):
        try:
            task()
        except Exception as error:
            reports.put((index, error))

    threads = [threading.Thread(target=report, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    errors = []
    while not reports.empty():
        errors.append(reports.get())
    for thread in threads:
        thread.join()
    return sorted(errors, key=lambda pair: pair[0])


# %% wrong: a list in place of the queue
def collect_errors(tasks):
    errors = []

    def report(index, task):
        try:
            task()
        except Exception as error:
            errors.append((index, error))

    threads = [threading.Thread(target=report, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(errors, key=lambda pair: pair[0])


# %% wrong: sorts the pairs, errors too
def collect_errors(tasks):
    reports = queue.Queue()

    def report(index, task):
        try:
            task()
        except Exception as error:
            reports.put((str(error), index, error))

    threads = [threading.Thread(target=report, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    errors = sorted(reports.get() for _ in range(reports.qsize()))
    return [(index, error) for _, index, error in errors]
