"""What holds for all figures on labels: no name and no order matters, nothing is NaN, nothing raises."""

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.agreement import Agreement, Figure, Interval, agreement_of
from annotator.domain.errors import InputError

LABELS = ("sourced", "contested", "verified")
Cast = dict[str, dict[str, str]]

votes = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=2),
    st.dictionaries(st.sampled_from("ABCD"), st.sampled_from(LABELS)),
    max_size=12,
)


def figures(found: Agreement) -> Iterator[Figure]:
    yield from (found.alpha, found.raw, found.fleiss, found.randolph, found.confidence_alpha)
    for label in found.by_label:
        yield from (label.alpha, label.specific)
    for reviewer in found.by_reviewer:
        yield from (reviewer.raw, reviewer.alpha)
    for pair in found.by_pair:
        yield from (pair.raw, pair.kappa)


def renamed(cast: Cast, claim: Callable[[str], str], reviewer: Callable[[str], str]) -> Cast:
    return {claim(c): {reviewer(r): v for r, v in reversed(by.items())} for c, by in reversed(cast.items())}


@settings(deadline=None)
@given(votes, st.integers(0, 999))
def test_every_figure_is_a_number_in_its_bounds_or_says_why_not(cast: Cast, seed: int) -> None:
    numbers = {c: {r: LABELS.index(v) for r, v in by.items()} for c, by in cast.items()}
    found = agreement_of(cast, LABELS, numbers, draws=20, seed=seed)
    for figure in figures(found):
        assert (figure.value is None) == bool(figure.why)
        if figure.value is not None:
            assert math.isfinite(figure.value)
            assert figure.value <= 1
    for share in (
        found.raw,
        *(each.specific for each in found.by_label),
        *(each.raw for each in found.by_pair),
    ):
        assert share.value is None or share.value >= 0
    for kappa in (found.alpha, found.randolph, *(each.kappa for each in found.by_pair)):
        assert kappa.value is None or kappa.value >= -1
    for interval in (found.alpha_interval, found.confidence_interval):
        assert (interval.low is None) == (interval.high is None) == bool(interval.why)
        assert interval.low is None or interval.high is None or interval.low <= interval.high <= 1
    assert json.loads(json.dumps(asdict(found), allow_nan=False))["votes"] == sum(map(len, cast.values()))


@settings(deadline=None)
@given(votes)
def test_fleiss_kappa_is_above_minus_one_where_every_claim_has_two_votes(cast: Cast) -> None:
    value = agreement_of({c: by for c, by in cast.items() if len(by) > 1}, LABELS, draws=1).fleiss.value
    assert value is None or value >= -1


@settings(deadline=None)
@given(votes)
def test_names_and_order_of_claims_do_not_matter(cast: Cast) -> None:
    other = renamed(cast, lambda claim: claim[::-1] + "'", str)
    assert agreement_of(other, LABELS, draws=10) == agreement_of(cast, LABELS, draws=10)


@settings(deadline=None)
@given(votes, st.permutations("ABCD"))
def test_names_of_reviewers_do_not_matter(cast: Cast, names: list[str]) -> None:
    new = dict(zip("ABCD", names, strict=True))
    before = agreement_of(cast, LABELS, draws=20)
    after = agreement_of(renamed(cast, str, new.__getitem__), LABELS, draws=20)
    assert replace(after, by_reviewer=(), by_pair=()) == replace(before, by_reviewer=(), by_pair=())
    assert {each.reviewer: each for each in after.by_reviewer} == {
        new[each.reviewer]: replace(each, reviewer=new[each.reviewer]) for each in before.by_reviewer
    }
    assert {
        frozenset((each.first, each.second)): (each.shared, each.raw, each.kappa) for each in after.by_pair
    } == {
        frozenset((new[each.first], new[each.second])): (each.shared, each.raw, each.kappa)
        for each in before.by_pair
    }


