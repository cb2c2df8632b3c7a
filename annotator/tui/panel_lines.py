"""What the panel's lines are made of: a heading at the left, and text beside or under it."""

from annotator.tui.drawing import Piece, cells
from annotator.tui.wrapping import wrap_words

Lines = list[list[Piece]]
INDENT = 11
"""Where the text behind a heading begins."""


def flow(pieces: list[Piece], width: int) -> Lines:
    """Pieces in one line; what has no room goes on below, without the dot that parted it."""
    lines: Lines = [pieces[:2]]
    for text, role in pieces[2:]:
        if cells(lines[-1]) + cells([(text, role)]) < width:
            lines[-1].append((text, role))
        else:
            lines += under(text.removeprefix(" · "), width, role)
    return lines


def headed(heading: str, text: str, width: int, role: str, limit: int) -> Lines:
    """A heading at the left, and its text in lines beside it."""
    lines = under(text, width, role, limit)
    return [[(f" {heading}".ljust(INDENT), "faint"), (lines[0][1][0], role)], *lines[1:]] if lines else []


def under(text: str, width: int, role: str, limit: int = 0, *, indent: int = INDENT) -> Lines:
    wrapped = wrap_words(text, width - indent - 1, limit)
    return [[(" " * indent, "text"), (line, role)] for line in wrapped]
