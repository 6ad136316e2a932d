"""What the integrity report says, and which constructs it names."""

import pytest

from course.errors import CourseError
from course.grading import integrity
from course.grading.constructs import unusual
from course.grading.integrity import Report

HONEST = """%%module workers
import threading
from concurrent.futures import ThreadPoolExecutor
import sys, os, time, multiprocessing as mp


class Account:
    def __eq__(self, other):
        return self.total == other.total

    def add(self, amount):
        self.total = self.total + amount  # an attribute of one's own
        with self.lock:
            try:
                self.done.append(amount)
            except Exception:
                pass


def run(jobs):
    print(os.getpid(), sys.version, "a process of its own")
    with ThreadPoolExecutor(3) as pool:
        return list(pool.map(len, jobs))
"""


def test_honest_code_is_not_noted():
    assert list(unusual(HONEST)) == []


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("x = '\\d'; import ctypes", "foreign functions"),
        ("import gc\ngc.get_objects()", "walks over all living objects"),
        ("from gc import get_objects", "walks over all living objects"),
        ("import sys as s\ns._getframe(1)", "looks into its callers"),
        ("from sys import settrace as t\nt(f)", "traces execution"),
        ("sys.monitoring.use_tool_id(1, 'x')", "traces execution"),
        ("get_ipython().ast_transformers.append(x)", "rewrites cells"),
        ("time.sleep = lambda s: None", "belongs to a module"),
        ("setattr(threading, 'Thread', Fake)", "is a module"),
        ("sys.modules['course.exam'] = fake", "changes an entry of sys.modules"),
        ("os._exit(0)", "ends the process at once"),
        ("os.kill(1, 9)", "signals a process"),
        ("open('/proc/self/mem')", "names /proc"),
        ("object.__subclasses__()", "walks over all classes"),
        ("getattr(object, '__subclasses__')", "walks over all classes"),
        ("from course.exam.verdicts import Failed", "the examiner's module"),
        ("import socket", "sockets"),
        ("class A:\n    def __eq__(self, o):\n        return True", "always gives the same answer"),
        ("try:\n    f()\nexcept BaseException:\n    pass", "passes over everything"),
        ("while True:\n    try:\n        f()\n    except:\n        continue", "passes over"),
        ("!cat /etc/passwd", "a shell command"),
        ("x = 1 # \u202e", "characters that are not seen"),
        ("print('<script>')", "script for a web page"),
    ],
)
def test_unusual_constructs_are_named_with_their_line(source, what):
    found = list(unusual("\n" + source))
    assert any(what in text for _, text in found), found
    assert all(line >= 2 for line, _ in found)


@pytest.mark.parametrize("source", ["def f(:", "(" * 5000, "x = " + "-" * 50_000 + "1", "\0", ""])
def test_what_cannot_be_parsed_is_no_error(source):
    assert len(list(unusual(source))) <= 1


def test_a_report_is_written_and_read(tmp_path):
    report = Report("ann", "a1")
    report.add("limit", "q1-x", "used more than 1 GB")
    report.add("limit", "q1-x", "used more than 1 GB")
    report.add("file", "a\x1b[31m", "it is a link")
    path = integrity.place(tmp_path, "a1", "ann")
    report.write(path)
    assert Report.read(path) == report
    assert report.lines() == [
        "A file was not taken in:",
        "  a\\x1b[31m: it is a link",
        "A limit was met:",
        "  q1-x: used more than 1 GB",
    ]
    assert list(integrity.reports(tmp_path)) == [(path, report)]


def test_a_report_without_entries_leaves_no_file(tmp_path):
    path = integrity.place(tmp_path, "a1", "ann")
    report = Report()
    report.add("file", "x", "y")
    report.write(path)
    Report().write(path)
    assert list(integrity.reports(tmp_path)) == []


def test_a_report_is_bounded():
    report = Report()
    for number in range(integrity.MOST + 5):
        report.add("output", str(number), "x" * 10_000)
    assert report.more == 5
    assert len(report.entries) == integrity.MOST
    assert report.lines()[-1] == "… and 5 more"


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="'guilt' is not one of"):
        Report().add("guilt", "", "")


def test_a_file_that_is_no_report_is_named(tmp_path):
    path = tmp_path / "report.json"
    path.write_text("[]")
    with pytest.raises(CourseError, match="is not an integrity report"):
        Report.read(path)


@pytest.mark.parametrize("source", ["\n" * 50_000, " " * 50_000 + "?x", "\t\n" * 25_000])
def test_a_long_blank_source_is_looked_through_once(source):
    assert list(unusual(source)) == []  # a pattern that goes back would take minutes


def test_lines_of_the_shell_are_not_python():
    source = "if x:\n  %timeit y\n!ls\nlist?\n?list\nimport gc"
    assert [line for line, what in unusual(source) if "imports gc" in what] == [6]
