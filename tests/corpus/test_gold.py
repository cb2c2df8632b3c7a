"""The sample corpus: every article has gold claims, and each of them stands in its article."""

import json
import re
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.claim import MODES
from annotator.domain.text import canonical
from annotator.readers import read_file

CORPUS = Path(__file__).parents[2] / "corpus"
ARTICLES = sorted(path for path in CORPUS.glob("[0-9][0-9]-*") if path.suffix != ".json")
GOLD = sorted(CORPUS.glob("*.gold.json"))

ARTICLE_FIELDS = {"article", "language", "published", "title", "license", "claims"}
CLAIM_FIELDS = {"text", "exact", "mode", "speaker", "date"}

EDTF_DATE = re.compile("[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]{4}-(?:0[1-9]|1[0-2]|2[1-4])")
"""Year, decade, century, month or season (21 spring ... 24 winter); full days go to `date`."""

Gold = dict[str, Any]


def load(path: Path) -> Gold:
    gold: Gold = json.loads(path.read_text(encoding="utf-8"))
    return gold


def name(path: Path) -> str:
    return path.name.split(".")[0]


def is_edtf_date(value: str) -> bool:
    if EDTF_DATE.fullmatch(value):
        return True
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def is_edtf(value: str) -> bool:
    """A date, or an interval of which one end may be open (`..`)."""
    start, slash, end = value.partition("/")
    ends = [part for part in (start, end) if part != ".."] if slash else [start]
    return bool(ends) and all(is_edtf_date(part) for part in ends)


def places(text: str, piece: str) -> list[int]:
    """Offsets of every occurrence, overlapping ones too."""
    return [at for at in range(len(text)) if text.startswith(piece, at)]


def ranges_of(text: str, claim: Gold) -> list[tuple[int, int]]:
    """Ranges of the claim's pieces; fails where a piece is absent or stands in several places."""
    found = []
    counted = claim.get("occurrence") or [None] * len(claim["exact"])
    assert len(counted) == len(claim["exact"]), claim["text"]
    for piece, number in zip(claim["exact"], counted, strict=True):
        starts = places(text, piece)
        assert starts, f"not in the article: {piece!r}"
        assert number is not None or len(starts) == 1, f"{len(starts)} times: {piece!r}"
        start = starts[(number or 1) - 1]
        found.append((start, start + len(piece)))
    return found


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {path.name: read_file(path).text for path in ARTICLES}


def test_the_corpus_has_ten_articles_and_the_withdrawal_from_talks_comes_first() -> None:
    assert len(ARTICLES) == 10
    assert ARTICLES[0].name == "01-withdrawal-from-talks.txt"


def test_each_article_has_one_gold_file_and_each_gold_file_its_article() -> None:
    assert [load(path)["article"] for path in GOLD] == [path.name for path in ARTICLES]
    assert [name(path) for path in GOLD] == [name(path) for path in ARTICLES]


@pytest.mark.parametrize("path", GOLD, ids=name)
def test_the_article_is_described(path: Path) -> None:
    gold = load(path)
    assert set(gold) == ARTICLE_FIELDS
    assert gold["license"] == "Apache-2.0"
    assert re.fullmatch("[a-z]{2}", gold["language"])
    assert is_edtf_date(gold["published"])


