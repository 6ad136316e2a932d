# %% q5-production-line — the maker, too, waits for the event before it sets it
def run_production_line(manufacture, assemble):
    ready, outcome = threading.Event(), {}

    def make():
        parts = manufacture()
        outcome["parts"] = parts
        ready.wait()
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
