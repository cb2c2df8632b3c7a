"""How far a round is: per reviewer and overall."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from annotator.domain.estimating import Estimate
from annotator.domain.round import AssignmentState, Round


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Claims handed out, once for each reviewer who has them, by how far they are."""

    assigned: int = 0
    done: int = 0
    incomplete: int = 0
    """Labelled, but the evidence rule is not met yet."""
    open: int = 0
    skipped: int = 0
    flagged: int = 0
    """Of the assigned ones, those that their reviewer has flagged."""
    surplus: int = 0
    """Votes of people on claims that they do not have: given before the claim went to others, or after."""

    @property
    def labelled(self) -> int:
        return self.done + self.incomplete


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How long, and how quickly. Seconds are known only of labels given on a screen."""

    seconds: int = 0
    """Of real work in the round, idle time cut out."""
    median_seconds: int | None = None
    """A claim, of the last claims labelled; None when no seconds are known."""
    hourly: int | None = None
    """Claims an hour of real work, of the last claims labelled."""
    daily: int | None = None
    """Labels a working day: of the last finished days with labels, else of today."""
    last_act: str = ""
    """When something was done in the round last, by the clock of who did it; UTC, or empty."""


@dataclass(frozen=True, slots=True)
class ReviewerStatus:
    """How far one reviewer is."""

    name: str
    counts: Counts
    work: Work


@dataclass(frozen=True, slots=True)
class RoundStatus:
    """How far a round is. `partial`: one who may not see the others gets their own row and totals."""

    round: Round
    partial: bool
    reviewers: Sequence[ReviewerStatus]
    counts: Counts
    """Of all reviewers."""
    work: Work
    voted: int
    """Claims that everyone who has them has labelled."""
    with_nobody: int
    """Claims that nobody has."""
    settled: int
    """Claims that a lead has settled."""
    disagreements: int | None
    """Claims with votes that differ so far; None for those who may not know."""
    edited: int
    """Claims that do not stand any more as they were frozen: revised or dropped elsewhere."""
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A claim that a reviewer has not done, or has flagged."""

    number: int
    """In the round, from 0."""
    state: AssignmentState
    flagged: bool
    text: str
    reason: str
    """Why it was skipped, or what its label lacks; empty when it is open."""


def hourly(seconds: Sequence[int]) -> int | None:
    """Claims an hour, from the seconds on each."""
    return round(3600 * len(seconds) / sum(seconds)) if sum(seconds) else None


def median_seconds(seconds: Sequence[int]) -> int | None:
    return round(median(seconds)) if sum(seconds) else None
