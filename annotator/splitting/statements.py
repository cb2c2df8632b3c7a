"""What the sentences of one paragraph state: ranges of words, the rule, and who is said to say it.

A quotation that runs over several sentences keeps its speaker for all of them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.text import Range
from annotator.splitting.attribution import Attribution, attribute
from annotator.splitting.boundaries import trim
from annotator.splitting.clauses import Piece, cut
from annotator.splitting.sentence import Sentence, bare
from annotator.splitting.tokens import (
    LONGEST_SENTENCE,
    Quotation,
    Token,
    inside,
    quotations,
    tokenize,
)
from annotator.splitting.verbs import is_finite

_FINAL = re.compile(r"[.!?…。！？][\"'”’»)\]」』）]*$")
_QUESTION = re.compile(r"[?？][\"'”’»)\]」』）]*$")
_ABBREVIATED = re.compile(r"(?:\b\w\.\w+|\b(?:etc|Inc|Ltd|Co|Corp|Jr|Sr|St|No|Bros|\w))\.$")
_LIST_MARK = re.compile(r"(?:[-*•–—]|\(?(?:\d{1,3}|[a-z])[.)])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim to be: exact words, and what the rules found out about them."""

    ranges: tuple[Range, ...]
    """In order, apart from each other, without outer white space."""
    rule: str
    said: Attribution | None = None
    question: bool = False
    fragment: bool = False
    """No sentence: a subheading, a caption, a name."""


def whole_sentence(text: str, span: Range) -> Statement | None:
    """The sentence as one statement, whatever its language; None when it holds no word."""
    ranges = _tidy(text, [span])
    if not ranges:
        return None
    short = span[1] - span[0] <= 60 and _FINAL.search(text[span[0] : span[1]]) is None
    return Statement(ranges, "sentence", question=_asks(text, span), fragment=short)


def english_statements(
    text: str, spans: Sequence[Range], carried: Attribution | None
) -> tuple[list[list[Statement]], Attribution | None]:
    """For each sentence of a paragraph its statements.

    `carried` is who speaks in a quotation that the paragraph before left open. The second value
    is the same for the paragraph behind.
    """
    if not spans:
        return [], carried
    quoted = quotations(text, spans[0][0], spans[-1][1])
    parts = [_at_semicolons(text, span, quoted) for span in spans]
    stated, behind = _of_parts(text, [part for group in parts for part in group], quoted, carried)
    remaining = iter(stated)
    return [[s for _ in group for s in next(remaining)] for group in parts], behind


def _at_semicolons(text: str, span: Range, quoted: Sequence[Quotation]) -> list[Range]:
    """The sentence cut at semicolons outside quotations that have a finite verb on both sides."""
    if ";" not in text[span[0] : span[1]] or span[1] - span[0] > LONGEST_SENTENCE:
        return [span]
    tokens = tokenize(text, *span)
    finite = [token.start for index, token in enumerate(tokens) if is_finite(tokens, index)]
    parts: list[Range] = []
    start, end = span
    verb, depth = False, 0
    for index, token in enumerate(tokens):
        verb = verb or is_finite(tokens, index)
        depth += (token.word in "([") - (token.word in ")]")
        goes_on = token.word == ";" and bool(finite) and finite[-1] > token.start
        if goes_on and verb and depth <= 0 and inside(token.start, quoted) is None:
            parts.append((start, token.start))
            start = trim(text, token.end, end)[0]
            verb = False
    return [*parts, (start, end)]


def _of_parts(
    text: str,
    spans: Sequence[Range],
    quoted: Sequence[Quotation],
    carried: Attribution | None,
) -> tuple[list[list[Statement]], Attribution | None]:
    tokens = [tokenize(text, *s) if s[1] - s[0] <= LONGEST_SENTENCE else [] for s in spans]
    found = [
        attribute(Sentence(text, span, words, quoted)) if words else None
        for span, words in zip(spans, tokens, strict=True)
    ]
    said = _inherited(text, spans, found, quoted, carried)
    stated = [
        list(_of_sentence(text, span, words, who))
        for span, words, who in zip(spans, tokens, said, strict=True)
    ]
    open_end = bool(quoted) and not quoted[-1].closed
    return stated, said[-1] if open_end else None


def _inherited(
    text: str,
    spans: Sequence[Range],
    found: Sequence[Attribution | None],
    quoted: Sequence[Quotation],
    carried: Attribution | None,
) -> list[Attribution | None]:
    """The attributions, passed on to the other sentences of their quotations."""
    said = list(found)
    speakers = {q: _speaker_of(q, spans, found) for q in quoted}
    for index, span in enumerate(spans):
        quotation = inside(span[0], quoted)
        if said[index] is not None or quotation is None or not _mostly(text, span, quotation):
            continue
        speaker = speakers[quotation]
        opens = quotation.start == span[0]
        if speaker is None and opens:
            speaker = said[index - 1] if index else carried
        elif speaker is None and index:
            speaker = said[index - 1]
        if speaker is not None and (speaker.quoted or not opens):
            said[index] = _passed_on(text, span, speaker)
    return said


