"""MACE: for each unit a reviewer either knows, and gives the true label, or guesses by a habit of their own.

D. Hovy, T. Berg-Kirkpatrick, A. Vaswani and E. Hovy (2013), Learning Whom to Trust with MACE, NAACL-HLT,
1120-1130: the model of their figure 1 with variational training (section 3.2) and their priors.
"""

from math import exp, log
from random import Random
from typing import NamedTuple

from annotator.domain.aggregation.ballots import Ballot, Ballots, Estimate

_KNOWING = 0.5
"""Beta prior on knowing and on guessing, per reviewer."""
_HABIT = 10.0
"""Dirichlet prior on each label of a guess."""
_STARTS = 10
_FIRST_STEPS = 5
"""From each start; only the best goes on."""
_MOST_STEPS = 500
_SETTLED = 1e-8
"""Of log likelihood a vote: less change than this in a step is the end."""


class _Habits(NamedTuple):
    """Per vote (reviewer and label), unnormalised as variational training has them."""

    knows: list[float]
    """That the reviewer knows."""
    guesses: list[float]
    """That the reviewer guesses, and guesses this."""


class _Expected(NamedTuple):
    shares: dict[Ballot, tuple[float, ...]]
    known: list[float]
    """Per vote (reviewer and label): how many of those cast were known."""
    likelihood: float


def mace(ballots: Ballots, *, seed: int) -> Estimate:
    """The best of some starts drawn by the seed; every step is linear in the votes.

    A reviewer's reliability is their competence: the expected share of units for which they knew.
    """
    cast = [0] * (len(ballots.reviewers) * len(ballots.labels))
    for ballot, units in ballots.ballots.items():
        for vote in ballot:
            cast[vote] += units
    starts = [_follow(ballots, cast, _start(ballots, f"{seed}/{n}"), _FIRST_STEPS) for n in range(_STARTS)]
    best = max(starts, key=lambda expected: expected.likelihood)
    settled = _follow(ballots, cast, _habits(ballots, cast, best.known), _MOST_STEPS)
    return Estimate(settled.shares, _competence(ballots, cast, settled.known))


def _start(ballots: Ballots, lot: str) -> _Habits:
    """Not far from even, and a little different for everyone."""
    draw, labels = Random(lot), len(ballots.labels)
    knows: list[float] = []
    guesses: list[float] = []
    for number, same in enumerate(ballots.same):
        if same == number:
            knowing, guessing, *habit = [1 + 1.5 * draw.random() for _ in range(2 + labels)]
            knows_one = [knowing / (knowing + guessing)] * labels
            guesses_one = [guessing / (knowing + guessing) * weight / sum(habit) for weight in habit]
        knows += knows_one
        guesses += guesses_one
    return _Habits(knows, guesses)


def _follow(ballots: Ballots, cast: list[int], habits: _Habits, steps: int) -> _Expected:
    expected = _expect(ballots, habits)
    for _ in range(steps):
        before = expected.likelihood
        expected = _expect(ballots, _habits(ballots, cast, expected.known))
        if abs(expected.likelihood - before) < _SETTLED * sum(cast):
            break
    return expected


def _expect(ballots: Ballots, habits: _Habits) -> _Expected:
    """How probable each true label is for a ballot: all are alike before the votes, and a vote speaks for
    its own label only, by the odds that it was more than a guess."""
    labels = len(ballots.labels)
    odds = [log(1 + knows / guesses) for knows, guesses in zip(*habits, strict=True)]
    guessed = [log(guesses) for guesses in habits.guesses]
    right = [0.0] * len(odds)
    shares: dict[Ballot, tuple[float, ...]] = {}
    likelihood = 0.0
    for ballot, units in ballots.ballots.items():
        logs = [0.0] * labels
        for vote in ballot:
            logs[vote % labels] += odds[vote]
        top = max(logs)
        weights = [exp(value - top) for value in logs]
        whole = sum(weights)
        share = shares[ballot] = tuple([weight / whole for weight in weights])
        for vote in ballot:
            right[vote] += units * share[vote % labels]
        likelihood += units * (sum(map(guessed.__getitem__, ballot)) + top + log(whole / labels))
    known = [
        sure * knows / (knows + guesses)
        for sure, knows, guesses in zip(right, habits.knows, habits.guesses, strict=True)
    ]
    return _Expected(shares, known, likelihood)


def _habits(ballots: Ballots, cast: list[int], known: list[float]) -> _Habits:
    """The variational step: geometric means under the posteriors of Beta and Dirichlet."""
    labels = len(ballots.labels)
    knows: list[float] = []
    guesses: list[float] = []
    for start in range(0, len(cast), labels):
        guessed = [cast[at] - known[at] for at in range(start, start + labels)]
        whole = sum(cast[start : start + labels])
        habit = exp_digamma(sum(guessed) + labels * _HABIT)
        both = exp_digamma(whole + 2 * _KNOWING)
        guessing = exp_digamma(sum(guessed) + _KNOWING) / both
        knows += [exp_digamma(whole - sum(guessed) + _KNOWING) / both] * labels
        guesses += [guessing * exp_digamma(count + _HABIT) / habit for count in guessed]
    return _Habits(knows, guesses)


def _competence(ballots: Ballots, cast: list[int], known: list[float]) -> tuple[float, ...]:
    labels = len(ballots.labels)
    return tuple(
        (sum(known[start : start + labels]) + _KNOWING) / (sum(cast[start : start + labels]) + 2 * _KNOWING)
        for start in range(0, len(cast), labels)
    )


def exp_digamma(x: float) -> float:
    """e to the digamma function of x > 0, to 10 places and more: recurrence to 10, then the asymptotic
    series (Abramowitz and Stegun 1964, 6.3.5 and 6.3.18)."""
    below = 0.0
    while x < 10:
        below += 1 / x
        x += 1
    square = 1 / (x * x)
    series = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square / 132))))
    return exp(log(x) - 0.5 / x - series - below)
