# %% q3-compare — takes the lock to write down a result, and calls a helper that takes it, too
def compare_strategies(func, items, workers=2):
    lock, results = threading.Lock(), {}

    def note(index, result):
        with lock:
            results[index] = result

    def work(index, item):
        with lock:
            note(index, func(item))

    timings = {}
    for name in ("serial", "threads", "processes"):
        begin = time.perf_counter()
        threads = [threading.Thread(target=work, args=pair) for pair in enumerate(items)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        timings[name] = Timing(time.perf_counter() - begin, [results[i] for i in range(len(items))])
    return timings
