"""Class E: files that are not what a grader expects."""

from __future__ import annotations

import json
import os
import socket

import nbformat

from tests.attacks.declare import attack
from tests.attacks.hostile import Submission


@attack("E", "harm", "the notebook is cut off in the middle")
def cut_off(sub: Submission) -> None:
    sub.raw = sub.text()[: len(sub.text()) // 2].encode()


@attack("E", "harm", "the notebook is an empty file", on="q7_thread_pool")
def empty_file(sub: Submission) -> None:
    sub.raw = b""


@attack("E", "harm", "bytes that are no UTF-8", on="q7_thread_pool")
def no_utf8(sub: Submission) -> None:
    sub.raw = b"\xff\xfe\x80" * 1000 + sub.text().encode()


@attack("E", "harm", "a UTF-16 file with a byte order mark", on="q7_thread_pool")
def utf16(sub: Submission) -> None:
    sub.raw = sub.text().encode("utf-16")


@attack("E", "harm", "a lone surrogate in the text of a cell")
def surrogate(sub: Submission) -> None:
    text = json.dumps(json.loads(sub.text()))
    sub.raw = text.replace("LOST_UPDATE", "LOST\\ud800UPDATE").encode()


@attack("E", "harm", "metadata nested 100,000 deep", on="q7_thread_pool")
def deep_metadata(sub: Submission) -> None:
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000
    sub.raw = sub.text().replace('"kernelspec"', f'"deep": {deep}, "kernelspec"').encode()


@attack("E", "harm", "an integer of 200,000 digits in the metadata", on="q7_thread_pool")
def long_integer(sub: Submission) -> None:
    sub.raw = sub.text().replace('"kernelspec"', f'"n": {"9" * 200_000}, "kernelspec"').encode()


@attack("E", "harm", "NaN, infinity and doubled keys in the JSON")
def loose_json(sub: Submission) -> None:
    text = sub.text().replace('"kernelspec"', '"n": NaN, "m": -Infinity, "cells": [], "kernelspec"')
    sub.raw = text.replace('"cells": [', '"cells": [], "cells": [', 1).encode()


@attack("E", "harm", "a notebook of 60 MB", alone=True)
def large_notebook(sub: Submission) -> None:
    sub.last("# " + "x" * 60_000_000)


@attack("E", "harm", "a notebook of 3,000 cells", on="q7_thread_pool")
def many_cells(sub: Submission) -> None:
    for number in range(3_000):
        sub.notebook.cells.append(nbformat.v4.new_code_cell("1", id=f"n{number}"))


@attack(
    "E",
    "harm",
    "cells that are no cells: numbers, texts, lists, missing parts",
    on="q7_thread_pool",
)
def no_cells(sub: Submission) -> None:
    content = json.loads(sub.text())
    content["cells"] += [1, "x", [], None, {}, {"cell_type": "code"}, {"cell_type": 5, "source": 7}]
    sub.raw = json.dumps(content).encode()


@attack(
    "E", "harm", "sources that are numbers and dicts, metadata that is null", on="q7_thread_pool"
)
def odd_sources(sub: Submission) -> None:
    content = json.loads(sub.text())
    odd = [7, {"a": 1}, [1, 2], None, ["x", ["y"]]]
    for number, cell in enumerate(content["cells"]):
        if number % 3:
            cell["source"] = odd[number % 5]
        else:
            cell["metadata"] = None
    sub.raw = json.dumps(content).encode()


@attack("E", "harm", "nbformat 3, whose cells are elsewhere")
def nbformat_3(sub: Submission) -> None:
    sub.raw = json.dumps(
        {
            "nbformat": 3,
            "nbformat_minor": 0,
            "metadata": {"name": ""},
            "worksheets": [{"cells": []}],
        }
    ).encode()


@attack("E", "harm", "nbformat 99 and a minor version that is a text", on="q7_thread_pool")
def nbformat_99(sub: Submission) -> None:
    sub.notebook["nbformat_minor"] = "x"
    sub.raw = json.dumps({**json.loads(sub.text()), "nbformat": 99}).encode()


@attack("E", "harm", "a named pipe in the notebook's place: reading it waits for ever", alone=True)
def pipe_as_notebook(sub: Submission) -> None:
    os.mkfifo(sub.path)
    sub.nothing = True


@attack("E", "harm", "a named pipe beside the notebook", alone=True)
def pipe_beside(sub: Submission) -> None:
    os.mkfifo(sub.place / "data.csv")


@attack("E", "harm", "a named pipe as timestamp.txt", alone=True)
def pipe_as_timestamp(sub: Submission) -> None:
    os.mkfifo(sub.place / "timestamp.txt")


@attack("E", "harm", "a socket, a folder and a loop of links beside the notebook")
def odd_files(sub: Submission) -> None:
    server = socket.socket(socket.AF_UNIX)
    here = os.open(sub.place, os.O_RDONLY)  # a socket's name must be short
    try:
        server.bind(f"/proc/self/fd/{here}/socket")
    finally:
        os.close(here)
        server.close()
    (sub.place / "loop").symlink_to("loop")
    (sub.place / "up").symlink_to("../..")
    (sub.place / "work.ipynb").mkdir()


@attack("E", "harm", "a folder in the notebook's place", on="q7_thread_pool")
def folder_as_notebook(sub: Submission) -> None:
    sub.path.mkdir()
    sub.nothing = True


@attack("E", "harm", "the notebook is a link to a device that never ends", alone=True)
def device_as_notebook(sub: Submission) -> None:
    sub.path.symlink_to("/dev/zero")
    sub.nothing = True


@attack("E", "harm", "2,000 empty files in the submission", alone=True)
def many_files(sub: Submission) -> None:
    for number in range(2_000):
        (sub.place / f"file-{number}.txt").touch()


@attack("E", "harm", "a timestamp that is no time", on="q7_thread_pool")
def no_time(sub: Submission) -> None:
    sub.file("timestamp.txt", "yesterday, in time\n\x00\x1b[2J")


@attack("E", "harm", "a timestamp of 90 MB in the year minus 5", alone=True)
def long_timestamp(sub: Submission) -> None:
    sub.file("timestamp.txt", b"-0005-01-01 00:00:00 UTC" + b" " * 90_000_000)


@attack("E", "harm", "a file name that is no UTF-8", on="q7_thread_pool")
def odd_file_name(sub: Submission) -> None:
    path = os.fsencode(sub.place) + b"/\xff\xfe.txt"
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY))


@attack("E", "harm", "terminal escapes, newlines and markup in file names")
def escapes_in_file_names(sub: Submission) -> None:
    for name in ("\x1b[2J\x1b]0;owned\x07.txt", "a\nGraded 1000 submissions.txt", "[red]x[", "-rf"):
        sub.file(name, "x")


@attack("E", "harm", "a file of 190 MB that takes no room, beside the notebook", alone=True)
def sparse_file(sub: Submission) -> None:
    with (sub.place / "data.bin").open("wb") as file:
        file.truncate(190_000_000)


@attack("E", "harm", "a second notebook whose name is not the assignment's", on="q7_thread_pool")
def second_notebook(sub: Submission) -> None:
    copy = sub.path.with_name(f"zz_{sub.path.name}")
    copy.write_text(sub.text(), encoding="utf-8")
    sub.file("Thread_Pool.ipynb", "{}")
