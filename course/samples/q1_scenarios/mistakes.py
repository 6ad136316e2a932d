# %% q1-choose — "thread" in place of "threads"
CHOICE = dict.fromkeys(WORKLOADS, "thread")

# %% q1-download — asks first whether the page is there, and then again for the page, one after the other
def download_all(urls, folder, max_workers=8):
    saved = {}
    for url in urls:
        if urllib.request.urlopen(url).status == 200:
            path = Path(folder) / file_name(url)
            urllib.request.urlretrieve(url, path)
            saved[file_name(url)] = path
    return saved

# %% q1-scoreboard — a lock of its own for every game, counted from 0, one game after the other
def update_score(game, updates, board, lock):
    with threading.Lock():
        for i in range(updates):
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board = []
    for game in games:
        thread = threading.Thread(target=update_score, args=(game, updates, board, threading.Lock()))
        thread.start()
        thread.join()
    return board

# %% q1-images-worker — saves the picture as it is, and returns its name
# %%module q1_images_worker
from pathlib import Path

from PIL import Image


def blur_image(path, out_folder):
    with Image.open(path) as picture:
        picture.save(Path(out_folder) / Path(path).name)
    return Path(path).name

# %% q1-images — works in the notebook's own process
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    results = []
    for path in paths:
        try:
            results.append(blur(path, out_folder))
        except Exception as error:
            results.append(str(error))
    return results
