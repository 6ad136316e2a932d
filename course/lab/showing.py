"""Showing figures: one style, and a text alternative for who cannot see them; for students."""

from __future__ import annotations

import functools
import importlib.util
import io
import sys
from pathlib import Path
from typing import Any

STYLE = Path(__file__).with_name("course.mplstyle")


def use_style() -> None:
    """Draw every figure of this notebook in the course's style."""
    if importlib.util.find_spec("matplotlib") is not None:
        import matplotlib.style

        matplotlib.style.use(STYLE)


def show(figure: Any, alt: str) -> None:
    """Display a figure (or the figure of some axes) once, with `alt` as its text alternative.

    Outside a notebook this does nothing.
    """
    import matplotlib.pyplot as plt

    whole = getattr(figure, "figure", None) or figure
    if "IPython" in sys.modules and sys.modules["IPython"].get_ipython() is not None:
        from IPython.display import display

        picture = io.BytesIO()
        whole.savefig(picture, format="png", dpi=110)
        data = {"image/png": picture.getvalue(), "text/plain": alt}
        display(data, raw=True, metadata={"image/png": {"alt": alt}})
    plt.close(whole)


def describe(figure: Any, text: str) -> None:
    """Attach a text alternative to a figure, or to the figure of some axes.

    Whenever a notebook displays the figure, its PNG output carries `text` as
    `metadata["image/png"]["alt"]`.
    """
    whole = getattr(figure, "figure", None) or figure
    whole._repr_mimebundle_ = functools.partial(_only_metadata, text)


def _only_metadata(text: str, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """What IPython asks of an object first: no data here (the backend draws), and the words."""
    return {}, {"image/png": {"alt": text}}


def caption(figure: Any, text: str) -> None:
    """Write a line of small print under a figure: where and how it was measured."""
    figure.supxlabel(text, fontsize=8, color="#555555", x=0.01, ha="left")
