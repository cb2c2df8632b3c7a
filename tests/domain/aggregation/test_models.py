"""Both models on the example of Dawid and Skene, against a second implementation: crowd-kit 1.4.2.

The comparison goes round crowd-kit's faults. Its Dawid-Skene stops too early (after 4 steps here), so it is
not let stop; its MACE mixes up reviewers and labels that do not come in their order, so they are numbered as
they come, and starts ten times from the same place, so it starts once. It is large (750 MB) and not among the
development tools: its figures are written down here, and compared anew where it is installed.
"""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.aggregation.ballots import Ballots, Estimate, Vote, collect
from annotator.domain.aggregation.dawid_skene import dawid_skene
from annotator.domain.aggregation.mace import exp_digamma, mace

VOTES = """
111 1 1 1 1 | 333 4 3 3 4 | 112 2 1 2 2 | 222 3 1 2 1 | 222 3 2 2 2 | 222 3 3 2 2 | 122 2 1 1 1
333 3 4 3 3 | 222 2 2 2 3 | 232 2 2 2 3 | 444 4 4 4 4 | 222 3 3 4 3 | 111 1 1 1 1 | 222 3 2 1 2
121 1 1 1 1 | 111 2 1 1 1 | 111 1 1 1 1 | 111 1 1 1 1 | 222 2 2 2 1 | 222 1 3 2 2 | 222 2 2 2 2
222 2 2 2 1 | 222 3 2 2 2 | 221 2 2 2 2 | 111 1 1 1 1 | 111 1 1 1 1 | 232 2 2 2 2 | 111 1 1 1 1
111 1 1 1 1 | 112 1 1 2 1 | 111 1 1 1 1 | 333 3 2 3 3 | 111 1 1 1 1 | 222 2 2 2 2 | 222 3 2 3 2
433 4 3 4 3 | 221 2 2 3 2 | 232 3 2 3 3 | 333 3 4 3 2 | 111 1 1 1 1 | 111 1 1 1 1 | 121 2 1 1 1
232 2 2 2 2 | 121 1 1 1 1 | 222 2 2 2 2
"""
"""The worked example of Dawid and Skene (1979), table 1: five anaesthetists judge how fit 45 patients are,
on a scale of 1 to 4; the first did it three times. A patient between bars, a word for each anaesthetist."""
PATIENTS = [row.split() for row in VOTES.replace("\n", "|").split("|") if row.strip()]

CLASSES = "142222132243121111222222112111131224233111212"
"""The classes at the maximum, patient by patient, as crowd-kit has them too."""

EULER = 0.5772156649015329


def cast() -> list[Vote]:
    return [
        (f"{patient:02}", str(number), label)
        for patient, words in enumerate(PATIENTS, 1)
        for number, word in enumerate(words, 1)
        for label in word
    ]


def shares(ballots: Ballots, estimate: Estimate) -> list[dict[str, float]]:
    return [dict(zip(ballots.labels, estimate.shares[key], strict=True)) for key in ballots.ballot_of]


def classes(ballots: Ballots, estimate: Estimate) -> str:
    return "".join(max(share, key=share.__getitem__) for share in shares(ballots, estimate))


def unsure(found: list[dict[str, float]]) -> dict[int, dict[str, float]]:
    """Of the patients whose class is not nearly certain: what is probable, by the patient's number."""
    return {
        number: {label: round(value, 3) for label, value in share.items() if value > 0.0005}
        for number, share in enumerate(found, 1)
        if max(share.values()) < 0.985
    }


def test_the_data_are_typed_in_whole() -> None:
    assert len(PATIENTS) == len(CLASSES) == 45
    assert len(cast()) == 45 * 7


def test_dawid_skene_gives_the_classes_and_their_marginals() -> None:
    ballots = collect(cast())
    estimate = dawid_skene(ballots)
    assert classes(ballots, estimate) == CLASSES
    found = shares(ballots, estimate)
    marginals = [round(sum(share[label] for share in found) / 45, 2) for label in "1234"]
    assert marginals == [0.40, 0.42, 0.11, 0.07]


