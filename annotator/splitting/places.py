"""Where the words of a claim stand: under which dateline, and where again, word for word."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from annotator.domain.fold_key import tokens
from annotator.domain.text import Range
from annotator.splitting.folding import Unit
from annotator.splitting.folding.grouping import NOWHERE, Filing
from annotator.splitting.regions import Layout


class Places:
    """The sentences of one article and their copies."""

    def __init__(self, text: str, layout: Layout) -> None:
        self._text = text
        self._units = layout.units
        self._unit_starts = [unit.start for unit in layout.units]
        copies: dict[int, list[Unit]] = {}
        for copy, kept in sorted(layout.copies.items()):
            copies.setdefault(kept, []).append(layout.units[copy])
        self._kept = [layout.units[index] for index in sorted(copies)]
        self._starts = [unit.start for unit in self._kept]
        self._copies = [copies[index] for index in sorted(copies)]
        self._edges = lru_cache(maxsize=64)(self._edges_of)

    def filing(self, at: int) -> Filing:
        """By the dateline of the paragraph that holds the place."""
        number = self.sentence(at)
        return self._units[number].filing if number >= 0 else NOWHERE

    def sentence(self, at: int) -> int:
        """The number of the unit that holds the place."""
        return bisect_right(self._unit_starts, at) - 1

    def occurrences(self, ranges: Sequence[Range]) -> set[Range]:
        """The same words in each copy of the sentence that a range lies in, whatever their typography.

        Where a range ends inside a word of the copy ("the mayor" of "the mayor’s"), the whole word.
        """
        found: set[Range] = set()
        for start, end in ranges:
            number = bisect_right(self._starts, start) - 1
            if number >= 0 and end <= self._kept[number].end:
                kept = self._kept[number]
                found |= {self._again(start, end, kept, copy) for copy in self._copies[number]}
        return found

    def _again(self, start: int, end: int, kept: Unit, copy: Unit) -> Range:
        if self._text[kept.start : kept.end] == self._text[copy.start : copy.end]:
            shift = copy.start - kept.start
            return start + shift, end + shift
        starts, ends = self._edges(kept.start, kept.end)
        copied_starts, copied_ends = self._edges(copy.start, copy.end)
        first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
        if len(starts) != len(copied_starts) or not 0 <= first <= last < len(starts):
            return copy.start, copy.end  # headlines fold without the name of the site behind them
        return copied_starts[first], copied_ends[last]

    def _edges_of(self, start: int, end: int) -> tuple[list[int], list[int]]:
        """Starts and ends of the words of a sentence; copies of it have as many."""
        words = tokens(self._text[start:end])
        return [start + word.start for word in words], [start + word.end for word in words]
