"""Class G: attacks on what outlives a submission: gradebook, folders, home, processes."""

from __future__ import annotations

import subprocess
import sys

from tests.attacks.declare import attack
from tests.attacks.hostile import OTHERS, Submission

#: Runs its body in a process that has left every group and session, for at most 40 seconds.
ESCAPED = """
import os, signal, sys, time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        signal.alarm(40)
        for name in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(name, signal.SIG_IGN)
        try:
BODY
        finally:
            os._exit(0)
    os._exit(0)
"""


def escaped(body: str) -> str:
    """Code whose body goes on when the notebook is done."""
    rows = body.strip("\n").split("\n")
    return ESCAPED.replace("BODY", "\n".join(f"            {row}" for row in rows))


@attack(
    "G", "points", "a process that outlives the kernel writes scores into the gradebook", alone=True
)
def scores_afterwards(sub: Submission) -> None:
    sub.add(
        escaped("""
import sqlite3
for _ in range(60):
    time.sleep(0.5)
    with sqlite3.connect(THE_COURSE + "/gradebook.db", timeout=1) as book:
        book.execute("update grade set auto_score = 9, manual_score = 9")
""")
    )


@attack("G", "harm", "deletes the gradebook", alone=True)
def delete_the_gradebook(sub: Submission) -> None:
    sub.add("import os\nos.remove(THE_COURSE + '/gradebook.db')")


@attack("G", "harm", "writes zeros over the gradebook and its journal", alone=True)
def overwrite_the_gradebook(sub: Submission) -> None:
    sub.add("""
        for name in ("gradebook.db", "gradebook.db-journal", "gradebook.db-wal"):
            with open(THE_COURSE + "/" + name, "r+b") as book:
                book.write(bytes(8192))
    """)


@attack("G", "harm", "holds the gradebook locked from a process of its own", alone=True)
def lock_the_gradebook(sub: Submission) -> None:
    sub.add(
        escaped("""
import sqlite3
book = sqlite3.connect(THE_COURSE + "/gradebook.db", timeout=5, isolation_level=None)
book.execute("begin exclusive")
time.sleep(35)
""")
    )


@attack("G", "harm", "changes the honest student's submission", alone=True)
def change_the_victim(sub: Submission) -> None:
    sub.add("""
        import pathlib

        for path in pathlib.Path(THE_COURSE, "submitted", "zz_victim").rglob("*.ipynb"):
            text = path.read_text()
            path.write_text(text.replace("threads", "processes").replace("read", "write"))
    """)


@attack("G", "harm", "deletes source, release and all submissions", alone=True)
def delete_the_course(sub: Submission) -> None:
    sub.add("""
        import pathlib, shutil

        for name in ("source", "release", "submitted/zz_victim", "feedback"):
            shutil.rmtree(pathlib.Path(THE_COURSE, name), ignore_errors=True)
    """)


@attack("G", "harm", "breaks the tests of the release and of the source", alone=True)
def break_the_release(sub: Submission) -> None:
    sub.add("""
        import pathlib

        for name in ("release", "source"):
            for path in pathlib.Path(THE_COURSE, name).rglob("*.ipynb"):
                path.write_text(path.read_text().replace("course.exam", "course.none"))
    """)


@attack(
    "G", "harm", "plants submissions of other students, and says that all is graded", alone=True
)
def plant_submissions(sub: Submission) -> None:
    sub.add("""
        import pathlib, shutil

        root = pathlib.Path(THE_COURSE)
        shutil.copytree(root / "submitted/zz_victim", root / "submitted/another")
        (root / "autograded/.graded.json").write_text("{broken")
        page = root / "feedback/zz_victim/q4_race_conditions/race_conditions.html"
        page.parent.mkdir(parents=True)
        page.write_text("<script>alert(1)</script>")
    """)


@attack("G", "harm", "code in nbgrader_config.py that the next command runs", alone=True)
def code_in_the_configuration(sub: Submission) -> None:
    sub.add("""
        with open(THE_COURSE + "/nbgrader_config.py", "a") as file:
            file.write("\\nopen('left-by-attack-config', 'w').close()\\n")
    """)


@attack("G", "harm", "files in the grader's home that every later kernel runs", alone=True)
def code_in_the_home(sub: Submission) -> None:
    sub.add("""
        import pathlib

        for home in {pathlib.Path.home(), pathlib.Path(THE_HOME)}:
            start = home / ".ipython/profile_default/startup/00-x.py"
            start.parent.mkdir(parents=True, exist_ok=True)
            start.write_text("import multiprocessing, sys\\nmultiprocessing.Pool = None\\n")
            for name in (".pythonrc.py", ".bashrc", ".config/matplotlib/matplotlibrc"):
                (home / name).parent.mkdir(parents=True, exist_ok=True)
                (home / name).write_text("left-by-attack")
    """)


