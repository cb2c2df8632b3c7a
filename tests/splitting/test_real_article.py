"""The scraped article that lies beside the project, where it lies there."""

from pathlib import Path

import pytest

from annotator.splitting.folding import fold_key
from annotator.splitting.plain import SPLITTER
from annotator.splitting.splitter import Split

FOLDER = Path(__file__).parents[2].parent / "shared" / "corpus"
ARTICLES = sorted(FOLDER.glob("*-2026-02-20.txt"))


@pytest.fixture
def article() -> tuple[str, Split]:
    if not ARTICLES:
        pytest.skip("the article is not here")
    text = ARTICLES[0].read_text(encoding="utf-8")
    return text, SPLITTER.split(text, published="2026-02-20")


def test_it_has_one_headline_and_one_body_the_one_behind_the_dateline(
    article: tuple[str, Split],
) -> None:
    kinds = [region.kind for region in article[1].regions]
    assert kinds == [
        "boilerplate",
        "headline",
        "duplicate",
        "duplicate",
        "duplicate",
        "dateline",
        "body",
    ]


def test_no_claim_stands_twice(article: tuple[str, Split]) -> None:
    keys = [(claim.mode, fold_key(claim.text)) for claim in article[1].claims]
    assert len(keys) == len(set(keys)) > 20


def test_the_withdrawal_is_one_claim_dated_to_the_month(article: tuple[str, Split]) -> None:
    text, split = article
    (claim,) = [c for c in split.claims if "withdrew" in c.text]
    assert (claim.mode, claim.date) == ("content", "2022-03")
    (words,) = [text[start:end] for start, end in claim.ranges]
    assert [text[start:end] for start, end in claim.occurrences] == [words]
