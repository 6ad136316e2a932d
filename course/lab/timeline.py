"""Timelines: who ran when, one row for each thread or process; for students.

    timeline = Timeline()
    with timeline.span("page 3"):
        ...
    timeline.show(title="Three pages")

A timeline also works in worker processes: it is handed to them as the name of
a folder, into which every thread that runs a span writes a file of its own.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from course.lab import scratch, showing
from course.lab.measuring import machine


@dataclass(frozen=True)
class Span:
    """One stretch of work: its `label`, and when it began and ended (seconds since the first)."""

    label: str
    begin: float
    end: float


class Timeline:
    """Records spans in threads and processes; see the module's text."""

    def __init__(self, folder: str | None = None) -> None:
        self._home = str(os.getpid())
        self._folder = folder or str(scratch.new_folder("timeline"))

    def __reduce__(self) -> tuple[Any, ...]:
        return Timeline, (self._folder,)

    @contextlib.contextmanager
    def span(self, label: str) -> Iterator[None]:
        """Record what happens inside the `with` block as one span."""
        begin = time.perf_counter()
        try:
            yield
        finally:
            entry = json.dumps([label, begin, time.perf_counter()])
            with Path(self._folder, _who()).open("a", encoding="utf-8") as file:
                file.write(entry + "\n")

    def wrap(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """`func`, with a span for each call, labelled with its first argument.

        Worker processes can have it when they can have `func`.
        """
        return functools.partial(_call_in_span, self, func)

    def rows(self) -> dict[str, list[Span]]:
        """The spans of each thread or process that ran one, in the order of their first span."""
        found: dict[str, list[Span]] = {}
        for path in Path(self._folder).iterdir():
            written, _, _ = path.read_text(encoding="utf-8").rpartition("\n")
            if written:  # a worker may be in the middle of its line
                spans = [Span(*json.loads(line)) for line in written.split("\n")]
                found[path.name] = sorted(spans, key=lambda span: span.begin)
        zero = min((spans[0].begin for spans in found.values()), default=0.0)
        ordered = sorted(found.items(), key=lambda item: item[1][0].begin)
        names = self._names([who for who, _ in ordered])
        return {
            names[who]: [Span(s.label, s.begin - zero, s.end - zero) for s in spans]
            for who, spans in ordered
        }

    @property
    def peak(self) -> int:
        """The largest number of spans that were open at once."""
        spans = [span for row in self.rows().values() for span in row]
        edges = sorted([(s.begin, 1) for s in spans] + [(s.end, -1) for s in spans])
        height = highest = 0
        for _, step in edges:
            height += step
            highest = max(highest, height)
        return highest

    def describe(self) -> str:
        """The timeline in words."""
        rows = self.rows()
        spans = sum(len(row) for row in rows.values())
        last = max((row[-1].end for row in rows.values()), default=0.0)
        who = ", ".join(f"{name} ran {len(row)}" for name, row in rows.items())
        return (
            f"Timeline of {_some(spans, 'span')} in {_some(len(rows), 'row')} "
            f"over {last:.2f} seconds; "
            f"at most {self.peak} at once: {who}."
        )

    def plot(self, title: str | None = None) -> Any:
        """Draw one row of bars for each thread or process; returns the axes (x in seconds).

        The figure carries its description as its text alternative.
        """
        import matplotlib.pyplot as plt

        rows = self.rows()
        height = 1.3 + 0.42 * max(len(rows), 1)
        figure, axes = plt.subplots(figsize=(7.5, height))
        last = max((row[-1].end for row in rows.values()), default=1.0)
        for number, row in enumerate(rows.values()):
            for index, span in enumerate(row):
                width = span.end - span.begin
                axes.barh(
                    number, width, left=span.begin, height=0.72, color=f"C{index % 2 * 5}",
                    edgecolor="white",
                )  # fmt: skip
                if width / last * 75 > 1.3 * len(span.label):
                    middle = span.begin + width / 2
                    colour = "white" if index % 2 == 0 else "black"
                    axes.text(middle, number, span.label, ha="center", va="center", color=colour)
        axes.set_yticks(range(len(rows)), list(rows))
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
        axes.set_xlim(0, last * 1.02)
        axes.set_xlabel("seconds")
        if title:
            axes.set_title(title)
        showing.caption(figure, machine())
        showing.describe(figure, self._alternative(title))
        return axes

    def show(self, title: str | None = None) -> None:
        """Draw the timeline and display it, with its description as the text alternative."""
        showing.show(self.plot(title), self._alternative(title))

    def _alternative(self, title: str | None) -> str:
        return f"{title}. {self.describe()}" if title else self.describe()

    def _names(self, whos: list[str]) -> dict[str, str]:
        """Readable names: main, thread 1, process 1, and process 1, thread 2 for its second."""
        names: dict[str, str] = {}
        seen: dict[str, int] = {}  # process -> its threads so far
        for who in whos:
            process, _, thread = who.partition("-")
            if process == self._home and thread == "main":
                names[who] = "main"
                continue
            seen[process] = seen.get(process, 0) + 1
            if process == self._home:
                names[who] = f"thread {seen[process]}"
            else:
                number = 1 + [p for p in seen if p != self._home].index(process)
                more = f", thread {seen[process]}" if seen[process] > 1 else ""
                names[who] = f"process {number}{more}"
        return names


_here = threading.local()
_numbers = itertools.count(1)


def _who() -> str:
    """This thread: its process and its own number (later threads use an ident again)."""
    if threading.current_thread() is threading.main_thread():
        return f"{os.getpid()}-main"
    if not hasattr(_here, "number"):
        _here.number = next(_numbers)
    return f"{os.getpid()}-{_here.number}"


def _call_in_span(timeline: Timeline, func: Callable[..., Any], *args: Any, **named: Any) -> Any:
    first = args[0] if args else getattr(func, "__name__", "call")
    label = first.name if isinstance(first, PurePath) else str(first)
    with timeline.span(label if len(label) <= 24 else label[:23] + "…"):
        return func(*args, **named)


def _some(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
