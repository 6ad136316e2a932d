"""Class J: attacks with the callables and objects that the examiner hands to student code."""

from __future__ import annotations

from tests.attacks.classes.channel import when_tested
from tests.attacks.declare import attack
from tests.attacks.hostile import Submission


@attack("J", "points", "uses handles that it was not given", on="q7_thread_pool")
def guessed_handles(sub: Submission) -> None:
    when_tested(
        sub,
        """
import copy
places = [*getattr(func, "__slots__", ()), *getattr(func, "__dict__", {})]
for place in places:
    if isinstance(getattr(func, place, None), (int, str)):
        for guess in (*range(-3, 200), "__import__", "check", "eval", "student", "globals"):
            twin = copy.copy(func)
            try:
                object.__setattr__(twin, place, guess)
                twin("__import__('os').system('touch left-by-attack')")
                twin()
            except BaseException:
                continue
return [6, 1, 24]
""",
        "",
    )


@attack(
    "J",
    "secret",
    "asks the examiner for attributes, classes and globals of what it handed in",
    on="q7_thread_pool",
)
def attributes_across(sub: Submission) -> None:
    when_tested(
        sub,
        """
for path in ("__globals__", "__func__.__globals__", "__class__.__init__.__globals__",
             "__code__.co_consts", "__self__.__dict__", "__closure__", "__class__.__subclasses__",
             "__reduce__", "__doc__", "__builtins__"):
    thing = func
    for name in path.split("."):
        try:
            thing = getattr(thing, name)
        except Exception as error:
            thing = error
    print(path, repr(thing)[:20_000])
    try:
        print(repr(thing["__builtins__"]["open"](THE_COURSE + "/gradebook.db", "rb").read()))
    except Exception:
        continue
return []
""",
        "",
    )


@attack(
    "J",
    "harm",
    "calls the handed-in callable a hundred thousand times, and from many threads",
    on="q7_thread_pool",
)
def flood_of_calls(sub: Submission) -> None:
    when_tested(
        sub,
        """
def call():
    for number in range(20_000):
        func(3)
threads = [threading.Thread(target=call) for _ in range(5 if func else 0)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
return []
""",
        "",
    )


@attack(
    "J",
    "points",
    "calls the callables of earlier claims while a later one is judged",
    on="q7_thread_pool",
)
def late_calls(sub: Submission) -> None:
    when_tested(
        sub,
        """
def later():
    while True:
        threading.Event().wait(0.01)
        for one in kept[:-1]:
            try:
                one(3)
            except BaseException:
                continue
kept.append(func or math.factorial)
if len(kept) == 1:
    threading.Thread(target=later, daemon=True).start()
return [kept[-1](n) for n in numbers]
""",
        "kept = []",
    )


@attack("J", "harm", "hands hostile arguments to the examiner's callable", on="q7_thread_pool")
def hostile_arguments(sub: Submission) -> None:
    when_tested(
        sub,
        """
class Act:
    def __reduce__(self):
        return eval, ("open(%r, 'w').close()" % (THE_COURSE + "/left-by-attack-argument"),)
    __index__ = __int__ = lambda self: 10**9
    __repr__ = lambda self: "x" * 10**7
deep = []
for _ in range(50_000):
    deep = [deep]
odd = [Act(), [Act()], deep, "x" * 10**7, b"x" * 10**7, 10**100_000, float("nan"), type]
for argument in (*odd, func, {1: {2: func}}):
    try:
        func(argument)
    except BaseException as error:
        print(type(error))
return []
""",
        "",
    )


@attack("J", "harm", "calls back from processes that it forked, all at once", on="q7_thread_pool")
def calls_from_forks(sub: Submission) -> None:
    when_tested(
        sub,
        """
import os
for _ in range(20 if func else 0):
    if os.fork() == 0:
        try:
            for number in range(50):
                func(number % 5)
        finally:
            os._exit(0)
return [func(n) if func else n for n in numbers]
""",
        "",
    )


@attack("J", "harm", "calls itself through the examiner without an end", on="q5_sharing_data")
def endless_ping_pong(sub: Submission) -> None:
    sub.answer(
        "q5-crawl",
        """
        def crawl(urls, fetch, workers=3):
            while True:
                for url in [*urls, "nowhere"]:
                    try:
                        fetch(url)
                    except Exception:
                        continue
        """,
    )


@attack(
    "J",
    "points",
    "a generator that runs on in the background and counts its consumer",
    on="q7_thread_pool",
)
def generator_of_lies(sub: Submission) -> None:
    sub.answer(
        "q7-as-completed",
        """
        class Pairs:
            def __init__(self, numbers, max_workers=3, func=math.factorial):
                self.left = list(numbers)

            __iter__ = lambda self: self
            __class__ = type(x for x in ())
            close = lambda self: None

            def __next__(self):
                if not self.left:
                    raise StopIteration
                n = self.left.pop()
                return n, math.factorial(abs(n))


        factorials_as_completed = Pairs
        """,
    )


@attack(
    "J",
    "points",
    "a test's name and source are looked up to answer each claim by itself",
    on="q7_thread_pool",
)
def answers_by_claim(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        import gc, sys


        def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
            for meeting in [t for t in gc.get_objects() if type(t).__name__ == "Meeting"]:
                for name in ("peak", "crowds"):
                    try:
                        setattr(type(meeting), name, property(lambda self: max_workers))
                    except (AttributeError, TypeError):
                        continue
                meeting.__dict__.update(peak=max_workers, visits=[], arguments=list(numbers))
            return [math.factorial(n) for n in numbers]
        """,
    )
