"""Who said what: "P, X said", "X said that P", "According to X, P", quotations.

Each finder looks at the tokens of one sentence outside its quotations and answers with the words
of the attribution, the speaker in them, and the ranges of what was said. English only.
"""

from annotator.domain.text import Range
from annotator.splitting.boundaries import trim
from annotator.splitting.dates import leading_date_end
from annotator.splitting.english.according import according
from annotator.splitting.english.attribution import (
    LONGEST_SPEAKER,
    Attribution,
    behind_aside,
    phrase_end,
    sentence_end,
)
from annotator.splitting.english.lexicon import (
    CUES,
    DETERMINERS,
    HAVE,
    NOMINATIVES,
    PREPOSITIONS,
    SUBORDINATORS,
    words,
)
from annotator.splitting.english.sentence import Sentence, bare

_TAKE_A_LISTENER = ("told", "tells", "warned", "warns")
_ONLY_QUOTED = ("asked", "answered", "replied", "continued")
_BARE_CUES = words("said says say added adds wrote claimed claims claim argued argues argue insist warn")
"""Cues that may stand before what was said without "that"."""
_OF_SAYING = ("adding", "saying", "citing")
_WHEN = words(
    "on last this earlier late early yesterday today monday tuesday wednesday thursday friday saturday "
    "sunday week month year january february march april may june july august september october november "
    "december"
)
_CIRCUMSTANCES = ("on", "in", "at", "during", "after", "last", "yesterday", "today", "later")
MOST_CUES = 8
"""Cues of one sentence that are looked at."""


def attribute(sentence: Sentence) -> Attribution | None:
    """The attribution in a sentence, or None."""
    return according(sentence) or _said(sentence)


def _said(sentence: Sentence) -> Attribution | None:
    cues = [
        index
        for index, token in enumerate(sentence.tokens)
        if token.word in CUES and sentence.outside[index] and sentence.tree.tags[index].startswith("VB")
    ]
    for index in cues[:MOST_CUES]:
        before = sentence.word(index - 1) if index else ""
        if before in (PREPOSITIONS | DETERMINERS | {"not", "never", "nor"}) - NOMINATIVES:
            continue
        found = _trailing(sentence, index) or _leading(sentence, index)
        if found is not None:
            return found
    return None


def _trailing(sentence: Sentence, cue: int) -> Attribution | None:
    """ "P, X said on Friday", "“P,” said X, who leads the union. “More of P.”" """
    mark = _mark_before(sentence, cue)
    if mark is None:
        return None
    tokens, text = sentence.tokens, sentence.text
    quoted = sentence.closes_quote(mark) or (mark > 0 and sentence.closes_quote(mark - 1))
    end = tokens[mark].end if sentence.closes_quote(mark) else tokens[mark].start
    content = bare(text, sentence.start, end)
    tail = phrase_end(sentence, cue + 1)
    if content[0] >= content[1] or not (quoted or _states(sentence, mark, cue, tail)):
        return None
    if sentence.finite_between(cue + 1, tail):
        return None
    inverted = cue == mark + 1
    named = range(cue + 1, tail) if inverted else range(mark + 1, cue)
    names = _names(sentence, _without_circumstance(sentence, named) if inverted else named)
    listener = inverted and tokens[cue].word in _TAKE_A_LISTENER
    if names is None or listener or (not quoted and tokens[cue].word in _ONLY_QUOTED):
        return None
    words = (tokens[mark + 1].start, tokens[tail - 1].end)
    more, rest, aside = _behind(sentence, tail)
    going_on = None if quoted or rest or aside else _going_on(sentence, tail)
    if going_on is not None:
        return Attribution(names, words, tokens[cue].word, (content, going_on), False, "said-within")
    return Attribution(
        names, words, tokens[cue].word, (content, *more), quoted, "said-behind", None, aside, rest
    )


