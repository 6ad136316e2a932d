"""Runs a program of a student's where it can do no harm; read by a maintainer.

    with start([sys.executable, "-m", "…"], work=folder) as running:
        …
    print(running.met())  # why it was ended, if it was

Inside, the files in `work` are in the folder /notebook, which is the current one.
They are copies: what is written there, or elsewhere, is gone at the end.
"""

from course.grading.sandbox.limits import Limits
from course.grading.sandbox.started import Started
from course.grading.sandbox.starting import refusal, start

__all__ = ["Limits", "Started", "refusal", "start"]
