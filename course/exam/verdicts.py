"""What a failing claim says; read by a student, in the notebook and on the feedback page.

A test ends in one of three ways: it is silent (the claim holds), it raises
`Failed` (the claim does not hold; the message teaches), or the student's own
exception reaches it (the traceback shows the student's line).
"""

from __future__ import annotations

import textwrap

WIDTH = 96


class Failed(AssertionError):  # noqa: N818  (students read the name)
    """A claim that does not hold, as four short texts.

    `expected` and `happened` are the verdict, `why` says why it matters and
    `hint` what to try. Jupyter shows the message alone: the source of the test
    stays out of the way (and out of the feedback).
    """

    def __init__(self, expected: str, happened: str, why: str = "", hint: str = "") -> None:
        self.expected, self.happened, self.why, self.hint = expected, happened, why, hint
        super().__init__(self.text())

    def text(self) -> str:
        """The message: a line or a block for each text that there is."""
        rows = [
            ("expected", self.expected),
            ("happened", self.happened),
            ("why", self.why),
            ("try", self.hint),
        ]
        return "\n".join(_row(name, text) for name, text in rows if text)

    def __reduce__(self) -> tuple[type[Failed], tuple[str, str, str, str]]:
        return Failed, (self.expected, self.happened, self.why, self.hint)

    def _render_traceback_(self) -> list[str]:
        return ["✗ This claim does not hold yet.", *self.text().splitlines()]


def not_written(message: str) -> NotImplementedError:
    """An error for what the student has still to write; Jupyter shows one line of it."""
    error = NotImplementedError(message)
    error._render_traceback_ = lambda: [f"○ Not written yet: {message}"]  # type: ignore[attr-defined]
    return error


class Stuck(Failed):
    """The student's code waits for something that cannot happen, or never ends."""


class LeftBehind(Failed):
    """Threads or processes are still alive after the student's function has returned."""


def _row(name: str, text: str) -> str:
    indent = " " * 12
    lines = [
        line
        for paragraph in text.splitlines() or [""]
        for line in (
            textwrap.wrap(paragraph, WIDTH - len(indent), break_on_hyphens=False)
            if len(paragraph) > WIDTH - len(indent) and not paragraph.startswith("  ")
            else [paragraph]
        )
    ]
    return f"  {name + ':':<10}" + f"\n{indent}".join(lines)
