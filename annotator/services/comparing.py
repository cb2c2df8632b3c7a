"""The claims of a segmentation round's reviewers compared: for its lead, before they are merged."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations

from annotator.domain.agreement import BoundaryCounts, BoundaryFigures, boundaries, boundary_figures
from annotator.domain.claim import IN_A_ROUND, ClaimSet
from annotator.domain.errors import InputError
from annotator.domain.round import Round
from annotator.domain.segmenting import Group, Segment, Taken, base_segments, groups
from annotator.store import Store, content, reading, rounds, segments, sight
from annotator.store.connection import Database
from annotator.store.projections.showing import shown_set
from annotator.store.segments import Decision

Pair = tuple[str, str]
"""Two reviewers, by name."""


@dataclass(frozen=True)
class ArticleWork:
    """What the reviewers of a round made of one article, and what was decided on it."""

    article: str
    title: str
    text: str
    base: ClaimSet
    """What the round has frozen."""
    reviewers: Mapping[str, bool]
    """Who has the article, and whether they are done with it."""
    sides: Mapping[str, tuple[Segment, ...]]
    """The claims of those who have begun."""
    decisions: Mapping[str, Decision]
    shown: str
    """The claim set that is shown."""
    frozen: bool
    """Whether that is one that the round has merged."""

    @cached_property
    def groups(self) -> list[Group]:
        return groups(self.sides, base_segments(self.base))

    @property
    def undecided(self) -> list[Group]:
        return [group for group in self.groups if not group.agreed and group.key not in self.decisions]

    @property
    def unfinished(self) -> list[str]:
        return [member for member, done in self.reviewers.items() if not done]

    def taken(self, group: Group) -> list[Taken] | None:
        """What is to be merged of a group; None while that is undecided."""
        if group.agreed:
            side = next(iter(self.sides), "")
            return [Taken(segment) for segment in group.of(side)] if side else []
        decision = self.decisions.get(group.key)
        if decision is None:
            return None
        return [
            Taken(segment, decision.text) for segment in group.segments if segment.claim.id in decision.take
        ]


def _counts(sides: Mapping[str, Sequence[Segment]]) -> dict[Pair, BoundaryCounts]:
    """For each pair of reviewers who have begun: how their claims of an article lie on each other."""
    ranges = {member: [segment.claim.ranges for segment in side] for member, side in sides.items()}
    return {
        (one, other): boundaries(ranges[one], ranges[other]).figures.counts
        for one, other in combinations(sorted(ranges), 2)
    }


def _sides(
    db: Database, found: Round, article: str, reviewers: Iterable[str]
) -> dict[str, tuple[Segment, ...]]:
    """The claims of an article of those reviewers who have begun."""
    begun = [name for name in reviewers if segments.private_set(db, found.id, article, name)]
    return {name: tuple(segments.segments_of(db, found.id, article, name)) for name in begun}


def check_may_compare(db: Database, found: Round, member: str) -> None:
    """Raise InputError for a round of another kind, and for one whose acts are hidden from the member."""
    if found.kind != "segmentation":
        raise InputError(
            f"The round {found.name!r} is no segmentation round: there are no claims to compare in it."
        )
    if found.id in sight.hiding_rounds(db, member):
        raise InputError(
            f"The round {found.name!r} is blind: its reviewers see nothing of each other's claims yet.",
            do="A lead who reviews nothing in it can compare, or reveal it first: annotator round reveal.",
        )


def article_work(db: Database, found: Round, article: str) -> ArticleWork:
    """Raises InputError for an article that is not in the round, or not in this file."""
    base = segments.base_set(db, found.id, article)
    if base is None:
        raise InputError(f"That article is not in the round {found.name!r}.")
    row = reading.article_row(db, "", article)
    who = segments.reviewers(db, found.id, article)
    shown = shown_set(db, article)
    header = content.set_header(db, shown)
    return ArticleWork(
        article,
        row.title if row else "",
        content.text_of(db, article) or "",
        base,
        who,
        _sides(db, found, article, who),
        segments.decisions(db, found.id, article),
        shown,
        header is not None and (header.splitter, header.version) == (IN_A_ROUND, found.id),
    )


@dataclass(frozen=True)
class Comparison:
    """A whole segmentation round."""

    articles: tuple[ArticleWork, ...]
    """In the order of the round."""
    pairs: Mapping[Pair, BoundaryFigures]
    """Of each two reviewers, over all the articles that both have begun."""
    overall: BoundaryFigures
    """Of all pairs together."""


def compare(store: Store, found: Round, member: str) -> Comparison:
    """Compare the reviewers of a round for a member. Raises InputError, see `check_may_compare`."""
    with store.reading() as db:
        check_may_compare(db, found, member)
        works = tuple(article_work(db, found, article) for article in rounds.round_articles(db, found.id))
    counted = _by_pair(_counts(work.sides) for work in works)
    pairs = {pair: boundary_figures(counts) for pair, counts in counted.items()}
    return Comparison(works, pairs, boundary_figures(chain(*counted.values())))


def _by_pair(counts: Iterable[Mapping[Pair, BoundaryCounts]]) -> dict[Pair, list[BoundaryCounts]]:
    """The counts of each two reviewers, an article each; by name."""
    counted: dict[Pair, list[BoundaryCounts]] = {}
    for article in counts:
        for pair, those in article.items():
            counted.setdefault(pair, []).append(those)
    return {pair: counted[pair] for pair in sorted(counted)}


@dataclass(frozen=True)
class PairBoundaries:
    """How far two reviewers find the same claims."""

    first: str
    second: str
    articles: int
    """That both have begun."""
    figures: BoundaryFigures


@dataclass(frozen=True)
class BoundaryAgreement:
    """How far the reviewers of a segmentation round find the same claims, matched as `boundaries` does."""

    articles: int
    """That two reviewers or more have begun."""
    overall: BoundaryFigures
    """Of all pairs together; who comes first by name is the first of each pair."""
    by_pair: tuple[PairBoundaries, ...]


def boundary_agreement(
    db: Database, found: Round, member: str, articles: Collection[str] = ()
) -> BoundaryAgreement:
    """For a member who may see it, over the whole round or some of its articles, by id.

    Raises InputError, see `check_may_compare`.
    """
    check_may_compare(db, found, member)
    chosen = [one for one in rounds.round_articles(db, found.id) if not articles or one in articles]
    counts = [
        _counts(_sides(db, found, article, segments.reviewers(db, found.id, article))) for article in chosen
    ]
    counted = _by_pair(counts)
    return BoundaryAgreement(
        sum(1 for of_article in counts if of_article),
        boundary_figures(chain(*counted.values())),
        tuple(PairBoundaries(*pair, len(those), boundary_figures(those)) for pair, those in counted.items()),
    )
