"""What the test cells of the notebooks import: the examiner's side of the course.

`student` calls the student's functions under observation; `Meeting` proves that
work is done at the same time; the watched instruments see what is done without
a lock; the checks end in messages that teach.
"""

from course.exam.notebook import watch_current_shell
from course.lazy import names_of

__getattr__, __all__ = names_of(
    __name__,
    {
        "checks": "check check_calls check_error check_flight check_in_threads check_in_workers "
        "promised require",
        "instruments": "WatchedList WatchedLock WatchedValue",
        "interleavings": "check_interleavings check_whole_operations together turns_of_others",
        "meeting": "Group Meeting Visit",
        "plain": "Token same",
        "several": "finish",
        "standins": "standing_in there",
        "calls": "Call student",
        "task": "Task",
        "uncaught": "thread_errors",
        "uses": "Uses started_processes",
        "verdicts": "Failed LeftBehind Stuck",
        "watch": "Watch",
    },
)

watch_current_shell()
