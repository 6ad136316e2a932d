"""What a notebook may not ask of Python while it is graded; read by a maintainer.

No task needs any of it, and each would let the student's code get at what looks at it. An
audit hook (PEP 578) cannot be taken away again. Libraries may do as they please, in lines that
name what they ask for: one that calls whatever it is handed asks for somebody else.

The instruments tell the student's code from others by the name of its file. So nobody else may
make code under the name of a library's file or of a test cell: what is compiled under such a
name, or read from a compiled file, has to be what that file holds. And code that is made of a
text has no file at all: libraries may make some, the student's own lines may not.
"""

from __future__ import annotations

import builtins
import ctypes
import inspect
import sys
import threading
from collections.abc import Iterable
from inspect import CO_GENERATOR
from pathlib import Path
from types import FrameType, FunctionType, ModuleType
from typing import Any

from course.exam import frames
from course.exam.bridge.withdrawn import modules

EVENTS = {
    *("gc.get_objects", "gc.get_referrers", "gc.get_referents", "sys._getframe"),
    *("sys._current_frames", "sys._current_exceptions", "sys.settrace", "sys.setprofile"),
    *("sys.monitoring.register_callback", "code.__new__", "ctypes.dlopen", "ctypes.string_at"),
    *("ctypes.wstring_at", "ctypes.cdata", "ctypes.cdata/buffer", "ctypes.call_function"),
    *("ctypes.addressof", "ctypes.dlsym", "ctypes.dlsym/handle", "ctypes.PyObj_FromPtr"),
    *("sys.addaudithook", "object.__getattr__", "compile", "marshal.loads", "marshal.load"),
}
TRACING = {"sys.settrace", "sys.setprofile", "sys.monitoring.register_callback"}
FRAMES = {"tb_frame", "gi_frame", "cr_frame", "ag_frame"}  # attributes that are frames
_LIBRARY_ROOM = Path(inspect.__file__).parent
THROUGH = {  # these only hand it on, or hand frames to methods that others may write
    *(str(ctypes.__file__), str(inspect.__file__)),
    *(str(_LIBRARY_ROOM / f"{name}.py") for name in ("bdb", "cgitb", "code", "doctest", "pdb")),
}
HAND_ON = {"walk_stack", "walk_tb", "currentframe", "<lambda>"}  # and these, to other modules
SAID = {  # by what names a line may ask, where the event's own last part is none of them
    "sys._getframe": {"_look"},
    "code.__new__": {"replace", "CodeType"},
}
# Test cells, the course's own cells, the program of `control`, and what Python has frozen.
RESERVED = ("<q", "<course>", "<ipython-input-control>", "<frozen ")
_IMPORTS = "<frozen importlib._bootstrap_external>"
_INSIDE = "a generator of its own"  # through which a library asks
_HEAD = 16  # bytes of a compiled file before the code
_ROOM = f"{Path(__file__).parents[1]}/"
_spaces: set[int] = set()  # the namespaces of the course's modules, by id
_LIBRARY = tuple(path.rstrip("/") + "/" for path in frames._LIBRARY)


class Denied(RuntimeError):  # noqa: N818  (students read the name)
    """Something that is not available while a notebook is graded."""


def deny(real: Iterable[ModuleType] | None = None) -> None:
    """Refuse these events from now on when the student's own lines cause them.

    `real` are the course's own modules: lines of a copy of their files are the student's.
    """
    asking, look = threading.local(), sys._getframe
    space = _apart()
    space["_spaces"] = frozenset(
        id(vars(m)) for m in (modules().values() if real is None else real)
    )
    is_refused = space["_is_refused"]

    def hook(
        event: str,
        args: tuple[object, ...],
        EVENTS: Any = frozenset(EVENTS),  # noqa: N803
        FRAMES: Any = frozenset(FRAMES),  # noqa: N803
    ) -> None:
        if event not in EVENTS or (event == "object.__getattr__" and args[1] not in FRAMES):
            return  # most of all that is seen
        if getattr(asking, "now", False):
            return
        asking.now = True
        try:
            if is_refused(event, args, look(1)):
                what = args[1] if event == "object.__getattr__" else event
                raise Denied(f"{what} is not available while your notebook is graded")
        finally:
            asking.now = False

    sys.addaudithook(hook)