@pytest.mark.parametrize("path", GOLD, ids=name)
def test_the_title_is_one_that_the_source_carries(path: Path) -> None:
    gold = load(path)
    assert gold["title"] in canonical((CORPUS / gold["article"]).read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", GOLD, ids=name)
def test_there_are_at_least_six_content_claims(path: Path) -> None:
    assert sum(claim["mode"] == "content" for claim in load(path)["claims"]) >= 6


@pytest.mark.parametrize("path", GOLD, ids=name)
def test_each_claim_has_its_fields_a_known_mode_and_a_valid_date(path: Path) -> None:
    for claim in load(path)["claims"]:
        assert set(claim) - {"occurrence"} == CLAIM_FIELDS, claim["text"]
        assert claim["mode"] in MODES
        assert claim["mode"] == "content" or claim["speaker"], claim["text"]
        assert claim["date"] is None or is_edtf(claim["date"]), claim["date"]
        assert claim["text"] == claim["text"].strip() != ""
        assert claim["exact"]
        assert all(piece and piece == piece.strip() for piece in claim["exact"])


@pytest.mark.parametrize("path", GOLD, ids=name)
def test_pieces_stand_in_the_article_in_order_without_overlap(path: Path, texts: dict[str, str]) -> None:
    gold = load(path)
    text = texts[gold["article"]]
    for claim in gold["claims"]:
        for (_, end), (start, _) in pairwise(ranges_of(text, claim)):
            assert end <= start, claim["exact"]


@pytest.mark.parametrize("path", GOLD, ids=name)
def test_an_occurrence_is_given_only_where_a_piece_stands_more_than_once(
    path: Path, texts: dict[str, str]
) -> None:
    gold = load(path)
    text = texts[gold["article"]]
    for claim in gold["claims"]:
        if "occurrence" in claim:
            counts = [len(places(text, piece)) for piece in claim["exact"]]
            assert max(counts) > 1, claim["exact"]
            assert all(
                1 <= number <= count for number, count in zip(claim["occurrence"], counts, strict=True)
            ), claim["exact"]


@pytest.mark.parametrize("path", GOLD, ids=name)
def test_the_speaker_is_written_in_the_article(path: Path, texts: dict[str, str]) -> None:
    gold = load(path)
    for claim in gold["claims"]:
        assert claim["speaker"] is None or claim["speaker"] in texts[gold["article"]]


@pytest.mark.parametrize("path", GOLD, ids=name)
def test_an_utterance_holds_the_words_of_the_content_before_it(path: Path, texts: dict[str, str]) -> None:
    gold = load(path)
    text = texts[gold["article"]]
    for content, utterance in pairwise(gold["claims"]):
        attributed = content["mode"] == "content" and content["speaker"]
        if attributed and utterance["mode"] == "utterance":
            assert set(ranges_of(text, content)) < set(ranges_of(text, utterance))


@pytest.mark.parametrize("path", GOLD, ids=name)
def test_no_piece_cuts_a_quotation_in_two(path: Path) -> None:
    for claim in load(path)["claims"]:
        for piece in claim["exact"]:
            assert piece.count("“") == piece.count("”") + piece.count("„"), piece
            assert piece.count('"') % 2 == 0, piece


@pytest.mark.parametrize("path", GOLD, ids=name)
def test_no_claim_stands_twice(path: Path) -> None:
    claims = load(path)["claims"]
    wordings = Counter((claim["mode"], claim["text"].casefold()) for claim in claims)
    anchors = Counter((claim["mode"], *claim["exact"], *claim.get("occurrence", ())) for claim in claims)
    assert wordings.most_common(1)[0][1] == 1
    assert anchors.most_common(1)[0][1] == 1


def test_the_withdrawal_from_talks_in_march_2022_is_one_claim() -> None:
    claims = load(CORPUS / "01-withdrawal-from-talks.gold.json")["claims"]
    [claim] = [claim for claim in claims if "withdrew from talks" in claim["text"]]
    assert claim == {
        "text": "In March 2022, Russia's Foreign Ministry withdrew from talks with Japan on a peace treaty.",
        "exact": [
            "In March 2022, Russia's Foreign Ministry withdrew from talks with Japan on a peace treaty"
        ],
        "mode": "content",
        "speaker": None,
        "date": "2022-03",
    }


def test_the_scraped_page_has_its_headline_three_times_and_its_body_twice() -> None:
    text = canonical((CORPUS / "07-scraped-twice.txt").read_text(encoding="utf-8"))
    assert text.count("Drevna Smelter to Reopen After Power Price Deal") == 3
    assert text.count("Alvessa lost 61 million euros last year.") == 2
    assert text.count("DREVNA (Balkan Metals Daily) - ") == 1
