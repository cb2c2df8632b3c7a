"""What one sentence states: ranges of words, the rule that cut them, and who is said to say it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.claim import Flag, Granularity
from annotator.domain.text import Range
from annotator.splitting.english.attribution import Attribution
from annotator.splitting.english.clauses import Piece, cut
from annotator.splitting.english.flags import Flags
from annotator.splitting.english.sentence import Sentence, bare
from annotator.splitting.syntax.model import english
from annotator.splitting.syntax.tokens import Token, tokenize
from annotator.splitting.syntax.tree import FINITE_TAGS, Tree

_FINAL = re.compile(r"[.!?…。！？][\"'”’“«»)\]」』）]*$")
_QUESTION = re.compile(r"[?？][\"'”’“«»)\]」』）]*$")
_ABBREVIATED = re.compile(r"(?:\b\w\.\w+|\b(?:etc|Inc|Ltd|Co|Corp|Jr|Sr|St|No|Bros|\w))\.$")
_OTHER_CLAUSES = ("+clause-and", "+clause-but", "+clause-comma")
"""What the rules of clauses with a subject of their own end in."""
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
    copied: tuple[Range, ...] = ()
    """Those of the ranges that stand in another statement too."""
    added: tuple[tuple[int, str], ...] = ()
    """(place, words) that the wording needs there: "is" before what somebody is."""
    flags: tuple[Flag, ...] = ()
    proper: bool = True
    """Whether the first word keeps its capital wherever it stands; true when that is not known."""


def whole_sentence(text: str, span: Range) -> Statement | None:
    """The sentence as one statement, whatever its language; None when it holds no word."""
    ranges = _tidy(text, [span])
    if not ranges:
        return None
    short = span[1] - span[0] <= 60 and not _ends(text, *span)
    return Statement(ranges, "sentence", question=_asks(text, span), fragment=short)


def of_sentence(
    sentence: Sentence, said: Attribution | None, granularity: Granularity
) -> Iterator[Statement]:
    """The statements of an English sentence."""
    text, tree = sentence.text, sentence.tree
    contents = said.content if said else (bare(text, sentence.start, sentence.end),)
    question = bool(contents) and _asks(text, contents[-1])
    fragment = said is None and not _has_verb(tree) and not _ends(text, sentence.start, sentence.end)
    rule = said.rule if said else "sentence"
    if granularity == "sentence" or (said and question):
        pieces = [Piece(tuple(contents), rule)]
    else:
        pieces = _pieces(text, tree, contents, rule, granularity)
    flags = Flags(text, tree, sentence.quotes, attributed=said is not None)
    for piece in pieces:
        ranges = _tidy(text, piece.ranges)
        if ranges:
            found = flags.of(ranges)
            proper = _is_proper(sentence, ranges[0][0])
            who = said if said and _is_said(said, piece) else None
            name = piece.rule if who or not said else piece.rule.removeprefix(f"{said.rule}+")
            yield Statement(ranges, name, who, question, fragment, piece.copied, piece.added, found, proper)
    if said:
        yield from _beside(sentence, said, granularity, flags)


def _is_said(said: Attribution, piece: Piece) -> bool:
    """Whether the speaker is still speaking: not in "X said that P, but Y denies it"."""
    return said.quoted or said.rule != "said-front" or not piece.rule.endswith(_OTHER_CLAUSES)


def _beside(
    sentence: Sentence, said: Attribution, granularity: Granularity, flags: Flags
) -> Iterator[Statement]:
    """What an attributed sentence states besides: a second thing said, what follows, who the speaker is."""
    if said.then:
        yield from of_sentence(sentence, said.then, granularity)
    pieces: list[Piece] = []
    if said.rest:
        pieces += _cut(sentence.text, said.rest, granularity)
    if said.aside and said.rule != "said-elsewhere" and granularity != "sentence":
        pieces += _cut_aside(sentence.text, said.speaker, said.aside)
    for piece in pieces:
        ranges = _tidy(sentence.text, piece.ranges)
        if ranges:
            found = flags.of(ranges)
            yield Statement(ranges, piece.rule, copied=piece.copied, added=piece.added, flags=found)


def _pieces(
    text: str, tree: Tree, contents: Sequence[Range], rule: str, granularity: Granularity
) -> list[Piece]:
    """Each stretch cut on its own, unless a later one has no verb: then all are one statement."""
    if rule == "said-within":
        return [Piece(tuple(contents), rule)]
    for start, end in contents[1:]:
        within = [w for w, token in enumerate(tree.tokens) if start <= token.start < end]
        if not any(tree.tags[word] in FINITE_TAGS for word in within):
            return [Piece(tuple(contents), rule)]
    pieces = [piece for content in contents for piece in _cut(text, content, granularity, tree)]
    if rule == "sentence":
        return pieces
    return [
        Piece(p.ranges, rule if p.rule == "sentence" else f"{rule}+{p.rule}", p.copied, p.added)
        for p in pieces
    ]


def _cut(text: str, content: Range, granularity: Granularity, tree: Tree | None = None) -> list[Piece]:
    """The claims of a stretch; `tree` is that of the sentence, which serves when it is the same stretch."""
    tokens = _stretch(text, content)
    if not tokens:
        return []
    if granularity == "sentence":
        return [Piece((content,), "sentence")]
    same = tree is not None and (tree.tokens[0].start, tree.tokens[-1].end) == (
        tokens[0].start,
        tokens[-1].end,
    )
    parsed = tree if same and tree is not None else english().tree_of(tokens)
    return cut(text, parsed, fine=granularity == "fine")


def _stretch(text: str, content: Range) -> list[Token]:
    """The words of a stretch, without a list mark and a conjunction in front and the stop behind."""
    start, end = content
    mark = _LIST_MARK.match(text, start, end)
    tokens = tokenize(text, mark.end() if mark else start, end)
    while tokens and tokens[0].word in ("and", "but"):
        del tokens[0]
    return tokens


def _cut_aside(text: str, speaker: Range, aside: Range) -> list[Piece]:
    """ "Ask, who owns a boat and sells fish" -> "Ask owns a boat", "Ask sells fish"."""
    pieces = cut(text, english().tree_of([*tokenize(text, *speaker), *tokenize(text, *aside)]))
    gap = (speaker[1], aside[0])
    return [
        Piece(tuple(part for span in piece.ranges for part in _around(span, gap)), "aside-who", (speaker,))
        for piece in pieces
    ]


def _around(span: Range, gap: Range) -> list[Range]:
    start, end = span
    if end <= gap[0] or start >= gap[1]:
        return [span]
    return [(start, gap[0]), (gap[1], end)]


def _is_proper(sentence: Sentence, start: int) -> bool:
    """Whether the word there is a name, "I", or written in capitals."""
    for token, tag in zip(sentence.tokens, sentence.tree.tags, strict=True):
        if token.start == start:
            return tag.startswith("NNP") or token.form == "I" or token.form[1:].lower() != token.form[1:]
    return True


def _has_verb(tree: Tree) -> bool:
    return any(tag in FINITE_TAGS for tag in tree.tags)


def _ends(text: str, start: int, end: int) -> bool:
    """Whether a mark ends the stretch as one ends a sentence."""
    return _FINAL.search(text[max(start, end - 8) : end]) is not None


def _asks(text: str, span: Range) -> bool:
    return _QUESTION.search(text[max(span[0], span[1] - 8) : span[1]]) is not None


def _tidy(text: str, ranges: Sequence[Range]) -> tuple[Range, ...]:
    """Ordered ranges without outer marks and final stop, each with a word in it."""
    cleaned = [_without_stop(text, *bare(text, *span)) for span in ranges]
    merged: list[Range] = []
    for start, end in sorted(_closed(text, *span) for span in cleaned):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(span for span in merged if any(map(str.isalnum, text[slice(*span)])))


def _closed(text: str, start: int, end: int) -> Range:
    """With the mark that closes a quotation inside, where only a stop stands between."""
    for opening, closing in (('"', '"'), ("“", "”"), ("«", "»")):
        behind = end + text.startswith((".", ","), end)
        inner = text[start:end]
        is_open = (
            inner.count(opening) % 2 if opening == closing else inner.count(opening) > inner.count(closing)
        )
        if is_open and text.startswith(closing, behind):
            return start, behind + 1
    return start, end


def _without_stop(text: str, start: int, end: int) -> Range:
    """A plain final stop is no part of a claim; that of an abbreviation is."""
    if text[start:end].endswith(("...", "…")) or not text.endswith(".", start, end):
        return start, end
    if _ABBREVIATED.search(text[max(start, end - 12) : end]):
        return start, end
    return bare(text, start, end - 1)
