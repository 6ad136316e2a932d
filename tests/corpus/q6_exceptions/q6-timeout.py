"""q6-timeout: other right solutions, and wrong ones with one flaw each."""

# %% right: a pipe, poll(timeout), and terminate and join in a finally
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def send_outcome(sender, func, args):
    try:
        message = (True, func(*args))
    except Exception as error:
        message = (False, error)
    sender.send(message)
    sender.close()


# %%% q6-timeout
import multiprocessing


def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=send_outcome, args=(sender, func, args))
    process.start()
    sender.close()
    try:
        if not receiver.poll(timeout):
            raise TimeoutError(f"no result after {timeout} s")
        succeeded, outcome = receiver.recv()
    finally:
        process.terminate()
        process.join()
        receiver.close()
    if succeeded:
        return outcome
    raise outcome


# %% right: a Queue of multiprocessing, with get(timeout)
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def run_and_put(results, func, args):
    try:
        results.put(("value", func(*args)))
    except Exception as exc:
        results.put(("error", exc))


# %%% q6-timeout
import multiprocessing
import queue


def call_with_timeout(func, timeout, *args):
    results = multiprocessing.Queue()
    worker = multiprocessing.Process(target=run_and_put, args=(results, func, args))
    worker.start()
    try:
        kind, content = results.get(timeout=timeout)
    except queue.Empty:
        raise TimeoutError(f"{func!r} took longer than {timeout} s") from None
    finally:
        worker.terminate()
        worker.join()
        results.close()
    if kind == "error":
        raise content
    return content


# %% right: a pool of one process, wait(timeout), and the with block terminates it
import multiprocessing


def call_with_timeout(func, timeout, *args):
    with multiprocessing.Pool(processes=1) as pool:
        result = pool.apply_async(func, args)
        result.wait(timeout)
        if not result.ready():
            raise TimeoutError(f"not ready after {timeout} seconds")
        return result.get()


# %% right: a ProcessPoolExecutor whose process is terminated when wait() gives up
from concurrent.futures import ProcessPoolExecutor, wait


def call_with_timeout(func, timeout, *args):
    with ProcessPoolExecutor(max_workers=1) as pool:
        future = pool.submit(func, *args)
        done, _ = wait([future], timeout=timeout)
        if future in done:
            return future.result()
        for process in list(pool._processes.values()):
            process.terminate()
    raise TimeoutError("the call was ended")


# %% right: a Process subclass in the worker module
# %%% q6-timeout-worker
# %%module q6_timeout_worker
import multiprocessing


class Call(multiprocessing.Process):
    """Runs func(*args) and sends what comes of it."""

    def __init__(self, connection, func, args):
        super().__init__(daemon=True)
        self.connection = connection
        self.func = func
        self.func_args = args

    def run(self):
        value = error = None
        try:
            value = self.func(*self.func_args)
        except Exception as exc:
            error = exc
        self.connection.send((value, error))


# %%% q6-timeout
import multiprocessing


def call_with_timeout(func, timeout, *args):
    mine, theirs = multiprocessing.Pipe()
    call = Call(theirs, func, args)
    call.start()
    theirs.close()
    if mine.poll(timeout):
        try:
            value, error = mine.recv()
        finally:
            call.join()
        if error is not None:
            raise error
        return value
    call.terminate()
    call.join()
    raise TimeoutError


# %% right: connection.wait on the pipe and on the end of the process, cleaned up by an ExitStack
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def report(connection, func, args):
    with connection:
        try:
            reply = {"value": func(*args)}
        except Exception as error:
            reply = {"error": error}
        connection.send(reply)


# %%% q6-timeout
import multiprocessing
from contextlib import ExitStack
from multiprocessing.connection import wait as wait_for


def call_with_timeout(func, timeout, *args):
    context = multiprocessing.get_context()
    with ExitStack() as stack:
        receiver, sender = context.Pipe(duplex=False)
        stack.enter_context(receiver)
        with sender:
            process = context.Process(target=report, args=(sender, func, args))
            process.start()
        stack.callback(process.join)
        stack.callback(process.terminate)
        if not wait_for([receiver, process.sentinel], timeout):
            raise TimeoutError(f"{timeout} s are over")
        if not receiver.poll():
            raise RuntimeError("the process ended without a result")
        try:
            reply = receiver.recv()
        except EOFError:
            raise RuntimeError("the process ended without a result") from None
    if "error" in reply:
        raise reply["error"]
    return reply["value"]


