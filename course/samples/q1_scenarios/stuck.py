# %% q1-scoreboard — takes the lock for the whole game, and once more for each line
def update_score(game, updates, board, lock):
    lock.acquire()
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")
    lock.release()


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(g, updates, board, lock)) for g in games]
    for thread in threads:
        thread.start()
    with lock:
        for thread in threads:
            thread.join()
    return board
