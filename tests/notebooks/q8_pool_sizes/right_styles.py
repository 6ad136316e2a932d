# %% q8-time-pool-worker — a barrier that comes with the executor's initializer
# %%module q8_time_pool_worker
import time


def share(barrier):
    global gate
    gate = barrier


def pass_gate(_):
    gate.wait()
    return True

# %% q8-time-pool — an executor
def time_pool(processes, items, func):
    start = time.monotonic()
    barrier = multiprocessing.get_context().Barrier(processes)
    with ProcessPoolExecutor(processes, initializer=share, initargs=(barrier,)) as pool:
        list(pool.map(pass_gate, range(processes)))
        startup = time.monotonic() - start
        start = time.monotonic()
        results = list(pool.map(func, items))
        work = time.monotonic() - start
    return PoolTiming(startup, work, results)

# %% q8-curve — round by round, largest pool first
def timing_curve(sizes, items, func, repeats=3):
    curve = {size: [] for size in sizes}
    for _ in range(repeats):
        for size in sorted(sizes, reverse=True):
            with multiprocessing.Pool(size) as pool:
                begin = time.perf_counter()
                pool.map(func, items, chunksize=1)
                curve[size].append(time.perf_counter() - begin)
    return curve

# %% q8-plot — a band of quartiles, markers, a log axis
def plot_timing_curve(curve):
    import numpy as np

    sizes = sorted(curve)
    middle = [np.median(curve[size]) for size in sizes]
    low = [np.percentile(curve[size], 25) for size in sizes]
    high = [np.percentile(curve[size], 75) for size in sizes]
    figure, axes = plt.subplots(figsize=(6, 4))
    axes.fill_between(sizes, low, high, alpha=0.3, label="middle half")
    axes.plot(sizes, middle, marker="s", linestyle="", label="median")
    x = np.linspace(sizes[0], sizes[-1], 200)
    axes.plot(x, middle[0] * sizes[0] / x, ":", label="ideal")
    axes.set(xlabel="number of processes", ylabel="time [s]", xscale="log")
    figure.legend()
    return axes
