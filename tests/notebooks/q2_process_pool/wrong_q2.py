# %% q2-pool-map — as many workers as there are items
def pool_map(func, items, processes=3):
    if not items:
        return []
    with multiprocessing.Pool(min(processes, len(items))) as pool:
        return pool.map(func, items)

# %% q2-pool-map — threads that look like a pool
def pool_map(func, items, processes=3):
    with multiprocessing.pool.ThreadPool(processes) as pool:
        return pool.map(func, items)

# %% q2-pool-map — in the order in which the results arrive
def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return sorted(pool.imap_unordered(func, items))

# %% q2-pool-map — swallows the errors
def pool_map(func, items, processes=3):
    with multiprocessing.Pool(processes) as pool:
        try:
            return pool.map(func, items)
        except Exception:
            return []

# %% q2-reuse — a Counter
def tasks_per_worker(task_count, processes=3):
    with multiprocessing.Pool(processes) as pool:
        return collections.Counter(pool.map(report, range(task_count)))

# %% q2-reuse — invents the ids
def tasks_per_worker(task_count, processes=3):
    share, rest = divmod(task_count, processes)
    return {100000 + n: share + (n < rest) for n in range(processes) if share + (n < rest)}

# %% q2-as-completed — imap keeps the order, so a late first result holds back the others
def pool_progress(func, items, processes, on_result):
    results = []
    with multiprocessing.Pool(processes) as pool:
        for done, result in enumerate(pool.imap(func, items), 1):
            results.append(result)
            on_result(done, len(items), result)
    return results

# %% q2-as-completed — in chunks
def pool_progress(func, items, processes, on_result):
    jobs = [(func, position, item) for position, item in enumerate(items)]
    results = [None] * len(items)
    with multiprocessing.Pool(processes) as pool:
        for done, (position, result) in enumerate(pool.imap_unordered(numbered, jobs, chunksize=4), 1):
            results[position] = result
            on_result(done, len(items), result)
    return results
