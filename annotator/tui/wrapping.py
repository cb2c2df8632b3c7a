"""Wrapping text into lines of so many terminal cells, as code-point pairs; cells exist only here.

A line never cuts a grapheme: a combining mark, a joined emoji or a wide character stays whole.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, split_graphemes

from annotator.domain.text import Range

ELLIPSIS = "…"
_NOT_FIRST = frozenset("、。，．！？：；）」』】〉》〕ー々,.!?:;)]}»”’%…")
"""Signs that do not open a line."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """The lines of a text at one width; paragraphs are parted by an empty line."""

    lines: tuple[Range, ...]
    """Half-open code-point pairs in order; together they hold every character but newlines."""
    starts: tuple[int, ...]
    """The first member of each pair, to search in."""

    def lines_of(self, span: Range) -> range:
        """Numbers of the lines that show some of a (not empty) range."""
        first = max(bisect_right(self.starts, span[0]) - 1, 0)
        last = max(bisect_right(self.starts, span[1] - 1) - 1, first)
        return range(first, last + 1)


def wrap_text(text: str, width: int) -> Wrapped:
    """Wrap a whole text at `width` cells (at least 2); blank lines become one empty line each."""
    lines: list[Range] = []
    start = 0
    parted: bool | None = None
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        if paragraph.strip():
            if parted is False:
                lines.append((start, start))
            lines.extend(wrap(text, start, end, max(width, 2)))
            parted = False
        elif paragraph:
            lines.append((start, end))
            parted = True
        start = end + 1
    return Wrapped(tuple(lines), tuple(line[0] for line in lines))


def wrap(text: str, start: int, end: int, width: int) -> Iterator[Range]:
    """The lines of `text[start:end]`, which has no newline; pairs are contiguous.

    Spaces at a line's end belong to it and may hang over the width.
    """
    piece = text[start:end]
    if cell_len(piece) == len(piece) and piece.isascii():
        return _wrap_narrow(text, start, end, width)
    return _wrap_graphemes(piece, start, width)


def _wrap_narrow(text: str, start: int, end: int, width: int) -> Iterator[Range]:
    """Where one code point is one cell."""
    while end - start > width:
        cut = text.rfind(" ", start + 1, start + width + 1) + 1 or start + width
        while cut < end and text[cut] == " ":
            cut += 1
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _wrap_graphemes(piece: str, offset: int, width: int) -> Iterator[Range]:
    line, used, cut = 0, 0, 0
    after = ""
    """The grapheme before the current one; `cut` is the last place where the line may end."""
    for start, end, cells in split_graphemes(piece)[0]:
        character = piece[start:end]  # a space that bears a mark is none: it does not hang over the edge
        if start > line and _may_part(after, character, cells):
            cut = start
        if used + cells > width and not character.isspace() and start > line:
            if cut <= line:
                cut = start
            yield offset + line, offset + cut
            line, used = cut, cell_len(piece[cut:start])
        used += cells
        after = character
    if line < len(piece):
        yield offset + line, offset + len(piece)


def _may_part(before: str, character: str, cells: int) -> bool:
    if before.isspace():
        return not character.isspace()
    wide = cells == 2 or cell_len(before) == 2
    return wide and not character.isspace() and character[0] not in _NOT_FIRST


def clip(text: str, width: int) -> str:
    """At most `width` cells of one line, ending in an ellipsis when something was cut."""
    if cell_len(text) <= width:
        return text
    if width < 1:
        return ""
    used, end = 1, 0
    for _, stop, cells in split_graphemes(text)[0]:
        if used + cells > width:
            break
        used, end = used + cells, stop
    return text[:end].rstrip() + ELLIPSIS


def wrap_words(text: str, width: int, limit: int = 0) -> list[str]:
    """Lines of one short text for a panel; beyond `limit` lines (0: none) it ends in an ellipsis."""
    return [line for _, line in _wrap_flat(" ".join(text.split()), width, limit)]


def wrap_marked(
    text: str, marked: Sequence[Range], width: int, limit: int = 0
) -> list[list[tuple[str, bool]]]:
    """The lines of `wrap_words`, each in pieces that are wholly in the marked ranges of the text, or not."""
    flags = [False] * len(text)
    for start, end in marked:
        flags[start:end] = [True] * len(text[start:end])
    kept: list[bool] = []
    for word in re.finditer(r"\S+", text):
        kept += [*([False] if kept else []), *flags[word.start() : word.end()]]
    return [
        _pieces(line, kept[start : start + len(line)])
        for start, line in _wrap_flat(" ".join(text.split()), width, limit)
    ]


def _wrap_flat(flat: str, width: int, limit: int) -> list[tuple[int, str]]:
    """Where each line begins, and the line."""
    pairs = list(wrap(flat, 0, len(flat), max(width, 2)))
    lines = [(start, flat[start:end].rstrip()) for start, end in pairs]
    if limit and len(lines) > limit:
        start = pairs[limit - 1][0]
        lines = [*lines[: limit - 1], (start, clip(flat[start:], width))]
    return lines


def _pieces(line: str, flags: Sequence[bool]) -> list[tuple[str, bool]]:
    """The line cut where the flag changes; what has none, the ellipsis, goes with what is before it."""
    cuts = [0, *(at for at in range(1, len(flags)) if flags[at] != flags[at - 1])]
    snapped = [*snap(line, cuts), len(line)]
    pairs = zip(cuts, snapped, snapped[1:], strict=False)
    return [(line[low:high], flags[cut]) for cut, low, high in pairs if low < high]


def snap(text: str, cuts: Sequence[int]) -> list[int]:
    """Cuts (ascending) moved back to where a grapheme of the line begins."""
    if text.isascii():
        return list(cuts)
    begins = [start for start, _, _ in split_graphemes(text)[0]] + [len(text)]
    return [begins[max(bisect_right(begins, cut) - 1, 0)] for cut in cuts]


def offset_at(text: str, cell: int) -> int:
    """The code point of a line that stands at a cell; the line's end for cells behind it."""
    used = 0
    for start, _, cells in split_graphemes(text)[0]:
        used += cells
        if cell < used:
            return start
    return len(text)
