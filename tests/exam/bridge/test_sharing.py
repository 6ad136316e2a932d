"""What a test cell shares with the functions that it sends is one thing on both sides."""

import pytest

from course.exam import explore
from course.exam.verdicts import Failed


def test_a_list_that_a_function_fills_is_filled_here(cell, define):
    define("def f(task, items): return [task(item) for item in items]")
    found = cell("""
from course.exam import student
seen = []
def noting(item):
    seen.append(item)
    return -item
got = student.f(noting, (1, 2))
seen.clear()
student.f(noting, [3])
""")
    assert found["got"] == [-1, -2]
    assert found["seen"] == [3]


def test_arguments_that_the_student_changes_are_changed(cell, define):
    define("def f(items): items.reverse()")
    assert cell("""
from course.exam import student
items = [1, 2, 3]
student.f(items)
""")["items"] == [3, 2, 1]


def test_dicts_sets_and_methods_of_lists(cell, define):
    define("def f(give, table, group):\n    give(5)\n    table['a'] = 1\n    group.add(2)")
    found = cell("""
from course.exam import student
got, table, group = [], {}, {1}
student.f(got.append, table, group)
""")
    assert (found["got"], found["table"], found["group"]) == ([5], {"a": 1}, {1, 2})


def test_a_nonlocal_variable_is_the_same_on_both_sides(cell, define):
    define("def f(task): task(); task()")
    assert (
        cell("""
from course.exam import student
count = 0
def task():
    nonlocal count
    count += 1
student.f(task)
count += 10
student.f(task)
""")["count"]
        == 14
    )


def test_a_variable_that_changes_here_is_changed_there(cell, define):
    define("def f(task): return task()")
    assert cell("""
from course.exam import student
got = []
for word in ("a", "b"):
    got.append(student.f(lambda: word))
""")["got"] == ["a", "b"]


def test_a_list_that_is_there_twice_is_one_list(cell, define):
    define("def f(task):\n    board = []\n    task(board)\n    task(board)")
    found = cell("""
from course.exam import student
given = []
student.f(lambda board: given.append(board))
""")
    assert found["given"][0] is found["given"][1]


def test_what_a_with_statement_gives_is_followed(cell, define):
    define(
        "import threading\n"
        "def f():\n    t = threading.Thread(target=str)\n    t.start()\n    t.join()"
    )
    assert (
        len(
            cell("""
from course.exam import student
from course.exam.uses import started_threads
with started_threads() as started:
    student.f()
""")["started"]
        )
        == 1
    )


def test_instruments_are_the_candidates(cell, define):
    define(
        "import threading\n"
        "def f(task):\n"
        "    ts = [threading.Thread(target=task, args=(n,)) for n in (1, 2)]\n"
        "    for t in ts: t.start()\n"
        "    for t in ts: t.join()"
    )
    found = cell("""
from course.exam import Meeting, student
with Meeting() as meeting:
    student.f(meeting.task)
peak, arguments, visits = meeting.peak, sorted(meeting.arguments), meeting.visits
""")
    assert (found["peak"], found["arguments"]) == (2, [1, 2])
    assert {visit.args for visit in found["visits"]} == {(1,), (2,)}


RACE = """
import threading
class Counter:
    def __init__(self): self.value, self.lock = 0, threading.Lock()
    def add(self):
        LOCK
            value = self.value
            self.value = value + 1
"""
CHECK = """
from course.exam import check_interleavings, student, together
def program():
    counter = student.Counter.bare()
    together(counter.add, counter.add)
    return counter.value
check_interleavings(program, lambda run: run.result == 2, "2 after two calls of add")
"""


def test_interleavings_are_explored_there_and_judged_here(cell, define):
    define(RACE.replace("LOCK", "with self.lock:"))
    cell(CHECK)


def test_a_race_is_told_with_its_schedule(cell, define):
    define(RACE.replace("LOCK", "if self.lock:"))
    with pytest.raises(Failed) as caught:
        cell(CHECK)
    verdict = caught.value.verdict
    assert verdict.happened == "in one order of steps: 1"
    assert "self.value = value + 1" in verdict.schedule.table()


def test_whoever_disables_the_instruments_passes_nothing(cell, define, monkeypatch):
    def sees_nothing(program, *, check, **options):
        run = explore.run_once(program)
        check(run)
        return explore.Exploration(schedules=200)

    define(RACE.replace("LOCK", "if self.lock:"))
    monkeypatch.setattr(explore, "explore", sees_nothing)
    with pytest.raises(Failed, match="something has changed how threads run"):
        cell(CHECK)


def test_what_a_sent_function_keeps_is_not_an_attribute_of_it(cell, define):
    define("""
import copy
def f(task):
    names = ("__closure__", "__globals__", "__code__", "__self__", "__func__", "_function")
    shown = [name for name in names if hasattr(task, name)]
    return task(1), copy.deepcopy(task) is task, task.__name__, shown
""")
    found = cell("""
from course.exam import student
seen = []
def noting(item):
    seen.append(item)
    return -item
got = student.f(noting)
""")
    assert found["got"] == (-1, True, "noting", [])
    assert found["seen"] == [1]


def test_functions_in_a_sent_class_are_methods(cell, define):
    define("def f(task): return task.add(2), task(3), task.twice(4)")
    found = cell("""
from course.exam import student
class Task:
    def __init__(self, base): self.base = base
    def __call__(self, item): return self.add(item)
    def add(self, item): return self.base + item
    @staticmethod
    def twice(item): return 2 * item
got = student.f(Task(10))
""")
    assert found["got"] == (12, 13, 8)


def test_the_parameters_of_a_sent_function_can_be_asked_for(cell, define):
    define("import inspect\ndef f(task): return str(inspect.signature(task)), task(item=2)")
    found = cell("""
from course.exam import student
seen = [5]
def noting(item, *, kept=seen): return item + kept[0]
got = student.f(noting)
""")
    assert found["got"] == ("(item, *, kept=Ellipsis)", 7)
