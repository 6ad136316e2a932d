"""q4-add-remove: other right solutions, and wrong ones with one flaw each."""

# %% right: `with lock` in both loops
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop(0))


# %% right: acquire and release by hand, long-winded
def add_numbers(numbers, shared, lock):
    position = 0
    while position < len(numbers):
        number = numbers[position]
        lock.acquire()
        try:
            shared.append(number)
        finally:
            lock.release()
        position = position + 1


def remove_numbers(attempts, shared, removed, lock):
    tries = 0
    while tries < attempts:
        lock.acquire()
        try:
            how_many = len(shared)
            if how_many > 0:
                oldest = shared[0]
                del shared[0]
                removed.append(oldest)
        finally:
            lock.release()
        tries = tries + 1


# %% right: slices, no if
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared[len(shared):] = [number]


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            removed.extend(shared[:1])
            del shared[:1]


# %% right: asks for forgiveness, only the IndexError of pop counts as none
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            try:
                oldest = shared.pop(0)
            except IndexError:
                continue
            removed.append(oldest)


# %% right: helpers for one step each
def _append(shared, number, lock):
    with lock:
        shared.append(number)


def _move(shared, removed, lock):
    with lock:
        if len(shared) == 0:
            return
        number = shared[0]
        shared.pop(0)
        removed.append(number)


def add_numbers(numbers, shared, lock):
    for number in numbers:
        _append(shared, number, lock)


def remove_numbers(attempts, shared, removed, lock):
    for _attempt in range(attempts):
        _move(shared, removed, lock)


# %% right: appends first and deletes afterwards, in one section
def add_numbers(numbers, shared, lock):
    for index in range(len(numbers)):
        with lock:
            shared.insert(len(shared), numbers[index])


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if not shared:
                continue
            removed.append(shared[0])
            del shared[0]


# %% right: typed, with an ExitStack for the lock
import contextlib
from collections.abc import MutableSequence, Sequence


def add_numbers(numbers: Sequence[int], shared: MutableSequence[int], lock) -> None:
    """Append each number under a lock of its own stay."""
    for number in numbers:
        with contextlib.ExitStack() as stack:
            stack.enter_context(lock)
            shared.append(number)


def remove_numbers(attempts: int, shared: MutableSequence[int], removed: MutableSequence[int], lock) -> None:
    """Move the oldest number, if any, once per attempt."""
    for _ in range(attempts):
        with contextlib.ExitStack() as stack:
            stack.enter_context(lock)
            if len(shared) >= 1:
                removed.append(shared.pop(0))


# %% right: a decorator that takes the lock for each step
import functools


def locked(lock):
    def decorate(step):
        @functools.wraps(step)
        def guarded(*args):
            lock.acquire()
            try:
                return step(*args)
            finally:
                lock.release()

        return guarded

    return decorate


def add_numbers(numbers, shared, lock):
    @locked(lock)
    def add_one(number):
        shared.append(number)

    for number in numbers:
        add_one(number)


def remove_numbers(attempts, shared, removed, lock):
    @locked(lock)
    def move_one():
        if shared:
            removed.append(shared.pop(0))

    for _ in range(attempts):
        move_one()


# %% right: in-place addition, and a move that takes itself back when removed fails
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared += [number]


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                number = shared.pop(0)
                try:
                    removed += [number]
                except Exception:
                    shared.insert(0, number)
                    raise


# %% right: iterates by hand, next() outside of the lock
def add_numbers(numbers, shared, lock):
    rest = iter(numbers)
    while True:
        try:
            number = next(rest)
        except StopIteration:
            return
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    while attempts > 0:
        attempts -= 1
        with lock:
            if len(shared) != 0:
                oldest, *rest = shared
                shared[:] = rest
                removed.append(oldest)


# %% right: remove() by value, which finds the first one of equal numbers
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.extend([number])


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            for oldest in list(shared[:1]):
                shared.remove(oldest)
                removed.append(oldest)


# %% right: a guard class, and the indices counted by enumerate
class Guard:
    def __init__(self, lock):
        self.lock = lock

    def __enter__(self):
        self.lock.acquire()

    def __exit__(self, *error):
        self.lock.release()
        return False


def add_numbers(numbers, shared, lock):
    for _index, number in enumerate(numbers):
        with Guard(lock):
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    guard = Guard(lock)
    for _ in range(attempts):
        with guard:
            if shared != []:
                removed.insert(len(removed), shared.pop(0))


# %% wrong: add_numbers takes the lock once for the whole loop
def add_numbers(numbers, shared, lock):
    with lock:
        for number in numbers:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop(0))


# %% wrong: remove_numbers takes the lock once for the whole loop
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    with lock:
        for _ in range(attempts):
            if shared:
                removed.append(shared.pop(0))


# %% wrong: looks whether there is a number before it takes the lock
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        if shared:
            with lock:
                removed.append(shared.pop(0))


