"""Parting a dataset: whole groups to one side each, as many claims to each as was asked for."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from annotator.domain.errors import InputError
from annotator.domain.ids import digest

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_SHARE = re.compile(r"(0?\.[0-9]{1,9}|[01](\.0{0,9})?)")
_SAFE = "Nothing was written."
_DO = "Give names with shares that add up to 1: --split train=0.8,dev=0.1,test=0.1"
_DIGITS = 16
"""Of the digest that is drawn by: 64 bits."""


def parse_shares(text: str) -> dict[str, Fraction]:
    """ "train=0.8,dev=0.1,test=0.1": the shares by name, in that order, which add up to exactly 1.

    Decimals that miss it by no more than their rounding are taken ("0.33,0.33,0.33" each 1/3). Raises
    InputError.
    """
    shares: dict[str, Fraction] = {}
    rounding = Fraction(0)
    for part in text.split(","):
        name, equals, share = (piece.strip() for piece in part.partition("="))
        if not equals or not _NAME.fullmatch(name):
            raise _bad(f"{part.strip()!r} is not a name of letters, digits, - and _ with a share")
        if name.casefold() in map(str.casefold, shares):
            raise _bad(f"{name!r} stands there twice")
        if not _SHARE.fullmatch(share) or not Fraction(share):
            raise _bad(f"the share {share!r} of {name!r} is not a decimal above 0 and up to 1")
        shares[name] = Fraction(share)
        decimals = len(share.partition(".")[2])
        rounding += Fraction(1, 2 * 10**decimals) if decimals > 1 else 0  # nobody rounds to tenths
    total = sum(shares.values(), Fraction(0))
    if abs(total - 1) > rounding or len(shares) == 1:
        raise _bad(f"the shares add up to {float(total):g}" if len(shares) > 1 else "one part is no split")
    return {name: share / total for name, share in shares.items()}


def _bad(what: str) -> InputError:
    return InputError(f"--split: {what}.", safe=_SAFE, do=_DO)


def partition(
    groups: Sequence[Sequence[str]], weights: Mapping[str, int], shares: Mapping[str, Fraction], seed: int
) -> dict[str, str]:
    """Which part each member of each group goes to: the same for the same seed, whatever the order.

    The heaviest groups are placed first, each into a part that is drawn from those that still have room for
    it, in proportion to that room; where none has, into the one with most. So no part gets more than its
    share by more than one group.
    """
    ranked = sorted(
        (
            (-sum(weights[member] for member in group), digest("annotator-split-1", str(seed), min(group)))
            for group in groups
        ),
    )
    members = {digest("annotator-split-1", str(seed), min(group)): group for group in groups}
    scale = 1
    for share in shares.values():
        scale = scale * share.denominator
    total = -sum(weight for weight, _ in ranked)
    room = {name: int(share * total * scale) for name, share in shares.items()}
    placed: dict[str, str] = {}
    for weight, drawn in ranked:
        size = -weight * scale
        name = _draw(room, size, int(drawn[:_DIGITS], 16))
        room[name] -= size
        placed.update(dict.fromkeys(members[drawn], name))
    return placed


def _draw(room: Mapping[str, int], size: int, drawn: int) -> str:
    """One of the parts; `drawn` is a number of 64 bits."""
    fitting = {name: left for name, left in room.items() if left >= size and left > 0}
    if not fitting:
        return max(room, key=lambda name: room[name])
    place = drawn * sum(fitting.values()) >> 4 * _DIGITS
    for name, left in fitting.items():
        if place < left:
            return name
        place -= left
    raise AssertionError("a place lies within the sum")