# %% right: the result goes through a file, so that join(timeout) may come first
# %%% q6-timeout-worker
# %%module q6_timeout_worker
import pickle


def write_outcome(path, func, args):
    try:
        outcome = ("returned", func(*args))
    except Exception as error:
        outcome = ("raised", error)
    with open(path, "wb") as file:
        pickle.dump(outcome, file)


# %%% q6-timeout
import multiprocessing
import pickle
import tempfile
from pathlib import Path


def call_with_timeout(func, timeout, *args):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "outcome.pickle"
        process = multiprocessing.Process(target=write_outcome, args=(path, func, args))
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.terminate()
            process.join()
            raise TimeoutError(f"ended after {timeout} s")
        verb, outcome = pickle.loads(path.read_bytes())
    if verb == "raised":
        raise outcome
    return outcome


# %% right: a pool with callbacks that set an event, terminated and joined in a finally
import multiprocessing
import threading


def call_with_timeout(func, timeout, *args):
    settled = threading.Event()
    values, errors = [], []

    def on_value(value):
        values.append(value)
        settled.set()

    def on_error(error):
        errors.append(error)
        settled.set()

    pool = multiprocessing.Pool(1)
    try:
        pool.apply_async(func, args, callback=on_value, error_callback=on_error)
        in_time = settled.wait(timeout)
    finally:
        pool.terminate()
        pool.join()
    if not in_time:
        raise TimeoutError("time is up")
    if errors:
        raise errors[0]
    return values[0]


# %% right: imap with next(timeout) over a helper that never raises
# %%% q6-timeout-worker
# %%module q6_timeout_worker
from dataclasses import dataclass


@dataclass
class Reply:
    value: object = None
    error: Exception | None = None

    def unwrap(self):
        if self.error is not None:
            raise self.error
        return self.value


def attempt(call):
    func, args = call
    try:
        return Reply(value=func(*args))
    except Exception as error:
        return Reply(error=error)


# %%% q6-timeout
import multiprocessing


def call_with_timeout(func, timeout, *args):
    with multiprocessing.Pool(1) as pool:
        replies = pool.imap_unordered(attempt, [(func, args)])
        try:
            reply = replies.next(timeout)
        except multiprocessing.TimeoutError:
            reply = Reply(error=TimeoutError(f"gave up after {timeout} s"))
        pool.terminate()
        pool.join()
    return reply.unwrap()


# %% right: a context manager for the child process, annotated
# %%% q6-timeout-worker
# %%module q6_timeout_worker
from collections.abc import Callable
from multiprocessing.connection import Connection


def answer(connection: Connection, func: Callable[..., object], args: tuple) -> None:
    try:
        value = func(*args)
    except Exception as error:  # noqa: BLE001 - raised again by the parent
        connection.send((None, error))
    else:
        connection.send((value, None))


# %%% q6-timeout
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection


@contextmanager
def child(func: Callable[..., object], args: tuple) -> Iterator[Connection]:
    """Run func(*args) in a process that is gone after the block."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=answer, args=(sender, func, args), name="call_with_timeout")
    process.start()
    sender.close()
    try:
        yield receiver
    finally:
        if process.is_alive():
            process.terminate()
        process.join()
        process.close()
        receiver.close()


def call_with_timeout(func: Callable[..., object], timeout: float, *args: object) -> object:
    with child(func, args) as receiver:
        if not receiver.poll(timeout):
            raise TimeoutError(f"no answer within {timeout} s")
        value, error = receiver.recv()
    if error is not None:
        raise error
    return value


# %% right: beginner style, looks at the queue until the deadline, then ends the process
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def do_the_work(my_queue, the_func, the_args):
    try:
        the_result = the_func(*the_args)
        my_queue.put(["ok", the_result])
    except Exception as e:
        my_queue.put(["not ok", e])


# %%% q6-timeout
import multiprocessing
import queue
import time


def call_with_timeout(func, timeout, *args):
    my_queue = multiprocessing.Queue()
    p = multiprocessing.Process(target=do_the_work, args=(my_queue, func, args))
    end_time = time.monotonic() + timeout
    p.start()
    answer = None
    while answer is None and time.monotonic() < end_time:
        try:
            answer = my_queue.get(timeout=0.05)
        except queue.Empty:
            pass
    if answer is None:
        p.terminate()
        p.join()
        raise TimeoutError("The function took too long")
    p.join()
    if answer[0] == "ok":
        return answer[1]
    else:
        raise answer[1]


# %% right: a thread of the parent waits for the process and tells the caller through a future
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def tell(connection, func, args):
    try:
        connection.send((func(*args), None))
    except Exception as error:
        connection.send((None, error))
    connection.close()


# %%% q6-timeout
import multiprocessing
from concurrent.futures import ThreadPoolExecutor


def _supervise(func, timeout, args):
    """Return (value, error) of the call."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=tell, args=(sender, func, args))
    process.start()
    sender.close()
    try:
        if receiver.poll(timeout):
            return receiver.recv()
        return None, TimeoutError(timeout)
    finally:
        process.kill()
        process.join()


