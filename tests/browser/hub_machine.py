"""A machine of its own for the hub's test: `hub_machine.py SCRATCH PORT PORT PORT PORT`.

`unshare --mount --pid` starts it. /etc, /home and /srv are this machine's own from then on:
accounts that are made here are nowhere else, and end with it. The course is set up by
docs/examples/jupyterhub/set_up.sh; then this process becomes the hub.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PREFIX = Path(sys.prefix)
SET_UP = ROOT / "docs" / "examples" / "jupyterhub" / "set_up.sh"
PEOPLE = {"ann": "students", "bob": "students", "ida": "instructors"}  # name -> Unix group
WITH_PORTS = """
load_subconfig("/srv/jupyterhub/jupyterhub_config.py")
c.JupyterHub.bind_url = "http://127.0.0.1:{}"
c.JupyterHub.hub_port = {}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{}"
c.JupyterHub.services[0]["url"] = "http://127.0.0.1:{}"
"""


def password(name: str) -> str:
    """What this person logs in with."""
    return f"{name} learns threads"


def run(*words: str | Path, **more: Any) -> None:
    """Run a command; raises `CalledProcessError` when it fails."""
    subprocess.run(words, check=True, text=True, **more)


def copy_for_itself(path: Path, scratch: Path) -> None:
    """Let what is changed below `path` be seen by this machine only."""
    copy = scratch / str(path).strip("/").replace("/", "-")
    copy.mkdir()
    run("cp", "-a", f"{path}/.", copy)
    shutil.copystat(path, copy)
    run("mount", "--bind", copy, path)


def cover(tops: list[Path], kept: dict[Path, Path], scratch: Path) -> None:
    """Put empty folders, open to all, over `tops`; at each place in `kept` is what it names."""
    safe = {place: scratch / f"kept-{number}" for number, place in enumerate(kept)}
    for place, source in kept.items():
        safe[place].mkdir(exist_ok=True)
        run("mount", "--rbind", source, safe[place])
    for top in tops:
        run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", top)
    for place, source in safe.items():
        if any(place.is_relative_to(top) for top in tops):
            place.mkdir(parents=True, exist_ok=True)
            run("mount", "--rbind", source, place)
        run("umount", "--lazy", source)


def closed(places: list[Path]) -> list[Path]:
    """The topmost folders above these places that not everybody may enter."""
    found = []
    for place in places:
        above = (path for path in reversed(place.parents) if not path.stat().st_mode & 0o001)
        found += [top for top in above if not any(top.is_relative_to(f) for f in found)][:1]
    return found


def main(scratch: Path, ports: list[str]) -> None:
    """Set the machine up and become its hub."""
    run("mount", "-t", "tmpfs", "-o", "mode=700", "tmpfs", scratch)  # so nothing of it stays
    needed = {path: path for path in (ROOT, PREFIX, Path(sys.base_prefix))}
    cover([Path("/home"), Path("/srv")], needed, scratch)
    copy_for_itself(Path("/etc"), scratch)
    copy_for_itself(PREFIX / "etc", scratch)
    run("sh", SET_UP, cwd=ROOT, env=os.environ | {"PREFIX": str(PREFIX)})
    for name, group in PEOPLE.items():
        run("useradd", "--create-home", "--shell", "/bin/bash", "--groups", group, name)
        run("chpasswd", input=f"{name}:{password(name)}\n")
    # Of the checkout everybody finds what an installation has: the package, no more.
    package = scratch / "course"
    shutil.copytree(ROOT / "course", package, ignore=shutil.ignore_patterns("samples"))
    installed = {PREFIX: PREFIX, Path(sys.base_prefix): Path(sys.base_prefix)}
    outer = closed([*installed, ROOT])
    tops = outer if any(ROOT.is_relative_to(top) for top in outer) else [*outer, ROOT]
    cover(tops, installed | {ROOT / "course": package}, scratch)
    config = Path("/srv/jupyterhub/with_ports.py")
    config.write_text(WITH_PORTS.format(*ports), encoding="utf-8")
    os.chdir(config.parent)
    os.execv(PREFIX / "bin" / "jupyterhub", ["jupyterhub", "-f", str(config)])


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
