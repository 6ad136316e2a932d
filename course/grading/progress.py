"""Progress on the terminal: which one, how many left, time to go; plain lines in a log."""

from __future__ import annotations

from types import TracebackType

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

    def __enter__(self) -> Steps:
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
            self._console.print(f"{count}  {note}" if note else count, highlight=False)
