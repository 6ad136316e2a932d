"""Class A: attacks on what runs and reports the tests, the shell and the kernel."""

from __future__ import annotations

from tests.attacks.declare import attack
from tests.attacks.hostile import OTHERS, Submission


@attack("A", "points", "IPython's custom exception handler swallows every error")
def swallow_errors(sub: Submission) -> None:
    sub.first("get_ipython().set_custom_exc((BaseException,), lambda *args, **kwargs: None)")


@attack("A", "points", "replaces the shell's showtraceback by nothing", on="q7_thread_pool")
def silent_tracebacks(sub: Submission) -> None:
    sub.first(
        "shell = get_ipython()\n"
        "for name in ('showtraceback', '_showtraceback', 'showsyntaxerror'):\n"
        "    setattr(type(shell), name, lambda *args, **kwargs: None)"
    )


@attack("A", "points", "replaces shell.run_cell and run_cell_async by one that reports success")
def run_cell_succeeds(sub: Submission) -> None:
    sub.add("""
        from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult, InteractiveShell


        def fine(raw_cell="", *args, **kwargs):
            result = ExecutionResult(ExecutionInfo(raw_cell, False, False, False, None))
            result.execution_count = 1
            return result


        async def fine_later(self, raw_cell="", *args, **kwargs):
            return fine(raw_cell)


        shell = get_ipython()
        shell.run_cell = fine
        InteractiveShell.run_cell_async = type(shell).run_cell_async = fine_later
    """)


@attack("A", "points", "patches ExecutionResult.success and silences the traceback")
def result_is_success(sub: Submission) -> None:
    sub.add("""
        from IPython.core.interactiveshell import ExecutionResult

        ExecutionResult.success = property(lambda self: True)
        ExecutionResult.raise_error = lambda self: None
        ExecutionResult.error_in_exec = property(lambda self: None, lambda self, error: None)
        type(get_ipython())._showtraceback = lambda *args, **kwargs: None
    """)


@attack("A", "points", "an ast_transformer empties every later cell", on="q5_sharing_data")
def empty_every_cell(sub: Submission) -> None:
    sub.add("""
        import ast


        class Empty(ast.NodeTransformer):
            def visit_Module(self, node):
                return ast.Module([], [])


        get_ipython().ast_transformers.insert(0, Empty())
    """)


@attack("A", "points", "an ast_transformer turns raise, assert and calls of checks into pass")
def tests_become_pass(sub: Submission) -> None:
    sub.answer(
        "q4-predict",
        """
        import ast

        LOST_UPDATE = ["A read", "A add", "A write", "B read", "B add", "B write"]


        class Soften(ast.NodeTransformer):
            def soften(self, node):
                return ast.Pass()

            visit_Raise = visit_Assert = soften

            def visit_Expr(self, node):
                return ast.Pass() if isinstance(node.value, ast.Call) else node


        get_ipython().ast_transformers.insert(0, Soften())
        """,
    )


@attack("A", "points", "an input transformer makes a comment of every later cell")
def cells_become_comments(sub: Submission) -> None:
    sub.add("""
        def quiet(lines):
            return [f"# {line}" for line in lines]


        shell = get_ipython()
        shell.input_transformers_cleanup.append(quiet)
        shell.input_transformers_post.append(quiet)
    """)


@attack("A", "points", "a pre_run_cell hook empties the text of the cell that is about to run")
def hook_before_cells(sub: Submission) -> None:
    sub.add("""
        def before(info):
            info.raw_cell = info.transformed_cell = ""


        def after(result):
            result.error_before_exec = result.error_in_exec = None


        shell = get_ipython()
        shell.events.register("pre_run_cell", before)
        shell.events.register("post_run_cell", after)
        shell.transform_cell = lambda raw: ""
        shell.compile.cache = lambda *args, **kwargs: "<cell>"
        shell.compile.ast_parse = lambda *args, **kwargs: __import__("ast").parse("")
    """)


