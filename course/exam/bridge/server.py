"""The candidate's end: does what the examiner asks, and answers; read by a maintainer."""

from __future__ import annotations

import _thread
import contextlib
import importlib
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from course.exam import calls
from course.exam import meeting as meetings
from course.exam.bridge import attendance
from course.exam.bridge.answers import Writer, too_large
from course.exam.bridge.framing import LIMIT, Channel
from course.exam.bridge.shared import CONTAINERS, EMPTY, Ledger
from course.exam.bridge.shipping import Unshipper
from course.exam.plain import Token
from course.exam.sent import closed, opened
from course.exam.verdicts import Failed

Ask = Callable[[dict[str, Any]], Any]


class Server:
    """Serves one candidate: keeps the objects that the examiner refers to, by number."""

    def __init__(self, channel: Channel, others: dict[str, Callable[..., object]]) -> None:
        self._channel, self._others = channel, others
        self._ledger = Ledger()
        self._imported: dict[int, Any] = {0: calls.student}  # these are never forgotten
        self._objects = dict(self._imported)
        self._numbers = {id(calls.student): 0}
        self._next = 1
        self._sent: dict[int, Any] = {}  # errors and tokens of the examiner's, by number
        self._sent_numbers: dict[int, int] = {}
        self._writer = Writer(self._known, self._refer)
        self._referring = _thread.allocate_lock()  # threads report from meetings
        self._forged = False
        self._observer = closed(self._observed)  # where students look; it leads nowhere
        self._nonce = ""

    def serve(self) -> None:
        """Answer requests until the examiner closes the channel (`ChannelClosed`)."""
        with self.attending():
            while True:
                self._answer(self._channel.receive())

    @contextlib.contextmanager
    def attending(self) -> Iterator[None]:
        """Meetings report here."""
        before, meetings.observe = meetings.observe, self._observer
        try:
            yield
        finally:
            meetings.observe = before

    def forget(self) -> list[str]:
        """A test cell is over: nothing of it is referred to any more; what was forged."""
        forged, self._forged = self._forged, False
        self._ledger.clear()
        self._sent.clear()
        self._sent_numbers.clear()
        self._objects = dict(self._imported)
        self._numbers = {id(thing): number for number, thing in self._imported.items()}
        return ["what a Meeting saw"] if forged else []

    def _answer(self, message: bytes) -> None:
        request = self._read(message)
        try:
            reply = self._do(request)
        except BaseException as error:
            reply = self._raised(error)
        self._reply(reply)

    def _raised(self, error: BaseException) -> dict[str, object]:
        self._writer.begin()  # nothing of an answer that was begun is sent
        try:
            return {"raised": self._writer.encode(error)}
        except Failed as large:
            self._writer.begin()
            return {"raised": self._writer.encode(large)}

    def _do(self, request: dict[str, Any]) -> dict[str, object]:
        for number in request["released"]:
            thing = self._objects.pop(number, None)
            self._numbers.pop(id(thing), None)
        verb, arguments = request["verb"], request["arguments"]
        if verb == "explore":
            return {"explored": self._explore(*arguments)}
        if verb in _LIVE:
            return {"value": self._shared(_LIVE[verb](*arguments))}
        if verb == "import":
            return {"value": self._import(*arguments)}
        does = self._others.get(verb) or _VERBS[verb]
        return {"value": self._writer.encode(does(*arguments))}

    def _import(self, module: str, name: str) -> object:
        try:
            found = getattr(importlib.import_module(module), name)
        except AttributeError:
            found = importlib.import_module(f"{module}.{name}")
        told = self._refer(found)
        self._imported[self._numbers[id(found)]] = found
        return told

    def _read(self, message: bytes) -> dict[str, Any]:
        request: dict[str, Any] = Unshipper(io.BytesIO(message), self._ledger, self._mine).load()
        self._nonce = request["nonce"]
        self._writer.begin()
        for number, content in request["contents"]:
            if number in self._ledger:
                self._ledger.accept(number, content)
        return request

    def _reply(self, reply: dict[str, object]) -> None:
        try:
            message = self._message(reply)
        except Failed as large:
            short = {**self._raised(large), "contents": [], "nonce": self._nonce}
            message = json.dumps(short).encode()
        self._channel.send(message)

    def _message(self, reply: dict[str, object]) -> bytes:
        contents = [
            [number, self._writer.items(content, 40)]
            for number, content in self._ledger.changed()
            if not any(item is EMPTY for item in content)
        ]
        message = json.dumps({**reply, "contents": contents, "nonce": self._nonce}).encode()
        if len(message) > LIMIT:
            raise too_large()
        return message

    def _mine(self, name: tuple[Any, ...]) -> object:
        """The thing that the examiner names: an object of mine, or one of theirs made here."""
        kind, number, *parts = name
        if kind == "far":
            return self._objects[number]
        if number not in self._sent:
            made = Token(parts[0]) if kind == "token" else _error(*parts)
            self._sent[number] = made
            self._sent_numbers[id(made)] = number
        return self._sent[number]

    def _known(self, value: object) -> int | None:
        if isinstance(value, CONTAINERS):
            return self._ledger.number(value)
        number = self._sent_numbers.get(id(value))
        return number if number is not None and self._sent[number] is value else None

    def _refer(self, value: object) -> dict[str, object]:
        with self._referring:
            number = self._numbers.get(id(value))
            if number is None:
                number, self._next = self._next, self._next + 1
                self._objects[number] = value
                self._numbers[id(value)] = number
        meeting = value.number if isinstance(value, meetings.Meeting) else 0
        return {"far": [number, type(value).__qualname__[:80], meeting]}

    def _observed(self, meeting: Any, what: str, about: Any) -> None:
        """A meeting reports; in the thread of whoever comes or goes."""
        if not attendance.is_genuine(what, about):
            self._forged = True
            return
        told = Writer(self._known, self._refer).encode(about)
        event = {"event": what, "meeting": [meeting.number, meeting.home], "about": told}
        self._channel.send(json.dumps(event).encode())

    def _shared(self, value: object) -> object:
        """What a `with` statement or an attribute gives: a list, dict or set stays one."""
        if type(value) not in (list, dict, set) or self._ledger.number(value) is not None:
            return self._writer.encode(value)
        number, self._next = -self._next, self._next + 1
        self._ledger.add(number, value)
        return {"shared": [number, type(value).__name__]}

    def _explore(self, program: Any, options: dict[str, Any]) -> object:
        """Explore a program; the examiner says of each new outcome whether the claim holds."""
        from course.exam.explore import Run, explore

        opinions: dict[str, str | None] = {}

        def check(run: Run) -> str | None:
            self._writer.begin()
            outcome = self._outcome(run)
            words = json.dumps(outcome)
            if words not in opinions:
                self._reply({"judge": outcome})
                opinions[words] = self._read(self._channel.receive())["opinion"]
            return opinions[words]

        found = explore(opened(program), check=check, **options)
        failure = found.failure
        self._writer.begin()
        return {
            "schedules": found.schedules,
            "failure": None
            if failure is None
            else {
                "run": self._outcome(failure.run),
                "reason": failure.reason,
                "waiting": failure.run.waiting,
                "story": [asdict(step) for step in failure.story()],
            },
        }

    def _outcome(self, run: Any) -> dict[str, object]:
        names = ("result", "error", "verdict", "left", "stayed", "held", "preemptions")
        fields = {name: self._writer.encode(getattr(run, name)) for name in names}
        fields["thread_errors"] = self._writer.encode([list(each) for each in run.thread_errors])
        return fields


def _error(kind: type[BaseException], args: tuple[object, ...]) -> BaseException:
    error = kind.__new__(kind, *args)
    error.args = args
    return error


_LIVE: dict[str, Callable[..., object]] = {"get": getattr, "enter": lambda thing: thing.__enter__()}
_VERBS: dict[str, Callable[..., object]] = {
    "set": setattr,
    "call": lambda thing, args, keywords: thing(*args, **dict(keywords)),
    "exit": lambda thing: thing.__exit__(None, None, None),
    "exit_by": lambda thing, error: thing.__exit__(type(error), error, None),
    "item": lambda thing, key: thing[key],
    "items": lambda thing: list(thing),
    "next": next,
    "length": len,
    "holds": lambda thing, item: item in thing,
}
