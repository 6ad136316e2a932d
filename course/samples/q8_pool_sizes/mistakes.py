# %% q8-time-pool — one stopwatch around everything, and always a pool of four
def time_pool(processes, items, func):
    begin = time.perf_counter()
    with multiprocessing.Pool(4) as pool:
        results = pool.map(func, items)
    seconds = time.perf_counter() - begin
    return PoolTiming(startup=0.0, work=seconds, results=results)

# %% q8-curve — measures each size once and repeats the number
def timing_curve(sizes, items, func, repeats=3):
    curve = {}
    for size in sizes:
        with multiprocessing.Pool(size) as pool:
            begin = time.perf_counter()
            pool.map(func, items)
            curve[size] = [time.perf_counter() - begin] * repeats
    return curve

# %% q8-plot — plots the means, without their spread, without the ideal curve
def plot_timing_curve(curve):
    figure, axes = plt.subplots()
    axes.plot(list(curve), [sum(times) / len(times) for times in curve.values()], "o-")
    axes.set_xlabel("processes")
    axes.set_ylabel("seconds")
    return axes
