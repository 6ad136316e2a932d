# %% q8-time-pool — asks until every worker has answered
def time_pool(processes, items, func):
    begin = time.perf_counter()
    pool = multiprocessing.Pool(processes)
    try:
        seen = set()
        wanted = {worker.pid for worker in pool._pool}
        while seen < wanted:
            seen |= set(pool.map(who, range(4 * processes), chunksize=1))
        startup = time.perf_counter() - begin
        begin = time.perf_counter()
        results = pool.map(func, items)
        work = time.perf_counter() - begin
    finally:
        pool.terminate()
        pool.join()
    return PoolTiming(startup=startup, work=work, results=results)

# %% q8-time-pool-worker — says who it is, slowly enough for the others to come
# %%module q8_time_pool_worker
import os
import time


def who(_):
    time.sleep(0.01)
    return os.getpid()

# %% q8-plot — boxes, and the medians on a line
def plot_timing_curve(curve):
    fig = plt.figure()
    ax = fig.add_subplot()
    sizes = sorted(curve)
    ax.boxplot([curve[s] for s in sizes], positions=sizes, widths=0.4)
    medians = {s: statistics.median(curve[s]) for s in sizes}
    ax.plot(list(medians), list(medians.values()), "o-", label="median")
    best = medians[sizes[0]] * sizes[0]
    ax.plot(sizes, [best / s for s in sizes], "k--", label="ideal speed-up")
    ax.set_xlabel("Pool size in processes")
    ax.set_ylabel("Seconds")
    ax.legend(loc="best")
    return ax
