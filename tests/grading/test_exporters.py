"""Grades as spreadsheets, Canvas and Moodle read them."""

import csv
import io
import logging
import re
import shutil
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from conftest import ROOT

from course.__main__ import main
from course.errors import CourseError
from course.grading import exporters
from course.grading.exporters import CanvasExporter, MoodleExporter, SpreadsheetExporter
from course.grading.folder import Folder

PEOPLE = {
    "ann": {"first_name": "Ann", "last_name": 'Lee, "Jr."', "email": "ann@x.org"},
    "bob": {"first_name": "Bob", "last_name": "Müller", "email": "bob@x.org"},
    "eve": {
        "first_name": '=HYPERLINK("http://evil.example";"me")',
        "last_name": "@SUM(1+1)*cmd|' /C calc'!A0",
        "email": "-2+3\t+cmd@x.org",
    },
}


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A gradebook with two assignments (3 + 1 points), three people, and no submission."""
    root = tmp_path_factory.mktemp("gradebook")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    with Folder(root).gradebook() as book:
        for name in ("a1", "a2"):
            book.update_or_create_assignment(name, duedate="2026-12-01 12:00:00 UTC")
            book.update_or_create_notebook("work", name)
            for cell, points, kind in (("test", 3, "code"), ("why", 1, "markdown")):
                book.update_or_create_grade_cell(
                    cell, "work", name, max_score=points, cell_type=kind
                )
                book.update_or_create_source_cell(cell, "work", name, cell_type=kind)
            book.update_or_create_solution_cell("why", "work", name)
        for student, known in PEOPLE.items():
            book.update_or_create_student(student, **known)
    return root / "gradebook.db"


@pytest.fixture
def gradebook(folder, empty):
    """A copy of it, open, in a course folder."""
    shutil.copy(empty, folder.root)
    with folder.gradebook() as book:
        yield book


def submit(book, student, assignment="a1", test=3.0, why=1.0, days_late=0):
    """A graded submission; without points for `why` this answer waits to be marked."""
    when = datetime(2026, 12, 1, 12) + timedelta(days=days_late)
    found = book.update_or_create_submission(assignment, student, timestamp=when)
    (notebook,) = found.notebooks
    for grade in notebook.grades:
        if grade.cell.name == "test":
            grade.auto_score, grade.needs_manual_grade = test, test is None
        else:
            grade.manual_score, grade.needs_manual_grade = why, why is None
    book.db.commit()
    return found


def exported(kind, book, tmp_path, **settings):
    """What is written, as rows, and what was logged."""
    exporter = kind(to=str(tmp_path / "out.csv"), **settings)
    lines = []
    exporter.log = logging.Logger("test")
    exporter.log.addFilter(lambda record: lines.append(record.getMessage()))
    place = exporter.write(book)
    return list(csv.reader(io.StringIO(place.read_text(encoding="utf-8"), newline=""))), lines


def as_canvas_reads_it(rows, known):
    """Login name -> {title: score}, as lib/gradebook_importer.rb of canvas-lms finds them.

    `known` has the login names that Canvas has; nobody else is found.
    """
    header = rows[0]
    assert len(header) > 3
    assert "Student" in header[0]
    assert "ID" in header[1]
    assert re.search(r"SIS\s+User\s+ID", header[2])
    assert re.search(r"SIS\s+Login\s+ID", header[3])
    assert "Section" in header[4]
    titles = header[5:]
    assert not any(re.search("(Current|Final) (Score|Points|Grade)", title) for title in titles)
    found, possible = {}, {}
    for row in rows[1:]:
        assert len(row) == len(header)
        if "Points Possible" in row[0]:
            possible = dict(zip(titles, map(float, row[5:]), strict=True))
        elif row[3] in known:
            found[row[3]] = dict(zip(titles, row[5:], strict=True))
    return found, possible


def as_moodle_reads_it(rows, key, known):
    """Who -> {item: grade}, as grade/import/csv of moodle does; one unknown person ends it."""
    header, *lines = [[value.strip() for value in row] for row in rows]
    found, who = {}, None
    for line in lines:
        assert len(line) == len(header)
        row = dict(zip(header, line, strict=True))
        if row[key]:  # otherwise it is still the person of the line before
            assert row[key] in known, "the whole import is given up"
            who = row[key]
        items = header[header.index(key) + 1 :]
        items = [item for item in items if item not in ("ID number", "Email address")]
        found.setdefault(who, {}).update(
            {item: None if row[item] in ("", "-") else float(row[item]) for item in items}
        )
    return found


def test_canvas_finds_everybody_and_every_grade(gradebook, tmp_path):
    submit(gradebook, "ann")
    submit(gradebook, "bob", test=1 / 3, why=0.5)
    submit(gradebook, "bob", "a2", test=0.0, why=0.0)
    rows, _ = exported(CanvasExporter, gradebook, tmp_path, titles={"a1": "Doubling (4711)"})
    found, possible = as_canvas_reads_it(rows, set(PEOPLE))
    assert possible == {"Doubling (4711)": 4.0, "a2": 4.0}
    assert found == {
        "ann": {"Doubling (4711)": "4", "a2": ""},
        "bob": {"Doubling (4711)": "0.8333", "a2": "0"},
    }
    assert [row[0] for row in rows] == [
        "Student", "    Points Possible", 'Lee, "Jr.", Ann', "Müller, Bob"
    ]  # fmt: skip


def test_canvas_gets_its_own_number_only_where_it_is_one(gradebook, tmp_path):
    for student, number in (("ann", "4711"), ("bob", "12b")):
        gradebook.update_or_create_student(student, lms_user_id=number)
        submit(gradebook, student)
    settings = {"identified_by": "SIS User ID", "section": "Monday"}
    rows, _ = exported(CanvasExporter, gradebook, tmp_path, **settings)
    assert [row[1:5] for row in rows[2:]] == [
        ["4711", "ann", "", "Monday"],
        ["", "bob", "", "Monday"],
    ]


def test_moodle_finds_everybody_and_every_grade(gradebook, tmp_path):
    submit(gradebook, "ann")
    submit(gradebook, "bob", test=1.5, why=0.25)
    submit(gradebook, "bob", "a2", test=0.0, why=0.0)
    rows, _ = exported(MoodleExporter, gradebook, tmp_path)
    wanted = {"ann": {"a1": 4.0, "a2": None}, "bob": {"a1": 1.75, "a2": 0.0}}
    assert as_moodle_reads_it(rows, "Username", set(PEOPLE)) == wanted
    by_mail = as_moodle_reads_it(rows, "Email address", {"ann@x.org", "bob@x.org"})
    assert list(by_mail.values()) == list(wanted.values())
    rows, _ = exported(MoodleExporter, gradebook, tmp_path, percent=True)
    assert as_moodle_reads_it(rows, "Username", set(PEOPLE))["bob"]["a1"] == 43.75


def test_moodle_gets_no_column_that_names_only_some(gradebook, tmp_path):
    gradebook.update_or_create_student("bob", email=None)
    gradebook.update_or_create_student("ann", lms_user_id="7")
    gradebook.update_or_create_student("bob", lms_user_id="8")
    submit(gradebook, "ann", test=3.0)
    submit(gradebook, "bob", test=0.0)
    rows, lines = exported(MoodleExporter, gradebook, tmp_path)
    assert rows[0] == ["First name", "Last name", "Username", "ID number", "a1", "a2"]
    assert "There is no column Email address: bob have none" in lines
    found = as_moodle_reads_it(rows, "ID number", {"7", "8"})
    assert [scores["a1"] for scores in found.values()] == [4.0, 1.0]


@pytest.mark.parametrize("kind", [SpreadsheetExporter, CanvasExporter, MoodleExporter])
def test_no_cell_is_a_formula_and_every_row_is_whole(kind, gradebook, tmp_path):
    submit(gradebook, "eve")
    rows, _ = exported(kind, gradebook, tmp_path, titles={"a1": "=1+1"} if "titles" in
                       kind.class_trait_names() else {})  # fmt: skip
    assert {len(row) for row in rows} == {len(rows[0])}
    assert any("HYPERLINK" in cell for row in rows for cell in row)
    for row in rows:
        for cell in row:
            assert cell == "-" or not cell.lstrip().startswith(tuple("=+-@\t\r\n＝＋－＠"))
            assert not set("\t\r\n") & set(cell)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("ann", "ann"),
        ("=1+1", "'=1+1"),
        (" \t=1", "'=1"),
        ("＝1", "'＝1"),
        ("a\r\n=1", "a =1"),
        ("'=1", "'=1"),
        (12, "12"),
    ],
)
def test_text_is_made_safe(value, text):
    assert exporters.safe(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (0.0, "0"), (10.0, "10"), (0.25, "0.25"), (1 / 3, "0.3333"), (100.0, "100")],
)
def test_numbers_have_no_more_digits_than_they_need(value, text):
    assert exporters.number(value) == text


def test_what_is_not_final_is_named_and_left_blank(gradebook, tmp_path):
    submit(gradebook, "ann")
    submit(gradebook, "bob", why=None)
    submit(gradebook, "eve", test=None, why=None)
    rows, lines = exported(SpreadsheetExporter, gradebook, tmp_path, assignment=["a1"])
    table = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert [(r["student_id"], r["score"], r["raw_score"], r["state"]) for r in table] == [
        ("ann", "4", "4", "final"),
        ("bob", "", "", "to mark"),
        ("eve", "", "", "not graded"),
    ]
    assert "bob/a1 is not final: an answer waits to be marked" in lines
    assert any(line.startswith("eve/a1 is not final: grading has not") for line in lines)
    found, _ = as_canvas_reads_it(exported(CanvasExporter, gradebook, tmp_path)[0], set(PEOPLE))
    assert set(found) == {"ann"}
    rows, lines = exported(CanvasExporter, gradebook, tmp_path, unfinished=True)
    found, _ = as_canvas_reads_it(rows, set(PEOPLE))
    assert {student: scores["a1"] for student, scores in found.items()} == {"ann": "4", "bob": "3"}
    assert any("(its points so far are exported)" in line for line in lines)


def test_nothing_submitted_is_no_grade_unless_it_is_said(gradebook, tmp_path):
    submit(gradebook, "ann")
    rows, _ = exported(SpreadsheetExporter, gradebook, tmp_path, assignment=["a1"])
    assert [row[-3] for row in rows[1:]] == ["4", "", ""]
    rows, _ = exported(
        SpreadsheetExporter, gradebook, tmp_path, assignment=["a1"], missing_as_zero=True
    )
    assert [row[-3] for row in rows[1:]] == ["4", "0", "0"]
    assert [row[-1] for row in rows[1:]] == ["final", "not submitted", "not submitted"]


def test_late_penalties_are_taken_off_and_must_be_up_to_date(folder, gradebook, tmp_path):
    config = folder.config()
    config.LateSubmissionPlugin.penalty_method = "zero"
    submit(gradebook, "ann")
    late = submit(gradebook, "bob", days_late=1)
    rows, lines = exported(MoodleExporter, gradebook, tmp_path, config=config)
    assert set(as_moodle_reads_it(rows, "Username", set(PEOPLE))) == {"ann"}
    wanted = "bob/a1 is not final: its late penalty is not what dates and marks give"
    assert [line.partition(": course grade")[0] for line in lines[:-1]] == [wanted]
    late.notebooks[0].late_submission_penalty = 4.0
    gradebook.db.commit()
    rows, _ = exported(MoodleExporter, gradebook, tmp_path, config=config)
    found = as_moodle_reads_it(rows, "Username", set(PEOPLE))
    assert (found["ann"]["a1"], found["bob"]["a1"]) == (4.0, 0.0)
    rows, _ = exported(SpreadsheetExporter, gradebook, tmp_path, config=config, student=["bob"])
    assert rows[1][7:] == ["4", "4", "0", "4", "final"]


def test_the_columns_are_those_of_nbgrader(gradebook, tmp_path):
    from nbgrader.plugins import CsvExportPlugin

    submit(gradebook, "ann")
    gradebook.update_or_create_student("ann", last_name="Lee")
    CsvExportPlugin(to=str(tmp_path / "stock.csv"), student=["ann"]).export(gradebook)
    stock = list(csv.DictReader((tmp_path / "stock.csv").open()))
    rows, _ = exported(SpreadsheetExporter, gradebook, tmp_path, student=["ann"])
    ours = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert list(ours[0])[:-1] == list(stock[0])
    for one, other in zip(ours[:1], stock[:1], strict=True):
        for name, value in other.items():
            points = "score" in name or "penalty" in name
            assert one[name] == (exporters.number(float(value)) if points else value)


def test_nothing_final_writes_no_file(gradebook, tmp_path):
    submit(gradebook, "bob", why=None)
    with pytest.raises(CourseError, match="no final grade"):
        exported(CanvasExporter, gradebook, tmp_path)
    assert not (tmp_path / "out.csv").exists()
    with pytest.raises(CourseError, match="no student 'zoe'"):
        exported(CanvasExporter, gradebook, tmp_path, student=["zoe"])


@pytest.mark.slow
def test_the_verb_and_nbgrader_write_the_same(folder, gradebook, capsys):
    submit(gradebook, "ann")
    submit(gradebook, "bob", why=None)
    root = str(folder.root)
    place = folder.root / "verb.csv"
    words = ["export", "canvas", "a1", "--to", str(place), "--course", root]
    assert main(words) == 0
    assert "bob/a1 is not final" in capsys.readouterr().out
    assert nbgrader(folder, "--to", "plugin.csv", "--assignment", '["a1"]').returncode == 0
    assert (folder.root / "plugin.csv").read_text() == place.read_text()
    assert main([*words, "--unfinished", "--student", "bob"]) == 0
    assert "Müller" in place.read_text(encoding="utf-8")
    done = nbgrader(folder, "--to", "plugin.csv", "--assignment", '["a1"]', "--student",
                    '["bob"]', "--Exporter.unfinished=True")  # fmt: skip
    assert done.returncode == 0
    assert (folder.root / "plugin.csv").read_text() == place.read_text()
    done = nbgrader(folder, "--assignment", '["a9"]')
    assert done.returncode == 1
    assert "The gradebook has no assignment 'a9'." in done.stderr
    assert "Traceback" not in done.stderr


def nbgrader(folder, *words):
    exporter = "course.grading.exporters.CanvasExporter"
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", "export", "--exporter", exporter, *words],
        cwd=folder.root, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_an_unknown_format_or_place_is_said(folder, gradebook, capsys):
    submit(gradebook, "ann")
    root = str(folder.root)
    assert main(["export", "excel", "--course", root]) == 2
    assert main(["export", "csv", "--to", f"{root}/none/x.csv", "--course", root]) == 1
    assert "Name another file with --to." in capsys.readouterr().err
