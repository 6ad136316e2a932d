"""Stand-ins: other functions in the place of global names of the notebook; read by test cells.

    with standing_in(add_numbers=recorder):
        student.run_adder_and_remover([1, 2], 3)    # calls recorder

For tasks in which one of the student's functions is asked to use others by
their global names, so that each task can be judged by itself.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import Any

_MISSING = object()


@contextlib.contextmanager
def standing_in(**functions: Callable[..., object]) -> Iterator[None]:
    """Put each function in the place of the global of that name, and put the old one back."""
    names = vars(sys.modules["__main__"])
    before = {name: names.get(name, _MISSING) for name in functions}
    names.update(functions)
    try:
        yield
    finally:
        for name, old in before.items():
            if old is _MISSING:
                names.pop(name, None)
            else:
                names[name] = old


def there(function: Callable[..., Any], *args: Any, **keywords: Any) -> Any:
    """`function(*args, **keywords)`, called where the student's code runs.

    That is another process when a submission is graded. For locks, events and shared memory
    that a test cell hands to the student's code, and for looks at that process itself.
    """
    return function(*args, **keywords)
