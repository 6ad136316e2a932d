# %% q6-guarded — a subclass of Thread that keeps its error
def run_guarded(tasks):
    class Guarded(threading.Thread):
        def __init__(self, task):
            super().__init__(daemon=True)
            self.task, self.error = task, None

        def run(self):
            try:
                self.task()
            except Exception as error:
                self.error = error

    threads = [Guarded(task) for task in tasks]
    for thread in threads:
        thread.start()
    return [thread.join() or thread.error for thread in threads]

# %% q6-gather — as_completed, positions in a dict
def gather(tasks, max_workers=4):
    outcomes = [None] * len(tasks)
    with concurrent.futures.ThreadPoolExecutor(max_workers=max_workers) as pool:
        positions = {pool.submit(task): position for position, task in enumerate(tasks)}
        for future in concurrent.futures.as_completed(positions):
            try:
                outcomes[positions[future]] = Outcome(value=future.result())
            except Exception as error:
                outcomes[positions[future]] = Outcome(error=error)
    return outcomes

# %% q6-error-queue — every thread reports, also that there was no error
def collect_errors(tasks):
    reports = queue.SimpleQueue()

    def work(index):
        try:
            tasks[index]()
        except Exception as error:
            reports.put((index, error))
        else:
            reports.put((index, None))

    threads = [threading.Thread(target=work, args=(index,)) for index in range(len(tasks))]
    for thread in threads:
        thread.start()
    found = dict(reports.get() for _ in threads)
    for thread in threads:
        thread.join()
    return [(index, found[index]) for index in sorted(found) if found[index] is not None]

# %% q6-timeout-worker — a queue in place of a pipe
# %%module q6_timeout_worker
def put_outcome(outcomes, func, args):
    try:
        outcomes.put(("value", func(*args)))
    except Exception as error:
        outcomes.put(("error", error))

# %% q6-timeout — a queue with a time-out; kill
def call_with_timeout(func, timeout, *args):
    outcomes = multiprocessing.Queue()
    process = multiprocessing.Process(target=put_outcome, args=(outcomes, func, args), daemon=True)
    process.start()
    try:
        kind, content = outcomes.get(timeout=timeout)
    except queue.Empty:
        raise TimeoutError from None
    finally:
        process.kill()
        process.join()
    if kind == "error":
        raise content
    return content
