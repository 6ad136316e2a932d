"""Class H: attacks on time, memory, disk, processes and output; all of them bounded."""

from __future__ import annotations

from tests.attacks.classes.state import escaped
from tests.attacks.declare import attack
from tests.attacks.hostile import Submission


def _when_tested(sub: Submission, body: str, before: str = "") -> None:
    """Code that runs when a test calls the student's function."""
    rows = "\n".join(f"    {row}" for row in body.strip("\n").split("\n"))
    sub.answer("q7-factorials", f"{before}\n\n\ndef factorials(*args, **kwargs):\n{rows}")


def _many_escaped(sub: Submission, number: int, body: str) -> None:
    """Code that runs in so many processes in sessions of their own."""
    rows = "\n".join(f"    {row}" for row in escaped(body).split("\n"))
    sub.add(f"for _ in range({number}):\n{rows}")


@attack("H", "harm", "an endless loop in a tested function", on="q7_thread_pool")
def endless_loop(sub: Submission) -> None:
    _when_tested(sub, "while True:\n    pass")


@attack("H", "harm", "an endless loop that ignores all signals and errors", on="q7_thread_pool")
def deaf_loop(sub: Submission) -> None:
    _when_tested(
        sub,
        "while True:\n    try:\n        while True:\n            pass\n"
        "    except BaseException:\n        continue",
        "import signal\nfor number in range(1, 32):\n    try:\n"
        "        signal.signal(number, signal.SIG_IGN)\n"
        "    except (OSError, ValueError):\n        continue",
    )


@attack(
    "H", "harm", "an endless loop in C that never lets the interpreter lock go", on="q7_thread_pool"
)
def loop_in_c(sub: Submission) -> None:
    _when_tested(sub, "import itertools\nreturn sum(itertools.repeat(0, 10**18))")


@attack("H", "harm", "an endless loop in an added cell", on="q5_sharing_data")
def loop_in_a_cell(sub: Submission) -> None:
    sub.add("while True:\n    pass")


@attack("H", "harm", "a cell that sleeps for a day, with all alarms off")
def sleep_in_a_cell(sub: Submission) -> None:
    sub.add("import signal, time\nsignal.pthread_sigmask(0, range(1, 32))\ntime.sleep(86_400)")


@attack("H", "harm", "takes a lock twice", on="q7_thread_pool")
def lock_twice(sub: Submission) -> None:
    _when_tested(sub, "with lock, lock:\n    return []", "lock = threading.Lock()")


@attack("H", "harm", "non-daemon threads that never end, and an exit handler that sleeps")
def threads_that_stay(sub: Submission) -> None:
    sub.add("""
        import atexit, threading, time

        for _ in range(20):
            threading.Thread(target=threading.Event().wait).start()
        atexit.register(time.sleep, 3600)
    """)


@attack("H", "harm", "three hundred threads when a test calls", on="q7_thread_pool")
def many_threads(sub: Submission) -> None:
    _when_tested(
        sub,
        "for _ in range(300):\n"
        "    threading.Thread(target=threading.Event().wait, daemon=True).start()",
    )


@attack("H", "harm", "sixty processes in sessions of their own, left behind", alone=True)
def sixty_processes(sub: Submission) -> None:
    _many_escaped(sub, 60, "time.sleep(38)")


@attack("H", "harm", "processes that start the next and end, one after the other", alone=True)
def chain_of_processes(sub: Submission) -> None:
    sub.add(
        escaped("""
end = time.monotonic() + 30
while time.monotonic() < end:
    time.sleep(0.2)
    if os.fork():
        os._exit(0)
    os.setsid()
    signal.alarm(40)
""")
    )


@attack("H", "harm", "a Pool whose workers hang, which nobody closes", on="q2_process_pool")
def hanging_pool(sub: Submission) -> None:
    sub.answer(
        "q2-pool-map",
        """
        def pool_map(func, items, processes=3):
            global pool
            pool = multiprocessing.Pool(4)
            pool.map_async(time.sleep, [3600] * 4)
            return []
        """,
    )


@attack("H", "harm", "550 MB of memory, kept", alone=True)
def much_memory(sub: Submission) -> None:
    sub.add("kept = [bytearray(b'x' * 50_000_000) for _ in range(11)]")


