"""q5-crawl: other right solutions, and wrong ones with one flaw each."""

# %% right: dict.fromkeys, get_nowait until the queue is empty, a list of threads
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% right: one end mark for each worker, a lock around the dict
import queue
import threading

END = object()


def crawl(urls, fetch, workers=3):
    pages = {}
    pages_lock = threading.Lock()
    todo = queue.Queue()

    def work():
        while True:
            url = todo.get()
            if url is END:
                break
            try:
                page = fetch(url)
            except Exception as error:
                page = error
            with pages_lock:
                pages[url] = page

    crew = []
    for _ in range(workers):
        thread = threading.Thread(target=work)
        thread.start()
        crew.append(thread)
    for url in set(urls):
        todo.put(url)
    for _ in crew:
        todo.put(END)
    for thread in crew:
        thread.join()
    return pages


# %% right: a subclass of Thread, each with results of its own that are merged at the end
import queue
import threading


class Crawler(threading.Thread):
    def __init__(self, todo, fetch):
        super().__init__()
        self.todo = todo
        self.fetch = fetch
        self.found = {}

    def run(self):
        while True:
            try:
                url = self.todo.get(block=False)
            except queue.Empty:
                break
            try:
                self.found[url] = self.fetch(url)
            except Exception as error:
                self.found[url] = error


def crawl(urls, fetch, workers=3):
    todo = queue.Queue()
    for url in set(urls):
        todo.put(url)
    crawlers = [Crawler(todo, fetch) for _ in range(workers)]
    for crawler in crawlers:
        crawler.start()
    for crawler in crawlers:
        crawler.join()
    results = {}
    for crawler in crawlers:
        results.update(crawler.found)
    return results


# %% right: a ThreadPoolExecutor runs the worker loops over a queue.Queue
import queue
from concurrent.futures import ThreadPoolExecutor


def crawl(urls, fetch, workers=3):
    waiting = queue.Queue()
    results = dict.fromkeys(urls)
    for url in results:
        waiting.put(url)

    def attempt(url):
        try:
            return fetch(url)
        except Exception as error:
            return error

    def loop():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            results[url] = attempt(url)

    with ThreadPoolExecutor(max_workers=workers) as pool:
        loops = [pool.submit(loop) for _ in range(workers)]
    for done in loops:
        done.result()
    return results


# %% right: task_done and Queue.join, then end marks and join of the threads
from queue import Queue
from threading import Thread


def crawl(urls, fetch, workers=3):
    jobs = Queue()
    results = {}

    def run():
        while True:
            job = jobs.get()
            try:
                if job is None:
                    return
                (url,) = job
                try:
                    results[url] = fetch(url)
                except Exception as error:
                    results[url] = error
            finally:
                jobs.task_done()

    threads = [Thread(target=run, daemon=True) for _ in range(workers)]
    for t in threads:
        t.start()
    for url in dict.fromkeys(urls):
        jobs.put((url,))
    jobs.join()
    for _ in threads:
        jobs.put(None)
    for t in threads:
        t.join()
    return results


# %% right: results come back through a second queue, the caller collects them
import queue
import threading


def crawl(urls, fetch, workers=3):
    distinct = list(dict.fromkeys(urls))
    todo, done = queue.Queue(), queue.Queue()
    for url in distinct:
        todo.put(url)

    def worker():
        try:
            while True:
                url = todo.get_nowait()
                try:
                    answer = fetch(url)
                except Exception as error:
                    answer = error
                done.put((url, answer))
        except queue.Empty:
            pass

    threads = [threading.Thread(target=worker) for _ in range(min(workers, len(distinct)))]
    for thread in threads:
        thread.start()
    results = dict(done.get() for _ in distinct)
    for thread in threads:
        thread.join()
    return results


# %% right: a single end mark that each worker puts back for the next
import queue
import threading


