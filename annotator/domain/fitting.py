"""Finding one line among many by a few of its letters, as one types.

Better than other lines is one that is what was typed, then one that begins so, one whose words begin with the
words typed, one that holds it, and last one that has its letters in this order: the closer together the
better (forward to the first place where it ends, then backward to the last where it begins, as fzf does).
Linear in the length of a line.
"""

from collections.abc import Sequence
from typing import NamedTuple

from annotator.domain.search_words import index_text, words
from annotator.domain.text import Range

SAME, BEGINS, WORDS, HOLDS, LETTERS = range(5)


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


def _end_of(letters: str, line: str) -> int:
    """Behind the first place where the line has had all the letters in order; -1 when it never has."""
    at = 0
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
