# %% q7-factorials — a subclass of the executor
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    class Pool(ThreadPoolExecutor):
        pass

    with Pool(max_workers) as pool:
        return [*pool.map(func, numbers)]

# %% q7-as-completed — finished futures come through a queue
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
