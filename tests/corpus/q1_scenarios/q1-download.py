"""q1-download: other right solutions, and wrong ones with one flaw each."""

# %% right: the outcome is made in the thread, pool.map keeps the order
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                body = answer.read()
            target = folder / file_name(url)
            target.write_bytes(body)
            return target
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers=max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% right: submit, and the future carries the error
def fetch_and_save(url, folder):
    with urllib.request.urlopen(url, timeout=20) as answer:
        body = answer.read()
    path = folder / file_name(url)
    path.write_bytes(body)
    return path


def download_all(urls, folder, max_workers=8):
    futures = {}
    results = {}
    with ThreadPoolExecutor(max_workers) as pool:
        for url in urls:
            if url not in futures:
                futures[url] = pool.submit(fetch_and_save, url, folder)
        for url, future in futures.items():
            try:
                results[url] = future.result()
            except Exception as error:
                results[url] = error
    return results

# %% right: as_completed into a dict whose keys are there from the start
def download_all(urls, folder, max_workers=8):
    results = dict.fromkeys(urls)

    def get(url):
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.read()

    with ThreadPoolExecutor(max_workers=max_workers, thread_name_prefix="download") as pool:
        url_of = {pool.submit(get, url): url for url in results}
        for future in as_completed(url_of):
            url = url_of[future]
            error = future.exception()
            if error is not None:
                results[url] = error
                continue
            try:
                path = folder / file_name(url)
                path.write_bytes(future.result())
                results[url] = path
            except Exception as problem:
                results[url] = problem
    return results

# %% right: plain threads empty a queue that was filled before
def download_all(urls, folder, max_workers=8):
    todo = queue.Queue()
    results = {}
    for url in urls:
        if url not in results:
            results[url] = None
            todo.put(url)

    def work():
        while True:
            try:
                url = todo.get_nowait()
            except queue.Empty:
                return
            try:
                with urllib.request.urlopen(url, timeout=15) as answer:
                    data = answer.read()
                path = folder / file_name(url)
                with open(path, "wb") as file:
                    file.write(data)
                results[url] = path
            except Exception as error:
                results[url] = error

    threads = []
    for _ in range(max_workers):
        thread = threading.Thread(target=work)
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return results

# %% right: a thread for each page, a semaphore lets max_workers of them in
def download_all(urls, folder, max_workers=8):
    results = {url: None for url in urls}
    slots = threading.Semaphore(max_workers)
    lock = threading.Lock()

    def download(url):
        with slots:
            try:
                with urllib.request.urlopen(url, timeout=10) as answer:
                    body = answer.read()
                outcome = folder / file_name(url)
                outcome.write_bytes(body)
            except Exception as error:
                outcome = error
        with lock:
            results[url] = outcome

    threads = [threading.Thread(target=download, args=(url,)) for url in results]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

# %% right: a Thread subclass that keeps its outcome, and a bounded semaphore
class Download(threading.Thread):
    def __init__(self, url, folder, slots):
        threading.Thread.__init__(self, daemon=True)
        self.url = url
        self.target = folder / file_name(url)
        self.slots = slots
        self.outcome = None

    def run(self):
        self.slots.acquire()
        try:
            with urllib.request.urlopen(self.url, timeout=12) as answer:
                content = answer.read()
            self.target.write_bytes(content)
            self.outcome = self.target
        except Exception as e:
            self.outcome = e
        finally:
            self.slots.release()


def download_all(urls, folder, max_workers=8):
    slots = threading.BoundedSemaphore(max_workers)
    seen = []
    for url in urls:
        if url not in seen:
            seen.append(url)
    downloads = []
    for url in seen:
        download = Download(url, folder, slots)
        download.start()
        downloads.append(download)
    results = {}
    for download in downloads:
        download.join()
        results[download.url] = download.outcome
    return results

# %% right: multiprocessing.pool.ThreadPool, closed and joined
from multiprocessing.pool import ThreadPool


def download_all(urls, folder, max_workers=8):
    def one(url):
        try:
            with urllib.request.urlopen(url, timeout=30) as response:
                body = response.read()
            (folder / file_name(url)).write_bytes(body)
        except Exception as exc:
            return url, exc
        return url, folder / file_name(url)

    pool = ThreadPool(max_workers)
    try:
        return dict(pool.imap(one, dict.fromkeys(urls), chunksize=1))
    finally:
        pool.close()
        pool.join()

