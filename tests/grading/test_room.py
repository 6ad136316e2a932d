"""More submissions are graded at once while the machine has room, and fewer when it has not."""

import pytest

from course.grading import room
from course.grading.crew import Crew
from course.grading.room import Fixed, Room


class Machine(Room):
    """A machine whose look-out is told by the test."""

    def __init__(self, least, most):
        self.busy, self.free, self.now = 0.0, 8 * room.MEMORY, 0.0
        super().__init__(least, most)

    def _processors(self):
        return self.busy

    def _memory(self):
        return self.free

    def after_a_while(self, flying):
        self._looked -= room.LOOK_EVERY
        return self.level(flying)


@pytest.fixture
def machine():
    return Machine(2, 5)


def test_idle_processors_are_given_work_up_to_a_limit(machine):
    assert machine.level(2) == 2
    assert [machine.after_a_while(n) for n in (2, 3, 4, 5)] == [3, 4, 5, 5]


def test_nothing_grows_while_there_is_room_that_nobody_uses(machine):
    assert machine.after_a_while(1) == 2


def test_busy_processors_get_less_but_never_less_than_they_are(machine):
    for flying in (2, 3):
        machine.after_a_while(flying)
    machine.busy = 100.0
    assert [machine.after_a_while(4) for _ in range(3)] == [3, 2, 2]


def test_nothing_is_added_when_memory_is_short(machine):
    machine.free = room.MEMORY - 1
    assert machine.after_a_while(2) == 2


def test_a_real_machine_is_looked_at():
    found = Room(1, 3)
    found._looked -= room.LOOK_EVERY
    assert 1 <= found.level(1) <= 2


def test_a_chosen_number_stays():
    assert Fixed(3).level(0) == Fixed(3).level(3) == 3


def test_a_crew_takes_as_many_as_there_is_room_for(monkeypatch):
    """Two at first; a third is begun while the others are under way, as soon as there is room."""
    monkeypatch.setattr(room, "LOOK_EVERY", 0.0)
    crew, begun = Crew(Held, Machine(2, 3)), []
    results = [done.result for done in crew.run(str, range(3), begun.append)]
    assert begun == [0, 1, 2]
    assert sorted(results) == ["0", "1", "2"]


class Held:
    """An executor that ends nothing before three are under way."""

    def __init__(self, size):
        from concurrent.futures import Future

        self.future, self.held = Future, []
        assert size == 3

    def submit(self, call, item):
        self.held.append((self.future(), call(item)))
        if len(self.held) == 3:
            for future, result in self.held:
                future.set_result(result)
        return self.held[-1][0]

    def shutdown(self):
        pass
