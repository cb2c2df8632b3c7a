"""The caret of the article: where it stands, what it has selected, and the motions that move it.

Offsets are code points of the article's text; the caret always stands at the beginning of a grapheme
that a line shows. Motions are those of vi, each with a count.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import takewhile

from rich.cells import cell_len, split_graphemes

from annotator.domain.text import Range
from annotator.tui.wrapping import Wrapped, offset_at

_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = rf"[{_CJK}]|(?:(?![{_CJK}])\w)+(?:['’](?:(?![{_CJK}])\w)+)*|(?:(?![{_CJK}])[^\w\s])+"
"""A word, a run of signs, or one character of a script that does not part words."""
_BACK = 200
"""Code points that are looked at first for the word before the caret."""
MOST = 9999
"""The greatest count."""


@cache
def _word() -> re.Pattern[str]:
    """Compiled when somebody first moves by words: it takes as long as to draw the screen twice."""
    return re.compile(_WORD)


@dataclass(frozen=True, slots=True)
class Caret:
    """Where the caret is."""

    at: int
    anchor: int | None = None
    """Where the selection began, None without one."""
    column: int | None = None
    """The cell of a line that going up and down keeps to; None after any other motion."""
    kept: tuple[Range, ...] = ()
    """Pieces that were selected before and put aside, in order of the text, not overlapping."""


@dataclass(frozen=True)
class Terrain:
    """What a caret moves on: a text as it is wrapped at one width, and where its sentences begin."""

    text: str
    wrapped: Wrapped
    sentences: Sequence[int]
    """Offsets, ascending."""

    @cached_property
    def shown(self) -> list[Range]:
        """The lines that have a character for the caret to stand on."""
        return [line for line in self.wrapped.lines if line[0] < line[1]]

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.shown]

    @cached_property
    def paragraphs(self) -> list[int]:
        """Where the lines begin that have a newline, or nothing, before them."""
        return [start for start in self._starts if start == 0 or self.text[start - 1] == "\n"]

    def line_number(self, at: int) -> int:
        """Which of the shown lines an offset is on, or the one before it."""
        return max(bisect_right(self._starts, at) - 1, 0)

    def _begins(self, number: int) -> list[int]:
        """Where the graphemes of a shown line begin."""
        start, end = self.shown[number]
        return [start + first for first, _, _ in split_graphemes(self.text[start:end])[0]] or [start]

    def settled(self, at: int) -> int:
        """The beginning of the grapheme at an offset, or of the nearest one before it."""
        if not self.shown:
            return 0
        begins = self._begins(self.line_number(at))
        return begins[max(bisect_right(begins, at) - 1, 0)]

    def step(self, at: int, by: int) -> int:
        """So many graphemes on or back; stays at the text's ends."""
        number = self.line_number(at)
        begins = self._begins(number)
        place = bisect_left(begins, at) + by
        while place < 0 and number > 0:
            number -= 1
            begins = self._begins(number)
            place += len(begins)
        while place >= len(begins) and number < len(self.shown) - 1:
            number += 1
            place -= len(begins)
            begins = self._begins(number)
        return begins[max(0, min(place, len(begins) - 1))]

    def end_of(self, at: int) -> int:
        """Where the grapheme ends that begins at an offset."""
        _, end = self.shown[self.line_number(at)]
        begins = [*self._begins(self.line_number(at)), end]
        return begins[min(bisect_right(begins, at), len(begins) - 1)]

    def column(self, at: int) -> int:
        """The cell of its line that an offset stands at."""
        return cell_len(self.text[self.shown[self.line_number(at)][0] : at])

    def down(self, at: int, by: int, column: int) -> int:
        """The place in a line further down (or up) that is nearest to a cell."""
        number = max(0, min(self.line_number(at) + by, len(self.shown) - 1))
        start, end = self.shown[number]
        text = self.text[start:end].rstrip()
        return self.settled(start + min(offset_at(text, column), max(len(text) - 1, 0)))


def selection(caret: Caret, terrain: Terrain) -> Range | None:
    """What is selected, with the grapheme under the caret."""
    if caret.anchor is None or not terrain.shown:
        return None
    low, high = sorted((caret.anchor, caret.at))
    return low, terrain.end_of(high)


def selected(caret: Caret, terrain: Terrain) -> tuple[Range, ...]:
    """All that is selected or put aside, in order of the text, what touches or overlaps joined."""
    here = selection(caret, terrain)
    pieces = sorted((*caret.kept, *([here] if here else [])))
    joined: list[Range] = []
    for start, end in pieces:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def put_aside(caret: Caret, terrain: Terrain) -> Caret:
    """With what is selected kept, and nothing selected."""
    return replace(caret, anchor=None, kept=selected(caret, terrain))


