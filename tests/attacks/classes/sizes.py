"""Class B: values that are deep, huge, endless, or act when somebody looks at them."""

from __future__ import annotations

from tests.attacks.classes.values import factorials_give
from tests.attacks.declare import attack
from tests.attacks.hostile import Submission


@attack("B", "harm", "a list nested 100,000 deep", on="q7_thread_pool")
def deep(sub: Submission) -> None:
    factorials_give(sub, "DEEP", "DEEP = []\nfor _ in range(100_000):\n    DEEP = [DEEP]")


@attack(
    "B", "harm", "fifty-six small lists that become two million when copied", on="q7_thread_pool"
)
def billion_laughs(sub: Submission) -> None:
    factorials_give(sub, "LAUGH", "LAUGH = ['ha']\nfor _ in range(7):\n    LAUGH = [LAUGH] * 8")


@attack("B", "harm", "a list that contains itself", on="q7_thread_pool")
def in_itself(sub: Submission) -> None:
    factorials_give(sub, "SELF", "SELF = []\nSELF += [SELF, {'self': SELF}, (SELF,)]")


@attack("B", "harm", "four million numbers", on="q7_thread_pool")
def huge_list(sub: Submission) -> None:
    factorials_give(sub, "[7] * 4_000_000")


@attack("B", "harm", "an integer of twenty million bits", on="q7_thread_pool")
def huge_integer(sub: Submission) -> None:
    factorials_give(sub, "[1 << 20_000_000, -(1 << 20_000_000), 3]")


@attack("B", "harm", "a text of 20 MB, half of it surrogates and zero bytes", on="q7_thread_pool")
def huge_text(sub: Submission) -> None:
    factorials_give(sub, "['\\ud800\\0' * 5_000_000, b'\\xff' * 10_000_000]")


@attack("B", "harm", "a generator that never ends", on="q7_thread_pool")
def endless_generator(sub: Submission) -> None:
    sub.answer(
        "q7-as-completed",
        """
        def factorials_as_completed(numbers, max_workers=3, func=math.factorial):
            while True:
                yield 1, 1
        """,
    )


@attack("B", "harm", "a list whose iterator, length and repr never end", on="q7_thread_pool")
def endless_list(sub: Submission) -> None:
    factorials_give(
        sub,
        "Endless()",
        "import itertools\nclass Endless(list):\n    __iter__ = lambda self: itertools.count()\n"
        "    __len__ = __repr__ = __str__ = lambda self: sum(itertools.count())",
    )


@attack(
    "B", "harm", "numbers that are none: nan, infinities, subclasses, complex", on="q7_thread_pool"
)
def odd_numbers(sub: Submission) -> None:
    factorials_give(
        sub,
        "[float('nan'), float('inf'), -0.0, 1e999j, True, Half(1), {float('nan'): 1}]",
        "class Half(float):\n    __repr__ = lambda self: '1}, {\"ok\": true'",
    )


@attack(
    "B",
    "harm",
    "an object whose every special method ends the process with success",
    on="q7_thread_pool",
)
def exit_when_looked_at(sub: Submission) -> None:
    factorials_give(
        sub,
        "Exit()",
        "import os\nclass Exit:\n    __eq__ = __repr__ = __str__ = __len__ = __iter__ = __bool__ = "
        "__hash__ = __reduce_ex__ = __getattr__ = lambda self, *more: os._exit(0)",
    )


@attack("B", "harm", "a pickle that acts when it is read", on="q7_thread_pool")
def pickle_that_acts(sub: Submission) -> None:
    factorials_give(
        sub,
        "[Act()]",
        "import pathlib\nclass Act(Exception):\n    def __reduce__(self):\n"
        "        return pathlib.Path.touch, (pathlib.Path(THE_COURSE, 'left-by-attack-pickle'),)",
    )


@attack(
    "B",
    "harm",
    "an error with a million arguments, a huge text and no end of causes",
    on="q7_thread_pool",
)
def huge_error(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
            error = ValueError(*["x" * 100] * 200_000)
            error.__cause__ = error.__context__ = ValueError("y" * 20_000_000)
            error.__notes__ = ["z" * 1_000_000] * 20
            raise error
        """,
    )
