"""The step of nbgrader's autograding that runs a notebook; takes the place of its `Execute`.

A verdict is affirmative: a test cell keeps its points only when the examiner ran it to its
end. Whatever else happens (a dead process, a time-out, a cell that was not run) is written
into the cell as an error, with the reason.
"""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Float

from course.grading.candidates import Candidate
from course.grading.examination import Examination, Rules, failure, is_test
from course.grading.integrity import Report
from course.grading.skeleton import problem_of


class Execute(NbGraderPreprocessor):
    """Runs the notebook of a submission, with its code in a sandbox and its tests outside."""

    timeout = Float(120.0, help="Seconds for one cell; the tests end sooner by themselves").tag(
        config=True
    )
    notebook_timeout = Float(900.0, help="Seconds for all cells of one notebook").tag(config=True)
    sandbox = Bool(
        True, help="Keep student code away from files and network (False: an explicit choice)"
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Run the notebook, or fail every test when there is a problem with it."""
        report = self._report()
        problem = problem_of(nb)
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
                if problem and is_test(cell):
                    cell.outputs = [failure("NotExamined", problem)]
        if problem:
            return nb, resources
        if not self.sandbox:
            report.add("sandbox", "the notebook", "it was graded without a sandbox (--no-sandbox)")
        rules = Rules(self.timeout, self.notebook_timeout)
        Examination(nb.cells, self._candidate, rules, self._note(report)).run()
        return nb, resources

    def _candidate(self) -> Candidate:
        return Candidate(sandbox=self.sandbox)

    def _report(self) -> Report:
        """The integrity report of the submission that is graded now."""
        converter = getattr(getattr(self, "parent", None), "parent", None)
        report = getattr(converter, "report", None)
        return report if isinstance(report, Report) else Report()

    def _note(self, report: Report) -> Any:
        return lambda where, what: report.add("incident", where, what)