@settings(deadline=None)
@given(votes, st.permutations(LABELS))
def test_names_of_labels_do_not_matter(cast: Cast, names: list[str]) -> None:
    new = dict(zip(LABELS, names, strict=True))
    before = agreement_of(cast, LABELS, draws=1)
    after = agreement_of({c: {r: new[v] for r, v in by.items()} for c, by in cast.items()}, names, draws=1)
    none = Interval(0, 0)  # the same claims are resampled in another order
    assert replace(after, by_label=(), confusion=before.confusion, alpha_interval=none) == replace(
        before, by_label=(), alpha_interval=none
    )
    assert after.confusion.counts == before.confusion.counts
    assert after.by_label == tuple(replace(each, label=new[each.label]) for each in before.by_label)


@settings(deadline=None)
@given(st.lists(st.sampled_from(LABELS), min_size=2), st.sampled_from(["AB", "ABC", "ABCD"]))
def test_perfect_agreement_is_one(said: list[str], reviewers: str) -> None:
    found = agreement_of(
        {str(at): dict.fromkeys(reviewers, label) for at, label in enumerate(said)}, LABELS, draws=10
    )
    assert found.raw.value == found.randolph.value == 1
    if len(set(said)) == 1:
        return
    values = [
        figure.value
        for figure in figures(replace(found, by_label=()))
        if figure is not found.confidence_alpha
    ]
    assert values == [1] * len(values)
    assert {each.alpha.value for each in found.by_label} <= {1, None}
    assert (found.alpha_interval.low, found.alpha_interval.high) == (1, 1)


@pytest.mark.parametrize(
    ("cast", "why"),
    [
        ({}, "there are no votes"),
        ({"a": {}}, "there are no votes"),
        ({"a": {"A": "sourced"}, "b": {"A": "verified"}}, "no claim has votes of two reviewers"),
        ({"a": {"A": "sourced"}, "b": {"B": "sourced"}}, "no claim has votes of two reviewers"),
    ],
)
def test_without_two_votes_on_a_claim_nothing_is_defined(cast: Cast, why: str) -> None:
    found = agreement_of(cast, LABELS)
    assert {
        found.alpha.why,
        found.raw.why,
        found.fleiss.why,
        found.randolph.why,
        found.alpha_interval.why,
    } == {why}
    assert all(figure.value is None for figure in figures(found))
    assert str(found.alpha) == f"not defined because {why}"
    assert [(each.first, each.second, each.shared) for each in found.by_pair] == (
        [("A", "B", 0)] if len(found.by_reviewer) == 2 else []
    )
    assert all(each.kappa.why == "they have no claim in common" for each in found.by_pair)


def test_without_variation_raw_agreement_is_one_and_alpha_not_defined() -> None:
    found = agreement_of({c: {"A": "verified", "B": "verified"} for c in "xyz"}, LABELS)
    assert (found.raw.value, found.randolph.value) == (1, 1)
    assert "no variation (raw agreement is 1.0)" in found.alpha.why
    assert "no variation" in found.alpha_interval.why
    assert found.fleiss.value is None
    assert found.by_pair[0].kappa.value is None
    assert "raw agreement is 1.0" in found.by_pair[0].kappa.why


def test_an_interval_needs_two_claims_and_tells_the_draws_without_variation() -> None:
    one: Any = {"x": {"A": "verified", "B": "sourced"}}
    assert agreement_of(one, LABELS).alpha_interval.why == "only one claim has votes of two reviewers"
    two = {**one, "y": {"A": "verified", "B": "verified"}}
    interval = agreement_of(two, LABELS).alpha_interval
    assert 200 < interval.left_out < 300  # a quarter of the draws takes the second claim twice
    assert interval.low is not None


def test_one_label_to_choose_from_leaves_no_choice() -> None:
    found = agreement_of({"x": {"A": "verified", "B": "verified"}}, ["verified"])
    assert found.randolph.why == "the scheme leaves no choice between labels"


def test_a_label_that_is_not_in_the_scheme_is_refused() -> None:
    with pytest.raises(InputError, match="true"):
        agreement_of({"x": {"A": "true"}}, LABELS)
