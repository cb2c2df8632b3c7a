"""Going to a claim by its number or to a claim or an article by a few letters."""

import pytest

from annotator.services.going import Going
from annotator.services.ingesting import put

CLAIMS = [(f"id{number}", f"Item {number} was approved by the council.") for number in range(1, 31)]


@pytest.fixture
def going(kit, desk) -> Going:
    for title in ("Harbour bridge closed", "12 trams bought", "The council resigns"):
        read = kit.read_article(f"About {title}.\n", title=title)
        with desk.store.writing():
            put(desk.store, read, kit.split_lines(read))
    return Going(desk.store, CLAIMS)


def words(going: Going, typed: str, limit: int = 50) -> list[str]:
    return [target.text for target in going.find(typed, limit)]


def test_a_number_is_that_claim_first(going) -> None:
    first, second, *_ = going.find("12")
    assert (first.number, first.claim, first.article) == (12, "id12", "")
    assert second.text == "12 trams bought"
    assert second.article
    assert words(going, "2")[0] == "Item 2 was approved by the council."
    assert "claim" not in words(going, "99")
    assert going.find("9" * 5000) == []


def test_letters_find_articles_and_claims(going) -> None:
    assert words(going, "hbc")[0] == "Harbour bridge closed"
    assert words(going, "council")[0] == "The council resigns"
    assert words(going, "res coun") == ["The council resigns"]
    (target,) = going.find("HARBOUR brid")
    assert [target.text[start:end] for start, end in target.marks] == ["Harbour", "brid"]
    assert words(going, "zzz") == []


def test_nothing_typed_gives_the_claims_then_the_articles_up_to_a_limit(going) -> None:
    assert [target.number for target in going.find("", 30)] == list(range(1, 31))
    assert {target.number for target in going.find("")[30:]} == {0}
    assert len(going.find("")) == 35
    assert len(going.find("e", 3)) == 3


def test_without_an_article_at_hand_there_are_articles_only(desk) -> None:
    assert [target.text for target in Going(desk.store).find("")] == ["A title", "A title"]
