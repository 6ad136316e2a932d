"""Class C: attacks on where the tests' tools are imported from: files, packages, finders."""

from __future__ import annotations

from tests.attacks.classes.tools import YES
from tests.attacks.declare import attack
from tests.attacks.hostile import ROOT, Submission


@attack(
    "C", "points", "builtins.__import__ gives yes-objects for course.exam", on="q5_sharing_data"
)
def import_says_yes(sub: Submission) -> None:
    sub.first(
        YES
        + """
import builtins, sys

real = builtins.__import__
yes = lambda name, *more: Yes() if name.startswith("course.exam") else real(name, *more)
builtins.__import__ = yes
for name in [name for name in sys.modules if name.startswith("course.exam")]:
    sys.modules[name] = Yes()
"""
    )


@attack("C", "points", "a finder on sys.meta_path brings another course.exam", on="q7_thread_pool")
def finder_first(sub: Submission) -> None:
    sub.first(
        YES
        + """
import importlib.abc, importlib.machinery, sys


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name.startswith("course.exam"):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def exec_module(self, module):
        module.__getattr__ = lambda name: Yes()


for name in [name for name in sys.modules if name.startswith("course.exam")]:
    del sys.modules[name]
sys.meta_path.insert(0, Finder())
from course.exam import check, require, student
"""
    )


@attack("C", "points", "a package `course` in the submission goes before the real one")
def package_of_the_same_name(sub: Submission) -> None:
    yes = YES + "\n\ndef __getattr__(name):\n    return Yes()\n"
    sub.file("course/__init__.py", "")
    for room in ("exam", "lab", "candidate", "grading"):
        sub.file(f"course/{room}.py", yes + "\n\ndef load_ipython_extension(shell):\n    pass\n")


@attack("C", "points", "student code writes a package `course` and imports the tests' tools again")
def package_written_later(sub: Submission) -> None:
    sub.first(f"""
import importlib, os, sys

os.makedirs("course", exist_ok=True)
with open("course/__init__.py", "w") as file:
    file.write("")
for room in ("exam", "lab"):
    with open(f"course/{{room}}.py", "w") as file:
        file.write({YES + "def __getattr__(name): return Yes()"!r})
sys.path.insert(0, os.getcwd())
for name in [name for name in sys.modules if name.split(".")[0] == "course"]:
    del sys.modules[name]
importlib.invalidate_caches()
from course.exam import check, require, student
""")


FALSE_START = f"""
import sys

try:
    from IPython.core.interactiveshell import InteractiveShell

    InteractiveShell.run_cell_async = InteractiveShell.run_cell = lambda *args, **kwargs: None
except Exception:
    pass
open({"left-by-attack-start"!r}, "w").close()
"""


@attack("C", "points", "ipykernel_launcher.py in the submission is run in place of the kernel")
def own_launcher(sub: Submission) -> None:
    for name in ("ipykernel_launcher.py", "IPython.py", "ipykernel.py"):
        sub.file(name, FALSE_START)


@attack("C", "points", "modules of the standard library in the submission", on="q7_thread_pool")
def own_library(sub: Submission) -> None:
    for name in ("pathlib", "threading", "multiprocessing", "math", "json", "socket", "gc"):
        sub.file(f"{name}.py", FALSE_START)


@attack("C", "points", "sitecustomize.py, usercustomize.py, conftest.py and a .pth file")
def start_up_files(sub: Submission) -> None:
    for name in ("sitecustomize.py", "usercustomize.py", "conftest.py", "course.pth"):
        sub.file(name, FALSE_START)
    sub.file("ipython_config.py", "c.InteractiveShellApp.exec_lines = ['check = require = print']")
    sub.file("profile_default/startup/00.py", "require = check = print\n")


@attack(
    "C",
    "points",
    "a %%module cell patches the task in the workers that import it",
    on="q2_process_pool",
)
def worker_patches_the_task(sub: Submission) -> None:
    sub.answer(
        "q2-pool-map-worker",
        """
%%module q2_pool_map_worker
import os

from course.exam import meeting, task

task.Task.__call__ = lambda self, n=0, *more: {3: 6, 1: 1, 2: 2}.get(n, [n])
meeting.Meeting.peak = property(lambda self: 2)
meeting.Meeting.pids = property(lambda self: {70_001, 70_002})
meeting.Meeting.in_parent = property(lambda self: [])
""",
    )
    sub.answer(
        "q2-pool-map",
        "def pool_map(func, items, processes=3):\n    return [func(item) for item in items]",
    )


@attack("C", "points", "a %%module cell named to climb out of its folder and into course/")
def module_that_climbs(sub: Submission) -> None:
    sub.add("%%module ../course/exam/checks\ndef require(*args, **kwargs):\n    pass")
    sub.add("%%module course\nexam = None")
    sub.add("%%module left_by\nfrom course.exam import checks\nchecks.require = print")


@attack("C", "harm", "writes into the installed packages and the course's own code", alone=True)
def write_into_packages(sub: Submission) -> None:
    sub.add("""
        import pathlib, sys

        import course, nbformat

        for module in (course, nbformat, pathlib):
            for folder in list(pathlib.Path(module.__file__).parents)[:2]:
                try:
                    (folder / "left-by-attack.pth").write_text("# read at every start")
                except OSError:
                    continue
    """)


@attack(
    "C",
    "points",
    "runs the solutions that lie in the repository's own tests",
    on="q4_race_conditions",
)
def solutions_of_the_corpus(sub: Submission) -> None:
    place = ROOT / "tests" / "corpus" / "q4_race_conditions" / "q4-account.py"
    sub.answer(
        "q4-account",
        f"exec(open({str(place)!r}).read().split('# %% ')[1].partition('\\n')[2], globals())",
    )
