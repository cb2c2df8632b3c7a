"""Near-copies: texts that say the same in nearly the same words, as two newspapers print one wire.

Resemblance as in A. Z. Broder, "On the resemblance and containment of documents" (1997): a text is the set of
its *shingles* (so many words in a row), two texts resemble each other as far as those sets do, by Jaccard's
index, and a small *sketch* of each, its smallest hashes, is enough to estimate that.

Half is a near-copy, as for Broder et al. ("Syntactic clustering of the web", 1997): a text that was cut to
half, or in which every tenth word or so was changed. Reports about one event that share a quotation stay
below, and so do sentences of one pattern about different things. A few words that stand in a long text are
not found.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from hashlib import blake2b
from heapq import nsmallest
from math import ceil

from annotator.domain.search_words import index_text

SHINGLE = 5
"""Words; Broder took 10 for whole pages, with half that also single sentences can be compared."""
SKETCH = 128
"""Hashes that are kept of a text; its standard error is below 0.045."""
RESEMBLANCE = Fraction(1, 2)
"""Texts that resemble each other so far or further are near-copies."""
_HASH = 8
"""Bytes."""
_SHORT = 16
"""Hashes of a text of about twenty words."""
_PIECES = re.compile(b".{%d}" % _HASH, re.DOTALL)

Sketch = bytes
"""Hashes in ascending order, one behind the other."""


def sketch(text: str) -> Sketch:
    """The smallest hashes of a text's shingles; those of a text of less than so many words are one. Case,
    accents and punctuation do not count; where a script has no spaces each character is a word."""
    words = index_text(text).split()
    if not words:
        return b""
    last = max(len(words) - SHINGLE, 0)
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(last + 1)}
    hashes = {blake2b(one.encode("utf-8"), digest_size=_HASH).digest() for one in shingles}
    return b"".join(nsmallest(SKETCH, hashes))


def are_near_copies(one: Sketch, other: Sketch) -> bool:
    """Whether two texts resemble each other that far, by their sketches."""
    return _alike(frozenset(_hashes(one)), frozenset(_hashes(other)))


def _alike(one: frozenset[bytes], other: frozenset[bytes]) -> bool:
    common = one & other
    size = len(one) + len(other) - len(common)
    if size > SKETCH:
        common, size = common.intersection(sorted(one | other)[:SKETCH]), SKETCH
    return bool(common) and len(common) * RESEMBLANCE.denominator >= size * RESEMBLANCE.numerator


def _hashes(sketch: Sketch) -> list[bytes]:
    return _PIECES.findall(sketch)


class Groups:
    """Sets of numbers that grow together (union-find)."""

    def __init__(self, size: int) -> None:
        self._parents = array("q", range(size))

    def first(self, number: int) -> int:
        """The smallest number of the set that one is in."""
        parents = self._parents
        while parents[number] != number:
            parents[number] = number = parents[parents[number]]
        return number

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.first(one), self.first(other)))
        self._parents[second] = first


def join_near_copies(sketches: Sequence[Sketch], groups: Groups) -> None:
    """Join the numbers of all texts of which one is a near-copy of the other, and so on.

    About linear in the texts, unless thousands share their rarest words. Only those are compared that share a
    hash that is rare for both: two near-copies have so many in common that one of these is among the rarest
    few of each, by whatever order holds for all (C. Xiao et al., "Efficient similarity joins for near
    duplicate detection", 2008: prefix filtering).
    """
    numbers: dict[Sketch, int] = {}
    for number, one in enumerate(sketches):
        if one:
            groups.join(numbers.setdefault(one, number), number)
    seen = _Seen(sketches, numbers.values())
    holders, sets = _Holders(groups), _Sets(sketches)
    for one in sorted(numbers, key=lambda one: (len(one), one)):
        number, pieces = numbers[one], _hashes(one)
        mine = frozenset(pieces)
        ranked = seen.ranked(pieces)
        met: set[int] = set()
        shared = _shared(ranked, ceil(len(pieces) * RESEMBLANCE))
        for others in (group for piece in shared for group in holders.of(piece)):
            if groups.first(others[0]) != groups.first(number):
                near = _first_alike(mine, others, sets, met)
                groups.join(number if near is None else near, number)
        for piece in _shared(ranked, _common_with_larger(len(pieces))):
            holders.add(piece, number)


def _first_alike(mine: frozenset[bytes], others: Iterable[int], sets: "_Sets", met: set[int]) -> int | None:
    """The first of the others that is a near-copy; those that were met are not compared again."""
    for other in others:
        if other not in met:
            met.add(other)
            if _alike(mine, sets[other]):
                return other
    return None


def _common_with_larger(hashes: int) -> int:
    """How many hashes a near-copy with as many or more has in common with one that has so many."""
    return ceil(min(SKETCH * RESEMBLANCE, 2 * hashes * RESEMBLANCE / (1 + RESEMBLANCE)))


def _shared(ranked: Sequence[tuple[int, bytes]], common: int) -> list[bytes]:
    """The rarest of a text's hashes, of which one must be found again in a text that has so many in common
    with it; without those that it has alone."""
    return [piece for count, piece in ranked[: len(ranked) - common + 1] if count > 1]


class _Holders:
    """The texts that have a hash, by number: those of one group together, so that the many copies of one text
    are passed over at once."""

    def __init__(self, groups: Groups) -> None:
        self._groups = groups
        self._held: dict[bytes, list[list[int]]] = defaultdict(list)

    def add(self, piece: bytes, number: int) -> None:
        self._held[piece].append([number])

    def of(self, piece: bytes) -> list[list[int]]:
        if piece not in self._held:
            return []
        found: dict[int, list[int]] = {}
        for one in self._held[piece]:
            first = self._groups.first(one[0])
            small, large = sorted((one, found.get(first, [])), key=len)
            large += small
            found[first] = large
        self._held[piece] = list(found.values())
        return self._held[piece]


class _Sets(dict[int, frozenset[bytes]]):
    """The hashes of a text by its number; kept of short ones, which are looked at again and again."""

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        super().__init__()
        self._sketches = sketches

    def __missing__(self, number: int) -> frozenset[bytes]:
        found = frozenset(_hashes(self._sketches[number]))
        if len(found) <= _SHORT:
            self[number] = found
        return found


class _Seen:
    """About how often each hash was seen: never less, rarely more, in two bytes each."""

    def __init__(self, sketches: Sequence[Sketch], numbers: Iterable[int]) -> None:
        total = sum(map(len, sketches)) // _HASH
        self._size = 1 << max(10, (4 * total).bit_length())
        self._counts = array("H", bytes(2 * self._size))
        for number in numbers:
            for piece in _hashes(sketches[number]):
                at = self._place(piece)
                self._counts[at] = min(self._counts[at] + 1, 65535)

    def _place(self, piece: bytes) -> int:
        return int.from_bytes(piece, "big") & (self._size - 1)

    def ranked(self, pieces: Sequence[bytes]) -> list[tuple[int, bytes]]:
        """The rarest first, in an order that holds for all texts."""
        return sorted((self._counts[self._place(piece)], piece) for piece in pieces)


def groups_of(sketches: Mapping[str, Sketch], links: Iterable[tuple[str, str]] = ()) -> list[list[str]]:
    """The texts by id, each group that must stay together in order of ids: near-copies, and what is linked.
    Links of texts that are not among them do not count."""
    ids = sorted(sketches)
    numbers = {one: number for number, one in enumerate(ids)}
    groups = Groups(len(ids))
    join_near_copies([sketches[one] for one in ids], groups)
    for one, other in links:
        if one in numbers and other in numbers:
            groups.join(numbers[one], numbers[other])
    found: dict[int, list[str]] = defaultdict(list)
    for number, one in enumerate(ids):
        found[groups.first(number)].append(one)
    return list(found.values())
