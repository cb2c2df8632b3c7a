"""When two claims say nearly the same, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.already_checked import (
    COMMON,
    LEAST_SHARED,
    MOST_TERMS,
    contradict,
    rarest,
    shared_percent,
    terms,
)

CLAIM = "The harbour of Port Ellan took 40,000 containers in 2021."
ALIKE = [
    "In 2021 the harbour of Port Ellan took 40,000 containers.",
    "The harbour of Port Ellan took 40,000 containers in 2021, more than ever.",
    "THE HARBOUR OF PORT ELLAN TOOK 40,000 CONTAINERS IN 2021",
    "Port Ellan's harbour took 40,000 containers in 2021",
]
FALSE_FRIENDS = {
    "another number": "The harbour of Port Ellan took 90,000 containers in 2021.",
    "another year": "The harbour of Port Ellan took 40,000 containers in 2022.",
    "another name": "The harbour of Port Morrow took 40,000 containers in 2021.",
    "a negation": "The harbour of Port Ellan did not take 40,000 containers in 2021.",
    "a short negation": "The harbour of Port Ellan didn't take 40,000 containers in 2021.",
    "nobody": "Nobody took 40,000 containers in the harbour of Port Ellan in 2021.",
}


def is_offered(one: str, other: str, common: str = "the of in a and") -> bool:
    counts = {term: COMMON if term in common.split() else 3 for term in (*terms(one), *terms(other))}
    return shared_percent(terms(one), terms(other), counts) >= LEAST_SHARED and not contradict(one, other)


@pytest.mark.parametrize("other", ALIKE)
def test_other_wordings_of_a_claim_are_offered(other: str) -> None:
    assert is_offered(CLAIM, other)
    assert is_offered(other, CLAIM)


@pytest.mark.parametrize("other", FALSE_FRIENDS.values(), ids=FALSE_FRIENDS)
def test_false_friends_are_not(other: str) -> None:
    assert not is_offered(CLAIM, other)
    assert not is_offered(other, CLAIM)


@pytest.mark.parametrize(
    ("one", "other", "negated"),
    [
        ("市は1964年に橋を建てた。", "市は1964年に橋を建てなかった。市は橋を建てない。", True),
        ("港口在2021年关闭。", "港口在2021年没有关闭。", True),
        ("Der Hafen wurde 2021 geschlossen.", "Der Hafen wurde 2021 nicht geschlossen.", True),
        ("Порт закрыли в 2021 году.", "Порт не закрыли в 2021 году.", True),
        ("El puerto cerró en 2021.", "En 2021 cerró el puerto.", False),
        ("أغلق الميناء في 2021", "لم يغلق الميناء في 2021", True),
    ],
)
def test_negations_of_many_languages(one: str, other: str, negated: bool) -> None:
    assert contradict(one, other) is negated
    assert contradict(one, one) is False


def test_what_only_one_says_more_is_no_contradiction() -> None:
    assert not contradict(
        "The bridge at Linden was closed.", "The bridge at Linden was closed in March 2021."
    )


def test_a_headline_in_capitals_has_no_names() -> None:
    assert not contradict(
        "Three Ports Close Their Gates To Ships",
        "Three ports closed their gates to Danish and Swedish ships.",
    )


def test_neighbours_are_one_term_where_no_space_parts_words() -> None:
    assert terms("Bridge 1964, bridge") == ("bridge", "1964")
    assert terms("東京の橋") == ("東 京", "京 の", "の 橋")
    assert is_offered("東京の橋は1964年に開通した。", "東京の橋は1964年に開通しました。")
    assert not is_offered("東京の橋は1964年に開通した。", "東京の橋は1966年に開通した。")


def test_common_terms_find_nothing_and_a_single_rare_one_is_not_enough() -> None:
    counts = {"the": COMMON, "harbour": 12, "ellan": 2, "unseen": 0}
    assert rarest(counts, 8) == ["ellan", "harbour"]
    assert rarest(counts, 1) == ["ellan"]
    assert shared_percent(["the", "ellan"], ["the", "ellan"], counts) == 0
    assert shared_percent(["the", "ellan", "harbour"], ["ellan", "harbour"], counts) > 90


@given(st.text(max_size=80), st.text(max_size=80))
def test_it_is_the_same_in_both_directions_and_always_a_percentage(one: str, other: str) -> None:
    counts = {term: len(term) for term in (*terms(one), *terms(other))}
    shared = shared_percent(terms(one), terms(other), counts)
    assert shared == shared_percent(terms(other), terms(one), counts)
    assert 0 <= shared <= 100
    assert contradict(one, other) is contradict(other, one)
    assert not contradict(one, one)
    assert len(terms(one * 40)) <= MOST_TERMS
