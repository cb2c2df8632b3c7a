"""The dataset record: one claim with all that was decided about it, as formats write it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from annotator.domain.agreement import Agreement
from annotator.domain.article import Metadata
from annotator.domain.citation import Citation
from annotator.domain.claim import Claim
from annotator.domain.review import Comment, LabelView
from annotator.domain.round import Method, Round
from annotator.domain.scheme import Scheme
from annotator.domain.suggestion import Suggestion
from annotator.domain.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class DatasetArticle:
    """What a record says of the article that the claim is from."""

    id: str
    metadata: Metadata
    text: str
    """Canonical; for the exact quotes."""


@dataclass(frozen=True, slots=True)
class LabelRecord:
    """One reviewer's current label and the evidence it rests on."""

    view: LabelView
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A label with its evidence, whoever gave it: a reviewer's, or a lead's decision (gold)."""

    id: str
    by: str
    label: str
    """Id in its scheme."""
    verdict: Verdict | None
    """Derived; None while the evidence is incomplete, and for labels that have none."""
    complete: bool
    missing: tuple[str, ...]
    confidence: int | None
    rationale: str
    """A decision's reason."""
    at: str
    citations: tuple[Citation, ...]
    method: Method | None = None
    """How it was decided; None for a reviewer's."""


@dataclass(frozen=True, slots=True)
class RevisionRecord:
    """Where a claim that a person made comes from."""

    parents: tuple[str, ...]
    """Ids of the claims that it was made of; none for an added one."""
    origins: tuple[str, ...]
    """Ids of the splitter's claims that it goes back to."""
    member: str
    action: str
    """See `domain.revision.ACTIONS`."""
    reason: str
    at: str


@dataclass(frozen=True)
class ClaimRecord:
    """One line of a dataset."""

    article: DatasetArticle
    claim: Claim
    partner: str
    """Id of the linked claim of the other mode, or empty."""
    labels: tuple[LabelRecord, ...]
    other_citations: tuple[Citation, ...] = ()
    """Current citations on which no current label rests."""
    comments: tuple[Comment, ...] = ()
    flags: tuple[str, ...] = ()
    """Members who have flagged the claim."""
    like: str = ""
    """Id of the earlier claim that says the same or nearly (`claim.likeness` says which), or empty."""
    folded_into: str = ""
    """Id of the claim that this one is folded into, or empty."""
    revision: RevisionRecord | None = None
    """None for a claim as its splitter made it."""
    gold: Judgement | None = None
    """The decision of the round that is exported; without a round, of the newest that settled the claim."""
    suggestions: tuple[Suggestion, ...] = ()
    """What came with imported records of this claim."""
    suggested_citations: tuple[Citation, ...] = ()
    """The citations that came with them."""
    decision_left_out: bool = False
    """There is one, whose evidence is incomplete; the votes do not stand for it."""

    @cached_property
    def votes(self) -> tuple[Judgement, ...]:
        """The reviewers' labels."""
        return tuple(_judgement(record) for record in self.labels)

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """The decision, if there is one, and the reviewers' labels."""
        return (self.gold, *self.votes) if self.gold else self.votes

    @property
    def judgement_count(self) -> int:
        return len(self.labels) + (self.gold is not None)

    def key_in(self, format_id: str) -> str:
        """The id of the record that was imported in that format; without one, the claim's own."""
        keys = (one.key for one in self.suggestions if one.format == format_id and one.key)
        return next(keys, self.claim.id)

    def extras_in(self, format_id: str) -> dict[str, Any]:
        """The fields that such a record had beside those that have a place here."""
        found = (one.extras for one in self.suggestions if one.format == format_id and one.extras)
        return dict(json.loads(next(found, "{}")))

    @property
    def exact(self) -> tuple[str, ...]:
        """The verbatim words of each range."""
        return tuple(self.article.text[start:end] for start, end in self.claim.ranges)


def _judgement(record: LabelRecord) -> Judgement:
    label, standing = record.view.label, record.view.standing
    return Judgement(
        label.id, label.member, label.label, standing.verdict, standing.complete, standing.missing,
        label.confidence, label.rationale, label.at, record.citations,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """What is told of a dataset as a whole."""

    name: str
    """Of the round, or of the file."""
    app: str
    """Version of this program."""
    scheme: Scheme
    round: Round | None = None
    guideline: str = ""
    """Its text, or empty."""
    guideline_name: str = ""
    """Name and version."""
    agreement: Agreement | None = None
    """Of the round's votes."""
    reviewers: tuple[str, ...] = ()
    """Who gave the labels, by name."""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes of the articles, in order."""
    splitters: Mapping[str, int] = field(default_factory=dict)
    """How many claims were made by what, in words."""
