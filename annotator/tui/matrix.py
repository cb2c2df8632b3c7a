"""The matrix of which labels stand against which: a shade, a count and a share in each cell."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from annotator.domain.agreement import Confusion
from annotator.domain.text import clean_line
from annotator.tui.commands import label_name
from annotator.tui.tables import Lines, paragraph
from annotator.tui.wrapping import clip

SHADES = " ░▒▓█"
"""From nothing by quarters to nearly all."""
_WIDEST_NAME = 16
_HEAD = 12
"""Cells that a name above a column may take."""
_NUMBER = 4
"""Cells of a label's number and the blank behind it."""
_HOW = (
    "A row: of the votes that stand beside one for that label, the share for each label, with the pairs"
    " of votes that say so. Both triangles hold the same pairs."
)


class _Layout(NamedTuple):
    by_name: bool
    """Whether names stand above the columns, else numbers."""
    with_share: bool
    cell: int
    gap: int

    def width(self, longest: int, labels: int) -> int:
        return 1 + longest + (0 if self.by_name else _NUMBER) + labels * (self.gap + self.cell)


def matrix_lines(confusion: Confusion, width: int) -> Lines:
    """As wide as there is room: names of labels above the columns or numbers, shares or counts alone."""
    names = [clean_line(label_name(label)) for label in confusion.labels]
    longest = min(max(map(cell_len, names), default=0), _WIDEST_NAME)
    digits = max((len(str(count)) for row in confusion.counts for count in row), default=1)
    layout = next(
        (one for one in _layouts(names, digits) if one.width(longest, len(names)) <= width - 1), None
    )
    if layout is None:
        return paragraph(f"{len(names)} labels have no room here; --json has the matrix.", width)
    heads = names if layout.by_name else [str(number) for number in range(1, len(names) + 1)]
    gap, before = " " * layout.gap, 1 + longest + (0 if layout.by_name else _NUMBER)
    top = "".join(gap + _right(head, layout.cell) for head in heads)
    lines: Lines = [[(" " * before + top, "muted")]]
    shares = row_shares(confusion.counts)
    for at, (name, counts) in enumerate(zip(names, confusion.counts, strict=True)):
        shown = clip(name, longest)
        number = "" if layout.by_name else f"{at + 1:>{_NUMBER - 1}} "
        pieces = [(f" {number}{shown}{' ' * (longest - cell_len(shown))}", "text")]
        for other, count in enumerate(counts):
            text = _cell(count, shares[at][other], digits, with_share=layout.with_share)
            pieces.append((gap + _right(text, layout.cell), "strong" if at == other else "text"))
        lines.append(pieces)
    return lines + paragraph(_HOW, width)


def _layouts(names: Sequence[str], digits: int) -> list[_Layout]:
    """The best first."""
    full = 3 + 1 + digits + 5
    named = [_Layout(True, True, max(full, _HEAD), 1)] if all(cell_len(n) <= _HEAD for n in names) else []
    return [*named, _Layout(False, True, full, 2), _Layout(False, False, 1 + digits, 1)]


def row_shares(counts: Sequence[Sequence[int]]) -> list[list[float]]:
    """Of each row, the share of each cell. A pair that agrees is two votes that stand beside one alike."""
    shares = []
    for at, row in enumerate(counts):
        doubled = [count * 2 if at == other else count for other, count in enumerate(row)]
        whole = sum(doubled)
        shares.append([count / whole if whole else 0.0 for count in doubled])
    return shares


def _cell(count: int, share: float, digits: int, *, with_share: bool) -> str:
    shade = SHADES[0] if not count else SHADES[min(1 + int(share * 4), 4)]
    if not with_share:
        return f"{shade}{count:>{digits}}"
    return f"{shade * 3} {count:>{digits}}{share:>5.0%}"


def _right(text: str, width: int) -> str:
    shown = clip(text, width)
    return " " * (width - cell_len(shown)) + shown
