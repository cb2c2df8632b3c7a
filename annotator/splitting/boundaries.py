"""Sentence boundaries: every line is a paragraph, `nupunkt` proposes, a few rules correct.

`nupunkt` is imported on first use (about 50 ms). It is called on pieces of bounded length, because
it takes quadratic time on long runs of stops. Scripts that end sentences with `。` are cut here.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from annotator.domain.edtf import MONTHS
from annotator.domain.text import Range

_WINDOW = 4_000
"""Code points given to `nupunkt` at once: longer than any sentence worth the name."""

_REFERENCE_MARKS = re.compile(r"(?:\[\d{1,3}\][ \t]*)+")
_CLOSERS = re.compile(r"[\"”’»)\]]+(?=\s|$)")
_LIST_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z])[.)]\]?")
_TITLE = re.compile(
    r"(?:^|[\s(\"“‘\[])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Gov|Sen|Rep|Gen|Col|Lt|Maj|Capt|Cpl|Sgt|Adm|Cmdr|Rev|Hon|St"
    r"|Mt|Ft|Mme|Mlle|Sr|Sra|Fr|Hr|No|Nos|Art|vs|Fig|approx|cf|e\.g|i\.e|им|ул|см|т\.е)\.$"
)
_UNIT = re.compile(r"\d[\d.,]* [^\W\d_]{1,4}\.$")
"""What a sentence goes on from in lower case: "30 mi. of road"."""
_ORDINAL = re.compile(r"\b(?:am|im|vom|zum|zur|der|dem|den|des|das|die|bis|beim) \d{1,3}\.$", re.IGNORECASE)
_DAY = re.compile(r"(?<!\w)\d{1,2}\.$")
_WORD = re.compile(r"[^\W\d_]{3,12}")
_CRIES = tuple(stop + mark for stop in "?!" for mark in '"”’»')
_SAYING = re.compile(
    r"(?:[^\W\d_][\w'’-]*\.?\s+){1,5}(?:said|says|asked|asks|told|added|wrote|replied|answered)\b"
)
"""What belongs to a quotation that ends in a question: "“Why?” Mayor Lund asked"."""
_LONG_WORD = re.compile(r"\S{200,}")
_QUOTE_AFTER_STOP = re.compile(r"[.!?…][\"”’»)\]]*\s+(?=[\"“„«][^\s\"”»])")
_WIDE_STOP = re.compile(r"[。！？]+[」』）”\"]*")
_WIDE_OPEN, _WIDE_CLOSE = "「『（", "」』）"


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
    line = text[start:end]
    if _WIDE_STOP.search(line):
        edges = _wide_edges(line)
    else:
        edges = _with_quote_edges(line, _corrected(line, _proposed_edges(line)))
    spans = (trim(text, start + begin, start + stop) for begin, stop in pairwise(edges))
    return [span for span in spans if span[0] < span[1]]


def trim(text: str, start: int, end: int) -> Range:
    """The range without the white space at its ends."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return (start + left, start + left + len(piece.strip()))


def _proposed_edges(line: str) -> list[int]:
    """0, the starts of further sentences, and the line's length."""
    from nupunkt import sent_spans

    plain = _LONG_WORD.sub(_plain_word, line)
    edges, at = [0], 0
    while at < len(line):
        window = plain[at : at + _WINDOW]
        starts = [at + begin for begin, _ in sent_spans(window) if begin > 0]
        edges += starts
        if at + _WINDOW >= len(line):
            break
        at = starts[-1] if starts else at + max(window.rfind(" "), _WINDOW // 2)
    edges.append(len(line))
    return edges


def _plain_word(found: re.Match[str]) -> str:
    """A word of the same length without stops inside, which cost `nupunkt` quadratic time."""
    word = found.group()
    return "x" * (len(word) - 3) + word[-3:]


def _corrected(line: str, edges: list[int]) -> list[int]:
    """Move proposed edges behind closing marks, and drop those that stand inside a sentence."""
    kept = [0]
    for edge, following in pairwise(edges[1:]):
        moved = _behind_marks(line, edge, following)
        if moved < following and not _joined(line, kept[-1], moved):
            kept.append(moved)
    return [*kept, len(line)]


def _behind_marks(line: str, edge: int, limit: int) -> int:
    """Reference marks and closing quotes after a stop stay with it."""
    for marks in (_CLOSERS, _REFERENCE_MARKS):
        found = marks.match(line, edge, limit)
        if found:
            edge = found.end()
            while edge < limit and line[edge].isspace():
                edge += 1
    return edge


def _joined(line: str, start: int, edge: int) -> bool:
    """Whether `line[start:edge]` cannot end a sentence there."""
    before = line[max(start, edge - 40) : edge].rstrip()
    if edge - start < 12 and _LIST_NUMBER.fullmatch(before):
        return True
    if _TITLE.search(before) or _ORDINAL.search(before):
        return True
    if _DAY.search(before) and _word_at(line, edge) in MONTHS:
        return True
    if before.endswith(_CRIES) and _SAYING.match(line, edge, edge + 80):
        return True
    return line[edge].islower() and _UNIT.search(before) is not None


def _word_at(line: str, at: int) -> str:
    found = _WORD.match(line, at)
    return found.group().lower() if found else ""


def _with_quote_edges(line: str, edges: list[int]) -> list[int]:
    """Add the edge between a full stop and an opening quotation mark."""
    extra = {found.end() for found in _QUOTE_AFTER_STOP.finditer(line)}
    return sorted(extra.union(edges)) if extra else edges


def _wide_edges(line: str) -> list[int]:
    return [0, *_wide_stops(line), len(line)]


def _wide_stops(line: str) -> Iterator[int]:
    """Ends behind `。！？` that do not stand inside a bracket or a quotation."""
    depth = at = 0
    for found in _WIDE_STOP.finditer(line):
        depth += _balance(line, at, found.start())
        if depth <= 0:
            yield found.end()
            depth = 0
        else:
            depth += _balance(line, found.start(), found.end())
            if depth <= 0 and line[found.end() : found.end() + 1] in ("", " ", "\u3000"):
                yield found.end()
        at = found.end()


def _balance(line: str, start: int, end: int) -> int:
    piece = line[start:end]
    return sum(piece.count(mark) for mark in _WIDE_OPEN) - sum(piece.count(m) for m in _WIDE_CLOSE)
