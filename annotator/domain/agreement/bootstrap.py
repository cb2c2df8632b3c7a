"""Resampling with replacement of units that are alike in groups, at the cost of the groups alone."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from random import Random


def binomial(chance: Random, throws: int, part: int, whole: int) -> int:
    """How many of so many throws hit, each with the chance part / whole (0 <= part <= whole, whole > 0).

    Exact: a throw is a number in [0, 1) whose binary digits are drawn one by one; it hits when it is below
    the ratio, which the first digit in which they differ decides. All undecided throws get their next digit
    at once, which decides half of them: some log2(throws) rounds, two bits a throw. Only whole numbers, so
    that it is the same on every machine.
    """
    if part == whole:
        return throws
    hits = 0
    while throws and part:
        part *= 2
        ones = chance.getrandbits(throws).bit_count()
        if part >= whole:  # the ratio's digit is 1: throws with a 0 are below it
            part -= whole
            hits += throws - ones
            throws = ones
        else:  # the ratio's digit is 0: throws with a 1 are above it
            throws -= ones
    return hits


def resamples(groups: Sequence[int], draws: int, seed: int) -> Iterator[list[int]]:
    """For each draw, how many units of each group are among as many units drawn with replacement.

    A multinomial: the units drawn are shared out between the halves of the groups by a binomial, and so on.
    `groups` holds their sizes, all above 0.
    """
    chance = Random(seed)
    before = [0, *accumulate(groups)]
    times = [0] * len(groups)

    def share(low: int, high: int, units: int) -> None:
        if high - low == 1 or not units:
            times[low:high] = [units] if high - low == 1 else [0] * (high - low)
            return
        middle = (low + high) // 2
        left = binomial(chance, units, before[middle] - before[low], before[high] - before[low])
        share(low, middle, left)
        share(middle, high, units - left)

    for _ in range(draws):
        if groups:
            share(0, len(groups), before[-1])
        yield times.copy()
