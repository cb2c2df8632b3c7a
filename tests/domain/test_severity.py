"""How much votes are at odds: the order in which a lead settles."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.dispute import Dispute, method_of
from annotator.domain.scheme_reading import default_scheme
from annotator.domain.severity import Ballot, Level, Severity, severity, side_of

SCHEME = default_scheme()


def ballot(label: str, verdict=None, **more) -> Ballot:
    return Ballot(label, side_of(SCHEME.label(label), verdict), **more)


ballots = st.builds(
    Ballot,
    st.sampled_from("abc"),
    st.sampled_from((-1, 0, 1)),
    st.booleans(),
    st.none() | st.integers(1, 5),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("votes", "missing", "level"),
    [
        ([ballot("verified"), ballot("contested")], 0, Level.VERDICT),
        ([ballot("sourced", "supported"), ballot("contested", "refuted")], 0, Level.VERDICT),
        ([ballot("sourced", "insufficient"), ballot("contested")], 0, Level.LABEL),
        ([ballot("sourced"), ballot("verified")], 0, Level.LABEL),
        ([ballot("insufficient"), ballot("not_checkable")], 0, Level.LABEL),
        ([ballot("verified", refutes=True), ballot("verified")], 0, Level.EVIDENCE),
        ([ballot("contested", refutes=True), ballot("contested")], 0, Level.AGREED),
        ([ballot("verified", complete=False), ballot("verified")], 0, Level.UNSURE),
        ([ballot("verified", confidence=2), ballot("verified")], 0, Level.UNSURE),
        ([ballot("verified", confidence=3), ballot("verified")], 1, Level.WAITING),
        ([ballot("verified"), ballot("verified")], 0, Level.AGREED),
        ([], 0, Level.WAITING),
    ],
)
def test_levels(votes: list[Ballot], missing: int, level: Level) -> None:
    assert severity(tuple(votes), missing).level is level


def test_of_one_level_the_closer_vote_is_the_worse() -> None:
    even = severity((ballot("verified"), ballot("verified"), ballot("contested"), ballot("contested")), 0)
    lone = severity((ballot("verified"), ballot("verified"), ballot("verified"), ballot("contested")), 0)
    assert even > lone


@given(st.lists(ballots, max_size=6).flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_the_order_of_votes_does_not_matter(pair: tuple[list[Ballot], list[Ballot]]) -> None:
    one, other = pair
    assert severity(tuple(one), 0) == severity(tuple(other), 0)


@given(st.lists(ballots, min_size=1, max_size=6), st.integers(0, 3))
def test_a_vote_that_repeats_one_that_is_there_is_no_new_conflict(some: list[Ballot], missing: int) -> None:
    found = severity(tuple(some), missing)
    assert severity((*some, some[0]), missing).level == found.level
    assert found == Severity(found.level, found.apart, found.weak, missing)


@pytest.mark.parametrize(
    ("votes", "label", "method"),
    [
        ("aa", "a", "unanimous"),
        ("a", "a", "adjudicated"),
        ("", "a", "adjudicated"),
        ("aab", "a", "majority"),
        ("aab", "b", "adjudicated"),
        ("ab", "a", "adjudicated"),
        ("aabb", "a", "adjudicated"),
        ("aa", "b", "adjudicated"),
    ],
)
def test_how_a_decision_relates_to_the_votes(votes: str, label: str, method: str) -> None:
    assert method_of(dict(enumerate(votes)), label) == method


@pytest.mark.parametrize(
    ("votes", "overlap", "missing", "unanimous"),
    [
        ((("a", 2),), 2, 0, True),
        ((("a", 3),), 2, 0, True),
        ((("a", 2),), 3, 0, False),
        ((("a", 1),), 1, 0, True),
        ((("a", 2),), 2, 1, False),
        ((("a", 2), ("b", 1)), 2, 0, False),
        ((), 2, 0, False),
    ],
)
def test_unanimous_needs_votes_enough_and_none_to_come(votes, overlap, missing, unanimous) -> None:
    level = Level.LABEL if len(votes) > 1 else Level.WAITING if missing else Level.AGREED
    one = Dispute(0, "claim", "article", Severity(level, 0, 0, missing), votes)
    assert one.is_unanimous(overlap) is unanimous
    assert one.is_open(overlap) is (bool(votes) and not unanimous)
    assert not replace(one, decided="a").is_unanimous(overlap)
