# %% q6-guarded — a decorator and a dict
def run_guarded(tasks):
    caught = {}

    def guarded(number):
        def run():
            try:
                tasks[number]()
            except Exception as problem:
                caught[number] = problem

        return run

    threads = [threading.Thread(target=guarded(number)) for number in range(len(tasks))]
    list(map(threading.Thread.start, threads))
    list(map(threading.Thread.join, threads))
    return [caught.get(number) for number in range(len(tasks))]

# %% q6-error-queue — a priority queue, drained with get_nowait
def collect_errors(tasks):
    errors = queue.PriorityQueue()

    def attempt(number, task):
        try:
            task()
        except Exception as error:
            errors.put((number, error))

    crew = []
    for number, task in enumerate(tasks):
        crew.append(threading.Thread(target=attempt, args=(number, task), daemon=True))
        crew[-1].start()
    for thread in crew:
        thread.join()
    found = []
    while True:
        try:
            found.append(errors.get_nowait())
        except queue.Empty:
            return found

# %% q6-timeout — a pool of one that is terminated
def call_with_timeout(func, timeout, *args):
    with multiprocessing.Pool(1) as pool:
        handle = pool.apply_async(func, args)
        handle.wait(timeout)
        if not handle.ready():
            pool.terminate()
            pool.join()
            raise TimeoutError(f"{timeout} s are over")
        return handle.get()
