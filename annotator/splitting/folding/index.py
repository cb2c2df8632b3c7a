"""Finding the earlier text that a new one is most like, at a cost that does not grow with their number."""

from collections import Counter
from itertools import chain

from annotator.splitting.folding.likeness import Words

MOST_PLACES = 16
"""Texts remembered of one stem, the first: a stem that many have tells little."""
MOST_STEMS = 24
"""Stems of one text that are asked for, the rarest first."""
MOST_CANDIDATES = 6
"""Texts that are looked at closely, those that share most stems first."""


class Index:
    """Numbers of texts by the stems of their telling words."""

    def __init__(self) -> None:
        self._places: dict[str, list[int]] = {}

    def add(self, number: int, words: Words) -> None:
        """Later texts can be found like it."""
        for stem in words.telling:
            places = self._places.setdefault(stem, [])
            if len(places) < MOST_PLACES:
                places.append(number)

    def candidates(self, words: Words) -> list[int]:
        """The numbers of the earlier texts that may be like it, the most promising first."""
        found = [places for stem in words.telling if (places := self._places.get(stem))]
        if len(found) > MOST_STEMS:
            found = sorted(found, key=len)[:MOST_STEMS]
        votes = Counter(chain.from_iterable(found))
        ranked = sorted((-count, number) for number, count in votes.items() if count > 1)
        return [number for _, number in ranked[:MOST_CANDIDATES]]
