"""The command line: `course VERB`, for instructors and maintainers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

EPILOG = "Exit codes: 0 done, 1 something failed, 2 the command was given wrong words."


def parser() -> argparse.ArgumentParser:
    """The words that the command understands."""
    top = argparse.ArgumentParser(
        prog="course",
        description="Generate, grade and hand out the course on concurrency in Python.",
        epilog=EPILOG,
    )
    top.add_argument("--course", metavar="FOLDER", help="the course folder (default: this one)")
    verbs = top.add_subparsers(dest="verb", metavar="VERB", required=True)

    def verb(name: str, text: str, example: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(
            name, help=text, description=text + ".", epilog=f"Example: {example}. {EPILOG}"
        )
        made.add_argument("--course", metavar="FOLDER", default=argparse.SUPPRESS,
                          help="the course folder (default: this one)")  # fmt: skip
        return made

    def assignments(made: argparse.ArgumentParser) -> None:
        made.add_argument("assignments", nargs="*", metavar="ASSIGNMENT", help="default: all")

    def jobs(made: argparse.ArgumentParser) -> None:
        made.add_argument("--jobs", type=int, metavar="N", help="how many notebooks at once")

    made = verb("generate", "make the students' releases", "course generate q4_race_conditions")
    assignments(made)
    made.add_argument("--check", action="store_true", help="only say whether they are up to date")
    verb("samples", "write the sample students' submissions", "course samples")
    made = verb("grade", "grade what was submitted", "course grade q7_thread_pool --student ann")
    assignments(made)
    made.add_argument("--student", action="append", metavar="STUDENT", help="only this one")
    made.add_argument("--force", action="store_true", help="also what has not changed")
    made.add_argument("--dry-run", action="store_true",
                      help="only say what would be graded, and why")  # fmt: skip
    made.add_argument("--no-sandbox", action="store_true",
                      help="run student code with your rights (reports will say so)")  # fmt: skip
    made.add_argument("--executor", metavar="EXECUTOR", default="processes",
                      help="processes (of this machine, the default), or dask://HOST:PORT, "
                      "a scheduler whose workers see this folder")  # fmt: skip
    made.add_argument("--json", metavar="FILE",
                      help="write results and summary for machines (- for stdout)")  # fmt: skip
    jobs(made)
    made = verb("integrity", "show what was noted beside the scores", "course integrity")
    assignments(made)
    made.add_argument("--student", action="append", metavar="STUDENT", help="only this one")
    made = verb("feedback", "write feedback pages for what is graded", "course feedback")
    assignments(made)
    jobs(made)
    made = verb("handouts", "write the notebooks as pages to read", "course handouts --solutions")
    made.add_argument("--solutions", action="store_true", help="also an edition with solutions")
    jobs(made)
    made = verb("grades", "show everybody's points", "course grades --csv grades.csv")
    made.add_argument("--csv", metavar="FILE", help="write them as CSV (- for the terminal)")
    made = verb("export", "write grades as a spreadsheet, or as Canvas or Moodle import them",
                "course export canvas q7_thread_pool --to q7.csv")  # fmt: skip
    made.add_argument("format", choices=("csv", "canvas", "moodle"), metavar="FORMAT",
                      help="csv, canvas or moodle")  # fmt: skip
    assignments(made)
    made.add_argument("--to", metavar="FILE", help="default: grades.csv, grades-canvas.csv, …")
    made.add_argument("--student", action="append", metavar="STUDENT", help="only this one")
    made.add_argument("--unfinished", action="store_true",
                      help="also the points so far where answers wait to be marked")  # fmt: skip
    made.add_argument("--missing-as-zero", action="store_true",
                      help="zero points, not no grade, where nothing was submitted")  # fmt: skip
    made = verb("pack", "pack what students get into a zip file", "course pack --to students.zip")
    assignments(made)
    made.add_argument("--to", metavar="FILE", default="students.zip", help="default: students.zip")
    jobs(verb("demo", "do all of it once, with sample students", "course demo"))
    verb("doctor", "say what of this machine is fit for the course", "course doctor")
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code."""
    try:
        args = parser().parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    from rich.console import Console

    from course.errors import CourseError
    from course.grading import commands

    verbs: dict[str, commands.Verb] = {
        "generate": commands.generate,
        "samples": commands.make_samples,
        "grade": commands.grade,
        "integrity": commands.show_integrity,
        "feedback": commands.write_feedback,
        "handouts": commands.write_handouts,
        "grades": commands.show_grades,
        "export": commands.export_grades,
        "pack": commands.pack,
        "demo": commands.demo,
        "doctor": commands.examine_machine,
    }
    try:
        return verbs[args.verb](args, Console())
    except CourseError as error:
        console = Console(stderr=True, soft_wrap=True)
        console.print(f"course {args.verb}: {error.message}", highlight=False, markup=False)
        if error.next_step:
            console.print(f"  → {error.next_step}", highlight=False, markup=False)
        return error.exit_code
    except KeyboardInterrupt:
        print("Stopped. What was done is kept; run the command again to go on.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
