"""How much the votes on a claim are at odds: what a lead settles first. The one definition of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from annotator.domain.scheme import LabelRule
from annotator.domain.vocabulary import Verdict

SURE = 3
"""The least confidence that is no reason to look again."""
Side = int
"""1: the label speaks for the claim, -1: against it, 0: neither."""
_SIDES: dict[Verdict, Side] = {"supported": 1, "conflicting": -1, "refuted": -1, "insufficient": 0}


class Level(IntEnum):
    """What the votes are at odds about, the worst last."""

    AGREED = 0
    WAITING = 1
    """Nothing, but votes are missing."""
    UNSURE = 2
    """The label is one, but a vote lacks evidence, or is not sure."""
    EVIDENCE = 3
    """The label is one and does not speak against the claim, but an open citation does."""
    LABEL = 4
    """The labels differ; none speaks for the claim where another speaks against it."""
    VERDICT = 5
    """One says that it is so, another that it is not."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """A vote, as far as severity goes."""

    label: str
    side: Side
    complete: bool = True
    confidence: int | None = None
    refutes: bool = False
    """Whether it rests on an open citation that refutes the claim."""


class Severity(NamedTuple):
    """Compares by level, then by how many votes are affected; the greater is the worse."""

    level: Level
    apart: int = 0
    """Votes that are not for the most frequent label."""
    weak: int = 0
    """Votes that lack evidence or are not sure."""
    missing: int = 0
    """Votes that are still to come."""


def severity(ballots: Sequence[Ballot], missing: int) -> Severity:
    """How much these votes are at odds, with so many still to come.

    Pure, and independent of the order of the votes. Without any vote there is nothing to settle yet:
    `WAITING`.
    """
    labels = Counter(ballot.label for ballot in ballots)
    apart = len(ballots) - max(labels.values(), default=0)
    weak = sum(
        not ballot.complete or (ballot.confidence is not None and ballot.confidence < SURE)
        for ballot in ballots
    )
    return Severity(_level(ballots, len(labels), weak, missing), apart, weak, missing)


def _level(ballots: Sequence[Ballot], labels: int, weak: int, missing: int) -> Level:
    sides = {ballot.side for ballot in ballots}
    if {1, -1} <= sides:
        return Level.VERDICT
    if labels > 1:
        return Level.LABEL
    if -1 not in sides and any(ballot.refutes for ballot in ballots):
        return Level.EVIDENCE
    if weak:
        return Level.UNSURE
    return Level.WAITING if missing or not ballots else Level.AGREED


def side_of(rule: LabelRule | None, verdict: Verdict | None) -> Side:
    """On which side a vote is: by its verdict, or while that is open by those that its label can give.

    A label that can give verdicts of several sides (`sourced`: supported or insufficient) is on none of them
    until it is complete.
    """
    if verdict is not None:
        return _SIDES[verdict]
    if rule is None or rule.verdict is None:
        return 0
    sides = {_SIDES[rule.verdict.with_support], _SIDES[rule.verdict.without_support]}
    return sides.pop() if len(sides) == 1 else 0
