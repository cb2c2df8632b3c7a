"""The matrix of which labels stand against which: a shade, a count and a share in each cell."""

from collections.abc import Sequence

from rich.cells import cell_len

from annotator.domain.agreement import Confusion
from annotator.domain.text import clean_line
from annotator.tui.commands import label_name
from annotator.tui.tables import Lines, paragraph
from annotator.tui.wrapping import clip

SHADES = " ░▒▓█"
"""From nothing by quarters to nearly all."""
_WIDEST_NAME = 16
_HOW = (
    "A row: of the votes that stand beside one for that label, the share for each label, with the pairs"
    " of votes that say so. Both triangles hold the same pairs."
)


def matrix_lines(confusion: Confusion, width: int) -> Lines:
    """As wide as there is room: names of labels above the columns or numbers, shares or counts alone."""
    names = [clean_line(label_name(label)) for label in confusion.labels]
    shares = row_shares(confusion.counts)
    longest = min(max(map(cell_len, names), default=0), _WIDEST_NAME)
    digits = max((len(str(count)) for row in confusion.counts for count in row), default=1)
    full, bare = 3 + 1 + digits + 5, 1 + digits
    room = width - 2 - longest - 4
    by_name = all(cell_len(name) <= 12 for name in names) and (max(full, 12) + 1) * len(names) <= room + 4
    numbered = not by_name
    with_share = by_name or (full + 2) * len(names) <= room
    cell = max(full, 12) if by_name else full if with_share else bare
    gap = " " if by_name or not with_share else "  "
    heads = names if by_name else [str(number) for number in range(1, len(names) + 1)]
    lines: Lines = [
        [
            (" " * (longest + (5 if numbered else 1)), "muted"),
            *((gap + _right(head, cell), "muted") for head in heads),
        ]
    ]
    for at, (name, counts) in enumerate(zip(names, confusion.counts, strict=True)):
        head = f" {at + 1:>3} " if numbered else " "
        shown = clip(name, longest)
        pieces = [(head + shown + " " * (longest - cell_len(shown)), "text")]
        for other, count in enumerate(counts):
            text = _cell(count, shares[at][other], digits, with_share=with_share)
            pieces.append((gap + _right(text, cell), "strong" if at == other else "text"))
        lines.append(pieces)
    return lines + paragraph(_HOW, width)


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
