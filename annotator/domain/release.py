"""A release: the dataset of one round, as records and as the figures that its datasheet tells."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from annotator.domain.citation import Citation
from annotator.domain.claim import Claim
from annotator.domain.label import Label, Standing

FORMAT, VERSION = "annotator-release", 1

ClaimStatus = Literal["settled", "incomplete", "open"]
"""Settled: decided, and the evidence rule is met. Incomplete: decided, and it is not. Open: not decided."""


@dataclass(frozen=True, slots=True)
class ReleaseOptions:
    """What the lead asks for."""

    include_incomplete: bool = False
    include_left_open: bool = False
    draft: bool = False
    """Of a round that is still open."""
    pseudonyms: bool = False
    without_texts: bool = False
    licence: str = ""
    formats: tuple[str, ...] = ()
    """Ids of formats that it is written in too."""
    formats_with: tuple[str, ...] = ()
    """ "NAME=VALUE": options of those formats, each for all that have it."""

    def takes(self, status: str) -> bool:
        """Whether claims of a `ClaimStatus` are released."""
        if status == "incomplete":
            return self.include_incomplete
        return status == "settled" or self.include_left_open


@dataclass(frozen=True, slots=True)
class ReleasedArticle:
    id: str
    known: Mapping[str, str]
    """The metadata fields, empty where unknown."""
    text: str
    """Canonical."""


@dataclass(frozen=True, slots=True)
class ReleasedVote:
    """A reviewer's standing vote on a claim, with the citations that it rests on."""

    reviewer: str
    label: Label
    standing: Standing
    seconds: int | None
    """Of work on the claim in this round, all labels of this reviewer together; None where never taken."""
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """The current adjudication of a claim."""

    id: str
    lead: str
    label: str
    method: str
    reason: str
    at: str
    standing: Standing
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ReleasedClaim:
    """One claim of the round with all that was decided about it there."""

    number: int
    """Its place in the round, from 0."""
    article: ReleasedArticle
    claim: Claim
    splitter: str
    """What made the claim set, with its version; empty parts are left out."""
    revised: bool
    """Whether a person made the claim of what the splitter gave."""
    decision: Decision | None
    votes: tuple[ReleasedVote, ...]
    skips: tuple[tuple[str, str], ...]
    """Reviewers who left the claim to others, and why."""
    left_open: str
    """Why the round was closed over it, or empty."""
    control: str
    """The label that was known beforehand, or empty."""

    @property
    def status(self) -> ClaimStatus:
        if self.decision is None:
            return "open"
        return "settled" if self.decision.standing.complete else "incomplete"

    @property
    def exact(self) -> tuple[str, ...]:
        """The verbatim words of each range."""
        return tuple(self.article.text[start:end] for start, end in self.claim.ranges)

    @property
    def other_evidence(self) -> tuple[Citation, ...]:
        """What the decision rests on and no vote does: a vote may have been changed since."""
        used = {citation.id for vote in self.votes for citation in vote.citations}
        held = self.decision.citations if self.decision else ()
        return tuple(citation for citation in held if citation.id not in used)

    def is_minority(self, vote: ReleasedVote) -> bool:
        """Whether the decision is another one."""
        return self.decision is not None and vote.label.label != self.decision.label


@dataclass
class Counts:
    """What is counted while the claims go by."""

    claims: int = 0
    """Of the round, those that are in the file."""
    status: Counter[str] = field(default_factory=Counter)
    released: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    """Of the released claims that are decided: by gold label."""
    verdicts: Counter[str] = field(default_factory=Counter)
    methods: Counter[str] = field(default_factory=Counter)
    splitters: Counter[str] = field(default_factory=Counter)
    revised: int = 0
    controls: int = 0
    votes: int = 0
    """Of all claims of the round, as the figures of agreement."""
    voted: Counter[str] = field(default_factory=Counter)
    """Votes by reviewer."""
    overlaps: Counter[int] = field(default_factory=Counter)
    """Claims by how many votes they have."""
    incomplete_votes: int = 0
    minority_votes: int = 0
    skips: int = 0
    timed: int = 0
    seconds: int = 0
    left_out: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By format that it was written in too: what that could not say, in words, and how often."""
    first_vote: str = ""
    last_vote: str = ""

    def add(self, record: ReleasedClaim, taken: bool) -> None:
        self.claims += 1
        self.status[record.status] += 1
        self.overlaps[len(record.votes)] += 1
        self.skips += len(record.skips)
        for vote in record.votes:
            self._add_vote(vote, record.is_minority(vote))
        if not taken:
            return
        self.released += 1
        self.splitters[record.splitter] += 1
        self.revised += record.revised
        self.controls += bool(record.control)
        if record.decision is not None:
            self.labels[record.decision.label] += 1
            self.verdicts[record.decision.standing.verdict or ""] += 1
            self.methods[record.decision.method] += 1

    def _add_vote(self, vote: ReleasedVote, minority: bool) -> None:
        self.votes += 1
        self.voted[vote.reviewer] += 1
        self.incomplete_votes += not vote.standing.complete
        self.minority_votes += minority
        if vote.seconds is not None:
            self.timed += 1
            self.seconds += vote.seconds
        self.first_vote = min(self.first_vote or vote.label.at, vote.label.at)
        self.last_vote = max(self.last_vote, vote.label.at)
