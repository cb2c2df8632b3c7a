"""Which claims of two sets of one article are the same: by what they say and where, never by a guess."""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Literal, NamedTuple

Sameness = Literal["same", "words", "ranges", "revised"]
"""How a claim is the same as one before it. `revised`: it was made of that one by people, and of no other."""
SAMENESSES: tuple[Sameness, ...] = ("same", "words", "ranges")
"""Of twins, in the order in which they are looked for, and of one mode always. `same`: ranges and wording
are equal. `words`: the wording is, cut from other ranges. `ranges`: cut from the same, worded otherwise."""


class Shape(NamedTuple):
    """What makes a claim the same as another. Ranges may be in any form that is equal when they are."""

    mode: str
    ranges: Hashable
    text: str


class Twin(NamedTuple):
    """A pair of claims, by their numbers in the two sets."""

    old: int
    new: int
    sameness: Sameness


_KEYS: tuple[Callable[[Shape], Hashable], ...] = (
    lambda claim: claim,
    lambda claim: (claim.mode, claim.text),
    lambda claim: (claim.mode, claim.ranges),
)
"""In the order of SAMENESSES."""


def twins(old: Sequence[Shape], new: Sequence[Shape]) -> list[Twin]:
    """Each claim in at most one pair, ordered by the number of the new one.

    Claims that could be paired in several ways are paired in the order of their sets, so that it does
    not matter which of the two sets is called old. Linear in the number of claims.
    """
    found: dict[int, Twin] = {}
    left = dict(enumerate(old))
    for sameness, key in zip(SAMENESSES, _KEYS, strict=True):
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for number, claim in left.items():
            waiting[key(claim)].append(number)
        for number, claim in enumerate(new):
            if number not in found and (queue := waiting.get(key(claim))):
                found[number] = Twin(queue.popleft(), number, sameness)
                del left[found[number].old]
    return [found[number] for number in sorted(found)]


def doubles(unpaired: Mapping[int, Shape], others: Sequence[Shape]) -> list[tuple[int, int, Sameness]]:
    """Each of these claims, by its number, that is the same as one of the others: its number, that of the
    first it is the same as, and how. Several may be the same as one. Linear in the number of claims."""
    found: dict[int, tuple[int, int, Sameness]] = {}
    for sameness, key in zip(SAMENESSES, _KEYS, strict=True):
        first: dict[Hashable, int] = {}
        for number, claim in enumerate(others):
            first.setdefault(key(claim), number)
        for number, claim in unpaired.items():
            if number not in found and (other := first.get(key(claim))) is not None:
                found[number] = (number, other, sameness)
    return [found[number] for number in sorted(found)]
