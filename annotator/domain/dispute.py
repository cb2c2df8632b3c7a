"""What a lead sees of a claim of a round when settling it, and how a decision relates to the votes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.citation import Citation
from annotator.domain.claim import Claim
from annotator.domain.evidence import ClaimFacts, held_to
from annotator.domain.label import Standing
from annotator.domain.review import LabelView
from annotator.domain.round import Adjudication, Method
from annotator.domain.scheme import Scheme
from annotator.domain.severity import Level, Severity

LEAST_VOTES = 2
"""Votes that can be called unanimous: one alone agrees with nobody."""
_REASON = "a reason"
"""What stands for the reason that a lead will give."""
Counts = tuple[tuple[str, int], ...]
"""Labels with the number of votes for each, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A claim of a round in the list of what is to be settled."""

    number: int
    """Its place in the round, from 0."""
    claim: str
    article: str
    severity: Severity
    votes: Counts
    decided: str = ""
    """The label that it is settled as, or empty."""
    complete: bool = False
    """Whether that decision meets its evidence rule."""

    @property
    def is_settled(self) -> bool:
        return bool(self.decided)

    def is_unanimous(self, overlap: int) -> bool:
        """Whether it can be settled in one stroke with others: unsettled, it waits for no vote, and all that
        there are, as many as the round asks for, agree: where it asks for one, that one is enough."""
        votes = sum(count for _, count in self.votes)
        agreed = len(self.votes) == 1 and self.severity.level < Level.EVIDENCE
        enough = votes >= max(overlap, 1) and not self.severity.missing
        return agreed and enough and not self.is_settled

    def is_open(self, overlap: int) -> bool:
        """Whether it has votes, and has to be settled by itself."""
        return bool(self.votes) and not self.is_settled and not self.is_unanimous(overlap)

    @property
    def rank(self) -> tuple[int, ...]:
        """Its place in the order of severity: the worst first, ties in the order of the round."""
        return (*(-part for part in self.severity), self.number)


@dataclass(frozen=True, slots=True)
class Vote:
    """A standing vote with what it rests on."""

    view: LabelView
    seconds: int | None
    """Of work on the claim, in all; None where that is not known."""
    citations: tuple[Citation, ...]

    @property
    def member(self) -> str:
        return self.view.label.member


@dataclass(frozen=True, slots=True)
class Holder:
    """A reviewer who has the claim to label, and has not voted."""

    member: str
    skipped: str = ""
    """Why they leave it to others, or empty."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """All there is on one claim of a round."""

    claim: Claim
    number: int
    facts: ClaimFacts
    votes: tuple[Vote, ...] = ()
    """By name; a member who voted on two devices has two."""
    holders: tuple[Holder, ...] = ()
    decision: Adjudication | None = None
    newer: tuple[str, ...] = ()
    """Wordings that people gave the claim after it was frozen."""
    control: str = ""
    """The known answer, of a control item."""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What all votes rest on: the evidence of a decision."""
        return tuple(citation for vote in self.votes for citation in vote.citations)

    def open_refutes(self) -> list[Citation]:
        return [c for c in self.citations if c.stance == "refutes" and not c.closed]

    def seen(self) -> "SeenVotes":
        """What one has seen who settles the claim on the strength of this."""
        return SeenVotes(
            self.decision.id if self.decision else "", tuple(vote.view.label.id for vote in self.votes)
        )

    def if_settled(self, scheme: Scheme) -> list[tuple[str, Standing]]:
        """What the evidence rule would say of each label of the scheme, given a reason."""
        return [(rule.id, held_to(rule, _REASON, self.facts, self.citations)) for rule in scheme.labels]

    def shared_origins(self) -> dict[str, tuple[str, ...]]:
        """Origins that more than one citation goes back to, and who cited them."""
        found: dict[str, list[str]] = {}
        for citation in self.citations:
            if citation.source.effective_origin:
                found.setdefault(citation.source.effective_origin, []).append(citation.member)
        return {origin: tuple(members) for origin, members in found.items() if len(members) > 1}


@dataclass(frozen=True, slots=True)
class SeenVotes:
    """What a lead saw of a claim when settling it."""

    decision: str = ""
    """Id of the decision that stood, or empty."""
    votes: tuple[str, ...] = ()
    """Ids of the standing votes."""


def method_of(votes: Mapping[str, str], label: str) -> Method:
    """How a decision for `label` relates to the votes (member -> label).

    Unanimous when at least two votes are all for it, majority when more than half of at least three are.
    """
    share = sum(vote == label for vote in votes.values())
    if share == len(votes) >= LEAST_VOTES:
        return "unanimous"
    return "majority" if len(votes) > LEAST_VOTES and 2 * share > len(votes) else "adjudicated"


def rationale_of(votes: Sequence[tuple[str, str]]) -> str:
    """The rationales (member, text) as the reason of a decision that everybody agrees on."""
    return "; ".join(f"{member}: {text}" for member, text in votes if text.strip())
