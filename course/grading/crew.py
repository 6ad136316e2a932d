"""Whom submissions are handed to: processes of this machine, or a Dask cluster; read by a
maintainer."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from typing import Any, Generic, TypeVar

from course.errors import CourseError, UsageError
from course.grading import waiting
from course.grading.room import LOOK_EVERY, Fixed, Room

LOCAL = "processes"
DASK = "dask://"
PATIENCE = 20  # seconds for a scheduler to answer
T = TypeVar("T")
R = TypeVar("R")


class Done(Generic[T, R]):
    """One item with its `result`, or with the `error` in place of one."""

    def __init__(self, item: T, result: R | None, error: BaseException | None = None) -> None:
        self.item, self.result, self.error = item, result, error


class Crew:
    """Workers that take as many items at once as there is room for.

    `make(most)` makes the executor that they stand behind.
    """

    def __init__(self, make: Callable[[int], Executor], room: Room) -> None:
        self._make, self._room = make, room

    def run(
        self, call: Callable[[T], R], items: Iterable[T],
        on_start: Callable[[T], None] = lambda item: None,
    ) -> Iterator[Done[T, R]]:  # fmt: skip
        """Call a picklable function for each item; yields each with its result, as it comes.

        An item whose worker dies costs the others nothing, and has a second try, alone.
        """
        waiting = deque(items)
        while waiting:
            lost = yield from self._until_lost(call, waiting, on_start)
            for item in lost:
                yield from self._alone(call, item)

    def _until_lost(
        self, call: Callable[[T], R], waiting: deque[T], on_start: Callable[[T], None]
    ) -> Generator[Done[T, R], None, list[T]]:
        """Work until all is done or a worker dies; returns what was under way then."""
        flying: dict[Future[R], T] = {}
        executor = self._make(min(self._room.most, len(waiting)))
        try:
            while waiting or flying:
                while waiting and len(flying) < self._room.level(len(flying)):
                    flying[executor.submit(call, waiting[0])] = waiting[0]
                    on_start(waiting.popleft())
                pause = LOOK_EVERY if waiting else None
                done = wait(flying, pause, FIRST_COMPLETED).done
                ended = [(future, _error(future)) for future in done]
                lost = any(isinstance(error, BrokenExecutor) for _, error in ended)
                for future, error in ended:
                    if not isinstance(error, BrokenExecutor):
                        yield Done(flying.pop(future), None if error else future.result(), error)
                if lost:
                    break
        except BrokenExecutor:  # it died before it could be handed the next item
            pass
        finally:
            for future in flying:
                future.cancel()
            executor.shutdown()
        return list(flying.values())

    def _alone(self, call: Callable[[T], R], item: T) -> Iterator[Done[T, R]]:
        with self._make(1) as executor:
            future = executor.submit(call, item)
            wait([future])
            error = _error(future)
            yield Done(item, None if error else future.result(), error)


@contextmanager
def hire(name: str, jobs: int | None) -> Iterator[Crew]:
    """The crew with this name: "processes", or "dask://HOST:PORT" (of its scheduler)."""
    if name == LOCAL:
        yield Crew(Processes, Fixed(jobs) if jobs else Room())
    elif name.startswith(DASK):
        with _client(name) as client:
            # No shared results (`pure`): a second try is to be one.
            room = Fixed(jobs or _workers(client))
            yield Crew(lambda size: client.get_executor(pure=False), room)
    else:
        raise UsageError(
            f"There is no executor {name!r}.",
            f"Use '{LOCAL}' (this machine), or '{DASK}HOST:PORT' with a Dask scheduler's address.",
        )


class Processes(ProcessPoolExecutor):
    """Processes of this machine. They end with this one, which says what they say."""

    def __init__(self, size: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._heard, self._words = context.Pipe(duplex=False)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        super().__init__(size, context, initializer=_begin, initargs=(self._words,))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes, and listen until then."""
        super().shutdown(wait, cancel_futures=cancel_futures)
        if not self._words.closed:
            self._words.send("")
            self._listener.join()
            self._words.close()
            self._heard.close()

    def _listen(self) -> None:
        while text := self._heard.recv():
            waiting.say(text)


def _begin(words: Connection) -> None:
    def tell(text: str) -> None:
        # Short enough for one write: no lock, which somebody who is killed could keep.
        with suppress(OSError):
            words.send(text[:500])

    waiting.always_told(tell)
    end_with_parent()


def end_with_parent() -> None:
    """See to it that this worker process ends when the process that started it does."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=[parent.sentinel], daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)


def _error(future: Future[Any]) -> BaseException | None:
    try:
        return future.exception()
    except CancelledError as error:
        return error


def _client(name: str) -> Any:
    try:
        distributed = importlib.import_module("distributed")
    except ImportError:
        raise CourseError(
            f"{name} is a Dask cluster, and Dask is not installed here.",
            "pip install distributed (on this machine and on the workers)",
        ) from None
    try:
        return distributed.Client("tcp://" + name.removeprefix(DASK), timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise CourseError(
            f"No Dask scheduler answers at {name}: {error}",
            "Start one ('dask scheduler'), with workers ('dask worker HOST:PORT'), and give "
            "its address.",
        ) from None


def _workers(client: Any) -> int:
    """One submission for each worker process at a time, however many threads it has."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise CourseError(
            "The Dask cluster has no workers.", "Start some: dask worker HOST:PORT"
        ) from None
    return len(client.scheduler_info(n_workers=-1)["workers"])
