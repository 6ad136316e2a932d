"""The record of one run, which checks look at; read by an instructor."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from course.exam.explore.orders import Schedule, schedule

if TYPE_CHECKING:
    from course.exam.explore.story import Step


@dataclass
class Run:
    """What happened when a program was run under one schedule.

    - `result`, `error`: what the program returned, or the exception that came out of it
    - `verdict`: None when it came to its end, else "deadlock" (nobody can go on), "endless"
      (it goes on without getting anywhere) or "stuck" (it sleeps in something that is not
      a tool of the libraries for threads, or computes for ever inside one step)
    - `waiting`: for each thread that did not end, what it waits for and in which lines
    - `seconds`: virtual time from the start to the program's return
    - `threads`: the names of all threads that were started
    - `left`: those alive at the return, but for a `ThreadPool`'s, which even its `with` block
      does not wait for; `stayed`: those that did not end by themselves soon after it, either
    - `held`: the locks that are taken at the return
    - `thread_errors`: (name, exception) of threads that an exception ended
    - `printed`: what was written to stdout and stderr
    - `polled`: the loops that asked again and again instead of waiting
    - `alarms`: how many sleeps and time-outs ran out; `held_up`: how often a thread stood
      still while another one's alarm rang, so that `seconds` say nothing
    - `steps`: steps of the student's code that can touch shared state
    - `preemptions`: how often another thread than the usual one went on
    - `schedule`: plain data that repeats the run
    - `story`: the steps as a student reads them, where they were recorded
    """

    result: object = None
    error: BaseException | None = None
    verdict: str | None = None
    waiting: str = ""
    seconds: float = 0.0
    threads: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    stayed: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    thread_errors: list[tuple[str, BaseException]] = field(default_factory=list)
    printed: str = ""
    polled: list[str] = field(default_factory=list)
    alarms: int = 0
    held_up: int = 0
    steps: int = 0
    preemptions: int = 0
    schedule: Schedule = field(default_factory=schedule)
    story: list[Step] = field(default_factory=list)
