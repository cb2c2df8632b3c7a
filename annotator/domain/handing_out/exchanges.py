"""Exchanging people between groups, until pairs share about equally much and loads are even."""

from collections.abc import Sequence

from annotator.domain.handing_out.groups import Groups
from annotator.domain.handing_out.parts import Part

NEAR = 12
"""A part is compared with so many that weigh about the same."""
PASSES = 6
LOADS = 4
"""What the square of a load counts against the square of what a pair shares."""


def exchange(parts: Sequence[Part], chosen: Sequence[list[int]], groups: Groups) -> None:
    """Lower the squares of loads and of what pairs share, by people of two parts taking each other's place.

    `chosen` are the groups of `parts`, which stand by weight; they are changed in place. Loads come no
    further apart than they are. Ends after a pass that finds nothing, or after `PASSES`.
    """
    for _ in range(PASSES):
        found = False
        for one in range(len(parts)):
            for other in range(one + 1, min(one + 1 + NEAR, len(parts))):
                two = (chosen[one], chosen[other])
                found |= _exchanged(groups, *two, parts[one].weight, parts[other].weight)
        if not found:
            return


def _exchanged(groups: Groups, left: list[int], right: list[int], first: int, second: int) -> bool:
    """Whether two people of groups of parts of these weights were exchanged."""
    mates, others = set(left), set(right)
    for out in left:
        if out in others:
            continue
        for back in right:
            if back in mates:
                continue
            gain = _pairs_gain(groups, left, right, out, back, first, second)
            gain += LOADS * _loads_gain(groups.loads, out, back, first - second)
            if gain > 0 and _keeps_loads(groups.loads, out, back, first - second):
                groups.replace(left, out, back, first)
                groups.replace(right, back, out, second)
                return True
    return False


def _pairs_gain(
    groups: Groups, left: list[int], right: list[int], out: int, back: int, first: int, second: int
) -> int:
    """Half of what the sum of the pairs' squares loses when `out` and `back` take each other's place.

    A pair that shares x and comes to share x + w adds w * (2x + w) to it.
    """
    of_out, of_back = groups.shared[out], groups.shared[back]
    gain = 0
    for mate in left:
        if mate != out:
            weight = first - second if mate in right else first
            gain += weight * (of_out[mate] - of_back[mate] - weight)
    for mate in right:
        if mate != back and mate not in left:
            gain += second * (of_back[mate] - of_out[mate] - second)
    return gain


def _loads_gain(loads: Sequence[int], out: int, back: int, change: int) -> int:
    """The same of the loads' squares: `out` loses what `back` gains."""
    return change * (loads[out] - loads[back] - change)


def _keeps_loads(loads: Sequence[int], out: int, back: int, change: int) -> bool:
    """Whether both loads stay within the least and the greatest there is."""
    after = loads[out] - change, loads[back] + change
    return min(loads) <= min(after) and max(after) <= max(loads)
