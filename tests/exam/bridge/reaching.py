"""What can be had from something by attributes, items and subclasses, however far away.

Everything that a student's line could follow is followed, but for frames, which `denied` is for.
"""

import functools
import sys
import types
import weakref
from collections import deque

ROOMS = ("course.exam", "course.grading", "__examiner__")
_SLOTS = (types.MemberDescriptorType, types.GetSetDescriptorType)
_SEQUENCES = (list, tuple, set, frozenset, deque)
_ATOMS = (int, float, complex, str, bytes, bool, type(None), types.CodeType, types.FrameType)


def reached(roots, most=1_000_000):
    """What leads to the instruments, as {what: way to it}, and how many things were seen."""
    seen, kept, found = {}, [], {}
    todo = deque((thing, None, name) for name, thing in roots.items())
    while todo and len(seen) < most:
        thing, parent, step = todo.popleft()
        if id(thing) in seen or isinstance(thing, (*_ATOMS, *_SLOTS)):
            continue
        seen[id(thing)] = parent, step
        kept.append(thing)
        if what := _leads_on(thing):
            found.setdefault(what, _way(seen, id(thing)))
            continue
        todo.extend((part, id(thing), name) for part, name in _parts(thing))
    return found, len(seen)


def _leads_on(thing):
    """What it is, if it is an instrument, or a function or namespace of the course's."""
    kind = type(thing)
    if kind is types.FunctionType:
        home = str(thing.__globals__.get("__name__"))
        return f"function {home}.{thing.__qualname__}" if home.startswith(ROOMS) else ""
    if kind is types.ModuleType and str(thing.__name__).startswith(ROOMS):
        return f"module {thing.__name__}" if hasattr(thing, "__file__") else ""
    if kind is dict and str(thing.get("__name__", "")).startswith(ROOMS):
        return f"names of {thing['__name__']}" if "__builtins__" in thing else ""
    name = f"{kind.__module__}.{kind.__qualname__}"
    return name if name in INSTRUMENTS else ""


INSTRUMENTS = {
    *("course.exam.explore.scheduler.Scheduler", "course.exam.explore.tasks.Task"),
    *("course.exam.explore.locks.Control", "course.exam.explore.run.Run"),
    *("course.exam.bridge.server.Server", "course.exam.bridge.pristine.Pristine"),
    *("course.exam.meeting.Meeting", "course.exam.calls.Call", "course.exam.leftovers.Census"),
    *("course.exam.watch.Watch", "course.exam.bridge.framing.Channel"),
}


def _parts(thing):
    kind = type(thing)
    if isinstance(thing, dict):
        for key, value in list(dict.items(thing)):
            yield key, "(key)"
            yield value, f"[{key!r:.50}]"
    elif kind is types.MappingProxyType:
        yield from ((value, f"[{name!r}]") for name, value in thing.items())
    elif kind in _SEQUENCES:
        yield from ((part, f"[{number}]") for number, part in enumerate(list(thing)))
    elif isinstance(thing, weakref.ref):
        yield weakref.ref.__call__(thing), "()"
    elif kind is functools.partial:
        yield from ((thing.func, ".func"), (thing.args, ".args"))
    if isinstance(thing, type):
        yield from ((part, ".__subclasses__()") for part in type.__subclasses__(thing))
    for name, slot in _slots(kind):
        try:
            part, again = slot.__get__(thing, kind), slot.__get__(thing, kind)
        except Exception:
            continue
        if part is again or type(part) is types.MappingProxyType:  # not made for who asks
            yield part, f".{name}"


@functools.cache
def _slots(kind):
    return [
        (name, slot)
        for base in kind.__mro__
        for name, slot in vars(base).items()
        if isinstance(slot, _SLOTS)
    ]


def _way(seen, number):
    steps = []
    while number is not None:
        number, step = seen[number]
        steps.append(step)
    return " ".join(reversed(steps))


def told(found):
    """One line for each."""
    return "\n".join(f"{what}: {found[what]}" for what in sorted(found))


def everywhere():
    """Where everybody can begin."""
    import threading

    return {
        "object": object,
        "modules": dict(sys.modules),
        "threads": threading.enumerate(),
        "trace": sys.gettrace(),
    }
