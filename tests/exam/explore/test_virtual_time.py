"""Pools, timers, barriers and time-outs in virtual time."""

from __future__ import annotations

from typing import Any

import pytest
from students import cell, fails, passes

from course.exam.explore import run_once
from course.exam.explore.control import execute
from course.exam.explore.orders import Plan, schedule
from course.exam.explore.scheduler import Scheduler

POOLS = {
    "map": "with ThreadPoolExecutor(3) as pool: return list(pool.map(work, range(6)))",
    "as_completed": """
    with ThreadPoolExecutor(3) as pool:
        futures = [pool.submit(work, number) for number in range(6)]
        return sorted(future.result() for future in as_completed(futures))
""",
    "wait": """
    with ThreadPoolExecutor(3) as pool:
        done, rest = wait([pool.submit(work, number) for number in range(6)])
        assert not rest
        return sorted(future.result() for future in done)
""",
    "ThreadPool": "with ThreadPool(3) as pool: return pool.map(work, range(6), chunksize=1)",
    "closed ThreadPool": """
    pool = ThreadPool(3)
    results = [pool.apply_async(work, (number,)) for number in range(6)]
    pool.close(); pool.join()
    return [result.get() for result in results]
""",
    "threads and a queue": """
    jobs, out = queue.Queue(), [None] * 6
    def worker():
        while (job := jobs.get()) is not None: out[job] = work(job)
    threads = [threading.Thread(target=worker) for _ in range(3)]
    for thread in threads: thread.start()
    for job in [*range(6), None, None, None]: jobs.put(job)
    for thread in threads: thread.join()
    return out
""",
    "an event loop": """
    async def gathered(pool):
        loop = asyncio.get_running_loop()
        return await asyncio.gather(*(loop.run_in_executor(pool, work, n) for n in range(6)))
    with ThreadPoolExecutor(3) as pool: return list(asyncio.run(gathered(pool)))
""",
    "an event loop that sleeps, too": """
    async def gathered():
        await asyncio.sleep(2)
        return list(range(6))
    return asyncio.run(gathered())
""",
    "a semaphore": """
    free, out = threading.Semaphore(3), [None] * 6
    def one(job):
        with free: out[job] = work(job)
    threads = [threading.Thread(target=one, args=(job,)) for job in range(6)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return out
""",
}
IMPORTS = """
import asyncio, queue, threading, time
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
from multiprocessing.pool import ThreadPool
from time import sleep
def work(number):
    sleep(1)
    return number
def run():
    """


@pytest.mark.parametrize("body", POOLS.values(), ids=POOLS)
def test_a_pool_of_three_does_six_seconds_of_work_in_two(body: str) -> None:
    student = cell(IMPORTS + body.strip("\n").lstrip())
    run = run_once(lambda: student.run())
    assert (run.result, run.seconds, run.verdict) == (list(range(6)), 2.0, None)


@pytest.mark.slow
@pytest.mark.parametrize("body", POOLS.values(), ids=POOLS)
def test_a_pool_passes_under_every_schedule(body: str) -> None:
    student = cell(IMPORTS + body.strip("\n").lstrip())

    def check(run: Any) -> None:
        assert run.result == list(range(6))
        assert run.held_up or run.seconds == 2.0

    passes(lambda: student.run(), check, schedules=60)


@pytest.mark.slow
def test_results_in_the_order_of_their_ends_are_found() -> None:
    student = cell("""
        from concurrent.futures import ThreadPoolExecutor
        def run(work):
            out = []
            with ThreadPoolExecutor(2) as pool:
                for job in range(3): pool.submit(lambda job=job: out.append(work(job)))
            return out
    """)
    fails(lambda: student.run(lambda job: job), lambda run: run.result == [0, 1, 2])


