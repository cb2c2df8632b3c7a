"""A reviewer's decision on one claim revision."""

from dataclasses import dataclass

from annotator.domain.vocabulary import Verdict

MIN_CONFIDENCE, MAX_CONFIDENCE = 1, 5
NOT_CHECKABLE = "not_checkable"
"""The label that says that a claim is none to check: it never counts in agreement on what claims are."""


@dataclass(frozen=True, slots=True)
class Label:
    """One label event, read; which of a reviewer's is current the store decides."""

    id: str
    claim: str
    """Id of the claim revision that the reviewer saw."""
    member: str
    label: str
    """Id of a label in the scheme."""
    scheme: str
    """Digest of the scheme whose rule it is held to."""
    at: str
    """Wall clock of its making, for display only."""
    citations: tuple[str, ...] = ()
    """Ids of the citations it rests on."""
    confidence: int | None = None
    rationale: str = ""
    copied_from: str = ""
    """Id of the label on an earlier claim that it was carried over from, or of the imported suggestion that
    it took over; or empty."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the evidence rule says of a label."""

    missing: tuple[str, ...] = ()
    """Plain words for what is missing; empty means complete."""
    verdict: Verdict | None = None
    """Derived, and only for a complete label."""

    @property
    def complete(self) -> bool:
        return not self.missing
