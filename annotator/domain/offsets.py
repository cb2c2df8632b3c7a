"""Explicit converters of offsets: code points here, UTF-16 units there; a text as it came, and canonical.

JavaScript, Java and .NET count UTF-16 units, in which a character above U+FFFF is two.
"""

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from itertools import accumulate, pairwise

from annotator.domain.text import canonical

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16:
    """Offsets of one text in both counts."""

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [found.start() for found in _ASTRAL.finditer(text)]
        """Code point offsets of the characters that are two units."""
        self._units = [at + number for number, at in enumerate(self._wide)]
        """Their offsets in units."""
        self.points = len(text)
        self.length = self.points + len(self._wide)
        """Of the text, in units."""

    def from_points(self, offset: int) -> int:
        """The offset in units of one in code points."""
        return offset + bisect_right(self._wide, offset - 1)

    def to_points(self, offset: int) -> int:
        """The offset in code points of one in units. Raises ValueError outside of the text or within a
        character."""
        if not 0 <= offset <= self.length:
            raise ValueError(f"{offset} lies outside of the text, which has {self.length} UTF-16 units")
        before = bisect_right(self._units, offset - 1)
        if before and self._units[before - 1] + 1 == offset:
            raise ValueError(f"{offset} lies within a character")
        return offset - before


class Canonical:
    """The canonical text of one that came from elsewhere, and where its offsets went."""

    def __init__(self, decoded: str) -> None:
        self.text = canonical(decoded)
        self._moved = len(self.text) != len(decoded) or not unicodedata.is_normalized("NFC", decoded)
        self.decoded = decoded
        """As it came."""
        self._map: list[int] | None = None

    def offset(self, offset: int) -> int:
        """Where an offset of the text as it came is in the canonical one.

        Raises ValueError outside of the text, and where the characters on both sides became one.
        """
        if not 0 <= offset <= len(self.decoded):
            raise ValueError(f"{offset} lies outside of the text, which has {len(self.decoded)} characters")
        if not self._moved:
            return offset
        if self._map is None:
            self._map = _map(self.decoded)
        found = self._map[offset]
        if found < 0:
            raise ValueError(f"{offset} lies between characters that are one in the canonical text")
        return found


def _map(decoded: str) -> list[int]:
    """By offset of the text as it came: that in the canonical text; -1 where there is none.

    A piece that can be normalized apart from its neighbours begins at a starter that nothing before it
    composes with (UAX #15, section 9, "stable code points").
    """
    starts = [at for at in range(len(decoded)) if _is_boundary(decoded, at)] + [len(decoded)]
    pieces = [decoded[start:end] for start, end in pairwise(starts)]
    lengths = accumulate((len(canonical(piece)) for piece in pieces), initial=0)
    found = [-1] * (len(decoded) + 1)
    for start, place in zip(starts, lengths, strict=True):
        found[start] = place
    return found


def _is_boundary(text: str, at: int) -> bool:
    """Whether nothing before this offset changes what comes after it when the text is normalized."""
    if at == 0:
        return True
    after = text[at]
    if after == "\n" and text[at - 1] == "\r":
        return False
    if after.isascii():
        return True
    return not unicodedata.combining(after) and not _composes_back(after)


def _composes_back(character: str) -> bool:
    """Whether a starter may become one with what stands before it: Hangul vowels and finals, and the second
    characters of canonical compositions that are starters (DerivedNormalizationProps, NFC_QC=Maybe)."""
    return character in _second_starters()


@cache
def _second_starters() -> frozenset[str]:
    found = {chr(code) for code in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}
    for code in range(0x80, 0x20000):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and "<" not in parts[0]:
            second = chr(int(parts[1], 16))
            if not unicodedata.combining(second):
                found.add(second)
    return frozenset(found)
