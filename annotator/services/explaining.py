"""Which claims were cut from which stretch of an article, for people who ask why."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.claim import Claim
from annotator.domain.text import Range


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or where the splitter names none, the stretch that a claim spans."""

    start: int
    end: int
    number: int | None
    """Of the sentence, from 1."""
    claims: tuple[int, ...]
    """Indexes of those that have most of their words here, or whose content has."""


def passages(claims: Sequence[Claim], sentences: Sequence[Range]) -> list[Passage]:
    """All sentences, and every claim in one passage, in the order of the article."""
    starts = [start for start, _ in sentences]
    homes: list[int | None] = []
    of_sentence: list[list[int]] = [[] for _ in sentences]
    apart: list[Passage] = []
    for index, claim in enumerate(claims):
        partner = claim.partner if claim.partner is not None and claim.partner < index else None
        home = _home(claim, sentences, starts) if partner is None else homes[partner]
        homes.append(home)
        if home is None:
            apart.append(Passage(claim.ranges[0][0], claim.ranges[-1][1], None, (index,)))
        else:
            of_sentence[home].append(index)
    found = [
        Passage(start, end, number, tuple(of_sentence[number - 1]))
        for number, (start, end) in enumerate(sentences, 1)
    ]
    return sorted([*found, *apart], key=lambda passage: (passage.start, passage.end))


def _home(claim: Claim, sentences: Sequence[Range], starts: Sequence[int]) -> int | None:
    """The sentence that holds most of the claim, the first of those that hold as much."""
    held: dict[int, int] = {}
    for start, end in claim.ranges:
        number = max(bisect_right(starts, start) - 1, 0)
        while number < len(sentences) and sentences[number][0] < end:
            common = min(end, sentences[number][1]) - max(start, sentences[number][0])
            if common > 0:
                held[number] = held.get(number, 0) + common
            number += 1
    return max(held, key=lambda number: (held[number], -number)) if held else None