def crawl(urls, fetch, workers=3):
    results, waiting, stop = {}, queue.Queue(), object()
    for url in dict.fromkeys(urls):
        waiting.put(url)
    waiting.put(stop)

    def worker():
        for url in iter(waiting.get, stop):
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error
        waiting.put(stop)

    threads = [threading.Thread(target=worker, name=f"worker {n}") for n in range(workers)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return results


# %% right: a LifoQueue, so the last URL comes first
import threading
from queue import Empty, LifoQueue


def crawl(urls, fetch, workers=3):
    stack = LifoQueue()
    for url in frozenset(urls):
        stack.put(url)
    result = {}

    def worker():
        while True:
            try:
                url = stack.get_nowait()
            except Empty:
                return
            try:
                result[url] = fetch(url)
            except Exception as exc:
                result[url] = exc

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return result


# %% right: a PriorityQueue of (place, URL), results in the order of first appearance
import queue
import threading
from contextlib import suppress


def crawl(urls, fetch, workers=3):
    distinct = list(dict.fromkeys(urls))
    places = queue.PriorityQueue()
    for place, url in enumerate(distinct):
        places.put((place, url))
    answers = [None] * len(distinct)

    def worker():
        with suppress(queue.Empty):
            while True:
                place, url = places.get_nowait()
                answers[place] = answer_of(url)

    def answer_of(url):
        try:
            return fetch(url)
        except Exception as error:
            return error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return dict(zip(distinct, answers))


# %% right: a bounded queue that the caller fills while the workers empty it
import queue
import threading


def crawl(urls, fetch, workers=3):
    belt, finished, over = queue.Queue(maxsize=1), {}, object()

    def worker():
        while (url := belt.get()) is not over:
            try:
                finished[url] = fetch(url)
            except Exception as problem:
                finished[url] = problem

    crew = [threading.Thread(target=worker) for _ in range(workers)]
    for member in crew:
        member.start()
    seen = set()
    for url in urls:
        if url not in seen:
            seen.add(url)
            belt.put(url)
    for _ in crew:
        belt.put(over)
    for member in crew:
        member.join()
    return finished


# %% right: duplicates go into the queue too, a worker claims a URL under a lock before it fetches
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting = queue.Queue()
    for url in urls:
        waiting.put(url)
    claimed, claim_lock, results = set(), threading.Lock(), {}

    def claim(url):
        with claim_lock:
            if url in claimed:
                return False
            claimed.add(url)
            return True

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            if not claim(url):
                continue
            try:
                page = fetch(url)
            except Exception as error:
                page = error
            with claim_lock:
                results[url] = page

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% right: a subclass of Queue that takes in each URL only once
import queue
import threading


class DistinctQueue(queue.Queue):
    """A queue that ignores what was put before."""

    def _init(self, maxsize):
        super()._init(maxsize)
        self._known = set()

    def _put(self, item):
        if item not in self._known:
            self._known.add(item)
            super()._put(item)


def crawl(urls, fetch, workers=3):
    waiting, results = DistinctQueue(), {}
    for url in urls:
        waiting.put(url)

    def worker():
        while not finished():
            pass

    def finished():
        try:
            url = waiting.get_nowait()
        except queue.Empty:
            return True
        try:
            results[url] = fetch(url)
        except Exception as error:
            results[url] = error
        return False

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% right: a future for each URL travels through the queue with it
import queue
import threading
from concurrent.futures import Future


def crawl(urls, fetch, workers=3):
    promises = {url: Future() for url in urls}
    todo = queue.Queue()
    for promise in promises.items():
        todo.put(promise)

    def keep_promises():
        while True:
            try:
                url, promise = todo.get_nowait()
            except queue.Empty:
                return
            try:
                page = fetch(url)
            except Exception as error:
                promise.set_exception(error)
            else:
                promise.set_result(page)

    threads = [threading.Thread(target=keep_promises) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        url: promise.result() if promise.exception() is None else promise.exception() for url, promise in promises.items()
    }


# %% right: a context manager for the threads and a generator for the queue, typed
import queue
import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager


def drained(source: queue.Queue) -> Iterator:
    """Yield the items of a queue that nobody fills any more."""
    while True:
        try:
            item = source.get_nowait()
        except queue.Empty:
            return
        yield item


@contextmanager
def running(count: int, target: Callable[[], None]) -> Iterator[None]:
    """Run target in `count` threads, and join them."""
    threads = [threading.Thread(target=target) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.join()


def crawl(urls: Sequence[Hashable], fetch: Callable, workers: int = 3) -> dict:
    source: queue.Queue = queue.Queue()
    for url in dict.fromkeys(urls):
        source.put(url)
    results: dict = {}
    lock = threading.RLock()

    def work() -> None:
        for url in drained(source):
            try:
                outcome = fetch(url)
            except Exception as error:
                outcome = error
            with lock:
                results[url] = outcome

    with running(min(workers, source.qsize()), work):
        pass
    return results


# %% right: empty() and get() under one lock that every worker takes for both
import queue
import threading


def crawl(urls, fetch, workers=3):
    url_queue = queue.Queue()
    queue_lock = threading.Lock()
    results_lock = threading.Lock()
    results = {}
    already = []
    for url in urls:
        if url not in already:
            already.append(url)
            url_queue.put(url)

    def worker_function():
        while True:
            queue_lock.acquire()
            try:
                if url_queue.empty():
                    return
                url = url_queue.get()
            finally:
                queue_lock.release()
            result = None
            try:
                result = fetch(url)
            except Exception as e:
                result = e
            results_lock.acquire()
            results[url] = result
            results_lock.release()

    threads = []
    for i in range(workers):
        t = threading.Thread(target=worker_function)
        threads.append(t)
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return results


# %% right: the caller waits on a condition until the last page is there, then joins
import queue
import threading
from dataclasses import dataclass, field


@dataclass
class Site:
    fetch: object
    todo: queue.Queue = field(default_factory=queue.Queue)
    pages: dict = field(default_factory=dict)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def visit(self):
        while True:
            job = self.todo.get()
            if job is None:
                return
            try:
                page = self.fetch(job["url"])
            except Exception as error:
                page = error
            with self.changed:
                self.pages[job["url"]] = page
                self.changed.notify_all()


def crawl(urls, fetch, workers=3):
    site, distinct = Site(fetch), set(urls)
    visitors = [threading.Thread(target=site.visit) for _ in range(workers)]
    for visitor in visitors:
        visitor.start()
    for url in distinct:
        site.todo.put({"url": url})
    with site.changed:
        site.changed.wait_for(lambda: len(site.pages) == len(distinct))
    for _ in visitors:
        site.todo.put(None)
    for visitor in visitors:
        visitor.join()
    return site.pages


# %% right: waits a moment for an item of the full queue instead of get_nowait, chained end
import queue
import threading


def crawl(urls, fetch, workers=3):
    q = queue.Queue()
    for u in dict.fromkeys(urls):
        q.put(u)
    out = {}

    def worker():
        while True:
            try:
                u = q.get(timeout=0.01)
            except queue.Empty:
                break
            try:
                out[u] = fetch(u)
            except Exception as e:
                out[u] = e
            q.task_done()

    ts = [threading.Thread(target=worker, daemon=True) for _ in range(workers)]
    for t in ts:
        t.start()
    q.join()
    for t in ts:
        t.join()
    return out


# %% wrong: empty() and then get(): another worker may take the last URL in between
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        while not waiting.empty():
            url = waiting.get()
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: one end mark for all workers, the others wait for ever
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)
    waiting.put(None)

    def worker():
        while True:
            url = waiting.get()
            if url is None:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: an end mark for each URL instead of each worker: hangs with fewer URLs than workers
import queue
import threading


def crawl(urls, fetch, workers=3):
    distinct = list(dict.fromkeys(urls))
    waiting, results = queue.Queue(), {}
    for url in distinct:
        waiting.put(url)
    for _ in distinct:
        waiting.put(None)

    def worker():
        while True:
            url = waiting.get()
            if url is None:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: duplicates are fetched again
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url in urls:
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: a duplicate is skipped only when the first fetch has already ended
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results, lock = queue.Queue(), {}, threading.Lock()
    for url in urls:
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            with lock:
                if url in results:
                    continue
            try:
                page = fetch(url)
            except Exception as error:
                page = error
            with lock:
                results[url] = page

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: workers ask and mark the set of seen URLs in two steps without a lock
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results, seen = queue.Queue(), {}, set()
    for url in urls:
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            if url not in seen:
                seen.add(url)
                try:
                    results[url] = fetch(url)
                except Exception as error:
                    results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: only neighbours are recognised as duplicates
import itertools
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url, _ in itertools.groupby(urls):
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: duplicates are compared with `is`, equal strings that are two objects are fetched twice
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results, known = queue.Queue(), {}, []
    for url in urls:
        if not any(url is other for other in known):
            known.append(url)
            waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: each thread is joined before the next one starts
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    for _ in range(workers):
        thread = threading.Thread(target=worker)
        thread.start()
        thread.join()
    return results


# %% wrong: the lock for the dict is held during the fetch
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results, lock = queue.Queue(), {}, threading.Lock()
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            with lock:
                try:
                    results[url] = fetch(url)
                except Exception as error:
                    results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: an error ends the worker, what it leaves is done by nobody
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        url = None
        try:
            while True:
                try:
                    url = waiting.get_nowait()
                except queue.Empty:
                    return
                results[url] = fetch(url)
        except Exception as error:
            results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: only OSError is caught, another error kills the worker and its URL is missing
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
            except OSError as error:
                results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: a queue.Empty that fetch raises is taken for the end of the work
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
                results[url] = fetch(url)
            except queue.Empty:
                return
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: the first error is raised in the caller when all is done
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results, errors = queue.Queue(), {}, []
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                errors.append(error)

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results


# %% wrong: a failed URL maps to the text of the error
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = f"{type(error).__name__}: {error}"

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: a failed fetch is tried a second time
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            for _ in range(2):
                try:
                    results[url] = fetch(url)
                    break
                except Exception as error:
                    results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: a page that is None counts as no page, and its URL is missing
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                page = fetch(url)
            except Exception as error:
                page = error
            if page is not None:
                results[url] = page

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: daemon workers wait in get() for ever after the queue was joined
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}

    def worker():
        while True:
            url = waiting.get()
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error
            finally:
                waiting.task_done()

    for _ in range(workers):
        threading.Thread(target=worker, daemon=True).start()
    for url in dict.fromkeys(urls):
        waiting.put(url)
    waiting.join()
    return results


