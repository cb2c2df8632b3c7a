"""What the English sentences of one paragraph state, and who is said to say it.

A quotation that runs over several sentences keeps its speaker for all of them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from annotator.domain.claim import Granularity
from annotator.domain.text import Range
from annotator.splitting.boundaries import trim
from annotator.splitting.english.attribution import Attribution
from annotator.splitting.english.quotations import LONGEST_SENTENCE, Quotation, inside, quotations
from annotator.splitting.english.saying import attribute
from annotator.splitting.english.sentence import Sentence, bare
from annotator.splitting.english.statements import Statement, of_sentence, whole_sentence
from annotator.splitting.syntax.model import english
from annotator.splitting.syntax.tokens import tokenize
from annotator.splitting.syntax.tree import FINITE_TAGS, Tree


def english_statements(
    text: str, spans: Sequence[Range], carried: Attribution | None, granularity: Granularity
) -> tuple[list[list[Statement]], Attribution | None]:
    """For each sentence of a paragraph its statements.

    `carried` is who speaks in a quotation that the paragraph before left open. The second value
    is the same for the paragraph behind.
    """
    if not spans:
        return [], carried
    quoted = quotations(text, spans[0][0], spans[-1][1])
    parts = [(number, *part) for number, span in enumerate(spans) for part in _parsed(text, span, quoted)]
    found = [attribute(sentence) if sentence else None for _, _, sentence in parts]
    said = _inherited(text, [span for _, span, _ in parts], found, quoted, carried)
    stated: list[list[Statement]] = [[] for _ in spans]
    for (number, span, sentence), who in zip(parts, said, strict=True):
        if sentence:
            stated[number] += of_sentence(sentence, who, granularity)
        elif whole := whole_sentence(text, span):
            stated[number].append(whole)
    open_end = bool(quoted) and not quoted[-1].closed
    return stated, said[-1] if open_end else None


def _parsed(text: str, span: Range, quoted: Sequence[Quotation]) -> list[tuple[Range, Sentence | None]]:
    """The sentence, or its parts between semicolons; None for one that is no sentence."""
    tokens = tokenize(text, *span) if span[1] - span[0] <= LONGEST_SENTENCE else []
    if not tokens:
        return [(span, None)]
    tree = english().tree_of(tokens)
    parts = _at_semicolons(text, span, tree, quoted) if ";" in text[span[0] : span[1]] else [span]
    if len(parts) == 1:
        return [(span, Sentence(text, span, tree, quoted))]
    return [(part, Sentence(text, part, english().tree(text, *part), quoted)) for part in parts]


def _at_semicolons(text: str, span: Range, tree: Tree, quoted: Sequence[Quotation]) -> list[Range]:
    """The sentence cut at semicolons outside quotations that have a finite verb on both sides."""
    finite = [word for word, tag in enumerate(tree.tags) if tag in FINITE_TAGS]
    parts: list[Range] = []
    start, end = span
    since = depth = 0
    for index, token in enumerate(tree.tokens):
        depth += (token.word in "([") - (token.word in ")]")
        if token.word != ";" or depth > 0 or inside(token.start, quoted) is not None:
            continue
        if bisect_left(finite, index) > since and finite[-1] > index:
            parts.append((start, token.start))
            start = trim(text, token.end, end)[0]
            since = bisect_left(finite, index)
    return [*parts, (start, end)]


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
