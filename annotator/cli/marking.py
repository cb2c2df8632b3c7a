"""A stretch of text wrapped to a width, with a bar under the words of each claim."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from annotator.domain.text import Range, clean_line
from annotator.tui.wrapping import snap, wrap


@dataclass(frozen=True, slots=True)
class Bar:
    """What is drawn under the words of one claim."""

    label: str
    style: str
    own: Sequence[Range]
    """Ranges in the article, like those below."""
    shared: Sequence[Range] = ()
    """Those that it has in common with another claim; a part of its own."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line to draw: of the text, with an empty label, or of a bar."""

    label: str
    style: str
    text: Text


def signs(*, ascii_only: bool) -> tuple[str, str]:
    """What bars are made of: under a claim's own words, under those that it shares."""
    return ("=", "-") if ascii_only else ("━", "─")


def marked(
    text: str,
    span: Range,
    width: int,
    styles: Sequence[tuple[Range, str]],
    bars: Sequence[Bar],
    *,
    ascii_only: bool,
) -> Iterator[Line]:
    """The lines of `text[start:end]`, each followed by the bars that have something under it.

    `styles` are ranges to be set off by colour.
    """
    start, end = span
    shown = clean_line(text[start:end])
    own, shared = signs(ascii_only=ascii_only)
    for first, last in wrap(shown, 0, len(shown), width):
        line = shown[first:last].rstrip()
        drawn = Text(line)
        for (a, b), style in styles:
            drawn.stylize(style, max(a - start - first, 0), max(min(b - start, last) - first, 0))
        yield Line("", "", drawn)
        for bar in bars:
            cells = [" "] * cell_len(line)
            for low, high in _cells(line, start + first, bar.own):
                cells[low:high] = [own] * (high - low)
            for low, high in _cells(line, start + first, bar.shared):
                cells[low:high] = [shared if cell == own else cell for cell in cells[low:high]]
            under = "".join(cells).rstrip()
            if under:
                yield Line(bar.label, bar.style, Text(under, bar.style))


def _cells(line: str, offset: int, ranges: Sequence[Range]) -> Iterator[Range]:
    """Which terminal cells of a line at `offset` the ranges take."""
    for start, end in ranges:
        low, high = max(start - offset, 0), min(end - offset, len(line))
        if low < high:
            first, behind = snap(line, [low, high])
            yield cell_len(line[:first]), cell_len(line[:behind])
