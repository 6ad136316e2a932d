"""q1-scoreboard: other right solutions, and wrong ones with one flaw each."""

# %% right: with lock, a list of threads
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board = []
    lock = threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% right: acquire and release in try/finally, text by concatenation
def update_score(game, updates, board, lock):
    i = 1
    while i <= updates:
        line = "Updating " + game + " score " + str(i)
        lock.acquire()
        try:
            board.append(line)
        finally:
            lock.release()
        i += 1


def run_scoreboard(games, updates=5):
    board = []
    lock = threading.Lock()
    threads = []
    for game in games:
        thread = threading.Thread(target=update_score, args=(game, updates, board, lock))
        threads.append(thread)
        thread.start()
    while threads:
        threads.pop().join()
    return board

# %% right: a Thread subclass with an RLock
class Game(threading.Thread):
    def __init__(self, name, updates, board, lock):
        super().__init__()
        self.game = name
        self.updates = updates
        self.board = board
        self.lock = lock

    def run(self):
        update_score(self.game, self.updates, self.board, self.lock)


def update_score(game, updates, board, lock):
    for i in range(updates):
        with lock:
            board.append("Updating {} score {}".format(game, i + 1))


def run_scoreboard(games, updates=5):
    board, lock = [], threading.RLock()
    players = [Game(game, updates, board, lock) for game in games]
    for player in players:
        player.start()
    for player in players:
        player.join()
    return board

# %% right: a pool as large as the games, a barrier gives each game its own thread
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    if not games:
        return board
    everybody = threading.Barrier(len(games))

    def play(game):
        everybody.wait()
        update_score(game, updates, board, lock)

    with ThreadPoolExecutor(max_workers=len(games)) as pool:
        for future in [pool.submit(play, game) for game in games]:
            future.result()
    return board

# %% right: an executor with one thread for each game
from contextlib import ExitStack


def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    with ExitStack() as stack:
        futures = []
        for game in games:
            pool = stack.enter_context(ThreadPoolExecutor(1))
            futures.append(pool.submit(update_score, game, updates, board, lock))
        for future in futures:
            future.result()
    return board

# %% right: daemon threads that are joined, typed, with %-formatting
from collections.abc import Sequence


def update_score(game: str, updates: int, board: list[str], lock: threading.Lock) -> None:
    """Append the lines of one game; the lock is held for a single append."""
    for number in range(1, updates + 1):
        with lock:
            board.append("Updating %s score %d" % (game, number))


