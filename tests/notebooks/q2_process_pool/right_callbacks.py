# %% q2-pool-map — apply_async, closed and joined, in an explicit spawn context
def pool_map(func, items, processes=3):
    pool = multiprocessing.get_context("spawn").Pool(processes)
    handles = [pool.apply_async(func, (item,)) for item in items]
    try:
        return [handle.get() for handle in handles]
    finally:
        pool.close()
        pool.join()

# %% q2-reuse-worker — processes that count for themselves
# %%module q2_reuse_worker
import os
import queue


def work(tasks, counts):
    done = 0
    while tasks.get() is not None:
        done += 1
    counts.put((os.getpid(), done))

# %% q2-reuse — processes and queues by hand
def tasks_per_worker(task_count, processes=3):
    tasks, counts = multiprocessing.Queue(), multiprocessing.Queue()
    workers = [multiprocessing.Process(target=work, args=(tasks, counts)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for number in range(task_count):
        tasks.put(number)
    for _ in workers:
        tasks.put(None)
    found = dict(counts.get() for _ in workers)
    for worker in workers:
        worker.join()
    return {pid: done for pid, done in found.items() if done}

# %% q2-as-completed — callbacks of apply_async, which run in a thread of the pool
def pool_progress(func, items, processes, on_result):
    done = 0

    def report_one(result):
        nonlocal done
        done += 1
        on_result(done, len(items), result)

    with multiprocessing.Pool(processes) as pool:
        handles = [pool.apply_async(func, (item,), callback=report_one) for item in items]
        results = [handle.get() for handle in handles]
        pool.close()
        pool.join()
    return results
