"""New wordings: of a claim whose ranges were moved, and of one that somebody has typed.

Both are edits of the article's words, so that what was changed can always be shown.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from annotator.domain.claim import Claim, Edit
from annotator.domain.text import Range
from annotator.domain.wording import capital, stop, worded

_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"[.!?…\n。！？]")
_WORTH_COMPARING = 1_000_000
"""Characters of the article times words typed; beyond, all is one replacement."""

Worded = tuple[str, tuple[Edit, ...]]
"""A wording and the edits that make it of the ranges."""


def reworded(text: str, before: Sequence[Claim], ranges: Sequence[Range]) -> Worded:
    """The wording of ranges that were moved, split or joined: verbatim, with what was edited within them.

    `before` are the claims that they come from, none for a new one. What was added in front of
    a single one, or closes a quotation behind it, goes with that edge. In
    front stands a capital and behind a stop, as after splitting.
    """
    start, end = ranges[0][0], ranges[-1][1]
    edits = [Edit("left_out", one[1], other[0]) for one, other in pairwise(ranges)]
    for claim in before:
        edits += _kept(claim, ranges, alone=len(before) == 1)
    if len(before) > 1:
        edits += _paused(text, ranges)
    edits += _ends(text, before, start, end, tuple(edits))
    said = worded(text, ranges, edits)
    if not any(map(str.isalnum, said)):  # all of it had been left out
        edits = [*capital(text, start), *stop(text, start, end)]
        said = worded(text, ranges, edits)
    return said, _ordered(edits)


def _paused(text: str, ranges: Sequence[Range]) -> Iterator[Edit]:
    """A semicolon between the words of two claims that a sentence's end stands between."""
    for (_, end), (start, _) in pairwise(ranges):
        if text[end - 1].isalnum() and _SENTENCE_END.search(text, end, start):
            yield Edit("added", end, end, ";")


def typed(text: str, ranges: Sequence[Range], wording: str) -> Worded:
    """The wording that somebody has typed, which is one line and not empty, as edits word by word."""
    goal = wording.split()
    said = " ".join(goal)
    ways = () if _is_long(ranges, goal) else (_finely, _plainly)
    gaps = [Edit("left_out", one[1], other[0]) for one, other in pairwise(ranges)]
    for way in ways:
        edits = way(text, ranges, goal)
        if worded(text, ranges, edits) == said:
            return said, _ordered([*gaps, *edits])
    whole = Edit("replaced", *ranges[0], said)
    return said, _ordered([*gaps, whole, *(Edit("left_out", *span) for span in ranges[1:])])


def _kept(claim: Claim, ranges: Sequence[Range], *, alone: bool) -> Iterator[Edit]:
    """The edits of a claim that lie inside the ranges; of a gap of before, nothing."""
    for edit in claim.edits:
        if edit.kind == "left_out":
            for span in _common([(edit.start, edit.end)], _common(claim.ranges, ranges)):
                yield Edit("left_out", *span)
        elif (kept := _placed(edit, claim.ranges, ranges, alone=alone)) is not None:
            yield kept


def _placed(edit: Edit, old: Sequence[Range], new: Sequence[Range], *, alone: bool) -> Edit | None:
    """The edit where it belongs now, or None."""
    first, last, start, end = old[0][0], old[-1][1], new[0][0], new[-1][1]
    at = edit.start
    if edit.kind == "stop":  # one before the last words stands in front of an attribution left out
        return edit if at == end or at < min(end, last) == end else None
    if edit.kind == "case" and at == first:
        return edit if first == start else None
    if edit.kind == "added" and alone and at == first:
        return Edit("added", start, start, edit.text)
    if edit.kind == "added" and alone and at == last and not any(map(str.isalnum, edit.text)):
        return Edit("added", end, end, edit.text)
    inside = any(low <= at <= edit.end <= high for low, high in new)
    return edit if inside else None


def _common(one: Iterable[Range], other: Sequence[Range]) -> list[Range]:
    """What two lists of ranges have in common."""
    cut = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return [(start, end) for start, end in cut if start < end]


def _ends(text: str, before: Sequence[Claim], start: int, end: int, kept: Sequence[Edit]) -> Iterator[Edit]:
    """A capital and a stop, where the wording begins or ends anew."""
    led = any(edit.kind == "added" and edit.start == start for edit in kept)
    if not led and all(claim.ranges[0][0] != start for claim in before):
        yield from capital(text, start)
    stopped = any(edit.kind == "stop" for edit in kept)
    if not stopped and all(claim.ranges[-1][1] != end for claim in before):
        yield from stop(text, start, end)


def _ordered(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Each once, as claim sets have them."""
    return tuple(sorted(dict.fromkeys(edits), key=lambda edit: (edit.start, edit.end, edit.kind)))


def _is_long(ranges: Sequence[Range], goal: Sequence[str]) -> bool:
    return len(goal) * sum(end - start for start, end in ranges) > _WORTH_COMPARING


def _finely(text: str, ranges: Sequence[Range], goal: Sequence[str]) -> list[Edit]:
    """The first letter and the full stop apart from the words, so that they can go when an edge moves."""
    start, end = ranges[0][0], ranges[-1][1]
    words = list(goal)
    case: list[Edit] = []
    if text[start] != words[0][0] and text[start].casefold() == words[0][0].casefold():
        case = [Edit("case", start, start + 1, words[0][0])]
        words[0] = text[start] + words[0][1:]
    point = stop(text, start, end) if len(words[-1]) > 1 and words[-1].endswith(".") else []
    if point:
        words[-1] = words[-1][:-1]
    return [*case, *_plainly(text, ranges, words), *point]


def _plainly(text: str, ranges: Sequence[Range], goal: Sequence[str]) -> list[Edit]:
    from difflib import SequenceMatcher  # slow to import, and most commands word nothing

    spots = [found.span() for low, high in ranges for found in _WORD.finditer(text, low, high)]
    words = [text[low:high] for low, high in spots]
    edits: list[Edit] = []
    compared = SequenceMatcher(None, words, goal, autojunk=False)
    for sort, low, high, first, last in compared.get_opcodes():
        said = " ".join(goal[first:last])
        if sort == "insert" and not 0 < low < len(spots):  # with the word that stands at that end
            said = f"{said} {words[0]}" if low == 0 else f"{words[-1]} {said}"
            edits.append(Edit("replaced", *spots[0 if low == 0 else -1], said))
        elif sort == "insert":
            edits.append(Edit("added", spots[low - 1][1], spots[low - 1][1], f" {said}"))
        elif sort != "equal":
            edits += _changed(_pieces(spots[low:high], ranges), said)
    return edits


def _pieces(spots: Sequence[Range], ranges: Sequence[Range]) -> Iterator[Range]:
    """Neighbouring words as one piece in each of the ranges."""
    for low, high in ranges:
        inside = [span for span in spots if low <= span[0] < high]
        if inside:
            yield inside[0][0], inside[-1][1]


def _changed(pieces: Iterable[Range], said: str) -> Iterator[Edit]:
    """The words in place of the first piece; the others go."""
    for number, (low, high) in enumerate(pieces):
        if number == 0 and said:
            yield Edit("replaced", low, high, said)
        else:
            yield Edit("left_out", low, high)
