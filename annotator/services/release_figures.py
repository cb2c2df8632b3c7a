"""What a release counts while its claims go by: how far the reviewers agree, on labels and on evidence."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from sys import intern
from typing import Any

from annotator.domain.agreement import Agreement, EvidenceAgreement, agreement_of, evidence_agreement
from annotator.domain.citation import Source
from annotator.domain.release import ReleasedClaim, ReleasedVote
from annotator.services.agreeing import address_of, origin_of

_Cited = dict[str, dict[str, frozenset[str]]]


class Figures:
    """Of all claims of a round, also of those that are not released; the figures are those of `agreement`.

    The few names and labels are kept once each, not once a vote.
    """

    def __init__(self, counted: Sequence[str]) -> None:
        """`counted` are the labels whose votes count."""
        self.counted = tuple(counted)
        self._votes: dict[str, dict[str, str]] = {}
        self._confidences: dict[str, dict[str, int]] = {}
        self._origins: _Cited = {}
        self._addresses: _Cited = {}
        self._everything: dict[str, dict[str, str]] = {}

    def add(self, record: ReleasedClaim) -> None:
        claim, all_votes = record.claim.id, record.votes
        if all_votes:
            self._everything[claim] = _labels(all_votes)
        votes = [vote for vote in all_votes if vote.label.label in self.counted]
        if votes:
            whole = len(votes) == len(all_votes)
            self._votes[claim] = self._everything[claim] if whole else _labels(votes)
        sure = {
            intern(vote.reviewer): vote.label.confidence
            for vote in votes
            if vote.label.confidence is not None
        }
        if sure:
            self._confidences[claim] = sure
        if len(votes) > 1:
            self._origins[claim] = _cited(votes, origin_of)
            self._addresses[claim] = _cited(votes, address_of)

    def labels(self) -> Agreement:
        return agreement_of(self._votes, self.counted, self._confidences)

    def with_all_labels(self, scheme: Sequence[str]) -> Agreement:
        """`scheme` has the labels that reviewers could choose from; others that votes carry come after."""
        used = {label for claim in self._everything.values() for label in claim.values()}
        return agreement_of(self._everything, [*scheme, *sorted(used - set(scheme))])

    def left_out(self) -> dict[str, int]:
        """Labels that do not count, with how many votes say them."""
        said = Counter(label for claim in self._everything.values() for label in claim.values())
        return {label: votes for label, votes in said.items() if label not in self.counted}

    def origins(self) -> EvidenceAgreement:
        return evidence_agreement(self._origins)

    def addresses(self) -> EvidenceAgreement:
        return evidence_agreement(self._addresses)


def _labels(votes: Sequence[ReleasedVote]) -> dict[str, str]:
    return {intern(vote.reviewer): intern(vote.label.label) for vote in votes}


def _cited(votes: Sequence[ReleasedVote], part: Callable[[Source], str]) -> dict[str, frozenset[str]]:
    return {
        intern(vote.reviewer): frozenset(filter(None, (part(citation.source) for citation in vote.citations)))
        for vote in votes
    }


def summed_up(figures: EvidenceAgreement) -> dict[str, Any]:
    """Without the figures of each claim."""
    told = asdict(replace(figures, by_claim=()))
    del told["by_claim"]
    return told
