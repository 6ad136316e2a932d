"""nbgrader's configuration of this course; read by every `nbgrader` and `course` command.

The engine is nbgrader's own: we name the steps that we put in place of its steps.
"""

from pathlib import Path

import nbgrader

import course
from course.grading import gate

c = get_config()  # noqa: F821  (traitlets gives it)

# The course is where this file is, whatever folder a command is run from.
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "concurrency"

# What students find in place of a solution or a written answer.
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
c.ClearSolutions.text_stub = "*Write your answer here.*"

# nbgrader's own steps for a release, with our stubs.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.LockCells",
    "course.grading.solutions.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# A submission is taken in file by file: its notebook, its time stamp, and what is named here.
gate.install()
c.Autograde.allowed_files = {}  # assignment -> further file names, as {"q1_scenarios": ["a.csv"]}

c.ExchangeFactory.collect = "course.grading.collecting.Collect"

# Of a notebook only the answers count; the rest comes from the release.
c.Autograde.sanitize_preprocessors = [
    "course.grading.skeleton.Skeleton",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# A test cell earns points only when it was run to its end.
c.Autograde.autograde_preprocessors = [
    "course.grading.execute.Execute",
    "course.grading.scores.SaveScores",  # nbgrader's scores and penalties, in one transaction
    "nbgrader.preprocessors.CheckCellMetadata",
    "course.grading.outputs.CleanOutputs",  # what is saved can be shown anywhere
]
c.Execute.timeout = 120  # seconds for one cell; the tests end sooner by themselves

# A feedback page shows claims, verdicts and messages, and runs or loads nothing.
c.GenerateFeedback.preprocessors = ["course.grading.marks.Marks"]
c.GenerateFeedback.exporter_class = "course.grading.feedback_page.FeedbackExporter"
c.FeedbackExporter.show_hidden_tests = False  # True: the page has the source of hidden tests, too

# The formgrader shows the marking schemes, and loads nothing from outside (no MathJax).
c.HTMLExporter.extra_template_basedirs = [
    str(Path(course.__file__).parent / "handout" / "templates"),
    str(Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"),
]
c.HTMLExporter.preprocessors = ["course.grading.formgrader.Schemes"]
c.HTMLExporter.filters = {
    "markdown2html": "course.grading.formgrader.shown",
    "highlight_code": "course.grading.colours.coloured",
}