def test_clocks_and_timers_are_virtual() -> None:
    student = cell("""
        import threading, time, queue
        from time import monotonic, perf_counter
        def run():
            begin, wall, precise = monotonic(), time.time(), time.perf_counter_ns()
            rang = []
            timer = threading.Timer(5, lambda: rang.append(monotonic() - begin))
            other = threading.Timer(7, rang.append, ("never",))
            timer.start(); other.start()
            timer.join(); other.cancel(); other.join()
            try: queue.Queue().get(timeout=3)
            except queue.Empty: rang.append(monotonic() - begin)
            rang.append(threading.Event().wait(2))
            rang.append(threading.Lock().acquire(timeout=9))
            return [*rang, time.time() - wall, time.perf_counter_ns() - precise]
    """)
    run = run_once(lambda: student.run())
    assert run.error is None
    assert isinstance(run.result, list)
    rang, (wall, precise) = run.result[:4], run.result[4:]
    assert rang == pytest.approx([5, 8, False, True])
    assert (wall, precise / 1e9) == pytest.approx((10, 10))
    assert run.seconds == 10


def test_a_barrier_lets_all_go_together_and_breaks_on_a_time_out() -> None:
    student = cell("""
        import threading, time
        def run():
            barrier, log = threading.Barrier(3), []
            def come(delay):
                time.sleep(delay)
                barrier.wait()
                log.append(time.monotonic())
            threads = [threading.Thread(target=come, args=(delay,)) for delay in range(3)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            try: threading.Barrier(2).wait(timeout=4)
            except threading.BrokenBarrierError: log.append("broken")
            return len(set(log[:3])), log[3:]
    """)
    run = run_once(lambda: student.run())
    assert (run.result, run.seconds) == ((1, ["broken"]), 6.0)


def test_a_time_out_of_a_future_and_of_a_join() -> None:
    student = cell("""
        import threading, time
        from concurrent.futures import ThreadPoolExecutor, TimeoutError
        def run():
            with ThreadPoolExecutor() as pool:
                try: pool.submit(time.sleep, 10).result(timeout=3)
                except TimeoutError: at = time.monotonic()
            thread = threading.Thread(target=time.sleep, args=(10,))
            thread.start(); thread.join(4)
            return thread.is_alive()
    """)
    run = run_once(lambda: student.run())
    assert (run.result, run.seconds, run.left, run.stayed) == (True, 14.0, ["Thread-2"], [])


def test_what_is_left_behind_is_told_from_what_ends_by_itself() -> None:
    student = cell("""
        import threading, time
        from concurrent.futures import ThreadPoolExecutor
        def forget():
            pool = ThreadPoolExecutor(2)
            return list(pool.map(abs, [-1]))
        def keep():
            global pool
            pool = ThreadPoolExecutor(2)
            return list(pool.map(abs, [-1]))
        def tick():
            while True: time.sleep(1)
        def daemon(): threading.Thread(target=tick, daemon=True, name="ticker").start()
    """)
    forgot = run_once(lambda: student.forget())
    kept = run_once(lambda: student.keep())
    daemon = run_once(lambda: student.daemon())
    assert (forgot.left, forgot.stayed) == (["PoolWorker-0"], [])
    assert (kept.left, kept.stayed) == (["PoolWorker-0"], ["PoolWorker-0"])
    assert (daemon.left, daemon.stayed) == (["ticker"], ["ticker"])


def test_an_event_loop_never_counts_as_out_of_control() -> None:
    student = cell(IMPORTS + POOLS["an event loop"].strip("\n").lstrip())
    scheduler = Scheduler(Plan(schedule()))
    assert execute(student.run, scheduler).result == list(range(6))
    assert scheduler.aways == 0


def test_a_selector_at_which_only_the_system_can_wake_somebody_is_waited_at() -> None:
    student = cell("""
import selectors, subprocess, sys
def run():
    command = [sys.executable, "-c", "import time; time.sleep(0.3); print('done')"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            ready = selector.select()
        return len(ready), process.stdout.read().strip()
""")
    run = run_once(student.run)
    assert (run.result, run.verdict) == ((1, b"done"), None)


def test_a_selector_that_nobody_serves_keeps_the_program_for_ever() -> None:
    student = cell("""
import asyncio
async def wait():
    await asyncio.get_running_loop().create_future()
def run():
    asyncio.run(wait())
""")
    run = run_once(lambda: student.run())
    assert run.verdict == "stuck"
    assert "MainThread sleeps in run" in run.waiting
