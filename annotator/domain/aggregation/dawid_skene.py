"""Dawid-Skene: every reviewer has a habit of confusing labels, learned together with the labels.

A. P. Dawid and A. M. Skene (1979), Maximum Likelihood Estimation of Observer Error-Rates Using the EM
Algorithm, Applied Statistics 28(1), 20-28; equation numbers are of this paper.
"""

from math import exp, log

from annotator.domain.aggregation.ballots import Ballot, Ballots, Estimate

_MOST_STEPS = 500
_SETTLED = 1e-8
"""Of log likelihood a vote: less gain than this in a step is the end."""
_NEVER = 1e-10
"""The least probability: what a reviewer was never seen to do is no proof that they cannot."""

_Shares = dict[Ballot, tuple[float, ...]]


def dawid_skene(ballots: Ballots) -> Estimate:
    """The maximum of likelihood that is reached from the shares of the votes; nothing is drawn by lot.

    A reviewer's reliability is the diagonal of their confusion matrix weighted by what they had before
    them: the share of their votes that is expected to be right. Every step is linear in votes times labels.
    """
    votes = sum(len(ballot) * units for ballot, units in ballots.ballots.items())
    shares = _shares_of_votes(ballots)
    before = float("-inf")
    for _ in range(_MOST_STEPS):
        shares, likelihood = _expect(ballots, *_learn(ballots, shares))
        if likelihood - before < _SETTLED * votes:
            break
        before = likelihood
    return Estimate(shares, _reliability(ballots, shares))


def _shares_of_votes(ballots: Ballots) -> _Shares:
    """Equation 3.1: a label is as probable as its share of the votes."""
    labels = range(len(ballots.labels))
    return {
        ballot: tuple(sum(vote % len(labels) == label for vote in ballot) / len(ballot) for label in labels)
        for ballot in ballots.ballots
    }


def _learn(ballots: Ballots, shares: _Shares) -> tuple[list[float], list[list[float]]]:
    """Equations 2.3 and 2.4, as logarithms: how common each true label is, and for each true label how
    probable each vote (reviewer and label) is."""
    labels = len(ballots.labels)
    units_true = [0.0] * labels
    seen = [[0.0] * (len(ballots.reviewers) * labels) for _ in range(labels)]
    for ballot, units in ballots.ballots.items():
        for true, share in enumerate(shares[ballot]):
            weight, row = share * units, seen[true]
            units_true[true] += weight
            for vote in ballot:
                row[vote] += weight
    common = [log(max(count / len(ballots.units), _NEVER)) for count in units_true]
    return common, [_log_rates(row, labels) for row in seen]


def _log_rates(seen: list[float], labels: int) -> list[float]:
    """Counts of votes to the logarithms of their shares, reviewer by reviewer."""
    rates: list[float] = []
    for start in range(0, len(seen), labels):
        counts = [max(count, _NEVER) for count in seen[start : start + labels]]
        whole = log(sum(counts))
        rates += [log(count) - whole for count in counts]
    return rates


def _expect(ballots: Ballots, common: list[float], confusion: list[list[float]]) -> tuple[_Shares, float]:
    """Equation 2.5: how probable each true label is for a ballot; and the log likelihood of all votes."""
    rows = [(prior, row.__getitem__) for prior, row in zip(common, confusion, strict=True)]
    shares: _Shares = {}
    likelihood = 0.0
    for ballot, units in ballots.ballots.items():
        logs = [prior + sum(map(of_vote, ballot)) for prior, of_vote in rows]
        top = max(logs)
        weights = [exp(value - top) for value in logs]
        whole = sum(weights)
        shares[ballot] = tuple([weight / whole for weight in weights])
        likelihood += units * (top + log(whole))
    return shares, likelihood


def _reliability(ballots: Ballots, shares: _Shares) -> tuple[float, ...]:
    labels = len(ballots.labels)
    right = [0.0] * len(ballots.reviewers)
    given = [0] * len(ballots.reviewers)
    for ballot, units in ballots.ballots.items():
        for vote in ballot:
            right[vote // labels] += units * shares[ballot][vote % labels]
            given[vote // labels] += units
    return tuple(sure / all_given for sure, all_given in zip(right, given, strict=True))