# %% wrong: looks without the lock to save work, and again under it
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        if not shared:
            continue
        with lock:
            if shared:
                removed.append(shared.pop(0))


# %% wrong: takes the newest number
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop())


# %% wrong: pops in one critical section and appends in a second one
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        found = []
        with lock:
            if shared:
                found.append(shared.pop(0))
        for number in found:
            with lock:
                removed.append(number)


# %% wrong: appends to removed after the lock is given back
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if not shared:
                continue
            number = shared.pop(0)
        removed.append(number)


# %% wrong: add_numbers releases the lock without finally
def add_numbers(numbers, shared, lock):
    for number in numbers:
        lock.acquire()
        shared.append(number)
        lock.release()


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop(0))


# %% wrong: remove_numbers releases the lock without finally
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        lock.acquire()
        if shared:
            removed.append(shared.pop(0))
        lock.release()


# %% wrong: the look at the list stands between acquire and try, so its error keeps the lock
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        lock.acquire()
        some = len(shared) > 0
        try:
            if some:
                removed.append(shared.pop(0))
        finally:
            lock.release()


# %% wrong: the number is fetched after acquire and before try, so an error of numbers keeps the lock
def add_numbers(numbers, shared, lock):
    for index in range(len(numbers)):
        lock.acquire()
        number = numbers[index]
        try:
            shared.append(number)
        finally:
            lock.release()


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop(0))


# %% wrong: every error of a list is taken for an empty list
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            try:
                removed.append(shared.pop(0))
            except Exception:
                pass


# %% wrong: continue in finally swallows the error of the list
def add_numbers(numbers, shared, lock):
    for number in numbers:
        lock.acquire()
        try:
            shared.append(number)
        finally:
            lock.release()
            continue


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop(0))


# %% wrong: the error is wrapped in one of another type
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            try:
                shared.append(number)
            except Exception as error:
                raise RuntimeError("could not add", number) from error


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop(0))


# %% wrong: an attempt that finds none waits for a number
import time


def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        while True:
            with lock:
                if shared:
                    removed.append(shared.pop(0))
                    break
            time.sleep(0.001)


# %% wrong: an attempt that finds none does not count, it is made again
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    moved = 0
    while moved < attempts:
        with lock:
            if shared:
                removed.append(shared.pop(0))
                moved += 1


# %% wrong: the first attempt that finds none ends the loop
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if not shared:
                break
            removed.append(shared.pop(0))


# %% wrong: counts the numbers once, and makes no more attempts than that
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    with lock:
        attempts = min(attempts, len(shared))
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop(0))


# %% wrong: uses a lock of its own
import threading

list_lock = threading.Lock()


def add_numbers(numbers, shared, lock):
    for number in numbers:
        with list_lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with list_lock:
            if shared:
                removed.append(shared.pop(0))


# %% wrong: an attempt that finds none keeps the lock
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        lock.acquire()
        try:
            if not shared:
                continue
            removed.append(shared.pop(0))
        except Exception:
            lock.release()
            raise
        lock.release()


# %% wrong: skips a number when the lock is taken just then
def add_numbers(numbers, shared, lock):
    for number in numbers:
        if lock.acquire(blocking=False):
            try:
                shared.append(number)
            finally:
                lock.release()


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop(0))


# %% wrong: waits for the lock for a second, then goes on without it
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        mine = lock.acquire(timeout=1)
        try:
            if shared:
                removed.append(shared.pop(0))
        finally:
            if mine:
                lock.release()


# %% wrong: the number 0 counts as none
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            oldest = shared[0] if shared else None
            if oldest:
                removed.append(oldest)
                del shared[0]


# %% wrong: a number that is in the list already is not added again
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            if number not in shared:
                shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop(0))


# %% wrong: takes the lock for two numbers at a time
def add_numbers(numbers, shared, lock):
    for start in range(0, len(numbers), 2):
        with lock:
            for number in numbers[start:start + 2]:
                shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop(0))


# %% wrong: keeps a record of the length, read outside of the lock
def add_numbers(numbers, shared, lock):
    lengths = []
    for number in numbers:
        with lock:
            shared.append(number)
        lengths.append(len(shared))


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop(0))


# %% wrong: makes a new list in place of changing the one that it was given
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared = shared + [number]


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop(0))


# %% wrong: puts the number at the front of removed
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.insert(0, shared.pop(0))


# %% wrong: empties the list of numbers that it was given
def add_numbers(numbers, shared, lock):
    if not isinstance(numbers, list):
        numbers = list(numbers)
    while numbers:
        number = numbers.pop(0)
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop(0))


# %% wrong: takes a snapshot first and moves what stood there, although others may have moved it
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    with lock:
        oldest = shared[:attempts]
    for number in oldest:
        with lock:
            if number in shared:
                shared.remove(number)
                removed.append(number)


# %% wrong: copies in one section and deletes in the next, for a while the number is in both lists
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            moved = shared[:1]
            removed.extend(moved)
        with lock:
            if moved and moved[0] in shared:
                shared.remove(moved[0])


