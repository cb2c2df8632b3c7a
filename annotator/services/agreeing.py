"""How far the reviewers of a round agree, from its votes in the file: for whoever may see them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from typing import Any

from annotator.domain.agreement import (
    Agreement,
    EvidenceAgreement,
    Figure,
    agreement_of,
    alpha,
    evidence_agreement,
    raw_agreement,
    tally,
)
from annotator.domain.citation import Source
from annotator.domain.errors import InputError
from annotator.domain.evidence import origin_words
from annotator.domain.label import NOT_CHECKABLE
from annotator.domain.round import Round
from annotator.domain.scheme import Scheme
from annotator.services.comparing import BoundaryAgreement, boundary_agreement
from annotator.services.voting import Labels, RoundVotes, as_they_are, votes_of
from annotator.store import Store, round_votes
from annotator.store.connection import Database


@dataclass(frozen=True)
class Choices:
    """Agreement when just these labels count."""

    labels: tuple[str, ...]
    votes: int
    overlapping: int
    """Claims with two such votes or more."""
    alpha: Figure
    raw: Figure


@dataclass(frozen=True)
class ArticleAgreement:
    article: str
    title: str
    claims: int
    """With a vote that counts."""
    overlapping: int
    alpha: Figure
    raw: Figure


@dataclass(frozen=True)
class RoundAgreement:
    """All figures of a round; of dataclasses, tuples, numbers and text."""

    round: str
    name: str
    kind: str
    claims: int
    """Of the round, as far as they are looked at, with or without votes."""
    kept_back: int
    """Claims left out because another, blind round keeps their votes from who looks."""
    labels: tuple[str, ...]
    """Those that count, in the scheme's order."""
    left_out: tuple[tuple[str, int], ...]
    """Labels whose votes do not count, with how many there are; strange ones that the scheme has not too."""
    agreement: Agreement
    choices: tuple[Choices, ...]
    """The same votes with other labels counted, for comparison."""
    origins: EvidenceAgreement
    """Whom the votes that count go back to: sources by their origin."""
    addresses: EvidenceAgreement
    """The same by URL, or by the words of a source that has none."""
    articles: tuple[ArticleAgreement, ...]
    """Those with votes, in the order of the round; empty unless asked for."""
    boundaries: BoundaryAgreement | None
    """On where claims begin and end; in segmentation rounds only, whose reviewers label nothing."""

    def record(self) -> dict[str, Any]:
        """The figures for JSON, without those of single claims; docs/agreement.md tells of each."""
        found = asdict(self)
        for evidence in (found["origins"], found["addresses"]):
            del evidence["by_claim"]
        return found


@dataclass(frozen=True)
class Asked:
    """What of a round's votes to look at."""

    labels: tuple[str, ...] = ()
    """Labels that count; empty: all but `not_checkable`."""
    articles: tuple[str, ...] = ()
    """Ids of the articles to look at alone; empty: all."""
    by_article: bool = False


def counted_labels(scheme: Scheme, asked: Sequence[str] = ()) -> tuple[str, ...]:
    """The labels that count in agreement: those asked for, else all but `not_checkable`, which says nothing
    of whether the claim holds. Raises InputError for one that the scheme has not."""
    known = [label.id for label in scheme.labels]
    if strange := sorted(set(asked) - set(known)):
        raise InputError(f"The round's scheme has no label {strange[0]!r}.", do=f"It has {', '.join(known)}.")
    if asked:
        return tuple(label for label in known if label in asked)
    return tuple(label for label in known if label != NOT_CHECKABLE)


def agreement(store: Store, found: Round, member: str, asked: Asked | None = None) -> RoundAgreement:
    """How far the reviewers of a round agree, for a member who may see it.

    Linear in votes and citations. Raises InputError for a round whose votes are hidden from the member, for
    labels that its scheme has not and for articles that are not in it.
    """
    with store.reading() as db:
        return agreement_in(db, found, member, asked)


