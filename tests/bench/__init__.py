"""`make bench`: this course's grading beside stock nbgrader's, in one alternating run."""
