"""The dataset record: one claim with all that was decided about it, as formats write it."""

from dataclasses import dataclass

from annotator.domain.article import Metadata
from annotator.domain.citation import Citation
from annotator.domain.claim import Claim
from annotator.domain.review import Comment, LabelView


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


@dataclass(frozen=True, slots=True)
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

    @property
    def exact(self) -> tuple[str, ...]:
        """The verbatim words of each range."""
        return tuple(self.article.text[start:end] for start, end in self.claim.ranges)