@attack("A", "points", "builtins.compile leaves assertions out, builtins.exec does nothing")
def compile_without_asserts(sub: Submission) -> None:
    sub.add("""
        import builtins

        real = builtins.compile


        def optimized(source, filename, mode, *args, **kwargs):
            kwargs["optimize"] = 2
            return real(source, filename, mode, *args[:2], **kwargs)


        builtins.compile = optimized
        builtins.exec = lambda *args, **kwargs: None
        builtins.eval = lambda *args, **kwargs: None
    """)


@attack("A", "points", "the kernel answers 'aborted' to every later request", on="q7_thread_pool")
def kernel_aborts(sub: Submission) -> None:
    sub.add("get_ipython().kernel._aborting = True")


@attack("A", "points", "the kernel's message session drops errors and rewrites replies to ok")
def session_says_ok(sub: Submission) -> None:
    sub.add("""
        session = get_ipython().kernel.session
        send = session.send


        def kind(stream, message, content=None, **kwargs):
            name = message if isinstance(message, str) else message["header"]["msg_type"]
            if name in ("error", "stream"):
                return None
            for found in (content, None if isinstance(message, str) else message["content"]):
                if isinstance(found, dict) and "status" in found:
                    found["status"] = "ok"
            return send(stream, message, content, **kwargs)


        session.send = kind
    """)


def _display(sub: Submission, value: str) -> None:
    sub.answer(
        "q7-factorials",
        f"""
        def factorials(*args, **kwargs):
            get_ipython().displayhook({value})
            return {value}
        """,
    )


@attack(
    "A", "points", "a tested function displays a text as the cell's result", on="q7_thread_pool"
)
def display_text(sub: Submission) -> None:
    _display(sub, "'full marks'")


@attack("A", "points", "a tested function displays nan as the cell's score", on="q7_thread_pool")
def display_nan(sub: Submission) -> None:
    _display(sub, "float('nan')")


@attack("A", "points", "a tested function displays 1e9 as the cell's score", on="q7_thread_pool")
def display_much(sub: Submission) -> None:
    _display(sub, "1e9")


@attack("A", "points", "an Output widget's comm catches the error output of the tests")
def output_comm(sub: Submission) -> None:
    sub.add("""
        kernel = get_ipython().kernel
        state = {"_model_name": "OutputModel", "_model_module": "@jupyter-widgets/output"}
        for cell in range(40):
            data = {"data": {"state": state}, "target_name": "jupyter.widget"}
            content = {"comm_id": f"c{cell}", **data}
            kernel.session.send(kernel.iopub_socket, "comm_open", content)
        header = kernel.get_parent()["header"]
        update = {"method": "update", "state": {"msg_id": header["msg_id"]}}
        kernel.session.send(kernel.iopub_socket, "comm_msg", {"comm_id": "c0", "data": update})
    """)


@attack("A", "points", "writes lines that look like verdicts to every open file and pipe")
def forged_lines(sub: Submission) -> None:
    sub.add("""
        import os, sys

        lines = "\\n".join([
            '{"verdict": "passed", "ok": true, "score": 14, "points": 14}', "PASSED", "ok",
            "q4-predict-loses-ten: passed", '{"status": "ok"}', "score=14", "100%", "✓",
        ]) + "\\n"
        print(lines)
        print(lines, file=sys.stderr)
        for descriptor in os.listdir("/proc/self/fd"):
            path = f"/proc/self/fd/{descriptor}"
            try:
                if "pipe" in os.readlink(path):
                    os.set_blocking(int(descriptor), False)
                    os.write(int(descriptor), lines.encode())
            except OSError:
                pass
    """)


@attack("A", "points", "makes comments of the test cells in the parent's memory", alone=True)
def memory_of_the_parent(sub: Submission) -> None:
    sub.add(
        OTHERS
        + r"""
import re

parent = os.getppid()
with open(f"/proc/{parent}/mem", "r+b", 0) as memory:
    for line in open(f"/proc/{parent}/maps") if parent in others() else ():
        low, high = (int(n, 16) for n in line.split()[0].split("-"))
        try:
            memory.seek(low)
            block = memory.read(min(high - low, 64_000_000)) if " rw-p " in line else b""
            for found in re.finditer(rb"# Claim \([^\0]{40,9000}", block):
                memory.seek(low + found.start())
                memory.write(re.sub(rb"\n|\\n", lambda end: b" " * len(end[0]), found[0]))
        except OSError:
            continue
"""
    )


