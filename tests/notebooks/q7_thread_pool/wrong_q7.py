# %% q7-factorials — in groups
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    numbers, results = list(numbers), []
    with ThreadPoolExecutor(max_workers) as pool:
        for start in range(0, len(numbers), max_workers):
            results += pool.map(func, numbers[start : start + max_workers])
    return results

# %% q7-factorials — waits for each before it submits the next
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        return [pool.submit(func, n).result() for n in numbers]

# %% q7-factorials — threads of its own
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    results, gate = {}, threading.Semaphore(max_workers)

    def compute(index, n):
        with gate:
            results[index] = func(n)

    threads = [threading.Thread(target=compute, args=pair) for pair in enumerate(numbers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results[i] for i in range(len(threads))]

# %% q7-factorials — the errors are dropped
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(func, n) for n in numbers]
    return [future.result() for future in futures if future.exception() is None]

# %% q7-factorials — the default number of workers
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor() as pool:
        return list(pool.map(func, numbers))

# %% q7-factorials — ignores func
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        return list(pool.map(math.factorial, numbers))

# %% q7-as-completed — in the order of the numbers
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        yield from zip(numbers, pool.map(func, numbers))

# %% q7-as-completed — a dict loses the duplicates
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = {n: pool.submit(func, n) for n in numbers}
        back = {future: n for n, future in futures.items()}
        for future in as_completed(back):
            yield back[future], future.result()

# %% q7-as-completed — collects everything first
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = {pool.submit(func, n): n for n in numbers}
    return iter([(futures[f], f.result()) for f in as_completed(futures)])
