"""Class B: values that lie about what they are, that grow without end, or that act."""

from __future__ import annotations

from tests.attacks.declare import attack
from tests.attacks.hostile import Submission

LIAR = '''
class Liar(str):
    """Equal to everything."""

    __eq__ = __contains__ = __le__ = __ge__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __hash__ = lambda self: hash("threads")
'''


def _choice(sub: Submission, source: str) -> None:
    sub.answer("q1-choose", LIAR + source)


def factorials_give(sub: Submission, value: str, before: str = "") -> None:
    """Let the tested function return a value, whatever it is asked for."""
    sub.answer(
        "q7-factorials",
        f"""
{before}


def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    return {value}
""",
    )


@attack("B", "points", "texts that are equal to everything", on="q1_scenarios")
def equal_to_everything(sub: Submission) -> None:
    _choice(sub, "CHOICE = dict.fromkeys(WORKLOADS, Liar('neither'))")


@attack("B", "points", "a dict whose get answers by turns", on="q1_scenarios")
def dict_with_own_get(sub: Submission) -> None:
    _choice(
        sub,
        """
class Clever(dict):
    def get(self, name, default=None):
        return Liar(name)

    __getitem__ = __missing__ = get
    items = lambda self: ((name, Liar(name)) for name in WORKLOADS)


CHOICE = Clever()
""",
    )


@attack("B", "points", "an object whose __class__ says dict and str", on="q1_scenarios")
def lying_class(sub: Submission) -> None:
    _choice(
        sub,
        """
class Pretend:
    __class__ = dict
    get = __getitem__ = lambda self, name, default=None: Liar(name)
    __iter__ = lambda self: iter(WORKLOADS)
    __len__ = lambda self: 8


CHOICE = Pretend()
""",
    )


@attack("B", "points", "a list that shows other steps each time it is read")
def list_that_changes(sub: Submission) -> None:
    sub.answer(
        "q4-predict",
        """
        class Steps(list):
            looks = 0

            def __iter__(self):
                Steps.looks += 1
                right = ["A read", "A add", "A write", "B read", "B add", "B write"]
                return iter(right if Steps.looks % 2 else right[3:] + right[:3])


        class Step(str):
            def split(self, *args):
                return ["A", "read"]

            __eq__ = lambda self, other: True
            __hash__ = str.__hash__


        LOST_UPDATE = Steps(map(Step, ["A read", "A add", "A write", "B read", "B add", "B write"]))
        """,
    )


@attack("B", "points", "increments that are equal to every number", on="q5_sharing_data")
def number_like_any(sub: Submission) -> None:
    sub.answer(
        "q5-counter",
        """
        class Any(int):
            __eq__ = __lt__ = __le__ = __gt__ = __ge__ = lambda self, other: True
            __ne__ = lambda self, other: False
            __hash__ = int.__hash__
            __class__ = int


        class Counter:
            value = Any(1)

            def increment(self):
                return Any(1)
        """,
    )


@attack("B", "points", "results in a list subclass whose == and len lie", on="q7_thread_pool")
def list_like_any(sub: Submission) -> None:
    factorials_give(
        sub,
        "Results()",
        """
class Results(list):
    __eq__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __len__ = lambda self: 3
    __iter__ = lambda self: iter([6, 1, 24])
    __getitem__ = lambda self, index: 6
    __reduce_ex__ = lambda self, protocol: (list, ([6, 1, 24],))
""",
    )


@attack("B", "points", "the answers of the visible tests only", on="q7_thread_pool")
def visible_answers(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
            return {(3, 1, 4): [6, 1, 24], (): []}.get(tuple(numbers), [1, 2, 6, 24, 120])
        """,
    )


@attack(
    "B",
    "points",
    "the function changes the argument that the test computes from",
    on="q7_thread_pool",
)
def argument_emptied(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
            try:
                numbers.clear()
                numbers[:] = []
            except (AttributeError, TypeError):
                pass
            return []
        """,
    )


@attack(
    "B",
    "points",
    "reads the expected answer in the frames and closures of the caller",
    on="q2_process_pool",
)
def answer_from_the_caller(sub: Submission) -> None:
    sub.answer(
        "q2-pool-map",
        """
        import sys, threading


        def pool_map(func, items, processes=3):
            for frame in list(sys._current_frames().values()):
                while frame is not None:
                    if "want" in frame.f_locals:
                        return frame.f_locals["want"]
                    frame = frame.f_back
            for cell in getattr(func, "__closure__", None) or ():
                if callable(cell.cell_contents):
                    return [cell.cell_contents(item) for item in items]
            return [{3: 6, 1: 1, 2: 2}.get(item) for item in items]
        """,
    )


@attack("B", "points", "plain paths that lie about themselves, and no file", on="q1_scenarios")
def lying_paths(sub: Submission) -> None:
    sub.answer(
        "q1-download",
        """
        class Liar(type(Path())):
            is_file = exists = lambda self: True
            read_bytes = lambda self: b"second\\r\\n\\x00\\xff"
            __eq__ = lambda self, other: True
            __hash__ = object.__hash__


        def download_all(urls, folder, max_workers=8):
            return {url: Liar(folder, file_name(url)) for url in urls}
        """,
    )


@attack(
    "B",
    "points",
    "axes that are no axes and tell of bars that nobody drew",
    on="q3_multiprocessing",
)
def no_axes(sub: Submission) -> None:
    sub.answer(
        "q3-plot",
        """
        import types


        class Bar(types.SimpleNamespace):
            get_height = lambda self: self.height
            get_width = lambda self: 1.0
            get_x = lambda self: self.x
            get_y = lambda self: 0.0


        class Text(types.SimpleNamespace):
            get_text = lambda self: self.text


        class Axes:
            def __init__(self, seconds):
                canvas = types.SimpleNamespace(draw=lambda: None)
                self.figure = types.SimpleNamespace(canvas=canvas, legends=[])
                self.patches = [Bar(x=n - 0.5, height=s) for n, s in enumerate(seconds.values())]
                self.names = list(seconds)
                self.lines = self.collections = self.containers = []

            get_legend = lambda self: None
            get_xlabel = get_title = lambda self: "strategy"
            get_ylabel = lambda self: "seconds"
            get_xticks = lambda self: list(range(len(self.names)))
            get_xticklabels = lambda self: [Text(text=name) for name in self.names]


        plot_strategies = Axes
        """,
    )


@attack(
    "B",
    "points",
    "an error of another class that claims to be a ValueError",
    on="q4_race_conditions",
)
def lying_error(sub: Submission) -> None:
    sub.answer(
        "q4-account",
        """
        class Pretend(Exception):
            __class__ = ValueError


        class Account:
            def __init__(self, balance=0):
                self.balance = balance

            def deposit(self, amount):
                self.balance += amount

            def withdraw(self, amount):
                if amount > self.balance:
                    raise Pretend
                self.balance -= amount
        """,
    )


@attack("B", "points", "dict keys that are equal to whatever is looked up", on="q1_scenarios")
def keys_like_any(sub: Submission) -> None:
    _choice(
        sub,
        """
class Key(str):
    __eq__ = lambda self, other: True
    __hash__ = lambda self: hash("crawl")


CHOICE = {Key("x"): Liar("threads")}
""",
    )
