"""Attacks of several classes at the borders: names, paths, descriptors, signals, reports."""

from __future__ import annotations

from tests.attacks.declare import attack
from tests.attacks.hostile import Submission


@attack("D", "points", "an answer that begins like a test, and runs as one", on="q5_sharing_data",
        honest=1)  # fmt: skip
def answer_like_a_test(sub: Submission) -> None:
    sub.answer(
        "q5-counter",
        """
        # Claim (1 point): a counter.
        global Counter


        class Counter:
            def __init__(self):
                self.value = 0

            def increment(self):
                seen = self.value
                self.value = seen + 1
                return seen + 1
        """,
    )


@attack("D", "points", "a %%module cell with the name of a library and of the course's rooms",
        on="q5_sharing_data", honest=1)  # fmt: skip
def module_like_a_library(sub: Submission) -> None:
    for name in ("threading", "queue", "plain", "course"):
        sub.add(
            f"%%module {name}\nclass Thread:\n    start = join = lambda self: None\ncheck = None"
        )
    sub.answer(
        "q5-counter",
        """
        class Counter:
            def __init__(self):
                self.value = 0

            def increment(self):
                seen = self.value
                self.value = seen + 1
                return seen + 1
        """,
    )


@attack("F", "secret", "what the process of the sandbox knows: mounts, its parent, its descriptors",
        on="q7_thread_pool")  # fmt: skip
def what_the_sandbox_knows(sub: Submission) -> None:
    sub.add(
        r"""
import glob, os, pathlib

for name in ("mountinfo", "cmdline", "environ", "cgroup", "maps", "auxv"):
    for pid in (1, "self", os.getppid()):
        try:
            print(pathlib.Path(f"/proc/{pid}/{name}").read_bytes().decode("latin-1"))
        except OSError:
            continue
for pattern in ("/proc/1/root/*", "/proc/*/cwd/*", "/opt/course/**/*", "/run/*", "/var/*/*",
                "/home/*", "/root/*", THE_COURSE + "/*", os.path.dirname(THE_COURSE) + "/*"):
    for path in glob.glob(pattern, recursive=True)[:2000]:
        try:
            text = pathlib.Path(path).read_text(errors="replace")
            print(path, "CANARY" in text, text[:200] if "CANARY" in text else "")
        except OSError:
            continue
"""
    )


@attack("F", "secret", "asks the examiner for its files by answers that are paths and names",
        on="q1_scenarios")  # fmt: skip
def paths_as_answers(sub: Submission) -> None:
    sub.answer(
        "q1-images",
        """
        def blur_image(path, out_folder):
            return Path(THE_COURSE) / "gradebook.db"


        def blur_images(paths, out_folder, processes=2, blur=blur_image):
            return [Path(THE_HOME) / ".ssh" / "id_grader" for _ in paths]
        """,
    )
    sub.answer(
        "q1-download",
        """
        def download_all(urls, folder, max_workers=8):
            return {url: Path(THE_COURSE) / "gradebook.db" for url in urls}
        """,
    )


@attack("G", "harm", "names of files that are options, globs and paths for the next command",
        on="q7_thread_pool", alone=True)  # fmt: skip
def names_that_are_options(sub: Submission) -> None:
    for name in ("-rf", "--force", "*", "$(touch left-by-attack)", "a\nb", "..\\..\\x.ipynb", "~"):
        sub.file(name, "x")
    (sub.place / "autograded").mkdir()
    sub.file("nbgrader_config.py", "open('left-by-attack-config', 'w').close()")
    sub.file(".graded.json", "{}")


@attack("H", "harm", "a child stops its parent, and the channel stays open", on="q7_thread_pool")
def stopped_by_a_child(sub: Submission) -> None:
    sub.add(
        """
        import os, signal, time

        parent = os.getpid()
        if os.fork() == 0:
            os.setsid()
            time.sleep(1)
            os.kill(parent, signal.SIGSTOP)
            time.sleep(100)
            os._exit(0)
        """
    )


@attack("H", "harm", "closes all descriptors, and opens others in their place", on="q7_thread_pool")
def other_descriptors(sub: Submission) -> None:
    sub.add(
        "import os\nos.closerange(0, 512)\nfor _ in range(99):\n    os.open('/dev/null', os.O_RDWR)"
    )


@attack("J", "harm", "reports of meetings without an end", on="q7_thread_pool")
def endless_reports(sub: Submission) -> None:
    from tests.attacks.classes.channel import SOCKETS, when_tested

    when_tested(
        sub,
        """
about = {"record": ["Visit", {"args": {"tuple": []}, "pid": 1, "thread": 1,
         "in_main_thread": False, "number": 1, "arrived": 0.5}]}
for descriptor in sockets():
    os.set_blocking(descriptor, True)
    for number in range(400_000):
        event = {"event": "arrived", "meeting": [number, 1], "about": about}
        os.write(descriptor, next(framed(event)))
return []
""",
        SOCKETS,
    )


@attack("J", "points", "a copy of the channel, made before a fork, answers for the parent",
        on="q7_thread_pool")  # fmt: skip
def copy_of_the_channel(sub: Submission) -> None:
    from tests.attacks.classes.channel import SOCKETS, when_tested

    when_tested(
        sub,
        """
from course.exam import meeting
server = getattr(meeting.observe, "__self__", None)
nonce = getattr(server, "_nonce", "")
value = {"list": [6, 1, 24]}
for descriptor in list(sockets()):
    copy = os.dup(descriptor)
    if os.fork() == 0:
        for _ in range(3):
            write(copy, next(framed({"value": value, "contents": [], "nonce": nonce})))
        os._exit(0)
os._exit(0)
""",
        SOCKETS,
    )