def call_with_timeout(func, timeout, *args):
    with ThreadPoolExecutor(max_workers=1) as thread:
        value, error = thread.submit(_supervise, func, timeout, args).result()
    if error is not None:
        raise error
    return value


# %% right: a pool of one, get(timeout), and its TimeoutError is turned into the built-in one
def call_with_timeout(func, timeout, *args):
    with multiprocessing.Pool(1) as pool:
        result = pool.apply_async(func, args)
        try:
            return result.get(timeout)
        except multiprocessing.TimeoutError:
            raise TimeoutError(f"no result after {timeout} s") from None


# %% wrong: join(timeout) before the queue is read, so a large result keeps the child alive until the time-out
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def put_outcome(results, func, args):
    try:
        results.put((True, func(*args)))
    except Exception as error:
        results.put((False, error))


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    results = multiprocessing.Queue()
    process = multiprocessing.Process(target=put_outcome, args=(results, func, args))
    process.start()
    process.join(timeout)
    if process.is_alive():
        process.terminate()
        process.join()
        raise TimeoutError(f"ended after {timeout} s")
    succeeded, outcome = results.get()
    if succeeded:
        return outcome
    raise outcome


# %% wrong: join(timeout) before the pipe is read, which holds small results only
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def send_outcome(sender, func, args):
    try:
        message = (True, func(*args))
    except Exception as error:
        message = (False, error)
    sender.send(message)


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=send_outcome, args=(sender, func, args))
    process.start()
    try:
        process.join(timeout)
        if process.exitcode is None:
            raise TimeoutError(f"ended after {timeout} s")
        succeeded, outcome = receiver.recv()
    finally:
        process.terminate()
        process.join()
    if succeeded:
        return outcome
    raise outcome


# %% wrong: the process is terminated, but nobody waits until it is gone
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def send_outcome(sender, func, args):
    try:
        message = (True, func(*args))
    except Exception as error:
        message = (False, error)
    sender.send(message)


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=send_outcome, args=(sender, func, args))
    process.start()
    if not receiver.poll(timeout):
        process.terminate()
        raise TimeoutError(f"ended after {timeout} s")
    succeeded, outcome = receiver.recv()
    process.join()
    if succeeded:
        return outcome
    raise outcome


# %% wrong: TimeoutError is raised and the process runs on
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def send_outcome(sender, func, args):
    try:
        message = (True, func(*args))
    except Exception as error:
        message = (False, error)
    sender.send(message)


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=send_outcome, args=(sender, func, args), daemon=True)
    process.start()
    if not receiver.poll(timeout):
        raise TimeoutError(f"no result after {timeout} s")
    succeeded, outcome = receiver.recv()
    process.join()
    if succeeded:
        return outcome
    raise outcome


# %% wrong: the child is not joined after a result has come
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def send_outcome(sender, func, args):
    try:
        message = (True, func(*args))
    except Exception as error:
        message = (False, error)
    sender.send(message)


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=send_outcome, args=(sender, func, args))
    process.start()
    if not receiver.poll(timeout):
        process.terminate()
        process.join()
        raise TimeoutError(f"ended after {timeout} s")
    succeeded, outcome = receiver.recv()
    if succeeded:
        return outcome
    raise outcome


