"""Candidates without the wait for Python and its imports; read by a maintainer.

One process for each grading process has done the imports. For each candidate bubblewrap makes
a sandbox, as for any program, with a placeholder in it; a fork of the warm process enters it
(`entering`) and is the candidate. The warm process has run nothing of anybody's, knows nothing
of the class, and has no thread, no event loop and no connection that a fork could take along.

    grading process ── control socket ── warm process ── monitor ── candidate, in the sandbox
"""

from __future__ import annotations

import contextlib
import functools
import gc
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from course import abandoned
from course.grading.sandbox import bubblewrap, entering, fonts, recipe, seccomp, visible
from course.grading.sandbox.entering import Place
from course.grading.sandbox.guard import guard
from course.grading.sandbox.limits import Limits, of_one_process
from course.grading.sandbox.started import PATIENCE, Started

PLACEHOLDER = ["/bin/sh", "-c", "echo; exec sleep 1000000000"]
HEAVY = (  # what cells import, and what renders an error
    *("numpy", "PIL.Image", "PIL.ImageDraw", "PIL.ImageFilter", "matplotlib.figure"),
    *("matplotlib.backends.backend_agg", "matplotlib.style", "stack_data", "pygments.lexers"),
)
_WORD = 65536  # bytes of a request at most


def start(
    connection: socket.socket, *, work: Path, limits: Limits, environment: Mapping[str, str]
) -> Started:
    """A candidate in a sandbox that answers at `connection`.

    Raises OSError or CourseError when there can be none; the caller then starts one anew.
    """
    told, tell = os.pipe()
    try:
        started = bubblewrap.start(
            PLACEHOLDER, work=work, limits=limits, environment=environment, stdout=tell
        )
    finally:
        os.close(tell)
    try:
        if os.read(told, 1) != b"\n":
            raise OSError("the sandbox's placeholder did not begin")
        variables = {**visible.environment(visible.PYTHON), **environment}
        started.adopt(_warm(environment).fork(started, connection, limits, variables))
    except BaseException:
        started.end()
        raise
    finally:
        os.close(told)
    return started


class Warm:
    """The grading process's end: one warm process, started when it is first asked for."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._asking = threading.Lock()
        self._home = abandoned.Held(f"{abandoned.HELD}warm-")
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = "from course.grading.sandbox import warm; warm.main()"
        self._process = guard().do(
            lambda: subprocess.Popen(
                [visible.PYTHON, "-c", command, str(theirs.fileno())],
                cwd="/",
                env=_environment(Path(self._home.name), environment),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        )
        theirs.close()
        self._control = ours

    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def fork(
        self,
        sandbox: bubblewrap.Sandboxed,
        connection: socket.socket,
        limits: Limits,
        environment: Mapping[str, str],
    ) -> Forked:
        """A process in this sandbox, which has settled there and answers at `connection`."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(PATIENCE)
        request = {
            "first": sandbox.first,
            "user": sandbox.user if recipe.by_root() else None,
            "limits": [[kind, *pair] for kind, pair in of_one_process(limits).items()],
            "environment": dict(environment),
        }
        try:
            with self._asking:
                message = json.dumps(request).encode()
                socket.send_fds(self._control, [message], [connection.fileno(), theirs.fileno()])
        finally:
            theirs.close()
        return Forked(ours)


class Forked:
    """A process that was forked into a sandbox; `report` is where its monitor speaks."""

    def __init__(self, report: socket.socket) -> None:
        self._report = report
        words = dict([self._word(), self._word()])
        if "failed" in words or "pid" not in words:
            raise OSError(f"no process could be forked into the sandbox ({words})")
        self.pid = int(words["pid"])
        self._handle = os.pidfd_open(self.pid)
        self._code: int | None = None

    def code(self) -> int | None:
        """Its exit code, None while it runs; negative for a signal, as `Popen.poll` has it."""
        if self._code is None and self._handle >= 0 and select.select([self._handle], [], [], 0)[0]:
            with contextlib.suppress(OSError, ValueError):
                self._code = int(self._word()[1])
            self._code = -signal.SIGKILL if self._code is None else self._code
        return self._code

    def close(self) -> None:
        """It is gone."""
        self.code()
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
        self._report.close()

    def _word(self) -> tuple[str, str]:
        name, _, value = self._report.recv(1000).decode(errors="replace").partition(" ")
        return name, value