# %% right: workers wait on a queue until each gets its own sentinel
def download_all(urls, folder, max_workers=8):
    jobs, done = queue.SimpleQueue(), queue.SimpleQueue()

    def worker():
        while (job := jobs.get()) is not None:
            index, url = job
            try:
                with urllib.request.urlopen(url, timeout=20) as page:
                    body = page.read()
                path = folder / file_name(url)
                path.write_bytes(body)
                done.put((index, url, path))
            except Exception as error:
                done.put((index, url, error))

    workers = [threading.Thread(target=worker) for _ in range(max_workers)]
    for thread in workers:
        thread.start()
    distinct = list(dict.fromkeys(urls))
    for job in enumerate(distinct):
        jobs.put(job)
    for _ in workers:
        jobs.put(None)
    for thread in workers:
        thread.join()
    outcomes = sorted((done.get() for _ in distinct), key=lambda entry: entry[0])
    return {url: outcome for _, url, outcome in outcomes}

# %% right: one iterator, shared under a lock
def download_all(urls, folder, max_workers=8):
    results = dict.fromkeys(urls)
    remaining = iter(list(results))
    lock = threading.Lock()

    def next_url():
        with lock:
            return next(remaining, None)

    def work():
        while True:
            url = next_url()
            if url is None:
                break
            try:
                with urllib.request.urlopen(url, timeout=10) as answer:
                    body = answer.read()
                (folder / file_name(url)).write_bytes(body)
            except Exception as error:
                with lock:
                    results[url] = error
            else:
                with lock:
                    results[url] = folder / file_name(url)

    threads = [threading.Thread(target=work) for _ in range(min(max_workers, len(results)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

# %% right: a temporary file that takes its place when the page is complete, typed
from collections.abc import Sequence


def _save(url: str, folder: Path) -> Path:
    target = folder / file_name(url)
    with urllib.request.urlopen(url, timeout=30) as answer:
        body = answer.read()
    handle, name = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
    return target


def download_all(urls: Sequence[str], folder: Path, max_workers: int = 8) -> dict[str, Path | Exception]:
    """Save each distinct page; a page that fails maps to its exception."""
    outcomes: dict[str, Path | Exception] = {}
    with ThreadPoolExecutor(max_workers=max_workers) as pool:
        futures = {url: pool.submit(_save, url, folder) for url in dict.fromkeys(urls)}
    for url, future in futures.items():
        error = future.exception()
        outcomes[url] = future.result() if error is None else error
    return outcomes

# %% right: reads in chunks, and checks by itself that the page is complete
def _stream(url, path):
    with urllib.request.urlopen(url, timeout=20) as answer:
        chunks = []
        while chunk := answer.read(8192):
            chunks.append(chunk)
        if answer.length:
            raise http.client.IncompleteRead(b"".join(chunks), answer.length)
    with path.open("wb") as file:
        file.writelines(chunks)
    return path


def download_all(urls, folder, max_workers=8):
    with concurrent.futures.ThreadPoolExecutor(max_workers) as pool:
        futures = {}
        for url in urls:
            futures.setdefault(url, None)
        for url in futures:
            futures[url] = pool.submit(_stream, url, folder / file_name(url))
    return {url: future.exception() or future.result() for url, future in futures.items()}

# %% right: callbacks of the futures fill the dict
def download_all(urls, folder, max_workers=8):
    results = dict.fromkeys(urls)
    lock = threading.Lock()

    def load(url):
        with urllib.request.urlopen(url, timeout=25) as answer:
            body = answer.read()
        path = folder / file_name(url)
        path.write_bytes(body)
        return path

    def note(url):
        def callback(future):
            with lock:
                results[url] = future.result() if future.exception() is None else future.exception()

        return callback

    with ThreadPoolExecutor(max_workers=max_workers) as pool:
        for url in list(results):
            pool.submit(load, url).add_done_callback(note(url))
    return results

# %% right: urlretrieve into a folder of its own, moved when complete
def download_all(urls, folder, max_workers=8):
    def retrieve(numbered):
        number, url = numbered
        try:
            part = os.path.join(parts, str(number))
            urllib.request.urlretrieve(url, part)
            shutil.move(part, folder / file_name(url))
            return folder / file_name(url)
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with tempfile.TemporaryDirectory() as parts, ThreadPoolExecutor(max_workers) as pool:
        outcomes = list(pool.map(retrieve, enumerate(distinct)))
    return dict(zip(distinct, outcomes))

# %% right: a Condition counts the requests, a thread starts when there is room
def download_all(urls, folder, max_workers=8):
    results = dict.fromkeys(urls)
    room = threading.Condition()
    running = 0
    threads = []

    def download(url):
        nonlocal running
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            results[url] = path
        except Exception as error:
            results[url] = error
        finally:
            with room:
                running -= 1
                room.notify()

    for url in list(results):
        with room:
            room.wait_for(lambda: running < max_workers)
            running += 1
        thread = threading.Thread(target=download, args=(url,))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return results

# %% right: a window of futures, refilled as soon as one is done
def download_all(urls, folder, max_workers=8):
    def get(url):
        with urllib.request.urlopen(url, timeout=10) as answer:
            body = answer.read()
        path = Path(folder) / file_name(url)
        path.write_bytes(body)
        return path

    outcome = {url: None for url in urls}
    waiting = list(outcome)[::-1]
    running = {}
    with ThreadPoolExecutor(max_workers=max_workers) as pool:
        while waiting or running:
            while waiting and len(running) < max_workers:
                url = waiting.pop()
                running[pool.submit(get, url)] = url
            done, _ = concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED)
            for future in done:
                url = running.pop(future)
                try:
                    outcome[url] = future.result()
                except Exception as error:
                    outcome[url] = error
    return outcome

# %% right: queue with task_done and join, then a stop for every worker
def download_all(urls, folder, max_workers=8):
    jobs = queue.Queue()
    results = {}

    def work():
        while True:
            url = jobs.get()
            try:
                if url is None:
                    return
                with urllib.request.urlopen(url, timeout=30) as answer:
                    body = answer.read()
                target = folder / file_name(url)
                target.write_bytes(body)
                results[url] = target
            except Exception as error:
                results[url] = error
            finally:
                jobs.task_done()

    threads = [threading.Thread(target=work, daemon=True) for _ in range(max_workers)]
    for thread in threads:
        thread.start()
    for url in urls:
        if url not in results:
            results[url] = None
            jobs.put(url)
    jobs.join()
    for _ in threads:
        jobs.put(None)
    for thread in threads:
        thread.join()
    return results

# %% right: a decorator turns errors into values, an opener for each thread
from collections import deque
from functools import wraps


def error_as_value(function):
    @wraps(function)
    def wrapper(*args):
        try:
            return function(*args)
        except Exception as error:
            return error

    return wrapper


@error_as_value
def save_page(opener, url, folder):
    with opener.open(url, timeout=40) as answer:
        body = answer.read()
    path = folder / file_name(url)
    path.write_bytes(body)
    return path


def download_all(urls, folder, max_workers=8):
    results = dict.fromkeys(urls)
    todo = deque(results)

    def work():
        opener = urllib.request.build_opener()
        while True:
            try:
                url = todo.popleft()
            except IndexError:
                return
            results[url] = save_page(opener, url, folder)

    threads = [threading.Thread(target=work) for _ in range(max_workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

# %% right: opens the file only for a complete page, and removes it when writing fails
def download_all(urls, folder, max_workers=8):
    def download(url):
        target = folder / file_name(url)
        existed = target.exists()
        try:
            request = urllib.request.Request(url)
            answer = urllib.request.urlopen(request, timeout=10)
            try:
                body = answer.read()
            finally:
                answer.close()
            target.write_bytes(body)
        except urllib.error.HTTPError as error:
            error.close()
            return error
        except Exception as error:
            if not existed:
                target.unlink(missing_ok=True)
            return error
        return target

    unique = []
    for url in urls:
        if url in unique:
            continue
        unique.append(url)
    answer = {}
    with ThreadPoolExecutor(max_workers=max_workers) as executor:
        for url, result in zip(unique, executor.map(download, unique)):
            answer[url] = result
    return answer

# %% wrong: duplicates are fetched again
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(urls, pool.map(download, urls)))

# %% wrong: looks for duplicates in the thread, check-then-act without a lock
def download_all(urls, folder, max_workers=8):
    results = {}
    order = list(dict.fromkeys(urls))

    def download(url):
        if url in results:
            return
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            results[url] = path
        except Exception as error:
            results[url] = error

    with ThreadPoolExecutor(max_workers) as pool:
        for future in [pool.submit(download, url) for url in urls]:
            future.result()
    return {url: results[url] for url in order}

# %% wrong: first asks whether the page is there, then asks again for the body
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                if answer.status != 200:
                    raise OSError(f"status {answer.status}")
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: tries a page that failed once more
def download_all(urls, folder, max_workers=8):
    def load(url):
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.read()

    def download(url):
        try:
            try:
                body = load(url)
            except Exception:
                body = load(url)
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: a page of an earlier call is remembered and not requested again
from functools import lru_cache


@lru_cache(maxsize=None)
def load(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read()


def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            body = load(url)
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: a page whose file exists already is not requested
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            path = folder / file_name(url)
            if path.exists():
                return path
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: keys in the order in which the pages arrive
def download_all(urls, folder, max_workers=8):
    def download(url):
        with urllib.request.urlopen(url, timeout=10) as answer:
            body = answer.read()
        path = folder / file_name(url)
        path.write_bytes(body)
        return path

    results = {}
    with ThreadPoolExecutor(max_workers) as pool:
        futures = {pool.submit(download, url): url for url in dict.fromkeys(urls)}
        for future in as_completed(futures):
            error = future.exception()
            results[futures[future]] = error if error is not None else future.result()
    return results

# %% wrong: a set of the URLs loses their order
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = set(urls)
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: the results of the distinct URLs are zipped with all URLs
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    with ThreadPoolExecutor(max_workers) as pool:
        outcomes = list(pool.map(download, dict.fromkeys(urls)))
    return dict(zip(urls, outcomes))

# %% wrong: two URLs that differ in capital letters only count as one
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = {}
    for url in urls:
        distinct.setdefault(url.lower(), url)
    distinct = list(distinct.values())
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: the caller's list is emptied
def download_all(urls, folder, max_workers=8):
    results = dict.fromkeys(urls)
    todo = urls if isinstance(urls, list) else list(urls)
    lock = threading.Lock()
    started = set()

    def work():
        while True:
            with lock:
                while todo and todo[0] in started:
                    todo.pop(0)
                if not todo:
                    return
                url = todo.pop(0)
                started.add(url)
            try:
                with urllib.request.urlopen(url, timeout=10) as answer:
                    body = answer.read()
                path = folder / file_name(url)
                path.write_bytes(body)
                results[url] = path
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=work) for _ in range(max_workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

# %% wrong: urls.copy() is there for lists only, not for tuples
def download_all(urls, folder, max_workers=8):
    todo = urls.copy()
    results = dict.fromkeys(todo)

    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            results[url] = path
        except Exception as error:
            results[url] = error

    with ThreadPoolExecutor(max_workers) as pool:
        for future in [pool.submit(download, url) for url in list(results)]:
            future.result()
    return results

# %% wrong: no URL at all asks for a pool of no threads
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(min(max_workers, len(distinct))) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: copyfileobj does not notice that a page is cut off
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                path = folder / file_name(url)
                with open(path, "wb") as file:
                    shutil.copyfileobj(answer, file)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: reads line by line, which does not notice that a page is cut off
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = b"".join(answer)
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: saves what had arrived of a page that was cut off
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                try:
                    body = answer.read()
                except http.client.IncompleteRead as error:
                    body = error.partial
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: saves the error page of the server as if it were the page
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            try:
                answer = urllib.request.urlopen(url, timeout=10)
            except urllib.error.HTTPError as error:
                answer = error
            with answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: the file is opened before the page has arrived, and stays behind empty
def download_all(urls, folder, max_workers=8):
    def download(url):
        path = folder / file_name(url)
        try:
            with open(path, "wb") as file, urllib.request.urlopen(url, timeout=10) as answer:
                file.write(answer.read())
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: urlretrieve leaves the part of a page that was cut off
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            path = folder / file_name(url)
            urllib.request.urlretrieve(url, path)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: a page that is cut off leaves its .part file
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            path = folder / file_name(url)
            part = folder / (file_name(url) + ".part")
            with urllib.request.urlopen(url, timeout=10) as answer, open(part, "wb") as file:
                file.write(answer.read())
            part.replace(path)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: all threads write into one temporary file
def download_all(urls, folder, max_workers=8):
    def download(url):
        part = folder / "download.tmp"
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            part.write_bytes(body)
            return part.replace(folder / file_name(url))
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: the threads share one object that holds the current URL and body
class Downloader:
    def __init__(self, folder):
        self.folder = folder

    def download(self, url):
        self.url = url
        try:
            with urllib.request.urlopen(self.url, timeout=10) as answer:
                self.body = answer.read()
            path = self.folder / file_name(url)
            path.write_bytes(self.body)
            return path
        except Exception as error:
            return error


def download_all(urls, folder, max_workers=8):
    downloader = Downloader(folder)
    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(downloader.download, distinct)))

# %% wrong: after a failure every new file of the folder is removed
def download_all(urls, folder, max_workers=8):
    before = set(folder.iterdir())

    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            for path in folder.iterdir():
                if path not in before:
                    path.unlink(missing_ok=True)
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: the clean-up removes a file that need not exist, and its error reaches the caller
def download_all(urls, folder, max_workers=8):
    def download(url):
        path = folder / file_name(url)
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path.write_bytes(body)
            return path
        except Exception as error:
            path.unlink()
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: an empty page is taken for a failure
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            if not body:
                raise ValueError(f"nothing at {url}")
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: only the first 64 KiB of a page are saved
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                if answer.length is None or answer.length < 65536:
                    body = answer.read()
                else:
                    body = answer.read(65536)
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: the body goes through text, and bytes that are no UTF-8 are lost
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                text = answer.read().decode("utf-8", errors="ignore")
            path = folder / file_name(url)
            path.write_text(text, encoding="utf-8", newline="")
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: white space at the ends of the body is stripped
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read().strip()
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: a file that is there already is appended to
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            with open(path, "ab") as file:
                file.write(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: a file that is there already makes its page fail
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            with path.open("xb") as file:
                file.write(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: the file name is made without file_name, and loses a query
from urllib.parse import urlsplit


def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / os.path.basename(urlsplit(url).path)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: the paths are strings
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = os.path.join(folder, file_name(url))
            with open(path, "wb") as file:
                file.write(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: a failure maps to the text of its exception
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return str(error)

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: only URLError is caught, a page that is cut off reaches the caller
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except urllib.error.URLError as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: a worker dies of a page that is cut off, and the page maps to None
def download_all(urls, folder, max_workers=8):
    results = dict.fromkeys(urls)
    todo = queue.Queue()
    for url in results:
        todo.put(url)

    def work():
        while True:
            try:
                url = todo.get_nowait()
            except queue.Empty:
                return
            try:
                with urllib.request.urlopen(url, timeout=10) as answer:
                    body = answer.read()
                path = folder / file_name(url)
                path.write_bytes(body)
                results[url] = path
            except OSError as error:
                results[url] = error

    threads = [threading.Thread(target=work) for _ in range(max_workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

# %% wrong: one try around all results, the first failure ends the dict
def download_all(urls, folder, max_workers=8):
    def download(url):
        with urllib.request.urlopen(url, timeout=10) as answer:
            body = answer.read()
        path = folder / file_name(url)
        path.write_bytes(body)
        return path

    results = {}
    with ThreadPoolExecutor(max_workers) as pool:
        futures = {url: pool.submit(download, url) for url in dict.fromkeys(urls)}
        try:
            for url, future in futures.items():
                results[url] = future.result()
        except Exception as error:
            results[url] = error
    return results

# %% wrong: a page that fails has no entry
def download_all(urls, folder, max_workers=8):
    def download(url):
        with urllib.request.urlopen(url, timeout=10) as answer:
            body = answer.read()
        path = folder / file_name(url)
        path.write_bytes(body)
        return path

    results = {}
    with ThreadPoolExecutor(max_workers) as pool:
        futures = {url: pool.submit(download, url) for url in dict.fromkeys(urls)}
        for url, future in futures.items():
            try:
                results[url] = future.result()
            except Exception as error:
                print(f"{url}: {error!r}")
    return results

# %% wrong: a time-out of one second, though a page may take five
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=1) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: each page is waited for before the next is submitted
def download_all(urls, folder, max_workers=8):
    def download(url):
        with urllib.request.urlopen(url, timeout=10) as answer:
            body = answer.read()
        path = folder / file_name(url)
        path.write_bytes(body)
        return path

    results = {}
    with ThreadPoolExecutor(max_workers) as pool:
        for url in dict.fromkeys(urls):
            try:
                results[url] = pool.submit(download, url).result()
            except Exception as error:
                results[url] = error
    return results

# %% wrong: a lock around the request lets one thread load at a time
def download_all(urls, folder, max_workers=8):
    lock = threading.Lock()

    def download(url):
        with lock:
            try:
                with urllib.request.urlopen(url, timeout=10) as answer:
                    body = answer.read()
                path = folder / file_name(url)
                path.write_bytes(body)
                return path
            except Exception as error:
                return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: groups of max_workers pages, a new group waits for the end of the last one
def download_all(urls, folder, max_workers=8):
    results = dict.fromkeys(urls)

    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            results[url] = path
        except Exception as error:
            results[url] = error

    distinct = list(results)
    for begin in range(0, len(distinct), max_workers):
        threads = [threading.Thread(target=download, args=(url,)) for url in distinct[begin : begin + max_workers]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return results

# %% wrong: shares of equal size, five pages for four workers need only three of them
def download_all(urls, folder, max_workers=8):
    results = dict.fromkeys(urls)
    distinct = list(results)

    def work(share):
        for url in share:
            try:
                with urllib.request.urlopen(url, timeout=10) as answer:
                    body = answer.read()
                path = folder / file_name(url)
                path.write_bytes(body)
                results[url] = path
            except Exception as error:
                results[url] = error

    size = -(-len(distinct) // max_workers) or 1
    threads = [
        threading.Thread(target=work, args=(distinct[begin : begin + size],)) for begin in range(0, len(distinct), size)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

# %% wrong: one thread for each page, max_workers is not looked at
def download_all(urls, folder, max_workers=8):
    results = dict.fromkeys(urls)

    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            results[url] = path
        except Exception as error:
            results[url] = error

    threads = [threading.Thread(target=download, args=(url,)) for url in results]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

# %% wrong: every thread has a semaphore of its own
def download_all(urls, folder, max_workers=8):
    results = dict.fromkeys(urls)

    def download(url):
        with threading.Semaphore(max_workers):
            try:
                with urllib.request.urlopen(url, timeout=10) as answer:
                    body = answer.read()
                path = folder / file_name(url)
                path.write_bytes(body)
                results[url] = path
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=download, args=(url,)) for url in results]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

# %% wrong: a page that fails keeps its place in the semaphore
def download_all(urls, folder, max_workers=8):
    results = dict.fromkeys(urls)
    slots = threading.Semaphore(max_workers)

    def download(url):
        slots.acquire()
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
        except Exception as error:
            results[url] = error
            return
        results[url] = path
        slots.release()

    threads = [threading.Thread(target=download, args=(url,), daemon=True) for url in results]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

# %% wrong: the caller loads pages too, so one more than max_workers is in flight
def download_all(urls, folder, max_workers=8):
    results = dict.fromkeys(urls)
    todo = queue.SimpleQueue()
    for url in results:
        todo.put(url)

    def work():
        while True:
            try:
                url = todo.get_nowait()
            except queue.Empty:
                return
            try:
                with urllib.request.urlopen(url, timeout=10) as answer:
                    body = answer.read()
                path = folder / file_name(url)
                path.write_bytes(body)
                results[url] = path
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=work) for _ in range(max_workers)]
    for thread in threads:
        thread.start()
    work()
    for thread in threads:
        thread.join()
    return results

# %% wrong: never more than four threads, whatever max_workers says
def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max(1, min(max_workers, 4))) as pool:
        return dict(zip(distinct, pool.map(download, distinct)))

# %% wrong: the pool is kept for the next call and never shut down
from functools import cache


@cache
def pool_of(max_workers):
    return ThreadPoolExecutor(max_workers)


def download_all(urls, folder, max_workers=8):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    return dict(zip(distinct, pool_of(max_workers).map(download, distinct)))

# %% wrong: the daemon workers wait for more URLs for ever
def download_all(urls, folder, max_workers=8):
    results = dict.fromkeys(urls)
    todo = queue.Queue()
    for url in results:
        todo.put(url)

    def work():
        while True:
            url = todo.get()
            try:
                with urllib.request.urlopen(url, timeout=10) as answer:
                    body = answer.read()
                path = folder / file_name(url)
                path.write_bytes(body)
                results[url] = path
            except Exception as error:
                results[url] = error
            finally:
                todo.task_done()

    for _ in range(max_workers):
        threading.Thread(target=work, daemon=True).start()
    todo.join()
    return results

# %% wrong: empty() and get() are two steps, a worker can wait for a URL that another one took
def download_all(urls, folder, max_workers=8):
    results = dict.fromkeys(urls)
    todo = queue.Queue()
    for url in results:
        todo.put(url)

    def work():
        while not todo.empty():
            url = todo.get()
            try:
                with urllib.request.urlopen(url, timeout=10) as answer:
                    body = answer.read()
                path = folder / file_name(url)
                path.write_bytes(body)
                results[url] = path
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=work, daemon=True) for _ in range(max_workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

# %% wrong: one sentinel for all workers
def download_all(urls, folder, max_workers=8):
    results = dict.fromkeys(urls)
    todo = queue.Queue()
    for url in results:
        todo.put(url)
    todo.put(None)

    def work():
        while (url := todo.get()) is not None:
            try:
                with urllib.request.urlopen(url, timeout=10) as answer:
                    body = answer.read()
                path = folder / file_name(url)
                path.write_bytes(body)
                results[url] = path
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=work, daemon=True) for _ in range(max_workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

# %% wrong: task_done is left out for a page that fails
def download_all(urls, folder, max_workers=8):
    results = dict.fromkeys(urls)
    todo = queue.Queue()
    for url in results:
        todo.put(url)

    def work():
        while (url := todo.get()) is not None:
            try:
                with urllib.request.urlopen(url, timeout=10) as answer:
                    body = answer.read()
                path = folder / file_name(url)
                path.write_bytes(body)
            except Exception as error:
                results[url] = error
                continue
            results[url] = path
            todo.task_done()

    threads = [threading.Thread(target=work, daemon=True) for _ in range(max_workers)]
    for thread in threads:
        thread.start()
    todo.join()
    for _ in threads:
        todo.put(None)
    for thread in threads:
        thread.join()
    return results

# %% wrong: the function in the thread looks up url after the loop has moved on
def download_all(urls, folder, max_workers=8):
    results = dict.fromkeys(urls)
    slots = threading.Semaphore(max_workers)
    threads = []

    def download():
        page = url
        with slots:
            try:
                with urllib.request.urlopen(page, timeout=10) as answer:
                    body = answer.read()
                path = folder / file_name(page)
                path.write_bytes(body)
                results[page] = path
            except Exception as error:
                results[page] = error

    for url in list(results):
        thread = threading.Thread(target=download)
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return results

# %% wrong: join gives up, and a page that is slow maps to None
def download_all(urls, folder, max_workers=8):
    results = dict.fromkeys(urls)
    slots = threading.Semaphore(max_workers)

    def download(url):
        with slots:
            try:
                with urllib.request.urlopen(url, timeout=10) as answer:
                    body = answer.read()
                path = folder / file_name(url)
                path.write_bytes(body)
                results[url] = path
            except Exception as error:
                results[url] = error

    threads = [threading.Thread(target=download, args=(url,), daemon=True) for url in results]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=1)
    return results

# %% wrong: the dict is a default argument and keeps the pages of earlier calls
def download_all(urls, folder, max_workers=8, results={}):
    def download(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        for url, outcome in zip(distinct, pool.map(download, distinct)):
            results[url] = outcome
    return results

# %% right: asyncio hands the blocking requests to threads
import asyncio


def download_all(urls, folder, max_workers=8):
    def load(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    async def load_all(distinct):
        with ThreadPoolExecutor(max_workers) as pool:
            loop = asyncio.get_running_loop()
            return await asyncio.gather(*(loop.run_in_executor(pool, load, url) for url in distinct))

    distinct = list(dict.fromkeys(urls))
    return dict(zip(distinct, asyncio.run(load_all(distinct))))

# %% right: http.client, and results polled until all are there
from urllib.parse import urlsplit


def download_all(urls, folder, max_workers=8):
    def load(url):
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=15)
        try:
            connection.request("GET", parts.path + ("?" + parts.query if parts.query else ""))
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                raise OSError(f"{answer.status} {answer.reason}")
        finally:
            connection.close()
        path = folder / file_name(url)
        path.write_bytes(body)
        return path

    with ThreadPoolExecutor(max_workers) as pool:
        futures = {url: pool.submit(load, url) for url in dict.fromkeys(urls)}
        while not all(future.done() for future in futures.values()):
            time.sleep(0.02)
    return {url: future.exception() or future.result() for url, future in futures.items()}

# %% wrong: a time-out of five seconds, which a page may take
def download_all(urls, folder, max_workers=8):
    def load(url):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(load, distinct)))

# %% wrong: twelve workers unless told otherwise
def download_all(urls, folder, max_workers=12):
    def load(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / file_name(url)
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(load, distinct)))

# %% wrong: percent signs in the name are decoded
from urllib.parse import unquote


def download_all(urls, folder, max_workers=8):
    def load(url):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path = folder / unquote(file_name(url))
            path.write_bytes(body)
            return path
        except Exception as error:
            return error

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(load, distinct)))

