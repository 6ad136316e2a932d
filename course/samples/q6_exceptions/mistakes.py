# %% q6-guarded — the try stands around start and join, where no error of the thread ever arrives
def run_guarded(tasks):
    errors = []
    for task in tasks:
        try:
            thread = threading.Thread(target=task)
            thread.start()
            thread.join()
            errors.append(None)
        except Exception as error:
            errors.append(error)
    return errors

# %% q6-gather — the first failure ends the loop over the futures, and the later results are lost
def gather(tasks, max_workers=4):
    outcomes = []
    with ThreadPoolExecutor() as pool:
        futures = [pool.submit(task) for task in tasks]
        for future in as_completed(futures):
            try:
                outcomes.append(Outcome(future.result()))
            except Exception as error:
                outcomes.append(Outcome(value=error))
                break
    return outcomes

# %% q6-error-queue — reports the error's text in place of the error, for every task, one after the other
def collect_errors(tasks):
    reports = queue.Queue()
    for index, task in enumerate(tasks):
        try:
            task()
            reports.put((index, None))
        except Exception as error:
            reports.put((index, str(error)))
    return [reports.get() for _ in tasks]

# %% q6-timeout — a thread instead of a process: the time-out ends the waiting and not the work
def call_with_timeout(func, timeout, *args):
    pool = ThreadPoolExecutor(max_workers=1)
    future = pool.submit(func, *args)
    try:
        return future.result(timeout)
    except Exception as error:
        return error
