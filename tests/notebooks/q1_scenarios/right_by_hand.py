# %% q1-download — threads that take URLs from a queue; a file that is renamed when it is whole
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
            part = target.with_suffix(".part")
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

# %% q1-scoreboard — a class of threads; acquire and release
def update_score(game, updates, board, lock):
    for i in range(updates):
        lock.acquire()
        try:
            board.append(f"Updating {game} score {i + 1}")
        finally:
            lock.release()


def run_scoreboard(games, updates=5):
    class Game(threading.Thread):
        def __init__(self, game):
            super().__init__()
            self.game = game

        def run(self):
            update_score(self.game, updates=updates, board=board, lock=lock)

    board, lock = [], threading.RLock()
    running = [Game(game) for game in games]
    for game in running:
        game.start()
    for game in running:
        game.join()
    return board

# %% q1-images-worker — with a helper for the pool
# %%module q1_images_worker
import os
from PIL import Image, ImageFilter
from pathlib import Path


def blur_image(path, out_folder):
    picture = Image.open(path)
    picture.load()
    result = picture.filter(ImageFilter.GaussianBlur(radius=2))
    target = os.path.join(out_folder, os.path.basename(path))
    result.save(target)
    picture.close()
    return Path(target)


def blur_job(job):
    blur, path, out_folder = job
    return blur(path, out_folder)

# %% q1-images — Pool.imap over jobs
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    jobs = [(blur, path, out_folder) for path in paths]
    with multiprocessing.Pool(processes) as pool:
        return [result for result in pool.imap(blur_job, jobs)]
