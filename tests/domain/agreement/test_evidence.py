"""Evidence agreement: the Jaccard index of what two reviewers of a claim cite."""

import json
from dataclasses import asdict
from itertools import combinations
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.agreement import evidence_agreement

Cited = dict[str, dict[str, frozenset[str]]]
cited = st.dictionaries(
    st.sampled_from([f"claim {n}" for n in range(6)]),
    st.dictionaries(st.sampled_from("ABCD"), st.frozensets(st.sampled_from("vwxyz"))),
)


def test_a_worked_example() -> None:
    found = evidence_agreement(
        {
            "ferry": {"A": {"harbour office", "post"}, "B": {"harbour office"}, "C": set()},
            "bridge": {"A": set(), "B": set()},
            "mayor": {"A": {"post"}},
        }
    )
    assert found.jaccard.value == pytest.approx((1 / 2 + 0 + 0) / 3)
    assert (found.pairs, found.sharing, found.empty) == (3, 1, 1)
    bridge, ferry = found.by_claim
    assert (ferry.claim, ferry.pairs, ferry.empty) == ("ferry", 3, 0)
    assert ferry.jaccard.value == pytest.approx(1 / 6)
    assert (bridge.pairs, bridge.empty) == (0, 1)
    assert bridge.jaccard.why == "none of the pairs of reviewers cites anything"


@pytest.mark.parametrize("lone", [{}, {"ferry": {"A": frozenset("x")}}, {"ferry": {}}])
def test_without_two_reviewers_it_is_not_defined(lone: Cited) -> None:
    found = evidence_agreement(lone)
    assert (found.jaccard.value, found.jaccard.why) == (None, "no claim has two reviewers")
    assert found.by_claim == ()


@settings(deadline=None)
@given(cited)
def test_pair_by_pair(cast: Cited) -> None:
    found = evidence_agreement(cast)
    pairs = [pair for claim in cast.values() for pair in combinations(claim.values(), 2)]
    indices = [len(one & two) / len(one | two) for one, two in pairs if one or two]
    assert (found.pairs, found.empty) == (len(indices), len(pairs) - len(indices))
    assert found.sharing == sum(1 for one, two in pairs if one & two)
    assert found.jaccard.value == (pytest.approx(mean(indices)) if indices else None)
    assert bool(found.jaccard.why) == (not indices)
    assert sum(each.pairs for each in found.by_claim) == found.pairs
    assert sum(each.empty for each in found.by_claim) == found.empty
    json.dumps(asdict(found), allow_nan=False)


@settings(deadline=None)
@given(cited, st.permutations("ABCD"))
def test_neither_order_nor_names_of_reviewers_matter(cast: Cited, names: list[str]) -> None:
    new = dict(zip("ABCD", names, strict=True))
    other = {
        claim: {new[r]: what for r, what in reversed(by.items())} for claim, by in reversed(cast.items())
    }
    assert evidence_agreement(other) == evidence_agreement(cast)


@settings(deadline=None)
@given(cited)
def test_who_cites_the_same_agrees_wholly(cast: Cited) -> None:
    same = {claim: dict.fromkeys("AB", next(iter(by.values()), frozenset())) for claim, by in cast.items()}
    assert evidence_agreement(same).jaccard.value in (1, None)