def run_scoreboard(games: Sequence[str], updates: int = 5) -> list[str]:
    """Play all games at the same time on one board."""
    board: list[str] = []
    lock = threading.Lock()
    threads = [
        threading.Thread(
            target=update_score,
            name=f"game-{game}",
            kwargs={"game": game, "updates": updates, "board": board, "lock": lock},
            daemon=True,
        )
        for game in games
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% right: one lock of the module, a new board for every run
BOARD_LOCK = threading.Lock()


def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        text = f"Updating {game} score {i}"
        with lock:
            board.append(text)


def run_scoreboard(games, updates=5):
    board = []
    threads = []
    for game in games:
        threads.append(threading.Thread(target=update_score, args=[game, updates, board, BOARD_LOCK]))
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return board

# %% right: a generator of lines and a helper that appends one of them
def lines_of(game, updates):
    for i in range(1, updates + 1):
        yield " ".join(["Updating", game, "score", str(i)])


def add_line(line, board, lock):
    with lock:
        board.append(line)


def update_score(game, updates, board, lock):
    for line in lines_of(game, updates):
        add_line(line, board, lock)


def run_scoreboard(games, updates=5):
    board = []
    lock = threading.Lock()
    threads = list(map(lambda game: threading.Thread(target=update_score, args=(game, updates, board, lock)), games))
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return board

# %% right: a context manager by hand starts and joins the threads
from contextlib import contextmanager


@contextmanager
def running(threads):
    started = []
    try:
        for thread in threads:
            thread.start()
            started.append(thread)
        yield
    finally:
        for thread in started:
            thread.join()


def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    with running([threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]):
        pass
    return board

# %% right: an Event as starting gun, functools.partial
from functools import partial


def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock, gun = [], threading.Lock(), threading.Event()

    def after_gun(play):
        gun.wait()
        play()

    threads = [
        threading.Thread(target=after_gun, args=(partial(update_score, game, updates, board, lock),)) for game in games
    ]
    for thread in threads:
        thread.start()
    gun.set()
    for thread in threads:
        thread.join()
    return board

# %% right: a latch of Condition counts the games that are still going, then joins
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    finished = threading.Condition()
    going = len(games)

    def play(game):
        nonlocal going
        try:
            update_score(game, updates, board, lock)
        finally:
            with finished:
                going -= 1
                finished.notify_all()

    threads = [threading.Thread(target=play, args=(game,)) for game in games]
    for thread in threads:
        thread.start()
    with finished:
        finished.wait_for(lambda: going == 0)
    for thread in threads:
        thread.join()
    return board

# %% wrong: no lock is taken
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: the lock is taken once for the whole game
def update_score(game, updates, board, lock):
    with lock:
        for i in range(1, updates + 1):
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: only the text is made under the lock, the append comes after it
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            line = f"Updating {game} score {i}"
        board.append(line)


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: update_score makes a lock of its own
def update_score(game, updates, board, lock):
    lock = threading.Lock()
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: a lock of the module is used instead of the one that is handed in
score_lock = threading.Lock()


def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with score_lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board = []
    threads = [threading.Thread(target=update_score, args=(game, updates, board, score_lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: every game gets another lock
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board = []
    threads = [threading.Thread(target=update_score, args=(game, updates, board, threading.Lock())) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: each thread is joined right after its start
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

# %% wrong: update_score is called while the thread is made, so it runs in the caller
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: no join at all
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    for game in games:
        threading.Thread(target=update_score, args=(game, updates, board, lock)).start()
    return board

# %% wrong: only the thread that was started last is joined
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    thread = None
    for game in games:
        thread = threading.Thread(target=update_score, args=(game, updates, board, lock))
        thread.start()
    if thread is not None:
        thread.join()
    return board

# %% wrong: join gives up after a moment
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock), daemon=True) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=0.5)
    return board

# %% wrong: without try/finally, an error of append leaves the lock taken
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        lock.acquire()
        board.append(f"Updating {game} score {i}")
        lock.release()


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: appends without the lock when the lock is not free at once
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        mine = lock.acquire(blocking=False)
        try:
            board.append(f"Updating {game} score {i}")
        finally:
            if mine:
                lock.release()


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: looks whether the lock is free, but never takes it
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        while lock.locked():
            time.sleep(0.001)
        board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: the helper takes the lock that its caller holds already
def add_line(line, board, lock):
    with lock:
        board.append(line)


def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            add_line(f"Updating {game} score {i}", board, lock)


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: run_scoreboard waits for the threads while it holds the lock they need
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock), daemon=True) for game in games]
    with lock:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return board

