"""Runs small programs in the sandbox, for the tests."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import psutil

from course.grading.sandbox import start

WAIT = 60  # seconds after which a test is given up


def launch(code, work, *arguments, **options):
    """A program that runs, and prints into a pipe."""
    return start(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        work=work,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        **options,
    )


class Inside:
    """Runs programs to their end in a sandbox, with the files in `work`."""

    def __init__(self, work):
        self.work = work
        work.mkdir()

    def __call__(self, code, *arguments, **options):
        with launch(code, self.work, *arguments, **options) as running:
            said = running.process.communicate(timeout=WAIT)[0].decode()
        assert running.process.returncode == 0, said
        return said.strip()


def gone(pids):
    """Whether none of the processes lives."""

    def lives(pid):
        try:
            return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    return not any(map(lives, pids))
