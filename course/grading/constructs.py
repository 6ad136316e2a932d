"""Constructs in a student's source that the tasks do not ask for; for the integrity report.

Found in the syntax tree, so that nothing is run. To find one proves nothing: it
tells an instructor which lines to read.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator

MODULES = {
    "ctypes": "foreign functions",
    "cffi": "foreign functions",
    "gc": "the garbage collector's view of all objects",
    "inspect": "frames and sources of other code",
    "mmap": "memory as a file",
    "pty": "a terminal",
    "ptrace": "other processes' memory",
    "socket": "sockets",
    "socketserver": "sockets",
    "requests": "network requests",
    "subprocess": "other programs",
    "importlib": "the import system",
    "builtins": "Python's built-in names",
    "nbgrader": "the grading engine",
    "zmq": "the notebook's messages",
    "jupyter_client": "the notebook's messages",
    "ipykernel": "the notebook's kernel",
    "IPython": "the notebook's shell",
    "unittest": "stand-ins for other objects",
}
CALLS = {
    "gc.get_objects": "walks over all living objects",
    "gc.get_referrers": "walks over living objects",
    "sys._getframe": "looks into its callers",
    "sys._current_frames": "looks into other threads",
    "sys.settrace": "traces execution",
    "sys.setprofile": "traces execution",
    "threading.settrace": "traces execution",
    "threading.setprofile": "traces execution",
    "inspect.stack": "looks into its callers",
    "inspect.currentframe": "looks into its callers",
    "os._exit": "ends the process at once",
    "os.abort": "ends the process at once",
    "os.kill": "signals a process",
    "os.killpg": "signals processes",
    "os.fork": "makes a process by hand",
    "os.setsid": "leaves its process group",
    "os.system": "starts another program",
    "os.popen": "starts another program",
    "os.dup2": "exchanges open files",
    "os.getppid": "asks for its parent process",
    "os.symlink": "makes a link",
    "os.mkfifo": "makes a named pipe",
    "signal.signal": "handles signals",
    "faulthandler.disable": "turns off fault reports",
    "get_ipython": "reaches into the notebook's shell",
    "__import__": "imports by hand",
    "exec": "runs text as code",
    "eval": "runs text as code",
    "compile": "compiles text to code",
    "globals": "reaches into all names",
}
NAMES = {
    "__subclasses__": "walks over all classes",
    "__globals__": "reaches into a function's names",
    "__closure__": "reaches into a function's inside",
    "__code__": "reaches into a function's code",
    "__builtins__": "reaches into Python's built-in names",
    "__loader__": "reaches into the import system",
    "f_globals": "reaches into a frame",
    "f_locals": "reaches into a frame",
    "f_back": "looks into its callers",
    "tb_frame": "reaches into a frame",
    "gi_frame": "reaches into a frame",
    "meta_path": "changes the import system",
    "path_hooks": "changes the import system",
    "ast_transformers": "rewrites cells",
    "input_transformers_post": "rewrites cells",
    "user_ns": "reaches into all names of the notebook",
    "showtraceback": "changes how errors are shown",
    "set_custom_exc": "changes how errors are shown",
    "monitoring": "traces execution",
    "excepthook": "changes how errors are shown",
    "unraisablehook": "changes how errors are shown",
}
TEXTS = {
    r"/proc\b": "the text names /proc, where processes are described",
    r"gradebook\.db": "the text names the gradebook",
    r"(BEGIN|END) (HIDDEN TESTS|SOLUTION|MARK SCHEME)": "the text has a mark of the release",
    r"<script|javascript:|onerror\s*=": "the text has script for a web page",
    r"skip-execution|raises-exception": "the text names a tag of cells",
}
# Names that the notebooks' own first cells import.
_COMMON = {
    name: name
    for name in ("sys", "os", "time", "threading", "multiprocessing", "queue", "concurrent")
} | {"mp": "multiprocessing"}
_COURSE = {"course.exam": "the examiner's module", "course.grading": "the grading module"}
_ALLOWED = {"course.exam.explore", "course.exam"}  # what the notebooks themselves import
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LONGEST = 100_000


def unusual(source: str) -> Iterator[tuple[int, str]]:
    """Pairs of line and what is there, in the source of one code cell."""
    for number, line in enumerate(source.split("\n"), 1):
        if _INVISIBLE.search(line):
            yield number, "characters that are not seen, or turn the order of what is seen"
        if re.match(r"\s*!|\s*%+(system|sx|bash|sh|script|run|load)\b", line):
            yield number, "a shell command or a magic that runs other code"
    try:
        with warnings.catch_warnings(action="ignore"):  # of what the student wrote
            tree = ast.parse("\n".join(map(_as_python, source.split("\n")))[:_LONGEST])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    try:
        aliases = _aliases(tree)
        for node in ast.walk(tree):
            for what in _of(node, aliases):
                yield getattr(node, "lineno", 1), what
    except RecursionError:
        yield 1, "an expression that is nested very deep"


def _as_python(line: str) -> str:
    """The line, or `pass` in place of a magic, a shell command or a question."""
    bare = line.lstrip()
    is_magic = bare.startswith(("%", "!", "?")) or line.endswith("?")
    return f"{line[: len(line) - len(bare)]}pass" if is_magic else line


def _of(node: ast.AST, aliases: dict[str, str]) -> Iterator[str]:
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from _imports(node)
    elif isinstance(node, (ast.Name, ast.Attribute)):
        yield from _names(node, aliases)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from (what for pattern, what in TEXTS.items() if re.search(pattern, node.value))
        if node.value in NAMES:
            yield f"the text {node.value!r} {NAMES[node.value]}"
    elif isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Delete)):
        yield from _patches(node, aliases)
    elif isinstance(node, ast.Call):
        yield from _set_attribute(node, aliases)
    elif isinstance(node, ast.ClassDef):
        yield from _lying(node)
    elif isinstance(node, ast.ExceptHandler) and _passes_over(node):
        yield "an `except` that passes over everything, also over an exit"


def _imports(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    names = [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        module = node.module or ""
        names = [f"{module}.{name}" for name in names]
        yield from (f"{name} {CALLS[name]}" for name in names if name in CALLS)
        names = [module]
    for name in names:
        top = name.partition(".")[0]
        if top in MODULES and not name.startswith("IPython.display"):
            yield f"imports {name}: {MODULES[top]}"
        for prefix, what in _COURSE.items():
            if name.startswith(prefix) and name not in _ALLOWED:
                yield f"imports {name}: {what}"


def _names(node: ast.Name | ast.Attribute, aliases: dict[str, str]) -> Iterator[str]:
    name = _dotted(node, aliases)
    last = node.attr if isinstance(node, ast.Attribute) else node.id
    if name in CALLS:
        yield f"{name} {CALLS[name]}"
    elif last in NAMES:
        yield f"{last} {NAMES[last]}"


def _patches(node: ast.AST, aliases: dict[str, str]) -> Iterator[str]:
    """Assignments to attributes of modules, and to entries of sys.modules."""
    targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
    for target in targets:
        name = _dotted(target.value if isinstance(target, ast.Subscript) else target, aliases)
        if isinstance(target, ast.Subscript) and name in ("sys.modules", "os.environ"):
            yield f"changes an entry of {name}"
        elif isinstance(target, ast.Attribute) and _is_module(name, aliases):
            yield f"changes {name}, which belongs to a module"


def _set_attribute(node: ast.Call, aliases: dict[str, str]) -> Iterator[str]:
    if isinstance(node.func, ast.Name) and node.func.id in ("setattr", "delattr") and node.args:
        name = _dotted(node.args[0], aliases)
        if name in aliases.values():
            yield f"changes an attribute of {name}, which is a module"


def _lying(node: ast.ClassDef) -> Iterator[str]:
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and method.name in ("__eq__", "__ne__", "__class__"):
            answers = [n.value for n in ast.walk(method) if isinstance(n, ast.Return)]
            if method.name == "__class__":
                yield f"{node.name} says itself which class it has"
            elif answers and all(isinstance(answer, ast.Constant) for answer in answers):
                yield f"{method.name} of {node.name} always gives the same answer"


def _passes_over(node: ast.ExceptHandler) -> bool:
    kind = node.type
    everything = kind is None or (isinstance(kind, ast.Name) and kind.id == "BaseException")
    return everything and all(isinstance(line, (ast.Pass, ast.Continue)) for line in node.body)


def _aliases(tree: ast.AST) -> dict[str, str]:
    """What each imported name stands for: np -> numpy."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name.partition(".")[0]
                found[name] = alias.name if alias.asname else name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return _COMMON | found


def _dotted(node: ast.AST | None, aliases: dict[str, str]) -> str:
    """A chain of attributes as text, with the imported name at its root; "" for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([aliases.get(node.id, node.id), *reversed(parts)])


def _is_module(name: str, aliases: dict[str, str]) -> bool:
    owner = name.rpartition(".")[0]
    return any(owner == module or owner.startswith(f"{module}.") for module in aliases.values())
