"""Where an imported claim stands in its article: by ranges, by quotes, or by its own words.

Nothing is guessed: what could be meant in two places, or stands in none, is a fault in words.
"""

from collections.abc import Sequence
from itertools import pairwise

from annotator.domain.claim import Claim, Edit
from annotator.domain.incoming import IncomingClaim, Quote
from annotator.domain.offsets import Canonical
from annotator.domain.rewording import typed
from annotator.domain.text import Range, canonical
from annotator.domain.wording import worded


class Unanchored(ValueError):
    """A claim that cannot be placed."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(what)
        self.field = field
        """Of `IncomingClaim`, as a path: "quotes[1].exact"."""
        self.what = what
        """Behind the field's name, without a stop."""


def anchor(claim: IncomingClaim, article: Canonical, *, whole: bool = False) -> Claim:
    """The claim with its ranges in the canonical text, and its wording as edits of their words.

    `whole`: the article is nothing but the claim's own words. Raises Unanchored. Linear in the text for each
    range and quote.
    """
    ranges = _ranges(claim, article, whole=whole)
    gaps = tuple(Edit("left_out", one[1], other[0]) for one, other in pairwise(ranges))
    said, edits = worded(article.text, ranges, gaps), gaps
    if not said:
        raise Unanchored("ranges", "holds no words")
    wording = " ".join(canonical(claim.text).split())
    if wording and wording != said:
        said, edits = typed(article.text, ranges, wording)
    return Claim(
        ranges,
        said,
        mode=claim.mode,
        speaker=claim.speaker or None,
        cue=claim.cue or None,
        date=claim.date or None,
        edits=edits,
    )


def _ranges(claim: IncomingClaim, article: Canonical, *, whole: bool) -> tuple[Range, ...]:
    if claim.ranges:
        return _in_order("ranges", _given(claim, article))
    if claim.quotes:
        found = [_quoted(quote, article, f"quotes[{number}]") for number, quote in enumerate(claim.quotes)]
        return _in_order("quotes", found)
    if whole:
        text = article.text
        start = len(text) - len(text.lstrip())
        if start == len(text):
            raise Unanchored("text", "holds no words")
        return ((start, len(text.rstrip())),)
    return (_own_words(claim.text, article.text),)


def _given(claim: IncomingClaim, article: Canonical) -> list[Range]:
    if claim.exact and len(claim.exact) != len(claim.ranges):
        raise Unanchored("exact", f"has {len(claim.exact)} texts for {len(claim.ranges)} ranges")
    found = []
    for number, (start, end) in enumerate(claim.ranges):
        field = f"ranges[{number}]"
        if start >= end:
            raise Unanchored(field, f"is empty or turned round: {start} to {end}")
        try:
            span = article.offset(start), article.offset(end)
        except ValueError as error:
            raise Unanchored(field, f"does not fit the text: {error}") from None
        there = article.text[slice(*span)]
        if claim.exact and canonical(claim.exact[number]) != there:
            said = _short(claim.exact[number])
            raise Unanchored(f"exact[{number}]", f"is {said}, but the text has {_short(there)} there")
        found.append(span)
    return found


def _in_order(field: str, found: Sequence[Range]) -> tuple[Range, ...]:
    ordered = tuple(sorted(found))
    if any(start < end for (_, end), (start, _) in pairwise(ordered)):
        raise Unanchored(field, "overlaps itself")
    return ordered


def _quoted(quote: Quote, article: Canonical, field: str) -> Range:
    """The one place of a quote; by its start, or by what stands directly before and behind it."""
    text, exact = article.text, canonical(quote.exact)
    if not exact.strip():
        raise Unanchored(f"{field}.exact", "is empty")
    if quote.start is not None:
        return _at_start(quote.start, exact, article, field)
    before = canonical(quote.prefix)
    wanted = before + exact + canonical(quote.suffix)
    at = text.find(wanted)
    if at < 0 and exact in text:
        raise Unanchored(field, f"{_short(quote.exact)} does not stand between its prefix and suffix")
    if at < 0:
        raise Unanchored(f"{field}.exact", f"{_short(quote.exact)} is not in the text")
    if text.find(wanted, at + 1) >= 0:
        raise Unanchored(
            field, f"{_short(quote.exact)} matches more than once; it needs more prefix or suffix"
        )
    return at + len(before), at + len(before) + len(exact)


def _at_start(start: int, exact: str, article: Canonical, field: str) -> Range:
    try:
        at = article.offset(start)
    except ValueError as error:
        raise Unanchored(f"{field}.start", f"does not fit the text: {error}") from None
    if not article.text.startswith(exact, at):
        there = article.text[at : at + len(exact)]
        raise Unanchored(f"{field}.exact", f"is {_short(exact)}, but the text has {_short(there)} at {start}")
    return at, at + len(exact)


def _own_words(wording: str, text: str) -> Range:
    wanted = canonical(wording).strip()
    if not wanted:
        raise Unanchored("text", "is empty, and there are neither ranges nor quotes")
    at = text.find(wanted)
    if at < 0:
        raise Unanchored(
            "text", "is not in its article word for word, and there are neither ranges nor quotes"
        )
    if text.find(wanted, at + 1) >= 0:
        raise Unanchored("text", "is in its article more than once, and there are neither ranges nor quotes")
    return at, at + len(wanted)


def _short(words: str) -> str:
    return repr(words if len(words) <= 60 else words[:59] + "…")
