"""How far two people find the same claims in an article, and which of theirs go together."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass

from annotator.domain.agreement.figure import Figure, ratio
from annotator.domain.text import Range
from annotator.domain.wording import merged

Ranges = Sequence[Range]
"""One claim: half-open ranges in code points of the article."""


@dataclass(frozen=True)
class Match:
    """Two claims that go together, by their places in the two lists, counted from 0."""

    first: int
    second: int
    common: int
    """Characters that both cover."""
    total: int
    """Characters that either covers; `common / total` is the Jaccard index."""

    @property
    def jaccard(self) -> float:
        return self.common / self.total


@dataclass(frozen=True)
class BoundaryCounts:
    """What the figures are made of; counts of several articles add up."""

    first: int = 0
    """Claims of the first person, and of the second."""
    second: int = 0
    matched: int = 0
    exact: int = 0
    """Pairs, one to one, that cover exactly the same characters."""
    first_characters: int = 0
    """Characters that any claim of the first person covers, and of the second."""
    second_characters: int = 0
    common_characters: int = 0


@dataclass(frozen=True)
class BoundaryFigures:
    """Neither person is the reference: recall is the matched share of the first one's claims, precision
    that of the second one's. F1 is 2 * matched / (first + second), the same from both sides."""

    counts: BoundaryCounts
    precision: Figure
    recall: Figure
    f1: Figure
    exact_f1: Figure
    character_f1: Figure


@dataclass(frozen=True)
class Boundaries:
    """Two lists of claims of one article compared."""

    figures: BoundaryFigures
    matches: tuple[Match, ...]
    """By their place in the first list."""
    only_first: tuple[int, ...]
    """Places in the first list of claims that have no match, and in the second."""
    only_second: tuple[int, ...]


def boundaries(first: Sequence[Ranges], second: Sequence[Ranges]) -> Boundaries:
    """Match the claims of two people one to one, where the Jaccard index of their characters is 0.8 or more.

    Claims that cover the same characters go together. Of the others as many as possible are matched: the
    closest pair first, of equally close ones the earliest in the first list, then in the second; where that
    leaves out a claim that could have had a match, the fewest pairs are changed that give it one. Ranges that
    overlap within a claim count once.
    """
    ours, theirs = [merged(claim) for claim in first], [merged(claim) for claim in second]
    matches = _matched(_candidates(ours, theirs))
    found, met = {match.first for match in matches}, {match.second for match in matches}
    ours_covered, theirs_covered = (
        merged([span for claim in claims for span in claim]) for claims in (ours, theirs)
    )
    counts = BoundaryCounts(
        len(first),
        len(second),
        len(matches),
        (Counter(filter(_size, ours)) & Counter(filter(_size, theirs))).total(),
        _size(ours_covered),
        _size(theirs_covered),
        _common(ours_covered, theirs_covered),
    )
    return Boundaries(
        boundary_figures([counts]),
        tuple(matches),
        tuple(at for at in range(len(first)) if at not in found),
        tuple(at for at in range(len(second)) if at not in met),
    )


def boundary_figures(counts: Iterable[BoundaryCounts]) -> BoundaryFigures:
    """The figures of all articles together. Counts are added up, so that each claim weighs the same."""
    columns = zip(*(astuple(each) for each in (BoundaryCounts(), *counts)), strict=True)
    of = BoundaryCounts(*(sum(column) for column in columns))
    nobody = "neither of the two has a claim"
    return BoundaryFigures(
        of,
        precision=ratio(of.matched, of.second, "the second has no claims"),
        recall=ratio(of.matched, of.first, "the first has no claims"),
        f1=ratio(2 * of.matched, of.first + of.second, nobody),
        exact_f1=ratio(2 * of.exact, of.first + of.second, nobody),
        character_f1=ratio(2 * of.common_characters, of.first_characters + of.second_characters, nobody),
    )


def _size(claim: Ranges) -> int:
    return sum(end - start for start, end in claim)


def _common(one: Ranges, two: Ranges) -> int:
    """Characters that two lists of ranges, each in order and without overlap, have in common."""
    common = at = other = 0
    while at < len(one) and other < len(two):
        common += max(0, min(one[at][1], two[other][1]) - max(one[at][0], two[other][0]))
        if one[at][1] <= two[other][1]:
            at += 1
        else:
            other += 1
    return common


def _candidates(ours: Sequence[Ranges], theirs: Sequence[Ranges]) -> list[Match]:
    """All pairs that may match, the closest first. Only claims that lie over each other are compared."""
    found = []
    sized = sorted(
        (claim[0][0], claim[-1][1], _size(claim), at) for at, claim in enumerate(theirs) if _size(claim)
    )
    for at, claim in enumerate(ours):
        size = _size(claim)
        for start, end, its, other in sized:
            if not size or start >= claim[-1][1]:
                break
            # The index is at most the smaller by the larger, which rules most pairs out at no cost.
            if end > claim[0][0] and _close(min(size, its), max(size, its)):
                common = _common(claim, theirs[other])
                if _close(common, size + its - common):
                    found.append(Match(at, other, common, size + its - common))
    return sorted(found, key=lambda match: (-match.jaccard, match.first, match.second))


def _close(common: int, total: int) -> bool:
    return 5 * common >= 4 * total  # 0.8, without rounding


def _matched(candidates: Sequence[Match]) -> list[Match]:
    """The closest first, then augmenting paths (Kuhn 1955) over all but exact pairs, while there are any."""
    choices: dict[int, list[Match]] = {}
    of_first: dict[int, Match] = {}
    of_second: dict[int, Match] = {}
    for match in candidates:
        choices.setdefault(match.first, []).append(match)
        if match.first not in of_first and match.second not in of_second:
            of_first[match.first] = of_second[match.second] = match
    dead = {second for second, match in of_second.items() if match.common == match.total}
    for start in sorted(choices.keys() - of_first.keys()):
        for match in _path(start, choices, of_first, of_second, dead):
            of_first[match.first] = of_second[match.second] = match
    return sorted(of_first.values(), key=lambda match: match.first)


def _path(
    start: int,
    choices: Mapping[int, Sequence[Match]],
    of_first: Mapping[int, Match],
    of_second: Mapping[int, Match],
    dead: set[int],
) -> list[Match]:
    """The matches that replace others so that a claim of the first list gets one too; none when it cannot.

    The shortest path. `dead` are claims of the second list from which no search is to go on. A search in vain
    adds what it has seen, as none gets further from there later, so that all of those cost no more than one.
    """
    came: dict[int, Match] = {}
    waiting = deque([start])
    while waiting:
        for match in choices[waiting.popleft()]:
            if match.second in dead or match.second in came:
                continue
            came[match.second] = match
            if match.second in of_second:
                waiting.append(of_second[match.second].first)
                continue
            path = [match]
            while path[-1].first != start:
                path.append(came[of_first[path[-1].first].second])
            return path
    dead.update(came)
    return []
