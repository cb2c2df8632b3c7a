"""What screens and commands show: read models, put together by the store, never stored."""

from dataclasses import dataclass

from annotator.domain.article import Region
from annotator.domain.citation import Citation
from annotator.domain.claim import Claim, ClaimSet
from annotator.domain.label import Label, Standing
from annotator.domain.suggestion import Suggestion
from annotator.domain.twins import Sameness


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One line of the library."""

    id: str
    title: str
    published: str
    publisher: str
    language: str
    claims: int
    """Those that stand, without those that are folded into others; so are the two below."""
    labelled: int
    """Claims that this reviewer has a label on."""
    incomplete: int
    """Those of them whose evidence rule is not met yet."""


@dataclass(frozen=True, slots=True)
class LabelView:
    """A current label with what the evidence rule says of it."""

    label: Label
    standing: Standing
    rule_known: bool = True
    """False when the label's scheme is not in this file yet."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on a claim."""

    id: str
    claim: str
    member: str
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class ClaimMark:
    """What the list of claims shows of one claim: the reviewer's own label in short."""

    claim: Claim
    label: str = ""
    """Id of the reviewer's current label, or empty."""
    complete: bool = False
    flagged: bool = False
    folded_into: str = ""
    """Id of the claim that this one is folded into, which makes it no work of its own; or empty."""
    earlier: str = ""
    """The reviewer's label on a claim that this one took the place of: one that it revises, or a twin
    from before the article was split anew; empty beside a label."""
    like: str = ""
    """Id of the earlier claim that this one is like (`claim.likeness` says how), if that stands; or empty."""
    rivals: tuple[str, ...] = ()
    """Ids of the claims that others made, apart from this one, of a claim that this one revises too."""

    suggested: bool = False
    """Whether an imported record says something of it."""

    @property
    def is_done(self) -> bool:
        """Whether it counts as labelled by the reviewer."""
        return bool(self.label) and not self.folded_into

    @property
    def is_open(self) -> bool:
        """Whether it waits for a label of the reviewer's."""
        return not self.label and not self.folded_into


@dataclass(frozen=True, slots=True)
class EarlierLabel:
    """A reviewer's label on a claim that another took the place of: it was revised, or its article was
    split anew."""

    view: LabelView
    claim: Claim
    """What the label was given to."""
    sameness: Sameness
    citations: int
    """How many the reviewer has on that claim."""


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """What an imported record says of a claim, with its evidence. It is nobody's label."""

    suggestion: Suggestion
    citations: tuple[Citation, ...] = ()
    """The importer's, that came with it."""
    wording: str = ""
    """That of the claim it was said of, where it is another one than the claim at hand."""


@dataclass(frozen=True, slots=True)
class LinkedClaim:
    """A claim that somebody said is the same as another."""

    claim: Claim
    article: str
    title: str
    """Of the article."""


@dataclass(frozen=True, slots=True)
class DroppedClaim:
    """A claim that somebody dropped, and who and when."""

    claim: Claim
    member: str
    at: str


@dataclass(frozen=True, slots=True)
class OtherSet:
    """A claim set of an article that is not shown."""

    header: ClaimSet
    """Without its regions and claims."""
    labels: int
    """How many claims of it the reviewer has a label on."""
    waiting: int
    """How many of those have no twin that is shown and that the reviewer has labelled."""


@dataclass(frozen=True, slots=True)
class ClaimState:
    """Everything a reviewer may see of one claim."""

    claim_id: str
    mine: tuple[LabelView, ...] = ()
    """Normally none or one; two when two devices left two."""
    others: tuple[LabelView, ...] = ()
    citations: tuple[Citation, ...] = ()
    """Reviewers': one's own first, each group in order of making. Importers' are with `suggestions`."""
    comments: tuple[Comment, ...] = ()
    flagged: bool = False
    earlier: EarlierLabel | None = None
    """What can be carried over; none beside a label."""
    linked: tuple[LinkedClaim, ...] = ()
    """The claims that are said to be the same."""
    suggestions: tuple[SuggestionView, ...] = ()
    """What imported records say of it, of what it was before it was changed, and of its twins."""
    imported: tuple[Citation, ...] = ()
    """The importers' citations of these claims that no suggestion rests on: where it was checked."""

    @property
    def label(self) -> LabelView | None:
        return self.mine[0] if self.mine else None


@dataclass(frozen=True, slots=True)
class ArticleReview:
    """An article as the review screen opens it."""

    id: str
    text: str
    title: str
    published: str
    publisher: str
    language: str
    claim_set: str
    """Id of the set that is shown, or empty."""
    regions: tuple[Region, ...]
    marks: tuple[ClaimMark, ...]
    """In order of the text."""
