"""Which claims say again what an earlier one of the article says: links, nothing is taken away.

Claims are compared and not sentences, since a claim is what a reviewer labels: one that repeats another
in other function words is folded into it, one that says it in other words is offered. Copies of whole
sentences are gone by then, for nothing is cut from them (`folding.units`).
"""

from collections.abc import Sequence
from dataclasses import replace

from annotator.domain.claim import MODES, Claim, Likeness
from annotator.domain.text import Range
from annotator.splitting.folding.index import Index
from annotator.splitting.folding.likeness import Words, read_words, similarity
from annotator.splitting.places import Places


def linked(text: str, claims: Sequence[Claim], places: Places, language: str) -> tuple[Claim, ...]:
    """The claims of an article, each with the best earlier one of its mode that it is like.

    `language` is ISO 639-1, empty when it is not known: then no function words are.
    """
    linker = _Linker(text, claims, places, language)
    return tuple(linker.linked(number) for number in range(len(claims)))


class _Linker:
    """Claims as far as they have been seen, and how to find them again."""

    def __init__(self, text: str, claims: Sequence[Claim], places: Places, language: str) -> None:
        self._text = text
        self._claims = claims
        self._places = places
        self._language = language
        self._whole = [read_words(claim.text, language) for claim in claims]
        self._content = [_content(claims, number) for number in range(len(claims))]
        self._speakers = [
            frozenset(read_words(claim.speaker or "", language).telling)
            if claim.mode == "utterance"
            else frozenset()
            for claim in claims
        ]
        self._gists: dict[tuple[str, str], int] = {}
        self._index = {mode: Index() for mode in MODES}

    def linked(self, number: int) -> Claim:
        """The claim of this number; numbers must come in order."""
        claim = self._claims[number]
        found = self._variant(number) or self._similar(number)
        like, likeness = found or (None, "")
        if likeness != "variant":
            self._gists.setdefault((claim.mode, self._whole[number].gist), number)
            self._index[claim.mode].add(number, self._whole[self._content[number]])
        return replace(claim, like=like, likeness=likeness) if found else claim

    def _variant(self, number: int) -> tuple[int, Likeness] | None:
        """An earlier claim in the same words but for function words."""
        claim = self._claims[number]
        known = self._gists.get((claim.mode, self._whole[number].gist))
        if known is None:
            return None
        other = self._claims[known]
        return known, "variant" if self._means_the_same(claim, other) else "similar"

    def _means_the_same(self, claim: Claim, other: Claim) -> bool:
        """Whether the same words do: a pronoun may stand for another, "Friday" for another day."""
        filings = [self._places.filing(each.ranges[0][0]) for each in (claim, other)]
        return (
            claim.date == other.date
            and not filings[0].contradicts(filings[1])
            and not any(flag.kind == "pronoun" for flag in (*claim.flags, *other.flags))
        )

    def _similar(self, number: int) -> tuple[int, Likeness] | None:
        """The earlier claim that is most like it, the first of equals."""
        claim = self._claims[number]
        found = [
            (self._similarity(number, other), -other)
            for other in self._index[claim.mode].candidates(self._whole[self._content[number]])
            if claim.mode == "content" or self._same_speaker(number, other)
        ]
        best, place = max(found, default=(0.0, 0))
        return (-place, "similar") if best else None

    def _similarity(self, number: int, other: int) -> float:
        """Of what they say; words that both were cut with are left aside."""
        first, second = self._content[number], self._content[other]
        if first == second:
            return 1.0
        one, two = self._claims[first].ranges, self._claims[second].ranges
        own, others = _without(one, two), _without(two, one)
        if own == one and others == two:
            return similarity(self._whole[first], self._whole[second])
        return similarity(self._read(own), self._read(others))

    def _same_speaker(self, number: int, other: int) -> bool:
        """ "Motegi" is "Foreign Minister Motegi"."""
        one, two = self._speakers[number], self._speakers[other]
        return bool(one and two) and (one <= two or two <= one)

    def _read(self, ranges: Sequence[Range]) -> Words:
        return read_words(" ".join(self._text[start:end] for start, end in ranges), self._language)


def _content(claims: Sequence[Claim], number: int) -> int:
    """The claim that holds what is said to be so: that of an utterance leaves out who said it and when."""
    claim = claims[number]
    return claim.partner if claim.mode == "utterance" and claim.partner is not None else number


def _without(ranges: Sequence[Range], others: Sequence[Range]) -> tuple[Range, ...]:
    """What is left of the ranges beside the others; both are in order."""
    left: list[Range] = []
    for start, end in ranges:
        for other_start, other_end in others:
            if start < other_end and other_start < end:
                if start < other_start:
                    left.append((start, other_start))
                start = other_end
        if start < end:
            left.append((start, end))
    return tuple(left)
