"""Hostile submissions, and what grading them gives away; `make attacks`, for maintainers.

`declare` says what an attack is, `classes/` holds them, `hostile` is the submission that
an attack spoils, `stage` makes the course that it is tried on, `reaper` runs the command,
`measure` and `live` look at what came of it, `run` does one after the other.
"""
