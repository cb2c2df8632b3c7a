"""What each stretch of an article is: headline, dateline, body, a further copy, or boilerplate.

Everything is read into units (a headline, a dateline, a metadata line, a sentence); `folding` says
which are copies; neighbours of a kind make a region. Nothing is thrown away but white space.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.article import Region
from annotator.domain.dateline import find_dateline, find_datelines
from annotator.domain.metadata_lines import find_metadata_lines
from annotator.domain.text import Range
from annotator.splitting.boundaries import line_sentences, lines, trim
from annotator.splitting.folding import Unit, fold, fold_key
from annotator.splitting.folding.grouping import NOWHERE, filing_of

LONGEST_HEADLINE = 200
"""In code points."""
_LONGEST_PUBLISHER = 60
_OPENING = 60

_STOP = re.compile(r"(?<!\b[A-Z]\.[A-Z])[.。！;:,][\"'”’»)\]]*$")
"""No headline ends so."""
_FURNITURE = re.compile(
    r"(?:advertisement|share this(?: article)?|read more:.*|sign up (?:for|to) .*newsletter.*"
    r"|©.*|all rights reserved\.?|related articles?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """An article taken apart."""

    units: tuple[Unit, ...]
    """In order of their place; they do not overlap."""
    copies: Mapping[int, int]
    """Index of each further copy -> index of the unit that is kept."""
    regions: tuple[Region, ...]


def read_layout(text: str) -> Layout:
    """Units, copies and regions of a canonical text."""
    units = tuple(_units(text, list(lines(text))))
    copies = fold(units)
    return Layout(units, copies, tuple(_regions(units, copies)))


def _units(text: str, found: Sequence[Range]) -> Iterator[Unit]:
    boilerplate = _boilerplate(text, found)
    telling = [line for line in found if line not in boilerplate]
    headline = _headline_key(text, telling, above=len(found) > 1 and found[1] in boilerplate)
    for paragraph, (start, end) in enumerate(found):
        begin, stop = trim(text, start, end)
        whole = fold_key(text[begin:stop]) if stop - begin <= LONGEST_HEADLINE else ""
        if (start, end) in boilerplate:
            yield Unit("boilerplate", begin, stop, paragraph, whole)
        elif headline and whole == headline:
            yield Unit("headline", begin, stop, paragraph, whole)
        else:
            yield from _paragraph(text, begin, stop, paragraph)


def _paragraph(text: str, start: int, end: int, paragraph: int) -> Iterator[Unit]:
    filing = NOWHERE
    for dateline in find_datelines(text, start, end):
        begin, stop = trim(text, dateline.start, dateline.end)
        yield Unit("dateline", begin, stop, paragraph, fold_key(text[begin:stop]))
        start, filing = dateline.end, filing_of(dateline)
    for begin, stop in line_sentences(text, start, end):
        yield Unit("sentence", begin, stop, paragraph, fold_key(text[begin:stop]), filing)


def _boilerplate(text: str, found: Sequence[Range]) -> set[Range]:
    """Metadata lines, the publisher's name among them, and what pages say around an article."""
    metadata = {(line.start, line.end) for line in find_metadata_lines(text)}
    places = [number for number, line in enumerate(found) if line in metadata]
    between = range(1, places[-1]) if places else range(0)
    named = {found[number] for number in between if _like_publisher(text, *found[number])}
    furniture = {
        line
        for line in found
        if line[1] - line[0] <= LONGEST_HEADLINE and _FURNITURE.fullmatch(text[slice(*line)].strip())
    }
    everything = metadata | named | furniture
    return everything if len(everything) < len(found) else set()


def _like_publisher(text: str, start: int, end: int) -> bool:
    line = text[start:end].strip()
    return len(line) <= _LONGEST_PUBLISHER and len(line.split()) <= 6 and not _STOP.search(line)


def _headline_key(text: str, telling: Sequence[Range], *, above: bool) -> str:
    """Key of the headline: the first line, or one that comes again or opens a dated copy.

    `above`: the first line stands above a metadata line, and may end like a sentence then. Empty
    when no line looks like a headline, or when the article is nothing else.
    """
    if len(telling) < 2:
        return ""
    keys = {line: fold_key(text[slice(*line)]) for line in telling if line[1] - line[0] <= LONGEST_HEADLINE}
    counts = Counter(keys.values())
    openings = Counter(_opening(text, *line) for line in telling)
    for number, line in enumerate(telling):
        key = keys.get(line, "")
        if not key or counts[key] == len(telling):
            continue
        following = telling[number + 1 : number + 2]
        opens_copy = any(
            openings[_opening(text, *line)] > 1 or find_dateline(text, *line) for line in following
        )
        stands_out = counts[key] > 1 or number == 0 or opens_copy
        if stands_out and ((above and number == 0) or _like_headline(text, *line)):
            return key
    return ""


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


def _regions(units: Sequence[Unit], copies: Mapping[int, int]) -> Iterator[Region]:
    """Neighbouring units of one kind, and neighbouring copies of neighbours, make one region."""
    first = 0
    for index in range(1, len(units) + 1):
        if index < len(units) and _continues(units, copies, index):
            continue
        yield _region(units, copies, first, index - 1)
        first = index


def _continues(units: Sequence[Unit], copies: Mapping[int, int], index: int) -> bool:
    here, before = units[index], units[index - 1]
    if here.kind != before.kind or here.kind in ("headline", "dateline"):
        return False
    target = copies.get(index)
    return target == (copies[index - 1] + 1 if index - 1 in copies else None)


def _region(units: Sequence[Unit], copies: Mapping[int, int], first: int, last: int) -> Region:
    start, end = units[first].start, units[last].end
    if first in copies:
        original = (units[copies[first]].start, units[copies[last]].end)
        return Region("duplicate", start, end, original)
    kind = units[first].kind
    return Region("body" if kind == "sentence" else kind, start, end)
