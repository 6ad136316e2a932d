# %% q7-as-completed — a barrier waits for one more than the pool has workers: it never opens
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    pool = ThreadPoolExecutor(max_workers)
    everybody_here = threading.Barrier(max_workers + 1)

    def compute(n):
        everybody_here.wait()
        return n, func(n)

    futures = [pool.submit(compute, n) for n in numbers]
    for future in as_completed(futures):
        yield future.result()
    pool.shutdown()
