"""Segmentation rounds: which claims of several people stand against each other, and what is merged of them.

Each reviewer corrects a copy of the same claims. What all have alike is agreed. The rest falls into groups of
claims that lie on one another, so that whether a statement is one claim or two is one decision.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from annotator.domain.claim import IN_A_ROUND, MODES, Claim, ClaimSet, edit_rows, flag_rows
from annotator.domain.ids import canonical_json, digest
from annotator.domain.rewording import typed
from annotator.domain.text import Range
from annotator.domain.wording import merged

if TYPE_CHECKING:
    from annotator.domain.agreement.boundaries import Boundaries

BASE = ""
"""Whose the claims are that the round has frozen; no member has this name."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A claim of one side, with its place in that side's set."""

    side: str
    """The reviewer, or BASE."""
    position: int
    revised: bool
    """Whether a person made it, and not a splitter."""
    claim: Claim

    @property
    def order(self) -> tuple[object, ...]:
        return self.position, self.claim.ranges, self.claim.mode, self.claim.text, self.side

    @property
    def says(self) -> tuple[object, ...]:
        """What two claims have in common that are the same."""
        claim = self.claim
        return claim.ranges, claim.text, claim.mode, claim.speaker or "", claim.date or ""


@dataclass(frozen=True, slots=True)
class Group:
    """Claims that lie on one another, of which some are to be taken."""

    key: str
    """Digest of the ids of its claims: it is another one when a reviewer changes any of them."""
    segments: tuple[Segment, ...]
    """In the order of the text; those of the base among them."""
    agreed: bool
    """Whether all reviewers have the same here, so that there is nothing to decide."""

    def of(self, side: str) -> tuple[Segment, ...]:
        return tuple(segment for segment in self.segments if segment.side == side)

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(segment.claim.id for segment in self.segments)

    def said_by(self, side: str) -> tuple[tuple[object, ...], ...]:
        """The same for two sides that have the same claims."""
        return tuple(sorted({segment.says for segment in self.of(side)}, key=repr))


def groups(sides: Mapping[str, Sequence[Segment]], base: Sequence[Segment]) -> list[Group]:
    """The claims of an article, grouped, in the order of the text.

    `sides` has the reviewers' claims by name. Two claims of different sides and one mode go together when
    they are matched (see `boundaries`), or when neither has a match on the other side and they have at least
    half of the shorter one's characters in common; so do those that go together with the same one.
    """
    every = {**sides, BASE: base}
    alike = _alike(sides)
    nodes = [s for side in sorted(every) for s in every[side]]
    parent = {(s.side, s.claim.id): (s.side, s.claim.id) for s in nodes}

    def find(node: tuple[str, str]) -> tuple[str, str]:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    def join(one: Segment, other: Segment) -> None:
        first, second = sorted((find((one.side, one.claim.id)), find((other.side, other.claim.id))))
        parent[second] = first

    for same in alike.values():
        for segment in same[1:]:
            join(same[0], segment)
    settled = {(s.side, s.claim.id) for same in alike.values() for s in same}
    for first, second in _matched([same[0] for same in alike.values()], base):
        join(first, second)
        settled.add((second.side, second.claim.id))
    still_open = {side: [s for s in every[side] if (side, s.claim.id) not in settled] for side in every}
    for one, other in combinations(sorted(every), 2):
        for first, second in _related(still_open[one], still_open[other]):
            join(first, second)
    found: dict[tuple[str, str], list[Segment]] = defaultdict(list)
    for segment in nodes:
        found[find((segment.side, segment.claim.id))].append(segment)
    made = [_group(members, sorted(sides)) for members in found.values()]
    return sorted(made, key=lambda group: (group.segments[0].order, group.key))


def _alike(sides: Mapping[str, Sequence[Segment]]) -> dict[object, list[Segment]]:
    """The claims that all reviewers have, by what they say: one of each reviewer."""
    found: dict[object, dict[str, Segment]] = defaultdict(dict)
    for side in sorted(sides):
        for segment in sides[side]:
            found[segment.says].setdefault(side, segment)
    return {says: list(by.values()) for says, by in found.items() if len(by) == len(sides)}


def _compared(one: Sequence[Segment], other: Sequence[Segment]) -> "Boundaries":
    from annotator.domain.agreement.boundaries import (
        boundaries,
    )  # figures that the start of the screen needs not

    return boundaries([s.claim.ranges for s in one], [s.claim.ranges for s in other])


def _matched(ours: Sequence[Segment], theirs: Sequence[Segment]) -> Iterable[tuple[Segment, Segment]]:
    """What all have alike, with the claim of the base that it is a match of: nobody else's is."""
    for one, other in _by_mode(ours, theirs):
        for match in _compared(one, other).matches:
            yield one[match.first], other[match.second]


def _related(ours: Sequence[Segment], theirs: Sequence[Segment]) -> Iterable[tuple[Segment, Segment]]:
    """Pairs of two sides' claims that go together, of those that not all have alike."""
    for one, other in _by_mode(ours, theirs):
        compared = _compared(one, other)
        for match in compared.matches:
            yield one[match.first], other[match.second]
        for first in (one[at] for at in compared.only_first):
            for second in (other[at] for at in compared.only_second):
                if _lie_on_each_other(first.claim.ranges, second.claim.ranges):
                    yield first, second


