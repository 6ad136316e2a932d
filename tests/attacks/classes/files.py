"""Class F and H: files that a tested function makes, which the test cells then open."""

from __future__ import annotations

from tests.attacks.declare import attack
from tests.attacks.hostile import Submission


def _download(sub: Submission, body: str) -> None:
    """Make each promised file, as `path`, in another way than by downloading."""
    rows = "\n".join(f"        {row}" for row in body.strip("\n").split("\n"))
    sub.answer(
        "q1-download",
        f"""
def download_all(urls, folder, max_workers=8):
    for url in urls:
        urllib.request.urlopen(url).close()
        path = Path(folder) / file_name(url)
        path.unlink(missing_ok=True)
{rows}
    return {{url: Path(folder) / file_name(url) for url in urls}}
""",
    )


@attack("F", "secret", "a downloaded file is a link to the grader's key", on="q1_scenarios")
def download_is_a_link(sub: Submission) -> None:
    _download(sub, "path.symlink_to(THE_HOME + '/.ssh/id_grader')")


@attack("F", "secret", "a downloaded file is a link to the gradebook", on="q1_scenarios")
def download_is_the_gradebook(sub: Submission) -> None:
    _download(
        sub, "path.symlink_to(THE_COURSE + '/submitted/zz_victim/q1_scenarios/scenarios.ipynb')"
    )


@attack("H", "harm", "a downloaded file is a pipe that nobody writes into", on="q1_scenarios")
def download_is_a_pipe(sub: Submission) -> None:
    _download(sub, "os.mkfifo(path)")


@attack("H", "harm", "a downloaded file is a device that never ends", on="q1_scenarios", alone=True)
def download_is_a_device(sub: Submission) -> None:
    _download(sub, "path.symlink_to('/dev/zero')")


@attack("H", "harm", "a downloaded file of 180 MB that takes no room", on="q1_scenarios")
def download_is_large(sub: Submission) -> None:
    _download(sub, "with path.open('wb') as file:\n    file.truncate(180_000_000)")


@attack("H", "harm", "a small picture of 140 million points", on="q1_scenarios", alone=True)
def picture_bomb(sub: Submission) -> None:
    sub.answer(
        "q1-images",
        """
        def blur_images(paths, out_folder, processes=2, blur=None):
            made = []
            for path in paths:
                made.append(Path(out_folder) / Path(path).name)
                Image.new("1", (12_000, 12_000)).save(made[-1], "PNG")
            return made
        """,
    )


@attack("F", "secret", "links in place of the folder that results go to", on="q1_scenarios")
def folder_is_a_link(sub: Submission) -> None:
    sub.answer(
        "q1-download",
        """
        def download_all(urls, folder, max_workers=8):
            os.rmdir(folder)
            Path(folder).symlink_to(THE_HOME + "/.ssh")
            return {url: Path(folder) / "id_grader" for url in urls}
        """,
    )
