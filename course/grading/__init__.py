"""What an instructor runs: releases, samples, grading, feedback, grades; the room of nbgrader."""
