"""The tests on every Python that the course supports: `nox`; for maintainers."""

import nox

nox.options.sessions = ["tests"]


@nox.session(python=["3.11", "3.12", "3.13"])
def tests(session: nox.Session) -> None:
    """Install the course and run its tests."""
    session.install("-r", "requirements.txt", "-e", ".")
    session.run("pytest", *session.posargs)
