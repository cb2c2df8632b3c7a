"""An article's text with its claims marked in place: paragraphs of pieces, each with the claims over it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.domain.text import Range


@dataclass(frozen=True, slots=True)
class Piece:
    """Words within which no claim begins or ends."""

    text: str
    over: int
    """How many ranges of claims are over it."""
    begin: tuple[int, ...]
    """Numbers of the claims of which a range begins before it."""
    end: tuple[int, ...]
    """Of those of which one ends behind it."""


def paragraphs(text: str, claims: Sequence[Sequence[Range]]) -> Iterator[list[Piece]]:
    """The lines of a text that are not blank, cut wherever a range begins or ends.

    `claims` are the ranges of claim 1, claim 2 ...; blanks at the ends of a range are not marked.
    """
    begin: dict[int, list[int]] = defaultdict(list)
    end: dict[int, list[int]] = defaultdict(list)
    for number, ranges in enumerate(claims, 1):
        for first, last in ranges:
            exact = text[first:last]
            if exact.strip():
                begin[last - len(exact.lstrip())].append(number)
                end[first + len(exact.rstrip())].append(number)
    cuts = sorted({*begin, *end})
    over = at = 0
    for line in re.finditer(r"[^\n]+", text):
        if line.group().isspace():
            continue
        places = [line.start()]
        while at < len(cuts) and cuts[at] <= line.end():
            places.append(cuts[at])
            at += 1
        found = []
        for start, stop in pairwise(sorted({*places, line.end()})):
            over += len(begin[start])
            found.append(Piece(text[start:stop], over, tuple(begin[start]), tuple(end[stop])))
            over -= len(end[stop])
        yield found
