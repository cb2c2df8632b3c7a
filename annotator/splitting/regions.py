"""What each stretch of an article is: headline, dateline, body, a further copy, or boilerplate.

Everything is read into units (a headline, a dateline, a metadata line, a sentence); `folding` says
which are copies; neighbours of a kind make a region. Nothing is thrown away but white space.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.article import Region
from annotator.domain.dateline import find_datelines
from annotator.domain.furniture import is_furniture
from annotator.domain.page import read_page
from annotator.domain.text import Range
from annotator.splitting.boundaries import line_sentences, lines, trim
from annotator.splitting.folding import Unit, fold, fold_key
from annotator.splitting.folding.grouping import NOWHERE, filing_of
from annotator.splitting.headlines import Headlines


@dataclass(frozen=True, slots=True)
class Layout:
    """An article taken apart."""

    units: tuple[Unit, ...]
    """In order of their place; they do not overlap."""
    copies: Mapping[int, int]
    """Index of each further copy -> index of the unit that is kept."""
    regions: tuple[Region, ...]

    @property
    def sentences(self) -> tuple[Range, ...]:
        """The sentences that are kept."""
        return tuple(
            (unit.start, unit.end)
            for index, unit in enumerate(self.units)
            if unit.kind == "sentence" and index not in self.copies
        )


def read_layout(text: str) -> Layout:
    """Units, copies and regions of a canonical text."""
    units = tuple(_units(text))
    copies = fold(units)
    return Layout(units, copies, tuple(_regions(units, copies)))


def _units(text: str) -> Iterator[Unit]:
    found = list(lines(text))
    page = read_page(text, found)
    headlines = Headlines(text, [line for line in found if line not in page.aside], page.headline)
    for paragraph, line in enumerate(found):
        begin, stop = trim(text, *line)
        if line in page.aside:
            yield Unit("boilerplate", begin, stop, paragraph, fold_key(text[begin:stop]))
        elif key := headlines.key(line):
            yield Unit("headline", begin, stop, paragraph, key)
        elif line in headlines.subheadings:
            yield Unit("subheading", begin, stop, paragraph, fold_key(text[begin:stop]))
        else:
            yield from _paragraph(text, begin, stop, paragraph)


def _paragraph(text: str, start: int, end: int, paragraph: int) -> Iterator[Unit]:
    filing = NOWHERE
    for dateline in find_datelines(text, start, end):
        begin, stop = trim(text, dateline.start, dateline.end)
        yield Unit("dateline", begin, stop, paragraph, fold_key(text[begin:stop]))
        start, filing = dateline.end, filing_of(dateline)
    found = line_sentences(text, start, end)
    for begin, stop in found:
        words = text[begin:stop]
        aside = len(found) > 1 and is_furniture(words)
        yield Unit("boilerplate" if aside else "sentence", begin, stop, paragraph, fold_key(words), filing)


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
    if kind == "sentence":
        return Region("body", start, end)
    return Region("headline" if kind == "subheading" else kind, start, end)
