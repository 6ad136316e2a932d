"""What the student's code replaces in the instruments is put back, and told."""

import sys
import threading
import types

import pytest

from course.exam.bridge import pristine
from course.exam.bridge.pristine import Pristine


@pytest.fixture
def room(monkeypatch):
    """A module of the course's that nobody else needs."""
    source = """
TABLE = {"a": 1}
NAMES = {"x", "y"}
ORDER = [1, 2]
LIMIT = 3

class Tool:
    size = 1

    def use(self):
        return "used"

tool = Tool()
tool.worn = 0

def look():
    return "seen"
"""
    module = types.ModuleType("course.exam.room")
    exec(compile(source, "room.py", "exec"), vars(module))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(pristine, "_matters", module.__name__.__eq__)
    return module


CHANGES = {
    "room.look = len": "course.exam.room.look",
    "room.look.__code__ = (lambda: 0).__code__": "look",
    "room.Tool.use = len": "Tool.use",
    "room.LIMIT = 9": "course.exam.room.LIMIT",
    "room.TABLE['a'] = 2": "course.exam.room.TABLE",
    "room.TABLE.clear()": "course.exam.room.TABLE",
    "room.NAMES.add('z')": "course.exam.room.NAMES",
    "room.ORDER.reverse()": "course.exam.room.ORDER",
    "room.Tool.size = 2": "Tool.size",
    "room.Tool.__eq__ = len": "Tool.__eq__",
    "room.tool.worn = 1": "course.exam.room.tool",
    "room.tool.use = len": "course.exam.room.tool",
    "room.len = max": "course.exam.room.len",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_told_and_undone(room, change):
    remembered = Pristine()
    assert remembered.restore() == []
    before = (vars(room).keys(), dict(room.TABLE), set(room.NAMES), list(room.ORDER))
    exec(change, {"room": room})
    assert CHANGES[change] in remembered.restore()
    assert remembered.restore() == []
    assert (vars(room).keys(), room.TABLE, room.NAMES, room.ORDER) == before
    assert (room.look(), room.tool.use(), room.LIMIT, room.Tool.size) == ("seen", "used", 3, 1)


def test_a_module_that_was_exchanged_is_put_back(room):
    remembered = Pristine()
    sys.modules[room.__name__] = types.ModuleType("another")
    assert remembered.restore() == [room.__name__]
    assert sys.modules[room.__name__] is room


def test_a_name_that_hides_nothing_may_be_added(room):
    remembered = Pristine()
    room.added = 1
    room.Tool.__repr__ = object.__repr__  # as it inherits it
    assert remembered.restore() == []


def test_tracers_for_new_threads_are_taken_away(room):
    before = threading._trace_hook
    remembered = Pristine()
    threading._trace_hook = print
    assert remembered.restore() == ["threading._trace_hook"]
    assert threading._trace_hook is before
