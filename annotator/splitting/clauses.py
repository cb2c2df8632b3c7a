"""Cuts inside a sentence: plain coordinations and a few subordinate clauses, English only.

A cut is made only where both sides clearly have a finite verb; a verb phrase without a subject
gets a copy of it, with the leading date. Nothing is cut inside brackets or a partial quotation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.text import Range
from annotator.splitting.dates import leading_date_end
from annotator.splitting.lexicon import (
    BE,
    HAVE,
    MODALS,
    NOMINATIVES,
    PREPOSITIONS,
    SUBORDINATORS,
    words,
)
from annotator.splitting.tokens import Token
from annotator.splitting.verbs import (
    is_adverb,
    is_auxiliary,
    is_finite,
    is_participle_form,
    is_past,
    is_present,
)

LONGEST_SUBJECT = 15
"""Words; a longer one is no plain subject."""
_COORDINATORS = ("and", "but", "yet")
_CONTRASTS = ("while", "whereas", "although", "though", "because", "after")
_RELATIVES = ("who", "which", "whose", "where", "whom")
_SPANS_OF_TIME = words(
    "second seconds minute minutes hour hours day days night nights week weeks month months year "
    "years decade decades soon shortly long immediately just only right even look looked named"
)
_OPENERS, _CLOSERS = "([{", ")]}"


@dataclass(frozen=True, slots=True)
class Piece:
    """One claim's words: what is copied, then its own."""

    ranges: tuple[Range, ...]
    rule: str


@dataclass(slots=True)
class _Clause:
    """The clause that is being read: where it starts, its verb, what a second verb would copy."""

    first: int
    copied: tuple[Range, ...] = ()
    rule: str = "sentence"
    subject: Range | None = None
    verb: int = -1
    auxiliary: int | None = None


class _Words:
    """The tokens of a stretch with what the cutting rules ask of them."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.protected = _protected(tokens)

    def word(self, index: int) -> str:
        return self.tokens[index].word if 0 <= index < len(self.tokens) else ""

    def finite(self, index: int) -> bool:
        return not self.protected[index] and is_finite(self.tokens, index)

    def main_verb(self, first: int, last: int) -> int | None:
        """Index of the first finite verb outside relative clauses set off by commas."""
        index = first
        while index < last:
            word = self.word(index)
            if word in _RELATIVES and self.word(index - 1) == ",":
                index = self._comma_after(index, last)
            elif word in SUBORDINATORS and index > first and word not in PREPOSITIONS:
                if word != "that" or index > first + 1:
                    return None
            elif self.finite(index):
                return index
            index += 1
        return None

    def _comma_after(self, index: int, last: int) -> int:
        while index < last and (self.word(index) != "," or self.protected[index]):
            index += 1
        return index

    def group_start(self, verb: int, first: int) -> int:
        """Where the verb's group begins: adverbs before it belong to it."""
        while verb - 1 > first and is_adverb(self.word(verb - 1)):
            verb -= 1
        return verb


def cut(text: str, tokens: Sequence[Token], end: int) -> list[Piece]:
    """The clauses of one content: its tokens, and where it ends in the text.

    A content without a plain cut comes back whole, by rule `sentence`.
    """
    if not tokens:
        return []
    words = _Words(text, tokens)
    date_end = leading_date_end(text, tokens[0].start, end)
    pieces: list[Piece] = []
    clause = _Clause(0)
    _find_subject(words, clause, len(tokens), date_end)
    index = 1
    while index < len(tokens) - 1:
        following = None if words.protected[index] else _next_clause(words, clause, index, date_end)
        if following is not None:
            pieces.append(_piece(words, clause, tokens[index].start))
            clause = following
            index = clause.verb
        index += 1
    pieces.append(_piece(words, clause, end))
    if len(pieces) > 1 and pieces[0].rule == "sentence":
        pieces[0] = Piece(pieces[0].ranges, "main-clause")
    return pieces


def _piece(words: _Words, clause: _Clause, end: int) -> Piece:
    own = (words.tokens[clause.first].start, end)
    return Piece((*clause.copied, own), clause.rule)


def _find_subject(words: _Words, clause: _Clause, last: int, date_end: int) -> None:
    """Fill in the main verb and what stands before it."""
    verb = words.main_verb(clause.first, last)
    if verb is None:
        return
    clause.verb = verb
    clause.auxiliary = verb if is_auxiliary(words.tokens, verb) else None
    stop = words.group_start(verb, clause.first)
    own = [t for t in words.tokens[clause.first : stop] if t.start >= date_end]
    if own and len(own) <= LONGEST_SUBJECT:
        clause.subject = (words.tokens[clause.first].start, words.tokens[stop - 1].end)


