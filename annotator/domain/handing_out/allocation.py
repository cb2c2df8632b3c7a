"""Who gets which claim of a round."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from annotator.domain.errors import InputError
from annotator.domain.handing_out.exchanges import exchange
from annotator.domain.handing_out.groups import Groups
from annotator.domain.handing_out.parts import Part, cut, divided
from annotator.domain.handing_out.task import Task
from annotator.domain.ranking import rank

FRACTIONS = (1, 2, 4, 8, 16, 32)
"""An article is cut when it is heavier than a mean load, at first; then than half of one, and so on."""
UNEVEN_LOADS, UNEVEN_PAIRS = 50, 250
"""How far the highest load may be above the mean, and what any pair shares from its mean, before smaller
parts are tried; per mille."""
LONG = 10
"""Parts are not made shorter than so many usual claims only for the sake of pairs."""
EXCHANGED = 600
"""With more parts than these, pairs come out even without exchanges."""
STEPS = 2_000_000
"""Bound of parts x overlap x reviewers: beyond it short articles are joined."""


@dataclass(frozen=True, slots=True)
class More:
    """A share of the claims, in per cent, that more people get than the others."""

    percent: int
    overlap: int


@dataclass(frozen=True, slots=True)
class _Plan:
    parts: Sequence[Part]
    groups: Sequence[Sequence[int]]
    uneven: tuple[int, int]
    """How far the highest load is above the mean, and what any pair shares from its mean, in per mille."""

    def fault(self) -> tuple[int, int]:
        """0, 0 when it is even enough; else the lower the better."""
        loads, pairs = self.uneven
        return max(loads, UNEVEN_LOADS) - UNEVEN_LOADS, max(pairs, UNEVEN_PAIRS) - UNEVEN_PAIRS


def hand_out(
    tasks: Sequence[Task], reviewers: Sequence[str], overlap: int, *, seed: int, more: More | None = None
) -> dict[str, tuple[int, ...]]:
    """The numbers of the claims that each reviewer gets, by name, in the order of `tasks`.

    Each claim goes to `overlap` reviewers, a seeded share of them to `more.overlap`. Articles stay whole
    as long as loads and pairs come out even (see the constants above); a longer one is cut into runs. Loads
    (sums of weights) lie no further apart than the heaviest part weighs. The same for the same tasks, names
    (in any order) and seed. Raises InputError when overlap, share and names do not fit together.
    """
    _check(tasks, reviewers, overlap, more)
    names = sorted(reviewers, key=lambda name: rank(seed, "reviewer", name))
    plans: list[_Plan] = []
    for parts in _cuts(tasks, len(names), overlap):
        usual = _weight(tasks) // len(tasks)
        if plans and max(part.weight for part in parts) < LONG * usual and plans[-1].fault()[0] == 0:
            break
        plans.append(_planned(tasks, parts, len(names), overlap, more, seed))
        if plans[-1].fault() == (0, 0):
            break
    return _listed(tasks, names, min(plans, key=_Plan.fault))


def _check(tasks: Sequence[Task], reviewers: Sequence[str], overlap: int, more: More | None) -> None:
    if not tasks:
        raise InputError("There are no claims to hand out.")
    if not reviewers:
        raise InputError("There are no reviewers to hand claims out to.")
    if twice := sorted(name for name in set(reviewers) if reviewers.count(name) > 1):
        raise InputError(f"{twice[0]} is named twice as a reviewer.")
    _check_overlap(overlap, len(reviewers))
    if more:
        if not 1 <= more.percent <= 100:
            raise InputError(f"A share of {more.percent} per cent cannot be.", do="Say 1 to 100.")
        if more.overlap <= overlap:
            raise InputError(
                f"The share with more has an overlap of {more.overlap}, all others of {overlap}.",
                do="Give the share a higher one.",
            )
        _check_overlap(more.overlap, len(reviewers))


def _check_overlap(overlap: int, reviewers: int) -> None:
    if overlap < 1:
        raise InputError(f"An overlap of {overlap} cannot be.", do="Say how many get a claim: 1 or more.")
    if overlap > reviewers:
        raise InputError(
            f"An overlap of {overlap} needs {overlap} reviewers; there {'is' if reviewers == 1 else 'are'} "
            f"{reviewers}.",
            do="Add reviewers or lower the overlap.",
        )


def _cuts(tasks: Sequence[Task], reviewers: int, overlap: int) -> Iterator[list[Part]]:
    """The round in parts, first in long ones."""
    whole = _weight(tasks)
    before: list[Part] = []
    for fraction in FRACTIONS:
        most = max(whole * overlap // reviewers // fraction, 1)
        parts = cut(tasks, most, whole * overlap * reviewers // STEPS)
        if parts != before:
            yield parts
        before = parts


def _weight(tasks: Sequence[Task]) -> int:
    return sum(task.weight for task in tasks)


def _planned(
    tasks: Sequence[Task], parts: Sequence[Part], reviewers: int, overlap: int, more: More | None, seed: int
) -> _Plan:
    """Groups for the parts: first for those with more, then by weight."""
    ranks = {part.start: rank(seed, "part", str(tasks[part.start].number)) for part in parts}
    drawn = _drawn(sorted(parts, key=lambda part: ranks[part.start]), tasks, more)
    wanted = [(more.overlap, part) for part in drawn[0]] if more else []
    wanted += [(overlap, part) for part in drawn[1]]
    wanted.sort(key=lambda each: (-each[0], -each[1].weight))
    groups, chosen = _grouped(wanted, reviewers)
    parts = [part for _, part in wanted]
    if len(parts) <= EXCHANGED:
        exchange(parts, chosen, groups)
    pairs = [groups.shared[one][other] for one, other in combinations(range(reviewers), 2)]
    return _Plan(parts, chosen, (_above(groups.loads), max(_above(pairs), _below(pairs))))


def _grouped(wanted: Sequence[tuple[int, Part]], reviewers: int) -> tuple[Groups, list[list[int]]]:
    """With room to choose who has little in common; with less when loads end too far apart."""
    heaviest = max(part.weight for _, part in wanted)
    for room in (2 * heaviest, heaviest):
        groups = Groups(reviewers, room)
        chosen = [groups.choose(part.weight, overlap) for overlap, part in wanted]
        if max(groups.loads) - min(groups.loads) <= heaviest:
            break
    return groups, chosen


def _drawn(ranked: Sequence[Part], tasks: Sequence[Task], more: More | None) -> tuple[list[Part], list[Part]]:
    """The parts with more, which are the first ones up to the share of the claims, and the others."""
    left = max((len(tasks) * more.percent + 50) // 100, 1) if more else 0
    drawn: list[Part] = []
    others: list[Part] = []
    for part in ranked:
        count = part.end - part.start
        if count <= left:
            drawn.append(part)
        elif left:
            first, second = divided(tasks, part, left)
            drawn.append(first)
            others.append(second)
        else:
            others.append(part)
        left -= min(count, left)
    return drawn, others


def _above(amounts: Sequence[int]) -> int:
    """Per mille of the mean by which the highest is above it; 0 where there is nothing."""
    whole = sum(amounts)
    return 1000 * (max(amounts, default=0) * len(amounts) - whole) // whole if whole else 0


def _below(amounts: Sequence[int]) -> int:
    whole = sum(amounts)
    return 1000 * (whole - min(amounts, default=0) * len(amounts)) // whole if whole else 0


def _listed(tasks: Sequence[Task], names: Sequence[str], plan: _Plan) -> dict[str, tuple[int, ...]]:
    lists: list[list[int]] = [[] for _ in names]
    together = zip(plan.parts, plan.groups, strict=True)
    for part, group in sorted(together, key=lambda each: each[0].start):
        numbers = [task.number for task in tasks[part.start : part.end]]
        for one in group:
            lists[one] += numbers
    return {name: tuple(numbers) for name, numbers in sorted(zip(names, lists, strict=True))}
