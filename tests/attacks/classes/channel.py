"""Class J: attacks on what connects the candidate, who runs student code, with the examiner.

The attacker knows the design: an inherited descriptor, frames with a length, JSON in them,
instruments of course.exam in the candidate, callables that are called across the channel.
"""

from __future__ import annotations

from tests.attacks.declare import attack
from tests.attacks.hostile import Submission

#: Sockets and pipes that this process has inherited, and frames as several protocols write them.
SOCKETS = """
import json, os, socket, struct, threading

SAID = [
    {"ok": True}, {"status": "ok"}, {"result": True}, {"passed": True}, {"verdict": "passed"},
    {"id": 1, "result": None}, {"kind": "returned", "value": None}, {"type": "result", "value": []},
    {"op": "returned", "value": [6, 1, 24]}, ["ok", None], ["returned", [6, 1, 24]], None, True,
]


def sockets():
    for name in os.listdir("/proc/self/fd"):
        try:
            kind = os.readlink(f"/proc/self/fd/{name}")
            if kind.startswith(("socket:", "pipe:")) and int(name) > 2:
                yield int(name)
        except OSError:
            continue


def framed(value):
    text = json.dumps(value).encode() if not isinstance(value, bytes) else value
    for pattern in ("!I", "<I", "!Q", "<Q"):
        yield struct.pack(pattern, len(text)) + text
    yield text + b"\\n"
    yield b"Content-Length: %d\\r\\n\\r\\n" % len(text) + text


def write(descriptor, content):
    try:
        os.set_blocking(descriptor, False)
        return os.write(descriptor, content)
    except OSError:
        return 0
"""


def when_tested(sub: Submission, body: str, before: str = SOCKETS) -> None:
    """Code that runs when a test calls the student's function."""
    rows = "\n".join(f"    {row}" for row in body.strip("\n").split("\n"))
    head = "def factorials(numbers=(), max_workers=3, func=None):"
    sub.answer("q7-factorials", f"{before}\n\n{head}\n{rows}")


@attack(
    "J",
    "points",
    "answers in the examiner's place with every frame that may mean yes",
    on="q7_thread_pool",
)
def forged_answers(sub: Submission) -> None:
    when_tested(
        sub,
        """
for descriptor in sockets():
    for value in SAID:
        for frame in framed(value):
            write(descriptor, frame)
os._exit(0)
""",
    )


@attack(
    "J",
    "points",
    "answers are sent ahead, for requests that are still to come",
    on="q7_thread_pool",
)
def answers_ahead(sub: Submission) -> None:
    sub.add(
        SOCKETS
        + """
for descriptor in sockets():
    for number in range(200):
        said = {"id": number, "ok": True, "result": [6, 1, 24], "value": [6, 1, 24]}
        for frame in list(framed(said))[:2]:
            write(descriptor, frame)
"""
    )


@attack("J", "harm", "a length of four billion, and then nothing", on="q7_thread_pool")
def endless_length(sub: Submission) -> None:
    when_tested(
        sub,
        """
for descriptor in sockets():
    write(descriptor, b"\\xff" * 8)
threading.Event().wait()
""",
    )


@attack("J", "harm", "half a frame, and then a byte now and then", on="q7_thread_pool")
def slow_frame(sub: Submission) -> None:
    when_tested(
        sub,
        """
for descriptor in sockets():
    write(descriptor, list(framed({"ok": "x" * 100_000}))[0][:50])
for _ in range(100_000):
    threading.Event().wait(0.5)
    for descriptor in sockets():
        write(descriptor, b"x")
""",
    )


@attack(
    "J",
    "harm",
    "JSON nested 100,000 deep, long numbers, NaN and bytes that are no text",
    on="q7_thread_pool",
)
def odd_json(sub: Submission) -> None:
    when_tested(
        sub,
        """
deep = b"[" * 100_000 + b"]" * 100_000
for text in (deep, b"9" * 100_000, b'{"ok": NaN}', b'"\\xff\\xfe"', b'{"a":' * 90_000):
    for descriptor in sockets():
        for frame in list(framed(text))[:2]:
            write(descriptor, frame)
return [6, 1, 24]
""",
    )