# %% wrong: the last error is kept in a variable that all threads share
def download_all(urls, folder, max_workers=8):
    problem = None

    def load(url):
        nonlocal problem
        problem = None
        path = folder / file_name(url)
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                body = answer.read()
            path.write_bytes(body)
        except Exception as error:
            problem = error
        return problem or path

    distinct = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(distinct, pool.map(load, distinct)))

# %% wrong: seven seconds for each result, though it may wait for its turn longer than that
def download_all(urls, folder, max_workers=8):
    def load(url):
        with urllib.request.urlopen(url, timeout=10) as answer:
            body = answer.read()
        path = folder / file_name(url)
        path.write_bytes(body)
        return path

    results = {}
    with ThreadPoolExecutor(max_workers) as pool:
        futures = {url: pool.submit(load, url) for url in dict.fromkeys(urls)}
        for url, future in futures.items():
            try:
                results[url] = future.result(timeout=7)
            except Exception as error:
                results[url] = error
    return results


# %% right: threads that take URLs from a queue; a file that is renamed when it is whole (by hand)
def download_all(urls, folder, max_workers=8):
    waiting, found = queue.Queue(), dict.fromkeys(urls)
    for url in found:
        waiting.put(url)

    def work():
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            target = folder / file_name(url)
            part = target.with_name(target.name + ".part")
            try:
                with urllib.request.urlopen(url, timeout=15) as answer:
                    part.write_bytes(answer.read())
                part.replace(target)
                found[url] = target
            except Exception as error:
                part.unlink(missing_ok=True)
                found[url] = error

    threads = [threading.Thread(target=work) for _ in range(min(max_workers, len(found)))]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return found


