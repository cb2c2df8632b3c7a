"""Blocks of lines set side by side in columns; those that find no room go below, in a further band."""

from collections.abc import Sequence
from itertools import zip_longest

from annotator.tui.drawing import Line, Piece, apart, cells
from annotator.tui.panel_lines import Lines
from annotator.tui.wrapping import wrap_words

LEAST = 24
"""Cells that a column has at least."""
_RULE: Piece = ("│ ", "rule")


def column_width(count: int, width: int) -> int:
    """Cells of text in each of so many columns, as many of them side by side as fit; one is left empty."""
    return max(width - 1, 8) // fitting(count, width) - cells([_RULE]) - 1


def fitting(count: int, width: int) -> int:
    """How many of so many columns stand side by side."""
    return max(1, min(count, (width - 1) // LEAST))


def side_by_side(blocks: Sequence[Lines], width: int) -> Lines:
    """The blocks, whose lines are at most `column_width` wide, next to each other."""
    beside, column = fitting(len(blocks), width), column_width(len(blocks), width)
    lines: Lines = []
    for first in range(0, len(blocks), beside):
        if first:
            lines.append([])
        band = blocks[first : first + beside]
        for parts in zip_longest(*band, fillvalue=()):
            lines.append(
                [piece for number, part in enumerate(parts) for piece in _cell(part, column, number)]
            )
    return lines


def _cell(line: Line, column: int, number: int) -> list[Piece]:
    return [_RULE if number else (" ", "text"), *apart(line, (), column + 1)]


def block(text: str, width: int, role: str, limit: int = 0, *, indent: int = 0) -> Lines:
    """A text in lines of a column."""
    return [
        [(" " * indent, "text"), (line, role)] for line in wrap_words(text, max(width - indent, 4), limit)
    ]