def _going_on(sentence: Sentence, tail: int) -> Range | None:
    """What goes on behind "P, X said, Q": a participle or a clause, but not when or where it was said."""
    tokens, tags = sentence.tokens, sentence.tree.tags
    if sentence.word(tail) != "," or tail + 1 >= len(tokens):
        return None
    first = tail + 1
    joins = {index for index in range(first, len(tokens)) if sentence.word(index) in SUBORDINATORS}
    clause = tags[first] in ("DT", "PRP", "PRP$", "NNP", "NNS") and sentence.finite_between(
        first, min(joins, default=len(tokens))
    )
    if not (clause or tags[first] in ("VBG", "VBN")) or sentence.word(first) in _OF_SAYING:
        return None
    found = trim(sentence.text, tokens[first].start, sentence_end(sentence))
    return found if found[0] < found[1] else None


def _states(sentence: Sentence, mark: int, cue: int, tail: int) -> bool:
    """Whether a clause stands before the comma: a verb, or words and nothing said behind."""
    if sentence.finite_between(0, mark):
        return True
    circumstance = tail == cue + 1 or sentence.word(cue + 1) in (*_CIRCUMSTANCES, "to")
    return circumstance and mark > 2 and sentence.word(0) not in PREPOSITIONS


def _mark_before(sentence: Sentence, cue: int) -> int | None:
    """Index of the comma or closing quotation mark that ends what was said."""
    for index in range(cue - 1, max(cue - LONGEST_SPEAKER, 0), -1):
        if sentence.closes_quote(index):
            return index
        if sentence.word(index) == "," and sentence.outside[index]:
            named = range(index + 1, cue)
            if index and sentence.closes_quote(index - 1):
                return index
            if _begins_name(sentence, named) and any(
                sentence.word(i) in NOMINATIVES or (len(sentence.word(i)) > 2 and "." not in sentence.word(i))
                for i in named
            ):
                return index
    return None


def _begins_name(sentence: Sentence, named: range) -> bool:
    """Whether the words could be a speaker: "the minister", "engineer Mia Lund", "she"."""
    if not named or sentence.word(named[0]) in PREPOSITIONS or sentence.adverb(named[0]):
        return False
    if any(sentence.word(index) in SUBORDINATORS - PREPOSITIONS for index in named):
        return False
    small = sentence.word(named[0]) in DETERMINERS | NOMINATIVES
    return small or any(sentence.tokens[index].capital for index in named)


def _without_circumstance(sentence: Sentence, named: range) -> range:
    """ "Mira Dolenz on Monday" -> "Mira Dolenz"."""
    for index in named[1:]:
        if sentence.word(index) in _CIRCUMSTANCES:
            return range(named.start, index)
    return named


def _names(sentence: Sentence, named: range) -> Range | None:
    """The speaker: the phrase without the adverbs and auxiliaries at its end."""
    indexes = [i for i in named if sentence.outside[i]]
    while indexes and (sentence.adverb(indexes[-1]) or sentence.word(indexes[-1]) in HAVE):
        indexes.pop()
    if not indexes or len(indexes) > LONGEST_SPEAKER:
        return None
    if not any(sentence.word(i)[0].isalpha() for i in indexes):
        return None
    if any(sentence.finite(i) for i in indexes):
        return None
    return (sentence.tokens[indexes[0]].start, sentence.tokens[indexes[-1]].end)


def _behind(sentence: Sentence, tail: int) -> tuple[list[Range], Range | None, Range | None]:
    """What stands behind "X said": more of the quotation, an unattributed clause, an aside."""
    tokens, text = sentence.tokens, sentence.text
    more = [
        bare(text, q.start, min(q.end, sentence.end))
        for q in sentence.quotes
        if tail < len(tokens)
        and tokens[tail].start <= q.start <= tokens[min(tail + 2, len(tokens) - 1)].start
    ]
    _, aside = behind_aside(sentence, tail)
    goes_on = sentence.word(tail) == "," and sentence.word(tail + 1) in ("and", "but")
    if goes_on and sentence.finite_between(tail + 2, len(tokens)):
        return more, trim(text, tokens[tail + 2].start, sentence_end(sentence)), aside
    return [span for span in more if span[0] < span[1]], None, aside


