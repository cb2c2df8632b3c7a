"""The figures of published worked examples, to the digits that their authors print."""

from collections import Counter

import pytest

from annotator.domain.agreement import (
    agreement_of,
    alpha,
    cohen_kappa,
    fleiss_kappa,
    randolph_kappa,
    raw_agreement,
    tally,
)

FOUR_OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
"""Krippendorff (2011), section C: four observers, twelve units, votes missing. Gwet (2014) has it too, as the
data set `cac.raw4raters` of irrCAC."""

FOURTEEN_RATERS = (
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
)  # fmt: skip
"""The worked example of Wikipedia's article on Fleiss' kappa: how many of 14 raters chose each label."""


def votes() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {f"unit {at}": {} for at in range(12)}
    for observer, row in enumerate(FOUR_OBSERVERS):
        for at, value in enumerate(row.split()):
            if value != ".":
                found[f"unit {at}"][f"observer {observer}"] = int(value)
    return found


def test_krippendorff_four_observers() -> None:
    patterns = tally(votes()).patterns
    assert round(alpha(patterns).value or 0, 3) == 0.743
    assert round(alpha(patterns, ordinal=True).value or 0, 3) == 0.815


def test_gwet_votes_missing() -> None:
    """irrCAC for R, "Calculating chance-corrected agreement coefficients", section on raw ratings."""
    patterns = tally(votes()).patterns
    assert round(raw_agreement(patterns).value or 0, 5) == 0.81818
    assert round(fleiss_kappa(patterns).value or 0, 5) == 0.76117
    assert (
        round(randolph_kappa(patterns, 5).value or 0, 5) == 0.77273
    )  # there by its other name, Brennan-Prediger


def test_fleiss_fourteen_raters() -> None:
    patterns = Counter(
        tuple(value for value, n in enumerate(row) for _ in range(n)) for row in FOURTEEN_RATERS
    )
    assert round(raw_agreement(patterns).value or 0, 3) == 0.378
    assert round(fleiss_kappa(patterns).value or 0, 3) == 0.210


@pytest.mark.parametrize(
    ("both", "first", "second", "neither", "kappa"),
    [(20, 5, 10, 15, 0.4), (45, 15, 25, 15, 0.1304), (25, 35, 5, 35, 0.2593)],
)
def test_cohen_proposals(both: int, first: int, second: int, neither: int, kappa: float) -> None:
    """The three examples of Wikipedia's article on Cohen's kappa."""
    cells = {("yes", "yes"): both, ("yes", "no"): first, ("no", "yes"): second, ("no", "no"): neither}
    assert round(cohen_kappa(cells).value or 0, 4) == kappa


def test_cicchetti_and_feinstein_paradox() -> None:
    """Feinstein and Cicchetti (1990), "High agreement but low kappa: I": one of the labels is agreed on."""
    cast = [("yes", "yes")] * 80 + [("yes", "no")] * 10 + [("no", "yes")] * 5 + [("no", "no")] * 5
    found = agreement_of(
        {str(at): dict(zip("AB", pair, strict=True)) for at, pair in enumerate(cast)}, ["yes", "no"]
    )
    assert found.raw.value == 0.85
    assert round(found.by_pair[0].kappa.value or 0, 2) == 0.32
    assert [round(each.specific.value or 0, 3) for each in found.by_label] == [0.914, 0.4]
    assert found.confusion.counts == ((80, 15), (15, 5))
