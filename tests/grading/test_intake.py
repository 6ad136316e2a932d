"""What of a submission's folder is taken in, and that nothing else is opened."""

import os
import socket

import pytest

from course.grading import intake

BOOK = "work.ipynb"


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "submission"
    folder.mkdir()
    (folder / BOOK).write_bytes(b"{}")
    return folder


def take(place, others=()):
    return intake.take_in(place, [BOOK], others)


def test_the_notebook_and_what_is_allowed_are_taken(place):
    (place / "data.csv").write_bytes(b"1")
    (place / "other.csv").write_bytes(b"2")
    taken = take(place, ["data.csv"])
    assert taken.contents == {BOOK: b"{}", "data.csv": b"1"}
    assert taken.others == ["other.csv"]
    assert taken.refused == {}


def test_a_missing_notebook_is_no_refusal(place):
    (place / BOOK).unlink()
    assert take(place) == intake.Taken()


def make_link(path):
    path.symlink_to("/etc/hostname")


def make_dangling_link(path):
    path.symlink_to("nowhere")


def make_folder(path):
    path.mkdir()


def make_socket(path):
    server = socket.socket(socket.AF_UNIX)
    server.bind(os.path.relpath(path))
    server.close()


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (make_link, "a link"),
        (make_dangling_link, "a link"),
        (os.mkfifo, "a named pipe"),
        (make_folder, "a folder"),
        (make_socket, "a socket"),
    ],
)
@pytest.mark.parametrize("name", [BOOK, intake.STAMP])
def test_only_regular_files_are_opened(place, make, kind, name, monkeypatch):
    (place / name).unlink(missing_ok=True)
    monkeypatch.chdir(place)
    make(place / name)
    taken = take(place)
    assert taken.contents.get(name, b"").startswith(b"20" if name == intake.STAMP else b"")
    assert kind in taken.refused[name]


def test_a_device_is_refused():
    with pytest.raises(intake.Refused, match="a device"):
        intake.read_file(intake.Path("/dev/zero"), 10)


def test_a_folder_that_is_a_link_is_refused(place, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(place)
    assert take(link).contents == {}
    assert take(link).refused == {"link": "it is not a folder"}


def test_a_file_that_is_too_large_is_refused(place, monkeypatch):
    monkeypatch.setattr(intake, "NOTEBOOK_BYTES", 1)
    assert take(place).refused == {BOOK: "it is larger than 1e-06 MB"}


def test_a_time_stamp_of_nbgraders_is_kept(place):
    (place / intake.STAMP).write_text("2025-01-15 12:00:00.000000 UTC\n")
    assert take(place).contents[intake.STAMP] == b"2025-01-15 12:00:00.000000 UTC"


@pytest.mark.parametrize(
    "content",
    [b"", b"soon", b"9999-01-01 00:00:00 UTC", b"2025-99-99 00:00:00 UTC", b"\xff", b"1" * 5000],
)
def test_a_bad_time_stamp_is_replaced_by_the_files_time(place, content):
    (place / intake.STAMP).write_bytes(content)
    os.utime(place / intake.STAMP, (1_700_000_000, 1_700_000_000))
    taken = take(place)
    assert taken.contents[intake.STAMP] == b"2023-11-14 22:13:20.000000 UTC"
    assert "the time of the file was taken" in taken.refused[intake.STAMP]


def test_names_of_other_files_are_printable_and_few(place, monkeypatch):
    monkeypatch.setattr(intake, "LOOKED_AT", 60)
    (place / "red\x1b[31m\nforged line").touch()
    os.close(os.open(os.fsencode(place) + b"/\xff", os.O_CREAT))
    for number in range(100):
        (place / f"z{number}").touch()
    others = take(place).others
    assert len(others) == intake.NAMED + 1
    assert others[-1].startswith("at least ")
    assert all(name.isprintable() for name in others)
