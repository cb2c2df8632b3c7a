"""What a release counts while its claims go by: how far the reviewers agree, on labels and on evidence."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from sys import intern
from typing import Any

from annotator.domain.agreement import Agreement, EvidenceAgreement, agreement_of, evidence_agreement
from annotator.domain.citation import Source
from annotator.domain.release import ReleasedClaim

_Cited = dict[str, dict[str, frozenset[str]]]


class Figures:
    """Of all claims of a round, also of those that are not released.

    The few names and labels are kept once each, not once a vote.
    """

    def __init__(self) -> None:
        self._votes: dict[str, dict[str, str]] = {}
        self._confidences: dict[str, dict[str, int]] = {}
        self._origins: _Cited = {}
        self._urls: _Cited = {}

    def add(self, record: ReleasedClaim) -> None:
        claim, votes = record.claim.id, record.votes
        if votes:
            self._votes[claim] = {intern(vote.reviewer): intern(vote.label.label) for vote in votes}
        sure = {
            intern(vote.reviewer): vote.label.confidence
            for vote in votes
            if vote.label.confidence is not None
        }
        if sure:
            self._confidences[claim] = sure
        if len(votes) > 1:
            self._origins[claim] = _cited(record, lambda source: source.effective_origin)
            self._urls[claim] = _cited(record, lambda source: source.url)

    def labels(self, scheme: Sequence[str]) -> Agreement:
        """`scheme` has the labels that reviewers could choose from; others that votes carry come after."""
        used = {label for claim in self._votes.values() for label in claim.values()}
        return agreement_of(self._votes, [*scheme, *sorted(used - set(scheme))], self._confidences)

    def origins(self) -> EvidenceAgreement:
        return evidence_agreement(self._origins)

    def urls(self) -> EvidenceAgreement:
        return evidence_agreement(self._urls)


def _cited(record: ReleasedClaim, part: Callable[[Source], str]) -> dict[str, frozenset[str]]:
    return {
        intern(vote.reviewer): frozenset(filter(None, (part(citation.source) for citation in vote.citations)))
        for vote in record.votes
    }


def summed_up(figures: EvidenceAgreement) -> dict[str, Any]:
    """Without the figures of each claim."""
    told = asdict(replace(figures, by_claim=()))
    del told["by_claim"]
    return told