# %% wrong: the lambda looks up the game only when its thread runs
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock, threads = [], threading.Lock(), []
    for game in games:
        threads.append(threading.Thread(target=lambda: update_score(game, updates, board, lock)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: the same lambda, started at once: the game can have changed before it is looked up
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock, threads = [], threading.Lock(), []
    for game in games:
        thread = threading.Thread(target=lambda: update_score(game, updates, board, lock))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return board

# %% wrong: two games of the same name become one
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = {game: threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games}
    for thread in threads.values():
        thread.start()
    for thread in threads.values():
        thread.join()
    return board

# %% wrong: a pool of four threads, however many games there are
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    with ThreadPoolExecutor(max_workers=4) as pool:
        for future in [pool.submit(update_score, game, updates, board, lock) for game in games]:
            future.result()
    return board

# %% wrong: the caller plays the first game itself
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games[1:]]
    for thread in threads:
        thread.start()
    if games:
        update_score(games[0], updates, board, lock)
    for thread in threads:
        thread.join()
    return board

# %% wrong: every game writes on a board of its own
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    lock = threading.Lock()
    boards = [[] for _ in games]
    threads = [
        threading.Thread(target=update_score, args=(game, updates, board, lock)) for game, board in zip(games, boards)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [line for board in boards for line in board]

# %% wrong: one board of the module keeps the lines of earlier runs
board = []


def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    lock = threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: the board is a default argument, shared by all calls
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5, board=[], lock=threading.Lock()):
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: the returned board is sorted, so score 10 comes before score 2
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(board)

# %% wrong: a thread for each line, so the lines of a game can come in any order
def update_score(game, updates, board, lock):
    def add(i):
        with lock:
            board.append(f"Updating {game} score {i}")

    threads = [threading.Thread(target=add, args=(i,)) for i in range(1, updates + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: always five updates in run_scoreboard
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, 5, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: makes a new list instead of changing the board
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board = board + [f"Updating {game} score {i}"]
    return board


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    boards = []

    def play(game):
        lines = update_score(game, updates, board, lock)
        with lock:
            boards.extend(lines)

    threads = [threading.Thread(target=play, args=(game,)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return boards

# %% wrong: a barrier for len(games) + 1, but nobody else comes to it
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    everybody = threading.Barrier(len(games) + 1)

    def play(game):
        everybody.wait()
        update_score(game, updates, board, lock)

    threads = [threading.Thread(target=play, args=(game,), daemon=True) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: an empty list of games asks for a pool of no threads
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    with ThreadPoolExecutor(max_workers=len(games)) as pool:
        everybody = threading.Barrier(len(games))

        def play(game):
            everybody.wait()
            update_score(game, updates, board, lock)

        for future in [pool.submit(play, game) for game in games]:
            future.result()
    return board

# %% right: a pool with a thread for each game
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    with ThreadPoolExecutor(max_workers=len(games) or 1) as pool:
        for game in games:
            pool.submit(update_score, game, updates, board, lock)
    return board

# %% right: a lock of multiprocessing keeps threads out, too
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board += [f"Updating {game} score {i}"]


def run_scoreboard(games, updates=5):
    board, lock = [], multiprocessing.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(board)

# %% right: asks for the lock again and again until it is free, and for the threads until they have ended
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        while not lock.acquire(blocking=False):
            time.sleep(0.01)
        try:
            board.insert(len(board), f"Updating {game} score {i}")
        finally:
            lock.release()


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Semaphore(1)
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        time.sleep(0.01)
    return board

# %% right: prints the board as it goes, join with a time-out in a loop
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        lock.acquire(timeout=-1)
        try:
            board.append(f"Updating {game} score {i}")
        finally:
            lock.release()
        print(f"{game}: {len(board)} lines on the board")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Condition()
    threads = []
    for game in games:
        thread = threading.Thread(target=lambda game=game: update_score(game, updates, board, lock))
        thread.start()
        threads.append(thread)
    for thread in threads:
        while thread.is_alive():
            thread.join(timeout=1)
    return board

# %% wrong: waits a second for the lock, and then appends without it
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        mine = lock.acquire(timeout=1)
        try:
            board.append(f"Updating {game} score {i}")
        finally:
            if mine:
                lock.release()


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: a semaphore lets as many write as there are games
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Semaphore(max(1, len(games)))
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: one board of the module is cleared for every run
BOARD, LOCK = [], threading.Lock()


def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    BOARD.clear()
    threads = [threading.Thread(target=update_score, args=(game, updates, BOARD, LOCK)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return BOARD

# %% wrong: the number of the score is a global variable
number = 0


def update_score(game, updates, board, lock):
    global number
    number = 0
    while number < updates:
        with lock:
            number += 1
            board.append(f"Updating {game} score {number}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: a pool of the default size
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda game: update_score(game, updates, board, lock), games))
    return board

# %% wrong: a line that stands on the board already is not written again
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        with lock:
            if f"Updating {game} score {i}" not in board:
                board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board

# %% wrong: the number goes on from the lines that stand on the board, read outside the lock
def update_score(game, updates, board, lock):
    for _ in range(updates):
        i = sum(f" {game} " in line for line in board) + 1
        with lock:
            board.append(f"Updating {game} score {i}")


def run_scoreboard(games, updates=5):
    board, lock = [], threading.Lock()
    threads = [threading.Thread(target=update_score, args=(game, updates, board, lock)) for game in games]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return board


# %% right: a class of threads; acquire and release (by hand)
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


# %% right: an executor with a thread for each game (futures)
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


# %% wrong: holds the lock for the whole game
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


# %% wrong: joins each thread right after its start
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


# %% wrong: a lock of its own for every game
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
