"""The figures beside those of `krippendorff` and `nltk`, and the definitions written out vote by vote."""

import random
from collections import Counter
from itertools import combinations, permutations

import krippendorff
import numpy
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from annotator.domain.agreement import agreement_of, alpha, alpha_interval, fleiss_kappa, tally

LABELS = ("contested", "sourced", "verified")
Cast = dict[str, dict[str, str]]

votes = st.dictionaries(
    st.sampled_from([f"claim {n}" for n in range(9)]),
    st.dictionaries(st.sampled_from("ABCDE"), st.sampled_from(LABELS)),
)
complete = st.lists(st.tuples(*[st.sampled_from(LABELS)] * 3), min_size=1, max_size=12).map(
    lambda rows: {f"claim {at}": dict(zip("ABC", row, strict=True)) for at, row in enumerate(rows)}
)


def their_alpha(units: list[list[str]], level: str = "nominal") -> float | None:
    counts = [[unit.count(label) for label in LABELS] for unit in units if len(unit) > 1]
    if sum(1 for column in zip(*counts, strict=True) if any(column)) < 2:
        return None
    return float(
        krippendorff.alpha(
            value_counts=numpy.array(counts), value_domain=[1, 2, 3], level_of_measurement=level
        )
    )


@settings(deadline=None)
@given(votes)
def test_alpha_nominal_and_ordinal(cast: Cast) -> None:
    units = [list(claim.values()) for claim in cast.values()]
    patterns = tally(cast).patterns
    assert alpha(patterns).value == pytest.approx(their_alpha(units), abs=1e-9)
    numbers = tally({c: {r: LABELS.index(v) for r, v in by.items()} for c, by in cast.items()})
    assert alpha(numbers.patterns, ordinal=True).value == pytest.approx(
        their_alpha(units, "ordinal"), abs=1e-9
    )


@settings(deadline=None)
@given(votes)
def test_alpha_of_each_label_and_of_each_reviewer(cast: Cast) -> None:
    found = agreement_of(cast, LABELS, draws=1)
    for label in found.by_label:
        units = [[LABELS[value == label.label] for value in claim.values()] for claim in cast.values()]
        assert label.alpha.value == pytest.approx(their_alpha(units), abs=1e-9)
    for each in found.by_reviewer:
        met = [
            [value, other]
            for claim in cast.values()
            for (reviewer, value), (_, other) in permutations(claim.items(), 2)
            if reviewer == each.reviewer
        ]
        assert each.pairs == len(met)
        assert each.shared == sum(1 for claim in cast.values() if each.reviewer in claim and len(claim) > 1)
        assert each.alpha.value == pytest.approx(their_alpha(met), abs=1e-9)
        if met:
            assert each.raw.value == pytest.approx(sum(one == two for one, two in met) / len(met))


@settings(deadline=None)
@given(complete)
def test_kappas_where_everybody_voted(cast: Cast) -> None:
    assume(len({value for claim in cast.values() for value in claim.values()}) > 1)
    data = [(reviewer, claim, value) for claim, by in cast.items() for reviewer, value in by.items()]
    theirs = AnnotationTask(data)
    found = agreement_of(cast, sorted(theirs.K), draws=1)
    assert found.raw.value == pytest.approx(theirs.avg_Ao())
    assert found.fleiss.value == pytest.approx(theirs.pi(), abs=1e-9)
    assert found.randolph.value == pytest.approx(theirs.S(), abs=1e-9)
    for pair in found.by_pair:
        if pair.kappa.value is not None:
            assert pair.kappa.value == pytest.approx(theirs.kappa_pairwise(pair.first, pair.second), abs=1e-9)


@settings(deadline=None)
@given(votes)
def test_fleiss_where_votes_are_missing(cast: Cast) -> None:
    """Gwet's definition on the table of votes, in floating point."""
    table = [[list(claim.values()).count(label) for label in LABELS] for claim in cast.values() if claim]
    twice = [row for row in table if sum(row) > 1]
    assume(twice)
    agreed = sum(sum(n * (n - 1) for n in row) / (sum(row) * (sum(row) - 1)) for row in twice) / len(twice)
    chance = sum((sum(row[at] / sum(row) for row in table) / len(table)) ** 2 for at in range(3))
    value = fleiss_kappa(tally(cast).patterns).value
    if chance > 1 - 1e-9:
        assert value is None
    else:
        assert value == pytest.approx((agreed - chance) / (1 - chance), abs=1e-9)


@settings(deadline=None)
@given(votes)
def test_counts_and_specific_agreement_pair_by_pair(cast: Cast) -> None:
    found = agreement_of(cast, LABELS, draws=1)
    pairs = [pair for claim in cast.values() for pair in combinations(claim.values(), 2)]
    assert (found.pairs, found.votes) == (len(pairs), sum(map(len, cast.values())))
    for row, label in enumerate(LABELS):
        for column, other in enumerate(LABELS):
            assert found.confusion.counts[row][column] == sum(
                sorted(p) == sorted((label, other)) for p in pairs
            )
        holding = Counter(pair.count(label) for pair in pairs)
        expected = 2 * holding[2] / (2 * holding[2] + holding[1]) if holding[1] + holding[2] else None
        assert found.by_label[row].specific.value == expected
        assert found.by_label[row].votes == sum(list(claim.values()).count(label) for claim in cast.values())
        assert found.by_label[row].claims == sum(label in claim.values() for claim in cast.values())
    for pair in found.by_pair:
        shared = [claim for claim in cast.values() if pair.first in claim and pair.second in claim]
        assert pair.shared == len(shared)
        same = sum(claim[pair.first] == claim[pair.second] for claim in shared)
        assert pair.raw.value == (same / len(shared) if shared else None)


@pytest.mark.parametrize("ordinal", [False, True])
def test_interval_is_that_of_resampling_claim_by_claim(*, ordinal: bool) -> None:
    chance = random.Random(5)
    units = [chance.choices(range(1, 4), weights=(4, 2, 1 + at % 3), k=2 + at % 2) for at in range(80)]
    units += [[1, 1, 1]] * 60 + [[3, 3]] * 40
    patterns = Counter(tuple(sorted(unit)) for unit in units)
    level = "ordinal" if ordinal else "nominal"
    theirs = sorted(
        krippendorff.alpha(
            value_counts=numpy.array([[unit.count(value) for value in (1, 2, 3)] for unit in drawn]),
            value_domain=[1, 2, 3],
            level_of_measurement=level,
        )
        for drawn in (chance.choices(units, k=len(units)) for _ in range(1000))
    )
    ours = alpha_interval(patterns, ordinal=ordinal)
    assert ours.low == pytest.approx(theirs[25], abs=0.02)
    assert ours.high == pytest.approx(theirs[-26], abs=0.02)
    assert theirs[-26] - theirs[25] > 0.1
