# %% q7-factorials — makes a pool, then computes in a loop of its own
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    results = []
    with ThreadPoolExecutor(max_workers) as pool:
        for n in numbers:
            future = pool.submit(func, n)
            results.append(future.exception() or future.result())
    return results[::-1]

# %% q7-as-completed — waits for all results, and yields them in the order of the numbers
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(func, n) for n in numbers]
        wait(futures)
        for n, future in zip(numbers, futures):
            if not future.exception():
                yield n, future.result()
