"""The callable that a meeting hands out; in a module of its own, which worker processes import."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from multiprocessing.connection import Client
from typing import Any

from course.exam import plain

Home = Callable[[tuple[Any, ...]], Any]


class Task:
    """The callable that is handed to the student's code; it can be sent to any worker process."""

    def __init__(
        self,
        address: Any,
        key: bytes,
        name: str,
        home: Home | None = None,
        parameters: tuple[str, ...] = (),
    ) -> None:
        self._address, self._key, self.__name__ = address, key, name
        self.__qualname__, self._parameters = name, parameters
        self._home, self._pid = home, os.getpid()

    def __reduce__(self) -> tuple[Any, ...]:
        return Task, (self._address, self._key, self.__name__, None, self._parameters)

    @property
    def is_home(self) -> bool:
        """Whether it is asked in the process that made it, and not in a worker."""
        return self._home is not None and os.getpid() == self._pid

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Arrive, be held, and return (or raise) what the meeting answers.

        Arguments may be given by the names of the `parameters`.
        """
        if kwargs:
            args = self._in_order(args, kwargs)
        if self._home is not None and self.is_home:
            return self._home(args)
        with Client(self._address, authkey=self._key) as connection:
            thread = threading.current_thread()
            main = thread is threading.main_thread()
            who = [os.getpid(), threading.get_ident(), main]
            connection.send_bytes(plain.dumps([who, list(args)]).encode())
            kind, value = plain.loads(connection.recv_bytes().decode())
        if kind == "raise":
            raise value
        return value

    def _in_order(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
        names = self._parameters[len(args) :]
        wrong = [name for name in kwargs if name not in names]
        if wrong:
            raise TypeError(f"{self.__name__}() got an unexpected keyword argument {wrong[0]!r}")
        if kwargs.keys() != set(names[: len(kwargs)]):
            raise TypeError(f"{self.__name__}() misses an argument before {next(iter(kwargs))!r}")
        return (*args, *(kwargs[name] for name in names[: len(kwargs)]))
