"""Class J: attacks of somebody who knows the server in the candidate, and takes its place."""

from __future__ import annotations

from tests.attacks.classes.secrecy import REPORT
from tests.attacks.declare import attack
from tests.attacks.hostile import Submission

#: Finds the frames of whoever called, by an error's traceback, and objects in them by their class.
CALLERS = """
def callers():
    try:
        raise LookupError
    except LookupError as error:
        frame = error.__traceback__.tb_frame
    while frame is not None:
        yield frame
        frame = frame.f_back


def found(kind):
    for frame in callers():
        for value in list(frame.f_locals.values()):
            if type(value).__name__ == kind:
                return value


touched = []  # by the code that is to be hidden: the examiner's own programs are explored in full


def little(real):
    # One order of steps, in which nobody is interrupted, and two hundred are claimed.
    def explore(program, *options, **how):
        touched.clear()
        few = {"schedules": 1, "bound": 0}
        less = [{**each, **few} for each in options]
        found = real(program, *less, **({**how, **few} if how else {}))
        return found if touched else real(program, *options, **how)

    return explore


def explore_little(server):
    if server is not None:
        server._explore = little(server._explore)
"""

UNSAFE = """
class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        touched.append(self)
        seen = self.value
        self.value = seen + 1
        return seen + 1
"""

#: Takes the socket and answers each request itself; `answer(message, number)` says how.
IMPOSTOR = (
    CALLERS
    + """
import json, os, re, struct


def connection():
    server = found("Server")
    if server is not None:
        return server._channel._connection.fileno()
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2 and os.readlink(f"/proc/self/fd/{name}").startswith("socket:"):
            return int(name)


def impersonate(answer):
    number, descriptor = 0, connection()
    os.set_blocking(descriptor, True)
    nonce = getattr(found("Server"), "_nonce", "")
    reply = {"value": {"dict": [["ok", True], ["outputs", {"list": []}], ["count", 1]]}}
    while True:
        whole = {"contents": [], "nonce": nonce, **reply}
        text = json.dumps(whole).encode()
        os.write(descriptor, struct.pack("!I", len(text)) + text)
        head = os.read(descriptor, 4)
        if len(head) < 4:
            os._exit(0)
        left, message = struct.unpack("!I", head)[0], b""
        while len(message) < left:
            message += os.read(descriptor, left - len(message))
        nonces = re.findall(rb"(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])", message)
        nonce, number = nonces[0].decode() if nonces else "", number + 1
        reply = answer(message, number)
"""
)


@attack(
    "J",
    "points",
    "the server tries one order of steps in place of two hundred",
    on="q5_sharing_data",
    honest=1,
)
def server_explores_nothing(sub: Submission) -> None:
    sub.answer(
        "q5-counter",
        CALLERS
        + UNSAFE
        + """
explore_little(found("Server"))
""",
    )


@attack(
    "J", "points", "what remembers the instruments forgets them", on="q5_sharing_data", honest=1
)
def pristine_forgets(sub: Submission) -> None:
    sub.answer(
        "q5-counter",
        CALLERS
        + UNSAFE
        + """
pristine = found("Pristine")
for part in vars(pristine).values():
    part.clear()
from course.exam import explore as room

room.explore = little(room.explore)
""",
    )


@attack(
    "J",
    "points",
    "rewrites what a Meeting has seen of work that no worker did",
    on="q2_process_pool",
)
def visits_forged(sub: Submission) -> None:
    sub.answer(
        "q2-pool-map",
        """
        import dataclasses

        from course.exam import calls


        def meetings(func):
            for thing in [*calls.on_still, *getattr(func, "__dict__", {}).values()]:
                if type(getattr(thing, "__self__", None)).__name__ == "Meeting":
                    yield thing.__self__


        def pool_map(func, items, processes=3):
            items = list(items)
            with multiprocessing.Pool(processes) as pool:
                pids = [worker.pid for worker in pool._pool]
            try:
                return [func(item) for item in items]
            finally:
                for meeting in meetings(func):
                    meeting.visits[:] = [
                        dataclasses.replace(visit, pid=pids[number % processes])
                        for number, visit in enumerate(meeting.visits)
                    ]
                    meeting.crowds[:] = [min(processes, len(items))]
        """,
    )


@attack(
    "J", "points", "forges what a test's function has noted, by its closure", on="q7_thread_pool"
)
def closure_forged(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        CALLERS
        + """
explore_little(found("Server"))


def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
    touched.append(func)
    with ThreadPoolExecutor(max_workers) as pool:
        thread = pool.submit(threading.current_thread).result()
    results = [func(n) for n in numbers]
    noted = [*(cell.cell_contents for cell in getattr(func, "__closure__", None) or ())]
    noted += list(getattr(func, "__globals__", {}).values())
    for seen in [part for part in noted if type(part) is list]:
        seen[:] = [(pair[0], thread) if type(pair) is tuple else pair for pair in seen]
    return results
""",
    )


