# %% q6-error-queue — waits for one report from each thread, also from those that have nothing to report
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
    errors = [reports.get() for _ in tasks]
    for thread in threads:
        thread.join()
    return sorted(errors, key=lambda pair: pair[0])
