"""Where an imported claim stands: exactly there, or it says why not."""

import time
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.domain.anchoring import Unanchored, anchor
from annotator.domain.incoming import IncomingClaim, Quote
from annotator.domain.offsets import Canonical
from annotator.domain.text import canonical
from annotator.domain.wording import worded

PIECES = [*"ab.é😀漢가\t\x00\u202e ", "e\u0301", "\r\n", "\u1100\u1161"]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join)


@given(st.data(), TEXTS)
def test_ranges_hold_the_words_that_they_held_before(data: st.DataObject, text: str) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    article = Canonical(text)
    claim = IncomingClaim("", ((start, end),), exact=(text[start:end],))
    with suppress(Unanchored):
        made = anchor(claim, article)
        ((first, last),) = made.ranges
        assert article.text[first:last] == canonical(text[start:end])
        assert made.text == worded(article.text, made.ranges, made.edits)
        return
    with pytest.raises(Unanchored, match=r"between characters that are one|holds no words"):
        anchor(claim, article)


@given(st.data(), TEXTS)
def test_a_quote_is_found_where_it_stands_alone_and_nowhere_else(data: st.DataObject, text: str) -> None:
    whole = canonical(text)
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start + 1, len(whole)))
    exact = whole[start:end]
    assume(canonical(exact) == exact and exact.strip())
    before = whole[max(0, start - data.draw(st.integers(0, 3))) : start]
    behind = whole[end : end + data.draw(st.integers(0, 3))]
    assume(canonical(before) == before and canonical(behind) == behind)
    article = Canonical(whole)
    places = [
        at
        for at in range(len(whole))
        if whole.startswith(exact, at)
        and whole[:at].endswith(before)
        and whole.startswith(behind, at + len(exact))
    ]
    quote = Quote(exact, before, behind)
    if len(places) == 1:
        assert anchor(IncomingClaim("", quotes=(quote,)), article).ranges == ((start, end),)
    else:
        with pytest.raises(Unanchored, match="matches more than once"):
            anchor(IncomingClaim("", quotes=(quote,)), article)
    here = replace(quote, start=start)
    assert anchor(IncomingClaim("", quotes=(here,)), article).ranges == ((start, end),)


@given(TEXTS)
def test_a_claim_without_an_article_is_all_of_its_words(text: str) -> None:
    article = Canonical(text)
    if not article.text.strip():
        with pytest.raises(Unanchored, match="holds no words"):
            anchor(IncomingClaim(text), article, whole=True)
        return
    made = anchor(IncomingClaim(text), article, whole=True)
    assert made.text == " ".join(article.text.split())
    assert made.edits == ()
    ((start, end),) = made.ranges
    assert article.text[start:end] == article.text.strip()


def test_a_wording_that_differs_is_kept_as_edits_of_the_words() -> None:
    article = Canonical("The cranes, as everybody saw, had failed.")
    claim = IncomingClaim("The cranes  had\nfailed at noon.", ((0, 10), (30, 41)), speaker="Mayor")
    made = anchor(claim, article)
    assert made.text == "The cranes had failed at noon."
    assert worded(article.text, made.ranges, made.edits) == made.text
    assert {(edit.kind, edit.start, edit.end) for edit in made.edits} >= {("left_out", 10, 30)}


def test_ranges_and_quotes_may_come_in_any_order_and_must_not_overlap() -> None:
    article = Canonical("One two three.")
    assert anchor(IncomingClaim("", ((8, 13), (0, 3))), article).ranges == ((0, 3), (8, 13))
    quotes = (Quote("three"), Quote("One"))
    assert anchor(IncomingClaim("", quotes=quotes), article).ranges == ((0, 3), (8, 13))
    with pytest.raises(Unanchored, match="overlaps itself") as caught:
        anchor(IncomingClaim("", quotes=(Quote("One two"), Quote("two"))), article)
    assert caught.value.field == "quotes"


def test_letters_that_come_again_and_again_cost_no_more_than_others() -> None:
    text = "a" * 400_000
    article = Canonical(text)
    begin = time.process_time()
    for claim in (
        IncomingClaim("", quotes=(Quote("a" * 200_000, "a" * 1000, "a" * 1000),)),
        IncomingClaim("a" * 200_000),
        IncomingClaim("", quotes=(Quote("a" * 200_000 + "b"),)),
    ):
        with pytest.raises(Unanchored):
            anchor(claim, article)
    assert time.process_time() - begin < 5
