# %% q3-factorials — an executor, futures
def parallel_factorials(numbers, processes=3, func=math.factorial):
    with ProcessPoolExecutor(processes) as pool:
        return [future.result() for future in [pool.submit(func, n) for n in numbers]]

# %% q3-memory-worker — a pipe
# %%module q3_memory_worker
def child_main(connection, value):
    value += 1
    connection.send(value)
    connection.close()

# %% q3-memory — a process and a pipe
def increment_in_child(value):
    here, there = multiprocessing.Pipe()
    child = multiprocessing.Process(target=child_main, args=(there, value))
    child.start()
    result = here.recv()
    child.join()
    here.close()
    there.close()
    return (value, result)

# %% q3-compare — pools of both kinds, one after the other, start-up apart
def compare_strategies(func, items, workers=2):
    from multiprocessing.pool import ThreadPool

    begin = time.monotonic()
    results = list(map(func, items))
    serial = Timing(results=results, seconds=time.monotonic() - begin)
    timings = {"processes": None, "threads": None}
    for name, kind in (("threads", ThreadPool), ("processes", multiprocessing.Pool)):
        pool = kind(workers)
        begin = time.monotonic()
        try:
            results = pool.map(func, items, chunksize=1)
            seconds = time.monotonic() - begin
        finally:
            pool.close()
            pool.join()
        timings[name] = Timing(seconds, results)
    timings["serial"] = serial
    return timings

# %% q3-plot — pyplot's own state, bars one by one
def plot_strategies(seconds):
    figure = plt.figure()
    axes = figure.add_subplot(111)
    for position, (name, value) in enumerate(seconds.items()):
        axes.bar(position, value, width=0.5)
    axes.set_xticks(range(len(seconds)))
    axes.set_xticklabels(list(seconds))
    axes.set_ylabel("Time [s]")
    return axes