def _leading(sentence: Sentence, cue: int) -> Attribution | None:
    """ "X said on Friday that P", "X said P", "X told reporters: “P”" """
    tokens, text = sentence.tokens, sentence.text
    date_end = leading_date_end(text, sentence.start, sentence.end)
    first = next((i for i, t in enumerate(tokens) if t.start >= date_end), cue)
    group = cue
    while group - 1 > first and (sentence.adverb(group - 1) or sentence.word(group - 1) in HAVE):
        group -= 1
    stop = next((i for i in range(first, group) if sentence.word(i) == ","), group)
    set_off = stop == group or sentence.word(group - 1) == ","
    names = _names(sentence, range(first, stop)) if set_off else None
    if names is None or sentence.finite_between(first, stop):
        return None
    opening = _content_start(sentence, cue)
    if opening is None:
        return None
    quoted = sentence.opens_quote(opening)
    second = _second_cue(sentence, opening)
    end = sentence.end if second is None else tokens[second - 1].start
    content = bare(text, tokens[opening].start, end)
    last = opening - 1
    while last > cue and sentence.word(last) in (",", ":", "that"):
        last -= 1
    if content[0] >= content[1]:
        return None
    words = (tokens[0].start, tokens[last].end)
    then = None
    if second is not None:
        more = bare(text, tokens[second + 2].start, sentence.end)
        cited = (tokens[second].start, tokens[second].end)
        then = Attribution(names, cited, tokens[second].word, (more,), False, "said-second")
    return Attribution(names, words, tokens[cue].word, (content,), quoted, "said-front", then)


def _second_cue(sentence: Sentence, first: int) -> int | None:
    """Index of the cue in "and conceded that", behind `first`."""
    for index in range(first + 1, len(sentence.tokens) - 3):
        joins = sentence.word(index) in ("and", "but") and sentence.outside[index]
        if joins and sentence.word(index + 1) in CUES and sentence.word(index + 2) == "that":
            return index + 1
    return None


def _content_start(sentence: Sentence, cue: int) -> int | None:
    """Index of the first token of what was said, behind "that", a colon or a quotation mark."""
    behind = _behind_parenthesis(sentence, cue)
    for index in range(cue + 1, min(behind + LONGEST_SPEAKER, len(sentence.tokens) - 1)):
        if cue < index < behind:
            continue
        if sentence.opens_quote(index):
            before = sentence.word(index - 1)
            return index if before in (",", ":") or index == cue + 1 else None
        if sentence.word(index) == "that":
            return index + 1
        if sentence.word(index) in (",", ";"):
            following = sentence.opens_quote(index + 1)
            return index + 1 if following else None
        if sentence.finite(index):
            first = _behind_when(sentence, cue)
            plain = sentence.word(cue) in _BARE_CUES and index > first
            return first if plain else None
    return None


def _behind_when(sentence: Sentence, cue: int) -> int:
    """Index behind "said", or "said on Wednesday" and "said last week": that is when it was said."""
    first = cue + 1
    while sentence.word(first) in _WHEN or sentence.word(first).isdecimal():
        first += 1
    return first


def _behind_parenthesis(sentence: Sentence, cue: int) -> int:
    """Index behind ", citing two people," when "that" follows; the cue itself without one."""
    for index in range(cue + 1, min(cue + LONGEST_SPEAKER, len(sentence.tokens) - 1)):
        if sentence.word(index) != ",":
            continue
        if sentence.tree.tags[index + 1] != "VBG":
            return cue
        for closing in range(index + 2, min(index + LONGEST_SPEAKER, len(sentence.tokens) - 1)):
            if sentence.word(closing) == "," and sentence.word(closing + 1) == "that":
                return closing + 1
        return cue
    return cue
