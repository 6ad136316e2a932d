"""Source code in colours, as long as that takes no time to speak of; read by a maintainer.

Pygments takes the square of a line's length ("1.1.1.1…" of 50,000 characters: 11 s).
nbgrader_config.py names `coloured`, for the formgrader; feedback pages use it, too.
"""

from __future__ import annotations

import functools
import html
from typing import Any

from nbconvert.filters import Highlight2HTML

LONGEST_CODE, LONGEST_LINE = 20_000, 1_000  # characters; what is longer is shown without colours


def coloured(source: str, language: Any = None, metadata: Any = None) -> str:
    """A cell's source as HTML; takes what nbconvert's filter `highlight_code` takes."""
    if len(source) > LONGEST_CODE or max(map(len, source.split("\n"))) > LONGEST_LINE:
        return f'<div class="highlight"><pre>{html.escape(source)}</pre></div>'
    return str(_highlighter()(source, language=language, metadata=metadata))


@functools.cache
def _highlighter() -> Any:
    return Highlight2HTML(pygments_lexer="ipython3")
