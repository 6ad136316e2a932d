"""What an instructor runs: releases, samples, grading, feedback, grades; the room of nbgrader."""

import sys

# JupyterLab brings this optional check of nbformat's, which builds a grammar for 1.4 s at import.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
