"""Class J: what a test hands to the student's code has noted something; the notes are to go."""

from __future__ import annotations

from tests.attacks.declare import attack
from tests.attacks.hostile import Submission

FORGET = """
def forget(thing, *names):
    for name in names:
        try:
            getattr(thing, name).clear()
        except Exception:
            pass


"""


@attack("J", "points", "the notes of a watched list are wiped out", on="q1_scenarios")
def notes_of_a_list(sub: Submission) -> None:
    sub.answer(
        "q1-scoreboard",
        FORGET
        + """
def update_score(game, updates, board, lock):
    for i in range(1, updates + 1):
        board.append(f"Updating {game} score {i}")
        with lock:
            pass
    forget(board, "naked", "_naked", "watched")
""",
    )


@attack("J", "points", "a thread says that it holds the lock", on="q4_race_conditions")
def owner_of_a_lock(sub: Submission) -> None:
    sub.answer(
        "q4-add-remove",
        """
        def add_numbers(numbers, shared, lock):
            for number in numbers:
                try:
                    lock._owner = threading.get_ident()
                except Exception:
                    pass
                shared.append(number)
                with lock:
                    pass


        def remove_numbers(attempts, shared, removed, lock):
            pass
        """,
    )


@attack("J", "points", "a watched list begins anew", on="q4_race_conditions")
def list_made_again(sub: Submission) -> None:
    sub.answer(
        "q4-add-remove",
        """
        def add_numbers(numbers, shared, lock):
            held = list(shared)
            for number in numbers:
                held.append(number)
                with lock:
                    pass
            try:
                shared.__init__(lock, held)
            except Exception:
                with lock:
                    shared[:] = held


        def remove_numbers(attempts, shared, removed, lock):
            pass
        """,
    )


@attack("J", "points", "the notes of a watched value are wiped out", on="q5_sharing_data")
def notes_of_a_value(sub: Submission) -> None:
    sub.answer(
        "q5-value",
        FORGET
        + """
def produce_items(counter, count):
    for _ in range(count):
        counter.value = counter.value + 1
    forget(counter, "naked", "torn")
""",
    )
