"""The headline of an article, its copies, and the headings inside."""

import re
from collections import Counter
from collections.abc import Sequence

from annotator.domain.dateline import find_dateline
from annotator.domain.furniture import ends_like_a_sentence
from annotator.domain.text import Range
from annotator.splitting.folding import fold_key

LONGEST_HEADLINE = 200
LONGEST_SUBHEADING = 80
"""In code points."""
_LONGEST_SITE = 60
_OPENING = 60

_STOP = re.compile(r"(?<!\b[A-Z]\.[A-Z])[.。！;:,][\"'”’»)\]]*$")
"""No headline ends so."""
_SITE = re.compile(r"\s+[|–—·-]\s+(?=[^|–—·]*$)")
""" "Mill Burns - Torvik Courier"."""
_LIST_MARK = re.compile(r"[-–—*•▪■●►·]|\(?\w{1,3}[.)]\s")


class Headlines:
    """What stands over the text and its parts, among the lines that tell something."""

    def __init__(self, text: str, telling: Sequence[Range], above: Range | None) -> None:
        """`above` is a line over the metadata lines; it may end like a sentence."""
        self._text = text
        self._telling = telling
        self._keys = _keys(text, telling)
        self._headline = self._find(above)
        self.subheadings = frozenset(self._between())
        """Short lines without a stop, each over a longer one with a stop."""

    def key(self, line: Range) -> str:
        """The key of the headline for each of its copies, empty for any other line."""
        key = self._keys.get(line, "")
        return key if key == self._headline else ""

    def _find(self, above: Range | None) -> str:
        """Key of the headline: the first line, or one that comes again or opens a dated copy.

        Empty when no line looks like a headline, or when the article is nothing else.
        """
        telling = self._telling
        if len(telling) < 2:
            return ""
        counts = Counter(self._keys.values())
        openings = Counter(_opening(self._text, *line) for line in telling)
        for number, line in enumerate(telling):
            key = self._keys.get(line, "")
            if not key or counts[key] == len(telling):
                continue
            following = telling[number + 1 : number + 2]
            opens_copy = any(
                openings[_opening(self._text, *line)] > 1 or find_dateline(self._text, *line)
                for line in following
            )
            stands_out = counts[key] > 1 or number == 0 or opens_copy
            if stands_out and (line == above or _like_headline(self._text, *line)):
                return key
        return ""

    def _between(self) -> list[Range]:
        """None in a text whose paragraphs mostly end without a stop: there that tells nothing."""
        words = [self._text[slice(*line)].strip() for line in self._telling]
        listed = [_LIST_MARK.match(line) is not None for line in words]
        stopped = [ends_like_a_sentence(line) for line in words]
        plain = [
            stop
            for line, item, stop in zip(self._telling, listed, stopped, strict=True)
            if not (item or self.key(line))
        ]
        if sum(plain) < 2 or sum(plain) * 2 < len(plain):
            return []
        return [
            line
            for number, line in enumerate(self._telling[:-1])
            if number
            and not stopped[number]
            and stopped[number + 1]
            and (stopped[number - 1] or self.key(self._telling[number - 1]))
            and len(words[number]) <= min(LONGEST_SUBHEADING, len(words[number + 1]))
            and not listed[number]
            and _like_headline(self._text, *line)
        ]


def _keys(text: str, telling: Sequence[Range]) -> dict[Range, str]:
    """Keys of the lines that are no longer than a headline; without the site where that stands alone too."""
    written = {line: text[slice(*line)] for line in telling if line[1] - line[0] <= LONGEST_HEADLINE}
    keys = {line: fold_key(words) for line, words in written.items()}
    alone = set(keys.values())
    for line, words in written.items():
        site = _SITE.search(words)
        if site and len(words) - site.end() <= _LONGEST_SITE:
            bare = fold_key(words[: site.start()])
            keys[line] = bare if bare in alone else keys[line]
    return keys


def _like_headline(text: str, start: int, end: int) -> bool:
    line = text[start:end].strip()
    return (
        any(character.isalpha() for character in line)
        and _STOP.search(line) is None
        and find_dateline(text, start, end) is None
    )


def _opening(text: str, start: int, end: int) -> str:
    """Key of a line's first words, behind its dateline: equal where two copies begin."""
    dateline = find_dateline(text, start, end)
    begin = dateline.end if dateline else start
    return fold_key(text[begin : min(end, begin + _OPENING)])
