"""Class J: attacks on what is witnessed: who came to a meeting, which threads ran."""

from __future__ import annotations

import textwrap

from tests.attacks.classes.insiders import COUNTER
from tests.attacks.declare import attack
from tests.attacks.hostile import Submission


@attack(
    "J",
    "points",
    "the observer of meetings leads to the server, whose explorer tries one order",
    on="q5_sharing_data",
    honest=1,
)
def observer_of_meetings(sub: Submission) -> None:
    from tests.attacks.classes.impostor import CALLERS, UNSAFE

    sub.answer(
        "q5-counter",
        CALLERS
        + UNSAFE
        + """
from course.exam import meeting

explore_little(meeting.observe.__self__)
""",
    )


@attack(
    "J", "points", "the server's verbs do what the student wants", on="q7_thread_pool", honest=0
)
def other_verbs(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        from course.exam.bridge import server

        real = server._LIVE["get"]
        mine = []


        def get(thing, name):
            if name == "made":
                return [[*mine]]
            return real(thing, name)


        server._LIVE["get"] = get


        def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
            mine[:] = [threading.current_thread()]
            return [func(n) for n in numbers]
        """,
    )


@attack(
    "J", "points", "the caller enters itself among a pool's threads", on="q7_thread_pool", honest=0
)
def caller_among_the_workers(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
            pool = ThreadPoolExecutor(max_workers)
            pool._threads.add(threading.current_thread())
            return [func(n) for n in numbers]
        """,
    )


@attack(
    "J",
    "points",
    "the parent visits a meeting over its socket, in the name of idle workers",
    on="q2_process_pool",
)
def visits_by_wire(sub: Submission) -> None:
    sub.answer(
        "q2-pool-map",
        """
        from multiprocessing.connection import Client

        from course.exam import plain


        def visit(task, pid, item, answers):
            with Client(task._address, authkey=task._key) as connection:
                connection.send_bytes(plain.dumps([[pid, 1, True], [item]]).encode())
                answers.append(plain.loads(connection.recv_bytes().decode()))


        def pool_map(func, items, processes=3):
            items = list(items)
            with multiprocessing.Pool(processes) as pool:
                pids = [worker.pid for worker in pool._pool]
            if not hasattr(func, "_address"):
                return [func(item) for item in items]
            results = []
            while items:
                crowd, items = items[:processes], items[processes:]
                answers = [[] for _ in crowd]
                threads = [
                    threading.Thread(target=visit, args=(func, *triple))
                    for triple in zip(pids, crowd, answers)
                ]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
                for ((kind, value),) in answers:
                    if kind == "raise":
                        raise value
                    results.append(value)
            return results
        """,
    )


@attack(
    "J",
    "points",
    "the caller arrives at a meeting several times at once, without a thread",
    on="q6_exceptions",
    honest=2,
)
def many_visits_of_one(sub: Submission) -> None:
    sub.answer(
        "q6-guarded",
        """
        from course.exam.meeting import _Held


        import os


        def run_guarded(tasks):
            held = []
            for task in tasks:
                inner = getattr(task, "func", None)
                home = getattr(getattr(inner, "_home", None), "__self__", None)
                if home is None:
                    held.append(task)
                    continue
                one = threading.get_ident() + len(held)
                visit = home._visit(task.args, os.getpid(), one, False)
                held.append(_Held(visit))
                home._hold(held[-1])
            errors = []
            for one in held:
                try:
                    if callable(one):
                        one()
                    else:
                        one.go.wait()
                        kind, value = one.answer
                        if kind == "raise":
                            raise value
                    errors.append(None)
                except Exception as error:
                    errors.append(error)
            return errors
        """,
    )


@attack(
    "J",
    "points",
    "a thread that the census cannot know is left behind",
    on="q7_thread_pool",
)
def thread_without_an_object(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        import _thread, time


        def stays():
            while True:
                time.sleep(1000)


        def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
            _thread.start_new_thread(stays, ())
            with ThreadPoolExecutor(max_workers) as pool:
                return list(pool.map(func, numbers))
        """,
    )


@attack(
    "J",
    "points",
    "changes a watched list past the methods that watch it, without the lock",
    on="q1_scenarios",
)
def past_the_watch(sub: Submission) -> None:
    sub.answer(
        "q1-scoreboard",
        """
        def update_score(game, updates, board, lock):
            for i in range(1, updates + 1):
                list.append(board, f"Updating {game} score {i}")


        def run_scoreboard(games, updates=5):
            return [f"Updating {g} score {i}" for g in games for i in range(1, updates + 1)]
        """,
    )


@attack(
    "J",
    "points",
    "a function of the examiner's is opened by the course's own means",
    on="q7_thread_pool",
)
def opened_by_the_course(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        import importlib


        def opened(func):
            try:
                func = importlib.import_module("course.exam.sent").opened(func)
            except Exception:
                pass
            cells = [cell.cell_contents for cell in getattr(func, "__closure__", None) or ()]
            return [*cells, *getattr(func, "__globals__", {}).values()]


        def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
            with ThreadPoolExecutor(max_workers) as pool:
                thread = pool.submit(threading.current_thread).result()
            results = [func(n) for n in numbers]
            for seen in [part for part in opened(func) if type(part) is list]:
                seen[:] = [(p[0], thread) if type(p) is tuple and len(p) == 2 else p for p in seen]
            return results
        """,
    )


@attack(
    "J",
    "secret",
    "a thread pool asks for what the student's own lines may not",
    on="q7_thread_pool",
)
def asked_by_a_pool(sub: Submission) -> None:
    from tests.attacks.classes.secrecy import REPORT

    sub.answer(
        "q7-factorials",
        """
        import gc, sys

        kept = []


        def factorials(numbers=(), max_workers=3, func=None):
            with ThreadPoolExecutor() as pool:
                for frame in pool.submit(sys._current_frames).result().values():
                    while frame is not None:
                        kept.append(repr((frame.f_locals, frame.f_code.co_consts)))
                        frame = frame.f_back
                found = pool.submit(gc.get_objects).result()
            kept.extend(str(getattr(t, "__code__", t).co_consts) for t in found if callable(t)
                        and hasattr(getattr(t, "__code__", None), "co_consts"))
            return []
        """,
    )
    sub.last(REPORT)


@attack(
    "J", "points", "a solution cell that looks like a test cell", on="q5_sharing_data", honest=1
)
def cell_as_a_claim(sub: Submission) -> None:
    own = textwrap.indent(COUNTER, "    ")
    sub.answer("q5-counter", f"# Claim (1 point): it counts.\nif True:\n    global Counter\n{own}")


@attack(
    "J",
    "points",
    "a thread that runs nothing of Python's is left behind",
    on="q7_thread_pool",
)
def thread_without_a_frame(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        import _thread


        def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
            gate = _thread.allocate_lock()
            gate.acquire()
            _thread.start_new_thread(gate.acquire, ())
            with ThreadPoolExecutor(max_workers) as pool:
                return list(pool.map(func, numbers))
        """,
    )


@attack(
    "J",
    "points",
    "the function that counts a pool's threads is opened by its closure",
    on="q7_thread_pool",
)
def recorder_of_threads(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
            ThreadPoolExecutor(max_workers)
            for cell in getattr(threading.Thread.start, "__closure__", None) or ():
                if isinstance(cell.cell_contents, list):
                    cell.cell_contents.append(threading.current_thread())
            return [func(n) for n in numbers]
        """,
    )
