"""q6-guarded: other right solutions, and wrong ones with one flaw each."""

# %% right: a closure per task that writes to a slot of its own
def run_guarded(tasks):
    errors = [None] * len(tasks)

    def guard(position, task):
        try:
            task()
        except Exception as error:
            errors[position] = error

    threads = [threading.Thread(target=guard, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


# %% right: a Thread subclass that keeps its own error
import threading


class GuardedThread(threading.Thread):
    def __init__(self, task):
        super().__init__()
        self.task = task
        self.error = None

    def run(self):
        try:
            self.task()
        except Exception as error:
            self.error = error


def run_guarded(tasks):
    threads = [GuardedThread(task) for task in tasks]
    for thread in threads:
        thread.start()
    result = []
    for thread in threads:
        thread.join()
        result.append(thread.error)
    return result


# %% right: an executor with a single thread for every task, held by an ExitStack
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack


def run_guarded(tasks):
    with ExitStack() as stack:
        pools = [stack.enter_context(ThreadPoolExecutor(max_workers=1)) for _ in tasks]
        futures = [pool.submit(task) for pool, task in zip(pools, tasks)]
        return [future.exception() for future in futures]


# %% right: one executor whose workers meet at a barrier first, so that no thread takes two tasks
import threading
from concurrent.futures import ThreadPoolExecutor


def run_guarded(tasks):
    count = len(tasks)
    if count == 0:
        return []
    everybody = threading.Barrier(count)

    def work(task):
        everybody.wait()
        task()

    with ThreadPoolExecutor(max_workers=count) as pool:
        futures = [pool.submit(work, task) for task in tasks]
    return [future.exception() for future in futures]


# %% right: the threads report through a queue, and the errors are put in place after the joins
import queue
import threading


def run_guarded(tasks):
    reports = queue.SimpleQueue()

    def work(number, task):
        outcome = None
        try:
            task()
        except Exception as exc:
            outcome = exc
        reports.put((number, outcome))

    crew = []
    for number, task in enumerate(tasks):
        worker = threading.Thread(target=work, args=(number, task), name=f"task-{number}")
        worker.start()
        crew.append(worker)
    for worker in crew:
        worker.join()
    by_number = dict(reports.get() for _ in crew)
    return [by_number[number] for number in range(len(crew))]


# %% right: over-cautious, with a dict, a lock and an event per task
import threading


def run_guarded(tasks):
    tasks = list(tasks)
    lock = threading.Lock()
    errors = {}
    finished = [threading.Event() for _ in tasks]

    def run_one(index):
        try:
            tasks[index]()
        except Exception as e:
            with lock:
                errors[index] = e
        finally:
            finished[index].set()

    threads = []
    for index in range(len(tasks)):
        threads.append(threading.Thread(target=run_one, args=(index,)))
    for t in threads:
        t.start()
    for event in finished:
        event.wait()
    for t in threads:
        t.join()
    with lock:
        return [errors.get(index) for index in range(len(tasks))]


# %% right: a context manager written by hand that stores the error
import threading


class Catching:
    """Store the Exception of the block, and swallow it."""

    def __init__(self):
        self.error = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if isinstance(error, Exception):
            self.error = error
            return True
        return False


def run_guarded(tasks):
    nets = [Catching() for _ in tasks]

    def work(net, task):
        with net:
            task()

    threads = list(map(lambda pair: threading.Thread(target=work, args=pair), zip(nets, tasks)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [net.error for net in nets]


# %% right: futures filled by threads of our own
import threading
from concurrent.futures import Future


def _fulfil(future, task):
    try:
        value = task()
    except Exception as error:
        future.set_exception(error)
    else:
        future.set_result(value)


def run_guarded(tasks):
    futures, threads = [], []
    for task in tasks:
        future = Future()
        thread = threading.Thread(target=_fulfil, args=(future, task))
        futures.append(future)
        threads.append(thread)
        thread.start()
    for thread in threads:
        thread.join()
    return [future.exception() for future in futures]


# %% right: daemon threads that are joined, with one small list per task
import threading


def run_guarded(tasks):
    def guarded(task, box):
        try:
            task()
        except Exception as error:
            box.append(error)

    boxes = [[] for _ in range(len(tasks))]
    threads = [
        threading.Thread(target=guarded, args=(tasks[n], boxes[n]), daemon=True) for n in range(len(tasks))
    ]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return [box[0] if box else None for box in boxes]


# %% right: annotated professional style with a slotted dataclass
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Job:
    task: Callable[[], object]
    error: Exception | None = None
    thread: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self._run, name=f"guarded-{id(self):x}")

    def _run(self) -> None:
        try:
            self.task()
        except Exception as error:  # noqa: BLE001 - reported to the caller
            self.error = error


def run_guarded(tasks: Sequence[Callable[[], object]]) -> list[Exception | None]:
    """Run every task in its own thread, and return its error or None."""
    jobs = [_Job(task) for task in tasks]
    for job in jobs:
        job.thread.start()
    for job in jobs:
        job.thread.join()
    return [job.error for job in jobs]


# %% right: a decorator turns a task into one that stores its error, and a start gate lets all go at once
import threading


def storing(errors, index):
    def decorate(task):
        def guarded():
            try:
                task()
            except Exception as error:
                errors[index] = error

        return guarded

    return decorate


def run_guarded(tasks):
    errors = [None for _ in tasks]
    gate = threading.Event()

    def wait_for_gate(guarded):
        gate.wait()
        guarded()

    threads = [
        threading.Thread(target=wait_for_gate, args=(storing(errors, i)(task),)) for i, task in enumerate(tasks)
    ]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join()
    return errors


# %% right: beginner style, long-winded, with a counter under a Condition before the joins
import threading


def run_guarded(tasks):
    number_of_tasks = len(tasks)
    list_of_errors = []
    for i in range(number_of_tasks):
        list_of_errors.append(None)
    condition = threading.Condition()
    finished = []

    def run_task(i):
        task = tasks[i]
        my_error = None
        try:
            task()
        except Exception as e:
            my_error = e
        condition.acquire()
        list_of_errors[i] = my_error
        finished.append(i)
        condition.notify_all()
        condition.release()

    list_of_threads = []
    for i in range(number_of_tasks):
        t = threading.Thread(target=run_task, args=(i,))
        list_of_threads.append(t)
    for t in list_of_threads:
        t.start()
    condition.acquire()
    while len(finished) < number_of_tasks:
        condition.wait()
    condition.release()
    for t in list_of_threads:
        t.join()
    return list_of_errors


# %% wrong: each thread is joined before the next one starts
def run_guarded(tasks):
    errors = [None] * len(tasks)

    def guard(position, task):
        try:
            task()
        except Exception as error:
            errors[position] = error

    for position, task in enumerate(tasks):
        thread = threading.Thread(target=guard, args=(position, task))
        thread.start()
        thread.join()
    return errors


# %% wrong: the closure reads the loop's index when the error arises, which may be that of a later task
def run_guarded(tasks):
    errors = [None] * len(tasks)
    threads = []
    for i, task in enumerate(tasks):

        def work(task=task):
            try:
                task()
            except Exception as error:
                errors[i] = error

        thread = threading.Thread(target=work)
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return errors


# %% wrong: the threads are made in a loop and started later, and all of them run the last task
def run_guarded(tasks):
    errors = [None] * len(tasks)
    threads = []
    for i, task in enumerate(tasks):

        def work(i=i):
            try:
                task()
            except Exception as error:
                errors[i] = error

        threads.append(threading.Thread(target=work))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


# %% wrong: the threads append, so the list is in the order in which they end
def run_guarded(tasks):
    errors = []
    lock = threading.Lock()

    def guard(task):
        error = None
        try:
            task()
        except Exception as caught:
            error = caught
        with lock:
            errors.append(error)

    threads = [threading.Thread(target=guard, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


# %% wrong: the errors are inserted at their index into a list that is still growing
def run_guarded(tasks):
    errors = []
    lock = threading.Lock()

    def guard(index, task):
        error = None
        try:
            task()
        except Exception as caught:
            error = caught
        with lock:
            errors.insert(index, error)

    threads = [threading.Thread(target=guard, args=(i, task)) for i, task in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


# %% wrong: only the errors are returned, without None for the tasks that went well
def run_guarded(tasks):
    errors = {}

    def guard(index, task):
        try:
            task()
        except Exception as error:
            errors[index] = error

    threads = [threading.Thread(target=guard, args=(i, task)) for i, task in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [errors[index] for index in sorted(errors)]


# %% wrong: join with a time-out gives up on a slow task and leaves its thread running
def run_guarded(tasks):
    errors = [None] * len(tasks)

    def guard(position, task):
        try:
            task()
        except Exception as error:
            errors[position] = error

    threads = [threading.Thread(target=guard, args=pair, daemon=True) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=0.5)
    return errors


# %% wrong: only the thread that was started last is joined
def run_guarded(tasks):
    errors = [None] * len(tasks)

    def guard(position, task):
        try:
            task()
        except Exception as error:
            errors[position] = error

    thread = None
    for pair in enumerate(tasks):
        thread = threading.Thread(target=guard, args=pair)
        thread.start()
    if thread is not None:
        thread.join()
    return errors


# %% wrong: a pool of default size is too small for many tasks
def run_guarded(tasks):
    with ThreadPoolExecutor() as pool:
        futures = [pool.submit(task) for task in tasks]
    return [future.exception() for future in futures]


# %% wrong: batches of eight threads instead of all at once
def run_guarded(tasks):
    errors = [None] * len(tasks)

    def guard(position):
        try:
            tasks[position]()
        except Exception as error:
            errors[position] = error

    for begin in range(0, len(tasks), 8):
        positions = range(begin, min(begin + 8, len(tasks)))
        threads = [threading.Thread(target=guard, args=(position,)) for position in positions]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return errors


# %% wrong: only the errors that came to mind are caught
def run_guarded(tasks):
    errors = [None] * len(tasks)

    def guard(position, task):
        try:
            task()
        except (ArithmeticError, LookupError, TypeError, ValueError, OSError) as error:
            errors[position] = error

    threads = [threading.Thread(target=guard, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


# %% wrong: the errors are gathered by a threading.excepthook of our own
def run_guarded(tasks):
    threads = [threading.Thread(target=task) for task in tasks]
    errors = {}

    def hook(args):
        errors[args.thread] = args.exc_value

    old_hook, threading.excepthook = threading.excepthook, hook
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        threading.excepthook = old_hook
    return [errors.get(thread) for thread in threads]


# %% wrong: the error is stored and raised again, so it leaves its thread
def run_guarded(tasks):
    errors = [None] * len(tasks)

    def guard(position, task):
        try:
            task()
        except Exception as error:
            errors[position] = error
            raise

    threads = [threading.Thread(target=guard, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


# %% wrong: the try stands around start and join in the calling thread
def run_guarded(tasks):
    errors = [None] * len(tasks)
    threads = [threading.Thread(target=task) for task in tasks]
    for position, thread in enumerate(threads):
        try:
            thread.start()
        except Exception as error:
            errors[position] = error
    for position, thread in enumerate(threads):
        try:
            thread.join()
        except Exception as error:
            errors[position] = error
    return errors


# %% wrong: one module-level list is cleared, filled and returned by every call
_errors = []


def _guard(position, task):
    try:
        task()
    except Exception as error:
        _errors[position] = error


def run_guarded(tasks):
    _errors.clear()
    _errors.extend([None] * len(tasks))
    threads = [threading.Thread(target=_guard, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return _errors


# %% wrong: the errors are kept under their task, so the same task given twice shares one entry
def run_guarded(tasks):
    errors = {}

    def guard(task):
        try:
            task()
        except Exception as error:
            errors[id(task)] = error

    threads = [threading.Thread(target=guard, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [errors.get(id(task)) for task in tasks]


# %% wrong: the position is looked up with index(), which finds the first of equal tasks
def run_guarded(tasks):
    errors = [None] * len(tasks)

    def guard(task):
        try:
            task()
        except Exception as error:
            errors[tasks.index(task)] = error

    threads = [threading.Thread(target=guard, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


# %% wrong: as in the example with results, the value of a task that went well is stored
def run_guarded(tasks):
    results = [None] * len(tasks)

    def guard(position, task):
        try:
            results[position] = task()
        except Exception as error:
            results[position] = error

    threads = [threading.Thread(target=guard, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: once a task has failed, tasks that have not begun are skipped
def run_guarded(tasks):
    errors = [None] * len(tasks)
    failed = threading.Event()

    def guard(position, task):
        if failed.is_set():
            return
        try:
            task()
        except Exception as error:
            errors[position] = error
            failed.set()

    threads = [threading.Thread(target=guard, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


# %% wrong: an executor with no workers is refused when there are no tasks
def run_guarded(tasks):
    together = threading.Semaphore(0)

    def work(task):
        together.acquire()
        task()

    with ThreadPoolExecutor(max_workers=len(tasks)) as pool:
        futures = [pool.submit(work, task) for task in tasks]
        together.release(len(tasks))
    return [future.exception() for future in futures]


# %% wrong: the lock that protects the list is held while the task runs
def run_guarded(tasks):
    errors = [None] * len(tasks)
    lock = threading.Lock()

    def guard(position, task):
        with lock:
            try:
                task()
            except Exception as error:
                errors[position] = error

    threads = [threading.Thread(target=guard, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


# %% wrong: the caller's own thread does the last task instead of a thread of its own
def run_guarded(tasks):
    errors = [None] * len(tasks)

    def guard(position, task):
        try:
            task()
        except Exception as error:
            errors[position] = error

    jobs = list(enumerate(tasks))
    threads = [threading.Thread(target=guard, args=job) for job in jobs[:-1]]
    for thread in threads:
        thread.start()
    for job in jobs[-1:]:
        guard(*job)
    for thread in threads:
        thread.join()
    return errors


# %% wrong: it waits for a report of each thread, but not for the end of the threads
def run_guarded(tasks):
    errors = [None] * len(tasks)
    reports = queue.Queue()

    def guard(position, task):
        try:
            task()
        except Exception as error:
            reports.put((position, error))
        else:
            reports.put((position, None))

    for pair in enumerate(tasks):
        threading.Thread(target=guard, args=pair).start()
    for _ in tasks:
        position, error = reports.get()
        errors[position] = error
    return errors


# %% wrong: the pools are shut down without waiting for their threads
def run_guarded(tasks):
    pools = [ThreadPoolExecutor(max_workers=1) for _ in tasks]
    futures = [pool.submit(task) for pool, task in zip(pools, tasks)]
    errors = [future.exception() for future in futures]
    for pool in pools:
        pool.shutdown(wait=False)
    return errors


# %% wrong: joining stops at the first thread that has failed
def run_guarded(tasks):
    errors = [None] * len(tasks)

    def guard(position, task):
        try:
            task()
        except Exception as error:
            errors[position] = error

    threads = [threading.Thread(target=guard, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for position, thread in enumerate(threads):
        thread.join()
        if errors[position] is not None:
            break
    return errors


# %% wrong: the list holds new errors of the same type and arguments instead of those that were raised
def run_guarded(tasks):
    errors = [None] * len(tasks)

    def guard(position, task):
        try:
            task()
        except Exception as error:
            errors[position] = type(error)(*error.args)

    threads = [threading.Thread(target=guard, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


# %% wrong: the task is wrapped in a RuntimeError that names its position
def run_guarded(tasks):
    errors = [None] * len(tasks)

    def guard(position, task):
        try:
            try:
                task()
            except Exception as error:
                raise RuntimeError(f"task {position} failed") from error
        except RuntimeError as error:
            errors[position] = error

    threads = [threading.Thread(target=guard, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


# %% wrong: the guard is called in the caller, and the threads get its result as their target
def run_guarded(tasks):
    errors = [None] * len(tasks)

    def guard(position, task):
        try:
            task()
        except Exception as error:
            errors[position] = error

    threads = [threading.Thread(target=guard(position, task)) for position, task in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


# %% wrong: a Thread subclass keeps the errors in a class attribute that all calls share
class Guarded(threading.Thread):
    errors = {}

    def __init__(self, position, task):
        super().__init__()
        self.position, self.task = position, task

    def run(self):
        try:
            self.task()
        except Exception as error:
            self.errors[self.position] = error


def run_guarded(tasks):
    threads = [Guarded(position, task) for position, task in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [Guarded.errors.get(position) for position in range(len(tasks))]


# %% wrong: errors are kept under the thread name, which is the same for tasks of the same __name__
def run_guarded(tasks):
    errors = {}

    def guard(task):
        try:
            task()
        except Exception as error:
            errors[threading.current_thread().name] = error

    threads = []
    for task in tasks:
        thread = threading.Thread(target=guard, args=(task,), name=getattr(task, "__name__", "task"))
        threads.append(thread)
        thread.start()
    for thread in threads:
        thread.join()
    return [errors.get(thread.name) for thread in threads]


# %% wrong: the errors are kept under threading.get_ident(), which is given again after a thread has ended
def run_guarded(tasks):
    errors = {}

    def guard(task):
        try:
            task()
        except Exception as error:
            errors[threading.get_ident()] = error

    threads = [threading.Thread(target=guard, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [errors.get(thread.ident) for thread in threads]


# %% right: a decorator and a dict (pools)
def run_guarded(tasks):
    caught = {}

    def guarded(number):
        def run():
            try:
                tasks[number]()
            except Exception as problem:
                caught[number] = problem

        return run

    threads = [threading.Thread(target=guarded(number)) for number in range(len(tasks))]
    list(map(threading.Thread.start, threads))
    list(map(threading.Thread.join, threads))
    return [caught.get(number) for number in range(len(tasks))]


# %% right: a subclass of Thread that keeps its error (styles)
def run_guarded(tasks):
    class Guarded(threading.Thread):
        def __init__(self, task):
            super().__init__(daemon=True)
            self.task, self.error = task, None

        def run(self):
            try:
                self.task()
            except Exception as error:
                self.error = error

    threads = [Guarded(task) for task in tasks]
    for thread in threads:
        thread.start()
    return [thread.join() or thread.error for thread in threads]


# %% wrong: one thread after the other
def run_guarded(tasks):
    errors = []
    for task in tasks:
        def guard(task=task):
            try:
                task()
                errors.append(None)
            except Exception as error:
                errors.append(error)

        thread = threading.Thread(target=guard)
        thread.start()
        thread.join()
    return errors


# %% wrong: in the order in which the tasks end
def run_guarded(tasks):
    errors = []

    def guard(task):
        try:
            task()
            errors.append(None)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=guard, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(errors, key=lambda error: error is None)


# %% wrong: through the excepthook
def run_guarded(tasks):
    errors, before = {}, threading.excepthook
    threading.excepthook = lambda args: (errors.__setitem__(args.thread, args.exc_value), before(args))
    threads = [threading.Thread(target=task) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    threading.excepthook = before
    return [errors.get(thread) for thread in threads]