# %% right: one recursive call for each number
def add_numbers(numbers, shared, lock):
    if len(numbers) == 0:
        return
    with lock:
        shared.append(numbers[0])
    add_numbers(numbers[1:], shared, lock)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop(0))


# %% wrong: sorts the list after each number, so that the oldest is no longer the first
def add_numbers(numbers, shared, lock):
    for number in numbers:
        with lock:
            shared.append(number)
            shared.sort()


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop(0))


# %% right: recursion-free helper functions (ledger)
def under(lock, act):
    lock.acquire(True)
    try:
        return act()
    finally:
        lock.release()


def add_numbers(numbers, shared, lock):
    for number in numbers:
        under(lock, lambda: shared.append(number))


def remove_numbers(attempts, shared, removed, lock):
    def move():
        for number in shared:
            removed.append(number)
            shared.remove(number)
            break

    for _ in range(attempts):
        under(lock, move)


# %% right: slices, and an exception for the empty list (one global lock)
def add_numbers(numbers, shared, lock):
    for n in list(numbers):
        with lock:
            shared += [n]


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            first = shared[:1]
            removed.extend(first)
            del shared[:1]


# %% right: acquire and release in try and finally, while loops (plain locks)
def add_numbers(numbers, shared, lock):
    i = 0
    while i < len(numbers):
        lock.acquire()
        try:
            shared.append(numbers[i])
        finally:
            lock.release()
        i += 1


def remove_numbers(attempts, shared, removed, lock):
    while attempts > 0:
        attempts -= 1
        lock.acquire()
        try:
            if len(shared) == 0:
                continue
            removed.append(shared.pop(0))
        finally:
            lock.release()


# %% right: an exception tells that the list is empty (try lock)
def add_numbers(numbers, shared, lock):
    numbers = iter(numbers)
    while True:
        try:
            number = next(numbers)
        except StopIteration:
            return
        with lock:
            shared.insert(len(shared), number)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock, contextlib.suppress(IndexError):
            removed.append(shared.pop(0))


# %% wrong: no lock
def add_numbers(numbers, shared, lock):
    for n in numbers:
        shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        if shared:
            removed.append(shared.pop(0))


# %% wrong: one lock for the whole loop
def add_numbers(numbers, shared, lock):
    with lock:
        for n in numbers:
            shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    with lock:
        for _ in range(attempts):
            if shared:
                removed.append(shared.pop(0))


# %% wrong: looks outside of the lock
def add_numbers(numbers, shared, lock):
    for n in numbers:
        with lock:
            shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        if shared:
            with lock:
                removed.append(shared.pop(0))


# %% wrong: takes the newest
def add_numbers(numbers, shared, lock):
    for n in numbers:
        with lock:
            shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop())


# %% wrong: a move in two steps
def add_numbers(numbers, shared, lock):
    for n in numbers:
        with lock:
            shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            taken = shared.pop(0) if shared else None
        with lock:
            if taken is not None:
                removed.append(taken)


# %% wrong: the lock stays held after an error
def add_numbers(numbers, shared, lock):
    for n in numbers:
        lock.acquire()
        shared.append(n)
        lock.release()


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        lock.acquire()
        if shared:
            removed.append(shared.pop(0))
        lock.release()


# %% wrong: errors are swallowed
def add_numbers(numbers, shared, lock):
    for n in numbers:
        with lock:
            try:
                shared.append(n)
            except Exception:
                pass


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            try:
                removed.append(shared.pop(0))
            except Exception:
                pass


# %% wrong: a lock of its own
own_lock = threading.Lock()


def add_numbers(numbers, shared, lock):
    for n in numbers:
        with own_lock:
            shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with own_lock:
            if shared:
                removed.append(shared.pop(0))


# %% wrong: gives up at the first empty attempt
def add_numbers(numbers, shared, lock):
    for n in numbers:
        with lock:
            shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if not shared:
                break
            removed.append(shared.pop(0))


# %% wrong: waits for a number
def add_numbers(numbers, shared, lock):
    for n in numbers:
        with lock:
            shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        while True:
            with lock:
                if shared:
                    removed.append(shared.pop(0))
                    break
            time.sleep(0.01)


# %% wrong: takes the lock twice
def add_numbers(numbers, shared, lock):
    def append(n):
        with lock:
            shared.append(n)

    for n in numbers:
        with lock:
            append(n)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop(0))


# %% wrong: prints outside of the lock
def add_numbers(numbers, shared, lock):
    for n in numbers:
        with lock:
            shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    for _ in range(attempts):
        with lock:
            if shared:
                removed.append(shared.pop(0))
    print("left:", shared)


# %% wrong: clears the list, as a thread that removes everything would
def add_numbers(numbers, shared, lock):
    with lock:
        for n in numbers:
            shared.append(n)


def remove_numbers(attempts, shared, removed, lock):
    with lock:
        shared.clear()
