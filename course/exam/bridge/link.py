"""The examiner's end: objects that stand for the candidate's; read by a maintainer."""

from __future__ import annotations

import contextlib
import io
import json
import secrets
import weakref
from collections.abc import Callable, Iterator
from types import CellType
from typing import Any

from course.exam.bridge.answers import Reader, Unreadable
from course.exam.bridge.attendance import RECORDED, Book
from course.exam.bridge.errors import Rebuilt
from course.exam.bridge.framing import AnswerLate, Channel, ChannelClosed
from course.exam.bridge.shared import Ledger
from course.exam.bridge.shipping import Shipper, shared_by
from course.exam.meeting import Attendance
from course.exam.plain import Token
from course.exam.verdicts import Failed

BOOKS = 2_000  # about meetings of one test cell
QUESTIONS = 2_000  # about outcomes of one exploration


class Link:
    """A channel to one candidate; `deadline` is when the running cell has to be through."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._ledger = Ledger()
        self._nonlocal: set[int] = set()
        self._next = 1
        self._sent: dict[int, object] = {}
        self._sent_numbers: dict[int, int] = {}
        self._fars: weakref.WeakValueDictionary[int, Far] = weakref.WeakValueDictionary()
        self._released: list[int] = []
        self._rebuilt = Rebuilt()
        self._books: dict[int, Book] = {}
        self._reader = Reader(self._known, self._far, self._rebuilt.error, self._shared)
        self.deadline: float | None = None
        self.student = Far(self, 0, "student")
        self._fars[0] = self.student

    def ask(self, verb: str, *arguments: object, judge: Callable[[Any], Any] | None = None) -> Any:
        """Let the candidate do something; its result, or what it raises.

        `judge` answers the questions that come before the result. Raises `ChannelClosed` or
        `AnswerLate` when the candidate is lost.
        """
        __tracebackhide__ = True
        reply = self._exchange(verb=verb, arguments=arguments)
        questions = 0
        while "judge" in reply and judge is not None:
            questions += 1
            if questions > QUESTIONS:
                raise ChannelClosed("it asks without end")
            reply = self._exchange(opinion=judge(reply["judge"]))
        if "raised" in reply:
            error = reply["raised"]
            raise error if isinstance(error, BaseException) else ChannelClosed("no error came")
        return reply["explored" if "explored" in reply else "value"]

    def imported(self, module: str, name: str) -> Far:
        """What a module of the candidate's calls `name`."""
        found = self.ask("import", module, name)
        if not isinstance(found, Far):
            raise ChannelClosed(f"{module}.{name} is plain data")
        return found

    def begin(self) -> list[str]:
        """A test cell begins; what of the instruments the student's code had replaced."""
        return [str(name) for name in self.ask("begin")]

    def forget(self) -> list[str]:
        """A test cell is over: nothing of it is shared any more; what was replaced meanwhile."""
        self._ledger.clear()
        self._nonlocal.clear()
        self._sent.clear()
        self._sent_numbers.clear()
        self._rebuilt.forget()
        self._books.clear()
        return [str(name) for name in self.ask("forget")]

    def release(self, number: int) -> None:
        """Nobody refers to this object any more."""
        self._released.append(number)

    def _exchange(self, **request: Any) -> dict[str, Any]:
        nonce = secrets.token_hex(8)
        self._send(nonce=nonce, **request)
        try:
            while "event" in (reply := json.loads(self._channel.receive(self.deadline))):
                self._note(reply)
            if type(reply) is not dict or reply.get("nonce") != nonce:
                raise Unreadable("an answer to another question")
            return self._read(reply)
        except (Unreadable, ValueError, RecursionError, LookupError, TypeError) as error:
            raise ChannelClosed(f"what came is no answer ({error!r:.200})") from None

    def _note(self, event: dict[str, Any]) -> None:
        """Write what happened at a meeting into the book."""
        self._reader.begin()
        number, home = event["meeting"]
        if len(self._books) >= BOOKS and number not in self._books:
            raise Unreadable(f"more than {BOOKS} meetings")
        book = self._books.setdefault(int(number), Book(int(home)))
        about = self._reader.decode(event["about"])
        if event["event"] == "arrived":
            book.arrived(about)
        else:
            book.freed(*about)

    def attendance(self, number: int) -> Attendance:
        """What has happened at a meeting of the candidate's."""
        return self._books[number].attendance if number in self._books else Attendance(0)

    def _read(self, reply: dict[str, Any]) -> dict[str, Any]:
        """The reply, decoded in the order in which it was written."""
        self._reader.begin()
        for name in ("value", "raised"):
            if name in reply:
                reply[name] = self._reader.decode(reply[name])
        if "judge" in reply:
            reply["judge"] = self._outcome(reply["judge"])
        if reply.get("explored") and reply["explored"]["failure"]:
            failure = reply["explored"]["failure"]
            failure["run"] = self._outcome(failure["run"])
        for number, content in reply["contents"]:
            if number in self._ledger and self._may_change(self._ledger[number]):
                self._ledger.accept(number, self._reader.items(content))
        return reply

    def _outcome(self, parts: Any) -> dict[str, Any]:
        """What a run of a program led to: each part of it, decoded."""
        return {str(name): self._reader.decode(part) for name, part in dict(parts).items()}

    def _send(self, **request: Any) -> None:
        self._enter(shared_by(request.get("arguments", ())))
        contents: list[tuple[int, Any]] = []
        while changed := list(self._ledger.changed()):
            contents += changed
            self._enter(shared_by(item for _, content in changed for item in content))
        released, self._released = self._released, []
        whole = {"arguments": (), **request, "contents": contents, "released": released}
        file = io.BytesIO()
        Shipper(file, self._ledger, self._elsewhere).dump(whole)
        self._channel.send(file.getvalue())

    def _enter(self, shared: tuple[dict[int, Any], set[int]]) -> None:
        containers, changed = shared
        self._nonlocal |= changed
        for container in containers.values():
            if self._ledger.number(container) is None:
                self._ledger.add(self._number(), container)

    def _may_change(self, container: object) -> bool:
        """Variables of a test cell change only by functions that say `nonlocal`."""
        return not isinstance(container, CellType) or id(container) in self._nonlocal

    def _number(self) -> int:
        number, self._next = self._next, self._next + 1
        return number

    def _elsewhere(self, thing: Any) -> object:
        if isinstance(thing, Far):
            return "far", thing._number
        if isinstance(thing, (BaseException, Token)):
            number = self._sent_numbers.get(id(thing))
            if number is None:
                number = self._number()
                self._sent[number] = thing
                self._sent_numbers[id(thing)] = number
            if isinstance(thing, Token):
                return "token", number, thing.name
            self._rebuilt.learn(type(thing))
            return "error", number, type(thing), thing.args
        if isinstance(thing, type) and issubclass(thing, BaseException):
            self._rebuilt.learn(thing)
        return None

    def _known(self, number: int) -> object:
        if number in self._sent:
            return self._sent[number]
        return self._ledger[number]

    def _far(self, parts: Any) -> object:
        number, kind, meeting = parts
        if (type(number), type(kind), type(meeting)) != (int, str, int):
            raise Unreadable("an odd reference")
        found = self._fars.get(number)
        if found is None:
            found = self._fars[number] = Far(self, number, kind[:80], meeting)
            weakref.finalize(found, self.release, number)
        return found

    def _shared(self, parts: Any) -> object:
        number, kind = parts
        container: Any = {"list": list, "dict": dict, "set": set}[kind]()
        if number not in self._ledger:
            self._ledger.add(number, container)
        return self._ledger[number]


