"""Finding something among many by a few of its letters, as one types: case, accents and signs do not count.

Lines, as titles, are told apart by `match`: better than others is one that is what was typed, then one that
begins so, one whose words begin with the words typed, one that holds it, and last one that has its letters in
this order: the closer together the better (forward to the first place where it ends, then backward to the
last where it begins, as fzf does). What is found by several texts, as sources, `Finder` keeps in its order
among those that fit equally well. Both are linear in the length of a text.
"""

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from annotator.domain.search_words import index_text, words
from annotator.domain.text import Range

Item = TypeVar("Item")
SAME, BEGINS, WORDS, INITIALS, HOLDS, LETTERS, NOT = range(7)


class Match(NamedTuple):
    """How well a line fits; the least is the best."""

    sort: int
    spread: int
    """Letters between the first and the last matched one that are not matched; 0 but for LETTERS."""
    start: int
    length: int
    """Of the line: of equals the shorter one."""


def match(typed: Sequence[str], line: str) -> Match | None:
    """How the words typed fit a line, both as `index_text` makes them; None when they do not."""
    whole = " ".join(typed)
    if line.startswith(whole):
        return Match(SAME if line == whole else BEGINS, 0, 0, len(line))
    letters = whole.replace(" ", "")
    end = _end_of(letters, line)
    if end < 0 and len(typed) == 1:
        return None
    padded = f" {line}"
    starts = [padded.find(f" {word}") for word in typed]
    if min(starts) >= 0:
        return Match(WORDS, 0, min(starts), len(line))
    if end < 0:
        return None
    at = line.find(whole)
    if at >= 0:
        return Match(HOLDS, 0, at, len(line))
    places = _places(letters, line, end)
    return Match(LETTERS, places[-1] - places[0] + 1 - len(places), places[0], len(line))


def _end_of(letters: str, line: str, at: int = 0) -> int:
    """Behind the first place where the line has had all the letters in order, from an offset on; -1 when it
    never has."""
    for letter in letters:
        at = line.find(letter, at) + 1
        if at == 0:
            return -1
    return at


def _places(letters: str, line: str, end: int) -> list[int]:
    """Where the letters stand, close together, before `end`."""
    places: list[int] = []
    for letter in reversed(letters):
        end = line.rfind(letter, 0, end)
        places.append(end)
    return places[::-1]


def marked(typed: Sequence[str], text: str) -> list[Range]:
    """The code points of a text that `match` found in its line, in order, neighbours joined.

    Of a word whose letters are not one for one those of the line, all is marked.
    """
    line = index_text(text)
    fit = match(typed, line)
    if fit is None:
        return []
    origin: list[Range] = []
    for word in words(text):
        even = len(word.key) == word.end - word.start
        origin += [
            (word.start + n, word.start + n + 1) if even else (word.start, word.end)
            for n in range(len(word.key))
        ]
        origin.append((word.end, word.end))  # the space that parts words in the line
    found: list[Range] = []
    for at in _matched(typed, line, fit):
        start, end = origin[at]
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return [(start, end) for start, end in found if start < end]


def _matched(typed: Sequence[str], line: str, fit: Match) -> list[int]:
    """Numbers of the line's characters that were matched, in order."""
    if fit.sort == LETTERS:
        letters = "".join(typed)
        return _places(letters, line, _end_of(letters, line))
    if fit.sort == WORDS:
        starts = [(f" {line}".find(f" {word}"), len(word)) for word in typed]
        return sorted({at for start, size in starts for at in range(start, start + size)})
    return list(range(fit.start, fit.start + len(" ".join(typed))))


class Finder(Generic[Item]):
    """Items with the texts that each is found by, made ready once to be asked at every key."""

    def __init__(self, items: Iterable[tuple[Item, Iterable[str]]]) -> None:
        self._items: list[tuple[Item, str, str]] = []
        for item, texts in items:
            lines = [index_text(text) for text in texts]
            initials = "\n".join("".join(word[0] for word in line.split()) for line in lines)
            self._items.append((item, "".join(f" {line}\n" for line in lines), initials))

    def find(self, typed: str, limit: int) -> list[Item]:
        """The items that fit, the best first, else in the order in which they were given.

        Every word that is typed must fit one of an item's texts; the one that fits worst counts. A word of
        the text begins so; its words' first letters are these; it stands inside a word; or, of three letters
        and more, its letters come in that order, the first at the beginning of a word.
        """
        words = index_text(typed).split()
        ranked = [
            (max((_sort(word, lines, initials) for word in words), default=SAME), at)
            for at, (_, lines, initials) in enumerate(self._items)
        ]
        return [self._items[at][0] for sort, at in sorted(ranked) if sort != NOT][:limit]


def _sort(word: str, lines: str, initials: str) -> int:
    """How well a word fits lines, each between a space and a line end."""
    if f" {word}" in lines:
        return WORDS
    if len(word) > 1 and word in initials:
        return INITIALS
    if word in lines:
        return HOLDS
    in_order = len(word) > 2 and all(letter in lines for letter in word) and _has_in_order(word, lines)
    return LETTERS if in_order else NOT


def _has_in_order(word: str, lines: str) -> bool:
    """Whether the letters come one behind another in one line, the first of them beginning a word."""
    for line in lines.split("\n"):
        begin = line.find(f" {word[0]}")
        if begin >= 0 and _end_of(word[1:], line, begin + 2) >= 0:
            return True
    return False
