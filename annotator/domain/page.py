"""Which lines of a scraped text are about the page or the article, and do not tell what the article tells.

Readers pass over them to find the headline; splitting keeps them out of claims. Both must see the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.furniture import (
    ends_like_a_sentence,
    heads_the_notes,
    is_caption,
    is_furniture,
    points_elsewhere,
)
from annotator.domain.metadata_lines import find_metadata_lines
from annotator.domain.text import Range

MOST_LINKS = 12
"""Lines below one that points elsewhere."""
_LONGEST_LINK = 150
_LONGEST_PUBLISHER = 60
_MASTHEAD = 3
"""Words of a line above the headline, at most: "Coastal Herald"."""
_CAPTION_FOLLOWS = re.compile(r"(?:image )?captions?[,:]", re.IGNORECASE)
_NOTE = re.compile(r"(\[\^?\w{1,12}\])(:?)\s")
_MARK = re.compile(r"(?<=[^\s\[])\[\^?\w{1,12}\]")
_ANY_STOP = re.compile(r"[.。！;:,][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a text by what they are there for."""

    aside: frozenset[Range]
    """Those that no claim is cut from; none when there would be nothing else."""
    headline: Range | None
    """The line above the metadata lines, where it is the only one."""


def read_page(text: str, lines: Sequence[Range]) -> Page:
    """`lines` are the lines of the text that hold more than white space, in order."""
    furniture = set(_furniture(text, lines))
    told = [line for line in lines if line not in furniture]
    metadata = {(line.start, line.end) for line in find_metadata_lines(text)}
    places = [number for number, line in enumerate(told) if line in metadata]
    if not places:
        return Page(frozenset(furniture), None) if told else Page(frozenset(), None)
    named = (told[number] for number in range(places[0] + 1, places[-1]))
    above = told[: places[0]]
    masthead = _masthead(text, above)
    aside = furniture | metadata | {line for line in named if _like_publisher(_words(text, line))}
    aside.update(above[:masthead])
    if len(aside) == len(lines):
        return Page(frozenset(), None)
    return Page(frozenset(aside), above[masthead] if len(above) == masthead + 1 else None)


def _furniture(text: str, lines: Sequence[Range]) -> Iterator[Range]:
    """Links are looked for once the article has begun: above it stands the headline."""
    marks = set(_MARK.findall(text))
    links = 0
    captioned = begun = noting = False
    for line in lines:
        words = _words(text, line)
        noting = noting or (begun and heads_the_notes(words, marked=bool(marks)))
        if noting or is_furniture(words):
            yield line
            links = MOST_LINKS if begun and points_elsewhere(words) else links
            captioned = _CAPTION_FOLLOWS.fullmatch(words) is not None
        elif captioned or is_caption(words) or _is_note(words, marks):
            yield line
            captioned = False
        elif links and len(words) <= _LONGEST_LINK and not ends_like_a_sentence(words):
            yield line
            links -= 1
        else:
            links = 0
            begun = begun or ends_like_a_sentence(words)


def _is_note(words: str, marks: set[str]) -> bool:
    """Whether a line is the footnote of a mark that stands in the text."""
    found = _NOTE.match(words)
    return found is not None and (bool(found[2]) or found[1] in marks)


def _masthead(text: str, above: Sequence[Range]) -> int:
    """How many short lines stand above a longer one, the headline."""
    short = 0
    while short < len(above) and len(_words(text, above[short]).split()) <= _MASTHEAD:
        short += 1
    return short if short < len(above) else 0


def _like_publisher(line: str) -> bool:
    return len(line) <= _LONGEST_PUBLISHER and len(line.split()) <= 6 and not _ANY_STOP.search(line)


def _words(text: str, line: Range) -> str:
    return text[slice(*line)].strip()
