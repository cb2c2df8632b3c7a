"""How far reviewers rest their labels on the same evidence."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from math import fsum

from annotator.domain.agreement.figure import Figure

Cited = Mapping[str, Mapping[str, Set[str]]]
"""Claim -> reviewer -> what they cite: origins, or URLs. A reviewer who cites nothing has an empty set."""


@dataclass(frozen=True)
class ClaimEvidence:
    claim: str
    jaccard: Figure
    """The mean over the pairs that count."""
    pairs: int
    empty: int


@dataclass(frozen=True)
class EvidenceAgreement:
    """Pairs of reviewers of a claim, each with the Jaccard index of what the two cite.

    Jaccard: what both cite among what either cites, 0 to 1. A pair where neither cites anything has none.
    """

    jaccard: Figure
    """The mean over all pairs that count."""
    pairs: int
    """Pairs that count: at least one of the two cites something."""
    sharing: int
    """Pairs among them that have something in common."""
    empty: int
    """Pairs that do not count, because neither of the two cites anything."""
    by_claim: tuple[ClaimEvidence, ...]
    """Claims with at least two reviewers, by id."""


def evidence_agreement(cited: Cited) -> EvidenceAgreement:
    """Compare what reviewers cite for the claims that they share; once for origins, once for URLs."""
    by_claim, everywhere = [], []
    empty = 0
    for claim in sorted(cited):
        reviewers = cited[claim]
        if len(reviewers) < 2:
            continue
        sizes = [(len(one & two), len(one) + len(two)) for one, two in combinations(reviewers.values(), 2)]
        here = [common / (both - common) for common, both in sizes if both]
        by_claim.append(ClaimEvidence(claim, _mean(here), len(here), len(sizes) - len(here)))
        everywhere += here
        empty += len(sizes) - len(here)
    return EvidenceAgreement(
        _mean(everywhere) if by_claim else Figure(None, "no claim has two reviewers"),
        pairs=len(everywhere),
        sharing=sum(1 for index in everywhere if index),
        empty=empty,
        by_claim=tuple(by_claim),
    )


def _mean(indices: Sequence[float]) -> Figure:
    if not indices:
        return Figure(None, "none of the pairs of reviewers cites anything")
    return Figure(fsum(indices) / len(indices))  # fsum, so that no order of the claims shows