def _mostly(text: str, span: Range, quotation: Quotation) -> bool:
    """Whether nothing but marks stands behind the quotation in the sentence."""
    behind = text[quotation.end : span[1]]
    return not any(character.isalnum() for character in behind)


def _speaker_of(
    quotation: Quotation, spans: Sequence[Range], found: Sequence[Attribution | None]
) -> Attribution | None:
    """The first attribution in the sentences that the quotation touches."""
    first = bisect_right(spans, quotation.start, key=lambda span: span[1])
    behind = bisect_left(spans, quotation.end, key=lambda span: span[0])
    touched = (found[index] for index in range(first, behind))
    return next((said for said in touched if said is not None and said.quoted), None)


def _passed_on(text: str, span: Range, said: Attribution) -> Attribution:
    content = (bare(text, *span),)
    return Attribution(said.speaker, said.words, said.cue, content, True, "said-elsewhere")


def _of_sentence(
    text: str, span: Range, tokens: Sequence[Token], said: Attribution | None
) -> Iterator[Statement]:
    if not tokens:
        whole = whole_sentence(text, span)
        if whole:
            yield whole
        return
    contents = said.content if said else (bare(text, *span),)
    question = bool(contents) and _asks(text, contents[-1])
    fragment = said is None and _is_fragment(text, span, tokens)
    asked = [Piece(contents, said.rule)] if said and question else None
    for piece in asked or _pieces(text, contents, said):
        ranges = _tidy(text, piece.ranges)
        if ranges:
            yield Statement(ranges, piece.rule, said, question, fragment)
    if said and said.then:
        yield from _of_sentence(text, span, tokens, said.then)
    if said and said.rest:
        yield from _unattributed(text, _cut(text, said.rest))
    if said and said.aside and said.rule != "said-elsewhere":
        yield from _unattributed(text, _cut_aside(text, said.speaker, said.aside))


def _unattributed(text: str, pieces: Sequence[Piece]) -> Iterator[Statement]:
    for piece in pieces:
        ranges = _tidy(text, piece.ranges)
        if ranges:
            yield Statement(ranges, piece.rule)


def _pieces(text: str, contents: Sequence[Range], said: Attribution | None) -> list[Piece]:
    """Each stretch cut on its own, unless a later one has no verb: then all are one statement."""
    cuts = [_cut(text, content) for content in contents]
    if len(contents) > 1 and not all(_has_verb(text, content) for content in contents[1:]):
        return [Piece(tuple(contents), said.rule if said else "sentence")]
    pieces = [piece for found in cuts for piece in found]
    if said is None:
        return pieces
    return [
        Piece(piece.ranges, said.rule if piece.rule == "sentence" else f"{said.rule}+{piece.rule}")
        for piece in pieces
    ]


def _cut(text: str, content: Range) -> list[Piece]:
    start, end = content
    mark = _LIST_MARK.match(text, start, end)
    start = mark.end() if mark else start
    tokens = tokenize(text, start, end)
    while tokens and tokens[0].word in ("and", "but"):
        del tokens[0]
    return cut(text, tokens, end)


def _cut_aside(text: str, speaker: Range, aside: Range) -> list[Piece]:
    """ "Ask, who owns a boat and sells fish" -> "Ask owns a boat", "Ask sells fish"."""
    tokens = [*tokenize(text, *speaker), *tokenize(text, *aside)]
    pieces = cut(text, tokens, aside[1])
    gap = (speaker[1], aside[0])
    return [
        Piece(tuple(part for span in piece.ranges for part in _around(span, gap)), "aside-who")
        for piece in pieces
    ]


def _around(span: Range, gap: Range) -> list[Range]:
    start, end = span
    if end <= gap[0] or start >= gap[1]:
        return [span]
    return [(start, gap[0]), (gap[1], end)]


def _has_verb(text: str, content: Range) -> bool:
    tokens = tokenize(text, *content)
    return any(is_finite(tokens, index) for index in range(len(tokens)))


def _is_fragment(text: str, span: Range, tokens: Sequence[Token]) -> bool:
    if _FINAL.search(text[span[0] : span[1]]):
        return False
    return not any(is_finite(tokens, index) for index in range(len(tokens)))


def _asks(text: str, span: Range) -> bool:
    return _QUESTION.search(text[max(span[0], span[1] - 8) : span[1]]) is not None


def _tidy(text: str, ranges: Sequence[Range]) -> tuple[Range, ...]:
    """Ordered ranges without outer marks and final stop; none when no word is in them."""
    cleaned = [_without_stop(text, *bare(text, *span)) for span in ranges]
    merged: list[Range] = []
    for start, end in sorted(cleaned):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    words = any(character.isalnum() for s, e in merged for character in text[s:e])
    return tuple(merged) if words else ()


def _without_stop(text: str, start: int, end: int) -> Range:
    """A plain final stop is no part of a claim; that of an abbreviation is."""
    if text[start:end].endswith(("...", "…")) or not text.endswith(".", start, end):
        return start, end
    if _ABBREVIATED.search(text[max(start, end - 12) : end]):
        return start, end
    return bare(text, start, end - 1)
