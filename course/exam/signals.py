"""A signal's handler that begins soon, whatever the main thread waits for; read by a maintainer.

Python runs a handler between two steps of the main thread. A signal that comes after the last
such moment and before a system call that sleeps is heard only when that call ends, perhaps
never: a worker that is told to end while it turns to its queue for more work. Here another
thread hears of the signal as well, and wakes the main thread until the handler has begun.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable

from course.exam.sent import closed

INSIST_EVERY = 0.01  # seconds


def on_signal(number: signal.Signals, handler: Callable[[int, object], None]) -> None:
    """Let `handler` handle this signal from now on; in the main thread of a process of ours.

    Raises `ValueError` in any other thread.
    """
    begun: list[int] = []

    def begin(number: int, frame: object) -> None:
        begun.append(number)
        handler(number, frame)

    signal.signal(number, closed(begin))
    if not hasattr(signal, "pthread_kill"):
        return
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    deaf = signal.pthread_sigmask(signal.SIG_BLOCK, {number})  # and so is the new thread
    insist, args = closed(_insist), (reader, number, begun)
    insisting = threading.Thread(target=insist, args=args, daemon=True)
    insisting.start()
    signal.pthread_sigmask(signal.SIG_SETMASK, deaf)


def _insist(reader: int, number: int, begun: list[int]) -> None:
    heard = b""
    while number not in heard:
        heard = os.read(reader, 64)
    main = threading.main_thread().ident or 0
    while not begun:
        signal.pthread_kill(main, number)
        time.sleep(INSIST_EVERY)