def _next_clause(words: _Words, clause: _Clause, index: int, date_end: int) -> _Clause | None:
    """The clause that begins behind the token at `index`, if a cut belongs there."""
    word = words.word(index)
    if clause.verb < 0 or index <= clause.verb:
        return None
    if word == ";":
        return _own_subject(words, index, "semicolon", date_end)
    if word in _COORDINATORS:
        found = _shared_subject(words, clause, index)
        if found is not None:
            return found
        if words.word(index - 1) == ",":
            return _own_subject(words, index, "clause-" + word, date_end)
        if words.word(index + 1) in NOMINATIVES - {"that", "this", "those", "these", "who"}:
            return _own_subject(words, index, "clause-" + word, date_end)
        return None
    if word in _CONTRASTS and not _measures_time(words, index):
        return _own_subject(words, index, "clause-" + word, 0)
    return None


def _measures_time(words: _Words, index: int) -> bool:
    before = words.word(index - 1)
    return words.word(index) == "after" and (before in _SPANS_OF_TIME or before in PREPOSITIONS)


def _own_subject(words: _Words, index: int, rule: str, date_end: int) -> _Clause | None:
    """ "..., but Tokyo has protested": a subject and its finite verb follow."""
    first = index + 1
    while words.word(first) in (*_COORDINATORS, "so", "then"):
        first += 1
    limit = min(first + LONGEST_SUBJECT + 1, len(words.tokens))
    for verb in range(first + 1, limit):
        word = words.word(verb)
        if words.protected[verb] or word in (",", ";", ":") or word in SUBORDINATORS - PREPOSITIONS:
            return None
        if words.finite(verb):
            return _opened(words, first, verb, rule, date_end)
    return None


def _opened(words: _Words, first: int, verb: int, rule: str, date_end: int) -> _Clause | None:
    stop = words.group_start(verb, first)
    if stop <= first or words.word(first) in PREPOSITIONS:
        return None
    clause = _Clause(first, rule=rule, verb=verb)
    clause.subject = (words.tokens[first].start, words.tokens[stop - 1].end)
    clause.auxiliary = verb if is_auxiliary(words.tokens, verb) else None
    opening = words.tokens[0].start
    told = words.word(verb) in ("was", "were", "had", "did") or (
        clause.auxiliary is None and is_past(words.tokens, verb)
    )
    if told and date_end > opening and rule.endswith(("and", "but")):
        clause.copied = ((opening, date_end),)
    return clause


def _shared_subject(words: _Words, clause: _Clause, index: int) -> _Clause | None:
    """ "..., and has never signed": a second verb of the same subject."""
    verb = index + 1
    while is_adverb(words.word(verb)):
        verb += 1
    if clause.subject is None or verb >= len(words.tokens) or words.protected[verb]:
        return None
    between = range(clause.verb + 1, index)
    if any(words.word(i) in SUBORDINATORS - PREPOSITIONS for i in between):
        return None
    copied = _copied(words, clause, verb)
    if copied is None:
        return None
    first = index + 2 if words.word(index + 1) in ("also", "then") else index + 1
    return _Clause(
        min(first, verb),
        copied,
        "verb-" + words.word(index),
        clause.subject,
        verb,
        clause.auxiliary,
    )


def _copied(words: _Words, clause: _Clause, verb: int) -> tuple[Range, ...] | None:
    """What a second verb takes over, or None when it is not clearly one.

    A form that may be a participle takes the auxiliary along: "was seized and burnt".
    """
    if clause.subject is None:
        return None
    start, end = clause.subject
    leading = ((clause.copied[0][0], clause.copied[0][1]),) if clause.copied else ()
    if clause.copied and clause.rule.startswith("verb-"):
        leading = ()
    word, main = words.word(verb), words.word(clause.verb)
    if is_auxiliary(words.tokens, verb):
        return (*leading, (start, end))
    if clause.auxiliary is None:
        same = is_past(words.tokens, verb) and is_past(words.tokens, clause.verb)
        same = same or (is_present(word) and is_present(main))
        adjective = verb - 2 > clause.verb and is_participle_form(words.word(verb - 2))
        return (*leading, (start, end)) if same and not adjective else None
    if main in MODALS or not is_past(words.tokens, verb):
        present = is_present(word) and main in ("is", "has", "does")
        return (*leading, (start, end)) if present else None
    if main in HAVE or (main in BE and is_participle_form(word)):
        return (*leading, (start, words.tokens[clause.auxiliary].end))
    return (*leading, (start, end)) if main in ("was", "were", "did") else None


def _protected(tokens: Sequence[Token]) -> list[bool]:
    """For each token whether it stands in brackets or between quotation marks."""
    return [depth > 0 for depth in _depths(tokens)]


def _depths(tokens: Sequence[Token]) -> Iterator[int]:
    brackets = 0
    quoted = False
    for token in tokens:
        word = token.word
        if word in _OPENERS or word in "“„«":
            brackets += 1
        if word == '"':
            quoted = not quoted
        yield brackets + quoted
        if (word in _CLOSERS or word in "”»") and brackets:
            brackets -= 1