def moved(caret: Caret, motion: str, count: int | None, terrain: Terrain) -> Caret:
    """The caret after a motion of MOTIONS; without a count most are done once."""
    if not terrain.shown:
        return caret
    if motion in ("down", "up"):
        column = terrain.column(caret.at) if caret.column is None else caret.column
        by = (count or 1) if motion == "down" else -(count or 1)
        return replace(caret, at=terrain.down(caret.at, by, column), column=column)
    return replace(caret, at=terrain.settled(MOTIONS[motion](terrain, caret.at, count)), column=None)


# --- motions: (terrain, from, count) -> to ---------------------------------------------------------


def _left(terrain: Terrain, at: int, count: int | None) -> int:
    return terrain.step(at, -(count or 1))


def _right(terrain: Terrain, at: int, count: int | None) -> int:
    return terrain.step(at, count or 1)


def _word_on(terrain: Terrain, at: int, count: int | None) -> int:
    """The beginning of a word further on, or the text's last character."""
    found = _word().match(terrain.text, at)
    place = found.end() if found else at
    for _ in range(count or 1):
        found = _word().search(terrain.text, place)
        if found is None:
            return len(terrain.text)
        at, place = found.start(), found.end()
    return at


def _word_end(terrain: Terrain, at: int, count: int | None) -> int:
    """The last character of a word further on."""
    place = at + 1
    for _ in range(count or 1):
        found = _word().search(terrain.text, place)
        if found is None:
            return len(terrain.text)
        at, place = found.end() - 1, found.end() + (found.end() == place)
    return at


def _word_back(terrain: Terrain, at: int, count: int | None) -> int:
    """The beginning of a word before."""
    for _ in range(count or 1):
        at = _word_before(terrain.text, at)
    return at


def _word_before(text: str, at: int) -> int:
    reach = _BACK
    while True:
        low = max(at - reach, 0)
        words = takewhile(lambda found: found.start() < at, _word().finditer(text, low))
        begins = [found.start() for found in words]
        # The first one may be the rest of a word that begins further back.
        if low == 0 or len(begins) > 1:
            return begins[-1] if begins else 0
        reach *= 4


def _from_list(places: Sequence[int], at: int, by: int, last: int) -> int:
    """So many places on or back from an offset in an ascending list."""
    place = bisect_right(places, at) - 1 + by if by > 0 else bisect_left(places, at) + by
    if place < 0:
        return 0
    return places[place] if place < len(places) else last


def _sentence_on(terrain: Terrain, at: int, count: int | None) -> int:
    return _from_list(terrain.sentences, at, count or 1, len(terrain.text))


def _sentence_back(terrain: Terrain, at: int, count: int | None) -> int:
    return _from_list(terrain.sentences, at, -(count or 1), len(terrain.text))


def _paragraph_on(terrain: Terrain, at: int, count: int | None) -> int:
    return _from_list(terrain.paragraphs, at, count or 1, len(terrain.text))


def _paragraph_back(terrain: Terrain, at: int, count: int | None) -> int:
    return _from_list(terrain.paragraphs, at, -(count or 1), len(terrain.text))


def _line_start(terrain: Terrain, at: int, count: int | None) -> int:
    return terrain.shown[terrain.line_number(at)][0]


def _line_end(terrain: Terrain, at: int, count: int | None) -> int:
    """The last character of the line that is no space; with a count, of a line further down."""
    number = min(terrain.line_number(at) + (count or 1) - 1, len(terrain.shown) - 1)
    start, end = terrain.shown[number]
    return max(start, start + len(terrain.text[start:end].rstrip()) - 1)


def _line(terrain: Terrain, number: int) -> int:
    return terrain.shown[max(0, min(number, len(terrain.shown)) - 1)][0]


def _first_line(terrain: Terrain, at: int, count: int | None) -> int:
    """The first line, or with a count the line of that number."""
    return _line(terrain, count or 1)


def _last_line(terrain: Terrain, at: int, count: int | None) -> int:
    """The last line, or with a count the line of that number."""
    return _line(terrain, count or len(terrain.shown))


MOTIONS: Mapping[str, Callable[[Terrain, int, int | None], int]] = {
    "left": _left,
    "right": _right,
    "word.next": _word_on,
    "word.end": _word_end,
    "word.previous": _word_back,
    "sentence.next": _sentence_on,
    "sentence.previous": _sentence_back,
    "paragraph.next": _paragraph_on,
    "paragraph.previous": _paragraph_back,
    "line.start": _line_start,
    "line.end": _line_end,
    "line.first": _first_line,
    "line.last": _last_line,
}
