# %% q1-download — as_completed over futures; a single shared opener
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

# %% q1-scoreboard — an executor with a thread for each game
def update_score(game, updates, board, lock):
    i = 1
    while i <= updates:
        with lock:
            board.append("Updating {} score {}".format(game, i))
        i += 1


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    if games:
        with ThreadPoolExecutor(len(games)) as pool:
            for future in [pool.submit(update_score, g, updates, board, lock) for g in games]:
                future.result()
    return board

# %% q1-images — starmap of a pool that is closed and joined
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    pool = multiprocessing.Pool(processes)
    try:
        return pool.starmap(blur, [(path, out_folder) for path in paths], chunksize=1)
    finally:
        pool.close()
        pool.join()
