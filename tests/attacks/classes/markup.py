"""Class I: markup that gets past a sanitizer by being parsed twice, or by being allowed."""

from __future__ import annotations

import base64

from tests.attacks.classes.pages import ALERT, IMAGE, SCRIPT
from tests.attacks.declare import attack
from tests.attacks.hostile import Submission

PNG = b"\x89PNG\r\n\x1a\n"


@attack(
    "I", "live HTML", "links and pictures by reference, footnotes and titles", on="q7_thread_pool"
)
def reference_links(sub: Submission) -> None:
    sub.write(
        f"[a][1] ![b][2] [c][] [^3] [d]\n\n[1]: javascript:{ALERT} 'x\" onclick=\"{ALERT}'\n"
        f"[2]: //evil.example/x.png \"x' onerror='{ALERT}\"\n[c]: <data:text/html,{SCRIPT}>\n"
        f"[^3]: {IMAGE}\n[d]: &#106;avascript&#58;{ALERT}\n\n<javascript:{ALERT}> <//evil.example>"
    )


@attack("I", "live HTML", "markup that mutates when it is parsed again", on="q7_thread_pool")
def mutating_markup(sub: Submission) -> None:
    pieces = (
        f"<math><mtext><table><mtr><mtd><style><!--</style>{IMAGE}</math>",
        f'<math><annotation-xml encoding="text/html"><style>{IMAGE}</style></math>',
        f"<math><mi><p><mglyph><svg><mtext><style><path id='</style>{IMAGE}'></svg></math>",
        f"<svg><p><style><g title='</style>{IMAGE}'></g></style></p></svg>",
        f"<table><caption><svg><title><template><style>{IMAGE}</style></template></title></svg>",
        f"<noscript><style></noscript>{IMAGE}</style>",
        f"<xmp><p title='</xmp>{IMAGE}'></xmp><plaintext>{IMAGE}",
        f"<![CDATA[>{IMAGE}]]><?x >{IMAGE}?><!-- --!>{IMAGE}<!-->{IMAGE}-->",
        f"&lt;script&gt;{ALERT}&lt;/script&gt; &amp;lt;img src=x onerror={ALERT}&amp;gt;",
    )
    for piece in pieces:
        sub.write(piece)
        sub.show({"text/html": piece})


@attack(
    "I", "live HTML", "styles and classes that are allowed, to cover a score", on="q7_thread_pool"
)
def allowed_styles(sub: Submission) -> None:
    html = (
        '<div class="total schedule" style="margin-left: -999em; padding: 999em; position: fixed">'
        '<p class="err" style="text-align: left; padding: 1px; background: url(//evil.example)">8'
        '</p></div><table class="tasks"><td colspan=99999 rowspan=65534>x</td></table>'
        '<a href="#tasks" id="tasks" name="tasks" target="_top">Skip</a><details open>x</details>'
    )
    sub.write(html)
    sub.show({"text/html": html})


@attack("I", "live HTML", "pictures that are pages, and pages that say they are pictures",
        on="q7_thread_pool")  # fmt: skip
def pictures_of_two_kinds(sub: Submission) -> None:
    page = base64.b64encode(PNG + SCRIPT.encode()).decode()
    sub.show({"image/png": page, "image/jpeg": page})
    svg = base64.b64encode(f'<svg onload="{ALERT}">{SCRIPT}</svg>'.encode()).decode()
    sub.show({"image/png": svg, "image/svg+xml": svg, "image/gif": page})
    sub.write(f"![x](data:image/png;base64,{svg}) ![y](data:image/svg+xml;base64,{svg})")
    sub.show({"text/html": f'<img src="data:image/svg+xml;base64,{svg}">'})


@attack(
    "I", "live HTML", "a picture's text alternative with markup and quotes", on="q7_thread_pool"
)
def text_alternatives(sub: Submission) -> None:
    dot = (
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
        "rkJggg=="
    )
    odd = {"alt": f"x\"{IMAGE}' onload={ALERT}", "width": f"1;{ALERT}", "unconfined": True}
    sub.show({"image/png": dot}, {"image/png": odd, "alt": IMAGE, "needs_background": SCRIPT})


@attack(
    "I", "live HTML", "markup that is cut in the middle of a tag or an escape", on="q7_thread_pool"
)
def cut_in_a_tag(sub: Submission) -> None:
    sub.add(f"print('x' * 59_990 + {IMAGE!r} + '\\x1b[3' + {SCRIPT!r})")
    sub.write("x" * 29_990 + IMAGE)
    sub.show({"text/html": "x" * 299_000 + "<img src=x onerror='" + "y" * 400})


@attack("I", "live HTML", "names that MathJax expands: macros made of macros", on="q7_thread_pool")
def macros_of_macros(sub: Submission) -> None:
    text = (
        f"$\\def\\a{{\\href}}\\a{{javascript:{ALERT}}}{{x}}$ "
        f"$\\let\\b=\\href \\b{{javascript:{ALERT}}}{{x}}$ "
        f"$\\newcommand{{\\c}}[1]{{\\csname hr#1\\endcsname}}\\c{{ef}}{{javascript:{ALERT}}}{{x}}$ "
        "$\\unicode[x;position:fixed]{65}$ $\\mmlToken{mi}[href='javascript:x']{y}$ "
        f"\\\\[ \\href%\n{{javascript:{ALERT}}}{{x}} \\\\]"
    )
    sub.write(text)
    sub.show({"text/html": f"<p>{text}</p>", "text/latex": text})
    sub.answer("q7-why-no-speedup", text)


@attack("I", "live HTML", "magics that display pages of their own", on="q7_thread_pool")
def pages_by_magics(sub: Submission) -> None:
    for kind in ("html", "javascript", "svg", "markdown", "latex"):
        sub.last(f"%%{kind}\n{SCRIPT}{IMAGE}")
    sub.last("from IPython.display import IFrame, display\ndisplay(IFrame('//evil.example', 9, 9))")
    sub.last(f"display({{'text/html': {SCRIPT!r}}}, raw=True, metadata={{'isolated': True}})")
