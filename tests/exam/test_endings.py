"""A pool that is ended while a worker writes a result comes to its end."""

import multiprocessing
from multiprocessing.pool import Pool

from course.exam import endings


class Lock:
    """Notes who holds it."""

    held = False

    def acquire(self, timeout):
        self.held = True
        return True

    def release(self):
        self.held = False


class Worker:
    """Notes whether the lock was held when it was ended."""

    def __init__(self, lock):
        self.lock, self.seen = lock, []

    def terminate(self):
        self.seen.append(self.lock.held)


def test_a_worker_is_ended_while_nobody_else_holds_the_lock():
    lock = Lock()
    worker = Worker(lock)
    endings._kill(worker, lock)
    assert worker.seen == [True]
    assert not lock.held


def test_installing_it_twice_changes_nothing():
    before = vars(Pool)["_terminate_pool"]
    endings.install()
    assert vars(Pool)["_terminate_pool"] is before


def test_pools_still_work():
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(abs, [-1, 2]) == [1, 2]


class Handler:
    """A thread of a pool's."""

    _state = "RUN"


def test_a_pool_whose_workers_were_killed_is_only_told_to_stop(monkeypatch):
    worker = Worker(Lock())
    worker.pid = 12345
    monkeypatch.setattr(endings, "ended", {12345})
    handlers = [Handler(), Handler(), Handler()]
    Pool._terminate_pool(None, None, None, [worker], None, *handlers, {})
    assert [handler._state for handler in handlers] == ["TERMINATE"] * 3
    assert worker.seen == []
