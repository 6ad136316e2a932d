# %% q1-scoreboard — holds the lock for the whole game
def update_score(game, updates, board, lock):
    with lock:
        for i in range(1, updates + 1):
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(g, updates, board, lock)) for g in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% q1-scoreboard — joins each thread right after its start
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    for game in games:
        thread = threading.Thread(target=update_score, args=(game, updates, board, lock))
        thread.start()
        thread.join()
    return board

# %% q1-scoreboard — a lock of its own for every game
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board = []
    threads = [threading.Thread(target=update_score, args=(g, updates, board, threading.Lock())) for g in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board
