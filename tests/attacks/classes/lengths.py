"""Class H: submissions that are cheap to write, and of which a grader's own work grows too fast."""

from __future__ import annotations

import json

from tests.attacks.declare import attack
from tests.attacks.hostile import Submission


def _answer(sub: Submission, source: str) -> None:
    """A source as it is, in place of an answer."""
    sub.cell("q7-factorials").source = source


@attack(
    "H", "harm", "a source of nothing but blank lines: patterns that go back", on="q7_thread_pool"
)
def blank_lines(sub: Submission) -> None:
    for _ in range(4):
        sub.last("x")
        sub.notebook.cells[-1].source = "\n" * 99_000


@attack("H", "harm", "a source of spaces and tabs, one long line", on="q7_thread_pool")
def long_blank_line(sub: Submission) -> None:
    _answer(sub, " \t" * 49_000 + "?x")


@attack("H", "harm", "a source of stars, which is long to colour", on="q7_thread_pool")
def long_line_of_stars(sub: Submission) -> None:
    _answer(sub, "*" * 49_000)


@attack("H", "harm", "a chain of 40,000 attributes, sums and calls", on="q7_thread_pool")
def long_chains(sub: Submission) -> None:
    for piece in (".a", "+1", "()", "[0]"):
        sub.last("x")
        sub.notebook.cells[-1].source = "x" + piece * (48_000 // len(piece))


@attack("H", "harm", "brackets and signs nested 40,000 deep", on="q7_thread_pool")
def deep_source(sub: Submission) -> None:
    for piece in ("(", "-", "not ", "lambda:", "1 if 1 else ", "{1:", "f'{", "[x for x in "):
        sub.last("x")
        sub.notebook.cells[-1].source = piece * (48_000 // len(piece)) + "1"


@attack("H", "harm", "a written answer of dollar signs: formulas", on="q7_thread_pool")
def dollar_signs(sub: Submission) -> None:
    sub.cell("q7-why-no-speedup").source = "$" * 29_000
    sub.write("$a" * 14_000)
    sub.write("$" + "\\frac{" * 300 + "$ $" + "x_{" * 600 + "$")


@attack("H", "harm", "Markdown of open brackets, stars and quotes", on="q7_thread_pool")
def open_brackets(sub: Submission) -> None:
    for piece in ("[", "![", "[](", "*a ", "**a*", "> ", "`", "<", "[a](["):
        sub.write(piece * (29_000 // len(piece)))
    sub.write("a|b\n-|-\n" + "|" * 29_000)
    sub.write("\\begin{a}" * 3000)


@attack("H", "harm", "an HTML output of 50,000 open tags", on="q7_thread_pool")
def open_tags(sub: Submission) -> None:
    sub.show({"text/html": "<div>" * 50_000})
    sub.show({"text/html": "<p><table>" * 25_000})


@attack("H", "harm", "a printed text of nothing but escapes", on="q7_thread_pool")
def many_escapes(sub: Submission) -> None:
    sub.add(r"print('\x1b[31m' * 200_000, '\x1b]' * 200_000, '\r' * 500_000, '\x1b[' * 100_000)")


@attack(
    "H",
    "harm",
    "a tested function calls what it is given with 150,000 different numbers",
    on="q7_thread_pool",
    honest=3,  # the function is right where nothing fails
)
def calls_that_are_counted(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        def factorials(numbers=range(1, 11), max_workers=3, func=math.factorial):
            if getattr(func, "__name__", "") == "sometimes":
                for n in range(10, 150_000):
                    func(n)
            with ThreadPoolExecutor(max_workers) as pool:
                return list(pool.map(func, numbers))
        """,
    )


@attack(
    "H", "harm", "a result of a million numbers, which a test looks through", on="q5_sharing_data"
)
def long_results(sub: Submission) -> None:
    sub.answer(
        "q5-manager",
        """
        def complete_order(orders, order_id):
            orders.extend(f"Order {n} completed" for n in range(300_000))


        def complete_orders(order_ids, processes):
            return [f"Order {n} completed" for n in range(300_000)]
        """,
    )


@attack("E", "harm", "a notebook of format 3 with 400,000 cells", on="q7_thread_pool")
def many_old_cells(sub: Submission) -> None:
    cells = '{"cell_type":"code"},' * 400_000
    text = f'{{"nbformat":3,"metadata":{{}},"worksheets":[{{"cells":[{cells[:-1]}]}}]}}'
    sub.raw = text.encode()


@attack("E", "harm", "a notebook of three million empty lists", on="q7_thread_pool")
def many_lists(sub: Submission) -> None:
    sub.raw = (
        sub.text().replace('"kernelspec"', f'"x": [{"[]," * 3_000_000}1], "kernelspec"').encode()
    )


@attack("E", "harm", "a byte order mark, and the lines of an old editor", on="q7_thread_pool")
def byte_order_mark(sub: Submission) -> None:
    sub.raw = b"\xef\xbb\xbf" + sub.text().replace("\n", "\r\n").encode()


@attack("E", "harm", "a source of 40,000 lines of one character, and metadata that are lists")
def many_source_lines(sub: Submission) -> None:
    data = json.loads(sub.text())
    for cell in data["cells"]:
        cell["metadata"] = [] if not cell["metadata"].get("nbgrader") else cell["metadata"]
    data["cells"].append({"cell_type": "code", "source": ["#"] * 40_000, "outputs": {}, "id": 7})
    sub.raw = json.dumps(data).encode()


@attack("E", "harm", "a pipe in the place of the submission's secret", on="q7_thread_pool")
def secret_is_a_pipe(sub: Submission) -> None:
    import os

    os.mkfifo(sub.place / "submission_secret.txt")


@attack("E", "harm", "time stamps with zones that are paths and years at the edge")
def timestamp_at_the_edge(sub: Submission) -> None:
    sub.file("timestamp.txt", "0001-01-01 00:00:00 +2359")


@attack("E", "harm", "a time stamp whose zone is a path", on="q7_thread_pool")
def timestamp_with_a_path(sub: Submission) -> None:
    sub.file("timestamp.txt", "2026-01-01 00:00:00 /etc/localtime")


@attack("E", "harm", "a notebook whose name differs only by how its letters are written", rounds=2)
def name_in_other_letters(sub: Submission) -> None:
    name = sub.path.name
    for other in (
        name.upper(),
        name.replace("_", "\uff3f"),
        f"{name} ",
        f".{name}",
        f"{name}\u200b",
    ):
        sub.file(other, sub.text())
    sub.nothing = sub.round == 2
