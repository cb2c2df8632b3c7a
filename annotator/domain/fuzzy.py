"""Finding things by a few letters of them."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Rank = Callable[[str, str], int]
FITS_NOWHERE = -1


class Fuzzy(Generic[Item]):
    """Items with the texts that each is found by, made ready once to be asked at every key."""

    def __init__(self, items: Iterable[tuple[Item, Sequence[str]]]) -> None:
        self._items = [(item, _lowered(texts), _initials(texts)) for item, texts in items]

    def find(self, typed: str, limit: int) -> list[Item]:
        """The items that fit, the best first, else in the order in which they were given.

        Every word that is typed must fit one of an item's texts; the one that fits worst counts. A word
        of the text begins so; its initials do; it stands inside a word; or, of three letters and more, its
        letters come in that order, the first at the beginning of a word. Case is nothing.
        """
        words = [_rank_of(word) for word in typed.casefold().split()]
        ranked: list[tuple[int, Item]] = []
        for item, lowered, initials in self._items:
            rank = min((word(lowered, initials) for word in words), default=0)
            if rank != FITS_NOWHERE:
                ranked.append((rank, item))
        ranked.sort(key=lambda found: -found[0])
        return [item for _, item in ranked[:limit]]


def _lowered(texts: Sequence[str]) -> str:
    return "\n".join(text.replace("\n", " ").casefold() for text in texts if text)


def _initials(texts: Sequence[str]) -> str:
    return "\n".join("".join(word[0] for word in text.casefold().split()) for text in texts)


def _rank_of(word: str) -> Rank:
    begins = re.compile(rf"(?<!\w){re.escape(word)}").search

    def rank(lowered: str, initials: str) -> int:
        if word in lowered:
            return 3 if begins(lowered) else 2 if len(word) > 1 and word in initials else 1
        if len(word) > 1 and word in initials:
            return 2
        return 0 if len(word) > 2 and _in_order(word, lowered) else FITS_NOWHERE

    return rank


def _in_order(word: str, lowered: str) -> bool:
    """Whether the letters come one behind another in one line, the first of them beginning a word."""
    if not all(letter in lowered for letter in word):
        return False
    begins = re.compile(rf"(?<!\w){re.escape(word[0])}").search
    for line in lowered.split("\n"):
        found = begins(line)
        at = found.start() if found else -1
        for letter in word[1:] if found else "":
            at = line.find(letter, at + 1)
            if at < 0:
                break
        if at >= 0:
            return True
    return False