class Far:
    """Stands for an object of the candidate's: attributes, calls and `with` go there."""

    __slots__ = ("__weakref__", "_kind", "_link", "_meeting", "_number")

    def __init__(self, link: Link, number: int, kind: str, meeting: int = 0) -> None:
        object.__setattr__(self, "_link", link)
        object.__setattr__(self, "_number", number)
        object.__setattr__(self, "_kind", kind)
        object.__setattr__(self, "_meeting", meeting)  # its number, when it is one

    def __getattr__(self, name: str) -> Any:
        __tracebackhide__ = True
        if name.startswith("__"):
            raise AttributeError(name)
        if self._meeting and name in RECORDED:
            return getattr(self._link.attendance(self._meeting), name)
        return self._link.ask("get", self, name)

    def __setattr__(self, name: str, value: object) -> None:
        self._link.ask("set", self, name, value)

    def __call__(self, *args: object, **keywords: object) -> Any:
        __tracebackhide__ = True
        return self._link.ask("call", self, args, tuple(keywords.items()))

    def __enter__(self) -> Any:
        __tracebackhide__ = True
        return self._link.ask("enter", self)

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> bool:
        __tracebackhide__ = True
        if error is None:
            return bool(self._link.ask("exit", self))
        if isinstance(error, (ChannelClosed, AnswerLate)):
            return False
        with contextlib.suppress(Exception):  # the failure of the test cell is what counts
            return self._link.ask("exit_by", self, RuntimeError("the test cell failed")) is True
        return False

    def __iter__(self) -> Iterator[Any]:
        return iter(self._link.ask("items", self))

    def __next__(self) -> Any:
        return self._link.ask("next", self)

    def __len__(self) -> int:
        return int(self._link.ask("length", self))

    def __getitem__(self, key: object) -> Any:
        return self._link.ask("item", self, key)

    def __contains__(self, item: object) -> bool:
        return self._link.ask("holds", self, item) is True

    def __bool__(self) -> bool:
        raise Failed("plain data", f"a {self._kind}")

    def __repr__(self) -> str:
        return f"a {self._kind} of the notebook"
