# %% q5-production-line — polls
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def make():
        try:
            outcome["parts"] = manufacture()
        except Exception as error:
            outcome["error"] = error
        ready.set()

    def put_together():
        while not ready.is_set():
            time.sleep(0.01)
        if "parts" in outcome:
            try:
                outcome["product"] = assemble(outcome["parts"])
            except Exception as error:
                outcome["error"] = error

    threads = [threading.Thread(target=put_together), threading.Thread(target=make)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in outcome:
        raise outcome["error"]
    return outcome["product"]

# %% q5-production-line — a condition of its own in place of the event
def run_production_line(manufacture, assemble):
    with ThreadPoolExecutor(1) as maker, ThreadPoolExecutor(1) as assembler:
        parts = maker.submit(manufacture)
        return assembler.submit(lambda: assemble(parts.result())).result()

# %% q5-production-line — the maker's error leaves the assembler waiting
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def make():
        outcome["parts"] = manufacture()
        ready.set()

    def put_together():
        ready.wait()
        outcome["product"] = assemble(outcome["parts"])

    threads = [threading.Thread(target=put_together), threading.Thread(target=make)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcome["product"]

# %% q5-production-line — waits with a time-out in a loop
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def make():
        try:
            outcome["parts"] = manufacture()
        except Exception as error:
            outcome["error"] = error
        ready.set()

    def put_together():
        while not ready.wait(timeout=0.1):
            pass
        if "error" in outcome:
            return
        try:
            outcome["product"] = assemble(outcome["parts"])
        except Exception as error:
            outcome["error"] = error

    threads = [threading.Thread(target=put_together), threading.Thread(target=make)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in outcome:
        raise outcome["error"]
    return outcome["product"]

# %% q5-production-line — starts the assembler when the parts are there
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def make():
        try:
            outcome["parts"] = manufacture()
        except Exception as error:
            outcome["error"] = error
        ready.set()

    def put_together():
        ready.wait()
        try:
            outcome["product"] = assemble(outcome["parts"])
        except Exception as error:
            outcome["error"] = error

    for stage in (make, put_together):
        thread = threading.Thread(target=stage)
        thread.start()
        thread.join()
        if "error" in outcome:
            raise outcome["error"]
    return outcome["product"]

# %% q5-production-line — manufactures in the caller's thread
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def put_together():
        ready.wait()
        if "parts" in outcome:
            try:
                outcome["product"] = assemble(outcome["parts"])
            except Exception as error:
                outcome["error"] = error

    thread = threading.Thread(target=put_together)
    thread.start()
    try:
        outcome["parts"] = manufacture()
    finally:
        ready.set()
        thread.join()
    if "error" in outcome:
        raise outcome["error"]
    return outcome["product"]

# %% q5-production-line — assembles nothing after a failure
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {"parts": None}

    def make():
        try:
            outcome["parts"] = manufacture()
        except Exception as error:
            outcome["error"] = error
        ready.set()

    def put_together():
        ready.wait()
        try:
            outcome["product"] = assemble(outcome["parts"])
        except Exception as error:
            outcome["error"] = error

    threads = [threading.Thread(target=put_together), threading.Thread(target=make)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in outcome:
        raise outcome["error"]
    return outcome["product"]

# %% q5-production-line — takes parts that are empty for no parts
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def make():
        try:
            outcome["parts"] = manufacture()
        except Exception as error:
            outcome["error"] = error
        ready.set()

    def put_together():
        ready.wait()
        if outcome.get("parts"):
            try:
                outcome["product"] = assemble(outcome["parts"])
            except Exception as error:
                outcome["error"] = error

    threads = [threading.Thread(target=put_together), threading.Thread(target=make)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in outcome:
        raise outcome["error"]
    return outcome.get("product")

# %% q5-production-line — the error of the assembler is lost
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def make():
        try:
            outcome["parts"] = manufacture()
        except Exception as error:
            outcome["error"] = error
        ready.set()

    def put_together():
        ready.wait()
        if "error" not in outcome:
            outcome["product"] = assemble(outcome["parts"])

    threads = [threading.Thread(target=put_together), threading.Thread(target=make)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "error" in outcome:
        raise outcome["error"]
    return outcome.get("product")

# %% q5-production-line — returns before the product is there
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def make():
        outcome["parts"] = manufacture()
        ready.set()

    def put_together():
        ready.wait()
        outcome["product"] = assemble(outcome["parts"])

    maker = threading.Thread(target=make)
    maker.start()
    threading.Thread(target=put_together).start()
    maker.join()
    return outcome.get("product")

# %% q5-production-line — an event for show, a join does the waiting
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def make():
        try:
            outcome["parts"] = manufacture()
        except Exception as error:
            outcome["error"] = error
        ready.set()

    def put_together():
        maker.join()
        if "error" in outcome:
            return
        try:
            outcome["product"] = assemble(outcome["parts"])
        except Exception as error:
            outcome["error"] = error

    maker, assembler = threading.Thread(target=make), threading.Thread(target=put_together)
    maker.start()
    assembler.start()
    assembler.join()
    if "error" in outcome:
        raise outcome["error"]
    return outcome["product"]

# %% q5-production-line — takes a result that is an error for an error
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def attempt(work, *args):
        try:
            return work(*args)
        except Exception as error:
            return error

    def make():
        outcome["parts"] = attempt(manufacture)
        ready.set()

    def put_together():
        ready.wait()
        if isinstance(outcome["parts"], Exception):
            outcome["product"] = outcome["parts"]
        else:
            outcome["product"] = attempt(assemble, outcome["parts"])

    threads = [threading.Thread(target=put_together), threading.Thread(target=make)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if isinstance(outcome["product"], Exception):
        raise outcome["product"]
    return outcome["product"]
