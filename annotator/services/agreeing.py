"""How far the reviewers of a round agree, from its votes in the file: for whoever may see them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
from annotator.domain.errors import InputError
from annotator.domain.evidence import origin_words
from annotator.domain.label import NOT_CHECKABLE
from annotator.domain.round import Round
from annotator.domain.scheme import Scheme
from annotator.services.voting import Labels, RoundVotes, votes_of
from annotator.store import Store, round_votes, sight
from annotator.store.connection import Database
from annotator.store.round_votes import Vote


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
class ControlAnswers:
    """How often a reviewer gave control items their known answer; the halves, in time, show drift."""

    reviewer: str
    answered: int
    right: int
    first_half: Figure
    second_half: Figure
    """Shares of right answers; with an odd number the middle one is in the second."""


@dataclass(frozen=True)
class RoundAgreement:
    """All figures of a round; of dataclasses, tuples, numbers and text, so that `asdict` makes JSON of it."""

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
    """In the order of the round; empty unless asked for."""
    controls: tuple[ControlAnswers, ...]
    """Empty for who may not know which claims are control items."""


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
    asked = asked or Asked()
    with store.reading() as db:
        votes = votes_of(db, found, member, asked.articles)
        counted = counted_labels(votes.scheme, asked.labels)
        labels = votes.labels(counted)
        origins, addresses = _evidence(db, found, votes, labels)
        return RoundAgreement(
            found.id,
            found.name,
            found.kind,
            claims=len(votes.claims),
            kept_back=votes.kept_back,
            labels=counted,
            left_out=_left_out(votes, counted),
            agreement=agreement_of(labels, counted, votes.confidences(labels)),
            choices=tuple(_choices(votes, each) for each in _other_choices(votes.scheme, counted)),
            origins=evidence_agreement(origins),
            addresses=evidence_agreement(addresses),
            articles=_by_article(db, found, labels) if asked.by_article else (),
            controls=_controls(db, found, member, votes),
        )


def _left_out(votes: RoundVotes, counted: Sequence[str]) -> tuple[tuple[str, int], ...]:
    cast = Counter(vote.label for vote in votes.standing.values())
    known = [label.id for label in votes.scheme.labels]
    strange = sorted(set(cast) - set(known))
    return tuple((label, cast[label]) for label in (*known, *strange) if cast[label] and label not in counted)


def _other_choices(scheme: Scheme, counted: tuple[str, ...]) -> list[tuple[str, ...]]:
    """All labels, and those that decide something, as far as that is not what is counted anyway."""
    everything = tuple(label.id for label in scheme.labels)
    deciding = tuple(label.id for label in scheme.labels if label.decides)
    return [each for each in dict.fromkeys((everything, deciding)) if each != counted]


def _choices(votes: RoundVotes, labels: tuple[str, ...]) -> Choices:
    counted = tally(votes.labels(labels))
    overlapping = sum(claims for pattern, claims in counted.patterns.items() if len(pattern) > 1)
    cast = sum(counted.votes.values())
    return Choices(labels, cast, overlapping, alpha(counted.patterns), raw_agreement(counted.patterns))


_Cited = dict[str, dict[str, set[str]]]


def _evidence(db: Database, found: Round, votes: RoundVotes, labels: Labels) -> tuple[_Cited, _Cited]:
    """What the votes cite: origins, and addresses."""
    origins: _Cited = {claim: {member: set() for member in given} for claim, given in labels.items()}
    addresses: _Cited = {claim: {member: set() for member in given} for claim, given in labels.items()}
    places = {votes.standing[claim, m].id: (claim, m) for claim, given in labels.items() for m in given}
    for vote, source in round_votes.sources(db, found.id):
        if place := places.get(vote):
            claim, member = place
            addresses[claim][member].add(source.url or source.reference)
            if words := origin_words(source):
                origins[claim][member].add(" ".join(sorted(words)))
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


def _controls(db: Database, found: Round, member: str, votes: RoundVotes) -> tuple[ControlAnswers, ...]:
    may_know = sight.is_lead(db, member) and not round_votes.has_work(db, found.id, member)
    if not may_know and found.state == "open":
        return ()
    answers = round_votes.controls(db, found.id)
    given: dict[str, list[Vote]] = {}
    for vote in sorted(votes.standing.values(), key=lambda vote: vote.id):
        if vote.claim in answers:
            given.setdefault(vote.member, []).append(vote)
    return tuple(_answered(name, given[name], answers) for name in sorted(given))


def _answered(reviewer: str, given: Sequence[Vote], answers: Mapping[str, str]) -> ControlAnswers:
    right = [vote.label == answers[vote.claim] for vote in given]
    middle = len(right) // 2
    return ControlAnswers(reviewer, len(right), sum(right), _share(right[:middle]), _share(right[middle:]))


def _share(right: Sequence[bool]) -> Figure:
    return Figure(sum(right) / len(right)) if right else Figure(None, "there are no answers in this half")
