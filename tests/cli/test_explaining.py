"""split --explain: what it says, on any width, without colours, whatever is in the article."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.cli.explaining import put_explained
from annotator.cli.marking import Bar, marked
from annotator.domain.article import Metadatum, ReadArticle, Region
from annotator.domain.claim import Claim, ClaimSet, Edit, Flag
from annotator.domain.text import canonical
from annotator.services.splitting import SplitArticle

Call = Callable[..., Any]
CORPUS = Path(__file__).parents[2] / "corpus"
TEXT = """Talks end

RIVERTON (Valley Wire, 20 February 2026) - The ministry was away. Moscow has left itself a way back, \
Ada Lund said on Friday.

The bridge is [very] old. Was it safe?
"""


@pytest.fixture
def explain(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    def lines_of(text: str, *options: str, width: int = 80) -> list[str]:
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        monkeypatch.setenv("COLUMNS", str(width))
        done = call("split", "a.txt", "--explain", *options)
        assert done.code == 0, done.err
        return done.out.splitlines()

    return lines_of


STORY = "TOP\nAda left Vik, she said on Friday. Nobody saw [them].\nAda left Vik, she said on Friday.\n"
SAID, SEEN, COPY = (4, 37), (38, 56), (57, 90)
CLAIMS = (
    Claim(
        ((4, 16),),
        "Ada left Vik.",
        speaker="she",
        cue="said",
        rule="said-behind+verb-and",
        partner=1,
        occurrences=((57, 69),),
        edits=(Edit("stop", 16, 16, "."),),
    ),
    Claim(
        ((4, 16), (18, 36)),
        "She said on Friday that Ada left Vik.",
        "utterance",
        "she",
        "said",
        date="2026-02-20",
        rule="said-behind+verb-and",
        partner=0,
        edits=(Edit("added", 4, 4, "She said on Friday that "), Edit("left_out", 18, 36)),
    ),
    Claim(
        ((4, 7), (38, 55)),
        "nobody saw [them]",
        rule="foreign-rule",
        flags=(Flag("pronoun", 50, 54), Flag("editorial", 49, 55)),
        edits=(Edit("copied", 4, 7), Edit("case", 38, 39, "n"), Edit("replaced", 45, 48, "“saw”")),
        like=0,
        likeness="similar",
    ),
)

EXPLAINED = """\
── a.txt ───────────────────────────────────────────────────────────────────────
published 2026-02-20 (dateline)
splitter  llm 1, model steady:7b
note      It was dark.
bars      ━━━ words of a claim; ─── words that it has in common with another

headline 0-3
    TOP

body 4-56

    sentence 1, 4-37
    Ada left Vik, she said on Friday.
 1  ━━━━━━━━━━━━
 2  ────────────  ━━━━━━━━━━━━━━━━━━
    times     “Friday” 2026-02-20 (weekday-past)
 1  content   Ada left Vik.
      rule      said-behind: what was said; who said it stands behind
      rule      verb-and: a further verb joined by “and”; the subject is copied
                to it
      who       she, with “said”
      see       utterance 2
      changes   a stop
      again at  57-69
 2  utterance She said on Friday that Ada left Vik.
      rule      said-behind+verb-and, as for content 1
      who       she, with “said”
      when      2026-02-20
      changes   added “She said on Friday that ”; left out “she said on Friday”

    sentence 2, 38-56
    Nobody saw [them].
 3  ━━━━━━━━━━━━━━━━━
 3  content   nobody saw [them]
      rule      foreign-rule
      also from “Ada” 4-7
      flags     pronoun: “them” · editorial insertion: “[them]”
      changes   copied “Ada”; small “n”; ‘“saw”’ for “saw”
      same as   1, nearly

duplicate 57-90, a copy of 4-37
    Ada left Vik, she said on Friday.