# %% wrong: Queue.join in place of Thread.join: the last threads may outlive the call
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error
            finally:
                waiting.task_done()

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    waiting.join()
    return results


# %% wrong: task_done is left out after an error, so Queue.join never ends
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
                waiting.task_done()
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    waiting.join()
    for thread in threads:
        thread.join()
    return results


# %% wrong: task_done before the fetch, so the results are copied too early
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    lock = threading.Lock()

    def worker():
        while True:
            url = waiting.get()
            waiting.task_done()
            if url is None:
                return
            try:
                page = fetch(url)
            except Exception as error:
                page = error
            with lock:
                results[url] = page

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for url in dict.fromkeys(urls):
        waiting.put(url)
    waiting.join()
    with lock:
        finished = dict(results)
    for _ in threads:
        waiting.put(None)
    for thread in threads:
        thread.join()
    return finished


# %% wrong: the workers start before the queue is filled, and leave when they find it empty
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}

    def worker():
        while True:
            try:
                url = waiting.get(timeout=0.5)
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for url in dict.fromkeys(urls):
        waiting.put(url)
    for thread in threads:
        thread.join()
    return results


# %% wrong: a thread for every URL, a semaphore lets `workers` of them fetch
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results, slots = queue.Queue(), {}, threading.Semaphore(workers)
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def visit():
        with slots:
            url = waiting.get()
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=visit) for _ in range(waiting.qsize())]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: one of the workers is spent on filling the queue, so one less fetches
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    fetchers = max(1, workers - 1)

    def dispatch():
        for url in dict.fromkeys(urls):
            waiting.put(url)
        for _ in range(fetchers):
            waiting.put(None)

    def worker():
        while True:
            url = waiting.get()
            if url is None:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    if workers == 1:
        dispatch()
        threads = [threading.Thread(target=worker)]
    else:
        threads = [threading.Thread(target=dispatch)]
        threads += [threading.Thread(target=worker) for _ in range(fetchers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: each worker gets a fixed share in a queue of its own, and idles when it is through
import queue
import threading


def crawl(urls, fetch, workers=3):
    distinct, results = list(dict.fromkeys(urls)), {}

    def worker(share):
        while True:
            try:
                url = share.get_nowait()
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    threads = []
    for number in range(workers):
        share = queue.Queue()
        for url in distinct[number::workers]:
            share.put(url)
        threads.append(threading.Thread(target=worker, args=(share,)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: rounds of `workers` URLs, the next round waits for the slowest of the last
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def visit(url):
        try:
            results[url] = fetch(url)
        except Exception as error:
            results[url] = error

    while not waiting.empty():
        threads = []
        while len(threads) < workers and not waiting.empty():
            threads.append(threading.Thread(target=visit, args=(waiting.get(),)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return results


# %% wrong: ThreadPoolExecutor alone, no queue.Queue
from concurrent.futures import ThreadPoolExecutor


def crawl(urls, fetch, workers=3):
    distinct = list(dict.fromkeys(urls))

    def attempt(url):
        try:
            return fetch(url)
        except Exception as error:
            return error

    with ThreadPoolExecutor(max_workers=workers) as pool:
        return dict(zip(distinct, pool.map(attempt, distinct)))


# %% wrong: a SimpleQueue, which is no queue.Queue
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.SimpleQueue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: a deque with a lock instead of a queue.Queue
import threading
from collections import deque


def crawl(urls, fetch, workers=3):
    waiting, results, lock = deque(dict.fromkeys(urls)), {}, threading.Lock()

    def worker():
        while True:
            with lock:
                if not waiting:
                    return
                url = waiting.popleft()
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: the dict is rebuilt from an old copy without a lock, results get lost
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def remember(url, page):
        nonlocal results
        results = {**results, url: page}

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                page = fetch(url)
            except Exception as error:
                page = error
            remember(url, page)

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: the queue is bounded and filled before anybody takes from it
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(maxsize=workers), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: a barrier for all workers, which too few URLs never fill
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results, together = queue.Queue(), {}, threading.Barrier(workers)
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        together.wait()
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(min(workers, waiting.qsize()))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: the caller waits for as many results as URLs were listed, duplicates included
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, done = queue.Queue(), queue.Queue()
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                done.put((url, fetch(url)))
            except Exception as error:
                done.put((url, error))

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    results = dict(done.get() for _ in range(len(urls)))
    for thread in threads:
        thread.join()
    return results


# %% wrong: any false URL such as 0 or "" is taken for the end mark
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)
    for _ in range(workers):
        waiting.put(None)

    def worker():
        while True:
            url = waiting.get()
            if not url:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: threads are joined with a time-out, a slow fetch is left behind
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=worker, daemon=True) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=5)
    return results


# %% wrong: the dict is a default argument, results of earlier calls come along
import queue
import threading


def crawl(urls, fetch, workers=3, results={}):
    waiting = queue.Queue()
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: URLs of earlier calls are remembered in the module and not fetched again
import queue
import threading

seen_urls = set()


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url in urls:
        if url not in seen_urls:
            seen_urls.add(url)
            waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: duplicates are deleted from the caller's own list
import queue
import threading


def crawl(urls, fetch, workers=3):
    if isinstance(urls, list):
        for place in range(len(urls) - 1, -1, -1):
            if urls[place] in urls[:place]:
                del urls[place]
    waiting, results = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: the first error stops the whole crawl
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results, failed = queue.Queue(), {}, threading.Event()
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def worker():
        while not failed.is_set():
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[url] = fetch(url)
            except Exception as error:
                results[url] = error
                failed.set()

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% wrong: the loop variable is shared by all workers (nonlocal), pages get mixed up
import queue
import threading


def crawl(urls, fetch, workers=3):
    waiting, results = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)
    current = None

    def worker():
        nonlocal current
        while True:
            try:
                current = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                page = fetch(current)
            except Exception as error:
                page = error
            results[current] = page

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# %% right: the caller is one of the workers, results come through a second queue (chunks)
def crawl(urls, fetch, workers=3):
    todo, done = queue.Queue(), queue.Queue()
    seen = []
    for url in urls:
        if url not in seen:
            seen.append(url)
            todo.put(url)

    def work():
        try:
            while True:
                url = todo.get(block=False)
                try:
                    done.put((url, fetch(url)))
                except Exception as error:
                    done.put((url, error))
        except queue.Empty:
            pass

    helpers = [threading.Thread(target=work) for _ in range(workers - 1)]
    [helper.start() for helper in helpers]
    work()
    [helper.join() for helper in helpers]
    pages = {}
    while not done.empty():
        url, page = done.get()
        pages[url] = page
    return pages


# %% right: workers give up after a moment without a URL, the caller looks now and then (patient callers)
def crawl(urls, fetch, workers=3):
    waiting = queue.LifoQueue()
    for url in sorted(set(urls)):
        waiting.put_nowait(url)
    pages, lock = {}, threading.Lock()

    def work():
        while True:
            try:
                url = waiting.get(timeout=0.05)
            except queue.Empty:
                break
            try:
                page = fetch(url)
            except Exception as error:
                page = error
            with lock:
                pages[url] = page

    threads = [threading.Thread(target=work) for _ in range(min(workers, waiting.qsize()))]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        time.sleep(0.02)
    return pages


# %% right: an executor runs the workers (pools)
def crawl(urls, fetch, workers=3):
    todo: queue.Queue[str] = queue.Queue()
    for url in dict.fromkeys(urls):
        todo.put(url)

    def work():
        mine = {}
        while not todo.empty():
            try:
                url = todo.get_nowait()
            except queue.Empty:
                break
            try:
                mine[url] = fetch(url)
            except Exception as error:
                mine[url] = error
        return mine

    pages = {}
    with ThreadPoolExecutor(max_workers=workers) as pool:
        for future in [pool.submit(work) for _ in range(workers)]:
            pages.update(future.result())
    return pages


# %% right: queue.join, then the workers are told to end (queue join)
def crawl(urls, fetch, workers=3):
    class Waiting(queue.Queue):
        pass

    waiting, pages = Waiting(), {}

    def work():
        while True:
            url = waiting.get()
            try:
                if url is None:
                    return
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = error
            finally:
                waiting.task_done()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for url in dict.fromkeys(urls):
        waiting.put(url)
    waiting.join()
    for _ in threads:
        waiting.put(None)
    for thread in threads:
        thread.join()
    return pages


# %% right: an end mark for each worker (sentinels)
def crawl(urls, fetch, workers=3):
    waiting, done = queue.Queue(), queue.Queue()
    for url in set(urls):
        waiting.put(url)
    for _ in range(workers):
        waiting.put(None)

    def work():
        while (url := waiting.get()) is not None:
            try:
                done.put((url, fetch(url)))
            except Exception as error:
                done.put((url, error))

    threads = [threading.Thread(target=work, daemon=True) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return dict(done.get() for _ in range(done.qsize()))


# %% right: an Event says that no more comes; get with a time-out
def crawl(urls, fetch, workers=3):
    q, pages, over = queue.Queue(), {}, threading.Event()

    def work():
        while True:
            try:
                url = q.get(timeout=0.02)
            except queue.Empty:
                if over.is_set():
                    return
                continue
            try:
                pages[url] = fetch(url)
            except Exception as e:
                pages[url] = e
            finally:
                q.task_done()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for t in threads:
        t.start()
    for url in dict.fromkeys(urls):
        q.put(url)
    q.join()
    over.set()
    for t in threads:
        t.join()
    return pages

# %% wrong: a worker dies of the first error
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def work():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            pages[url] = fetch(url)

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return pages


# %% wrong: waits for a page that another worker took
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def work():
        while len(pages) < len(set(urls)):
            url = waiting.get()
            try:
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = error

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return pages


# %% wrong: no queue
def crawl(urls, fetch, workers=3):
    def one(url):
        try:
            return fetch(url)
        except Exception as error:
            return error

    urls = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(workers) as pool:
        return dict(zip(urls, pool.map(one, urls)))


# %% wrong: fetches duplicates
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in urls:
        waiting.put(url)

    def work():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = error

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return pages


# %% wrong: looks whether the URL was fetched, too early to know
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in urls:
        waiting.put(url)

    def work():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            if url in pages:
                continue
            try:
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = error

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return pages


# %% wrong: starts a worker and waits for it, one after the other
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def work():
        while not waiting.empty():
            url = waiting.get()
            try:
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = error

    for _ in range(workers):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    return pages


# %% wrong: a thread for each URL, bounded by a semaphore
def crawl(urls, fetch, workers=3):
    waiting, pages, gate = queue.Queue(), {}, threading.Semaphore(workers)
    urls = list(dict.fromkeys(urls))
    for url in urls:
        waiting.put(url)

    def work():
        url = waiting.get()
        with gate:
            try:
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = error

    threads = [threading.Thread(target=work) for _ in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return pages


# %% wrong: a thread for each URL
def crawl(urls, fetch, workers=3):
    done = queue.Queue()

    def work(url):
        try:
            done.put((url, fetch(url)))
        except Exception as error:
            done.put((url, error))

    threads = [threading.Thread(target=work, args=[url]) for url in dict.fromkeys(urls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return dict(done.get() for _ in threads)


# %% wrong: one end mark for all workers
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)
    waiting.put(None)

    def work():
        while True:
            url = waiting.get()
            if url is None:
                return
            try:
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = error

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return pages


# %% wrong: daemon threads that nobody ends
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def work():
        while True:
            url = waiting.get()
            try:
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = error
            waiting.task_done()

    for _ in range(workers):
        threading.Thread(target=work, daemon=True).start()
    waiting.join()
    return pages


# %% wrong: returns before the pages are there
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def work():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = error

    for _ in range(workers):
        threading.Thread(target=work).start()
    return pages


# %% wrong: the text of the error in place of the error
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def work():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = str(error)

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return pages


# %% wrong: batches, and a queue for show
def crawl(urls, fetch, workers=3):
    waiting = queue.Queue()
    urls, pages = list(dict.fromkeys(urls)), {}

    def one(url):
        try:
            pages[url] = fetch(url)
        except Exception as error:
            pages[url] = error

    for start in range(0, len(urls), workers):
        threads = [threading.Thread(target=one, args=[u]) for u in urls[start : start + workers]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return pages
