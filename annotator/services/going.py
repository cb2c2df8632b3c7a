"""Going somewhere by a few letters: to a claim of the article at hand, or to another article."""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.domain.fitting import Match, marked, match
from annotator.domain.search_words import index_text
from annotator.domain.text import Range
from annotator.store import Store, searching

LIMIT = 50


@dataclass(frozen=True, slots=True)
class Target:
    """Somewhere to go."""

    article: str
    """Id; "" for a claim, which is of the article at hand."""
    claim: str
    number: int
    """Of the claim in its article, from 1; 0 for an article."""
    text: str
    """The wording of the claim, or the title of the article."""
    published: str
    marks: tuple[Range, ...] = ()
    """What of the text fits what was typed."""


class Going:
    """Where one can go from an article; titles are read once."""

    def __init__(self, store: Store, claims: Sequence[tuple[str, str]] = ()) -> None:
        """`claims` are ids and wordings of those of the article at hand, in its order."""
        self._store = store
        self._claims = claims
        self._lines: list[tuple[str, Target]] | None = None

    def find(self, typed: str, limit: int = LIMIT) -> list[Target]:
        """The claim of that number first, then what fits best; claims before articles that fit as well.

        All that there is, claims first, when nothing is typed.
        """
        if self._lines is None:
            self._lines = [(index_text(target.text), target) for target in self._all()]
        keys = index_text(typed).split()
        if not keys:
            return [target for _, target in self._lines[:limit]]
        number = int(keys[0]) if len(keys) == 1 and keys[0].isdecimal() and len(keys[0]) < 10 else 0
        fits = (
            (fit, at)
            for at, (line, target) in enumerate(self._lines)
            if (fit := _FIRST if number and target.number == number else match(keys, line)) is not None
        )
        best = heapq.nsmallest(limit, fits)
        return [_with_marks(self._lines[at][1], keys) for _, at in best]

    def _all(self) -> Iterator[Target]:
        for number, (claim, text) in enumerate(self._claims, 1):
            yield Target("", claim, number, text, "")
        with self._store.reading() as db:
            for article, title, published in searching.titles(db):
                yield Target(article, "", 0, title, published)


_FIRST = Match(-1, 0, 0, 0)


def _with_marks(target: Target, keys: Sequence[str]) -> Target:
    return replace(target, marks=tuple(marked(keys, target.text)))
