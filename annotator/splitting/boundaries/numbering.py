"""Lists that stand in one line: "1. One thing 2. Another", "a) this b) that", "• 9. x • 10. y"."""

import re

from annotator.splitting.boundaries.gaps import BULLETS
from annotator.splitting.boundaries.lexicon import BEFORE_ORDINALS

_MARKER = re.compile(rf"(?:[{BULLETS}*–-]\s?)?(\(?)(?:(\d{{1,3}})|([a-y]))([.)]{{1,2}})(?=\s|[^\W\d_])")
_SECTION = re.compile(r"(?:\d{1,3}\.){1,5}(?=\s)")
"""The number of a heading."""
_LONGEST_WORD = 20


def items(line: str) -> tuple[dict[int, int], set[int]]:
    """The items of a list that opens the line.

    First, end of the text before an item -> start of the item, for all but the first one; then the
    ends of the markers, the first one's too, or the end of a heading's number.
    """
    starts: dict[int, int] = {}
    ends: set[int] = set()
    if section := _SECTION.match(line):
        ends.add(section.end())
    found = _MARKER.match(line)
    while found:
        if found.start():
            starts[_end_before(line, found.start())] = found.start()
        ends.add(found.end())
        opening, number, letter, closing = found.groups()
        following = f"{opening}{int(number) + 1 if number else chr(ord(letter) + 1)}{closing}"
        found = _marker(line, following, found.end())
    return starts, ends


def _marker(line: str, marker: str, since: int) -> re.Match[str] | None:
    """The next place where the marker stands on its own, with the bullet before it."""
    at = line.find(marker, since)
    while at >= 0:
        start = at
        if line[at - 1] in BULLETS:
            start = at - 1
        elif line[at - 1].isspace() and line[at - 2] in BULLETS:
            start = at - 2
        if line[start - 1].isspace() and not _ordinal(line, at):
            found = _MARKER.match(line, start)
            if found and found.end() == at + len(marker):
                return found
        at = line.find(marker, at + 1)
    return None


def _ordinal(line: str, at: int) -> bool:
    """Whether a word before the number makes it an ordinal: "der 2. Mann"."""
    before = line[max(0, at - _LONGEST_WORD) : at].split()
    return bool(before) and before[-1].lower() in BEFORE_ORDINALS


def _end_before(line: str, start: int) -> int:
    while start and line[start - 1].isspace():
        start -= 1
    return start
