"""What `nbgrader collect` takes from the exchange."""

import os

from nbgrader.coursedir import CourseDirectory

from course.grading.collecting import Collect


def test_only_regular_files_are_collected(tmp_path):
    inbound, submitted = tmp_path / "inbound", tmp_path / "submitted" / "ann" / "a1"
    inbound.mkdir()
    secret = tmp_path / "source.ipynb"
    secret.write_text("the solutions")
    (inbound / "timestamp.txt").write_text("2025-01-15 12:00:00 UTC")
    os.utime(inbound / "timestamp.txt", (1_700_000_000, 1_700_000_000))
    (inbound / "work.ipynb").symlink_to(secret)
    os.mkfifo(inbound / "pipe")
    (inbound / "folder").mkdir()
    (inbound / "large.bin").write_bytes(b"0" * 3000)
    course = CourseDirectory(root=str(tmp_path), max_file_size=2)
    Collect(coursedir=course).do_copy(str(inbound), str(submitted))
    assert [path.name for path in submitted.iterdir()] == ["timestamp.txt"]
    assert (submitted / "timestamp.txt").stat().st_mtime == 1_700_000_000
