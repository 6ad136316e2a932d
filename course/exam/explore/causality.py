"""What happens before what in a run: vector clocks of its threads and locks; read by a maintainer.

A release of a lock happens before the next taking of it, a start before the thread's first
step, its last step before the return of `join` (Lamport 1978; vector clocks as in FastTrack,
Flanagan and Freund, PLDI 2009). Conditions, events, queues and futures are made of locks and
need nothing more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course.exam.explore.locks import Control
    from course.exam.explore.tasks import Task

Clock = dict[int, int]  # number of a thread -> how much of its past is known


def started(parent: Task, child: Task) -> None:
    """The child knows all that its parent knows."""
    _learn(child.clock, parent.clock)
    _tick(parent)


def joined(me: Task, ended: Task) -> None:
    """Whoever has waited for a thread knows all that it knew."""
    _learn(me.clock, ended.clock)


def took(me: Task, lock: Control) -> None:
    """Whoever takes a lock learns what was known at its releases."""
    _begin(me, lock)
    _learn(me.clock, lock.clock)
    me.holds[id(lock)] = me.holds.get(id(lock), 0) + 1
    me.held.append(id(lock))


def released(me: Task, lock: Control) -> None:
    """What is known now can be learnt from the lock."""
    _begin(me, lock)
    _learn(lock.clock, me.clock)
    _tick(me)
    if id(lock) in me.held:
        me.held.remove(id(lock))


def _begin(me: Task, lock: Control) -> None:
    """What a lock knows of an earlier run, which it has outlived, says nothing about this one."""
    if lock.run != me.scheduler.number:
        lock.run = me.scheduler.number
        lock.clock.clear()


def _learn(clock: Clock, other: Clock) -> None:
    for thread, known in other.items():
        if known > clock.get(thread, 0):
            clock[thread] = known


def _tick(me: Task) -> None:
    me.clock[me.index] += 1