# %% wrong: the error of func is raised before the child is joined
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def send_outcome(sender, func, args):
    try:
        message = (True, func(*args))
    except Exception as error:
        message = (False, error)
    sender.send(message)


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=send_outcome, args=(sender, func, args))
    process.start()
    if not receiver.poll(timeout):
        process.terminate()
        process.join()
        raise TimeoutError(f"ended after {timeout} s")
    succeeded, outcome = receiver.recv()
    if not succeeded:
        raise outcome
    process.join()
    return outcome


# %% wrong: a thread instead of a process
def call_with_timeout(func, timeout, *args):
    pool = ThreadPoolExecutor(max_workers=1)
    try:
        return pool.submit(func, *args).result(timeout)
    finally:
        pool.shutdown(wait=False)


# %% wrong: the with block of the executor waits for the end of the work
def call_with_timeout(func, timeout, *args):
    with ProcessPoolExecutor(max_workers=1) as pool:
        future = pool.submit(func, *args)
        done, _ = wait([future], timeout)
        if not done:
            future.cancel()
            raise TimeoutError(f"no result after {timeout} s")
        return future.result()


# %% wrong: the executor is shut down without waiting, and the running call goes on
def call_with_timeout(func, timeout, *args):
    pool = ProcessPoolExecutor(max_workers=1)
    future = pool.submit(func, *args)
    done, _ = wait([future], timeout)
    pool.shutdown(wait=bool(done), cancel_futures=True)
    if not done:
        raise TimeoutError(f"no result after {timeout} s")
    return future.result()


# %% wrong: an exception that func returns is raised
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def send_outcome(sender, func, args):
    try:
        message = func(*args)
    except Exception as error:
        message = error
    sender.send(message)


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=send_outcome, args=(sender, func, args))
    process.start()
    try:
        if not receiver.poll(timeout):
            raise TimeoutError(f"no result after {timeout} s")
        outcome = receiver.recv()
    finally:
        process.terminate()
        process.join()
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


# %% wrong: a result that is a pair with "error" in front is taken for an error
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def send_outcome(sender, func, args):
    try:
        message = func(*args)
    except Exception as error:
        message = ("error", error)
    sender.send(message)


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=send_outcome, args=(sender, func, args))
    process.start()
    try:
        if not receiver.poll(timeout):
            raise TimeoutError(f"no result after {timeout} s")
        outcome = receiver.recv()
    finally:
        process.terminate()
        process.join()
    if isinstance(outcome, tuple) and len(outcome) == 2 and outcome[0] == "error":
        raise outcome[1]
    return outcome


# %% wrong: the TimeoutError of multiprocessing reaches the caller, which is another class
def call_with_timeout(func, timeout, *args):
    with multiprocessing.Pool(1) as pool:
        return pool.apply_async(func, args).get(timeout)


# %% wrong: queue.Empty reaches the caller
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def put_outcome(results, func, args):
    try:
        results.put((True, func(*args)))
    except Exception as error:
        results.put((False, error))


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    results = multiprocessing.Queue()
    process = multiprocessing.Process(target=put_outcome, args=(results, func, args))
    process.start()
    try:
        succeeded, outcome = results.get(timeout=timeout)
    finally:
        process.terminate()
        process.join()
    if succeeded:
        return outcome
    raise outcome


# %% wrong: None as a result is taken for no result
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def send_outcome(sender, func, args):
    value = error = None
    try:
        value = func(*args)
    except Exception as exc:
        error = exc
    sender.send((value, error))


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=send_outcome, args=(sender, func, args))
    process.start()
    value = error = None
    if receiver.poll(timeout):
        value, error = receiver.recv()
    process.terminate()
    process.join()
    if error is not None:
        raise error
    if value is None:
        raise TimeoutError(f"no result after {timeout} s")
    return value


# %% wrong: the error is sent as a text and raised as a RuntimeError
# %%% q6-timeout-worker
# %%module q6_timeout_worker
import traceback


def send_outcome(sender, func, args):
    try:
        message = (True, func(*args))
    except Exception:
        message = (False, traceback.format_exc())
    sender.send(message)


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=send_outcome, args=(sender, func, args))
    process.start()
    try:
        if not receiver.poll(timeout):
            raise TimeoutError(f"no result after {timeout} s")
        succeeded, outcome = receiver.recv()
    finally:
        process.terminate()
        process.join()
    if succeeded:
        return outcome
    raise RuntimeError(outcome)


