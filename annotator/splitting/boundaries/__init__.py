"""Sentence boundaries: every line is a paragraph, rules decide the clear gaps, a model the others.

One set of rules serves all languages, so that nothing has to be known about a text. A quotation of
several sentences is split; what belongs to it is for `english.quotations` to remember.
"""

from collections.abc import Iterator
from itertools import pairwise

from annotator.domain.text import Range
from annotator.splitting.boundaries.latin import sentence_starts
from annotator.splitting.boundaries.model import boundary_model
from annotator.splitting.boundaries.wide import wide_starts

_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2008\u2009\u200a\u202f"), " ")
"""What separates words like a space and is read like one."""


def sentences(text: str) -> list[Range]:
    """Half-open ranges of the sentences of `text`, in order, without outer white space.

    Together they hold every character but white space; none crosses a line end.
    """
    return [sentence for start, end in lines(text) for sentence in line_sentences(text, start, end)]


def lines(text: str) -> Iterator[Range]:
    """The lines that hold more than white space, without their newline."""
    start = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            yield (start, start + len(line))
        start += len(line) + 1


def line_sentences(text: str, start: int, end: int) -> list[Range]:
    """The sentences of one line, `text[start:end]`."""
    line = text[start:end].translate(_SPACES)
    starts = {0, len(line), *sentence_starts(line, boundary_model().ends), *wide_starts(line)}
    spans = (trim(text, start + begin, start + stop) for begin, stop in pairwise(sorted(starts)))
    return [span for span in spans if span[0] < span[1]]


def trim(text: str, start: int, end: int) -> Range:
    """The range without the white space at its ends."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return (start + left, start + left + len(piece.strip()))