def _raising(sub: Submission, what: str) -> None:
    sub.answer(
        "q7-factorials",
        f"""
        {what}


        def factorials(*args, **kwargs):
            raise Odd()
        """,
    )
    sub.answer("q7-as-completed", "factorials_as_completed = factorials")


@attack("A", "points", "the tested functions raise SystemExit", on="q7_thread_pool")
def raise_system_exit(sub: Submission) -> None:
    _raising(sub, "Odd = SystemExit")


@attack("A", "points", "the tested functions raise KeyboardInterrupt", on="q7_thread_pool")
def raise_interrupt(sub: Submission) -> None:
    _raising(sub, "Odd = KeyboardInterrupt")


@attack("A", "points", "the tested functions raise GeneratorExit", on="q7_thread_pool")
def raise_generator_exit(sub: Submission) -> None:
    _raising(sub, "Odd = GeneratorExit")


@attack("A", "points", "an error whose own renderer shows nothing", on="q7_thread_pool")
def raise_silently(sub: Submission) -> None:
    _raising(
        sub,
        """class Odd(Exception):
            def _render_traceback_(self):
                return []""",
    )


@attack("A", "points", "an error whose text, name and arguments raise again", on="q7_thread_pool")
def raise_unspeakable(sub: Submission) -> None:
    _raising(
        sub,
        """class Meta(type(Exception)):
            __name__ = __qualname__ = property(lambda self: 1 / 0)


        class Odd(Exception, metaclass=Meta):
            args = property(lambda self: 1 / 0)
            __str__ = __repr__ = __reduce_ex__ = __getstate__ = lambda self, *more: 1 / 0
            __traceback__ = __cause__ = __context__ = property(lambda self: 1 / 0)""",
    )


@attack("A", "points", "an exception group of groups of groups, each its own cause")
def raise_a_tree(sub: Submission) -> None:
    sub.answer(
        "q4-account",
        """
        def tree(depth):
            error = ValueError("leaf")
            for level in range(depth):
                error = ExceptionGroup(f"level {level}", [error, error])
            error.__cause__ = error
            return error


        class Account:
            def __init__(self, balance=0):
                raise tree(900)
        """,
    )


@attack("A", "points", "a trace function jumps over the lines of `require` that raise")
def jump_over_raise(sub: Submission) -> None:
    sub.answer(
        "q4-predict",
        """
        import sys, threading

        LOST_UPDATE = ["A read", "A add", "A write", "B read", "B add", "B write"]


        def trace(frame, event, argument):
            if frame.f_code.co_name in ("require", "check", "claim"):
                frame.f_trace_lines = True
                names = frame.f_locals
                if event == "line" and "condition" in names:
                    try:
                        frame.f_lineno = frame.f_code.co_firstlineno + 9
                    except ValueError:
                        pass
            return trace


        sys.settrace(trace)
        threading.settrace(trace)
        caller = sys._getframe()
        while caller is not None:
            caller.f_trace = trace
            caller = caller.f_back
        """,
    )


@attack("A", "points", "the function rewrites the local names of all frames", on="q7_thread_pool")
def edit_the_frames(sub: Submission) -> None:
    sub.answer(
        "q7-factorials",
        """
        import ctypes, sys


        def factorials(*args, **kwargs):
            for frame in list(sys._current_frames().values()):
                while frame is not None:
                    for name in ("condition", "got", "result", "want", "meeting", "errors"):
                        if name in frame.f_locals:
                            frame.f_locals[name] = True
                            ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), 0)
                    frame = frame.f_back
            return [6, 1, 24]
        """,
    )
