"""A second opinion finds who guesses, says where it is not defined, and hangs on nothing but the votes."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.aggregation.second_opinion import METHODS, Method, second_opinion
from annotator.domain.majority import majority

LABELS = ["SUPPORTED", "REFUTED", "UNCLEAR"]
NAMES = ["ann", "bo", "cy", "di", "ed"]
Votes = dict[str, dict[str, str]]

methods = pytest.mark.parametrize("method", METHODS)
some_votes = st.dictionaries(
    st.sampled_from([f"u{number}" for number in range(9)]),
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from(LABELS), max_size=5),
    max_size=9,
)


def with_a_guesser(units: int = 400) -> tuple[Votes, dict[str, str]]:
    """Two reviewers who are nearly always right, one who is mostly, one who guesses, one who always
    says the same; and the truth."""
    chance = Random(7)
    right = {"careful": 0.95, "sound": 0.92, "middling": 0.7, "guesser": 0.0}
    votes: Votes = {}
    truth = {f"u{number:03}": chance.choice(LABELS) for number in range(units)}
    for unit, label in truth.items():
        votes[unit] = {
            name: label if chance.random() < known else chance.choice(LABELS) for name, known in right.items()
        } | {"constant": "SUPPORTED"}
    return votes, truth


@methods
def test_finds_the_guesser_and_is_righter_than_the_majority(method: Method) -> None:
    votes, truth = with_a_guesser()
    opinion = second_opinion(method, votes, seed=3)
    trust = {name: row.value for name, row in opinion.reviewers.items()}
    assert min(trust["careful"], trust["sound"]) > 0.85
    assert trust["careful"] > trust["middling"] > max(trust["guesser"], trust["constant"])
    assert max(trust["guesser"], trust["constant"]) < 0.45
    found = sum(opinion.units[unit].label == label for unit, label in truth.items())
    counted = sum(row.label == truth[unit] for unit, row in majority(votes).items())
    assert found > 0.93 * len(truth)
    assert found > counted


@methods
@pytest.mark.parametrize(
    ("votes", "why"),
    [
        ({}, "there are no votes"),
        ({"u": {}}, "there are no votes"),
        ({"u": {"ann": "SUPPORTED"}, "v": {"ann": "REFUTED"}}, "only one reviewer voted"),
        ({"u": {"ann": "SUPPORTED"}, "v": {"bo": "REFUTED"}}, "no two reviewers voted on the same claim"),
        (
            {"u": {"ann": "SUPPORTED", "bo": "REFUTED"}, "v": {"cy": "REFUTED", "di": "REFUTED"}},
            "nobody voted beside two others: it takes three to tell who is right",
        ),
        ({"u": dict.fromkeys(["ann", "bo", "cy"], "SUPPORTED")}, "all votes are for one label"),
    ],
)
def test_says_why_it_is_not_defined(method: Method, votes: Votes, why: str) -> None:
    opinion = second_opinion(method, votes, seed=1)
    assert opinion.undefined == f"not defined because {why}"
    assert opinion.units == {}
    assert sum(row.votes for row in opinion.reviewers.values()) == sum(map(len, votes.values()))
    assert all(row.value is None and row.undefined == opinion.undefined for row in opinion.reviewers.values())


@methods
def test_who_has_not_voted_beside_two_others_has_no_reliability(method: Method) -> None:
    votes = {
        "u": {"ann": "SUPPORTED", "bo": "SUPPORTED", "cy": "SUPPORTED"},
        "v": {"ann": "REFUTED", "bo": "SUPPORTED"},
        "w": {"ann": "REFUTED", "di": "REFUTED"},
        "x": {"ed": "REFUTED"},
    }
    opinion = second_opinion(method, votes, seed=1)
    assert list(opinion.units) == ["u", "v", "w", "x"]
    assert opinion.reviewers["ann"][1:] == (3, 3, "")
    assert opinion.reviewers["di"] == (
        None, 1, 1, "not defined because only one other reviewer voted on the same claims"
    )  # fmt: skip
    assert opinion.reviewers["ed"] == (
        None, 1, 0, "not defined because none of their votes stands beside another's"
    )  # fmt: skip


def test_a_tie_has_no_label() -> None:
    votes = {
        "u": {"ann": "SUPPORTED", "bo": "REFUTED"},
        "v": {"bo": "SUPPORTED", "cy": "REFUTED"},
        "w": {"cy": "SUPPORTED", "ann": "REFUTED"},
    }
    assert set(second_opinion("dawid-skene", votes, seed=1).units.values()) == {(None, 0.5)}


@methods
def test_hundreds_of_votes_for_one_claim_are_still_a_number(method: Method) -> None:
    votes = {"u": {f"r{number}": LABELS[number % 9 == 0] for number in range(900)}}
    votes["v"] = dict.fromkeys(votes["u"], "REFUTED")
    opinion = second_opinion(method, votes, seed=1)
    assert opinion.units == {"u": ("SUPPORTED", 1.0), "v": ("REFUTED", 1.0)}
    assert all(0 <= row.value <= 1 for row in opinion.reviewers.values())


@methods
@given(votes=some_votes, seed=st.integers(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_names_and_order_do_not_matter_and_nothing_is_lost(
    method: Method, votes: Votes, seed: int, data
) -> None:
    opinion = second_opinion(method, votes, seed=seed)
    assert sum(row.votes for row in opinion.reviewers.values()) == sum(map(len, votes.values()))
    if not opinion.undefined:
        assert list(opinion.units) == sorted(unit for unit, given in votes.items() if given)
    for verdict in opinion.units.values():
        assert 1 / 3 - 0.0001 < verdict.probability <= 1
    for row in opinion.reviewers.values():
        assert (row.value is None) == bool(row.undefined)
        assert row.value is None or 0 <= row.value <= 1

    renamed = dict(zip(NAMES, data.draw(st.permutations(NAMES)), strict=True))
    units = data.draw(st.permutations(list(votes)))
    other = {unit: {renamed[name]: label for name, label in reversed(votes[unit].items())} for unit in units}
    again = second_opinion(method, other, seed=seed)
    assert again.units == opinion.units
    assert again.reviewers == {renamed[name]: row for name, row in opinion.reviewers.items()}


def test_mace_is_the_same_for_the_same_seed_and_settles_alike_for_another() -> None:
    votes, _ = with_a_guesser()
    first, again, other = (second_opinion("mace", votes, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert [row.label for row in first.units.values()] == [row.label for row in other.units.values()]