@functools.cache
def _of(_process: int) -> list[Warm]:
    return []


def _warm(environment: Mapping[str, str]) -> Warm:
    """The warm process of this one; another when it has died."""
    made = _of(os.getpid())
    if not made or not made[-1].alive():
        made[:] = [Warm(environment)]
    return made[-1]


def _environment(home: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """As in the sandbox, but for folders that are nobody else's."""
    for path in fonts.lists():
        shutil.copy(path, home)
    folders = dict.fromkeys(("HOME", "IPYTHONDIR", "MPLCONFIGDIR", "TMPDIR"), str(home))
    return {**visible.environment(visible.PYTHON), **environment, **folders}


def main() -> None:
    """The warm process: does the imports, and forks whenever it is asked to."""
    control = socket.socket(fileno=int(sys.argv.pop(1)))
    sys.argv[:] = [""]
    os.set_inheritable(control.fileno(), False)
    _import()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # monitors are waited for by nobody
    while True:
        message, files, *_ = socket.recv_fds(control, _WORD, 2)
        if not message:  # the grading process has ended
            return
        if os.fork() == 0:
            control.close()
            _monitor(json.loads(message), *files)
        for file in files:
            os.close(file)


def _import() -> None:
    from course.exam.bridge import candidate

    candidate.load()
    for name in HEAVY:
        with contextlib.suppress(ImportError):
            __import__(name)
    if len(list(Path("/proc/self/task").iterdir())) != 1:
        raise SystemExit("a warm process has one thread")
    gc.collect()
    gc.freeze()  # what is shared by all candidates stays shared


def _monitor(request: dict[str, Any], connection: int, report: int) -> NoReturn:
    """Fork once more, into the sandbox; tell who that is, and how it ended."""
    code = 0
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        entering.join(request["first"], request["user"] is None)
        pid = os.fork()
        if pid == 0:
            _candidate(request, connection, report)
        os.write(report, f"pid {pid}".encode())
        os.close(connection)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        os.write(report, f"ended {code}".encode())
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.write(report, f"failed {error!r:.500}".encode())
    finally:
        os._exit(0)
    raise AssertionError


def _candidate(request: dict[str, Any], connection: int, report: int) -> NoReturn:
    """Settle in the sandbox, be like a process that has just begun, and serve."""
    try:
        limits = {kind: (soft, hard) for kind, soft, hard in request["limits"]}
        place = Place(request["user"], limits, seccomp.program(), recipe.WORK)
        connection = _only(connection, report)
        entering.settle(place)
        _refresh(request["environment"])
        os.write(_REPORT, b"settled ")
        os.close(_REPORT)
    except BaseException as error:
        os.write(_REPORT, f"failed {error!r:.500}".encode())
        os._exit(1)
    from course.exam.bridge import candidate

    try:
        candidate.serve(socket.socket(fileno=connection))()
    finally:
        os._exit(1)
    raise AssertionError


_CONNECTION, _REPORT, _HIGH = 3, 4, 1000  # numbers of files


def _only(connection: int, report: int) -> int:
    """Close all files but these two, which get numbers 3 and 4."""
    high = [os.dup2(connection, _HIGH, inheritable=False), os.dup2(report, _HIGH + 1)]
    os.closerange(0, _HIGH)
    os.open("/dev/null", os.O_RDWR)  # gets the number 0
    for number in (1, 2):
        os.dup2(0, number)
    for number, file in zip((_CONNECTION, _REPORT), high, strict=True):
        os.dup2(file, number, inheritable=False)
    os.closerange(_REPORT + 1, _HIGH + 2)
    return _CONNECTION


def _refresh(environment: Mapping[str, str]) -> None:
    """What a fork has from the warm process, and a process that has just begun has not."""
    import multiprocessing
    from multiprocessing import process

    os.environ.clear()
    os.environ.update(environment)
    process.ORIGINAL_DIR = recipe.WORK  # type: ignore[attr-defined]
    multiprocessing.current_process().authkey = os.urandom(32)
    tempfile.tempdir = None
    threading.main_thread()._set_native_id()  # type: ignore[attr-defined]
    for name in [name for name in sys.modules if name.startswith("course.grading")]:
        del sys.modules[name]
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()
