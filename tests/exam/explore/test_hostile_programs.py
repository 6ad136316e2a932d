"""Programs that swallow everything, spin, recurse or sleep out of control: a verdict, no harm."""

from __future__ import annotations

import os
import sys
import threading
import time

import pytest
from students import cell, fails

from course.exam.explore import Limits, explore, run_once

SMALL = Limits(steps=20_000)

ENDLESS = {
    "spins": """
        def main():
            while True: pass
    """,
    "spins and swallows": """
        def nothing(): pass
        def main():
            while True:
                try:
                    while True: nothing()
                except BaseException: pass
    """,
    "spins in all threads": """
        import threading
        def spin():
            while True:
                try: pass
                except BaseException: pass
        def main():
            threads = [threading.Thread(target=spin) for _ in range(3)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
    """,
    "spins in a pool": """
        from concurrent.futures import ThreadPoolExecutor
        def spin():
            while True: pass
        def main():
            with ThreadPoolExecutor(2) as pool: pool.submit(spin)
    """,
    "polls for ever": """
        import time
        def main():
            while True: time.sleep(1)
    """,
}


def afterwards() -> None:
    """Whatever a program did: the next run works, and nothing is left in place."""
    student = cell("""
        import threading, time
        def main():
            out = []
            thread = threading.Thread(target=lambda: out.append(time.sleep(1)))
            thread.start(); thread.join()
            return out
    """)
    run = run_once(lambda: student.main())
    assert (run.result, run.seconds, run.verdict) == ([None], 1.0, None)
    assert isinstance(threading.Thread.start, type(afterwards))
    assert threading.Thread.start.__module__ == "threading"
    assert sys.gettrace() is None or "explore" not in repr(sys.gettrace())


@pytest.mark.parametrize("source", ENDLESS.values(), ids=ENDLESS)
def test_a_program_without_end_gets_a_verdict(source: str) -> None:
    student = cell(source)
    run = run_once(lambda: student.main(), limits=Limits(steps=20_000, alarms=200))
    assert run.verdict == "endless"
    assert run.waiting
    afterwards()


def test_a_thread_that_swallows_every_exception_is_left_standing() -> None:
    student = cell("""
        import threading
        lock = threading.Lock()
        def main():
            lock.acquire()
            while True:
                try: lock.acquire()
                except BaseException: pass
    """)
    assert run_once(lambda: student.main()).verdict == "deadlock"
    assert not student.lock.locked()
    afterwards()


def test_a_recursion_without_end_is_the_students_error() -> None:
    student = cell("""
        import threading
        lock = threading.RLock()
        def deeper():
            with lock: deeper()
        def main():
            thread = threading.Thread(target=deeper)
            thread.start(); thread.join()
    """)
    run = run_once(lambda: student.main())
    assert [type(error) for _, error in run.thread_errors] == [RecursionError]
    assert not run.held
    afterwards()


def test_more_threads_than_a_run_may_have() -> None:
    student = cell("""
        import threading
        def main():
            while True: threading.Thread(target=int).start()
    """)
    run = run_once(lambda: student.main(), limits=Limits(threads=20))
    assert str(run.error) == "can't start new thread"
    afterwards()


@pytest.mark.slow
def test_a_pipe_that_nobody_writes_to() -> None:
    student = cell("""
        import os
        def main(reader): os.read(reader, 1)
    """)
    reader, writer = os.pipe()
    run = run_once(lambda: student.main(reader))
    os.write(writer, b"x")  # lets the abandoned thread end
    assert run.verdict == "stuck"
    assert "in main: def main(reader): os.read(reader, 1)" in run.waiting
    afterwards()
    os.close(reader)
    os.close(writer)


@pytest.mark.slow
def test_a_pipe_that_another_thread_writes_to() -> None:
    student = cell("""
        import os, threading
        def main():
            reader, writer = os.pipe()
            thread = threading.Thread(target=os.write, args=(writer, b"x"))
            thread.start()
            try: return os.read(reader, 1)
            finally: thread.join(); os.close(reader); os.close(writer)
    """)
    found = explore(lambda: student.main(), check=lambda run: run.result == b"x", schedules=9)
    assert found.failure is None


@pytest.mark.slow
def test_a_lock_that_is_not_under_control_does_no_harm() -> None:
    student = cell("""
        import _thread, threading
        lock = _thread.allocate_lock()
        def main():
            global count
            count = 0
            def work():
                global count
                with lock:
                    value = count
                    count = value + 1
            threads = [threading.Thread(target=work) for _ in range(2)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            return count
    """)
    found = explore(lambda: student.main(), check=lambda run: run.result == 2, schedules=30)
    assert found.failure is None


@pytest.mark.slow
def test_a_lock_held_outside_of_the_run_is_a_stuck_program() -> None:
    student = cell("""
        import threading
        lock = threading.Lock()
        def main():
            with lock: return 1
    """)
    with student.lock:
        run = run_once(lambda: student.main())
    assert run.verdict == "stuck"
    assert "the lock made on line 2, which was taken outside of the run" in run.waiting
    assert run_once(lambda: student.main()).result == 1


def test_processes_are_refused_with_a_reason() -> None:
    student = cell("""
        import multiprocessing
        def main(): multiprocessing.Process(target=print).start()
    """)
    failure = fails(lambda: student.main(), raised="RuntimeError")
    assert "this exercise is about threads" in failure.reason
    assert "line 2, in main: def main(): multiprocessing" in failure.reason


def test_output_is_kept_and_nothing_reaches_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    student = cell("""
        import sys, threading
        def main():
            print("hello")
            thread = threading.Thread(target=lambda: 1 / 0)
            thread.start(); thread.join()
            sys.stderr.write("bye")
    """)
    run = run_once(lambda: student.main())
    died = "Exception in thread Thread-1: ZeroDivisionError: division by zero\n"
    assert run.printed == f"hello\n{died}bye"
    assert capfd.readouterr() == ("", "")


def test_exits_and_errors_of_a_program_are_kept() -> None:
    student = cell("""
        import sys
        def main(): sys.exit(3)
    """)
    assert isinstance(run_once(lambda: student.main()).error, SystemExit)
    assert "SystemExit: 3" in fails(lambda: student.main(), raised="SystemExit").reason


def test_a_run_inside_a_run_is_refused() -> None:
    run = run_once(lambda: run_once(lambda: None))
    assert "a run cannot start another one" in str(run.error)


def test_outside_a_run_everything_is_the_original() -> None:
    student = cell("""
        import threading, queue, time
        lock, again, box = threading.Lock(), threading.RLock(), queue.SimpleQueue()
    """)
    run_once(lambda: None)
    assert student.lock.acquire()
    assert not student.lock.acquire(timeout=0.001)
    with pytest.raises(RuntimeError, match="release unlocked lock"):
        student.lock.release() or student.lock.release()
    with pytest.raises(TypeError, match="cannot pickle"):
        __import__("pickle").dumps(student.lock)
    assert isinstance(student.lock, threading.Lock)
    assert isinstance(__import__("_thread").allocate_lock(), threading.Lock)
    with student.again, student.again:
        thread = threading.Thread(target=lambda: student.box.put(student.again.acquire(False)))
        thread.start()
        thread.join()
    assert student.box.get(timeout=5) is False
    before = time.monotonic()
    time.sleep(0)
    assert time.monotonic() >= before
