"""The README says what is there."""

from __future__ import annotations

import re
import subprocess

import pytest
from conftest import ROOT

from course.__main__ import parser

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_make_command_is_a_target():
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"make (\w+)", README))
    assert named - {"sure"} <= targets
    assert {"demo", "test", "lab"} <= named


@pytest.mark.parametrize("words", sorted(set(re.findall(r"`course ([^`]+)`", README))))
def test_every_course_command_is_understood(words):
    parser().parse_args(words.split())


def test_every_verb_is_named():
    verbs = next(iter(parser()._subparsers._group_actions)).choices
    assert set(verbs) - {"demo"} <= set(re.findall(r"`course (\w+)", README))


def test_pictures_and_folders_are_there():
    for path in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README):
        assert (ROOT / path).is_file()
    for folder in re.findall(r"\b(course/\w+|source|release)\b", README):
        assert (ROOT / folder).is_dir()


def test_make_explains_itself():
    found = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "make demo" in found.stdout
