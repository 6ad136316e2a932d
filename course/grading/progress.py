"""Progress on the terminal: which one, how many left, time to go; plain lines in a log."""

from __future__ import annotations

import time
from datetime import timedelta
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class Steps:
    """Counts `total` steps of some work, inside a `with` block."""

    def __init__(self, console: Console, what: str, total: int) -> None:
        self._console, self._what, self._total = console, what, total
        self._done = 0
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("time to go"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[name]}", style="dim"),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> Self:
        self._bar.start()
        self._task = self._bar.add_task(self._what, total=self._total, name="")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def done(self, name: str, note: str = "") -> None:
        """One step is done; `note` is worth a line of its own."""
        self._done += 1
        self._bar.update(self._task, advance=1, name=name)
        if note or not self._console.is_terminal:
            count = f"{self._what} {self._done}/{self._total}: {name}"
            line = f"{count}  {note}" if note else count
            self._console.print(line, highlight=False, markup=False, soft_wrap=True)


class ClassSteps(Steps):
    """Steps of which several are under way at once, and that may have incidents."""

    def __init__(self, console: Console, what: str, total: int) -> None:
        super().__init__(console, what, total)
        self._flying: set[str] = set()
        self._flown = self._incidents = 0
        self._begun = time.monotonic()

    def begin(self, name: str) -> None:
        """One more is under way."""
        self._flying.add(name)
        self._bar.update(self._task, name=self.state(self._done))

    def skip(self, name: str) -> None:
        """There is nothing to be done about one, or somebody else has done it."""
        self._flying.discard(name)
        self._done += 1
        self._bar.update(self._task, advance=1)

    def end(self, name: str, note: str = "", incidents: int = 0) -> None:
        """One that was under way is done; `note` is worth a line of its own."""
        self._flying.discard(name)
        self._flown += 1
        self._incidents += incidents
        state = self.state(self._done + 1)
        if note or not self._console.is_terminal:
            self.done(name, "  ".join(part for part in (note, f"({state})") if part))
        else:
            self.done(state)

    def state(self, done: int) -> str:
        """How many are in flight and left, the time to go, and what was met."""
        left = self._total - done - len(self._flying)
        parts = [f"{len(self._flying)} in flight", f"{left} left"]
        if self._flown and not self._console.is_terminal:  # the bar has its own
            each = (time.monotonic() - self._begun) / self._flown
            parts.append(f"{timedelta(seconds=round(each * (left + len(self._flying))))} to go")
        if self._incidents:
            parts.append(f"{self._incidents} incident{'s' if self._incidents > 1 else ''}")
        return ", ".join(parts)
