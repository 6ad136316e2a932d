"""Hostile submissions reach nothing: a slice of the corpus; `make attacks` tries it all."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.attacks import declare, live
from tests.attacks.__main__ import try_all

ROOT = Path(__file__).parents[1]
SLICE = (  # all of two assignments, so that little is graded beside them
    "result_is_success",
    "equal_to_everything",
    "tag_skip",
    "one_test_more",
    "notebook_links_to_victim",
    "run_the_solution",
    "markup_in_choices",
    "forged_lines",
)


def test_there_are_many_attacks_of_every_class() -> None:
    attacks = declare.corpus()
    count = Counter(attack.letter for attack in attacks)
    assert len(attacks) >= 120
    assert count.keys() == declare.CLASSES.keys()
    assert min(count.values()) >= 10
    assert {attack.wants for attack in attacks} == {"points", "secret", "harm", "live HTML"}


def test_each_attack_says_what_it_tries() -> None:
    reasons = Counter(attack.why for attack in declare.corpus())
    assert [why for why, times in reasons.items() if times > 1 or len(why) < 15] == []


def test_an_attack_cannot_be_declared_twice() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        declare.attack("A", "points", "the same name")(declare.corpus(["tag_skip"])[0].act)


def test_an_unknown_attack_is_named() -> None:
    with pytest.raises(ValueError, match="'tag_skp' is neither"):
        declare.corpus(["tag_skp"])


@pytest.mark.parametrize(
    "page",
    [
        "<script>x</script>",
        "<img src=x onerror=y>",
        "<a href='JaVa\nscript:x'>x</a>",
        "<a href='&#1;javascript:x'>x</a>",
        "<a href='data:text/html,x'>x</a>",
        "<img src='//evil.example/x.png'>",
        "<iframe srcdoc=x></iframe>",
        "<form><input></form>",
        "<style>h1 {display: none}</style>",
        "<div style='position: fixed'>x</div>",
        "<meta http-equiv=refresh content='0;url=x'>",
        "<base href='https://evil.example'>",
        "<svg><animate attributeName=href values='javascript:x'/></svg>",
        "<script src=mathjax.js>mathjax</script>$\\href{javascript:x}{y}$",
        "\x1b[2J",
    ],
)
def test_what_is_live_is_seen(page: str) -> None:
    honest = "<script src=mathjax.js>mathjax</script>"
    assert live.more_than(f"<p>{page}</p>", honest)


def test_what_is_not_live_is_left_alone() -> None:
    harmless = (
        "<h1>x</h1><a href='https://python.org'>x</a><a href='#part'>y</a>"
        "<img src='data:image/png;base64,AAAA' alt='x'>&lt;script&gt; onerror=x"
        "<pre>$\\href{javascript:x}{y}$</pre>"
    )
    assert live.more_than(harmless, "") == []


@pytest.mark.slow
def test_a_process_that_escapes_is_seen_and_ended(tmp_path: Path) -> None:
    escape = "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(60)"
    report = tmp_path / "report.json"
    command = [sys.executable, "-m", "tests.attacks.reaper", "30", str(report)]
    subprocess.run([*command, sys.executable, "-c", escape], cwd=ROOT, check=True)
    facts = json.loads(report.read_text())
    assert facts["code"] == 0
    assert len(facts["left"]) == 1
    assert not Path(f"/proc/{facts['left'][0].split()[0]}").exists()


@pytest.mark.slow
def test_a_slice_of_the_attacks_reaches_nothing() -> None:
    results = try_all(declare.corpus(SLICE), jobs=2)
    reached = {
        result.attack.name: (result.gained, result.seen, result.harmed, result.live)
        for result in results
        if not result.held
    }
    assert reached == {}
    assert {result.score for result in results} == {0.0}