def test_dawid_skene_gives_the_error_rates_of_the_first_anaesthetist() -> None:
    ballots = collect(cast())
    found = shares(ballots, dawid_skene(ballots))
    rates = {}
    for true in "1234":
        seen = dict.fromkeys("1234", 0.0)
        for patient, reviewer, label in cast():
            if reviewer == "1":
                seen[label] += found[int(patient) - 1][true]
        rates[true] = [round(count / sum(seen.values()), 2) for count in seen.values()]
    assert rates == {
        "1": [0.89, 0.11, 0, 0],
        "2": [0.07, 0.88, 0.05, 0],
        "3": [0, 0.34, 0.66, 0],
        "4": [0, 0, 0.56, 0.44],
    }


def test_dawid_skene_gives_what_crowd_kit_gave() -> None:
    ballots = collect(cast())
    found = shares(ballots, dawid_skene(ballots))
    assert unsure(found) == {
        7: {"1": 0.981, "2": 0.019},
        35: {"2": 0.948, "3": 0.052},
        38: {"2": 0.021, "3": 0.979},
    }


def test_mace_gives_what_crowd_kit_gave() -> None:
    ballots = collect(cast())
    estimate = mace(ballots, seed=1)
    assert classes(ballots, estimate) == "132222132242121111222222112111131223233111212"
    found = shares(ballots, estimate)
    assert unsure(found) == {
        3: {"1": 0.135, "2": 0.865},
        7: {"1": 0.974, "2": 0.026},
        12: {"2": 0.737, "3": 0.259, "4": 0.004},
        36: {"3": 0.949, "4": 0.051},
        38: {"2": 0.065, "3": 0.935},
    }
    competence = dict(zip(ballots.reviewers, estimate.reliability, strict=True))
    crowd_kit = {"1": 0.8278, "2": 0.6239, "3": 0.7450, "4": 0.8192, "5": 0.7607}
    assert competence == pytest.approx(crowd_kit, abs=0.01)  # they give no mean of the posterior


@pytest.mark.filterwarnings("ignore")
def test_both_agree_with_crowd_kit_where_it_is_installed() -> None:
    crowd_kit = pytest.importorskip("crowdkit.aggregation.classification")
    pandas = pytest.importorskip("pandas")
    ballots = collect(cast())
    table = pandas.DataFrame(sorted(cast()), columns=["task", "worker", "label"])

    theirs = crowd_kit.DawidSkene(500, tol=float("-inf")).fit(table).probas_
    for unit, share in zip(ballots.units, shares(ballots, dawid_skene(ballots)), strict=True):
        assert share == pytest.approx(theirs.loc[unit].to_dict(), abs=1e-4)

    workers, _ = pandas.factorize(table.worker)
    labels, names = pandas.factorize(table.label)
    numbered = pandas.DataFrame({"task": table.task, "worker": workers, "label": labels})
    theirs = (
        crowd_kit.MACE(n_restarts=1, n_iter=200).fit(numbered).probas_.rename(columns=dict(enumerate(names)))
    )
    for unit, share in zip(ballots.units, shares(ballots, mace(ballots, seed=1)), strict=True):
        assert share == pytest.approx(theirs.loc[unit].to_dict(), abs=1e-3)


def test_known_values_of_the_digamma_function() -> None:
    assert log(exp_digamma(1)) == pytest.approx(-EULER, abs=1e-12)
    assert log(exp_digamma(0.5)) == pytest.approx(-EULER - 2 * log(2), abs=1e-12)


@given(st.floats(min_value=0.01, max_value=1e6))
def test_digamma_of_one_more(x: float) -> None:
    assert log(exp_digamma(x + 1)) == pytest.approx(log(exp_digamma(x)) + 1 / x, abs=1e-9)