def agreement_in(
    db: Database,
    found: Round,
    member: str,
    asked: Asked | None = None,
    called: Callable[[str], str] = as_they_are,
) -> RoundAgreement:
    """The same, within a view of the file that is open already; `called` gives what each reviewer is called
    in the figures."""
    asked = asked or Asked()
    votes = votes_of(db, found, member, asked.articles, called)
    counted = counted_labels(votes.scheme, asked.labels)
    labels = votes.labels(counted)
    origins, addresses = _evidence(db, found, votes, labels)
    of_boundaries = None
    if found.kind == "segmentation":
        of_boundaries = boundary_agreement(db, found, member, asked.articles)
    return RoundAgreement(
        found.id,
        found.name,
        found.kind,
        claims=len(votes.claims),
        kept_back=votes.kept_back,
        labels=counted,
        left_out=_left_out(votes, counted),
        agreement=agreement_of(labels, counted, votes.confidences(counted)),
        choices=_choices(votes, counted),
        origins=evidence_agreement(origins),
        addresses=evidence_agreement(addresses),
        articles=_by_article(db, found, labels) if asked.by_article else (),
        boundaries=of_boundaries,
    )


def _left_out(votes: RoundVotes, counted: Sequence[str]) -> tuple[tuple[str, int], ...]:
    cast = Counter(vote.label for given in votes.cast.values() for vote in given.values())
    known = [label.id for label in votes.scheme.labels]
    strange = sorted(set(cast) - set(known))
    return tuple((label, cast[label]) for label in (*known, *strange) if cast[label] and label not in counted)


def _choices(votes: RoundVotes, counted: tuple[str, ...]) -> tuple[Choices, ...]:
    """With all labels, and with those that decide something, as far as that is not what is counted anyway."""
    everything = tuple(label.id for label in votes.scheme.labels)
    deciding = tuple(label.id for label in votes.scheme.labels if label.decides)
    patterns = Counter(
        tuple(sorted([vote.label for vote in given.values()])) for given in votes.cast.values()
    )
    return tuple(_with(each, patterns) for each in dict.fromkeys((everything, deciding)) if each != counted)


def _with(labels: tuple[str, ...], patterns: Mapping[tuple[str, ...], int]) -> Choices:
    wanted: Counter[tuple[str, ...]] = Counter()
    for pattern, claims in patterns.items():
        if kept := tuple(label for label in pattern if label in labels):
            wanted[kept] += claims
    votes = sum(len(pattern) * claims for pattern, claims in wanted.items())
    overlapping = sum(claims for pattern, claims in wanted.items() if len(pattern) > 1)
    return Choices(labels, votes, overlapping, alpha(wanted), raw_agreement(wanted))


def origin_of(source: Source) -> str:
    """What sources of one origin have in common; empty when none is known."""
    return " ".join(sorted(origin_words(source)))


def address_of(source: Source) -> str:
    """Its URL, or the words of a source that has none."""
    return source.url or source.reference


_Cited = dict[str, dict[str, frozenset[str]]]
_NOTHING: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


def _evidence(db: Database, found: Round, votes: RoundVotes, labels: Labels) -> tuple[_Cited, _Cited]:
    """What the votes cite: origins, and addresses."""
    rests_on = round_votes.cited(db, found.id)
    lists = frozenset(rests_on.values())  # the same few again and again
    known = round_votes.sources(db, frozenset(chain.from_iterable(lists)))
    address = {one: address_of(source) for one, source in known.items()}
    origin = {one: origin_of(source) for one, source in known.items()}
    of_list = {
        some: (
            frozenset(origin[one] for one in some if origin.get(one)),
            frozenset(address[one] for one in some if address.get(one)),
        )
        for some in lists
    }
    cited = {
        claim: {member: of_list.get(rests_on.get(by[member].id, ()), _NOTHING) for member in labels[claim]}
        for claim, by in votes.cast.items()
    }
    origins = {claim: {member: both[0] for member, both in by.items()} for claim, by in cited.items()}
    addresses = {claim: {member: both[1] for member, both in by.items()} for claim, by in cited.items()}
    return origins, addresses


def _by_article(db: Database, found: Round, labels: Labels) -> tuple[ArticleAgreement, ...]:
    parts: dict[str, Labels] = {}
    for claim, article in round_votes.articles(db, found.id).items():
        if claim in labels:
            parts.setdefault(article, {})[claim] = labels[claim]
    titles = round_votes.titles(db)
    return tuple(_article(article, titles.get(article, ""), part) for article, part in parts.items())


def _article(article: str, title: str, labels: Labels) -> ArticleAgreement:
    patterns = tally(labels).patterns
    overlapping = sum(claims for pattern, claims in patterns.items() if len(pattern) > 1)
    return ArticleAgreement(
        article, title, sum(patterns.values()), overlapping, alpha(patterns), raw_agreement(patterns)
    )
