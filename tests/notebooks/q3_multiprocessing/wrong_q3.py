# %% q3-factorials — the first in the notebook's own process
def parallel_factorials(numbers, processes=3, func=math.factorial):
    if not numbers:
        return []
    first = func(numbers[0])
    with multiprocessing.Pool(processes) as pool:
        return [first, *pool.map(func, numbers[1:])]

# %% q3-factorials — one process at a time
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with multiprocessing.Pool(processes) as pool:
        return [pool.apply(func, (n,)) for n in numbers]

# %% q3-factorials — None for a negative number
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with ProcessPoolExecutor(processes) as pool:
        futures = [pool.submit(func, n) for n in numbers]
    return [None if future.exception() else future.result() for future in futures]

# %% q3-memory — no child at all
def increment_in_child(value):
    return value, value + 1

# %% q3-memory — a C integer is too small
def increment_in_child(value):
    shared = multiprocessing.Value("i", value)
    with multiprocessing.Pool(1) as pool:
        shared.value = pool.apply(add_one, (value,))
    return value, shared.value

# %% q3-compare — the stopwatch stops before the work is done
def compare_strategies(func, items, workers=2):
    timings = {}
    begin = time.perf_counter()
    timings["serial"] = Timing(time.perf_counter() - begin, [func(item) for item in items])
    for name, executor in [("threads", ThreadPoolExecutor), ("processes", ProcessPoolExecutor)]:
        with executor(workers) as pool:
            begin = time.perf_counter()
            futures = [pool.submit(func, item) for item in items]
            seconds = time.perf_counter() - begin
            timings[name] = Timing(seconds, [future.result() for future in futures])
    return timings

# %% q3-compare — processor time of this process only
def compare_strategies(func, items, workers=2):
    def timed(run):
        begin = time.process_time()
        results = run()
        return Timing(time.process_time() - begin, results)

    def in_pool(executor):
        with executor(max_workers=workers) as pool:
            return list(pool.map(func, items))

    return {
        "serial": timed(lambda: [func(item) for item in items]),
        "threads": timed(lambda: in_pool(ThreadPoolExecutor)),
        "processes": timed(lambda: in_pool(ProcessPoolExecutor)),
    }

# %% q3-compare — the processes are threads, too
def compare_strategies(func, items, workers=2):
    timings = {}
    for name in ("serial", "threads", "processes"):
        begin = time.perf_counter()
        with ThreadPoolExecutor(1 if name == "serial" else workers) as pool:
            results = list(pool.map(func, items))
        timings[name] = Timing(time.perf_counter() - begin, results)
    return timings

# %% q3-plot — always the three names
def plot_strategies(seconds):
    figure, axes = plt.subplots()
    axes.bar(["serial", "threads", "processes"][: len(seconds)], list(seconds.values()))
    axes.set_ylabel("seconds")
    return axes

# %% q3-plot — draws into the axes that are there
def plot_strategies(seconds):
    plt.bar(list(seconds), list(seconds.values()))
    plt.ylabel("seconds")
    return plt.gca()
