"""Votes in the form that the models count with: numbers for names, and equal ballots once."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

Vote = tuple[str, str, str]
"""Unit, reviewer, label."""
Ballot = tuple[int, ...]
"""All votes for one unit, ascending; each is reviewer * number of labels + label."""


class Ballots(NamedTuple):
    """All votes. Nothing in it depends on the order in which they came, nor on how reviewers are called."""

    units: tuple[str, ...]
    """Those with votes, sorted."""
    reviewers: tuple[str, ...]
    """By what they voted, so that a model gives the same numbers when people change their names."""
    labels: tuple[str, ...]
    """Those with votes, sorted."""
    same: tuple[int, ...]
    """Per reviewer the first who voted just the same: what is drawn by lot is drawn once for them."""
    ballots: dict[Ballot, int]
    """Each different ballot and how many units have it."""
    ballot_of: tuple[Ballot, ...]
    """Per unit."""


class Estimate(NamedTuple):
    """What a model makes of ballots."""

    shares: dict[Ballot, tuple[float, ...]]
    """Per ballot the probability of each label, in the order of the labels."""
    reliability: tuple[float, ...]
    """Per reviewer, 0 to 1."""


def collect(votes: Iterable[Vote]) -> Ballots:
    """Number the votes. A reviewer may vote more than once for a unit; each vote counts."""
    cast = sorted(votes)
    units = sorted({unit for unit, _, _ in cast})
    labels = sorted({label for _, _, label in cast})
    unit_number = {unit: number for number, unit in enumerate(units)}
    label_number = {label: number for number, label in enumerate(labels)}

    by_reviewer: dict[str, list[tuple[int, int]]] = {}
    for unit, reviewer, label in cast:
        by_reviewer.setdefault(reviewer, []).append((unit_number[unit], label_number[label]))
    reviewers = sorted(by_reviewer, key=lambda name: (by_reviewer[name], name))

    of_unit: list[list[int]] = [[] for _ in units]
    same: list[int] = []
    for number, reviewer in enumerate(reviewers):
        for unit_at, label_at in by_reviewer[reviewer]:
            of_unit[unit_at].append(number * len(labels) + label_at)
        twin = number > 0 and by_reviewer[reviewer] == by_reviewer[reviewers[number - 1]]
        same.append(same[-1] if twin else number)
    ballot_of = tuple(map(tuple, of_unit))
    return Ballots(
        tuple(units), tuple(reviewers), tuple(labels), tuple(same), dict(Counter(ballot_of)), ballot_of
    )
