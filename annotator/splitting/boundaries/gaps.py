"""Where a sentence might end in a line: gaps between words, found in one pass.

A gap is looked at when a mark stands before it, or when what follows does not start like the
middle of a sentence. The pattern is anchored by one character, looks back by two at most and is
possessive, so that a pass takes time in proportion to the line.
"""

import re
from collections.abc import Iterator

from annotator.splitting.boundaries.lexicon import ELISIONS, FIRST_WORDS, PARTINGS, WEEKDAYS

STOPS = ".!?…:;"
OPENERS = "\"“„«‘'‹([¿¡`"
CLOSERS = "\"”’»)]'›“‘«‹"
"""With what closes in German: „so“, ‚so‘, »so«."""
BULLETS = "•⁃▪◦●○‣∙■□"
_UPPER = "A-ZÀ-ÖØ-ÞĀ-ɏΆ-ΏΑ-ΫЀ-ЯѠ-ԯԱ-ՖḀ-ỿ"
_LOWER = "a-zß-öø-ÿĀ-ɏά-ώа-ԯԱ-ևḀ-ỿ"
"""Capitals and small letters, coarsely: in some blocks they alternate. Few ranges compile fast."""

_OPENING_WORDS = frozenset(word.capitalize() for word in (*FIRST_WORDS, *WEEKDAYS) if len(word) > 1)
_STOP, _CLOSER, _OPENER = (f"[{re.escape(marks)}]" for marks in (STOPS, CLOSERS, OPENERS))
_GAP = re.compile(
    r"[\s.!?…](?:"
    rf"(?<={_STOP}\s)\s*+"
    rf"|(?<={_STOP}{_CLOSER}\s)\s*+"
    # behind another mark, unless a small letter follows
    rf"|(?<=[{re.escape(CLOSERS)}*_>=|~]\s)\s*+(?![{_LOWER}])"
    # between a word and a capital: the word that it starts is looked at below
    rf"|(?<=[{_LOWER}\d,]\s)\s*+(?=([{_UPPER}][^\W\d_]{{0,14}}+(?:['’][^\W\d_]{{1,14}}+)?:?))"
    rf"|(?<=[^\s{_LOWER}\d,]\s)\s*+(?=[{_UPPER}*_<>=#~–—-]|{_OPENER})"
    # before what stands apart: bullets, addresses, dates
    rf"|(?<=\S\s)\s*+(?=[{BULLETS}]|https?:|\d\d?/\d\d?/\d\d)"
    # no white space: "cold.But"
    rf"|(?<=[{_LOWER})\]][.!?…])[.!?…]*+(?=[{_UPPER}])"
    r")"
)


def gaps(line: str) -> Iterator[tuple[int, int]]:
    """End of the word before, start of the word behind: equal where no white space stands between."""
    for found in _GAP.finditer(line):
        word = found[1]
        at, behind = found.span()
        if word is None or (word[-1] == ":" and word[0].isupper()) or _opening(word) or _parting(line, at):
            yield (at if line[at].isspace() else behind), behind


def _opening(word: str) -> bool:
    """Whether the word often opens a sentence, or is joined with a word that does: "J'aime"."""
    if word in _OPENING_WORDS:
        return True
    cut = max(word.find("'"), word.find("’"))
    return cut > 0 and word[:cut].lower() in ELISIONS


def _parting(line: str, at: int) -> bool:
    """Whether a letter takes its leave before the gap: "Regards, Mia"."""
    return line[at - 1] == "," and line[max(0, at - 12) : at - 1].rpartition(" ")[2].lower() in PARTINGS
