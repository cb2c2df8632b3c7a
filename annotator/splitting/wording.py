"""The readable wording of a claim: its ranges in one sentence, the attribution lifted out."""

import re
from collections.abc import Sequence

from annotator.domain.text import Range
from annotator.splitting.attribution import Attribution
from annotator.splitting.dates import leading_date_end
from annotator.splitting.lexicon import DETERMINERS, NOMINATIVES, PREPOSITIONS

_SMALL = (DETERMINERS | NOMINATIVES | PREPOSITIONS | {"as", "if", "when", "while"}) - {"i"}
_FINAL = re.compile(r"[.!?…。！？][\"'”’»)\]」』）]*$")


def content_wording(text: str, ranges: Sequence[Range]) -> str:
    """The words of the ranges as a sentence: capital letter in front, stop behind."""
    words = _with_date_comma(text, ranges)
    capital = words[:1].upper() + words[1:] if len(words[:1].upper()) == 1 else words
    return capital if _FINAL.search(capital[-8:]) else capital + "."


def utterance_wording(text: str, said: Attribution, content: str) -> str:
    """ "X said on Friday that ...", or "X said: “...”" for a quotation."""
    if said.cue == "according to":
        return f"According to {plain_words(text, [said.speaker])}, {_small(content)}"
    lead = _lead(text, said)
    if said.quoted:
        return f"{lead}: “{content}”"
    return f"{lead} that {_small(content)}"


def _with_date_comma(text: str, ranges: Sequence[Range]) -> str:
    """A date that was copied keeps its comma: "In May 2021, ..."."""
    start, end = ranges[0]
    dated = len(ranges) > 1 and leading_date_end(text, start, end + 1) == end + 1
    parts = [plain_words(text, [span]) for span in ranges]
    return " ".join([parts[0] + ("," if dated else ""), *parts[1:]])


def plain_words(text: str, ranges: Sequence[Range]) -> str:
    """The text of the ranges with single spaces."""
    return " ".join(word for start, end in ranges for word in text[start:end].split())


def _lead(text: str, said: Attribution) -> str:
    """The attribution with its speaker in front: "said X on Monday" -> "X said on Monday"."""
    speaker = plain_words(text, [said.speaker])
    if said.words[0] > said.speaker[1]:
        words = f"{speaker} {plain_words(text, [said.words])}"
    elif said.words[0] < said.speaker[0] and said.cue in text[slice(said.words[0], said.speaker[0])].lower():
        before = plain_words(text, [(said.words[0], said.speaker[0])])
        behind = plain_words(text, [(said.speaker[1], said.words[1])])
        words = " ".join(part for part in (speaker, before, behind) if part)
    else:
        words = plain_words(text, [said.words])
    return words[:1].upper() + words[1:]


def _small(sentence: str) -> str:
    """Without the capital of a word that has one only because it stands first."""
    first = sentence.partition(" ")[0]
    return sentence[:1].lower() + sentence[1:] if first.lower() in _SMALL else sentence
