"""Who is said to have said what: the record, and what both ways of saying it share."""

from dataclasses import dataclass

from annotator.domain.text import Range
from annotator.splitting.boundaries import trim
from annotator.splitting.english.sentence import RELATIVES, Sentence

LONGEST_SPEAKER = 16
"""Words."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What one sentence says about its source."""

    speaker: Range
    words: Range
    """From the speaker or the cue to the last word of the attribution: "Motegi said on Friday"."""
    cue: str
    content: tuple[Range, ...]
    """What was said, without the marks around it; empty when it stands in other sentences."""
    quoted: bool
    rule: str
    then: "Attribution | None" = None
    """A second cue of the same speaker: "... but conceded that Q"."""
    aside: Range | None = None
    """A relative clause on the speaker: "who leads the union"."""
    rest: Range | None = None
    """What follows in the sentence and is not attributed."""


def phrase_end(sentence: Sentence, first: int) -> int:
    """Index behind the noun phrase that begins at `first`: the next comma, quote or stop."""
    index = first
    last = len(sentence.tokens) - 1
    while index <= last and sentence.word(index) not in (",", ";", ":", "[", "("):
        if sentence.opens_quote(index) or (index == last and sentence.word(index) in ".!?"):
            break
        index += 1
    return index


def behind_aside(sentence: Sentence, stop: int) -> tuple[int, Range | None]:
    """Where the sentence goes on behind ", who leads the union,", and that aside."""
    tokens = sentence.tokens
    if sentence.word(stop) != "," or sentence.word(stop + 1) not in RELATIVES:
        return (tokens[stop].end if stop < len(tokens) else sentence.end), None
    last = stop + 1
    while last < len(tokens) and sentence.word(last) != "," and not sentence.opens_quote(last):
        last += 1
    end = tokens[last].start if last < len(tokens) else sentence_end(sentence)
    aside = trim(sentence.text, tokens[stop + 1].end, end)
    return end, aside if sentence.word(stop + 1) == "who" and aside[0] < aside[1] else None


def sentence_end(sentence: Sentence) -> int:
    """End of the words: without a final full stop outside quotation marks."""
    last = sentence.tokens[-1]
    return last.start if last.word in ".!?…" and sentence.outside[-1] else sentence.end
