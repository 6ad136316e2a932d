# %% q3-factorials-worker — a process for each number, through a queue
# %%module q3_factorials_worker
def compute(results, position, func, number):
    try:
        results.put((position, func(number), None))
    except Exception as error:
        results.put((position, None, error))

# %% q3-factorials — processes by hand, in groups
def parallel_factorials(numbers, processes=3, func=math.factorial):
    found, errors = {}, []
    results = multiprocessing.Queue()
    jobs = list(enumerate(numbers))
    for start in range(0, len(jobs), processes):
        group = [
            multiprocessing.Process(target=compute, args=(results, position, func, number))
            for position, number in jobs[start : start + processes]
        ]
        for process in group:
            process.start()
        for _ in group:
            position, value, error = results.get()
            found[position] = value
            if error is not None:
                errors.append(error)
        for process in group:
            process.join()
    if errors:
        raise errors[0]
    return [found[position] for position in range(len(jobs))]

# %% q3-memory — an executor of one
def increment_in_child(value):
    with ProcessPoolExecutor(1) as pool:
        child = pool.submit(add_one, value).result()
    return value, child

# %% q3-compare — threads by hand
def compare_strategies(func, items, workers=2):
    timings = {}
    begin = time.perf_counter()
    results = []
    for item in items:
        results.append(func(item))
    timings["serial"] = Timing(time.perf_counter() - begin, results)
    for name, executor in [("threads", ThreadPoolExecutor), ("processes", ProcessPoolExecutor)]:
        begin = time.perf_counter()
        with executor(workers) as pool:
            futures = [pool.submit(func, item) for item in items]
        results = [future.result() for future in futures]
        timings[name] = Timing(time.perf_counter() - begin, results)
    return timings
