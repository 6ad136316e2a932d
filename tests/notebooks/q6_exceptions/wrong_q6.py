# %% q6-guarded — one thread after the other
def run_guarded(tasks):
    errors = []
    for task in tasks:
        def guard(task=task):
            try:
                task()
                errors.append(None)
            except Exception as error:
                errors.append(error)

        thread = threading.Thread(target=guard)
        thread.start()
        thread.join()
    return errors

# %% q6-guarded — in the order in which the tasks end
def run_guarded(tasks):
    errors = []

    def guard(task):
        try:
            task()
            errors.append(None)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=guard, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(errors, key=lambda error: error is None)

# %% q6-guarded — through the excepthook
def run_guarded(tasks):
    errors, before = {}, threading.excepthook
    threading.excepthook = lambda args: (errors.__setitem__(args.thread, args.exc_value), before(args))
    threads = [threading.Thread(target=task) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    threading.excepthook = before
    return [errors.get(thread) for thread in threads]

# %% q6-gather — an exception that is returned counts as a failure
def gather(tasks, max_workers=4):
    def attempt(task):
        try:
            return task()
        except Exception as error:
            return error

    with ThreadPoolExecutor(max_workers) as pool:
        results = list(pool.map(attempt, tasks))
    return [Outcome(error=r) if isinstance(r, Exception) else Outcome(value=r) for r in results]

# %% q6-gather — a false value is taken for none
def gather(tasks, max_workers=4):
    with ThreadPoolExecutor(max_workers) as pool:
        futures = [pool.submit(task) for task in tasks]
    return [Outcome(error=f.exception()) if f.exception() else Outcome(value=f.result() or None) for f in futures]

# %% q6-gather — ignores max_workers
def gather(tasks, max_workers=4):
    with ThreadPoolExecutor(32) as pool:
        futures = [pool.submit(task) for task in tasks]
    return [Outcome(error=f.exception()) if f.exception() else Outcome(value=f.result()) for f in futures]

# %% q6-error-queue — waits a second for errors that never come
def collect_errors(tasks):
    reports = queue.Queue()

    def report(index, task):
        try:
            task()
        except Exception as error:
            reports.put((index, error))

    threads = [threading.Thread(target=report, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    errors = []
    while True:
        try:
            errors.append(reports.get(timeout=1))
        except queue.Empty:
            return sorted(errors, key=lambda pair: pair[0])

# %% q6-error-queue — looks before the threads have ended
def collect_errors(tasks):
    reports = queue.Queue()

    def report(index, task):
        try:
            task()
        except Exception as error:
            reports.put((index, error))

    threads = [threading.Thread(target=report, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    errors = []
    while not reports.empty():
        errors.append(reports.get())
    for thread in threads:
        thread.join()
    return sorted(errors, key=lambda pair: pair[0])

# %% q6-error-queue — a list in place of the queue
def collect_errors(tasks):
    errors = []

    def report(index, task):
        try:
            task()
        except Exception as error:
            errors.append((index, error))

    threads = [threading.Thread(target=report, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(errors, key=lambda pair: pair[0])

# %% q6-error-queue — sorts the pairs, errors too
def collect_errors(tasks):
    reports = queue.Queue()

    def report(index, task):
        try:
            task()
        except Exception as error:
            reports.put((str(error), index, error))

    threads = [threading.Thread(target=report, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    errors = sorted(reports.get() for _ in range(reports.qsize()))
    return [(index, error) for _, index, error in errors]

# %% q6-timeout — the other TimeoutError
def call_with_timeout(func, timeout, *args):
    with multiprocessing.Pool(1) as pool:
        return pool.apply_async(func, args).get(timeout)

# %% q6-timeout — leaves the process running
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=report, args=(sender, func, args), daemon=True)
    process.start()
    if not receiver.poll(timeout):
        raise TimeoutError
    returned, value = receiver.recv()
    process.join()
    if returned:
        return value
    raise value

# %% q6-timeout — raises an exception that is returned
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=report, args=(sender, func, args))
    process.start()
    try:
        if not receiver.poll(timeout):
            raise TimeoutError
        _, value = receiver.recv()
    finally:
        process.terminate()
        process.join()
    if isinstance(value, Exception):
        raise value
    return value

# %% q6-timeout — joins before it reads: a large result fills the pipe
def call_with_timeout(func, timeout, *args):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=report, args=(sender, func, args))
    process.start()
    process.join(timeout)
    if process.is_alive():
        process.terminate()
        process.join()
        raise TimeoutError
    returned, value = receiver.recv()
    if returned:
        return value
    raise value