# %% right: as_completed over futures; a single shared opener (futures)
def download_all(urls, folder, max_workers=8):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def one(url):
        with opener.open(url, timeout=10) as answer:
            data = answer.read()
        (folder / file_name(url)).write_bytes(data)
        return folder / file_name(url)

    results = {url: None for url in urls}
    with ThreadPoolExecutor(max_workers=max_workers) as pool:
        futures = {pool.submit(one, url): url for url in results}
        for future in as_completed(futures):
            error = future.exception()
            results[futures[future]] = error if error else future.result()
    return results


# %% wrong: fetches duplicates again
def download_all(urls, folder, max_workers=8):
    def one(url):
        try:
            with urllib.request.urlopen(url) as answer:
                data = answer.read()
        except Exception as error:
            return error
        (folder / file_name(url)).write_bytes(data)
        return folder / file_name(url)

    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(urls, pool.map(one, urls)))


# %% wrong: leaves half a page behind
def download_all(urls, folder, max_workers=8):
    def one(url):
        try:
            urllib.request.urlretrieve(url, folder / file_name(url))
            return folder / file_name(url)
        except Exception as error:
            return error

    urls = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(urls, pool.map(one, urls)))


# %% wrong: one thread for each page, without a bound
def download_all(urls, folder, max_workers=8):
    found = dict.fromkeys(urls)

    def one(url):
        try:
            with urllib.request.urlopen(url) as answer:
                data = answer.read()
            (folder / file_name(url)).write_bytes(data)
            found[url] = folder / file_name(url)
        except Exception as error:
            found[url] = error

    threads = [threading.Thread(target=one, args=(url,)) for url in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


# %% wrong: the keys come in the order in which the pages arrive
def download_all(urls, folder, max_workers=8):
    found = {}

    def one(url):
        with urllib.request.urlopen(url) as answer:
            data = answer.read()
        (folder / file_name(url)).write_bytes(data)
        return folder / file_name(url)

    with ThreadPoolExecutor(max_workers) as pool:
        futures = {pool.submit(one, url): url for url in dict.fromkeys(urls)}
        for future in as_completed(futures):
            found[futures[future]] = future.exception() or future.result()
    return dict(reversed(found.items()))


# %% wrong: the body is decoded and encoded again
def download_all(urls, folder, max_workers=8):
    def one(url):
        try:
            with urllib.request.urlopen(url) as answer:
                text = answer.read().decode("latin-1")
        except Exception as error:
            return error
        (folder / file_name(url)).write_text(text)
        return folder / file_name(url)

    urls = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers) as pool:
        return dict(zip(urls, pool.map(one, urls)))
