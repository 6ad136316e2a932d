"""What is told of a class at the end, and on the way."""

import io

import pytest
from rich.console import Console

from course.grading import summary
from course.grading.classroom import Graded, Work
from course.grading.progress import ClassSteps
from course.grading.record import Outcome


def result(student, points, state="graded", before=None, why="new", **outcome):
    missed = ("it doubles",) if points < 4 else ()
    work = Work("a1", student, why=why)
    return Graded(work, state, "", Outcome(points, 4.0, missed, **outcome), before)


CLASS = [
    result("ann", 4.0, seconds=1.0),
    result("bob", 0.0, "zero", zero="no notebook", reported=True, seconds=0.5),
    result("cy", 2.0, before=4.0, why="changed test", incidents=2, reported=True, seconds=9.0),
    result("dee", 2.0, "unchanged", seconds=99.0),
    Graded(Work("a1", "eve"), "failed", "its grader ended"),
]


def shown(found, **options):
    out = io.StringIO()
    summary.show(found, Console(file=out, width=80, **options))
    return out.getvalue()


def test_a_class_is_summed_up():
    found = summary.summarize(CLASS)
    (points,) = found.distributions
    assert (points.submissions, points.of, points.lowest, points.highest) == (4, 4, 0, 4)
    assert points.quartiles == (1.5, 2, 2.5)
    assert points.histogram == (1, 0, 0, 0, 0, 2, 0, 0, 0, 1)
    assert found.missed == [summary.Missed("a1", "it doubles", 3, 4)]
    assert found.changes == [summary.Change("cy", "a1", 4.0, 2.0, "changed test")]
    assert [key for key, _ in found.slowest] == ["cy/a1", "ann/a1", "bob/a1"]
    assert found.reports == ["bob/a1", "cy/a1"]
    assert found.states == {"graded": 2, "zero": 1, "unchanged": 1, "failed": 1}
    assert (found.incidents, found.zero) == (2, {"bob/a1": "no notebook"})
    assert found.failed == {"eve/a1": "its grader ended"}


def test_the_summary_fits_a_terminal():
    text = shown(summary.summarize(CLASS))
    assert "3 of 4  a1: it doubles" in text
    assert "cy/a1: 4 → 2 (changed test)" in text
    assert "9.0 s  cy/a1" in text
    assert "Integrity reports to read: 2" in text
    row = next(line for line in text.splitlines() if line.startswith("│ a1"))
    assert row.replace("│", "").split()[:8] == ["a1", "4", "4", "0", "1.5", "2", "2.5", "4"]
    assert "…" not in row
    assert max(map(len, text.splitlines())) <= 80


def test_a_class_of_none_and_one_of_one():
    assert shown(summary.summarize([])) == ""
    (points,) = summary.summarize([result("ann", 4.0)]).distributions
    assert points.quartiles == (4, 4, 4)
    assert shown(summary.summarize([CLASS[-1]])) == ""


def test_long_lists_are_cut():
    many = [result(f"s{n:02}", float(n % 4), before=4.0) for n in range(20)]
    text = shown(summary.summarize(many))
    assert text.count("→") == summary.SHOWN
    assert "--json" in text


def steps(terminal):
    out = io.StringIO()
    console = Console(file=out, width=100, force_terminal=terminal)
    with ClassSteps(console, "Grading", 4) as found:
        found.skip("ann/a1")
        found.begin("bob/a1")
        found.begin("cy/a1")
        assert found.state(1) == "2 in flight, 1 left"
        found.end("bob/a1", incidents=1)
        found.end("cy/a1", note="zero points: no notebook")
        found.begin("dee/a1")
        assert "1 in flight, 0 left" in found.state(3)
        found.skip("dee/a1")
        assert "0 in flight, 0 left" in found.state(4)
    return out.getvalue()


def test_a_log_has_a_line_for_each_that_was_graded():
    first, second = steps(terminal=False).splitlines()
    assert first.startswith("Grading 2/4: bob/a1  (1 in flight, 1 left, ")
    assert first.endswith(" to go, 1 incident)")
    assert second.startswith("Grading 3/4: cy/a1  zero points: no notebook  (0 in flight, 1 left")


@pytest.mark.parametrize("word", ["in flight", "time to go", "4/4"])
def test_a_terminal_has_a_bar(word):
    assert word in steps(terminal=True)


def test_a_terminal_has_lines_for_problems_only():
    lines = [line for line in steps(terminal=True).splitlines() if "Grading 3/4: cy/a1" in line]
    assert len(lines) == 1
    assert "Grading 2/4" not in steps(terminal=True)