def _by_mode(
    ours: Sequence[Segment], theirs: Sequence[Segment]
) -> Iterable[tuple[list[Segment], list[Segment]]]:
    for mode in MODES:
        yield [s for s in ours if s.claim.mode == mode], [s for s in theirs if s.claim.mode == mode]


def _lie_on_each_other(one: Sequence[Range], two: Sequence[Range]) -> bool:
    """Whether they have at least half of the shorter one's characters in common."""
    if one[-1][1] <= two[0][0] or two[-1][1] <= one[0][0]:
        return False
    ours, theirs = merged(one), merged(two)
    common = sum(max(0, min(end, last) - max(start, first)) for start, end in ours for first, last in theirs)
    return 2 * common >= min(_length(ours), _length(theirs))


def _length(ranges: Sequence[Range]) -> int:
    return sum(end - start for start, end in ranges)


def _group(segments: Iterable[Segment], reviewers: Sequence[str]) -> Group:
    ordered = tuple(sorted(segments, key=lambda segment: segment.order))
    key = digest("annotator-segment-group-1", *sorted({segment.claim.id for segment in ordered}))
    group = Group(key, ordered, agreed=False)
    said = {group.said_by(reviewer) for reviewer in reviewers}
    return replace(group, agreed=len(said) <= 1)


def majority(group: Group, reviewers: Sequence[str]) -> str:
    """A reviewer who has here what more than half of them have; "" when there is none."""
    said = [group.said_by(reviewer) for reviewer in reviewers]
    for reviewer, mine in zip(reviewers, said, strict=True):
        if 2 * said.count(mine) > len(said):
            return reviewer
    return ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A claim that goes into the merged set."""

    segment: Segment
    text: str = ""
    """Another wording of it, or empty."""


def merged_set(base: ClaimSet, text: str, round_id: str, taken: Iterable[Taken]) -> ClaimSet:
    """The claims that were taken, as a set of the article, whose `text` that is; of the same, one.

    `base` is the set that the round has frozen. The result depends on what is taken, not on its order.
    """
    numbers: dict[object, int] = {}
    by_position: dict[int, int] = {}
    claims: list[Claim] = []
    for one in sorted(taken, key=lambda one: (*one.segment.order, one.text)):
        claim = one.segment.claim
        if one.text:
            said, edits = typed(text, claim.ranges, one.text)
            claim = replace(claim, text=said, edits=edits)
        number = numbers.setdefault(_identity(claim), len(claims))
        if number == len(claims):
            claims.append(claim if not one.segment.revised else replace(claim, partner=None, like=None))
        if not one.segment.revised:
            by_position.setdefault(one.segment.position, number)
    made = [_placed(claim, number, by_position) for number, claim in enumerate(claims)]
    options = {"base": base.id, "merged": "true", "claims": _digest(made)}
    return _built(base, round_id, options, made)


def private_set(base: ClaimSet, round_id: str, member: str) -> ClaimSet:
    """The set that a reviewer begins with: what the round has frozen."""
    claims = [segment.claim for segment in base_segments(base)]
    return _built(base, round_id, {"base": base.id, "member": member}, claims)


def base_segments(base: ClaimSet) -> list[Segment]:
    """The claims that a round has frozen, of the same one, at the positions that their copies have."""
    numbers: dict[object, int] = {}
    moved = {old: numbers.setdefault(_identity(c), len(numbers)) for old, c in enumerate(base.claims)}
    found: dict[int, Segment] = {}
    for old, claim in enumerate(base.claims):
        number = moved[old]
        if number not in found:
            found[number] = Segment(BASE, number, False, _placed(claim, number, moved))
    return list(found.values())


def _identity(claim: Claim) -> object:
    """What a claim's id is made of, within a set."""
    return claim.ranges, claim.mode, claim.text


def _placed(claim: Claim, number: int, numbers: Mapping[int, int]) -> Claim:
    """The claim at a new place, its partner and the one that it is like at theirs, if they are there."""
    partner = None if claim.partner is None else numbers.get(claim.partner)
    like = None if claim.like is None else numbers.get(claim.like)
    like = like if like is not None and like < number else None
    return replace(
        claim,
        partner=partner if partner != number else None,
        like=like,
        likeness="" if like is None else claim.likeness,
    )


def _built(base: ClaimSet, round_id: str, options: Mapping[str, str], claims: Sequence[Claim]) -> ClaimSet:
    return ClaimSet.build(
        article=base.article,
        splitter=IN_A_ROUND,
        version=round_id,
        options=options,
        published=base.published,
        regions=base.regions,
        claims=claims,
    )


def _digest(claims: Iterable[Claim]) -> str:
    """Of all that is said in them, so that two merges of one article are two sets."""
    said = [
        [
            [list(pair) for pair in c.ranges], c.text, c.mode, c.speaker, c.cue, c.date, c.rule, c.partner,
            [list(pair) for pair in c.occurrences], c.like, c.likeness,
            flag_rows(c.flags), edit_rows(c.edits),
        ]
        for c in claims
    ]  # fmt: skip
    return digest("annotator-merged-claims-1", canonical_json(said))
