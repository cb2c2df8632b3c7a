"""A round: a frozen list of claims that reviewers decide on apart from each other, and what was asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

RoundKind = Literal["calibration", "segmentation", "labelling", "evidence_check", "dispute"]
ROUND_KINDS: tuple[RoundKind, ...] = ("calibration", "segmentation", "labelling", "evidence_check", "dispute")
RoundState = Literal["open", "closed"]
AssignmentState = Literal["open", "done", "incomplete", "skipped"]
Method = Literal["unanimous", "majority", "adjudicated"]

CLAIMS_AN_EVENT = 1000
"""Claims that one event of a new round names at most."""


@dataclass(frozen=True, slots=True)
class Round:
    """A round as the file has it."""

    id: str
    name: str
    kind: RoundKind
    lead: str
    """Who made it."""
    overlap: int
    """Reviewers a claim; a share of the claims may have more, as `settings` says."""
    blind: bool
    seed: str
    scheme: str
    """Digest of the scheme that it labels by."""
    guideline: str
    """Id of the event that brought the guideline's text, or empty."""
    reviewers: tuple[str, ...]
    """Those it began with."""
    settings: Mapping[str, Any]
    """All that was asked for when it was made."""
    at: str
    """When it was made, by the lead's clock."""
    state: RoundState
    revealed: bool
    claims: int
    """How many it has."""

    @property
    def hides(self) -> bool:
        """Whether its reviewers see nothing of each other's acts on its claims."""
        return self.blind and self.state == "open" and not self.revealed


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """A round that is to be made: who gets what is decided."""

    name: str
    kind: RoundKind
    claims: Sequence[str]
    """Ids, in the order of the library; their numbers are their places, from 0."""
    hands: Mapping[str, Sequence[int]]
    """By reviewer: the numbers of their claims."""
    overlap: int
    blind: bool
    seed: str
    guideline: tuple[str, str] | None = None
    """Name and text."""
    scheme: str = ""
    """TOML text of a scheme of its own; empty: the file's."""
    controls: Mapping[str, str] = field(default_factory=dict)
    """Claims with a known answer: its label."""
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Guideline:
    """What reviewers should know, as a round has it."""

    name: str
    text: str
    version: int
    """The first text of that name is 1, the next other one 2."""


@dataclass(frozen=True, slots=True)
class Adjudication:
    """A lead's decision on a claim of a round."""

    id: str
    round: str
    claim: str
    lead: str
    label: str
    scheme: str
    method: Method
    reason: str
    at: str
    complete: bool
    missing: tuple[str, ...]
    verdict: str | None