# %% wrong: the error is made anew from its type and its text, other arguments are lost
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def send_outcome(sender, func, args):
    try:
        message = (None, func(*args))
    except Exception as error:
        message = (type(error), str(error))
    sender.send(message)


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=send_outcome, args=(sender, func, args))
    process.start()
    try:
        if not receiver.poll(timeout):
            raise TimeoutError(f"no result after {timeout} s")
        kind, outcome = receiver.recv()
    finally:
        process.terminate()
        process.join()
    if kind is not None:
        raise kind(outcome)
    return outcome


# %% wrong: a TimeoutError that func itself raises is replaced
def call_with_timeout(func, timeout, *args):
    with ProcessPoolExecutor(max_workers=1) as pool:
        future = pool.submit(func, *args)
        try:
            return future.result(timeout)
        except TimeoutError:
            for process in list(pool._processes.values()):
                process.terminate()
            raise TimeoutError(f"no result after {timeout} s") from None


# %% wrong: recv comes first and waits without a limit
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def send_outcome(sender, func, args):
    try:
        message = (True, func(*args))
    except Exception as error:
        message = (False, error)
    sender.send(message)


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=send_outcome, args=(sender, func, args))
    process.start()
    succeeded, outcome = receiver.recv()
    process.join(timeout)
    if process.is_alive():
        process.terminate()
        process.join()
        raise TimeoutError(f"ended after {timeout} s")
    if succeeded:
        return outcome
    raise outcome


# %% wrong: the worker does not catch the error, and the parent sees a time-out
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def put_result(results, func, args):
    results.put(func(*args))


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    results = multiprocessing.Queue()
    process = multiprocessing.Process(target=put_result, args=(results, func, args))
    process.start()
    try:
        return results.get(timeout=timeout)
    except queue.Empty:
        raise TimeoutError(f"no result after {timeout} s") from None
    finally:
        process.terminate()
        process.join()


# %% wrong: the worker catches only the errors that came to mind, any other one ends in EOFError
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def send_outcome(sender, func, args):
    try:
        message = (True, func(*args))
    except (ArithmeticError, LookupError, TypeError, ValueError, OSError) as error:
        message = (False, error)
    sender.send(message)


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=send_outcome, args=(sender, func, args))
    process.start()
    sender.close()
    try:
        if not receiver.poll(timeout):
            raise TimeoutError(f"no result after {timeout} s")
        succeeded, outcome = receiver.recv()
    finally:
        process.terminate()
        process.join()
    if succeeded:
        return outcome
    raise outcome


# %% wrong: the pool is ended only after a result or a time-out, not after an error of func
def call_with_timeout(func, timeout, *args):
    pool = multiprocessing.Pool(1)
    result = pool.apply_async(func, args)
    result.wait(timeout)
    if not result.ready():
        pool.terminate()
        pool.join()
        raise TimeoutError(f"no result after {timeout} s")
    value = result.get()
    pool.terminate()
    pool.join()
    return value


# %% wrong: the pool is closed after the call, but not joined
def call_with_timeout(func, timeout, *args):
    pool = multiprocessing.Pool(1)
    try:
        result = pool.apply_async(func, args)
        result.wait(timeout)
        if not result.ready():
            pool.terminate()
            pool.join()
            raise TimeoutError(f"no result after {timeout} s")
        return result.get()
    finally:
        pool.close()


# %% wrong: a module-level pool is kept for the next call
_pool = None


def call_with_timeout(func, timeout, *args):
    global _pool
    if _pool is None:
        _pool = multiprocessing.Pool(1)
    result = _pool.apply_async(func, args)
    result.wait(timeout)
    if not result.ready():
        _pool.terminate()
        _pool.join()
        _pool = None
        raise TimeoutError(f"no result after {timeout} s")
    return result.get()


# %% wrong: all calls share one queue, and two calls at the same time may take each other's result
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def put_outcome(results, func, args):
    try:
        results.put((True, func(*args)))
    except Exception as error:
        results.put((False, error))


# %%% q6-timeout
_results = multiprocessing.Queue()


def call_with_timeout(func, timeout, *args):
    process = multiprocessing.Process(target=put_outcome, args=(_results, func, args))
    process.start()
    try:
        succeeded, outcome = _results.get(timeout=timeout)
    except queue.Empty:
        process.terminate()
        raise TimeoutError(f"no result after {timeout} s") from None
    finally:
        process.join()
    if succeeded:
        return outcome
    raise outcome


