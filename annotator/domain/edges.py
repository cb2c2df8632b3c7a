"""Moving, splitting and joining the ranges of a claim: never empty, never outside the text, and never
through a character that is made of several code points.

A range begins and ends with a character that is no white space.
"""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, get_args

from annotator.domain.errors import InputError
from annotator.domain.text import Range
from annotator.domain.wording import merged

Edge = Literal["start", "end"]
EDGES: tuple[Edge, ...] = get_args(Edge)
Unit = Literal["character", "word", "sentence"]
UNITS: tuple[Unit, ...] = get_args(Unit)

_JOINER = "\N{ZERO WIDTH JOINER}"
_INNER = "'’-\u2010\u2011"
"""What stands within a word between letters."""


def move_edge(
    text: str, ranges: Sequence[Range], edge: Edge, unit: Unit, by: int, sentences: Sequence[Range] = ()
) -> tuple[Range, ...]:
    """The ranges with their first start or last end moved by so many units, backwards when negative.

    It goes as far as it can. A start that moves over a gap goes to the next range, which is how a range
    gets lost; so does an end. `sentences` are those of the text, in order, needed for that unit only.
    """
    stops = {span[edge == "end"] for span in sentences} if unit == "sentence" else None
    start, end = ranges[0][0], ranges[-1][1]
    at = start if edge == "start" else end
    limits = (0, end - 1) if edge == "start" else (start + 1, len(text))
    step, left, found = (1 if by > 0 else -1), abs(by), at
    while left and limits[0] <= at + step <= limits[1]:
        at += step
        if _is_stop(text, at, edge, unit, stops) and not _in_gap(ranges, at, edge):
            found, left = at, left - 1
    return _from(ranges, found) if edge == "start" else _until(ranges, found)


def edge_to(text: str, ranges: Sequence[Range], edge: Edge, at: int) -> tuple[Range, ...]:
    """The ranges with their first start, or last end, at an offset of the text: what is outside goes.

    Raises InputError when no words are left.
    """
    at = cluster_start(text, at)
    found = _trimmed(text, _from(ranges, at) if edge == "start" else _until(ranges, at))
    if not found:
        raise InputError("No words of the claim would be left.")
    return found


def split_at(text: str, ranges: Sequence[Range], at: int) -> tuple[tuple[Range, ...], tuple[Range, ...]]:
    """The ranges before an offset and those from it on. Raises InputError when one side has no words."""
    at = cluster_start(text, at)
    left, right = _trimmed(text, _until(ranges, at)), _trimmed(text, _from(ranges, at))
    if not _has_words(text, left) or not _has_words(text, right):
        raise InputError("A claim is split between two of its words: both parts need some.")
    return left, right


def joined(text: str, ranges: Sequence[Range]) -> tuple[Range, ...]:
    """Ranges in order; those that touch or overlap, or have only blanks between them, are one."""
    found: list[Range] = []
    for start, end in merged(ranges):
        between = text[found[-1][1] : start] if found else "-"
        if not between.strip(" \u00a0"):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)


def selected(text: str, ranges: Sequence[Range]) -> tuple[Range, ...]:
    """Ranges that somebody chose, as a claim has them: in order, whole characters, no white space outside.

    Raises InputError when they are not in the text, or hold no words.
    """
    if any(not 0 <= start < end <= len(text) for start, end in ranges):
        raise InputError(
            f"A range must end after it begins, and lie in the text, which has {len(text)} characters."
        )
    whole = [(cluster_start(text, start), _cluster_end(text, end)) for start, end in ranges]
    found = _trimmed(text, merged(whole))
    if not found:
        raise InputError("There are no words in that selection.")
    return found


def cluster_start(text: str, at: int) -> int:
    """The offset, or the beginning of the character (grapheme) that it would cut."""
    at = max(0, min(at, len(text)))
    while _is_inside(text, at):
        at -= 1
    return at


def _cluster_end(text: str, at: int) -> int:
    while _is_inside(text, at):
        at += 1
    return at


def _is_inside(text: str, at: int) -> bool:
    """Whether an offset lies within one character: before a mark, at a joiner, in a flag, in a syllable.

    What a terminal draws in one place is never parted; of UAX #29 that is what canonical text needs.
    """
    if not 0 < at < len(text) or text[at - 1] == "\n":
        return False
    before, after = text[at - 1], text[at]
    if _extends(after) or before == _JOINER:
        return True
    if not ("\U0001f1e6" <= after <= "\U0001f1ff" and "\U0001f1e6" <= before <= "\U0001f1ff"):
        return False
    first = at
    while first > 0 and "\U0001f1e6" <= text[first - 1] <= "\U0001f1ff":
        first -= 1
    return (at - first) % 2 == 1


def _extends(character: str) -> bool:
    """Whether it is drawn with what stands before it."""
    if character < "\u0300":
        return character == "\u00ad"
    return (
        unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf")
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\u1160" <= character <= "\u11ff"
        or "\ud7b0" <= character <= "\ud7ff"
    )


def _is_stop(text: str, at: int, edge: Edge, unit: Unit, stops: set[int] | None) -> bool:
    inner, outer = (at, at - 1) if edge == "start" else (at - 1, at)
    if stops is not None:
        return at in stops
    if text[inner].isspace() or _is_inside(text, at):
        return False
    if unit == "character":
        return True
    within = 0 <= outer < len(text) and _is_word(text, outer)
    return _is_word(text, inner) and (not within or _is_wide(text[inner]) or _is_wide(text[outer]))


def _is_word(text: str, at: int) -> bool:
    character = text[at]
    if character.isalnum() or character == "_" or _extends(character):
        return True
    return character in _INNER and text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()


def _is_wide(character: str) -> bool:
    """Whether it is of a script without spaces whose signs are words, or nearly."""
    return unicodedata.east_asian_width(character) in ("W", "F")


def _in_gap(ranges: Sequence[Range], at: int, edge: Edge) -> bool:
    return any(
        before < at < after or at == (before if edge == "start" else after)
        for (_, before), (after, _) in pairwise(ranges)
    )


def _from(ranges: Sequence[Range], at: int) -> tuple[Range, ...]:
    """The ranges from an offset on; the first one begins there if all are behind it."""
    if at < ranges[0][0]:
        return ((at, ranges[0][1]), *ranges[1:])
    return tuple((max(start, at), end) for start, end in ranges if end > at)


def _until(ranges: Sequence[Range], at: int) -> tuple[Range, ...]:
    if at > ranges[-1][1]:
        return (*ranges[:-1], (ranges[-1][0], at))
    return tuple((start, min(end, at)) for start, end in ranges if start < at)


def _has_words(text: str, ranges: Sequence[Range]) -> bool:
    return any(text[at].isalnum() for start, end in ranges for at in range(start, end))


def _trimmed(text: str, ranges: Sequence[Range]) -> tuple[Range, ...]:
    """Without the white space at the ends of each, and without those that are nothing else."""
    found = []
    for start, end in ranges:
        piece = text[start:end]
        begin = _cluster_end(text, start + len(piece) - len(piece.lstrip()))  # a mark may stand on a space
        stop = start + len(piece.rstrip())
        if begin < stop:
            found.append((begin, stop))
    return tuple(found)
