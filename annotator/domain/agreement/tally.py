"""Votes counted once, so that the figures do not go through all of them again.

A hundred thousand claims with two or three votes each make some fifty patterns of votes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Generic, TypeVar

Value = TypeVar("Value", str, int)
"""A label's id, or a number on an ordinal scale."""

Votes = Mapping[str, Mapping[str, Value]]
"""Claim -> reviewer -> value. A vote that is missing is absent."""

Pattern = tuple[Value, ...]
"""All the votes on one claim, sorted, without who cast them."""


@dataclass(frozen=True)
class Tally(Generic[Value]):
    """The counts behind the figures, in an order that does not depend on that of the votes."""

    patterns: dict[Pattern[Value], int]
    """Pattern -> claims that have it."""
    pairs: dict[tuple[str, str, Value, Value], int]
    """Two reviewers, the first before the second, and what each said -> claims."""
    votes: dict[str, int]
    """Reviewer -> their votes."""
    shared: dict[str, int]
    """Reviewer -> claims that another voted on too."""


def tally(votes: Votes[Value]) -> Tally[Value]:
    """Count votes: linear in votes, and in the square of the votes on one claim."""
    pairs: Counter[tuple[str, str, Value, Value]] = Counter()
    shared: Counter[str] = Counter()
    for claim in votes.values():
        if len(claim) > 1:
            shared.update(claim.keys())
            for (one, its), (two, other) in combinations(sorted(claim.items()), 2):
                pairs[one, two, its, other] += 1
    cast = Counter(chain.from_iterable(votes.values()))
    return Tally(
        dict(sorted(Counter(tuple(sorted(claim.values())) for claim in votes.values() if claim).items())),
        dict(sorted(pairs.items())),
        dict(sorted(cast.items())),
        {reviewer: shared[reviewer] for reviewer in sorted(cast)},
    )


def mapped(patterns: Mapping[Pattern[Value], int], label: Value) -> dict[Pattern[int], int]:
    """Patterns that only tell a label (1) from all others (0)."""
    found: Counter[Pattern[int]] = Counter()
    for pattern, claims in patterns.items():
        said = pattern.count(label)
        found[(0,) * (len(pattern) - said) + (1,) * said] += claims
    return dict(sorted(found.items()))


def why_no_pair(patterns: Mapping[Pattern[Value], int]) -> str:
    """Why nothing can be said about agreement; empty when two votes are on one claim."""
    if not patterns:
        return "there are no votes"
    return "" if any(len(pattern) > 1 for pattern in patterns) else "no claim has votes of two reviewers"


def values_of(patterns: Iterable[Pattern[Value]]) -> list[Value]:
    return sorted(set(chain.from_iterable(patterns)))
