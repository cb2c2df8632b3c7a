"""Resampling in groups is resampling unit by unit: the same chances, drawn in whole numbers."""

from collections import Counter
from math import comb, sqrt
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.agreement.bootstrap import binomial, resamples


@pytest.mark.parametrize(("throws", "part", "whole"), [(1, 1, 3), (5, 2, 7), (9, 5, 8), (3, 99, 100)])
def test_binomial_has_the_chances_of_the_formula(throws: int, part: int, whole: int) -> None:
    chance, draws = Random(11), 20_000
    found = Counter(binomial(chance, throws, part, whole) for _ in range(draws))
    for hits in range(throws + 1):
        p = comb(throws, hits) * (part / whole) ** hits * (1 - part / whole) ** (throws - hits)
        assert abs(found[hits] - draws * p) <= 4.5 * sqrt(draws * p * (1 - p))


def test_binomial_of_many_throws() -> None:
    chance, p = Random(3), 1 / 3
    found = [binomial(chance, 100_000, 1, 3) for _ in range(400)]
    spread = sqrt(100_000 * p * (1 - p))
    assert abs(sum(found) / 400 - 100_000 * p) < 4 * spread / 20
    assert 0.85 < sqrt(sum((n - 100_000 * p) ** 2 for n in found) / 400) / spread < 1.15


@settings(deadline=None)
@given(st.integers(0, 50), st.integers(1, 50), st.integers(0, 2**32))
def test_binomial_of_never_and_of_always(throws: int, whole: int, seed: int) -> None:
    assert binomial(Random(seed), throws, 0, whole) == 0
    assert binomial(Random(seed), throws, whole, whole) == throws


@settings(deadline=None)
@given(st.lists(st.integers(1, 40), max_size=9), st.integers(0, 2**32))
def test_each_draw_is_as_large_as_the_whole(groups: list[int], seed: int) -> None:
    drawn = list(resamples(groups, 5, seed))
    assert [sum(times) for times in drawn] == [sum(groups)] * 5
    assert drawn == list(resamples(groups, 5, seed))


def test_draws_have_the_means_and_covariances_of_a_multinomial() -> None:
    groups, draws = [50, 30, 15, 4, 1], 6000
    found = list(resamples(groups, draws, 8))
    for i, one in enumerate(groups):
        assert sum(times[i] for times in found) / draws == pytest.approx(one, abs=4 * sqrt(one / draws))
        for j, two in enumerate(groups):
            expected = one * (1 - one / 100) if i == j else -one * two / 100
            got = sum((times[i] - one) * (times[j] - two) for times in found) / draws
            assert got == pytest.approx(expected, abs=5 * sqrt(2 * one * two / draws) + 0.05)
