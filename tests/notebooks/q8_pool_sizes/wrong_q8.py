# %% q8-time-pool — Pool() has returned, but its workers are not ready
def time_pool(processes, items, func):
    begin = time.perf_counter()
    with multiprocessing.Pool(processes) as pool:
        ready = time.perf_counter()
        results = pool.map(func, items)
        end = time.perf_counter()
    return PoolTiming(ready - begin, end - ready, results)

# %% q8-time-pool — warms up with func
def time_pool(processes, items, func):
    begin = time.perf_counter()
    with multiprocessing.Pool(processes) as pool:
        pool.map(func, items)
        ready = time.perf_counter()
        results = pool.map(func, items)
        end = time.perf_counter()
    return PoolTiming(ready - begin, end - ready, results)

# %% q8-time-pool — the work counts from the beginning
def time_pool(processes, items, func):
    begin = time.perf_counter()
    barrier = multiprocessing.Barrier(processes)
    with multiprocessing.Pool(processes, keep, (barrier,)) as pool:
        pool.map(answer, range(processes), chunksize=1)
        ready = time.perf_counter()
        results = pool.map(func, items)
        end = time.perf_counter()
    return PoolTiming(ready - begin, end - begin, results)

# %% q8-time-pool — map_async, and nobody waits
def time_pool(processes, items, func):
    begin = time.perf_counter()
    barrier = multiprocessing.Barrier(processes)
    with multiprocessing.Pool(processes, keep, (barrier,)) as pool:
        pool.map(answer, range(processes), chunksize=1)
        ready = time.perf_counter()
        handle = pool.map_async(func, items)
        end = time.perf_counter()
        results = handle.get()
    return PoolTiming(ready - begin, end - ready, results)

# %% q8-curve — copies the first measurement
def timing_curve(sizes, items, func, repeats=3):
    return {size: [time_pool(size, items, func).work] * repeats for size in sizes}

# %% q8-curve — always the same pool size
def timing_curve(sizes, items, func, repeats=3):
    return {size: [time_pool(max(sizes), items, func).work for _ in range(repeats)] for size in sizes}

# %% q8-curve — divides the time of one process
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        curve[size] = [time_pool(1, items, func).work / size for _ in range(repeats)]
    return curve

# %% q8-plot — means
def plot_timing_curve(curve):
    sizes = sorted(curve)
    means = [statistics.fmean(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.errorbar(sizes, means, yerr=[statistics.stdev(curve[s]) for s in sizes], label="measured")
    axes.plot(sizes, [means[0] * sizes[0] / size for size in sizes], label="ideal")
    axes.set_xlabel("processes")
    axes.set_ylabel("seconds")
    axes.legend()
    return axes

# %% q8-plot — no spread
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.plot(sizes, medians, "o-", label="measured")
    axes.plot(sizes, [medians[0] * sizes[0] / size for size in sizes], label="ideal")
    axes.set_xlabel("processes")
    axes.set_ylabel("seconds")
    axes.legend()
    return axes

# %% q8-plot — an ideal that starts at one process, whatever the smallest size is
def plot_timing_curve(curve):
    sizes = sorted(curve)
    medians = [statistics.median(curve[size]) for size in sizes]
    figure, axes = plt.subplots()
    axes.fill_between(sizes, [min(curve[s]) for s in sizes], [max(curve[s]) for s in sizes], alpha=0.2)
    axes.plot(sizes, medians, "o-", label="measured")
    axes.plot(sizes, [medians[0] / size for size in sizes], label="ideal")
    axes.set_xlabel("processes")
    axes.set_ylabel("seconds")
    axes.legend()
    return axes
