"""The `course` command: words, exit codes and next steps."""

from __future__ import annotations

import csv
import io
import subprocess
import sys

import pytest
from conftest import ROOT

from course.__main__ import main, parser

VERBS = (
    "generate", "samples", "grade", "feedback", "handouts", "grades", "export", "pack", "demo",
    "doctor",
)  # fmt: skip


def run(capsys, *words):
    code = main(words)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(capsys, verb):
    code, out, _ = run(capsys, verb, "--help")
    assert code == 0
    assert "Example: course" in out


@pytest.mark.parametrize("words", [[], ["grad"], ["grade", "--job"], ["grade", "--jobs", "two"]])
def test_wrong_words_are_usage_errors(capsys, words):
    assert run(capsys, *words)[0] == 2


def test_an_unknown_assignment_gets_the_nearest_one(capsys, folder):
    code, _, err = run(capsys, "generate", "a11", "--course", str(folder.root))
    assert code == 2
    assert "There is no assignment 'a11'" in err
    assert "Did you mean 'a1'?" in err


def test_no_course_folder_is_a_failure_with_a_next_step(capsys, tmp_path):
    code, _, err = run(capsys, "grade", "--course", str(tmp_path))
    assert code == 1
    assert "not a course folder" in err
    assert "→" in err


def test_nothing_submitted_is_a_failure_with_a_next_step(capsys, folder):
    code, _, err = run(capsys, "grade", "--course", str(folder.root))
    assert code == 1
    assert "course samples" in err


@pytest.mark.slow
def test_a_number_of_jobs_must_be_a_number(capsys, folder):
    (folder.submitted / "ann" / "a1").mkdir(parents=True)
    code, _, err = run(capsys, "grade", "--jobs", "0", "--course", str(folder.root))
    assert code == 2
    assert "--jobs 0" in err


@pytest.mark.slow
def test_the_whole_course_from_the_command_line(capsys, folder):
    root = str(folder.root)
    assert run(capsys, "generate", "--course", root)[0] == 0
    assert run(capsys, "generate", "--check", "--course", root)[0] == 0
    assert run(capsys, "samples", "--course", root)[0] == 0
    (folder.root / "gradebook.db").unlink()
    code, out, _ = run(capsys, "grade", "--course", root)
    assert code == 0
    assert "Entering a1, a2 into the gradebook" in out
    assert "Graded 6 submissions" in out
    code, out, _ = run(capsys, "grade", "--student", "complete", "--course", root)
    assert "2 had not changed" in out
    assert run(capsys, "feedback", "a1", "--course", root)[0] == 0
    assert (folder.feedback / "complete" / "a1" / "work.html").is_file()
    code, out, _ = run(capsys, "grades", "--csv", "-", "--course", root)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["automatic"] for row in rows if row["student"] == "complete"} == {"3.0"}
    code, out, _ = run(capsys, "grades", "--course", root)
    assert "complete" in out
    (folder.release / "a1" / "work.ipynb").write_text("{}")
    assert run(capsys, "generate", "--check", "--course", root)[0] == 1


@pytest.mark.slow
def test_the_doctor_looks_at_everything(capsys):
    code, out, _ = run(capsys, "doctor", "--course", str(ROOT))
    assert code == 0
    for word in (
        "Python",
        "Start method",
        "interpreter lock",
        "Sandbox",
        "JupyterLab",
        "Exchange",
    ):
        assert word in out


def test_the_command_is_a_module_too():
    found = subprocess.run(
        [sys.executable, "-m", "course", "--help"], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0
    assert parser().prog == "course"
    for verb in VERBS:
        assert verb in found.stdout
