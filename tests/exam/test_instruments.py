"""Lists, locks and values that see what is done without a lock."""

import pytest

from course.exam.instruments import WatchedList, WatchedLock, WatchedValue


def test_an_access_without_the_lock_is_noted():
    lock = WatchedLock()
    shared = WatchedList(lock, [1])
    shared.watched.append(2)
    with lock.watched:
        shared.watched.append(3)
    assert [note.split(",")[0] for note in shared.naked] == ["append"]
    assert shared.content == [1, 2, 3]


def test_looks_count_like_changes():
    shared = WatchedList(WatchedLock(), [1])
    assert 1 in shared.watched
    assert len(shared.watched) == 1
    assert len(shared.naked) == 2


def test_a_lock_counts_and_checks_before_it_is_released():
    seen = []
    lock = WatchedLock(on_release=lambda: seen.append(lock.is_mine))
    for _ in range(3):
        with lock.watched:
            pass
    assert lock.taken == 3
    assert seen == [True] * 3
    assert not lock.locked()


def test_a_list_fails_where_it_is_told_to():
    shared = WatchedList(WatchedLock())
    shared.fail_on[2] = OSError("full")
    shared.watched.append(1)
    with pytest.raises(OSError, match="full"):
        shared.watched.append(2)
    assert shared.content == [1]


def test_a_value_sees_a_write_that_forgets_its_read():
    value = WatchedValue()
    with value.watched.get_lock():
        value.watched.value += 1
    assert not value.naked
    assert not value.torn
    with value.watched:
        seen = value.watched.value
    with value.watched:
        value.watched.value = seen + 1
    assert not value.naked
    assert len(value.torn) == 1


def test_a_value_sees_an_access_without_its_lock():
    value = WatchedValue()
    value.watched.value += 1
    assert len(value.naked) == 2


def test_a_change_past_the_lists_own_methods_is_found():
    lock = WatchedLock()
    shared = WatchedList(lock, [1])
    list.append(shared.watched, 2)
    with lock.watched:
        pass
    assert len(shared.naked) == 1
    list.pop(shared.watched)
    assert len(shared.naked) == 2
    with lock.watched:
        list.append(shared.watched, 3)
        shared.watched.append(4)
    assert len(shared.naked) == 2