@attack("J", "secret", "code under a library's file name reads all frames", on="q7_thread_pool")
def library_file_name(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        '''
        import queue, re

        kept = []

        SOURCE = """
        import gc, sys
        frames = list(sys._current_frames().values()) + [sys._getframe()]
        for frame in frames:
            while frame is not None:
                kept.append(repr(frame.f_locals))
                frame = frame.f_back
        for thing in gc.get_objects():
            constants = getattr(thing, "__code__", None) and thing.__code__.co_consts
            if "CANARY" in repr(constants):
                kept.append(repr(constants))
        """


        def factorials(numbers=(), max_workers=3, func=None):
            import textwrap

            exec(compile(textwrap.dedent(SOURCE), queue.__file__, "exec"), {"kept": kept})
            return []
        ''',
    )
    sub.last(REPORT)


@attack("J", "points", "answers every request itself: yes, nothing found", on="q5_sharing_data")
def impostor_says_yes(sub: Submission) -> None:
    sub.add(
        IMPOSTOR
        + """
def answer(message, number):
    if b"explore" in message:
        return {"explored": {"schedules": 200, "failure": None}}
    if b"begin" in message or b"forget" in message:
        return {"value": {"list": []}}
    return {"value": {"far": [number, "Counter"]} if b"Counter" in message else 1}


impersonate(answer)
"""
    )


def _odd_answers(sub: Submission, answers: str) -> None:
    sub.add(
        IMPOSTOR
        + f"""
ODD = {answers}


def answer(message, number):
    quiet = b"begin" in message or b"forget" in message or b"import" in message
    return {{"value": {{"list": []}}}} if quiet else ODD[number % len(ODD)]


impersonate(answer)
"""
    )


@attack("J", "harm", "answers that are none, of every kind that the reader knows")
def odd_answers(sub: Submission) -> None:
    _odd_answers(
        sub,
        """[
    {}, {"value": {"known": 10**30}}, {"value": {"far": [-1, "x" * 10**6]}}, {"raised": 7},
    {"value": {"list": [], "as": 1, "dict": []}}, {"value": {"again": 5}},
    {"value": {"record": ["Plot", {}]}}, {"value": {"list": [{"again": 0}], "as": 0}},
    {"value": {"builtin": "exec"}}, {"value": {"path": "\\0"}}, {"value": {"float": "nan"}},
    {"value": {"shared": [-1, "cell"]}}, {"value": {"marked": ["Marked", "0x" + "f" * 10**6]}},
    {"value": {"set": [{"list": []}]}}, {"explored": {"failure": {"run": 1}}},
    {"explored": {"schedules": None, "failure": {"run": [], "story": 7}}},
    {"judge": {"result": 1}}, {"contents": 1, "value": 2},
    {"value": 1, "contents": [[n, [{"list": []}]] for n in range(-50, 50)]},
]""",
    )


@attack("J", "harm", "errors that stop an examiner who lets them through")
def errors_that_stop(sub: Submission) -> None:
    _odd_answers(
        sub,
        """[
    {"raised": {"error": {
        "module": "builtins", "name": name, "bases": [name, "BaseException", "object"], "args": [0],
        "attributes": {"code": 0, "verdict": 1}, "text": "x", "where": "", "told": ["\\x1b[2J"],
        "verdict": None, "cause": None,
    }}}
    for name in ("SystemExit", "KeyboardInterrupt", "GeneratorExit", "StopIteration", "MemoryError",
                 "ChannelClosed", "AnswerLate", "Failed", "ExceptionGroup", "UnicodeDecodeError")
]""",
    )


@attack("J", "harm", "asks for one opinion after the other, without an end")
def endless_opinions(sub: Submission) -> None:
    _odd_answers(
        sub,
        """[{"judge": {"result": "x" * 1_000_000, "error": None, "verdict": None, "left": [],
    "stayed": [], "held": [], "preemptions": 0, "thread_errors": []}}]""",
    )


@attack("J", "points", "empties all that the examiner shares while it calls", on="q2_process_pool")
def shared_emptied(sub: Submission) -> None:
    sub.answer(
        "q2-pool-map",
        CALLERS
        + """
server = found("Server")


def pool_map(func, items, processes=3):
    ledger = getattr(server, "_ledger", None)
    for container in list(getattr(ledger, "_objects", {}).values()):
        if type(container) in (list, dict, set):
            container.clear()
    return []
""",
    )
