"""The label that most reviewers gave a unit (a claim, say): a count, not a judgement."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple


class Majority(NamedTuple):
    """What most votes for one unit say."""

    label: str | None
    """The label with the most votes, though fewer than half; None for a tie and where nobody voted."""
    votes_for: int
    """How many votes the label has, or each of the labels that tie."""
    votes: int
    """How many votes there are in all."""


def majority(votes: Mapping[str, Mapping[str, str]]) -> dict[str, Majority]:
    """For each unit, in the order given, the majority of its votes (reviewer to label)."""
    return {unit: _most(Counter(given.values())) for unit, given in votes.items()}


def _most(counts: Counter[str]) -> Majority:
    most = max(counts.values(), default=0)
    best = [label for label, count in counts.items() if count == most]
    return Majority(best[0] if len(best) == 1 else None, most, counts.total())
