# %% q2-pool-map — computes in the notebook's process, and drops what fails
def pool_map(func, items, processes=3):
    results = []
    for item in items:
        try:
            results.append(func(item))
        except Exception:
            results.append(None)
    return results[::-1]

# %% q2-reuse — asks for the id of the notebook's process, in place of the workers'
def tasks_per_worker(task_count, processes=3):
    return {os.getpid(): task_count}

# %% q2-as-completed — map waits for all results, and done counts from zero
def pool_progress(func, items, processes, on_result):
    with multiprocessing.Pool(processes) as pool:
        handle = pool.map_async(func, items)
        handle.wait()
        results = handle.get() if handle.successful() else []
    for done, result in enumerate(results):
        on_result(done, len(items), result)
    return results