@attack("J", "harm", "30 MB of garbage in the channel", on="q7_thread_pool")
def garbage(sub: Submission) -> None:
    when_tested(
        sub,
        """
for descriptor in sockets():
    for _ in range(300):
        write(descriptor, os.urandom(100_000))
return [6, 1, 24]
""",
    )


@attack(
    "J",
    "harm",
    "closes the channel, half of it, or puts another file in its place",
    on="q7_thread_pool",
)
def close_the_channel(sub: Submission) -> None:
    when_tested(
        sub,
        """
null = os.open("/dev/zero", os.O_RDWR)
for descriptor in sockets():
    try:
        socket.socket(fileno=os.dup(descriptor)).shutdown(socket.SHUT_RD)
    except OSError:
        pass
    os.dup2(null, descriptor)
return [6, 1, 24]
""",
    )


@attack(
    "J",
    "points",
    "a child process keeps the channel and answers when the parent is dead",
    on="q7_thread_pool",
)
def child_answers(sub: Submission) -> None:
    when_tested(
        sub,
        """
if os.fork() == 0:
    for _ in range(40):
        threading.Event().wait(0.1)
        for descriptor in sockets():
            for value in SAID:
                write(descriptor, next(framed(value)))
    os._exit(0)
os._exit(0)
""",
    )


@attack(
    "J",
    "points",
    "a thread reads the examiner's requests first and answers them itself",
    on="q7_thread_pool",
)
def thread_reads_first(sub: Submission) -> None:
    sub.add(
        SOCKETS
        + """
def steal(descriptor):
    while True:
        try:
            head = os.read(descriptor, 4)
            text = os.read(descriptor, int.from_bytes(head, "big") or 1)
            request = json.loads(text)
            for value in ({**request, "ok": True, "result": [6, 1, 24]}, *SAID):
                write(descriptor, next(framed(value)))
        except BlockingIOError:
            threading.Event().wait(0.001)
        except (OSError, ValueError, TypeError):
            return


for descriptor in sockets():
    threading.Thread(target=steal, args=(descriptor,), daemon=True).start()
"""
    )


@attack(
    "J", "points", "json, struct, socket and os are patched in the candidate", on="q7_thread_pool"
)
def patched_libraries(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        import json

        real = json.dumps


        def please(value, *args, **kwargs):
            text = real(value, *args, **kwargs)
            for words in ("false true", "failed passed", "raised returned", '"error" "ok"'):
                text = text.replace(*words.split())
            return text


        json.dumps = json.JSONEncoder.encode = json.encoder.JSONEncoder.encode = please
        for name in ("_pack", "dumps", "encode", "copy"):
            for module in list(__import__("sys").modules.values()):
                ours = getattr(module, "__name__", "").startswith("course.exam")
                if ours and hasattr(module, name):
                    setattr(module, name, lambda *args, **kwargs: [6, 1, 24])


        def factorials(numbers=(), max_workers=3, func=None):
            return None
        """,
    )


@attack(
    "J",
    "points",
    "finds the server's objects by gc and replaces their methods",
    on="q7_thread_pool",
)
def patched_server(sub: Submission) -> None:
    sub.add("""
        import gc, sys, types

        for kind in [k for k in gc.get_objects() if isinstance(k, type)]:
            if not str(kind.__module__).startswith("course.exam"):
                continue
            for name, value in list(vars(kind).items()):
                if isinstance(value, types.FunctionType) and not name.startswith("__"):
                    try:
                        setattr(kind, name, lambda self, *args, **kwargs: [6, 1, 24])
                    except (AttributeError, TypeError):
                        continue
                elif isinstance(value, property):
                    setattr(kind, name, property(lambda self: [6, 1, 24]))
    """)