@attack(
    "G", "harm", "files in /tmp, /dev/shm and /var/tmp, and a semaphore, left for ever", alone=True
)
def left_in_temporary_places(sub: Submission) -> None:
    sub.add("""
        import pathlib, tempfile
        from multiprocessing import resource_tracker, shared_memory

        resource_tracker.register = lambda *args: None
        for place in (tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm", "."):
            pathlib.Path(place, "left-by-attack").write_text("x")
        shared_memory.SharedMemory("left-by-attack-memory", True, 4096)
    """)


@attack("G", "harm", "a folder without permissions that holds a file", alone=True, rounds=2)
def folder_without_permissions(sub: Submission) -> None:
    locked = sub.place / "locked"
    locked.mkdir()
    (locked / "file").touch()
    locked.chmod(0)
    sub.add("import os\nos.makedirs('inner/x', exist_ok=True)\nos.chmod('inner', 0)")


@attack(
    "G",
    "harm",
    "1,500 folders in one another, in the submission and made by it",
    alone=True,
    rounds=2,
)
def deep_folders(sub: Submission) -> None:
    deep = "import os\nfor _ in range(1500):\n    os.mkdir('d')\n    os.chdir('d')\n"
    sub.add(deep)
    subprocess.run([sys.executable, "-c", deep], cwd=sub.place, check=True)


@attack(
    "G", "points", "a dangling link, at which nbgrader fails after the scores are saved", rounds=2
)
def dangling_link(sub: Submission) -> None:
    (sub.place / "gone.txt").symlink_to("/nowhere/at/all")
    if sub.round == 1:
        sub.solve("q4-predict")


def _signal(sub: Submission, name: str) -> None:
    sub.add(
        OTHERS
        + f"""
me = os.getpid()
for pid in others():
    try:
        os.kill(pid, signal.{name})
    except OSError:
        continue
"""
    )


@attack(
    "G", "harm", "stops the parent process and all others, so that they wait for ever", alone=True
)
def stop_all(sub: Submission) -> None:
    _signal(sub, "SIGSTOP")


@attack("G", "harm", "kills every process that it can reach", alone=True)
def kill_all(sub: Submission) -> None:
    _signal(sub, "SIGKILL")


@attack(
    "G", "harm", "interrupts every process that it can reach, from a tested function", alone=True
)
def interrupt_all(sub: Submission) -> None:
    sub.answer(
        "q4-account",
        OTHERS
        + """
class Account:
    def __init__(self, balance=0):
        for pid in others():
            try:
                os.kill(pid, signal.SIGINT)
            except OSError:
                continue
""",
    )


@attack("G", "harm", "sets limits on its parent: no files, a second of processor time", alone=True)
def limit_the_parent(sub: Submission) -> None:
    sub.add(
        OTHERS
        + """
import resource
for pid in others():
    for kind in (resource.RLIMIT_CPU, resource.RLIMIT_NOFILE):
        try:
            resource.prlimit(pid, kind, (1, 1))
        except OSError:
            continue
"""
    )


@attack("G", "harm", "attaches to its parent as a debugger and never lets go", alone=True)
def debug_the_parent(sub: Submission) -> None:
    sub.add(
        OTHERS
        + """
import ctypes
for pid in others():
    ctypes.CDLL(None).ptrace(16, pid, 0, 0)
"""
    )


@attack("G", "harm", "a process in a session of its own that waits and ignores signals", alone=True)
def escaped_process(sub: Submission) -> None:
    sub.add(escaped("time.sleep(38)"))


@attack(
    "G",
    "harm",
    "a process that outlives its cell writes into the submission and the pages",
    alone=True,
)
def escaped_writer(sub: Submission) -> None:
    sub.add(
        escaped("""
import pathlib
for _ in range(30):
    time.sleep(1)
    for page in pathlib.Path(THE_COURSE, "feedback").rglob("*.html"):
        page.write_text("<script>alert(1)</script>")
    pathlib.Path(THE_COURSE, "submitted", "left-by-attack").touch()
""")
    )


@attack("G", "harm", "removes the temporary files and sockets of other kernels", alone=True)
def break_the_neighbours(sub: Submission) -> None:
    sub.add("""
        import pathlib, shutil

        course = pathlib.Path(THE_COURSE)
        for place in (course.with_name("tmp"), course / "autograded"):
            for path in place.glob("*"):
                shutil.rmtree(path, ignore_errors=True)
    """)


@attack("G", "harm", "sends to a port of the machine and to its other interfaces", alone=True)
def reach_the_network(sub: Submission) -> None:
    sub.add("""
        import socket

        for host in ("127.0.0.1", "localhost", "::1", socket.gethostname()):
            try:
                with socket.create_connection((host, THE_PORT), 2) as connection:
                    connection.sendall(b"hello from the sandbox")
            except OSError:
                continue
    """)
