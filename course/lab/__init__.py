"""What a student's notebook imports: things to work on, to measure with and to look at.

`%load_ext course.lab`, in the first cell of every notebook, registers the
`%%module` magic, chooses the plot style, and makes worker processes start in
the same way on every system.
"""

from typing import Any

from course.lab.curves import plot_pool_times
from course.lab.images import make_images
from course.lab.measuring import Measurement, busy_work, calibrate, machine, measure
from course.lab.records import Outcome, PoolTiming, Timing
from course.lab.schedule import Schedule, play
from course.lab.showing import show
from course.lab.site import Page, Site, demo_pages
from course.lab.timeline import Span, Timeline

__all__ = [
    "Measurement",
    "Outcome",
    "Page",
    "PoolTiming",
    "Schedule",
    "Site",
    "Span",
    "Timeline",
    "Timing",
    "busy_work",
    "calibrate",
    "demo_pages",
    "machine",
    "make_images",
    "measure",
    "play",
    "plot_pool_times",
    "show",
]


def load_ipython_extension(shell: Any) -> None:
    """Prepare a notebook; called by `%load_ext course.lab`. Loading it twice does no harm."""
    from course.lab import module_magic, processes, showing

    module_magic.register(shell)
    processes.choose_start_method()
    processes.guard_notebook_functions()
    showing.use_style()
