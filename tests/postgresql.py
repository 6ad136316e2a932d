"""A PostgreSQL server for the tests, from Debian's package; nothing of it is left afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DEBIAN = Path("/usr/lib/postgresql")
ADMINISTRATOR = "postgres"  # of the package; the server does not run as root
OPTIONS = "-c listen_addresses='' -c unix_socket_directories='{}' -c fsync=off"


class Server:
    """A server that is reached through a socket in `folder` alone."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self.folder = programs, folder
        root = os.getuid() == 0
        self._as: dict[str, Any] = {"user": ADMINISTRATOR, "group": ADMINISTRATOR} if root else {}
        if root:
            shutil.chown(folder, ADMINISTRATOR, ADMINISTRATOR)

    def start(self) -> None:
        """Make the files of a server, and start it."""
        self._run("initdb", "--auth=trust", "--username=grader", "--no-sync", "--encoding=UTF8")
        options = ("-o", OPTIONS.format(self.folder), "-l", str(self.folder / "log"))
        self._run("pg_ctl", "start", "--wait", "--silent", *options)

    def stop(self) -> None:
        """End it, without waiting for those who are connected."""
        self._run("pg_ctl", "stop", "--mode=immediate", "--silent")

    def database(self, name: str, template: str = "template0") -> str:
        """The address of a new database, empty or as another one is."""
        options = ["-h", self.folder, "-U", "grader", "-T", template]
        command = [self._programs / "createdb", *options, name]
        subprocess.run(command, check=True, capture_output=True)
        return self.address(name)

    def address(self, name: str) -> str:
        """The address of a database."""
        return f"postgresql+psycopg://grader@/{name}?host={self.folder}"

    def _run(self, program: str, *words: str) -> None:
        # The server keeps what it inherits: pipes would never come to an end.
        subprocess.run(
            [self._programs / program, "-D", self.folder / "data", *words],
            check=True, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, **self._as,
        )  # fmt: skip


def programs() -> Path | None:
    """Where initdb and pg_ctl are; None where there is no PostgreSQL."""
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    beside = shutil.which("initdb")
    place = found[-1] if found else Path(beside) if beside else None
    return place.parent if place else None


@contextmanager
def server(place: Path) -> Iterator[Server]:
    """A server that runs, of the programs in `place`."""
    # Not in pytest's own folder, which nobody else may look into; and sockets have short names.
    with tempfile.TemporaryDirectory(prefix="course-pg-") as folder:
        running = Server(place, Path(folder))
        running.start()
        try:
            yield running
        finally:
            running.stop()