# %% wrong: the process serves as a clock, and func runs once more in the parent for its result
def call_with_timeout(func, timeout, *args):
    process = multiprocessing.Process(target=func, args=args)
    process.start()
    process.join(timeout)
    if process.is_alive():
        process.terminate()
        process.join()
        raise TimeoutError(f"ended after {timeout} s")
    return func(*args)


# %% wrong: the target is a nested function, which only fork can start
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)

    def run():
        try:
            message = (True, func(*args))
        except Exception as error:
            message = (False, error)
        sender.send(message)

    process = multiprocessing.Process(target=run)
    process.start()
    try:
        if not receiver.poll(timeout):
            raise TimeoutError(f"no result after {timeout} s")
        succeeded, outcome = receiver.recv()
    finally:
        process.terminate()
        process.join()
    if succeeded:
        return outcome
    raise outcome


# %% wrong: the result goes through a manager, which outlives an error held by its traceback
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def store_outcome(box, func, args):
    try:
        box["value"] = func(*args)
    except Exception as error:
        box["error"] = error


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    manager = multiprocessing.Manager()
    box = manager.dict()
    process = multiprocessing.Process(target=store_outcome, args=(box, func, args))
    process.start()
    process.join(timeout)
    if process.is_alive():
        process.terminate()
        process.join()
        raise TimeoutError(f"ended after {timeout} s")
    outcome = dict(box)
    if "error" in outcome:
        raise outcome["error"]
    manager.shutdown()
    return outcome["value"]


# %% wrong: the timer that terminates the process is not cancelled when the result comes
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def send_outcome(sender, func, args):
    try:
        message = (True, func(*args))
    except Exception as error:
        message = (False, error)
    sender.send(message)


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=send_outcome, args=(sender, func, args))
    process.start()
    sender.close()
    timer = threading.Timer(timeout, process.terminate)
    timer.start()
    try:
        succeeded, outcome = receiver.recv()
    except (EOFError, OSError):
        raise TimeoutError(f"ended after {timeout} s") from None
    finally:
        process.join()
    if succeeded:
        return outcome
    raise outcome


# %% wrong: a helper thread goes on waiting at the queue after the time-out
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def put_outcome(results, func, args):
    try:
        results.put((True, func(*args)))
    except Exception as error:
        results.put((False, error))


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    results, box = multiprocessing.Queue(), []
    process = multiprocessing.Process(target=put_outcome, args=(results, func, args))
    process.start()
    reader = threading.Thread(target=lambda: box.append(results.get()), daemon=True)
    reader.start()
    reader.join(timeout)
    process.terminate()
    process.join()
    if not box:
        raise TimeoutError(f"ended after {timeout} s")
    succeeded, outcome = box[0]
    if succeeded:
        return outcome
    raise outcome


# %% wrong: the error of func is returned instead of raised
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def send_outcome(sender, func, args):
    try:
        message = func(*args)
    except Exception as error:
        message = error
    sender.send(message)


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=send_outcome, args=(sender, func, args))
    process.start()
    try:
        if not receiver.poll(timeout):
            raise TimeoutError(f"no result after {timeout} s")
        return receiver.recv()
    finally:
        process.terminate()
        process.join()


# %% wrong: a return in the finally swallows the TimeoutError
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def send_outcome(sender, func, args):
    try:
        message = (True, func(*args))
    except Exception as error:
        message = (False, error)
    sender.send(message)


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=send_outcome, args=(sender, func, args))
    process.start()
    result = None
    try:
        if not receiver.poll(timeout):
            raise TimeoutError(f"no result after {timeout} s")
        succeeded, result = receiver.recv()
        if not succeeded:
            raise result
    finally:
        process.terminate()
        process.join()
        return result


# %% wrong: the child limits itself with a thread inside, which keeps the process alive
# %%% q6-timeout-worker
# %%module q6_timeout_worker
import threading


def run_limited(sender, func, args, timeout):
    box = []

    def run():
        try:
            box.append((True, func(*args)))
        except Exception as error:
            box.append((False, error))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout)
    sender.send(box[0] if box else (False, TimeoutError(f"no result after {timeout} s")))


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=run_limited, args=(sender, func, args, timeout))
    process.start()
    succeeded, outcome = receiver.recv()
    process.join()
    if succeeded:
        return outcome
    raise outcome


