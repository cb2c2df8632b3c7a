"""Tables of names and figures in lines of so many cells; figures that are not defined become notes below."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from annotator.domain.agreement import Figure
from annotator.domain.text import clean_line
from annotator.tui.wrapping import clip, wrap_words

Lines = list[list[tuple[str, str]]]
"""Each line is pieces of (text, role)."""
GAP = 2
LEAST = 8
"""Cells that the columns of names keep, each."""


class Column(NamedTuple):
    heading: str
    name: bool = False
    """Names stand at the left and share the room that figures leave."""


def titled(words: str) -> Lines:
    """A heading, with an empty line above it."""
    return [[], [(f" {words}", "title")]]


def paragraph(words: str, width: int, role: str = "muted") -> Lines:
    """Text in lines, one cell from the edge."""
    return [[(f" {line}", role)] for line in wrap_words(clean_line(words), max(width - 2, 8))]


def table(columns: Sequence[Column], rows: Sequence[Sequence[str | int | Figure]], width: int) -> Lines:
    """A line of headings and one a row; names are clipped where there is no room."""
    notes: dict[str, str] = {}
    cells = [[_cell(value, notes) for value in row] for row in rows]
    widths = _widths(columns, cells, width)
    lines = [[(_line([column.heading for column in columns], columns, widths), "muted")]]
    lines += [[(_line(row, columns, widths), "text")] for row in cells]
    for why, mark in notes.items():
        lines += paragraph(f"{mark} not defined because {why}", width)
    return lines


def _cell(value: str | int | Figure, notes: dict[str, str]) -> str:
    if not isinstance(value, Figure):
        return clean_line(str(value))
    if value.value is not None:
        return str(value)
    return notes.setdefault(value.why, f"[{_letter(len(notes))}]")


def _letter(number: int) -> str:
    return chr(ord("a") + number) if number < 26 else str(number)


def _widths(columns: Sequence[Column], cells: Sequence[Sequence[str]], width: int) -> list[int]:
    wanted = [
        max(map(cell_len, [column.heading, *(row[at] for row in cells)])) for at, column in enumerate(columns)
    ]
    names = [at for at, column in enumerate(columns) if column.name]
    room = width - 2 - GAP * (len(columns) - 1) - sum(w for at, w in enumerate(wanted) if at not in names)
    for left, at in zip(range(len(names), 0, -1), sorted(names, key=wanted.__getitem__), strict=True):
        wanted[at] = min(wanted[at], max(room // left, LEAST))
        room -= wanted[at]
    return wanted


def _line(row: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    parts = []
    for text, column, width in zip(row, columns, widths, strict=True):
        shown = clip(text, width)
        blank = " " * (width - cell_len(shown))
        parts.append(shown + blank if column.name else blank + shown)
    return f" {(' ' * GAP).join(parts)}".rstrip()