def _apart() -> dict[str, Any]:
    """The names of this module, with functions that nobody can change from outside."""
    space = {name: part for name, part in globals().items() if name[:2] != "__"}
    space["__builtins__"] = dict(vars(builtins))
    for name, part in space.items():
        if isinstance(part, FunctionType):
            space[name] = FunctionType(part.__code__, space)
    return space


def _is_refused(event: str, args: tuple[object, ...], caller: FrameType) -> bool:
    if event == "compile":
        return _is_forged(args[0], args[1]) or (args[1] == "<string>" and _is_own(caller))
    if event.startswith("marshal."):
        return _is_foreign(args[0], caller)
    asker, through = _asker(caller)
    if _is_own(asker) or (event in TRACING and not _is_of_course(asker)):
        return True
    if event.startswith("ctypes.dlsym"):
        return args[1] not in asker.f_code.co_names
    if event.startswith("ctypes."):
        return False
    last = args[1] if event == "object.__getattr__" else event.rpartition(".")[2]
    if through == _INSIDE:
        return False
    names = {through} if through else {last, *SAID.get(event, ())}
    return names.isdisjoint(asker.f_code.co_names)


def _asker(frame: FrameType) -> tuple[FrameType, str]:
    """Who asks, and the function that hands it on, if there is one."""
    through = ""
    while (outer := frame.f_back) is not None:
        if _is_of_course(frame):
            break
        code, outside = frame.f_code, outer.f_code.co_filename
        yields = bool(code.co_flags & CO_GENERATOR)  # to whoever asks for the next
        hands_on = (yields or code.co_name in HAND_ON) and code.co_filename != outside
        if code.co_filename not in THROUGH and not hands_on and not yields:
            break
        through = code.co_name if hands_on or not yields else _INSIDE
        frame = outer
    return frame, through


def _is_own(frame: FrameType) -> bool:
    """Whether it runs the student's code, also what that made of a text."""
    name = frame.f_code.co_filename
    if name.startswith(_ROOM):
        return not _is_of_course(frame)
    return not name.startswith((*_LIBRARY, *RESERVED)) or name.startswith(RESERVED[2])


def _is_of_course(frame: FrameType | None) -> bool:
    """Whether it runs code of `course.exam`."""
    if frame is None or not frame.f_code.co_filename.startswith(_ROOM):
        return False
    return id(frame.f_globals) in _spaces


def _is_forged(source: object, name: object) -> bool:
    """Whether a text is compiled under a name that is another one's."""
    name = name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)
    if not name.startswith(_LIBRARY):
        return name.startswith(RESERVED)
    return not isinstance(source, (str, bytes)) or _lines(source) != _lines(_content(name))


def _is_foreign(data: object, caller: FrameType) -> bool:
    """Whether marshalled code is neither the examiner's nor that of a library's compiled file."""
    if _is_of_course(caller):
        return not _is_of_course(caller.f_back)  # the server reads what the examiner sends
    path = caller.f_locals.get("bytecode_path")
    if caller.f_code.co_filename != _IMPORTS or not isinstance(path, str):
        return True
    held = _content(path) if path.startswith(_LIBRARY) else b""
    return not isinstance(data, (bytes, memoryview)) or held[_HEAD:] != data


def _content(name: str) -> bytes:
    """What a library's file holds; nothing where the name only leads through its folder."""
    if ".." in name.split("/"):
        return b""
    try:
        with open(name, "rb") as file:  # noqa: PTH123  (nobody can change this one)
            return file.read()
    except OSError:
        return b""


def _lines(source: str | bytes) -> list[bytes]:
    content = source.encode("utf-8", "replace") if isinstance(source, str) else source
    return content.removeprefix(b"\xef\xbb\xbf").strip().splitlines()