# %% wrong: the result goes through a Value, which holds whole numbers only
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def store_outcome(value, errors, func, args):
    try:
        value.value = func(*args)
        errors.put(None)
    except Exception as error:
        errors.put(error)


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    value, errors = multiprocessing.Value("q"), multiprocessing.Queue()
    process = multiprocessing.Process(target=store_outcome, args=(value, errors, func, args))
    process.start()
    try:
        error = errors.get(timeout=timeout)
    except queue.Empty:
        raise TimeoutError(f"no result after {timeout} s") from None
    finally:
        process.terminate()
        process.join()
    if error is not None:
        raise error
    return value.value


# %% wrong: a call that was too slow gets a second try
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def send_outcome(sender, func, args):
    try:
        message = (True, func(*args))
    except Exception as error:
        message = (False, error)
    sender.send(message)


# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    for _ in range(2):
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=send_outcome, args=(sender, func, args))
        process.start()
        try:
            if receiver.poll(timeout):
                succeeded, outcome = receiver.recv()
                break
        finally:
            process.terminate()
            process.join()
    else:
        raise TimeoutError(f"no result after {timeout} s")
    if succeeded:
        return outcome
    raise outcome


# %% right: a pool of one that is terminated (pools)
def call_with_timeout(func, timeout, *args):
    with multiprocessing.Pool(1) as pool:
        handle = pool.apply_async(func, args)
        handle.wait(timeout)
        if not handle.ready():
            pool.terminate()
            pool.join()
            raise TimeoutError(f"{timeout} s are over")
        return handle.get()


# %% right: a queue with a time-out; kill (styles)
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def put_outcome(outcomes, func, args):
    try:
        outcomes.put(("value", func(*args)))
    except Exception as error:
        outcomes.put(("error", error))

# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    outcomes = multiprocessing.Queue()
    process = multiprocessing.Process(target=put_outcome, args=(outcomes, func, args), daemon=True)
    process.start()
    try:
        kind, content = outcomes.get(timeout=timeout)
    except queue.Empty:
        raise TimeoutError from None
    finally:
        process.kill()
        process.join()
    if kind == "error":
        raise content
    return content


# %% wrong: the other TimeoutError
def call_with_timeout(func, timeout, *args):
    with multiprocessing.Pool(1) as pool:
        return pool.apply_async(func, args).get(timeout)


# %% wrong: leaves the process running
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=report, args=(sender, func, args), daemon=True)
    process.start()
    if not receiver.poll(timeout):
        raise TimeoutError
    returned, value = receiver.recv()
    process.join()
    if returned:
        return value
    raise value


# %% wrong: raises an exception that is returned
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=report, args=(sender, func, args))
    process.start()
    try:
        if not receiver.poll(timeout):
            raise TimeoutError
        _, value = receiver.recv()
    finally:
        process.terminate()
        process.join()
    if isinstance(value, Exception):
        raise value
    return value


# %% wrong: joins before it reads: a large result fills the pipe
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=report, args=(sender, func, args))
    process.start()
    process.join(timeout)
    if process.is_alive():
        process.terminate()
        process.join()
        raise TimeoutError
    returned, value = receiver.recv()
    if returned:
        return value
    raise value


# %% right: a pool of one process that takes one task, map_async of one starred call
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def starred(call):
    func, args = call
    return func(*args)
# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    pool = multiprocessing.Pool(processes=1, maxtasksperchild=1)
    try:
        asked = pool.map_async(starred, [(func, args)])
        try:
            [value] = asked.get(timeout)
        except multiprocessing.TimeoutError as late:
            raise TimeoutError("too late") from late
        return value
    finally:
        pool.terminate()
        pool.join()


# %% wrong: sleeps the whole time-out, then looks whether the process has ended
# %%% q6-timeout-worker
# %%module q6_timeout_worker
def put_result(box, func, args):
    box.put(func(*args))
# %%% q6-timeout
def call_with_timeout(func, timeout, *args):
    box = multiprocessing.Queue()
    process = multiprocessing.Process(target=put_result, args=(box, func, args))
    process.start()
    time.sleep(timeout)
    if process.is_alive():
        process.terminate()
        process.join()
        raise TimeoutError("too slow")
    return box.get_nowait()