"""


def test_everything_that_is_known_of_a_claim_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    read = ReadArticle(STORY, b"", "text", "1", {"published": Metadatum("2026-02-20", "dateline")}, "a.txt")
    made = ClaimSet.build(
        article=read.id,
        splitter="llm",
        version="1",
        model="steady:7b",
        published="2026-02-20",
        regions=[Region("headline", 0, 3), Region("body", 4, 56), Region("duplicate", *COPY, SAID)],
        claims=CLAIMS,
    )
    put_explained(SplitArticle(read, made, (SAID, SEEN), ("It was dark.",)))
    assert capsys.readouterr().out == EXPLAINED


def test_regions_stand_in_the_order_of_the_text(explain) -> None:
    text = "Talks end\n\nThe talks ended on Monday. Nobody came.\n\nTalks end\n\nThe talks ended on Monday.\n"
    headings = [line for line in explain(text) if re.match(r"(headline|body|duplicate)", line)]
    assert headings == ["headline 0-9", "body 11-50", "duplicate 52-61, a copy of 0-9", headings[3]]
    assert headings[3].startswith("duplicate 63-")


def test_a_sentence_without_a_claim_says_so(explain) -> None:
    shown = explain(TEXT)
    at = next(number for number, line in enumerate(shown) if line.strip() == "Was it safe?")
    assert " ".join(shown[at + 1].split()) == "no claim a question, a heading, or no whole sentence"


def test_brackets_and_controls_of_an_article_are_letters(explain) -> None:
    shown = "\n".join(explain("The [bold]mayor[/] left \x1b[31m\u202ered\u2069 on Friday.\n"))
    assert "The [bold]mayor[/] left ␛[31m\ufffdred\ufffd on Friday." in shown
    assert all(line.isprintable() for line in shown.splitlines())


@pytest.mark.parametrize("width", [40, 80, 160])
@pytest.mark.parametrize("name", ["01-withdrawal-from-talks", "09-most-cherez-talmu", "10-toshokan"])
def test_no_line_is_wider_than_the_terminal(explain, name: str, width: int) -> None:
    shown = explain((CORPUS / f"{name}.txt").read_text(encoding="utf-8"), width=width)
    assert max(map(cell_len, shown)) <= width
    assert len(shown) > 20


def test_another_packages_claims_are_explained_as_far_as_they_say(explain, plugin: Path) -> None:
    shown = explain("One line.\n\nAnother line.\n", "--splitter", "lines")
    assert [line.split(",")[0].strip() for line in shown if "sentence" in line] == ["no sentence"] * 2
    assert [line.split() for line in shown if "rule" in line] == [["rule", "line"]] * 2
    assert "  2  content   Another line." in shown or " 2  content   as it stands" in shown


# ------------------------------------------------------------------------------------------- the bars


def drawn(text: str, width: int, *bars: Bar, ascii_only: bool = False) -> list[str]:
    lines = marked(text, (0, len(text)), width, (), bars, ascii_only=ascii_only)
    return [f"{line.label}:{line.text.plain}" for line in lines]


def test_a_bar_stands_under_the_words_of_its_claim() -> None:
    text = "Ada came and left."
    bars = (Bar("1", "", [(0, 8)]), Bar("2", "", [(0, 3), (13, 17)], [(0, 3)]))
    assert drawn(text, 80, *bars) == [":Ada came and left.", "1:━━━━━━━━", "2:───          ━━━━"]
    assert drawn(text, 9, *bars) == [":Ada came", "1:━━━━━━━━", "2:───", ":and left.", "2:    ━━━━"]
    assert drawn(text, 80, *bars, ascii_only=True)[2] == "2:---          ===="


def test_bars_are_as_wide_as_wide_characters() -> None:
    assert drawn("町は橋を閉じた。", 80, Bar("1", "", [(2, 4)])) == [":町は橋を閉じた。", "1:    ━━━━"]


@given(st.text(), st.integers(2, 90), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=4))
def test_bars_of_any_ranges_fit_under_any_text(text: str, width: int, ranges: list[tuple[int, int]]) -> None:
    shown = canonical(text)
    held = [(min(pair), max(pair)) for pair in ranges]
    lines = drawn(shown, width, Bar("1", "", held, held[:1]))
    drawn_text = "".join(line[1:] for line in lines if line[0] == ":")
    assert "".join(drawn_text.split()) == "".join(shown.split())
    for above, line in pairwise(lines):
        if line.startswith("1:"):
            assert cell_len(line) <= cell_len(above) + 1


def test_a_terminal_of_few_letters_gets_bars_of_its_own(run: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The talks ended on Monday, the mayor said. Nobody came.\n")
    shown = run("split", "a.txt", "--explain", env={"PYTHONIOENCODING": "ascii"}).out
    assert "bars      === words of a claim" in shown
    assert "━" not in shown
