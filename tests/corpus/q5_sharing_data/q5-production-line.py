"""q5-production-line: other right solutions, and wrong ones with one flaw each."""

# %% right: two threads, a dict for what happened, the event set in a finally
import threading


def run_production_line(manufacture, assemble):
    ready = threading.Event()
    box = {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            ready.set()

    def assembler():
        ready.wait()
        if "parts" not in box:
            return
        try:
            box["product"] = assemble(box["parts"])
        except Exception as error:
            box["error"] = error

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% right: a ThreadPoolExecutor of two, the waiting stage submitted first
import threading
from concurrent.futures import ThreadPoolExecutor


def run_production_line(manufacture, assemble):
    ready, made = threading.Event(), []

    def make():
        try:
            made.append(manufacture())
        finally:
            ready.set()

    def build():
        ready.wait()
        if made:
            return assemble(made[0])

    with ThreadPoolExecutor(max_workers=2) as pool:
        building = pool.submit(build)
        making = pool.submit(make)
    making.result()
    return building.result()


# %% right: two executors of one thread each
import threading
from concurrent.futures import ThreadPoolExecutor


def run_production_line(manufacture, assemble):
    parts_ready = threading.Event()
    crate = []

    def produce():
        try:
            crate.append(manufacture())
        finally:
            parts_ready.set()

    def consume():
        parts_ready.wait()
        if len(crate) == 1:
            return assemble(crate.pop())

    with ThreadPoolExecutor(1) as factory, ThreadPoolExecutor(1) as workshop:
        product = workshop.submit(consume)
        parts = factory.submit(produce)
    for stage in (parts, product):
        if stage.exception() is not None:
            raise stage.exception()
    return product.result()


# %% right: a subclass of Thread that keeps its result or its error
import threading


class Stage(threading.Thread):
    def __init__(self, work):
        super().__init__()
        self.work = work
        self.failed = False
        self.outcome = None

    def run(self):
        try:
            self.outcome = self.work()
        except Exception as error:
            self.failed = True
            self.outcome = error

    def result(self):
        self.join()
        if self.failed:
            raise self.outcome
        return self.outcome


def run_production_line(manufacture, assemble):
    ready = threading.Event()
    delivered = []

    def first():
        try:
            delivered.append(manufacture())
        finally:
            ready.set()

    def second():
        ready.wait()
        for parts in delivered:
            return assemble(parts)

    waiting, making = Stage(second), Stage(first)
    waiting.start()
    making.start()
    making.join()
    waiting.join()
    making.result()
    return waiting.result()


# %% right: concurrent Futures as boxes, filled in by plain threads
import threading
from concurrent.futures import Future


def run_production_line(manufacture, assemble):
    ready, parts, product = threading.Event(), Future(), Future()

    def fill(future, func, *args):
        try:
            future.set_result(func(*args))
        except Exception as error:
            future.set_exception(error)

    def make():
        fill(parts, manufacture)
        ready.set()

    def build():
        ready.wait()
        if parts.exception() is None:
            fill(product, assemble, parts.result())

    builder = threading.Thread(target=build)
    maker = threading.Thread(target=make)
    builder.start()
    maker.start()
    maker.join()
    builder.join()
    parts.result()
    return product.result()


# %% right: a class with a method for each stage and two flags, long-winded
import threading


class ProductionLine:
    def __init__(self, manufacture, assemble):
        self.manufacture = manufacture
        self.assemble = assemble
        self.parts = None
        self.parts_made = False
        self.product = None
        self.error = None
        self.event = threading.Event()

    def manufacturing(self):
        try:
            self.parts = self.manufacture()
            self.parts_made = True
        except Exception as e:
            self.error = e
        self.event.set()

    def assembling(self):
        self.event.wait()
        if self.parts_made == True:
            try:
                self.product = self.assemble(self.parts)
            except Exception as e:
                self.error = e

    def run(self):
        thread2 = threading.Thread(target=self.assembling)
        thread1 = threading.Thread(target=self.manufacturing)
        thread2.start()
        thread1.start()
        thread1.join()
        thread2.join()
        if self.error is not None:
            raise self.error
        return self.product


def run_production_line(manufacture, assemble):
    line = ProductionLine(manufacture, assemble)
    result = line.run()
    return result


# %% right: the result comes back through a queue as (ok, value)
import queue
import threading


def run_production_line(manufacture, assemble):
    made, report = threading.Event(), queue.Queue()
    shelf = []

    def maker():
        try:
            shelf.append(manufacture())
        except Exception as error:
            report.put((False, error))
        finally:
            made.set()

    def assembler():
        made.wait()
        if not shelf:
            return
        try:
            report.put((True, assemble(shelf.pop())))
        except Exception as error:
            report.put((False, error))

    crew = [threading.Thread(target=stage, daemon=True) for stage in (assembler, maker)]
    for member in crew:
        member.start()
    ok, value = report.get()
    for member in crew:
        member.join()
    if not ok:
        raise value
    return value


# %% right: the maker starts first, but makes nothing until the assembler is there
import threading


def run_production_line(manufacture, assemble):
    assembler_is_there, parts_are_there = threading.Event(), threading.Event()
    parts, products, errors = [], [], []

    def maker():
        assembler_is_there.wait()
        try:
            parts.append(manufacture())
        except Exception as error:
            errors.append(error)
        finally:
            parts_are_there.set()

    def assembler():
        assembler_is_there.set()
        parts_are_there.wait()
        if errors:
            return
        try:
            products.append(assemble(*parts))
        except Exception as error:
            errors.append(error)

    making, assembling = threading.Thread(target=maker), threading.Thread(target=assembler)
    making.start()
    assembling.start()
    making.join()
    assembling.join()
    for error in errors:
        raise error
    return products[0]


# %% right: the manufacturing thread starts the assembling one before it manufactures
import threading


def run_production_line(manufacture, assemble):
    ready, state = threading.Event(), {}

    def assembling():
        ready.wait()
        if "error" not in state:
            try:
                state["result"] = assemble(state["parts"])
            except Exception as error:
                state["error"] = error

    def manufacturing():
        helper = threading.Thread(target=assembling)
        helper.start()
        try:
            state["parts"] = manufacture()
        except Exception as error:
            state["error"] = error
        finally:
            ready.set()
            helper.join()

    thread = threading.Thread(target=manufacturing)
    thread.start()
    thread.join()
    if "error" in state:
        raise state["error"]
    return state["result"]


# %% right: a subclass of Event that carries the parts or the error
import threading


class Delivery(threading.Event):
    def __init__(self):
        super().__init__()
        self.parts = None
        self.error = None

    def send(self, parts=None, error=None):
        self.parts, self.error = parts, error
        self.set()

    def receive(self):
        self.wait()
        if self.error is not None:
            raise self.error
        return self.parts


def run_production_line(manufacture, assemble):
    parts, product = Delivery(), Delivery()

    def make():
        try:
            made = manufacture()
        except Exception as error:
            parts.send(error=error)
        else:
            parts.send(made)

    def build():
        try:
            built = assemble(parts.receive())
        except Exception as error:
            product.send(error=error)
        else:
            product.send(built)

    threads = [threading.Thread(target=build), threading.Thread(target=make)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return product.receive()


# %% right: multiprocessing's ThreadPool with two threads, closed and joined
import threading
from multiprocessing.pool import ThreadPool


def run_production_line(manufacture, assemble):
    ready = threading.Event()
    parts = {}

    def make():
        try:
            parts["made"] = manufacture()
        finally:
            ready.set()

    def build():
        ready.wait()
        return assemble(parts["made"]) if "made" in parts else None

    pool = ThreadPool(2)
    try:
        built = pool.apply_async(build)
        made = pool.apply_async(make)
        made.get()
        return built.get()
    finally:
        pool.close()
        pool.join()


# %% right: an ExitStack that joins what was started, typed
import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any


def run_production_line(manufacture: Callable[[], Any], assemble: Callable[[Any], Any]) -> Any:
    """Make parts in one thread and assemble them in another."""
    ready = threading.Event()
    parts: list[Any] = []
    products: list[Any] = []
    errors: list[Exception] = []

    def make() -> None:
        try:
            parts.append(manufacture())
        except Exception as error:
            errors.append(error)
        finally:
            ready.set()

    def build() -> None:
        ready.wait()
        if not parts:
            return
        try:
            products.append(assemble(parts[0]))
        except Exception as error:
            errors.append(error)

    with ExitStack() as stack:
        for target in (build, make):
            thread = threading.Thread(target=target)
            thread.start()
            stack.callback(thread.join)
    if errors:
        raise errors[0]
    return products[0]


# %% right: a decorator catches the errors of both stages
import functools
import threading


def run_production_line(manufacture, assemble):
    done = threading.Event()
    errors, parts, results = [], [], []

    def caught(stage):
        @functools.wraps(stage)
        def run():
            try:
                stage()
            except Exception as error:
                errors.append(error)

        return run

    @caught
    def manufacturing():
        try:
            parts.append(manufacture())
        finally:
            done.set()

    @caught
    def assembling():
        while not done.is_set():
            done.wait()
        for made in parts:
            results.append(assemble(made))

    second = threading.Thread(target=assembling, name="assembling")
    first = threading.Thread(target=manufacturing, name="manufacturing")
    second.start()
    first.start()
    first.join()
    second.join()
    if errors:
        raise errors.pop()
    (result,) = results
    return result


# %% right: locks around the shared state besides the event, a missing-marker for None
import threading

MISSING = object()


def run_production_line(manufacture, assemble):
    lock, ready = threading.RLock(), threading.Event()
    parts = product = failure = MISSING

    def make():
        nonlocal parts, failure
        try:
            made = manufacture()
            with lock:
                parts = made
        except Exception as error:
            with lock:
                failure = error
        finally:
            ready.set()

    def build():
        nonlocal product, failure
        ready.wait()
        with lock:
            mine = parts
        if mine is MISSING:
            return
        try:
            built = assemble(mine)
            with lock:
                product = built
        except Exception as error:
            with lock:
                failure = error

    builder, maker = threading.Thread(target=build), threading.Thread(target=make)
    builder.start()
    maker.start()
    maker.join()
    builder.join()
    with lock:
        if failure is not MISSING:
            raise failure
        return product


# %% right: two events: parts are there, and all is done; the caller waits for the second
import threading


def run_production_line(manufacture, assemble):
    parts_there, finished = threading.Event(), threading.Event()
    notes = {}

    def maker():
        try:
            notes["parts"] = manufacture()
        except Exception as error:
            notes["error"] = error
        parts_there.set()

    def assembler():
        try:
            parts_there.wait()
            if "parts" in notes:
                notes["product"] = assemble(notes["parts"])
        except Exception as error:
            notes["error"] = error
        finally:
            finished.set()

    threads = threading.Thread(target=assembler), threading.Thread(target=maker)
    for thread in threads:
        thread.start()
    finished.wait()
    for thread in threads:
        thread.join()
    if "error" in notes:
        raise notes["error"]
    return notes["product"]


# %% wrong: the event is set only when manufacture succeeds, else the assembler waits for ever
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
            ready.set()
        except Exception as error:
            box["error"] = error

    def assembler():
        ready.wait()
        try:
            box["product"] = assemble(box["parts"])
        except Exception as error:
            box["error"] = error

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: after a failed manufacture a daemon assembler is left waiting, though the caller gets the error
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        else:
            ready.set()

    def assembler():
        ready.wait()
        try:
            box["product"] = assemble(box["parts"])
        except Exception as error:
            box["error"] = error

    assembling = threading.Thread(target=assembler, daemon=True)
    making = threading.Thread(target=maker)
    assembling.start()
    making.start()
    making.join()
    if "error" in box and "parts" not in box:
        raise box["error"]
    assembling.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: assemble is called with None when manufacture has failed
import threading


def run_production_line(manufacture, assemble):
    ready, parts, product, errors = threading.Event(), None, None, []

    def maker():
        nonlocal parts
        try:
            parts = manufacture()
        except Exception as error:
            errors.append(error)
        finally:
            ready.set()

    def assembler():
        nonlocal product
        ready.wait()
        try:
            product = assemble(parts)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return product


# %% wrong: looks at the flag again and again, with a sleep in between
import threading
import time


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            ready.set()

    def assembler():
        while not ready.is_set():
            time.sleep(0.05)
        if "parts" in box:
            try:
                box["product"] = assemble(box["parts"])
            except Exception as error:
                box["error"] = error

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: wait with a short time-out in a loop, which is polling too
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            ready.set()

    def assembler():
        while not ready.wait(timeout=0.1):
            pass
        if "parts" in box:
            try:
                box["product"] = assemble(box["parts"])
            except Exception as error:
                box["error"] = error

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: the assembler gives up waiting after ten seconds
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            ready.set()

    def assembler():
        if not ready.wait(10):
            box["error"] = TimeoutError("no parts came")
            return
        if "parts" in box:
            try:
                box["product"] = assemble(box["parts"])
            except Exception as error:
                box["error"] = error

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: the assembling thread is started after the manufacturing one was joined
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            ready.set()

    def assembler():
        ready.wait()
        if "parts" in box:
            try:
                box["product"] = assemble(box["parts"])
            except Exception as error:
                box["error"] = error

    for target in (maker, assembler):
        thread = threading.Thread(target=target)
        thread.start()
        thread.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: the maker is started first, and a quick manufacture may end before the assembler is started
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            ready.set()

    def assembler():
        ready.wait()
        if "parts" in box:
            try:
                box["product"] = assemble(box["parts"])
            except Exception as error:
                box["error"] = error

    making = threading.Thread(target=maker)
    assembling = threading.Thread(target=assembler)
    making.start()
    assembling.start()
    making.join()
    assembling.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: one pool of two, manufacture submitted first: its idle thread may assemble as well
import threading
from concurrent.futures import ThreadPoolExecutor


def run_production_line(manufacture, assemble):
    ready, made = threading.Event(), []

    def make():
        try:
            made.append(manufacture())
        finally:
            ready.set()

    def build():
        ready.wait()
        if made:
            return assemble(made[0])

    with ThreadPoolExecutor(max_workers=2) as pool:
        making = pool.submit(make)
        building = pool.submit(build)
    making.result()
    return building.result()


# %% wrong: the caller manufactures the parts itself
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def assembler():
        ready.wait()
        if "parts" in box:
            try:
                box["product"] = assemble(box["parts"])
            except Exception as error:
                box["error"] = error

    thread = threading.Thread(target=assembler)
    thread.start()
    try:
        box["parts"] = manufacture()
    finally:
        ready.set()
        thread.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: the caller waits for the event and assembles itself
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            ready.set()

    thread = threading.Thread(target=maker)
    thread.start()
    ready.wait()
    thread.join()
    if "error" in box:
        raise box["error"]
    return assemble(box["parts"])


# %% wrong: assemble runs in the manufacturing thread, the other one only waits for the result
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            box["made"] = assemble(manufacture())
        except Exception as error:
            box["error"] = error
        finally:
            ready.set()

    def assembler():
        ready.wait()
        if "made" in box:
            box["product"] = box["made"]

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: a product that is None is taken for a failure
import threading


def run_production_line(manufacture, assemble):
    ready, parts, product, errors = threading.Event(), [], None, []

    def maker():
        try:
            parts.append(manufacture())
        except Exception as error:
            errors.append(error)
        finally:
            ready.set()

    def assembler():
        nonlocal product
        ready.wait()
        if parts:
            try:
                product = assemble(parts[0])
            except Exception as error:
                errors.append(error)

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    if product is None:
        raise RuntimeError("nothing was assembled")
    return product


# %% wrong: parts that are None are taken for a failed manufacture, assemble is not called
import threading


def run_production_line(manufacture, assemble):
    ready, parts, product, errors = threading.Event(), None, None, []

    def maker():
        nonlocal parts
        try:
            parts = manufacture()
        except Exception as error:
            errors.append(error)
        finally:
            ready.set()

    def assembler():
        nonlocal product
        ready.wait()
        if parts is not None:
            try:
                product = assemble(parts)
            except Exception as error:
                errors.append(error)

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return product


# %% wrong: parts that are false, such as an empty list or 0, are not assembled
import threading


def run_production_line(manufacture, assemble):
    ready, parts, product, errors = threading.Event(), [], [], []

    def maker():
        nonlocal parts
        try:
            parts = manufacture()
        except Exception as error:
            errors.append(error)
        finally:
            ready.set()

    def assembler():
        ready.wait()
        if errors or not parts:
            return
        try:
            product.append(assemble(parts))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return product[0] if product else None


# %% wrong: an error of assemble is lost in its thread, the caller gets None
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            ready.set()

    def assembler():
        ready.wait()
        if "parts" in box:
            box["product"] = assemble(box["parts"])

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in box:
        raise box["error"]
    return box.get("product")


# %% wrong: nobody asks the future of manufacture, its error is lost
import threading
from concurrent.futures import ThreadPoolExecutor


def run_production_line(manufacture, assemble):
    ready, made = threading.Event(), []

    def make():
        try:
            made.append(manufacture())
        finally:
            ready.set()

    def build():
        ready.wait()
        if made:
            return assemble(made[0])

    with ThreadPoolExecutor(max_workers=2) as pool:
        building = pool.submit(build)
        pool.submit(make)
    return building.result()


# %% wrong: the KeyError of the assembler replaces the error of manufacture
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            ready.set()

    def assembler():
        ready.wait()
        try:
            box["product"] = assemble(box["parts"])
        except Exception as error:
            box["error"] = error

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: the error reaches the caller inside a RuntimeError
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            ready.set()

    def assembler():
        ready.wait()
        if "parts" in box:
            try:
                box["product"] = assemble(box["parts"])
            except Exception as error:
                box["error"] = error

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in box:
        raise RuntimeError("the production line failed") from box["error"]
    return box["product"]


# %% wrong: a new exception of the same type and arguments is raised, not the very object
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = (type(error), error.args)
        finally:
            ready.set()

    def assembler():
        ready.wait()
        if "parts" in box:
            try:
                box["product"] = assemble(box["parts"])
            except Exception as error:
                box["error"] = (type(error), error.args)

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in box:
        kind, args = box["error"]
        raise kind(*args)
    return box["product"]


# %% wrong: an exception that assemble returns as its product is raised
import threading


def run_production_line(manufacture, assemble):
    ready, parts, outcome = threading.Event(), [], []

    def maker():
        try:
            parts.append(manufacture())
        except Exception as error:
            outcome.append(error)
        finally:
            ready.set()

    def assembler():
        ready.wait()
        if parts:
            try:
                outcome.append(assemble(parts[0]))
            except Exception as error:
                outcome.append(error)

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if isinstance(outcome[0], Exception):
        raise outcome[0]
    return outcome[0]


# %% wrong: parts that are an exception object are taken for a failure of manufacture
import threading


def run_production_line(manufacture, assemble):
    ready, parts, results, errors = threading.Event(), [], [], []

    def maker():
        try:
            parts.append(manufacture())
        except Exception as error:
            parts.append(error)
        finally:
            ready.set()

    def assembler():
        ready.wait()
        try:
            if isinstance(parts[0], Exception):
                raise parts[0]
            results.append(assemble(parts[0]))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results[0]


# %% wrong: the event is set a moment before the parts are put down
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            made = manufacture()
            ready.set()
            box["parts"] = made
        except Exception as error:
            box["error"] = error
            ready.set()

    def assembler():
        ready.wait()
        if "error" not in box:
            try:
                box["product"] = assemble(box.get("parts"))
            except Exception as error:
                box["error"] = error

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: the finally sets the event before the except has noted the error, so assemble may run
import threading


def run_production_line(manufacture, assemble):
    ready = threading.Event()
    parts = product = error = None

    def make():
        nonlocal parts
        try:
            parts = manufacture()
        finally:
            ready.set()

    def maker():
        nonlocal error
        try:
            make()
        except Exception as mishap:
            error = mishap

    def assembler():
        nonlocal product, error
        ready.wait()
        if error is None:
            try:
                product = assemble(parts)
            except Exception as mishap:
                error = mishap

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if error is not None:
        raise error
    return product


# %% wrong: the assembler clears the event before it waits, and may clear away the one signal
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            ready.set()

    def assembler():
        ready.clear()
        ready.wait()
        if "parts" in box:
            try:
                box["product"] = assemble(box["parts"])
            except Exception as error:
                box["error"] = error

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: the event is a pulse (set and clear at once), which a late assembler misses
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            ready.set()
            ready.clear()

    def assembler():
        ready.wait()
        if "parts" in box:
            try:
                box["product"] = assemble(box["parts"])
            except Exception as error:
                box["error"] = error

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: only the assembler is joined, the maker may outlive the call
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            ready.set()

    def assembler():
        ready.wait()
        if "parts" in box:
            try:
                box["product"] = assemble(box["parts"])
            except Exception as error:
                box["error"] = error

    assembling = threading.Thread(target=assembler)
    assembling.start()
    threading.Thread(target=maker).start()
    assembling.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: the caller waits for a second event and joins nobody
import threading


def run_production_line(manufacture, assemble):
    ready, finished, box = threading.Event(), threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            ready.set()

    def assembler():
        ready.wait()
        try:
            if "parts" in box:
                box["product"] = assemble(box["parts"])
        except Exception as error:
            box["error"] = error
        finally:
            finished.set()

    threading.Thread(target=assembler).start()
    threading.Thread(target=maker).start()
    finished.wait()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: after an error of manufacture the assembler is not joined
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            ready.set()

    def assembler():
        ready.wait()
        if "parts" in box:
            try:
                box["product"] = assemble(box["parts"])
            except Exception as error:
                box["error"] = error

    assembling, making = threading.Thread(target=assembler), threading.Thread(target=maker)
    assembling.start()
    making.start()
    making.join()
    if "parts" not in box:
        raise box["error"]
    assembling.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: joins with a time-out, a slow assembly is left behind without a result
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            ready.set()

    def assembler():
        ready.wait()
        if "parts" in box:
            try:
                box["product"] = assemble(box["parts"])
            except Exception as error:
                box["error"] = error

    threads = [threading.Thread(target=assembler, daemon=True), threading.Thread(target=maker, daemon=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    if "error" in box:
        raise box["error"]
    return box.get("product")


# %% wrong: the caller's event is set only after a successful assembly, an error leaves the caller waiting
import threading


def run_production_line(manufacture, assemble):
    ready, finished, box = threading.Event(), threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
            finished.set()
        finally:
            ready.set()

    def assembler():
        ready.wait()
        if "parts" in box:
            try:
                box["product"] = assemble(box["parts"])
                finished.set()
            except Exception as error:
                box["error"] = error

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    finished.wait()
    for thread in threads:
        thread.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: a queue hands over the parts, no Event
import queue
import threading


def run_production_line(manufacture, assemble):
    belt, box = queue.Queue(), {}

    def maker():
        try:
            belt.put((True, manufacture()))
        except Exception as error:
            box["error"] = error
            belt.put((False, None))

    def assembler():
        made, parts = belt.get()
        if made:
            try:
                box["product"] = assemble(parts)
            except Exception as error:
                box["error"] = error

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: a Condition in place of an Event
import threading


def run_production_line(manufacture, assemble):
    changed, over, box = threading.Condition(), False, {}

    def maker():
        nonlocal over
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            with changed:
                over = True
                changed.notify_all()

    def assembler():
        with changed:
            changed.wait_for(lambda: over)
        if "parts" in box:
            try:
                box["product"] = assemble(box["parts"])
            except Exception as error:
                box["error"] = error

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: a Semaphore that starts at 0 in place of an Event
import threading


def run_production_line(manufacture, assemble):
    parts_made, box = threading.Semaphore(0), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            parts_made.release()

    def assembler():
        parts_made.acquire()
        if "parts" in box:
            try:
                box["product"] = assemble(box["parts"])
            except Exception as error:
                box["error"] = error

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: the event belongs to the module and is still set in the second call
import threading

parts_ready = threading.Event()


def run_production_line(manufacture, assemble):
    box = {}

    def maker():
        try:
            box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            parts_ready.set()

    def assembler():
        parts_ready.wait()
        if "error" not in box:
            try:
                box["product"] = assemble(box.get("parts"))
            except Exception as error:
                box["error"] = error

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% wrong: the error of an earlier call stays in a default argument and is raised again
import threading


def run_production_line(manufacture, assemble, errors=[]):
    ready, parts, products = threading.Event(), [], []

    def maker():
        try:
            parts.append(manufacture())
        except Exception as error:
            errors.append(error)
        finally:
            ready.set()

    def assembler():
        ready.wait()
        if parts:
            try:
                products.append(assemble(parts[0]))
            except Exception as error:
                errors.append(error)

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[-1]
    return products[0]


# %% wrong: only ValueError and RuntimeError are carried to the caller
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            box["parts"] = manufacture()
        except (ValueError, RuntimeError) as error:
            box["error"] = error
        finally:
            ready.set()

    def assembler():
        ready.wait()
        if "parts" in box:
            try:
                box["product"] = assemble(box["parts"])
            except (ValueError, RuntimeError) as error:
                box["error"] = error

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in box:
        raise box["error"]
    return box.get("product")


# %% wrong: a manufacture that fails is started once more
import threading


def run_production_line(manufacture, assemble):
    ready, box = threading.Event(), {}

    def maker():
        try:
            try:
                box["parts"] = manufacture()
            except Exception:
                box["parts"] = manufacture()
        except Exception as error:
            box["error"] = error
        finally:
            ready.set()

    def assembler():
        ready.wait()
        if "parts" in box:
            try:
                box["product"] = assemble(box["parts"])
            except Exception as error:
                box["error"] = error

    threads = [threading.Thread(target=assembler), threading.Thread(target=maker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in box:
        raise box["error"]
    return box["product"]


# %% right: an event for each outcome, parts through a queue, futures by hand (chunks)
def run_production_line(manufacture, assemble):
    made, shelf, product = threading.Event(), queue.Queue(), concurrent.futures.Future()

    def making():
        try:
            shelf.put(manufacture())
        except Exception as error:
            product.set_exception(error)
        finally:
            made.set()

    def assembling():
        made.wait()
        if product.done():
            return
        try:
            product.set_result(assemble(shelf.get()))
        except Exception as error:
            product.set_exception(error)

    line = (threading.Thread(target=assembling), threading.Thread(target=making))
    for thread in line:
        thread.start()
    for thread in line:
        thread.join()
    return product.result()


# %% right: a record with an event in it, a caller that joins with time-outs (patient callers)
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Shelf:
    ready: threading.Event = field(default_factory=threading.Event)
    parts: Any = None
    product: Any = None
    error: Exception | None = None
    made: bool = False


def run_production_line(manufacture, assemble):
    shelf = Shelf()

    def make():
        try:
            shelf.parts = manufacture()
            shelf.made = True
        except Exception as error:
            shelf.error = error
        shelf.ready.set()

    def put_together():
        shelf.ready.wait()
        if shelf.made:
            try:
                shelf.product = assemble(shelf.parts)
            except Exception as error:
                shelf.error = error

    stages = [threading.Thread(target=make), threading.Thread(target=put_together)]
    for stage in reversed(stages):
        stage.start()
    for stage in stages:
        while stage.is_alive():
            stage.join(timeout=0.1)
    if shelf.error:
        raise shelf.error
    return shelf.product


# %% right: one global event, cleared before each run (pools)
parts_are_ready = threading.Event()


class Stage(threading.Thread):
    def __init__(self, work):
        super().__init__()
        self.work, self.result, self.error = work, None, None

    def run(self):
        try:
            self.result = self.work()
        except Exception as error:
            self.error = error


def run_production_line(manufacture, assemble):
    parts_are_ready.clear()

    def make():
        try:
            return manufacture()
        finally:
            parts_are_ready.set()

    def put_together():
        parts_are_ready.wait()
        maker.join()
        if maker.error is None:
            return assemble(maker.result)

    maker, assembler = Stage(make), Stage(put_together)
    assembler.start()
    maker.start()
    assembler.join()
    for stage in (maker, assembler):
        if stage.error is not None:
            raise stage.error
    return assembler.result


# %% right: a subclass of Thread for the assembler, the maker started last (queue join)
def run_production_line(manufacture, assemble):
    class Assembler(threading.Thread):
        result = error = None
        parts = ()

        def run(self):
            ready.wait()
            if self.parts:
                try:
                    self.result = assemble(self.parts[0])
                except Exception as error:
                    self.error = error

    failures = []

    def make():
        try:
            assembler.parts = (manufacture(),)
        except Exception as error:
            failures.append(error)
        ready.set()

    ready = threading.Event()
    assembler = Assembler(daemon=True)
    assembler.start()
    maker = threading.Thread(target=make)
    maker.start()
    maker.join()
    assembler.join()
    if failures:
        raise failures[0]
    if assembler.error is not None:
        raise assembler.error
    return assembler.result


# %% right: an executor, an event, a list (sentinels)
def run_production_line(manufacture, assemble):
    ready, shelf = threading.Event(), []

    def make():
        try:
            shelf.append(manufacture())
        finally:
            ready.set()

    def put_together():
        ready.wait()
        return assemble(shelf[0]) if shelf else None

    with ThreadPoolExecutor(2) as pool:
        product = pool.submit(put_together)
        parts = pool.submit(make)
        parts.result()
        return product.result()


# %% wrong: polls
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def make():
        try:
            outcome["parts"] = manufacture()
        except Exception as error:
            outcome["error"] = error
        ready.set()

    def put_together():
        while not ready.is_set():
            time.sleep(0.01)
        if "parts" in outcome:
            try:
                outcome["product"] = assemble(outcome["parts"])
            except Exception as error:
                outcome["error"] = error

    threads = [threading.Thread(target=put_together), threading.Thread(target=make)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in outcome:
        raise outcome["error"]
    return outcome["product"]


# %% wrong: a condition of its own in place of the event
def run_production_line(manufacture, assemble):
    with ThreadPoolExecutor(1) as maker, ThreadPoolExecutor(1) as assembler:
        parts = maker.submit(manufacture)
        return assembler.submit(lambda: assemble(parts.result())).result()


# %% wrong: the maker's error leaves the assembler waiting
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def make():
        outcome["parts"] = manufacture()
        ready.set()

    def put_together():
        ready.wait()
        outcome["product"] = assemble(outcome["parts"])

    threads = [threading.Thread(target=put_together), threading.Thread(target=make)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcome["product"]


# %% wrong: waits with a time-out in a loop
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def make():
        try:
            outcome["parts"] = manufacture()
        except Exception as error:
            outcome["error"] = error
        ready.set()

    def put_together():
        while not ready.wait(timeout=0.1):
            pass
        if "error" in outcome:
            return
        try:
            outcome["product"] = assemble(outcome["parts"])
        except Exception as error:
            outcome["error"] = error

    threads = [threading.Thread(target=put_together), threading.Thread(target=make)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in outcome:
        raise outcome["error"]
    return outcome["product"]


# %% wrong: starts the assembler when the parts are there
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def make():
        try:
            outcome["parts"] = manufacture()
        except Exception as error:
            outcome["error"] = error
        ready.set()

    def put_together():
        ready.wait()
        try:
            outcome["product"] = assemble(outcome["parts"])
        except Exception as error:
            outcome["error"] = error

    for stage in (make, put_together):
        thread = threading.Thread(target=stage)
        thread.start()
        thread.join()
        if "error" in outcome:
            raise outcome["error"]
    return outcome["product"]


# %% wrong: manufactures in the caller's thread
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def put_together():
        ready.wait()
        if "parts" in outcome:
            try:
                outcome["product"] = assemble(outcome["parts"])
            except Exception as error:
                outcome["error"] = error

    thread = threading.Thread(target=put_together)
    thread.start()
    try:
        outcome["parts"] = manufacture()
    finally:
        ready.set()
        thread.join()
    if "error" in outcome:
        raise outcome["error"]
    return outcome["product"]


# %% wrong: assembles nothing after a failure
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {"parts": None}

    def make():
        try:
            outcome["parts"] = manufacture()
        except Exception as error:
            outcome["error"] = error
        ready.set()

    def put_together():
        ready.wait()
        try:
            outcome["product"] = assemble(outcome["parts"])
        except Exception as error:
            outcome["error"] = error

    threads = [threading.Thread(target=put_together), threading.Thread(target=make)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in outcome:
        raise outcome["error"]
    return outcome["product"]


# %% wrong: takes parts that are empty for no parts
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def make():
        try:
            outcome["parts"] = manufacture()
        except Exception as error:
            outcome["error"] = error
        ready.set()

    def put_together():
        ready.wait()
        if outcome.get("parts"):
            try:
                outcome["product"] = assemble(outcome["parts"])
            except Exception as error:
                outcome["error"] = error

    threads = [threading.Thread(target=put_together), threading.Thread(target=make)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in outcome:
        raise outcome["error"]
    return outcome.get("product")


# %% wrong: the error of the assembler is lost
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def make():
        try:
            outcome["parts"] = manufacture()
        except Exception as error:
            outcome["error"] = error
        ready.set()

    def put_together():
        ready.wait()
        if "error" not in outcome:
            outcome["product"] = assemble(outcome["parts"])

    threads = [threading.Thread(target=put_together), threading.Thread(target=make)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in outcome:
        raise outcome["error"]
    return outcome.get("product")


# %% wrong: returns before the product is there
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def make():
        outcome["parts"] = manufacture()
        ready.set()

    def put_together():
        ready.wait()
        outcome["product"] = assemble(outcome["parts"])

    maker = threading.Thread(target=make)
    maker.start()
    threading.Thread(target=put_together).start()
    maker.join()
    return outcome.get("product")


# %% wrong: an event for show, a join does the waiting
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def make():
        try:
            outcome["parts"] = manufacture()
        except Exception as error:
            outcome["error"] = error
        ready.set()

    def put_together():
        maker.join()
        if "error" in outcome:
            return
        try:
            outcome["product"] = assemble(outcome["parts"])
        except Exception as error:
            outcome["error"] = error

    maker, assembler = threading.Thread(target=make), threading.Thread(target=put_together)
    maker.start()
    assembler.start()
    assembler.join()
    if "error" in outcome:
        raise outcome["error"]
    return outcome["product"]


# %% wrong: takes a result that is an error for an error
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def attempt(work, *args):
        try:
            return work(*args)
        except Exception as error:
            return error

    def make():
        outcome["parts"] = attempt(manufacture)
        ready.set()

    def put_together():
        ready.wait()
        if isinstance(outcome["parts"], Exception):
            outcome["product"] = outcome["parts"]
        else:
            outcome["product"] = attempt(assemble, outcome["parts"])

    threads = [threading.Thread(target=put_together), threading.Thread(target=make)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if isinstance(outcome["product"], Exception):
        raise outcome["product"]
    return outcome["product"]
