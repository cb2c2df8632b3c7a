"""The quotations of a paragraph, with their places."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

LONGEST_SENTENCE = 2_000
"""Code points; what is longer was not written as a sentence and stays whole."""

_OPENS_BEFORE = " \t\u00a0([{—–-/‘'\"“"


class Quotation(NamedTuple):
    """What stands between quotation marks."""

    start: int
    """Of the opening mark."""
    end: int
    """Behind the closing mark, or the end of the paragraph."""
    closed: bool


def quotations(text: str, start: int, end: int) -> list[Quotation]:
    """The outermost quotations of a paragraph, in order; the last one may be left open.

    Single quotation marks are not looked at: apostrophes are the same letters.
    """
    found: list[Quotation] = []
    opened: int | None = None
    closer = ""
    for mark in re.finditer(r"[\"“”„«»]", text[start:end]):
        at, character = start + mark.start(), mark.group()
        if opened is None:
            if character in "“„«" or (character == '"' and _may_open(text, start, at)):
                opened = at
                closer = {"“": "”", "„": "“”", "«": "»", '"': '"'}[character]
        elif character in closer:
            found.append(Quotation(opened, at + 1, True))
            opened = None
    if opened is not None:
        found.append(Quotation(opened, end, False))
    return found


def _may_open(text: str, start: int, at: int) -> bool:
    return at == start or text[at - 1] in _OPENS_BEFORE


def inside(at: int, quoted: Sequence[Quotation]) -> Quotation | None:
    """The quotation that holds the code point at `at`, its marks included."""
    found = overlapping(at, at + 1, quoted)
    return found[0] if found else None


def overlapping(start: int, end: int, quoted: Sequence[Quotation]) -> list[Quotation]:
    """The quotations of an ordered list that share a code point with `[start, end)`."""
    first = bisect_right(quoted, start, key=lambda item: item.end)
    behind = bisect_left(quoted, end, key=lambda item: item.start)
    return list(quoted[first:behind])
