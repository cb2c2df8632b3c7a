"""Claims of two people are matched one to one by the characters that they cover."""

import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.agreement import Match, boundaries, boundary_figures

Claims = list[list[tuple[int, int]]]
ranges = st.tuples(st.integers(0, 14), st.integers(1, 8)).map(lambda pair: (pair[0], sum(pair)))
claims = st.lists(st.lists(ranges, min_size=1, max_size=2), max_size=5)


def characters(claim: Sequence[tuple[int, int]]) -> frozenset[int]:
    return frozenset(at for start, end in claim for at in range(start, end))


def most(first: Sequence[frozenset[int]], second: Sequence[frozenset[int]]) -> int:
    """The largest matching, by trying everything."""
    if not first:
        return 0
    return max(
        [most(first[1:], second)]
        + [
            1 + most(first[1:], [*second[:at], *second[at + 1 :]])
            for at, other in enumerate(second)
            if len(first[0] & other) >= 0.8 * len(first[0] | other)
        ]
    )


def test_a_worked_example() -> None:
    """Lead: three claims. Reviewer: the first the same, the second a word shorter, the third split in two."""
    lead: Claims = [[(0, 20)], [(21, 31), (40, 50)], [(60, 100)]]
    reviewer: Claims = [[(60, 80)], [(0, 20)], [(21, 31), (42, 50)], [(80, 100)]]
    found = boundaries(lead, reviewer)
    assert found.matches == (Match(0, 1, 20, 20), Match(1, 2, 18, 20))
    assert found.matches[1].jaccard == 0.9
    assert (found.only_first, found.only_second) == ((2,), (0, 3))
    figures = found.figures
    assert (figures.recall.value, figures.precision.value) == (2 / 3, 0.5)
    assert figures.f1.value == 4 / 7
    assert figures.exact_f1.value == 2 / 7
    assert figures.character_f1.value == 2 * 78 / (80 + 78)


def test_from_eight_tenths_on_it_is_a_match() -> None:
    assert boundaries([[(0, 10)]], [[(0, 8)]]).matches == (Match(0, 0, 8, 10),)
    assert boundaries([[(0, 100)]], [[(0, 79)]]).matches == ()


def test_the_closest_pair_first_but_no_claim_goes_without_a_match_that_it_could_have() -> None:
    assert [m.second for m in boundaries([[(0, 10)]], [[(0, 9)], [(0, 10)], [(0, 10)]]).matches] == [1]
    # Both of the first list go with (1, 20) best; (3, 22) goes with nothing else.
    found = boundaries([[(0, 20)], [(3, 22)]], [[(1, 20)], [(0, 16)]])
    assert [(m.first, m.second) for m in found.matches] == [(0, 1), (1, 0)]
    # A search in vain, for the second (100, 120), does not spoil that.
    twice: Claims = [[(100, 120)], [(100, 120)], [(0, 20)], [(3, 22)]]
    found = boundaries(twice, [[(1, 20)], [(0, 16)], [(101, 120)]])
    assert [(m.first, m.second) for m in found.matches] == [(0, 2), (2, 1), (3, 0)]


def test_claims_that_are_equal_go_together_even_where_another_goes_without() -> None:
    found = boundaries([[(0, 20)], [(2, 21)]], [[(0, 20)], [(0, 17)]])
    assert found.matches == (Match(0, 0, 20, 20),)
    assert (found.only_first, found.only_second) == ((1,), (1,))


@settings(deadline=None)
@given(claims, claims)
def test_beside_trying_everything_on_sets_of_characters(first: Claims, second: Claims) -> None:
    found = boundaries(first, second)
    ours, theirs = list(map(characters, first)), list(map(characters, second))
    equal = Counter(ours) & Counter(theirs)
    rest = [list((Counter(side) - equal).elements()) for side in (ours, theirs)]
    assert len(found.matches) == equal.total() + most(*rest) == found.figures.counts.matched
    assert sum(match.common == match.total for match in found.matches) == equal.total()
    for match in found.matches:
        one, two = ours[match.first], theirs[match.second]
        assert (match.common, match.total) == (len(one & two), len(one | two))
        assert match.jaccard >= 0.8
    assert sorted([*(match.first for match in found.matches), *found.only_first]) == list(range(len(first)))
    assert sorted([*(match.second for match in found.matches), *found.only_second]) == list(
        range(len(second))
    )
    if first or second:
        assert found.figures.exact_f1.value == 2 * equal.total() / (len(first) + len(second))
        covered, met = frozenset().union(*ours), frozenset().union(*theirs)
        assert found.figures.character_f1.value == 2 * len(covered & met) / (len(covered) + len(met))


@settings(deadline=None)
@given(claims, claims)
def test_both_sides_are_alike_and_a_person_agrees_with_themselves(first: Claims, second: Claims) -> None:
    one, two = boundaries(first, second).figures, boundaries(second, first).figures
    assert (one.f1, one.exact_f1, one.character_f1) == (two.f1, two.exact_f1, two.character_f1)
    assert (one.precision.value, one.recall.value) == (two.recall.value, two.precision.value)
    alone = boundaries(first, first).figures
    assert {alone.f1.value, alone.exact_f1.value, alone.character_f1.value} == ({1} if first else {None})


@settings(deadline=None)
@given(claims)
def test_a_range_in_two_pieces_is_the_same_claim(first: Claims) -> None:
    torn = [[piece for s, e in claim for piece in ((s, s + 1), (s, e))] for claim in first]
    assert boundaries(first, torn).figures.exact_f1.value == (1 if first else None)


def test_without_claims() -> None:
    none = boundaries([], []).figures
    assert none.f1.why == none.exact_f1.why == none.character_f1.why == "neither of the two has a claim"
    one = boundaries([[(0, 5)]], [])
    assert (one.figures.recall.value, one.figures.f1.value, one.figures.character_f1.value) == (0, 0, 0)
    assert one.figures.precision.why == "the second has no claims"
    assert one.only_first == (0,)


@settings(deadline=None)
@given(st.lists(st.tuples(claims, claims), max_size=4))
def test_several_articles_together_are_as_one_long_article(articles: list[tuple[Claims, Claims]]) -> None:
    moved: tuple[Claims, Claims] = ([], [])
    for at, article in enumerate(articles):
        for side, found in zip(article, moved, strict=True):
            found += [[(s + 100 * at, e + 100 * at) for s, e in claim] for claim in side]
    together = boundary_figures(boundaries(*article).figures.counts for article in articles)
    assert together == boundaries(*moved).figures
    json.dumps(asdict(together), allow_nan=False)


@pytest.mark.parametrize("step", [0, 40])
def test_five_hundred_claims_by_five_hundred(step: int) -> None:
    first: Claims = [[(step * n, step * n + 200)] for n in range(500)]
    second: Claims = [[(step * n + 7, step * n + 203)] for n in range(500)]
    start = time.process_time()
    assert boundaries(first, second).figures.f1.value == 1
    assert time.process_time() - start < 10
