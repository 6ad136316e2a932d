# %% q7-factorials — futures, shut down by hand
def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    pool = ThreadPoolExecutor(max_workers=max_workers)
    futures = [pool.submit(func, n) for n in numbers]
    try:
        return [future.result() for future in futures]
    finally:
        pool.shutdown()

# %% q7-as-completed — wait for the first, again and again
def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
    with concurrent.futures.ThreadPoolExecutor(max_workers) as executor:
        pending = {executor.submit(func, number): number for number in numbers}
        while pending:
            done, _ = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                yield pending.pop(future), future.result()
