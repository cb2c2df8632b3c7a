"""Folding copies: a headline three times, a body twice, in any order and with any breaks."""

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.article import Region
from annotator.splitting import claims
from annotator.splitting.folding import fold_key
from annotator.splitting.plain import SPLITTER

HEADLINE = "Harbour Bridge to Close for Two Years – Mayor"
SENTENCES = (
    "The harbour bridge in Ostmark will close in May, Mayor Lene Brandt said on Monday.",
    "Engineers found 14 cracks in its northern pier.",
    "The city has set aside 30 million crowns for the work.",
    "Ferries carried 900 people a day before the bridge opened.",
)
FLAT = " ".join(SENTENCES)
STRUCTURED = "OSTMARK (Coastwire) - " + "\n".join(SENTENCES)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(r.kind, text[r.start : r.end]) for r in SPLITTER.split(text).regions]


def region(text: str, kind: str) -> Region:
    (found,) = [r for r in SPLITTER.split(text).regions if r.kind == kind]
    return found


@pytest.mark.parametrize(
    "order",
    [order for order in itertools.permutations((HEADLINE, FLAT, STRUCTURED)) if order[-1] != HEADLINE],
)
def test_the_copy_with_paragraphs_and_dateline_is_the_body_in_any_order(
    order: tuple[str, ...],
) -> None:
    text = "\n".join(order)
    body = region(text, "body")
    assert text[body.start : body.end] == "\n".join(SENTENCES)
    assert region(text, "dateline").kind == "dateline"
    assert region(text, "duplicate").duplicate_of == (body.start, body.end)


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \n\n"])
def test_paragraph_breaks_do_not_matter(gap: str) -> None:
    text = gap.join((HEADLINE, HEADLINE, FLAT, HEADLINE, *SENTENCES))
    assert [kind for kind, _ in kinds(text)] == [
        "headline",
        "duplicate",
        "duplicate",
        "duplicate",
        "body",
    ]


def test_two_copies_without_any_break_between_them_fold() -> None:
    text = f"{FLAT} {FLAT}"
    assert kinds(text) == [("body", FLAT), ("duplicate", FLAT)]


def test_a_sentence_that_only_the_worse_copy_has_is_kept() -> None:
    extra = "A tunnel was never considered."
    text = "\n".join((f"{FLAT} {extra}", HEADLINE, STRUCTURED))
    assert extra in [claim.text for claim in claims(text)]


def test_copies_are_known_as_further_places_of_a_claim() -> None:
    text = "\n".join((HEADLINE, FLAT, HEADLINE, STRUCTURED))
    (claim,) = [c for c in claims(text) if "cracks" in c.text]
    words = "Engineers found 14 cracks in its northern pier"
    assert [text[s:e] for s, e in claim.ranges] == [words]
    assert [text[s:e] for s, e in claim.occurrences] == [words]
    assert claim.occurrences != claim.ranges


def test_a_repeated_sentence_makes_one_claim() -> None:
    text = "Nobody was hurt. The pier burned down. Nobody was hurt."
    assert [claim.text for claim in claims(text)] == ["Nobody was hurt.", "The pier burned down."]


def test_a_sentence_about_him_may_be_about_another_where_it_comes_again_alone() -> None:
    text = "Lund left the board. He denied it. Brandt left the board too. He denied it."
    found = [claim for claim in claims(text) if claim.text == "He denied it."]
    assert len(found) == 2
    assert [(claim.likeness, claim.occurrences) for claim in found] == [("", ()), ("similar", ())]
    assert kinds(text) == [("body", text)]


def test_in_a_copy_it_is_about_the_same() -> None:
    text = "Lund left the board. He denied it.\nHe was old.\nLund left the board. He denied it. He was old."
    assert [claim.text for claim in claims(text)] == ["Lund left the board.", "He denied it.", "He was old."]
    assert [kind for kind, _ in kinds(text)] == ["body", "duplicate"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Prices rose by 5 percent.", "PRICES ROSE BY 5 PERCENT"),
        ("“We won’t sell,” she said.", '"We won\'t sell", she said.'),
        ("Trade – and war – ended.", "Trade - and war - ended."),
        ("Fish &amp; chips sold out.", "Fish & chips sold out."),
        ("\ufb01sh sold out.", "fish sold out."),
    ],
)
def test_typography_folds(one: str, other: str) -> None:
    assert fold_key(one) == fold_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Prices rose by 5 percent.", "Prices rose by 6 percent."),
        ("Prices rose by 1.5 percent.", "Prices rose by 15 percent."),
        ("It was 5 degrees.", "It was -5 degrees."),
        ("The area is 10² metres.", "The area is 102 metres."),
        ("It cost $5.", "It cost €5."),
        ("It fell by 5%.", "It fell by 5."),
        ("It is safe.", "It is not safe."),
        ("She can swim.", "She can't swim."),
        ("It closes on Tuesday.", "It closes on Thursday."),
        ("A Nigerian ship sank.", "A Nigerien ship sank."),
        ("He resigned.", "He resigned?"),
    ],
)
def test_what_means_something_else_never_folds(one: str, other: str) -> None:
    assert fold_key(one) != fold_key(other)


def test_copies_that_differ_in_a_number_both_stay() -> None:
    changed = STRUCTURED.replace("14 cracks", "41 cracks")
    text = "\n".join((HEADLINE, FLAT, HEADLINE, changed))
    found = [claim.text for claim in claims(text) if "cracks" in claim.text]
    assert found == [
        "Engineers found 14 cracks in its northern pier.",
        "Engineers found 41 cracks in its northern pier.",
    ]


TYPED = [
    str.upper,
    lambda words: words.replace(" ", "\u00a0"),
    lambda words: words.replace(" - ", " – "),
    lambda words: f"“{words}”",
    lambda words: words.replace("fi", "\ufb01"),
    lambda words: words.replace("&", "&amp;"),
    lambda words: words.replace(" ", "  "),
]
PLAIN = [
    "The ferry of Fish & Sons sank off Vik in March 2021 - nobody was hurt.",
    "Mayor Lund said on Friday that the harbour was closed and that it will open in May.",
    "The first ship of the line left the harbour at 9 a.m. and was back by noon.",
    "The museum, which opened in 1988, was sold to the city.",
    "Prices rose by 5.5 percent and fell again.",
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(PLAIN), min_size=2, max_size=4, unique=True),
    st.lists(st.sampled_from(TYPED), min_size=1, max_size=3),
    st.booleans(),
)
def test_occurrences_are_the_words_of_the_claim_in_each_copy(
    sentences: list[str], changes: list[Callable[[str], str]], behind: bool
) -> None:
    """Whatever their typography, and wherever the better copy stands."""
    copies = ["\n".join(sentences)]
    for change in changes:
        copies.append(" ".join(map(change, sentences)))
    text = "\n\n".join(reversed(copies) if behind else copies)
    split = SPLITTER.split(text)
    body = [region for region in split.regions if region.kind == "body"]
    kept = text.index(copies[0])
    assert {(region.start, region.end) for region in body} == {(kept, kept + len(copies[0]))}
    for claim in split.claims:
        assert all(kept <= start and end <= kept + len(copies[0]) for start, end in claim.ranges)
        words = sorted(fold_key(text[start:end]) for start, end in claim.ranges)
        again = [fold_key(text[start:end]) for start, end in claim.occurrences]
        assert sorted(again) == sorted(words * len(changes))
