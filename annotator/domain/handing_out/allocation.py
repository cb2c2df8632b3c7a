"""Who gets which claim of a round."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from annotator.domain.errors import InputError
from annotator.domain.handing_out.exchanges import exchange
from annotator.domain.handing_out.groups import Groups
from annotator.domain.handing_out.parts import Part, cut, divided, pieces
from annotator.domain.handing_out.task import Task
from annotator.domain.ranking import rank

FRACTIONS = (2, 4, 8, 16, 32)
"""Articles heavier than a mean load are always cut; when loads or pairs come out uneven, those heavier than
half of one, and so on."""
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


_Wanted = tuple[int, Part]
"""How many people should get a part, and the part."""


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
    whole = sum(task.weight for task in tasks)
    load = max(whole * overlap // len(names), 1)
    articles = cut(tasks, load, whole * overlap * len(names) // STEPS)
    wanted = _drawn(tasks, articles, overlap, more, seed)
    plans = [_planned(wanted, len(names))]
    for fraction in FRACTIONS:
        uneven_loads, uneven_pairs = plans[-1].fault()
        long = load // fraction * len(tasks) >= LONG * whole
        if not uneven_loads and not (uneven_pairs and long):
            break
        finer = _finer(tasks, wanted, max(load // fraction, 1), 1 if uneven_loads else 2)
        if len(finer) > len(wanted):
            wanted = finer
            plans.append(_planned(wanted, len(names)))
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


def _drawn(
    tasks: Sequence[Task], parts: Sequence[Part], overlap: int, more: More | None, seed: int
) -> list[_Wanted]:
    """Parts with their overlap: those with more are drawn, the last of them cut where the share ends."""
    left = max((len(tasks) * more.percent + 50) // 100, 1) if more else 0
    wanted: list[_Wanted] = []
    for part in sorted(parts, key=lambda part: rank(seed, "part", str(tasks[part.start].number))):
        if more and left:
            first, part = divided(tasks, part, min(part.end - part.start, left))
            wanted.append((more.overlap, first))
            left -= first.end - first.start
        if part.end > part.start:
            wanted.append((overlap, part))
    return wanted


def _finer(tasks: Sequence[Task], wanted: Sequence[_Wanted], most: int, least: int) -> list[_Wanted]:
    """The parts with an overlap of `least` or more in pieces that weigh no more than `most`."""
    return [
        (overlap, piece)
        for overlap, part in wanted
        for piece in (pieces(tasks, part, most) if overlap >= least else [part])
    ]


def _planned(wanted: Sequence[_Wanted], reviewers: int) -> _Plan:
    """Groups for the parts: first for those with more, then by weight."""
    wanted = sorted(wanted, key=lambda each: (-each[0], -each[1].weight))
    groups, chosen = _grouped(wanted, reviewers)
    parts = [part for _, part in wanted]
    if len(parts) <= EXCHANGED:
        exchange(parts, chosen, groups)
    pairs = [groups.shared[one][other] for one, other in combinations(range(reviewers), 2)]
    return _Plan(parts, chosen, (_above(groups.loads), max(_above(pairs), _below(pairs))))


def _grouped(wanted: Sequence[_Wanted], reviewers: int) -> tuple[Groups, list[list[int]]]:
    """With room to choose who has little in common; with less when loads end too far apart."""
    heaviest = max(part.weight for _, part in wanted)
    for room in (2 * heaviest, heaviest):
        groups = Groups(reviewers, room)
        chosen = [groups.choose(part.weight, overlap) for overlap, part in wanted]
        if max(groups.loads) - min(groups.loads) <= heaviest:
            break
    return groups, chosen


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
