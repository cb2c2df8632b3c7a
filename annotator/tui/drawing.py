"""The one place that builds what is drawn; it cleans everything once more.

No function of Textual or Rich neutralises escape sequences, so no other module hands a bare str to
them: lines of a screen come from `strip`, texts of stock widgets from `content`.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import compress, count
from operator import ne

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from annotator.domain.text import Range, clean, clean_line
from annotator.tui.palette import Palette
from annotator.tui.wrapping import clip

Piece = tuple[str, str]
"""A text and its role in the palette."""
Line = Sequence[Piece]


def strip(line: Line, width: int, palette: Palette, *, selected: bool = False, ground: str = "text") -> Strip:
    """One line of exactly `width` cells: clipped with an ellipsis, padded in the role `ground`."""
    runs: list[tuple[str, Style]] = []
    left = width
    for text, role in line:
        cleaned = clean_line(text)
        shown = clip(cleaned, left)
        if shown:
            _join(runs, shown, palette.style(role, selected=selected))
            left -= cell_len(shown)
        if shown != cleaned:
            break
    if left > 0:
        _join(runs, " " * left, palette.style(ground, selected=selected))
    return Strip([Segment(text, style) for text, style in runs], width)


def _join(runs: list[tuple[str, Style]], text: str, style: Style) -> None:
    """Add a run; text that looks the same as the run before becomes a part of it."""
    if runs:
        before, last = runs[-1]
        drawn = last.reverse or style.reverse or last.underline or style.underline
        blank = text.isspace() and not drawn and last.bgcolor == style.bgcolor
        if last == style or blank:
            runs[-1] = (before + text, last)
            return
    runs.append((text, style))


def changed_cells(before: Strip, after: Strip) -> list[Range]:
    """The half-open stretches of cells that two lines of one width show differently, in order.

    With a character that may not be one cell wide it is the whole line: terminals disagree on such
    characters, and what is drawn anew in full cannot be off.
    """
    if before == after:
        return []
    if not (is_narrow(before.text) and is_narrow(after.text)):
        return [(0, after.cell_length)]
    looks: dict[Style, int] = {}
    old, new = (zip(drawn.text, _looks(drawn, looks), strict=True) for drawn in (before, after))
    stretches: list[Range] = []
    for x in compress(count(), map(ne, old, new)):
        if stretches and x - stretches[-1][1] < GAP:
            stretches[-1] = (stretches[-1][0], x + 1)
        else:
            stretches.append((x, x + 1))
    return stretches


def _looks(drawn: Strip, looks: dict[Style, int]) -> list[int]:
    """The style of each cell, counted in `looks`; of the blanks behind a run what is seen of it."""
    cells: list[int] = []
    for text, style, _ in drawn:
        style, words = style or Style.null(), len(text.rstrip(" "))
        cells += [looks.setdefault(style, len(looks))] * words
        if words < len(text):
            cells += [looks.setdefault(of_blank(style), len(looks))] * (len(text) - words)
    return cells


@lru_cache(maxsize=512)
def of_blank(style: Style) -> Style:
    """What of a style a blank shows: its ground, and lines through it."""
    if style.reverse or style.underline or style.strike:
        return style
    return Style(bgcolor=style.bgcolor)


def is_narrow(text: str) -> bool:
    """Whether every character is one cell wide on every terminal."""
    return _NARROW(text) is not None


GAP = 9
"""So many cells that stay the same, between two stretches that change, cost less skipped than drawn."""
_NARROW = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2190-\u2193\u2212"
    "\u2500-\u259f\u25cb\u25cf\u2713]*"
).fullmatch
"""Latin, Greek, Cyrillic, punctuation, and the signs that screens are made of."""


def cells(line: Line) -> int:
    """The width of a line in terminal cells."""
    return sum(cell_len(clean_line(text)) for text, _ in line)


def apart(left: Line, right: Line, width: int, *, gap: str = "text") -> list[Piece]:
    """Two parts at the two ends of a line; the left one is clipped to leave room for the right.

    `gap` is the role of the space between them.
    """
    room = max(width - cells(right) - 1, 0)
    kept: list[Piece] = []
    for text, role in left:
        shown = clip(clean_line(text), room)
        kept.append((shown, role))
        room -= cell_len(shown)
        if room <= 0 or shown != clean_line(text):
            break
    between = max(width - cells(kept) - cells(right), 0)
    return [*kept, (" " * between, gap), *right]


def content(text: str) -> Content:
    """A text for a stock widget: cleaned, and never markup."""
    return Content(clean(text))


def content_line(text: str) -> Content:
    """The same for one line."""
    return Content(clean_line(text))
