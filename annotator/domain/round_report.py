"""What a report of a round says, and the small counts that are made for it alone."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low

from annotator.domain.agreement import Agreement, EvidenceAgreement
from annotator.domain.dispute import Dispute, Dossier
from annotator.domain.round import Guideline, Round
from annotator.domain.scheme import Scheme
from annotator.domain.severity import Level
from annotator.domain.text import Range

MOST_DISPUTES = 50
"""Disputed claims that are told in full."""
TIME_EDGES = (10, 20, 30, 60, 120, 300, 600, 1200)
"""Seconds at which a step of the histogram ends and the next begins."""
MOST_STEPS = 60
"""Columns of the chart of votes over time."""
_AROUND = 220
"""Code points of the article shown on either side of a claim."""
_LONGEST = 1600
"""Code points of a passage."""


@dataclass(frozen=True, slots=True)
class ReviewerProgress:
    """How far a reviewer of the round is."""

    reviewer: str
    open: int
    done: int
    incomplete: int
    """Voted, but the evidence rule is not met."""
    skipped: int
    votes: int
    """Standing ones, on claims that are no longer theirs too."""
    timed: int
    """Claims for which the seconds of work are known."""
    seconds: int | None
    """The median of these; None without any."""

    @property
    def claims(self) -> int:
        """What they have been given."""
        return self.open + self.done + self.incomplete + self.skipped


@dataclass(frozen=True, slots=True)
class Step:
    """One column of the chart of votes over time."""

    first: date
    last: date
    votes: int


@dataclass(frozen=True, slots=True)
class Timing:
    """How long claims took."""

    counts: tuple[int, ...]
    """Of (claim, reviewer), by the steps of TIME_EDGES."""
    seconds: int | None
    """The median of all."""

    @property
    def timed(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an article around a claim."""

    text: str
    claimed: bool
    """Whether it is the claim's own words."""


@dataclass(frozen=True, slots=True)
class DisputedClaim:
    """A claim on which people differ, with all that they brought."""

    dossier: Dossier
    level: Level
    title: str
    """Of its article; this and the next two may be empty."""
    publisher: str
    published: str
    context: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class RoundReport:
    """A round as it stands, for people who do not open the file."""

    round: Round
    scheme: Scheme
    guideline: Guideline | None
    reviewers: tuple[ReviewerProgress, ...]
    """By name."""
    full: int
    """Claims with votes that wait for no more."""
    settled: int
    settled_complete: int
    """Of these, how many meet their evidence rule."""
    left_open: tuple[tuple[str, int], ...]
    """Why the round was closed over claims that are not settled, with how many."""
    days: tuple[Step, ...]
    undated: int
    """Votes whose time is none."""
    timing: Timing
    kept_back: int
    """Claims that another, blind round keeps from whoever asked."""
    left_out: tuple[tuple[str, int], ...]
    """Labels that do not count in the agreement, with the votes for them."""
    agreement: Agreement
    origins: EvidenceAgreement
    addresses: EvidenceAgreement
    disputed: tuple[DisputedClaim, ...]
    """The severest first, at most MOST_DISPUTES."""
    disputes: tuple[tuple[Level, int, int], ...]
    """Of all disputed claims: (what is at odds, settled, not settled), the worst first."""

    @property
    def why_no_votes(self) -> str:
        """Why there is nothing to say of votes, or empty."""
        if self.votes:
            return ""
        if self.round.kind == "segmentation":
            return "This round is about the boundaries of claims: it has no votes on labels."
        return "There are no votes yet."

    @property
    def votes(self) -> int:
        return sum(one.votes for one in self.reviewers)


def is_disputed(dispute: Dispute) -> bool:
    """Settled: somebody voted otherwise. Not settled: labels differ, or a citation refutes what all say."""
    if dispute.is_settled:
        return any(label != dispute.decided for label, _ in dispute.votes)
    return dispute.severity.level >= Level.EVIDENCE


def count_disputes(found: Iterable[Dispute]) -> tuple[tuple[Level, int, int], ...]:
    """(level, settled, not settled), the worst first."""
    counts = Counter((dispute.severity.level, dispute.is_settled) for dispute in found)
    levels = sorted({level for level, _ in counts}, reverse=True)
    return tuple((level, counts[level, True], counts[level, False]) for level in levels)


def timing_of(seconds: Mapping[tuple[str, str], int]) -> Timing:
    """The histogram of the seconds by (member, claim)."""
    counts = Counter(bisect_right(TIME_EDGES, each) for each in seconds.values())
    return Timing(tuple(counts[step] for step in range(len(TIME_EDGES) + 1)), middle(seconds.values()))


def middle(seconds: Iterable[int]) -> int | None:
    """The median, of two middle ones the lower; None without any."""
    known = list(seconds)
    return median_low(known) if known else None


def steps_of(votes: Mapping[date, int]) -> tuple[Step, ...]:
    """Votes in time, without a gap: by day; by week, or by as many days as it takes, over a long time."""
    if not votes:
        return ()
    first, last = min(votes), max(votes)
    days = (last - first).days + 1
    width = 1 if days <= MOST_STEPS else 7 if days <= 7 * MOST_STEPS else -(-days // MOST_STEPS)
    counts: Counter[int] = Counter()
    for day, count in votes.items():
        counts[(day - first).days // width] += count
    return tuple(
        Step(
            first + timedelta(days=step * width),
            first + timedelta(days=min(step * width + width, days) - 1),
            counts[step],
        )
        for step in range(-(-days // width))
    )


def in_context(text: str, ranges: Sequence[Range]) -> tuple[Passage, ...]:
    """The words of a claim (its ranges, in order) where they stand in the article, with some around."""
    passages: list[Passage] = []
    shown = 0
    for start, end in ranges:
        if passages and start - shown <= 2 * _AROUND:
            passages.append(Passage(text[shown:start], False))
        else:
            passages += [Passage(_ended(text, shown), False)] if passages else []
            passages.append(Passage(_begun(text, start), False))
        passages.append(Passage(text[start:end], True))
        shown = end
    passages.append(Passage(_ended(text, shown), False))
    passages[0] = Passage(passages[0].text.lstrip(), False)
    passages[-1] = Passage(passages[-1].text.rstrip(), False)
    return _cut([passage for passage in passages if passage.text])


def _begun(text: str, start: int) -> str:
    """What stands before, from a whole word on."""
    if start <= _AROUND:
        return text[:start]
    words = text[start - _AROUND : start]
    _, space, rest = words.partition(" ")
    return f" … {rest if space else words}"


def _ended(text: str, end: int) -> str:
    """What stands behind, up to a whole word."""
    words = text[end : end + _AROUND]
    if end + _AROUND >= len(text):
        return words
    rest, space, _ = words.rpartition(" ")
    return f"{rest if space else words} … "


def _cut(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    room = _LONGEST
    kept = []
    for passage in passages:
        if len(passage.text) > room:
            kept.append(Passage(f"{passage.text[:room]}…", passage.claimed))
            break
        kept.append(passage)
        room -= len(passage.text)
    return tuple(kept)
