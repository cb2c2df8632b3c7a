"""How well reviewers do on the control items of a round, and whether that changes while they work."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from annotator.domain.round import Round
from annotator.services.leading import check_lead
from annotator.store import Store, rounds

ENOUGH = 4
"""Votes below which two halves say nothing about drift."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A control item that a reviewer labelled otherwise than it is known to be."""

    claim: str
    label: str
    answer: str


@dataclass(frozen=True, slots=True)
class ControlScore:
    """One reviewer's votes on control items."""

    reviewer: str
    votes: int
    """How many of the round's control items they have voted on."""
    correct: int
    first: tuple[int, int] | None
    """(correct, votes) of the earlier half of their votes, the smaller one of an odd number."""
    second: tuple[int, int] | None
    """Of the later half. Both are None with less than `ENOUGH` votes."""
    misses: tuple[Miss, ...]
    """In the order of their votes."""

    @property
    def drift(self) -> float | None:
        """The share of correct votes in the later half less that in the earlier one; below 0: worse."""
        if self.first is None or self.second is None:
            return None
        return self.second[0] / self.second[1] - self.first[0] / self.first[1]


def control_scores(store: Store, member: str, found: Round) -> list[ControlScore]:
    """By reviewer; only those who have voted on a control item. Raises InputError for one who is no lead.

    `store` is opened to read with the sight of the lead: one who is a reviewer of the round sees none
    before it is revealed or closed.
    """
    with store.reading() as db:
        check_lead(db, member, "look at control items")
        votes = rounds.control_votes(db, found.id)
    return [
        _score(name, [(claim, label, answer) for _, claim, label, answer in mine])
        for name, mine in groupby(votes, key=lambda vote: vote[0])
    ]


def _score(reviewer: str, votes: Sequence[tuple[str, str, str]]) -> ControlScore:
    right = [label == answer for _, label, answer in votes]
    middle = len(right) // 2
    halves = (right[:middle], right[middle:]) if len(right) >= ENOUGH else (None, None)
    first, second = (half and (sum(half), len(half)) for half in halves)
    misses = tuple(Miss(*vote) for vote, good in zip(votes, right, strict=True) if not good)
    return ControlScore(reviewer, len(right), sum(right), first or None, second or None, misses)
