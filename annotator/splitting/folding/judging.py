"""Whether two texts say the same, with their datelines put aside: the doors to all three tiers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.domain.dateline import find_datelines
from annotator.domain.fold_key import fold_key, unescaped
from annotator.domain.text import canonical
from annotator.splitting.folding.grouping import Filing, Groups, filing_of
from annotator.splitting.folding.likeness import Words, read_words, similarity
from annotator.splitting.languages import SAMPLE, language_of

_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\ufffd]")
"""Characters without a width, and what canonical text puts for some of them."""
Verdict = Literal["same", "similar", "different"]


@dataclass(frozen=True, slots=True)
class _Text:
    whole: str
    """Key with the dateline, for texts in capitals: none is seen there."""
    words: Words
    """Behind the datelines."""
    filing: Filing
    """By the dateline next to the words."""


def judge(one: str, other: str) -> Verdict:
    """ "same" for texts that fold (tiers 1 and 2), "similar" for such as are offered (tier 3).

    The same in both directions. Datelines that contradict each other tell of two events.
    """
    language = _language((one, other))
    first, second = _read(one, language), _read(other, language)
    if first.whole == second.whole:
        return "same"
    if first.words.gist == second.words.gist:
        return "similar" if first.filing.contradicts(second.filing) else "same"
    return "similar" if similarity(first.words, second.words) else "different"


def group(texts: Sequence[str]) -> list[int]:
    """For each text the index of the first one that it folds into (tiers 1 and 2), its own without one."""
    language = _language(texts)
    groups = Groups()
    read = (_read(text, language) for text in texts)
    return [groups.place(n, (text.whole, text.words.gist), text.filing) for n, text in enumerate(read)]


def _read(raw: str, language: str) -> _Text:
    text = " ".join(_UNSEEN.sub("", canonical(unescaped(raw))).split())
    datelines = find_datelines(text)
    start = datelines[-1].end if datelines else 0
    words = read_words(text[start:], language)
    return _Text(fold_key(text) if start else words.key, words, filing_of(datelines[-1] if start else None))


def _language(texts: Sequence[str]) -> str:
    """That of all of them."""
    sample, length = [], 0
    for text in texts:
        if length > SAMPLE:
            break
        sample.append(text[:SAMPLE])
        length += len(text)
    return language_of(" ".join(sample))
