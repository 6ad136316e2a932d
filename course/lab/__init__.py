"""What a student's notebook imports: things to work on, to measure with and to look at.

`%load_ext course.lab`, in the first cell of every notebook, registers the
`%%module` magic, chooses the plot style, and makes worker processes start in
the same way on every system.
"""

from typing import Any

from course.lazy import names_of

__getattr__, __all__ = names_of(
    __name__,
    {
        "curves": "plot_pool_times",
        "images": "make_images",
        "measuring": "Measurement calibrate machine measure",
        "records": "Outcome PoolTiming Timing",
        "schedule": "Schedule Step play",
        "showing": "describe show",
        "site": "Page Site demo_pages",
        "stories": "Story",
        "timeline": "Span Timeline",
        "work": "busy_work",
    },
)


def load_ipython_extension(shell: Any) -> None:
    """Prepare a notebook; called by `%load_ext course.lab`. Loading it twice does no harm."""
    from course.lab import module_magic, processes, showing

    module_magic.register(shell)
    processes.choose_start_method()
    processes.guard_notebook_functions()
    showing.use_style()
