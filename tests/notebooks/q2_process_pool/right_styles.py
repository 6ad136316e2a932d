# %% q2-pool-map — imap in chunks of one, and a pool that is ended by hand
def pool_map(func, items, processes=3):
    pool = multiprocessing.Pool(processes=processes, maxtasksperchild=1)
    try:
        return [result for result in pool.imap(func, items)]
    finally:
        pool.terminate()

# %% q2-reuse — futures of an executor
def tasks_per_worker(task_count, processes=3):
    counts = {}
    with ProcessPoolExecutor(max_workers=processes) as pool:
        for pid in pool.map(report, range(task_count)):
            counts[pid] = counts.get(pid, 0) + 1
    return counts

# %% q2-as-completed — an executor and as_completed
def pool_progress(func, items, processes, on_result):
    results = {}
    with ProcessPoolExecutor(max_workers=processes) as pool:
        futures = {pool.submit(func, item): index for index, item in enumerate(items)}
        for done, future in enumerate(as_completed(futures), 1):
            results[futures[future]] = future.result()
            on_result(done, len(futures), future.result())
    return [results[index] for index in range(len(results))]
