# %% q5-crawl — a worker dies of the first error
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def work():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            pages[url] = fetch(url)

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return pages

# %% q5-crawl — waits for a page that another worker took
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def work():
        while len(pages) < len(set(urls)):
            url = waiting.get()
            try:
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = error

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return pages

# %% q5-crawl — no queue
def crawl(urls, fetch, workers=3):
    def one(url):
        try:
            return fetch(url)
        except Exception as error:
            return error

    urls = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(workers) as pool:
        return dict(zip(urls, pool.map(one, urls)))

# %% q5-crawl — fetches duplicates
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in urls:
        waiting.put(url)

    def work():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = error

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return pages

# %% q5-crawl — looks whether the URL was fetched, too early to know
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in urls:
        waiting.put(url)

    def work():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            if url in pages:
                continue
            try:
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = error

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return pages

# %% q5-crawl — starts a worker and waits for it, one after the other
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def work():
        while not waiting.empty():
            url = waiting.get()
            try:
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = error

    for _ in range(workers):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    return pages

# %% q5-crawl — a thread for each URL, bounded by a semaphore
def crawl(urls, fetch, workers=3):
    waiting, pages, gate = queue.Queue(), {}, threading.Semaphore(workers)
    urls = list(dict.fromkeys(urls))
    for url in urls:
        waiting.put(url)

    def work():
        url = waiting.get()
        with gate:
            try:
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = error

    threads = [threading.Thread(target=work) for _ in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return pages

# %% q5-crawl — a thread for each URL
def crawl(urls, fetch, workers=3):
    done = queue.Queue()

    def work(url):
        try:
            done.put((url, fetch(url)))
        except Exception as error:
            done.put((url, error))

    threads = [threading.Thread(target=work, args=[url]) for url in dict.fromkeys(urls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return dict(done.get() for _ in threads)

# %% q5-crawl — one end mark for all workers
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)
    waiting.put(None)

    def work():
        while True:
            url = waiting.get()
            if url is None:
                return
            try:
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = error

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return pages

# %% q5-crawl — daemon threads that nobody ends
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def work():
        while True:
            url = waiting.get()
            try:
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = error
            waiting.task_done()

    for _ in range(workers):
        threading.Thread(target=work, daemon=True).start()
    waiting.join()
    return pages

# %% q5-crawl — returns before the pages are there
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def work():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = error

    for _ in range(workers):
        threading.Thread(target=work).start()
    return pages

# %% q5-crawl — the text of the error in place of the error
def crawl(urls, fetch, workers=3):
    waiting, pages = queue.Queue(), {}
    for url in dict.fromkeys(urls):
        waiting.put(url)

    def work():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                pages[url] = fetch(url)
            except Exception as error:
                pages[url] = str(error)

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return pages

# %% q5-crawl — batches, and a queue for show
def crawl(urls, fetch, workers=3):
    waiting = queue.Queue()
    urls, pages = list(dict.fromkeys(urls)), {}

    def one(url):
        try:
            pages[url] = fetch(url)
        except Exception as error:
            pages[url] = error

    for start in range(0, len(urls), workers):
        threads = [threading.Thread(target=one, args=[u]) for u in urls[start : start + workers]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return pages