@attack("H", "harm", "550 MB in eleven processes that stay", alone=True)
def memory_of_many(sub: Submission) -> None:
    _many_escaped(sub, 11, "kept = b'x' * 50_000_000\ntime.sleep(30)")


@attack("H", "harm", "180 MB of files, beside the notebook and in temporary places", alone=True)
def much_disk(sub: Submission) -> None:
    sub.add("""
        import pathlib, tempfile

        for place in (".", tempfile.gettempdir(), "/dev/shm", str(pathlib.Path.home())):
            try:
                with open(pathlib.Path(place, "left-by-attack.bin"), "wb") as file:
                    for _ in range(45):
                        file.write(b"x" * 1_000_000)
            except OSError as error:
                print(error)
    """)


@attack("H", "harm", "ten thousand files and folders", alone=True)
def many_inodes(sub: Submission) -> None:
    sub.add(
        "import os\nfor n in range(5_000):\n    os.mkdir(f'd{n}')\n    open(f'd{n}/f', 'w').close()"
    )


@attack("H", "harm", "3,000 rich outputs of 4 kB", on="q7_thread_pool")
def many_outputs(sub: Submission) -> None:
    sub.add(
        "from IPython.display import display, HTML\n"
        "for n in range(3_000):\n    display(HTML('x' * 4000))"
    )


@attack(
    "H", "harm", "one rich output of 25 MB, and one with a thousand formats", on="q7_thread_pool"
)
def large_output(sub: Submission) -> None:
    sub.add(
        "display({'text/plain': 'x' * 25_000_000}, raw=True)\n"
        "display({f'application/x-{n}': 'x' * 1000 for n in range(1000)}, raw=True)"
    )


@attack("H", "harm", "a million short lines", on="q7_thread_pool")
def many_lines(sub: Submission) -> None:
    sub.add("for n in range(1_000_000):\n    print(n)")


@attack("H", "harm", "60 MB without a newline, from a child process and to raw descriptors")
def raw_flood(sub: Submission) -> None:
    sub.add("""
        import os, subprocess, sys

        for descriptor in (1, 2):
            for _ in range(300):
                os.write(descriptor, b"x" * 100_000)
        subprocess.run([sys.executable, "-c", "print('y' * 30_000_000)"])
    """)


@attack(
    "H", "harm", "output of a tested function, between the lines of the tests", on="q7_thread_pool"
)
def flood_when_tested(sub: Submission) -> None:
    _when_tested(
        sub,
        "print('✓ passed\\n' * 400_000)\nimport sys\nsys.stderr.write('x' * 9_000_000)\nreturn []",
    )


@attack("H", "harm", "an error with a message of 30 MB", on="q7_thread_pool")
def long_message(sub: Submission) -> None:
    _when_tested(sub, "raise ValueError('x' * 30_000_000)")


@attack("H", "harm", "os._exit when a test calls", on="q7_thread_pool")
def exit_when_tested(sub: Submission) -> None:
    _when_tested(sub, "import os\nos._exit(0)")


@attack("H", "harm", "a segmentation fault when a test calls", on="q7_thread_pool")
def crash_when_tested(sub: Submission) -> None:
    _when_tested(sub, "import ctypes\nctypes.string_at(0)")


@attack("H", "harm", "recursion without an end in a stack without a limit", on="q7_thread_pool")
def endless_recursion(sub: Submission) -> None:
    _when_tested(
        sub, "return eval('-' * 4 + 'factorials()')", "import sys\nsys.setrecursionlimit(10**8)"
    )


@attack("H", "harm", "stops itself when a test calls", on="q7_thread_pool")
def stop_itself(sub: Submission) -> None:
    _when_tested(sub, "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)")


@attack("H", "harm", "waits for input, and reads descriptor 0", on="q7_thread_pool")
def wait_for_input(sub: Submission) -> None:
    _when_tested(sub, "import os, sys\nos.read(0, 10)\nsys.stdin.readline()\ninput('more? ')")


@attack("H", "harm", "uses up all file descriptors", on="q7_thread_pool")
def all_descriptors(sub: Submission) -> None:
    _when_tested(sub, "import os\nwhile True:\n    kept.append(os.dup(1))", "kept = []")


@attack("H", "harm", "ends its process in every cell", on="q5_sharing_data")
def exit_in_every_cell(sub: Submission) -> None:
    for cell in sub.notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code":
            cell.source = "import os\nos.kill(os.getpid(), 9)"
