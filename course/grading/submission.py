"""What can be wrong with a submission before it is run; read by a maintainer."""

from __future__ import annotations

import hashlib
from pathlib import Path

import nbformat

from course.grading.folder import Folder
from course.grading.skeleton import grade_id

NOTHING = "Nothing in it could be graded."


def problem_with(folder: Folder, assignment: str, student: str) -> str:
    """Why the submitted notebook cannot be graded, with the next step; "" when it can."""
    name = folder.notebook(assignment)
    place = folder.submitted / student / assignment
    path = place / name
    if not path.is_file():
        others = sorted(other.name for other in place.glob("*.ipynb"))
        found = f"There is {', '.join(others)}" if others else "There is no notebook at all"
        return f"The notebook {name} was not submitted. {found}: submit it under its own name."
    try:
        notebook = nbformat.read(path, as_version=4)
    except OSError as error:
        return f"The submitted file {name} cannot be read ({error.strerror}): submit it again."
    except Exception:
        return (
            f"The submitted file {name} is not a Jupyter notebook. {NOTHING} "
            f"Save the notebook in JupyterLab and submit that file."
        )
    cells = notebook.get("cells")
    if not isinstance(cells, list) or not cells:
        return f"The submitted notebook {name} has no cells. {NOTHING} Submit the saved notebook."
    release = nbformat.read(folder.release / assignment / name, as_version=4)
    ours = {grade_id(cell) for cell in release.cells} - {None}
    theirs = {grade_id(cell) for cell in cells} - {None}
    if not ours & theirs:
        tasks = f" (it has {', '.join(sorted(map(str, theirs))[:3])} …)" if theirs else ""
        return (
            f"The submitted notebook is not the one of {assignment}: none of its tasks is in it"
            f"{tasks}. {NOTHING} Submit {name} of this assignment."
        )
    return ""


def fingerprint(folder: Folder, assignment: str, student: str) -> str:
    """A hash of all that a grade depends on: the submitted files, the source and the release."""
    digest = hashlib.sha256()
    name = folder.notebook(assignment)
    places = [
        *sorted((folder.submitted / student / assignment).rglob("*")),
        folder.source / assignment / name,
        folder.release / assignment / name,
        *sorted(Path(__file__).parents[1].rglob("*.py")),
    ]
    for path in places:
        if path.is_file():
            digest.update(path.name.encode())
            try:
                digest.update(path.read_bytes())
            except OSError:
                continue
    return digest.hexdigest()
