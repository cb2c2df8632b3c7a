"""Everything that is to be said about how far reviewers agree on the labels of claims."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from annotator.domain.agreement.alpha import alpha, alpha_interval
from annotator.domain.agreement.figure import Figure, Interval, ratio
from annotator.domain.agreement.kappa import cohen_kappa, fleiss_kappa, randolph_kappa, raw_agreement
from annotator.domain.agreement.tally import Pattern, Tally, Votes, mapped, tally
from annotator.domain.errors import InputError


@dataclass(frozen=True)
class Confusion:
    """Pairs of votes on a claim, by what the two say."""

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    """A row and a column for each label. Symmetric, as no vote is the right one: a pair that differs stands
    in both of its cells, one that agrees once. So the diagonal and one triangle hold each pair once."""


@dataclass(frozen=True)
class LabelAgreement:
    label: str
    votes: int
    claims: int
    """Claims with at least one vote for it."""
    alpha: Figure
    """Krippendorff's alpha of this label against all others."""
    specific: Figure
    """The chance that another vote on the claim says this label too, when one does."""


@dataclass(frozen=True)
class ReviewerAgreement:
    """A reviewer against the rest: each of their votes paired with each other vote on the claim."""

    reviewer: str
    votes: int
    shared: int
    """Claims that another voted on too."""
    pairs: int
    raw: Figure
    """The share of the pairs that agree."""
    alpha: Figure
    """Krippendorff's alpha of the pairs, each of them a unit of its own."""


@dataclass(frozen=True)
class PairAgreement:
    first: str
    second: str
    shared: int
    """Claims that both voted on."""
    raw: Figure
    kappa: Figure
    """Cohen's."""


@dataclass(frozen=True)
class Agreement:
    """All figures on labels, of dataclasses, tuples, numbers and text, so that `asdict` makes JSON of it."""

    claims: int
    """Claims with at least one vote."""
    overlapping: int
    """Claims with at least two; agreement is about these."""
    votes: int
    pairs: int
    """Pairs of votes on one claim."""
    alpha: Figure
    """Krippendorff's, nominal."""
    alpha_interval: Interval
    raw: Figure
    fleiss: Figure
    randolph: Figure
    confidence_votes: int
    confidence_alpha: Figure
    """Krippendorff's, ordinal, of how sure reviewers were."""
    confidence_interval: Interval
    by_label: tuple[LabelAgreement, ...]
    by_reviewer: tuple[ReviewerAgreement, ...]
    by_pair: tuple[PairAgreement, ...]
    """Every two reviewers who voted, those without a common claim too."""
    confusion: Confusion


def agreement_of(
    votes: Votes[str],
    labels: Sequence[str],
    confidences: Votes[int] | None = None,
    *,
    draws: int = 1000,
    seed: int = 1,
) -> Agreement:
    """All figures on the labels that reviewers gave, and alpha of how confident they were.

    `labels` are those that a reviewer could choose from, in the order to show them; `confidences` are numbers
    on an ordinal scale, for those votes that have one. `draws` and `seed` are for the intervals. Nothing
    depends on the order of claims, reviewers or votes. Raises InputError for a label that is not in `labels`.
    """
    counted, sure = tally(votes), tally(confidences or {})
    strange = sorted({label for pattern in counted.patterns for label in pattern} - set(labels))
    if strange:
        raise InputError(f"Votes carry labels that the scheme does not have: {', '.join(strange)}.")
    confusion = _confusion(counted, labels)
    return Agreement(
        claims=sum(counted.patterns.values()),
        overlapping=sum(claims for pattern, claims in counted.patterns.items() if len(pattern) > 1),
        votes=sum(counted.votes.values()),
        pairs=sum(counted.pairs.values()),
        alpha=alpha(counted.patterns),
        alpha_interval=alpha_interval(counted.patterns, draws=draws, seed=seed),
        raw=raw_agreement(counted.patterns),
        fleiss=fleiss_kappa(counted.patterns),
        randolph=randolph_kappa(counted.patterns, len(labels)),
        confidence_votes=sum(sure.votes.values()),
        confidence_alpha=alpha(sure.patterns, ordinal=True),
        confidence_interval=alpha_interval(sure.patterns, ordinal=True, draws=draws, seed=seed),
        by_label=_by_label(counted, confusion),
        by_reviewer=_by_reviewer(counted),
        by_pair=_by_pair(counted),
        confusion=confusion,
    )


def _confusion(counted: Tally[str], labels: Sequence[str]) -> Confusion:
    cells: Counter[tuple[str, str]] = Counter()
    for (_one, _two, its, other), claims in counted.pairs.items():
        cells[its, other] += claims
        if its != other:
            cells[other, its] += claims
    return Confusion(tuple(labels), tuple(tuple(cells[row, column] for column in labels) for row in labels))


def _by_label(counted: Tally[str], confusion: Confusion) -> tuple[LabelAgreement, ...]:
    """Specific agreement for any number of votes: Uebersax, J. S., "Raw agreement indices",
    https://www.john-uebersax.com/stat/raw.htm; for two reviewers it is the "positive agreement" of Cicchetti
    and Feinstein (1990), "High agreement but low kappa: II", Journal of Clinical Epidemiology 43.
    """
    found = []
    for at, label in enumerate(confusion.labels):
        row = confusion.counts[at]
        said = {pattern.count(label): 0 for pattern in counted.patterns}
        for pattern, claims in counted.patterns.items():
            said[pattern.count(label)] += claims
        votes = sum(votes * claims for votes, claims in said.items())
        found.append(
            LabelAgreement(
                label,
                votes=votes,
                claims=sum(claims for votes, claims in said.items() if votes),
                alpha=alpha(mapped(counted.patterns, label)) if votes else Figure(None, "no vote says it"),
                specific=ratio(2 * row[at], sum(row) + row[at], "no claim with two votes got it"),
            )
        )
    return tuple(found)


def _by_reviewer(counted: Tally[str]) -> tuple[ReviewerAgreement, ...]:
    said: dict[str, Counter[Pattern[str]]] = {reviewer: Counter() for reviewer in counted.votes}
    for (one, two, its, other), claims in counted.pairs.items():
        pattern = (its, other) if its <= other else (other, its)
        said[one][pattern] += claims
        said[two][pattern] += claims
    lonely = "no other reviewer voted on their claims"
    return tuple(
        ReviewerAgreement(
            reviewer,
            votes=counted.votes[reviewer],
            shared=counted.shared[reviewer],
            pairs=sum(patterns.values()),
            raw=raw_agreement(patterns) if patterns else Figure(None, lonely),
            alpha=alpha(patterns) if patterns else Figure(None, lonely),
        )
        for reviewer, patterns in said.items()
    )


def _by_pair(counted: Tally[str]) -> tuple[PairAgreement, ...]:
    cells: dict[tuple[str, str], dict[tuple[str, str], int]] = {
        pair: {} for pair in combinations(counted.votes, 2)
    }
    for (one, two, its, other), claims in counted.pairs.items():
        cells[one, two][its, other] = claims
    return tuple(
        PairAgreement(
            one,
            two,
            shared=sum(said.values()),
            raw=ratio(
                sum(claims for (its, other), claims in said.items() if its == other),
                sum(said.values()),
                "they have no claim in common",
            ),
            kappa=cohen_kappa(said),
        )
        for (one, two), said in cells.items()
    )
