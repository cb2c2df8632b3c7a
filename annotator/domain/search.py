"""What a search finds, and how a hit is shown in its context."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from annotator.domain.search_words import Query, joined, matches
from annotator.domain.text import Range

Kind = Literal["article", "claim", "citation", "rationale", "comment", "suggestion"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LEAD = 40
"""Code points of a context before the words that were found."""
CONTEXT = 240
"""Code points of a context."""
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Context:
    """A stretch of a text around what was found in it, with an ellipsis where something was left out."""

    text: str
    marks: tuple[Range, ...]
    """What was found, as ranges of `text`."""
    at: Range | None
    """The first of it that is in `text`, as a range of the whole text; None when nothing was found in it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    kind: Kind
    id: str
    """Of the article, claim, citation, label (of a rationale), comment or imported suggestion."""
    article: str
    claim: str
    """The claim that it is, or is on; "" for an article."""
    title: str
    """Of the article."""
    title_marks: tuple[Range, ...]
    member: str
    """Whose act it is; "" for articles and claims."""
    number: int
    """Of the claim as it is shown, from 1; 0 for an article, and for a claim that is not shown any more."""
    context: Context


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query, best first."""

    query: Query
    hits: tuple[Hit, ...]
    more: bool
    """Whether there are others, beyond the limit."""


def context_of(text: str, query: Query) -> Context:
    """The stretch of a text that has most of the query's phrases, the first of equals.

    Where nothing is found it is the beginning of the text.
    """
    places = sorted(
        (start, end, number)
        for number, ranges in enumerate(matches(text, query.phrases))
        for start, end in ranges
    )
    best = _densest(places)
    first = places[best][0] if places else 0
    low = _begin(text, max(first - LEAD, 0), first) if len(text) > CONTEXT else 0
    high = min(low + CONTEXT, len(text))
    if places:
        high = max(high, places[best][1])
    before, after = ELLIPSIS if low else "", ELLIPSIS if high < len(text) else ""
    shift = len(before) - low
    inside = joined((start, end) for start, end, _ in places if low <= start and end <= high)
    marks = tuple((start + shift, end + shift) for start, end in inside)
    at = next(((start, end) for start, end in inside if start >= first), None)
    return Context(f"{before}{text[low:high]}{after}", marks, at)


def _densest(places: Sequence[tuple[int, int, int]]) -> int:
    """The number of the place from which a context holds the most phrases, and those closest together."""
    best, most, least = 0, 0, 0
    inside: Counter[int] = Counter()
    end = 0
    for begin, (start, _, number) in enumerate(places):
        while end < len(places) and places[end][1] <= start + CONTEXT - LEAD:
            inside[places[end][2]] += 1
            end += 1
        if len(inside) >= max(most, 1):
            spread = _spread(places[begin:end], len(inside))
            if len(inside) > most or spread < least:
                best, most, least = begin, len(inside), spread
        if end > begin:
            inside[number] -= 1
            inside += Counter()
        else:
            end = begin + 1
    return best


def _spread(places: Sequence[tuple[int, int, int]], count: int) -> int:
    """Code points from the first place until so many different phrases have stood."""
    seen: set[int] = set()
    for _, end, number in places:
        seen.add(number)
        if len(seen) == count:
            return end - places[0][0]
    return 0


_SPACE = re.compile(r"[ \n]")


def _begin(text: str, low: int, first: int) -> int:
    """The first beginning of a word from `low` on, not behind `first`; `low` itself where there is none."""
    space = _SPACE.search(text, low - 1, first) if low else None
    return space.end() if space else low
