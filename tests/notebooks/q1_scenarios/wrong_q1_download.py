# %% q1-download — fetches duplicates again
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

# %% q1-download — leaves half a page behind
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

# %% q1-download — one thread for each page, without a bound
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

# %% q1-download — the keys come in the order in which the pages arrive
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

# %% q1-download — the body is decoded and encoded again
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
