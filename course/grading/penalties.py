"""The late penalties that nbgrader's configuration asks for; read by a maintainer."""

from __future__ import annotations

import logging
from typing import Any

from nbgrader.preprocessors import AssignLatePenalties


class Rules:
    """nbgrader's plug-in for late submissions, as it is configured.

    Takes what a traitlets configurable takes: `config=…`, or `parent=…` which has one.
    """

    def __init__(self, **configured: Any) -> None:
        quiet = logging.Logger("late", logging.ERROR)  # nbgrader tells each look at a penalty
        self._step = AssignLatePenalties(**configured, log=quiet)
        self._step.init_plugin()

    def penalty(self, notebook: Any) -> float | None:
        """The penalty of a submitted notebook as it is now, in points; None for none."""
        submission = notebook.assignment
        if submission.assignment.duedate is None:  # an extension of nothing is no date
            return None
        late = submission.total_seconds_late
        if not late > 0:
            return None
        rule = self._step.plugin_inst.late_submission_penalty
        found = rule(submission.student_id, notebook.score, late)
        return None if found is None else float(self._step._check_late_penalty(notebook, found))
