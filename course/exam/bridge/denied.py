"""What a notebook may not ask of Python while it is graded; read by a maintainer.

No task needs any of it, and each would let the student's code get at what looks at it. An
audit hook (PEP 578) cannot be taken away again. Libraries may do as they please.
"""

from __future__ import annotations

import ctypes
import inspect
import sys
import threading

from course.exam import frames

EVENTS = {
    *("gc.get_objects", "gc.get_referrers", "gc.get_referents", "sys._getframe"),
    *("sys._current_frames", "sys._current_exceptions", "sys.settrace", "sys.setprofile"),
    *("sys.monitoring.register_callback", "code.__new__", "ctypes.dlopen", "ctypes.string_at"),
    *("ctypes.wstring_at", "ctypes.cdata", "ctypes.cdata/buffer", "ctypes.call_function"),
    *("sys.addaudithook",),
}


class Denied(RuntimeError):  # noqa: N818  (students read the name)
    """Something that is not available while a notebook is graded."""


def deny() -> None:
    """Refuse these events from now on when the student's own lines cause them."""
    asking = threading.local()
    look, mine = sys._getframe, frames.is_students  # as they are now
    through = {str(ctypes.__file__), str(inspect.__file__)}  # these only hand it on

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event not in EVENTS or getattr(asking, "now", False):
            return
        asking.now = True
        try:
            caller = look(1)
            while caller.f_back is not None and caller.f_code.co_filename in through:
                caller = caller.f_back
            if mine(caller.f_code.co_filename):
                raise Denied(f"{event} is not available while your notebook is graded")
        finally:
            asking.now = False

    sys.addaudithook(hook)
