"""Tables of steps, with a column for each thread; read by a maintainer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a table: some code, or some words, or both."""

    words: str = ""
    code: str = ""

    def __str__(self) -> str:
        return "  ".join(part for part in (self.code, self.words) if part)

    @property
    def html(self) -> str:
        """The cell's inside as HTML; the words stand below the code."""
        code = f"<code>{escape(self.code)}</code>" if self.code else ""
        return code + ("<br>" if code and self.words else "") + escape(self.words)


@dataclass(frozen=True)
class Table:
    """Rows of cells under `heads`; the first cell of a row is its head. A notebook shows it."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    def __str__(self) -> str:
        texts = [[str(cell) for cell in row] for row in self.rows]
        columns = zip(self.heads, *texts, strict=True)
        widths = [max(map(len, column)) for column in columns]
        lines = [
            "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
            for row in [self.heads, *texts]
        ]
        return "\n".join([*lines, self.caption] if self.caption else lines)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        caption = f"<caption>{escape(self.caption)}</caption>" if self.caption else ""
        heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in self.heads)
        body = "".join(
            f'<tr><th scope="row">{first.html}</th>'
            + "".join(f"<td>{cell.html}</td>" for cell in others)
            + "</tr>"
            for first, *others in self.rows
        )
        return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
