"""A handler begins although the main thread sleeps in a call that the signal has not woken."""

import subprocess
import sys

import pytest

from course.exam.stillness import EXACT

PROGRAM = """
import os, signal, threading
from course.exam.signals import on_signal
from course.exam.stillness import is_asleep

def elsewhere():
    while not is_asleep(os.getpid(), {threading.main_thread().native_id}):
        pass
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)  # which wakes no other thread

on_signal(signal.SIGTERM, lambda *_: os._exit(7))
threading.Thread(target=elsewhere, daemon=True).start()
os.read(os.pipe()[0], 1)
"""


@pytest.mark.skipif(not EXACT, reason="the kernel does not tell who sleeps")
def test_a_signal_that_another_thread_gets_is_handled():
    done = subprocess.run([sys.executable, "-c", PROGRAM], timeout=60, check=False)
    assert done.returncode == 7


@pytest.mark.skipif(not hasattr(__import__("signal"), "pthread_kill"), reason="no POSIX signals")
def test_a_handler_may_end_the_process_by_the_same_signal():
    program = """
import os, signal
from course.exam.signals import on_signal

def end(number, frame):
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)

on_signal(signal.SIGTERM, end)
os.kill(os.getpid(), signal.SIGTERM)
os.read(os.pipe()[0], 1)
"""
    done = subprocess.run([sys.executable, "-c", program], timeout=60, check=False)
    assert done.returncode == -15
