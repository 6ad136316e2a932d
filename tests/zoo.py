"""Functions as students write them, right and wrong; worker processes import them."""

from __future__ import annotations

import multiprocessing
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor


def square(n):
    return n * n


def pool_map(func, items, processes=3):
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        return pool.map(func, items)


def drops_a_pool(close):
    pool = multiprocessing.get_context("spawn").Pool(2)
    result = pool.map(square, [1, 2, 3])
    if close:
        pool.close()
    return result


def thread_map(func, items, workers=3):
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(func, items))


def fetch_all(urls):
    return thread_map(lambda url: urllib.request.urlopen(url).read().decode(), urls, len(urls))


def thread_map_without_shutdown(func, items, workers=3):
    pool = ThreadPoolExecutor(workers)
    return list(pool.map(func, items))


def loop_map(func, items, workers=3):
    return [func(item) for item in items]


def leaves_a_thread(event):
    threading.Thread(target=event.wait, daemon=True, name="forgotten").start()
    return "done"


def leaves_a_process():
    process = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(600,))
    process.daemon = True
    process.start()
    return "done"


def takes_a_lock_twice():
    lock = threading.Lock()
    with lock, lock:
        return "never"


def waits_for_nothing_with_a_pause():
    time.sleep(0.3)
    return "slow, not stuck"


def thread_fails():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
